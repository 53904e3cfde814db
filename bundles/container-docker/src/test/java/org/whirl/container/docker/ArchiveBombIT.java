package org.whirl.container.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.whirl.spi.conformance.ProxyAnswer;
import org.whirl.spi.conformance.ProxyClient;
import org.whirl.spi.conformance.ProxyTarget;
import org.whirl.spi.runtime.RuntimeManifest;

/** Small archives that are large once they are unpacked. They are refused; memory does not run out. */
public final class ArchiveBombIT {
    private static final int MEMORY = 256;
    private static final int BOMB = 400 << 20;
    private static final String NODEJS_CODE = "exports.main = () => ({unpacked: true})";
    private static final String NODEJS_REFUSAL = "There was an error uncompressing the action Zip archive.";
    private static final String PYTHON_REFUSAL = "The action failed to generate or locate a binary.";
    private static final String PYTHON_CODE = "def main(args):\n    return {'unpacked': True}\n";

    private static DockerContainerFactory factory;

    @BeforeClass
    public static void open() {
        Stand.requireEngine();
        factory = new DockerContainerFactory(Stand.settings("bombs"));
    }

    @AfterClass
    public static void shut() {
        factory.close();
    }

    @Test
    public void manyFiles() throws Exception {
        explodes(Stand.NODEJS, zip("index.js", NODEJS_CODE, 100), NODEJS_REFUSAL);
    }

    @Test
    public void oneFile() throws Exception {
        explodes(Stand.NODEJS, zip("index.js", NODEJS_CODE, 1), NODEJS_REFUSAL);
    }

    @Test
    public void oneFileForPython() throws Exception {
        explodes(Stand.PYTHON, zip("__main__.py", PYTHON_CODE, 1), PYTHON_REFUSAL);
    }

    private static void explodes(RuntimeManifest manifest, String archive, String refusal) throws Exception {
        assertThat(Stand.await(factory.prepare(manifest))).isEmpty();
        try (ProxyTarget plain = new PlainTarget(manifest.image());
                ContainerTarget hardened = new ContainerTarget(factory, manifest, MEMORY, Map.of());
                Attacker neighbour = Attacker.of(new ContainerTarget(factory, Stand.NODEJS, MEMORY, Map.of()))) {
            assertThat(initialize(plain, archive).status()).isEqualTo(200);
            ProxyAnswer answer = initialize(hardened, archive);
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).contains(refusal);
            Stand.await("the reason", () -> (hardened.stdout() + hardened.stderr())
                    .toLowerCase(Locale.ROOT)
                    .contains("no space left on device"));
            assertThat(hardened.container().exited().toCompletableFuture())
                    .as("the container has not run out of memory")
                    .isNotDone();
            assertThat(neighbour
                            .run("require('fs').writeFileSync('/tmp/x', 'x'); return {alive: true}")
                            .path("alive")
                            .booleanValue())
                    .isTrue();
        }
    }

    private static ProxyAnswer initialize(ProxyTarget target, String archive) throws Exception {
        ObjectNode value = new ObjectMapper().createObjectNode();
        value.put("name", "bomb").put("main", "main").put("binary", true).put("code", archive);
        try (ProxyClient client = Attacker.connect(target.address())) {
            return client.post(
                    "/init",
                    new ObjectMapper().createObjectNode().set("value", value).toString());
        }
    }

    private static String zip(String name, String code, int files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
            archive.putNextEntry(new ZipEntry(name));
            archive.write(code.getBytes(StandardCharsets.UTF_8));
            byte[] zeros = new byte[BOMB / files];
            for (int i = 0; i < files; i++) {
                archive.putNextEntry(new ZipEntry("zeros" + i));
                archive.write(zeros);
            }
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
