package org.whirl.controller.auth;

import java.util.Collection;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.Identity;

/** Refusals for lack of rights (contract: REST API, 2.5). */
public final class Denials {
    private Denials() {}

    /** Fails with {@code FORBIDDEN} when the namespace is not the caller's; {@code resource} is what the text names. */
    public static void requireOwner(Identity caller, String namespace, String resource) {
        if (!caller.namespace().equals(namespace)) {
            throw of(resource);
        }
    }

    /** The refusal of one resource. */
    public static WhirlException of(String resource) {
        return new WhirlException(
                Kind.FORBIDDEN, "The supplied authentication is not authorized to access '" + resource + "'.");
    }

    /** The refusal of several at once. */
    public static WhirlException of(Collection<String> resources) {
        return of(String.join(", ", resources));
    }

    /** The refusal of a kind. */
    public static WhirlException ofKind(String kind) {
        return new WhirlException(
                Kind.FORBIDDEN,
                "The supplied authentication is not authorized to access actions of kind '" + kind + "'.");
    }
}
