package org.whirl.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.osgi.service.cm.ConfigurationAdmin;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.BasicAuthKey;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.entity.Subject;
import org.whirl.spi.store.Stored;

@Service
@Command(
        scope = "whirl",
        name = "user-create",
        description =
                "Make a subject, or give it one more namespace, and print its credentials: the only time they are")
public final class UserCreateCommand extends SubjectCommand {
    @Reference(optional = true)
    ConfigurationAdmin configurations;

    @Argument(name = "subject", required = true, description = "Name of the subject")
    String subject;

    @Argument(index = 1, name = "options", multiValued = true, description = "Options may follow here too")
    List<String> more;

    @Option(
            name = "--namespace",
            aliases = {"-ns", "-n"},
            description = "The namespace; by default it is called like the subject")
    String namespace;

    @Option(
            name = "--auth",
            aliases = {"-u"},
            description = "Credentials as uuid:key; without it they are made up")
    String auth;

    @Option(
            name = "--revoke",
            aliases = {"-r"},
            description = "Replace the credentials of a namespace that is there")
    boolean revoke;

    @Option(
            name = "--genonly",
            aliases = {"-g"},
            description = "Print credentials without storing them")
    boolean printOnly;

    @Option(
            name = "--silent",
            aliases = {"-s"},
            description = "Do not print the credentials")
    boolean silent;

    @Override
    void run() {
        if (subject.length() < Subject.MIN_LENGTH) {
            throw new IllegalArgumentException("Subject name must be at least " + Subject.MIN_LENGTH + " characters");
        }
        BasicAuthKey credentials = auth == null ? KeyPairs.generate() : KeyPairs.read(auth);
        String where = namespace == null || namespace.isEmpty() ? subject : namespace.strip();
        if (where.isEmpty()) {
            throw new IllegalArgumentException("Namespace must not be empty");
        }
        if (!printOnly) {
            save(where, credentials);
        }
        if (!silent) {
            print(credentials.pair());
        }
    }

    private void save(String where, BasicAuthKey credentials) {
        boolean plain = Boolean.parseBoolean(ApiClient.setting(
                Services.required(configurations, "the configuration service"), "keys.plain", "false"));
        NamespaceKey key = plain ? NamespaceKey.plain(where, credentials) : NamespaceKey.hashed(where, credentials);
        Optional<Stored<Subject>> found = find(subject);
        List<NamespaceKey> keys =
                new ArrayList<>(found.map(stored -> stored.value().namespaces()).orElse(List.of()));
        if (found.filter(stored -> stored.value().blocked()).isPresent()) {
            throw new WhirlException(Kind.FORBIDDEN, "The subject you want to edit is blocked");
        }
        boolean known = keys.removeIf(other -> other.namespace().equals(where));
        if (known && !revoke) {
            throw new WhirlException(Kind.CONFLICT, "Namespace already exists");
        }
        if (Services.await(store().findByUuid(credentials.uuid()))
                .filter(other -> !(known && isOf(other.subject(), other.key(), where)))
                .isPresent()) {
            throw new WhirlException(Kind.CONFLICT, "authorization id is in use already; each must be unique");
        }
        keys.add(key);
        Services.await(store().put(new Subject(subject, false, keys), found.map(Stored::revision)));
    }

    private boolean isOf(Subject owner, NamespaceKey key, String where) {
        return owner.name().equals(subject) && key.namespace().equals(where);
    }
}
