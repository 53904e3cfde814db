package org.whirl.spi.entity;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** The code of an action: here, or kept beside its document. */
public sealed interface Code {
    /**
     * Code that is at hand.
     *
     * @param text source text, or base64 of an archive or executable
     */
    record Inline(String text) implements Code {
        /** The text is required. */
        public Inline {
            requireNonNull(text);
        }
    }

    /**
     * Code that the store keeps as an attachment.
     *
     * @param name the store's own name of the attachment
     * @param contentType media type it is kept with
     * @param length bytes kept, where the store says so
     * @param digest {@code sha256-} and the hexadecimal digest of the bytes kept, where the store says so
     */
    record Attached(String name, String contentType, Optional<Long> length, Optional<String> digest) implements Code {
        /** All parts are required. */
        public Attached {
            requireNonNull(name);
            requireNonNull(contentType);
            requireNonNull(length);
            requireNonNull(digest);
        }
    }
}
