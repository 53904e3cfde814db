package org.whirl.controller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.whirl.spi.json.Json;

/** What the server answered. */
record Reply(HttpResponse<String> response) {
    int status() {
        return response.statusCode();
    }

    String body() {
        return response.body();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
        try {
            return Json.parse(body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + status() + " " + body(), e);
        }
    }

    /** A part of the body as compact JSON, by JSON pointer; empty where it is missing. */
    String at(String pointer) {
        JsonNode node = json().at(pointer);
        return node.isMissingNode() ? "" : Json.text(node);
    }

    String error() {
        return json().path("error").asText();
    }
}
