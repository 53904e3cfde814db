package org.whirl.runtime.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.spi.conformance.Archives.base64;
import static org.whirl.spi.conformance.Archives.tarGz;
import static org.whirl.spi.conformance.Archives.zip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.Test;
import org.whirl.spi.conformance.ProxyAnswer;

/** Archives, and code that does not load. */
public class PythonArchiveTest extends PythonFixture {
    private static final String MAIN = "from lib.value import ok\n\ndef main(args):\n    return {'ok': ok}\n";
    private static final String VALUE = "ok = True\n";
    private static final String RESULT = "{\"ok\":true}";
    private static final String NO_BINARY = "The action failed to generate or locate a binary. See logs for details.";
    private static final String NO_START = "Cannot start action. Check logs for details.";

    @Test
    public void takesZips() throws IOException {
        initArchive(zip(Map.of("__main__.py", MAIN, "lib/__init__.py", "", "lib/value.py", VALUE)), "main");
        assertRuns("{}", RESULT);
        assertSentinels(1);
    }

    @Test
    public void takesTars() throws IOException {
        initArchive(tarGz(Map.of("__main__.py", MAIN, "lib/__init__.py", "", "lib/value.py", VALUE)), "main");
        assertRuns("{}", RESULT);
    }

    @Test
    public void takesSourceInBase64() throws IOException {
        initArchive(base64("def main(args):\n    return {'ok': True}\n".getBytes(StandardCharsets.UTF_8)), "main");
        assertRuns("{}", RESULT);
    }

    @Test
    public void changesIntoTheArchive() throws IOException {
        String code = "def main(args):\n    return {'text': open('data.txt').read()}\n";
        initArchive(zip(Map.of("__main__.py", code, "data.txt", "here")), "main");
        assertRuns("{}", "{\"text\":\"here\"}");
    }

    @Test
    public void activatesItsVirtualEnvironment() throws IOException {
        String activate = "import os, sys\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'site'))\n";
        String code = "import inside\n\ndef main(args):\n    return {'ok': inside.ok}\n";
        initArchive(
                zip(Map.of(
                        "__main__.py",
                        code,
                        "virtualenv/bin/activate_this.py",
                        activate,
                        "virtualenv/site/inside.py",
                        VALUE)),
                "main");
        assertRuns("{}", RESULT);
    }

    @Test
    public void refusesVirtualEnvironmentsWithoutActivation() throws IOException {
        assertRefused(
                zip(Map.of("__main__.py", MAIN, "virtualenv/readme.txt", "")),
                NO_START,
                "Invalid virtualenv. Zip file does not include 'activate_this.py'.");
    }

    @Test
    public void refusesZipsWithoutMain() throws IOException {
        assertRefused(zip(Map.of("other.py", MAIN)), NO_BINARY, "Zip file does not include main__");
    }

    @Test
    public void refusesBrokenZips() throws IOException {
        byte[] whole = Base64.getDecoder().decode(zip(Map.of("__main__.py", MAIN)));
        assertRefused(base64(Arrays.copyOf(whole, whole.length - 30)), NO_BINARY, "cannot be unpacked");
    }

    @Test
    public void refusesBrokenTars() throws IOException {
        byte[] whole = Base64.getDecoder().decode(tarGz(Map.of("__main__.py", MAIN)));
        assertRefused(base64(Arrays.copyOf(whole, whole.length - 30)), NO_BINARY, "cannot be unpacked");
    }

    private void assertRefused(String archive, String error, String log) throws IOException {
        ProxyAnswer answer = init(archive, "main", true, Map.of());
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error()).isEqualTo(error);
        initSample("echo");
        assertEchoes("{\"a\":1}");
        assertSentinels(2);
        assertThat(target().stderr()).contains(log);
    }

    @Test
    public void refusesBadBase64() throws IOException {
        ProxyAnswer answer = init("no base64!", "main", true, Map.of());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith("cannot decode the request: ");
        initSample("echo");
        assertEchoes("{}");
        assertSentinels(1);
    }

    @Test
    public void refusesWrongSyntax() throws IOException {
        assertRefusedSource("def main(args):\n    retrun {}\n", NO_BINARY, "SyntaxError: invalid syntax");
    }

    @Test
    public void refusesImportsThatAreNotThere() throws IOException {
        assertRefusedSource("import nowhere\n", NO_START, "ModuleNotFoundError: No module named 'nowhere'");
    }

    @Test
    public void refusesMissingEntries() throws IOException {
        assertRefusedSource("def other(args):\n    pass\n", NO_START, "has no attribute 'main'");
    }

    @Test
    public void refusesCodeThatExitsWhenItIsLoaded() throws IOException {
        assertRefusedSource("import sys\nsys.exit(3)\n", NO_START, "SystemExit: 3");
    }

    @Test
    public void refusesCodeThatKillsItsProcessWhenItIsLoaded() throws IOException {
        assertRefusedSource("import os\nprint('bye', flush=True)\nos._exit(3)\n", NO_START, "");
    }

    private void assertRefusedSource(String code, String error, String log) throws IOException {
        ProxyAnswer answer = initSource(code);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error()).isEqualTo(error);
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
        for (String body : new String[] {"{\"value\":null}", "{\"value\":{\"code\":null}}"}) {
            assertThat(post("/init", body).status()).as(body).isEqualTo(403);
        }
        initSample("echo");
        assertEchoes("{}");
        assertSentinels(1);
    }
}
