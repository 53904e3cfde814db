package org.whirl.spi.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.BasicAuthKey;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.SemanticVersion;

/** Messages for tests. */
public final class Messages {
    /** The caller of all sample messages. */
    public static final Identity GUEST = new Identity(
            "guest",
            "guest",
            new BasicAuthKey("23bc46b1-71f6-4ed5-8c54-816aa4f8c502", "k".repeat(BasicAuthKey.KEY_LENGTH)),
            NamespaceLimits.NONE);

    private Messages() {}

    /** An activation of {@code ns/name} without arguments. */
    public static ActivationMessage activation(String action, boolean blocking) {
        return activation(action, blocking, JsonNodeFactory.instance.objectNode(), List.of());
    }

    /** An activation with arguments, some of which may be for the load. */
    public static ActivationMessage activation(
            String action, boolean blocking, JsonNode content, List<String> initArguments) {
        return new ActivationMessage(
                new TransactionId("transaction", 1_000),
                FullyQualifiedName.parse(action),
                SemanticVersion.FIRST,
                Optional.empty(),
                Optional.empty(),
                GUEST,
                ActivationId.generate(),
                "0",
                blocking,
                Optional.of(content),
                initArguments,
                Map.of(),
                Optional.empty());
    }

    /** A sign of life. */
    public static PingMessage ping(int instance, long memory) {
        return new PingMessage(new InvokerId(instance, memory, Optional.empty(), Optional.empty()), true, List.of());
    }
}
