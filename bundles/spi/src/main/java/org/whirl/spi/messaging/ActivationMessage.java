package org.whirl.spi.messaging;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.entity.SemanticVersion;

/**
 * Work for an invoker: run this action for this caller.
 *
 * @param transaction the request it belongs to
 * @param action the action under its real package
 * @param version version the controller saw
 * @param binding package binding it was invoked through, {@code ns/name}
 * @param revision stored revision the controller saw; absent for the newest
 * @param user who calls
 * @param activationId identity of the run
 * @param controller whose {@code completed} topic gets the acknowledgements
 * @param blocking whether somebody waits for the result
 * @param content merged arguments, object or array
 * @param initArguments names of the arguments that go to {@code /init}
 * @param lockedArguments names of encrypted arguments and their ciphers
 * @param cause activation of the enclosing sequence
 */
public record ActivationMessage(
        TransactionId transaction,
        FullyQualifiedName action,
        SemanticVersion version,
        Optional<String> binding,
        Optional<String> revision,
        Identity user,
        ActivationId activationId,
        String controller,
        boolean blocking,
        Optional<JsonNode> content,
        List<String> initArguments,
        Map<String, String> lockedArguments,
        Optional<ActivationId> cause)
        implements Message {
    /** All parts are required; takes copies of the collections. */
    public ActivationMessage {
        requireNonNull(transaction);
        requireNonNull(action);
        requireNonNull(version);
        requireNonNull(binding);
        requireNonNull(revision);
        requireNonNull(user);
        requireNonNull(activationId);
        requireNonNull(controller);
        requireNonNull(content);
        initArguments = List.copyOf(initArguments);
        lockedArguments = Map.copyOf(lockedArguments);
        requireNonNull(cause);
    }
}
