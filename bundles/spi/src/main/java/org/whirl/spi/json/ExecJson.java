package org.whirl.spi.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.whirl.spi.entity.Code;
import org.whirl.spi.entity.Exec;
import org.whirl.spi.entity.Exec.BlackboxExec;
import org.whirl.spi.entity.Exec.CodeExec;
import org.whirl.spi.entity.Exec.SequenceExec;
import org.whirl.spi.entity.FullyQualifiedName;

/** What an action executes, as JSON. */
public final class ExecJson {
    private ExecJson() {}

    /** Writes it; code is a text where it is at hand, else the description of its attachment. */
    public static ObjectNode write(Exec exec) {
        ObjectNode json = Json.object().put("kind", exec.kind());
        if (exec instanceof SequenceExec sequence) {
            ArrayNode components = json.putArray("components");
            sequence.components().forEach(name -> components.add("/" + name));
            return json;
        }
        if (exec instanceof BlackboxExec blackbox) {
            json.put("image", blackbox.image());
        }
        exec.code().ifPresent(code -> json.set("code", writeCode(code)));
        exec.main().ifPresent(main -> json.put("main", main));
        return json.put("binary", exec.binary());
    }

    private static JsonNode writeCode(Code code) {
        if (code instanceof Code.Inline inline) {
            return TextNode.valueOf(inline.text());
        }
        Code.Attached attached = (Code.Attached) code;
        ObjectNode json =
                Json.object().put("attachmentName", attached.name()).put("attachmentType", attached.contentType());
        attached.length().ifPresent(length -> json.put("length", length));
        attached.digest().ifPresent(digest -> json.put("digest", digest));
        return json;
    }

    /** Reads what was stored; fails with {@code IllegalArgumentException} where it cannot be understood. */
    public static Exec read(JsonNode json) {
        String kind = Json.text(json, "kind");
        if (kind.equals(Exec.SEQUENCE)) {
            List<FullyQualifiedName> components = new ArrayList<>();
            Json.required(json, "components").forEach(name -> components.add(FullyQualifiedName.parse(name.asText())));
            return new SequenceExec(components);
        }
        Optional<String> main = Json.optionalText(json, "main");
        boolean binary = json.path("binary").asBoolean(false);
        Optional<Code> code =
                Json.optional(json, "code").or(() -> Json.optional(json, "jar")).map(ExecJson::readCode);
        if (kind.equals(Exec.BLACKBOX)) {
            return new BlackboxExec(Json.text(json, "image"), code, main, binary);
        }
        return new CodeExec(kind, code, main, binary);
    }

    private static Code readCode(JsonNode code) {
        return code.isTextual()
                ? new Code.Inline(code.textValue())
                : new Code.Attached(
                        Json.text(code, "attachmentName"),
                        Json.text(code, "attachmentType"),
                        Json.optionalNumber(code, "length"),
                        Json.optionalText(code, "digest"));
    }
}
