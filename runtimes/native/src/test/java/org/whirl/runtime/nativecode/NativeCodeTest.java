package org.whirl.runtime.nativecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.spi.conformance.Archives.base64;
import static org.whirl.spi.conformance.Archives.zip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.Test;
import org.whirl.spi.conformance.ProxyAnswer;

/** The forms in which code comes, and code that is none. */
public class NativeCodeTest extends NativeFixture {
    private static final String NO_BINARY = "The action failed to generate or locate a binary. See logs for details.";
    private static final String SCRIPT = "#!/bin/sh\necho '{\"ok\":true}'\n";
    private static final String RESULT = "{\"ok\":true}";

    @Test
    public void takesZips() throws IOException {
        initArchive(zip(Map.of("exec", "#!/bin/sh\n. ./lib/result.sh\n", "lib/result.sh", SCRIPT)), "main");
        assertRuns("{}", RESULT);
        assertSentinels(1);
    }

    @Test
    public void takesScriptsInBase64() throws IOException {
        initArchive(base64(SCRIPT.getBytes(StandardCharsets.UTF_8)), "main");
        assertRuns("{}", RESULT);
    }

    @Test
    public void takesExecutables() throws IOException {
        initArchive(base64(Files.readAllBytes(Path.of("/bin/cat").toRealPath())), "main");
        // It takes the argument on its command line for a file's name, and does not find it.
        assertThat(run("{\"a\":1}").status()).isEqualTo(502);
        assertThat(target().stderr()).contains("{\"a\": 1}");
        String tooLongForTheCommandLine = "{\"a\":\"" + "b".repeat(131072) + "\"}";
        assertEchoes(tooLongForTheCommandLine);
    }

    @Test
    public void refusesZipsWithoutExecutable() throws IOException {
        assertRefused(zip(Map.of("bin/exec", SCRIPT)), true, "The archive has no file 'exec' at its root.");
    }

    @Test
    public void refusesBrokenZips() throws IOException {
        byte[] whole = Base64.getDecoder().decode(zip(Map.of("exec", SCRIPT)));
        assertRefused(base64(Arrays.copyOf(whole, whole.length - 30)), true, "The archive cannot be unpacked");
    }

    @Test
    public void refusesArchivesThatReachOutside() throws IOException {
        assertRefused(zip(Map.of("exec", SCRIPT, "../../outside", "")), true, "points outside");
    }

    @Test
    public void refusesBadBase64() throws IOException {
        assertRefused("no base64!", true, "The code cannot be decoded");
    }

    @Test
    public void refusesOtherBytes() throws IOException {
        assertRefused(base64(new byte[] {1, 2, 3}), true, "neither a zip");
    }

    @Test
    public void refusesTextWithoutInterpreter() throws IOException {
        assertRefused("echo '{}'\n", false, "The code is no script");
    }

    private void assertRefused(String code, boolean binary, String log) throws IOException {
        ProxyAnswer answer = init(code, "main", binary, Map.of());
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error()).isEqualTo(NO_BINARY);
        initSample("echo");
        assertEchoes("{\"a\":1}");
        assertSentinels(2);
        assertThat(target().stderr()).contains(log);
    }

    @Test
    public void refusesFieldsOfOtherTypes() throws IOException {
        for (String body : new String[] {"", "[]", "5", "{\"value\":[]}", "{\"value\":{\"code\":5}}"}) {
            ProxyAnswer answer = post("/init", body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.error()).as(body).startsWith("Error unmarshaling request: ");
        }
        initSample("echo");
        assertEchoes("{}");
        assertSentinels(1);
    }

    @Test
    public void startsAgainWhereThatIsAllowed() throws IOException {
        start(Map.of("PROXY_ALLOW_REINIT", "1"));
        initSample("scalar");
        initSample("echo");
        assertEchoes("{\"a\":1}");
    }
}
