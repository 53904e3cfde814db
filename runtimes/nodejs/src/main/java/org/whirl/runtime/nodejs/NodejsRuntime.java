package org.whirl.runtime.nodejs;

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

/** Node.js: one kind for each release that is looked after. */
@Component
public final class NodejsRuntime implements RuntimeProvider {
    /** The proxy's files, below the bundle's folder {@code proxy}. */
    static final List<String> PROXY_FILES = List.of(
            "action.js",
            "answers.js",
            "archive.js",
            "children.js",
            "environment.js",
            "install.js",
            "loader.js",
            "output.js",
            "package.json",
            "proxy.js",
            "server.js",
            "source.js",
            "tar.js",
            "zip.js");

    private final List<RuntimeManifest> manifests = List.of(
            manifest(20).asDefault().withStemCells(new StemCell(2, 256)), manifest(18), manifest(22), manifest(24));

    @Override
    public List<RuntimeManifest> manifests() {
        return manifests;
    }

    private static RuntimeManifest manifest(int version) {
        return RuntimeManifest.of("nodejs:" + version, "whirl/runtime-nodejs:" + version)
                .withConcurrency()
                .withProcess(new ProcessRecipe(
                        List.of("node" + version, "node", "nodejs"),
                        List.of("--version"),
                        Optional.of("^v" + version + "\\."),
                        List.of("--expose-gc", "${files}/proxy.js"),
                        proxyFiles()))
                .withImage(ImageRecipe.of(
                        requireNonNull(NodejsRuntime.class.getResource("/image/runtime-nodejs/Dockerfile")),
                        proxyFiles(),
                        "proxy",
                        Map.of("NODE_VERSION", Integer.toString(version))));
    }

    private static Map<String, URL> proxyFiles() {
        return PROXY_FILES.stream()
                .collect(toMap(
                        file -> file, file -> requireNonNull(NodejsRuntime.class.getResource("/proxy/" + file), file)));
    }
}
