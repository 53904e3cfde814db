package org.whirl.spi.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** JSON as the platform reads and writes it: strict, UTF-8, compact, numbers kept as they are. */
public final class Json {
    /** Deepest nesting that is read (contract: REST API, 1.7). */
    public static final int MAX_DEPTH = 1000;

    /** Longest text that is read, in characters: code may have 48 MB. */
    private static final int MAX_TEXT = 64 * 1024 * 1024;

    private static final ObjectMapper MAPPER = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_TEXT)
                            .build())
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** A new empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A new empty array. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /**
     * Reads one JSON value. Bytes that are no UTF-8 count as U+FFFD.
     *
     * @throws JsonProcessingException with the position of the first error
     */
    public static JsonNode parse(byte[] bytes) throws JsonProcessingException {
        try {
            return required(MAPPER.readTree(bytes));
        } catch (IOException e) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (text.indexOf('\uFFFD') < 0 && e instanceof JsonProcessingException syntax) {
                throw syntax;
            }
            return parse(text);
        }
    }

    /**
     * Reads one JSON value.
     *
     * @throws JsonProcessingException with the position of the first error
     */
    public static JsonNode parse(String text) throws JsonProcessingException {
        return required(MAPPER.readTree(text));
    }

    private static JsonNode required(JsonNode node) throws JsonProcessingException {
        if (node == null || node.isMissingNode()) {
            throw new EmptyInput();
        }
        return node;
    }

    /** Reads a value that the platform itself wrote; fails with an unchecked exception. */
    public static JsonNode parseTrusted(byte[] bytes) {
        try {
            return parse(bytes);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a value as compact UTF-8. */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a value as compact text. */
    public static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a value for people, over several lines. */
    public static String pretty(JsonNode node) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A member that must be there; fails with {@code IllegalArgumentException}. */
    static JsonNode required(JsonNode object, String member) {
        JsonNode value = object.get(member);
        if (value == null) {
            throw new IllegalArgumentException("member '" + member + "' is missing");
        }
        return value;
    }

    /** A text that must be there; fails with {@code IllegalArgumentException}. */
    static String text(JsonNode object, String member) {
        JsonNode value = required(object, member);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("member '" + member + "' is not a text");
        }
        return value.textValue();
    }

    /** A whole number that must be there; fails with {@code IllegalArgumentException}. */
    static long number(JsonNode object, String member) {
        JsonNode value = required(object, member);
        if (!value.isNumber()) {
            throw new IllegalArgumentException("member '" + member + "' is not a number");
        }
        return value.longValue();
    }

    /** A member that may be missing or {@code null}. */
    static Optional<JsonNode> optional(JsonNode object, String member) {
        return Optional.ofNullable(object.get(member)).filter(value -> !value.isNull());
    }

    /** A text that may be missing. */
    static Optional<String> optionalText(JsonNode object, String member) {
        return optional(object, member).map(JsonNode::textValue);
    }

    /** A whole number that may be missing. */
    static Optional<Long> optionalNumber(JsonNode object, String member) {
        return optional(object, member).filter(JsonNode::isNumber).map(JsonNode::longValue);
    }

    private static final class EmptyInput extends JsonProcessingException {
        private static final long serialVersionUID = 1L;

        EmptyInput() {
            super("Unexpected end-of-input");
        }
    }
}
