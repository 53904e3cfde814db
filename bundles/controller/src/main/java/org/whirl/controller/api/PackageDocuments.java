package org.whirl.controller.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.whirl.controller.entity.OpenPackage;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.json.EntityJson;
import org.whirl.spi.json.Json;
import org.whirl.spi.json.ParametersJson;

/** Packages as answers to those who read them (contract: REST API, 3.4). */
final class PackageDocuments {
    private static final String FEED = "feed";

    private PackageDocuments() {}

    /** A package or binding with its effective parameters and what is in it. */
    static ObjectNode whole(OpenPackage opened, List<Entity> content) {
        ObjectNode json = EntityJson.write(opened.itself());
        json.set("parameters", ParametersJson.write(opened.parameters()));
        ArrayNode actions = json.putArray("actions");
        ArrayNode feeds = json.putArray("feeds");
        content.forEach(action -> (action.annotations().get(FEED).isPresent() ? feeds : actions).add(entry(action)));
        return json;
    }

    private static ObjectNode entry(Entity action) {
        ObjectNode json = Json.object()
                .put("name", action.name().value())
                .put("version", action.version().toString());
        json.set("annotations", ParametersJson.write(action.annotations()));
        return json;
    }
}
