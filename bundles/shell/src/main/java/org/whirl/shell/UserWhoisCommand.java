package org.whirl.shell;

import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.whirl.spi.entity.BasicAuthKey;
import org.whirl.spi.store.SubjectStore.Credential;

@Service
@Command(scope = "whirl", name = "user-whois", description = "Tell whose credentials these are")
public final class UserWhoisCommand extends SubjectCommand {
    @Argument(name = "credentials", required = true, description = "uuid:key")
    String credentials;

    @Override
    void run() {
        Optional<Credential> owner = BasicAuthKey.parse(credentials)
                .flatMap(pair -> Services.await(store().findByUuid(pair.uuid()))
                        .filter(found -> found.key().matches(pair)))
                .filter(found -> !found.subject().blocked());
        if (owner.isEmpty()) {
            print("Subject id is not recognized");
            return;
        }
        print("subject: " + owner.get().subject().name());
        print("namespace: " + owner.get().key().namespace());
    }
}
