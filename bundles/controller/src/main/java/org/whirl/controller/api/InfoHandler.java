package org.whirl.controller.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.Settings;
import org.whirl.controller.Settings.Bounds;
import org.whirl.controller.entity.Kinds;
import org.whirl.controller.entity.Runtimes;
import org.whirl.controller.http.Answer;
import org.whirl.spi.json.Json;
import org.whirl.spi.runtime.RuntimeManifest;

/** The documents that describe the platform and its API (contract: REST API, 1.2 and 1.3). */
final class InfoHandler {
    private static final int MEGABYTE = 1024 * 1024;

    private final Settings settings;
    private final Runtimes runtimes;
    private final String version;

    InfoHandler(Settings settings, Runtimes runtimes, String version) {
        this.settings = settings;
        this.runtimes = runtimes;
        this.version = version;
    }

    CompletionStage<Answer> platform() {
        return runtimes.kinds().thenApply(kinds -> {
            ObjectNode json = Json.object().put("description", "OpenWhisk");
            json.putObject("support")
                    .put("github", "https://github.com/apache/openwhisk/issues")
                    .put("slack", "http://slack.openwhisk.org");
            json.putArray("api_paths").add("/api/v1");
            json.set("limits", limits());
            json.set("runtimes", families(kinds));
            return Answer.ok(json);
        });
    }

    Answer api() {
        ObjectNode json = Json.object()
                .put("description", "OpenWhisk API")
                .put("api_version", "1.0.0")
                .put("api_version_path", "v1")
                .put("build", version)
                .put("buildno", version);
        json.putObject("swagger_paths").put("ui", "/docs").put("api-docs", "/api-docs");
        return Answer.ok(json);
    }

    private ObjectNode limits() {
        Bounds bounds = settings.bounds();
        ObjectNode json = Json.object()
                .put("actions_per_minute", settings.quotas().invocationsPerMinute())
                .put("triggers_per_minute", settings.quotas().firesPerMinute())
                .put("concurrent_actions", settings.quotas().concurrentInvocations())
                .put("sequence_length", settings.sizes().sequence());
        for (String prefix : List.of("", "default_")) {
            json.put(prefix + "min_action_duration", bounds.minTimeout())
                    .put(prefix + "max_action_duration", bounds.maxTimeout())
                    .put(prefix + "min_action_memory", (long) bounds.minMemory() * MEGABYTE)
                    .put(prefix + "max_action_memory", (long) bounds.maxMemory() * MEGABYTE)
                    .put(prefix + "min_action_logs", (long) bounds.minLogs() * MEGABYTE)
                    .put(prefix + "max_action_logs", (long) bounds.maxLogs() * MEGABYTE);
        }
        return json;
    }

    private static ObjectNode families(Kinds kinds) {
        ObjectNode families = Json.object();
        for (RuntimeManifest manifest : kinds.manifests()) {
            ArrayNode family = families.withArrayProperty(manifest.family());
            family.addObject()
                    .put("kind", manifest.kind())
                    .put("image", manifest.image())
                    .put("deprecated", manifest.deprecated())
                    .put("default", kinds.isDefault(manifest))
                    .put("attached", true)
                    .put("requireMain", manifest.requireMain());
        }
        return families;
    }
}
