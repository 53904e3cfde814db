package org.whirl.controller.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Code;
import org.whirl.spi.entity.Exec;
import org.whirl.spi.entity.Exec.BlackboxExec;
import org.whirl.spi.entity.Exec.CodeExec;
import org.whirl.spi.entity.Exec.SequenceExec;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.json.Json;
import org.whirl.spi.runtime.RuntimeManifest;

/** Reads {@code exec} as clients send it (contract: REST API, 3.3.3). */
final class ExecReader {
    private final Kinds kinds;
    private final NameReader reader;

    /** Knows these kinds; {@code _} in names of components is the namespace given. */
    ExecReader(Kinds kinds, String ownNamespace) {
        this.kinds = kinds;
        this.reader = new NameReader(ownNamespace);
    }

    Exec read(JsonNode json) {
        if (!(json instanceof ObjectNode exec)) {
            throw WhirlException.malformed("JSON object expected");
        }
        if (!exec.path("kind").isTextual()) {
            throw WhirlException.malformed("'kind' must be a string defined in 'exec'");
        }
        String kind = exec.get("kind").textValue().trim().toLowerCase(Locale.ROOT);
        return switch (kind) {
            case Exec.SEQUENCE -> sequence(exec);
            case Exec.BLACKBOX -> blackbox(exec);
            default -> code(exec, kind);
        };
    }

    private CodeExec code(ObjectNode exec, String kind) {
        RuntimeManifest manifest = kinds.find(kind)
                .orElseThrow(() -> WhirlException.malformed("The specified runtime '" + kind
                        + "' is not supported by this platform. Valid values are: " + kinds.names() + "."));
        String code = codeText(exec)
                .orElseThrow(() -> WhirlException.malformed(
                        "'code' must be a string or attachment object defined in 'exec' for '" + kind + "' actions"));
        Optional<String> main = main(exec, kind);
        if (main.isEmpty() && manifest.requireMain()) {
            throw WhirlException.malformed("'main' must be a string defined in 'exec' for '" + kind + "' actions");
        }
        return new CodeExec(manifest.kind(), Optional.of(new Code.Inline(code)), main, Exec.isBinary(code));
    }

    private static BlackboxExec blackbox(ObjectNode exec) {
        JsonNode image = exec.path("image");
        if (!image.isTextual()) {
            throw WhirlException.malformed("'image' must be a string defined in 'exec' for 'blackbox' actions");
        }
        ImageNames.require(image.textValue());
        Optional<String> main = main(exec, Exec.BLACKBOX);
        Optional<String> code = codeText(exec).filter(text -> !text.isBlank());
        return new BlackboxExec(
                image.textValue(),
                code.map(Code.Inline::new),
                main,
                code.filter(Exec::isBinary).isPresent());
    }

    /** Nothing but text is taken: an attachment record would let a client name code that is not its own. */
    private static Optional<String> codeText(ObjectNode exec) {
        JsonNode code = exec.has("code") ? exec.get("code") : exec.path("jar");
        if (code.isMissingNode() || code.isNull()) {
            return Optional.empty();
        }
        if (!code.isTextual()) {
            throw WhirlException.malformed("Could not deserialize as attachment record: " + Json.text(code));
        }
        return Optional.of(code.textValue());
    }

    private static Optional<String> main(ObjectNode exec, String kind) {
        JsonNode main = exec.path("main");
        if (main.isMissingNode()) {
            return Optional.empty();
        }
        if (!main.isTextual()) {
            throw WhirlException.malformed("if defined, 'main' be a string in 'exec' for '" + kind + "' actions");
        }
        return Optional.of(main.textValue());
    }

    private SequenceExec sequence(ObjectNode exec) {
        JsonNode components = exec.path("components");
        if (components.isMissingNode()) {
            throw WhirlException.malformed("'components' must be defined for sequence kind");
        }
        if (!components.isArray()) {
            throw WhirlException.malformed("'components' must be an array");
        }
        List<FullyQualifiedName> names = new ArrayList<>();
        components.forEach(component -> names.add(reader.readText(component)));
        return new SequenceExec(names);
    }
}
