package org.whirl.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * The REST API as one user sees it.
 *
 * @param address host and port
 * @param auth the user's key
 */
record Api(String address, String auth) {

    /** Status code and body. */
    record Answer(int status, JsonNode body) {

        /** The text of an error, or nothing. */
        String error() {
            return body.path("error").asText();
        }

        /** The result of a blocking invocation, a record. */
        JsonNode result() {
            return body.at("/response/result");
        }
    }

    static final ObjectMapper MAPPER = new ObjectMapper();

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    Answer get(String path) throws IOException, InterruptedException {
        return call("GET", path, "");
    }

    /** Makes or replaces an action. */
    Answer put(String name, String kind, String code) throws IOException, InterruptedException {
        ObjectNode body = MAPPER.createObjectNode();
        body.putObject("exec").put("kind", kind).put("code", code);
        return call("PUT", "actions/" + name + "?overwrite=true", body.toString());
    }

    /** Invokes an action and waits for its record. */
    Answer invoke(String name, String parameters) throws IOException, InterruptedException {
        return call("POST", "actions/" + name + "?blocking=true", parameters);
    }

    /** Invokes an action without waiting. */
    Answer fire(String name, String parameters) throws IOException, InterruptedException {
        return call("POST", "actions/" + name, parameters);
    }

    /** Ids of one page of activations, newest first. */
    List<String> activationIds(int skip) throws IOException, InterruptedException {
        return get("activations?limit=200&skip=" + skip).body().findValuesAsText("activationId");
    }

    private Answer call(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/v1/namespaces/_/" + path))
                .timeout(Duration.ofSeconds(70))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(auth.getBytes()))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
        return new Answer(response.statusCode(), MAPPER.readTree(response.body()));
    }
}
