package org.whirl.runtime.python;

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
import org.whirl.spi.runtime.StemCell;

/** Python: {@code python:3} is whatever Python 3 there is, the other kinds insist on their version. */
@Component
public final class PythonRuntime implements RuntimeProvider {
    /** The proxy's files, below the bundle's folder {@code proxy}. */
    static final List<String> PROXY_FILES = List.of(
            "proxy.py",
            "whirl_proxy/__init__.py",
            "whirl_proxy/answers.py",
            "whirl_proxy/archive.py",
            "whirl_proxy/chunked.py",
            "whirl_proxy/connection.py",
            "whirl_proxy/launcher.py",
            "whirl_proxy/loader.py",
            "whirl_proxy/output.py",
            "whirl_proxy/requirements.py",
            "whirl_proxy/server.py",
            "whirl_proxy/threads.py",
            "whirl_proxy/worker.py");

    private static final String OLDEST_OR_LATER = "^Python 3\\.(9|[1-9]\\d)\\b";

    private final List<RuntimeManifest> manifests = List.of(
            manifest("3", "3.11", OLDEST_OR_LATER).asDefault().withStemCells(new StemCell(1, 256)),
            manifest("3.10"),
            manifest("3.11"),
            manifest("3.12"),
            manifest("3.13"));

    @Override
    public List<RuntimeManifest> manifests() {
        return manifests;
    }

    private static RuntimeManifest manifest(String version) {
        return manifest(version, version, "^Python " + version.replace(".", "\\.") + "\\b");
    }

    private static RuntimeManifest manifest(String version, String tag, String versionPattern) {
        return RuntimeManifest.of("python:" + version, "whirl/runtime-python:" + tag)
                .withConcurrency()
                .withProcess(new ProcessRecipe(
                        // The system's own first: what is called python3 elsewhere may be a slow version switch
                        List.of("/usr/bin/python" + version, "python" + version, "/usr/bin/python3", "python3"),
                        List.of("--version"),
                        Optional.of(versionPattern),
                        List.of("-X", "utf8", "${files}/proxy.py"),
                        proxyFiles()))
                .withImage(ImageRecipe.of(
                        requireNonNull(PythonRuntime.class.getResource("/image/runtime-python/Dockerfile")),
                        proxyFiles(),
                        "proxy",
                        Map.of("PYTHON_VERSION", tag)));
    }

    private static Map<String, URL> proxyFiles() {
        return PROXY_FILES.stream()
                .collect(toMap(
                        file -> file, file -> requireNonNull(PythonRuntime.class.getResource("/proxy/" + file), file)));
    }
}
