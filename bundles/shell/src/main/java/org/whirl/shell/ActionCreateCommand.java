package org.whirl.shell;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.json.Json;

@Service
@Command(scope = "whirl", name = "action-create", description = "Create an action from a file, or update it")
public final class ActionCreateCommand extends RestCommand {
    @Argument(name = "name", required = true, description = "NAME, PACKAGE/NAME or /NAMESPACE/[PACKAGE/]NAME")
    @Completion(ActionCompleter.class)
    String name;

    @Argument(index = 1, name = "file", required = true, description = "Source text, or an archive such as a zip")
    File file;

    @Argument(index = 2, name = "options", multiValued = true, description = "Options may follow here too")
    @Completion(
            value = StringsCompleter.class,
            values = {"--kind", "--main", "--param", "--memory", "--timeout", "--update", "--namespace", "--auth"})
    List<String> more;

    @Option(name = "--kind", description = "Kind; the default is told by the extensions .js, .mjs, .cjs and .py")
    @Completion(KindCompleter.class)
    String kind;

    @Option(name = "--main", description = "Entry point, where it is not the kind's own default")
    String main;

    @Option(
            name = "--param",
            multiValued = true,
            description =
                    "Parameter kept with the action: --param key=value, or behind the arguments --param key value")
    List<String> parameters = new ArrayList<>();

    @Option(name = "--memory", description = "Memory limit in MB")
    Integer memory;

    @Option(name = "--timeout", description = "Time limit in milliseconds")
    Integer timeout;

    @Option(name = "--update", description = "Replace an action that exists")
    boolean update;

    @Override
    void run() {
        FullyQualifiedName action = Names.action(name, namespace);
        ObjectNode body = body();
        ApiClient.Answer answer = api().action("PUT", action, "overwrite=" + update, Optional.of(body));
        if (!answer.isOk()) {
            throw answer.failure();
        }
        print((update ? "stored" : "created") + " /" + action + ", kind "
                + answer.body().path("exec").path("kind").asText() + ", version "
                + answer.body().path("version").asText());
    }

    ObjectNode body() {
        SourceFile source = new SourceFile(file.toPath());
        ObjectNode body = Json.object();
        ObjectNode exec = body.putObject("exec");
        exec.put("kind", Optional.ofNullable(kind).orElseGet(source::kind)).put("code", source.code());
        Optional.ofNullable(main).ifPresent(value -> exec.put("main", value));
        if (!parameters.isEmpty()) {
            body.set("parameters", ParameterWords.bound(parameters));
        }
        ObjectNode limits = Json.object();
        Optional.ofNullable(memory).ifPresent(value -> limits.put("memory", value));
        Optional.ofNullable(timeout).ifPresent(value -> limits.put("timeout", value));
        if (!limits.isEmpty()) {
            body.set("limits", limits);
        }
        return body;
    }
}
