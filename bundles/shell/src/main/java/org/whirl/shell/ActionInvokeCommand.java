package org.whirl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.whirl.spi.json.Json;

@Service
@Command(scope = "whirl", name = "action-invoke", description = "Invoke an action and show its activation")
public final class ActionInvokeCommand extends RestCommand {
    @Argument(name = "name", required = true, description = "NAME, PACKAGE/NAME or /NAMESPACE/[PACKAGE/]NAME")
    @Completion(ActionCompleter.class)
    String name;

    @Argument(index = 1, name = "options", multiValued = true, description = "Options may follow here too")
    @Completion(
            value = StringsCompleter.class,
            values = {"--param", "--result", "--no-wait", "--namespace", "--auth"})
    List<String> more;

    @Option(
            name = "--param",
            multiValued = true,
            description = "Parameter of the call: --param key=value, or behind the name --param key value")
    List<String> parameters = new ArrayList<>();

    @Option(name = "--result", description = "Show the result alone")
    boolean result;

    @Option(name = "--no-wait", description = "Show the activation id at once")
    boolean noWait;

    @Override
    void run() throws CommandException {
        JsonNode payload = ParameterWords.payload(parameters);
        String query = "blocking=" + !noWait + "&result=" + (result && !noWait);
        ApiClient.Answer answer = api().action("POST", Names.action(name, namespace), query, Optional.of(payload));
        if (answer.isRefusal()) {
            throw answer.failure();
        }
        if (answer.status() == 202) {
            String id = answer.body().path("activationId").asText();
            print(noWait ? id : id + " is still running; see 'whirl:activation-get " + id + "' later");
            return;
        }
        print(answer.body());
        if (!answer.isOk()) {
            throw new CommandException("the action failed: " + error(answer.body()));
        }
    }

    private static String error(JsonNode body) {
        JsonNode error = body.path("response").path("result").path("error");
        JsonNode shown = error.isMissingNode() ? body.path("error") : error;
        return shown.isTextual() ? shown.textValue() : Json.text(shown);
    }
}
