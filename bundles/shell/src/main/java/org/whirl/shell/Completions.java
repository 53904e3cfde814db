package org.whirl.shell;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.whirl.spi.WhirlException;

/** What completers share: a short wait, no failure, the namespace typed before. */
final class Completions {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private Completions() {}

    /** Offers those of the words that start with what is typed. */
    static int offer(Collection<String> words, CommandLine line, List<String> candidates) {
        return new StringsCompleter(words, true).complete(null, line, candidates);
    }

    /** The words that a service gives; none when it is away, slow or failing: completion must not disturb typing. */
    static <S, T> List<String> ask(
            S service, Function<S, CompletionStage<List<T>>> question, Function<T, String> word) {
        if (service == null) {
            return List.of();
        }
        try {
            return Services.await(question.apply(service), PATIENCE).stream()
                    .map(word)
                    .toList();
        } catch (WhirlException e) {
            return List.of();
        }
    }

    /** The namespace given by an option on the line, or the default. */
    static String namespace(CommandLine line) {
        List<String> words = Arrays.asList(line.getArguments());
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).equals("--namespace") || words.get(i).equals("-n")) {
                return words.get(i + 1);
            }
        }
        return NamespaceCommand.DEFAULT_NAMESPACE;
    }
}
