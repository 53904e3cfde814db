package org.whirl.spi.container;

import static java.util.Objects.requireNonNull;

/** A container could not be started. */
public final class ContainerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whose fault it is. */
    public enum Fault {
        /** The platform's: it may work elsewhere or later. */
        PLATFORM,
        /** The developer's: the image named does not exist or does not start. */
        DEVELOPER
    }

    private final Fault fault;

    /** Whose fault, and a text for the activation record. */
    public ContainerException(Fault fault, String message, Throwable cause) {
        super(requireNonNull(message), cause);
        this.fault = requireNonNull(fault);
    }

    /** Whose fault it is. */
    public Fault fault() {
        return fault;
    }
}
