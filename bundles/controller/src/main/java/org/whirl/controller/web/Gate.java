package org.whirl.controller.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.util.Optional;
import org.whirl.controller.http.Call;
import org.whirl.controller.http.RefusedException;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.entity.Parameters;

/** What the annotation {@code require-whisk-auth} demands of callers. */
final class Gate {
    private static final String ANNOTATION = "require-whisk-auth";
    private static final String SECRET_HEADER = "X-Require-Whisk-Auth";

    private Gate() {}

    /** Refuses a caller who has not what the action demands: credentials of the platform, or its secret. */
    static void pass(Parameters annotations, Optional<Identity> caller, Call call) {
        boolean open = annotations
                .get(ANNOTATION)
                .map(demand -> isMet(demand, caller, call.header(SECRET_HEADER)))
                .orElse(true);
        if (!open) {
            throw new RefusedException(401, "Authentication is possible but has failed or not yet been provided.");
        }
    }

    private static boolean isMet(JsonNode demand, Optional<Identity> caller, Optional<String> secret) {
        return switch (demand.getNodeType()) {
            case BOOLEAN -> !demand.booleanValue() || caller.isPresent();
            case STRING, NUMBER -> secret.filter(given -> equal(given, demand.asText()))
                    .isPresent();
            default -> false;
        };
    }

    /** Takes the same time for every wrong secret of a length. */
    private static boolean equal(String given, String secret) {
        return MessageDigest.isEqual(given.getBytes(UTF_8), secret.getBytes(UTF_8));
    }
}
