package org.whirl.spi.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.whirl.spi.runtime.ProcessRecipe;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.RuntimeProvider;

/**
 * A recipe made real: its files unpacked, until the tests end, and its interpreter found.
 *
 * @param folder where the files are
 * @param command the whole command line
 */
public record ProxyFiles(Path folder, List<String> command) implements ProxyLauncher {
    /** Prepares the first kind of a provider that this machine can run; fails when there is none. */
    public static ProxyFiles of(RuntimeProvider provider) {
        return provider.manifests().stream()
                .flatMap(manifest -> prepare(manifest).stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no interpreter for any of "
                        + provider.manifests().stream()
                                .map(RuntimeManifest::kind)
                                .toList()));
    }

    private static List<ProxyFiles> prepare(RuntimeManifest manifest) {
        return manifest.process().stream()
                .flatMap(recipe -> recipe.interpreters().stream()
                        .filter(interpreter -> suits(interpreter, recipe))
                        .limit(1)
                        .map(interpreter -> unpack(interpreter, recipe)))
                .toList();
    }

    private static boolean suits(String interpreter, ProcessRecipe recipe) {
        List<String> command = new ArrayList<>(List.of(interpreter));
        command.addAll(recipe.versionArguments());
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String version = new String(process.getInputStream().readAllBytes(), UTF_8);
            process.waitFor(10, TimeUnit.SECONDS);
            return Pattern.compile(recipe.versionPattern().orElse(""))
                    .matcher(version)
                    .find();
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ProxyFiles unpack(String interpreter, ProcessRecipe recipe) {
        try {
            Path folder = Files.createTempDirectory("proxy-files");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            for (Map.Entry<String, URL> file : recipe.files().entrySet()) {
                Path target = folder.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                try (InputStream content = file.getValue().openStream()) {
                    Files.copy(content, target);
                }
            }
            List<String> command = new ArrayList<>(List.of(interpreter));
            recipe.arguments().forEach(argument -> command.add(argument.replace("${files}", folder.toString())));
            return new ProxyFiles(folder, List.copyOf(command));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public ProxyProcess start(Map<String, String> environment) {
        return ProxyProcess.start(this, environment);
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException gone) {
            folder.toFile().deleteOnExit();
        }
    }
}
