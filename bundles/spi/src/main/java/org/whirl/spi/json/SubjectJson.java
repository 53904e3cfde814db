package org.whirl.spi.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.entity.Subject;

/** Subjects as stored documents. */
public final class SubjectJson {
    private SubjectJson() {}

    /** Writes a subject, without id and revision. */
    public static ObjectNode writeDocument(Subject subject) {
        ObjectNode json = Json.object().put("subject", subject.name()).put("blocked", subject.blocked());
        ArrayNode namespaces = json.putArray("namespaces");
        subject.namespaces().forEach(key -> namespaces
                .addObject()
                .put("name", key.namespace())
                .put("uuid", key.uuid())
                .put("key", key.secret()));
        return json;
    }

    /**
     * Reads a subject.
     *
     * @param name the id of the document: it, not the member {@code subject}, is the subject's name
     * @throws RuntimeException of any type when it cannot be understood
     */
    public static Subject readDocument(String name, JsonNode json) {
        List<NamespaceKey> keys = new ArrayList<>();
        Json.required(json, "namespaces")
                .forEach(key -> keys.add(
                        new NamespaceKey(Json.text(key, "name"), Json.text(key, "uuid"), Json.text(key, "key"))));
        JsonNode blocked = json.path("blocked");
        return new Subject(name, blocked.asBoolean(false), keys);
    }
}
