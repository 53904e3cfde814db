package org.whirl.controller.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.ActionPackage;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.json.EntityJson;
import org.whirl.spi.json.Json;

/** Entities in the short form of lists (contract: REST API, 5.3). */
final class ListEntries {
    private ListEntries() {}

    static ArrayNode of(List<Entity> entities) {
        ArrayNode array = Json.array();
        entities.forEach(entity -> array.add(of(entity)));
        return array;
    }

    private static ObjectNode of(Entity entity) {
        ObjectNode json = EntityJson.write(entity);
        json.remove("parameters");
        switch (entity.collection()) {
            case ACTIONS -> json.set(
                    "exec", Json.object().put("binary", ((Action) entity).exec().binary()));
            case PACKAGES -> {
                if (((ActionPackage) entity).binding().isEmpty()) {
                    json.put("binding", false);
                }
            }
            case TRIGGERS -> json.remove(List.of("limits", "rules"));
            case RULES -> {}
        }
        return json;
    }
}
