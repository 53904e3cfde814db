package org.whirl.shell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * A file with the code of an action.
 *
 * @param path where it is
 */
record SourceFile(Path path) {
    /** The platform refuses more, so it is not read. */
    private static final long MAX_BYTES = 48L * 1024 * 1024;

    private static final Map<String, String> KINDS = Map.of(
            ".js", "nodejs:default", ".mjs", "nodejs:default", ".cjs", "nodejs:default", ".py", "python:default");

    /** The kind that the name of the file tells. */
    String kind() {
        String name = path.getFileName().toString();
        String extension = name.substring(Math.max(name.lastIndexOf('.'), 0)).toLowerCase(Locale.ROOT);
        String kind = KINDS.get(extension);
        if (kind == null) {
            throw new IllegalArgumentException("the name '" + name + "' does not tell the kind: add --kind,"
                    + " for instance --kind nodejs:default; 'whirl:runtime-list' shows all kinds");
        }
        return kind;
    }

    /** The code as the REST API wants it: text as it is, anything else in base64. */
    String code() {
        byte[] bytes = read();
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\0') < 0 ? text : Base64.getEncoder().encodeToString(bytes);
        } catch (CharacterCodingException e) {
            return Base64.getEncoder().encodeToString(bytes);
        }
    }

    private byte[] read() {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new IllegalArgumentException("cannot read the file " + path.toAbsolutePath());
        }
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new IllegalArgumentException("the file " + path + " is larger than the " + MAX_BYTES
                        + " bytes that an action's code may have");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the file " + path + ": " + e.getMessage(), e);
        }
    }
}
