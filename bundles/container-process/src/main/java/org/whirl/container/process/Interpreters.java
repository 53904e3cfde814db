package org.whirl.container.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.whirl.spi.runtime.ProcessRecipe;

/** Finds the interpreter of a recipe by running each candidate inside the sandbox, where not all can run. */
final class Interpreters {
    /**
     * What was found.
     *
     * @param path the interpreter
     * @param reason why there is none
     */
    record Finding(Optional<String> path, String reason) {}

    private static final int RECIPES = 256;
    private static final String SHELL_PREFIX = "^whirl: .*exec: ";

    private final Sandbox sandbox;
    private final Trial trial;
    private final Map<String, Finding> findings = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Finding> eldest) {
            return size() > RECIPES;
        }
    };

    Interpreters(Sandbox sandbox, Trial trial) {
        this.sandbox = sandbox;
        this.trial = trial;
    }

    /** What was found before. */
    Optional<Finding> known(ProcessRecipe recipe) {
        synchronized (findings) {
            return Optional.ofNullable(findings.get(key(recipe)));
        }
    }

    /** Looks, and remembers. Waits for processes. */
    Finding find(ProcessRecipe recipe) throws IOException, InterruptedException {
        Finding finding = look(recipe);
        synchronized (findings) {
            findings.put(key(recipe), finding);
        }
        return finding;
    }

    private Finding look(ProcessRecipe recipe) throws IOException, InterruptedException {
        List<String> tried = new ArrayList<>();
        for (String name : recipe.interpreters()) {
            String problem = "";
            for (String candidate : Tools.candidates(name)) {
                Optional<String> found = problem(recipe, candidate);
                if (found.isEmpty()) {
                    return new Finding(Optional.of(candidate), "");
                }
                problem = ": " + found.get();
            }
            tried.add(name + (problem.isEmpty() ? ": not found" : problem));
        }
        return new Finding(
                Optional.empty(),
                "needs " + Path.of(recipe.interpreters().get(0)).getFileName() + " (tried " + String.join(", ", tried)
                        + ")");
    }

    private Optional<String> problem(ProcessRecipe recipe, String candidate) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (recipe.versionArguments().isEmpty()) {
            command.addAll(List.of("/bin/sh", "-c", "test -x \"$1\" || { echo not executable; exit 1; }", "whirl"));
        }
        command.add(candidate);
        command.addAll(recipe.versionArguments());
        Trial.Outcome outcome = trial.run(sandbox, Map.of(), command);
        if (!outcome.succeeded()) {
            return Optional.of("cannot run in the sandbox, " + outcome.problem().replaceFirst(SHELL_PREFIX, ""));
        }
        boolean right = recipe.versionPattern().isEmpty()
                || Pattern.compile(recipe.versionPattern().get())
                        .matcher(outcome.output())
                        .find();
        return right ? Optional.empty() : Optional.of("found " + outcome.problem());
    }

    private static String key(ProcessRecipe recipe) {
        return recipe.interpreters() + "\n" + recipe.versionArguments() + "\n" + recipe.versionPattern();
    }
}
