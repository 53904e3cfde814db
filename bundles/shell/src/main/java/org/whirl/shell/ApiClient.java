package org.whirl.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import org.osgi.service.cm.ConfigurationAdmin;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.json.Json;

/** The platform's REST API, called from inside. */
final class ApiClient {
    private static final String CONTROLLER = "org.whirl.controller";
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

    private final URI base;
    private final String authorization;

    /**
     * @param base scheme, host and port
     * @param credentials {@code uuid:key}
     */
    ApiClient(URI base, String credentials) {
        this.base = base;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** A client for the controller of this JVM; without credentials those of the guest namespace are taken. */
    static ApiClient of(ConfigurationAdmin configurations, String credentials) {
        Dictionary<String, Object> settings = settings(configurations);
        String auth = Optional.ofNullable(credentials).orElseGet(() -> text(settings, "guest.auth", ""));
        if (auth.isBlank()) {
            throw new IllegalArgumentException(
                    "no credentials: give --auth uuid:key, or set guest.auth in etc/" + CONTROLLER + ".cfg");
        }
        String host = text(settings, "host", "127.0.0.1");
        String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        String authority = reachable.indexOf(':') < 0 ? reachable : "[" + reachable + "]";
        return new ApiClient(URI.create("http://" + authority + ":" + text(settings, "port", "3233")), auth.trim());
    }

    /** A setting of the controller. */
    static String setting(ConfigurationAdmin configurations, String key, String absent) {
        return text(settings(configurations), key, absent);
    }

    private static Dictionary<String, Object> settings(ConfigurationAdmin configurations) {
        try {
            Dictionary<String, Object> properties =
                    configurations.getConfiguration(CONTROLLER, "?").getProperties();
            return properties == null ? new Hashtable<>() : properties;
        } catch (IOException e) {
            throw new WhirlException(Kind.UNAVAILABLE, "cannot read the configuration of the controller", e);
        }
    }

    private static String text(Dictionary<String, Object> settings, String key, String absent) {
        Object value = settings.get(key);
        return value == null || value.toString().isBlank() ? absent : value.toString();
    }

    /** An answer: status code and JSON body. */
    record Answer(int status, JsonNode body) {
        boolean isOk() {
            return status == 200;
        }

        /** Whether the platform refused the request, as opposed to an activation that ended badly. */
        boolean isRefusal() {
            return status >= 400 && (body.has("code") || status != 502 && status != 500);
        }

        /** The text of a refusal. */
        WhirlException failure() {
            String hint = status == 401 || status == 403 ? " (give the credentials of the namespace by --auth)" : "";
            return new WhirlException(
                    Kind.BAD_REQUEST,
                    body.path("error").asText("the controller answered with status " + status) + hint);
        }
    }

    /** Calls a method on an action. */
    Answer action(String method, FullyQualifiedName name, String query, Optional<JsonNode> body) {
        String packagePart = name.path()
                .packageName()
                .map(packageName -> encode(packageName.value()) + "/")
                .orElse("");
        URI uri = base.resolve("/api/v1/namespaces/" + encode(name.path().namespace()) + "/actions/" + packagePart
                + encode(name.name().value()) + (query.isEmpty() ? "" : "?" + query));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Services.PATIENCE)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.map(json -> BodyPublishers.ofByteArray(Json.bytes(json)))
                                .orElseGet(BodyPublishers::noBody))
                .build();
        HttpResponse<byte[]> response = send(request);
        return new Answer(response.statusCode(), parse(response.body()));
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_PATIENCE)
                .build();
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new WhirlException(
                    Kind.UNAVAILABLE,
                    "the controller does not answer at " + base + " (" + e
                            + "); 'bundle:list' shows whether it is started",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WhirlException(Kind.UNAVAILABLE, "interrupted", e);
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.parse(body);
        } catch (JsonProcessingException e) {
            return Json.object().set("error", TextNode.valueOf(new String(body, StandardCharsets.UTF_8)));
        }
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
