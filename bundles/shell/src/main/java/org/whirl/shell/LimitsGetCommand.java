package org.whirl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.json.LimitsJson;

@Service
@Command(scope = "whirl", name = "limits-get", description = "Show the limits that a namespace has of its own")
public final class LimitsGetCommand extends SubjectCommand {
    @Argument(name = "namespace", required = true, description = "The namespace")
    @Completion(NamespaceCompleter.class)
    String namespace;

    @Override
    void run() {
        Optional<NamespaceLimits> limits = Services.await(store().getLimits(namespace));
        if (limits.isEmpty()) {
            print("No limits found, default system limits apply");
            return;
        }
        LimitsJson.write(limits.get())
                .properties()
                .forEach(member -> print(member.getKey() + " = " + text(member.getValue())));
    }

    /** As scripts know it from the tool that did this before: in the notation of Python. */
    private static String text(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue() ? "True" : "False";
        }
        if (value.isArray()) {
            List<String> entries = new ArrayList<>();
            value.forEach(entry -> entries.add("'" + entry.textValue() + "'"));
            return "[" + String.join(", ", entries) + "]";
        }
        return value.asText();
    }
}
