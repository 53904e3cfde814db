package org.whirl.runtime.nativecode;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.whirl.spi.runtime.ImageRecipe;
import org.whirl.spi.runtime.ProcessRecipe;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.RuntimeProvider;

/** Any executable: a script, or a zip with a file {@code exec}. */
@Component
public final class NativeRuntime implements RuntimeProvider {
    /** The proxy's files, below the bundle's folder {@code proxy}. */
    static final List<String> PROXY_FILES = List.of(
            "native.py",
            "whirl_native/__init__.py",
            "whirl_native/action.py",
            "whirl_native/answers.py",
            "whirl_native/code.py",
            "whirl_native/connection.py",
            "whirl_native/logs.py",
            "whirl_native/process.py",
            "whirl_native/result.py",
            "whirl_native/server.py");

    private static final String OLDEST_OR_LATER = "^Python 3\\.(9|[1-9]\\d)\\b";

    private final List<RuntimeManifest> manifests = List.of(RuntimeManifest.of("native:1", "whirl/runtime-native:1")
            .asDefault()
            .withConcurrency()
            .withProcess(new ProcessRecipe(
                    // The system's own first: what is called python3 elsewhere may be a slow version switch
                    List.of("/usr/bin/python3", "python3"),
                    List.of("--version"),
                    Optional.of(OLDEST_OR_LATER),
                    List.of("-I", "-X", "utf8", "${files}/native.py"),
                    proxyFiles()))
            .withImage(ImageRecipe.of(
                    requireNonNull(NativeRuntime.class.getResource("/image/runtime-native/Dockerfile")),
                    proxyFiles(),
                    "proxy",
                    Map.of())));

    @Override
    public List<RuntimeManifest> manifests() {
        return manifests;
    }

    private static Map<String, URL> proxyFiles() {
        return PROXY_FILES.stream()
                .collect(toMap(
                        file -> file, file -> requireNonNull(NativeRuntime.class.getResource("/proxy/" + file), file)));
    }
}
