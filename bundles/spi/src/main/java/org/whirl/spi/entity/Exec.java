package org.whirl.spi.entity;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an action executes. */
public sealed interface Exec {
    /** The kind of a user's own image. */
    String BLACKBOX = "blackbox";

    /** The kind of a sequence. */
    String SEQUENCE = "sequence";

    /** The kind: {@code family:version}, {@link #BLACKBOX} or {@link #SEQUENCE}. */
    String kind();

    /** The code; absent for sequences, images that bring their own, and in lists. */
    Optional<Code> code();

    /** The entry point the user named; absent for the runtime's own default. */
    Optional<String> main();

    /** Whether the code is base64 of an archive or executable. */
    boolean binary();

    /** The same with other code, or with none. */
    Exec withCode(Optional<Code> code);

    /**
     * Code for one of the platform's runtimes.
     *
     * @param kind {@code family:version}, resolved
     * @param code the code; absent only in lists
     * @param main entry point
     * @param binary whether the code is base64
     */
    record CodeExec(String kind, Optional<Code> code, Optional<String> main, boolean binary) implements Exec {
        /** All parts are required. */
        public CodeExec {
            requireNonNull(kind);
            requireNonNull(code);
            requireNonNull(main);
        }

        @Override
        public Exec withCode(Optional<Code> other) {
            return new CodeExec(kind, other, main, binary);
        }
    }

    /**
     * A user's own image.
     *
     * @param image name of the image as the user wrote it
     * @param code code handed to the image
     * @param main entry point
     * @param binary whether the code is base64
     */
    record BlackboxExec(String image, Optional<Code> code, Optional<String> main, boolean binary) implements Exec {
        /** All parts are required. */
        public BlackboxExec {
            requireNonNull(image);
            requireNonNull(code);
            requireNonNull(main);
        }

        @Override
        public String kind() {
            return BLACKBOX;
        }

        @Override
        public Exec withCode(Optional<Code> other) {
            return new BlackboxExec(image, other, main, binary);
        }
    }

    /**
     * Actions that run one after the other.
     *
     * @param components names of the actions, in order
     */
    record SequenceExec(List<FullyQualifiedName> components) implements Exec {
        /** Takes a copy. */
        public SequenceExec {
            components = List.copyOf(components);
        }

        @Override
        public String kind() {
            return SEQUENCE;
        }

        @Override
        public Optional<Code> code() {
            return Optional.empty();
        }

        @Override
        public Optional<String> main() {
            return Optional.empty();
        }

        @Override
        public boolean binary() {
            return false;
        }

        @Override
        public Exec withCode(Optional<Code> other) {
            return this;
        }
    }

    /** Whether a code text counts as base64: not empty, groups of four, proper padding. */
    static boolean isBinary(String code) {
        String text = code.trim();
        return !text.isEmpty()
                && text.length() % 4 == 0
                && Base64Text.PATTERN.matcher(text).matches();
    }

    /** Holds the pattern, compiled once. */
    final class Base64Text {
        private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9+/]*+={0,2}");

        private Base64Text() {}
    }
}
