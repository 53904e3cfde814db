package org.whirl.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.NamespaceLimits.Count;
import org.whirl.spi.entity.NamespaceLimits.Size;
import org.whirl.spi.json.ByteSizes;

@Service
@Command(
        scope = "whirl",
        name = "limits-set",
        description = "Set limits of a namespace; those not given stay as they are")
public final class LimitsSetCommand extends SubjectCommand {
    @Argument(name = "namespace", required = true, description = "The namespace")
    @Completion(NamespaceCompleter.class)
    String namespace;

    @Argument(index = 1, name = "options", multiValued = true, description = "Options may follow here too")
    List<String> more;

    @Option(name = "--invocationsPerMinute", description = "Invocations in a minute")
    Integer invocationsPerMinute;

    @Option(name = "--concurrentInvocations", description = "Activations at once")
    Integer concurrentInvocations;

    @Option(name = "--firesPerMinute", description = "Trigger fires in a minute")
    Integer firesPerMinute;

    @Option(name = "--minActionMemory", description = "Least memory of an action, MB")
    Integer minActionMemory;

    @Option(name = "--maxActionMemory", description = "Most memory of an action, MB")
    Integer maxActionMemory;

    @Option(name = "--minActionLogs", description = "Least log limit of an action, MB")
    Integer minActionLogs;

    @Option(name = "--maxActionLogs", description = "Most log limit of an action, MB")
    Integer maxActionLogs;

    @Option(name = "--minActionTimeout", description = "Shortest time limit of an action, ms")
    Integer minActionTimeout;

    @Option(name = "--maxActionTimeout", description = "Longest time limit of an action, ms")
    Integer maxActionTimeout;

    @Option(name = "--minActionConcurrency", description = "Least activations at once in a container")
    Integer minActionConcurrency;

    @Option(name = "--maxActionConcurrency", description = "Most activations at once in a container")
    Integer maxActionConcurrency;

    @Option(name = "--allowedKinds", description = "Kinds that may be created, separated by commas")
    String allowedKinds;

    @Option(name = "--storeActivations", description = "true or false: whether activation records are kept")
    String storeActivations;

    @Option(name = "--maxParameterSize", description = "Largest list of parameters, like \"1 MB\"")
    String maxParameterSize;

    @Option(name = "--maxPayloadSize", description = "Largest payload and result, like \"1 MB\"")
    String maxPayloadSize;

    @Option(name = "--truncationSize", description = "How much of a result too long is shown, like \"1 MB\"")
    String truncationSize;

    @Override
    void run() {
        String name = EntityPath.of(namespace).namespace();
        NamespaceLimits limits = Services.await(store().getLimits(name)).orElse(NamespaceLimits.NONE);
        for (Map.Entry<Count, Integer> given : counts().entrySet()) {
            limits = limits.with(given.getKey(), notNegative(given.getKey(), given.getValue()));
        }
        for (Map.Entry<Size, String> given : sizes().entrySet()) {
            limits = limits.with(given.getKey(), ByteSizes.parse(given.getValue()));
        }
        if (allowedKinds != null) {
            limits = limits.withAllowedKinds(Arrays.stream(allowedKinds.split("[,\\s]+"))
                    .filter(kind -> !kind.isEmpty())
                    .toList());
        }
        if (storeActivations != null) {
            limits = limits.withStoreActivations(flag(storeActivations));
        }
        Services.await(store().putLimits(name, limits));
        print("Limits successfully set for \"" + name + "\"");
    }

    private Map<Count, Integer> counts() {
        Map<Count, Integer> given = new TreeMap<>();
        put(given, Count.INVOCATIONS_PER_MINUTE, invocationsPerMinute);
        put(given, Count.CONCURRENT_INVOCATIONS, concurrentInvocations);
        put(given, Count.FIRES_PER_MINUTE, firesPerMinute);
        put(given, Count.MIN_ACTION_MEMORY, minActionMemory);
        put(given, Count.MAX_ACTION_MEMORY, maxActionMemory);
        put(given, Count.MIN_ACTION_LOGS, minActionLogs);
        put(given, Count.MAX_ACTION_LOGS, maxActionLogs);
        put(given, Count.MIN_ACTION_TIMEOUT, minActionTimeout);
        put(given, Count.MAX_ACTION_TIMEOUT, maxActionTimeout);
        put(given, Count.MIN_ACTION_CONCURRENCY, minActionConcurrency);
        put(given, Count.MAX_ACTION_CONCURRENCY, maxActionConcurrency);
        return given;
    }

    private Map<Size, String> sizes() {
        Map<Size, String> given = new TreeMap<>();
        put(given, Size.MAX_PARAMETER_SIZE, maxParameterSize);
        put(given, Size.MAX_PAYLOAD_SIZE, maxPayloadSize);
        put(given, Size.TRUNCATION_SIZE, truncationSize);
        return given;
    }

    private static <K, V> void put(Map<K, V> given, K limit, V value) {
        if (value != null) {
            given.put(limit, value);
        }
    }

    private static int notNegative(Count count, int value) {
        if (value < 0) {
            throw new IllegalArgumentException("--" + count.member() + " must not be negative but is " + value);
        }
        return value;
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(
                    "--storeActivations must be true or false but is '" + text + "'");
        };
    }
}
