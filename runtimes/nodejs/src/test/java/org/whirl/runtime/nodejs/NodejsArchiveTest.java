package org.whirl.runtime.nodejs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.spi.conformance.Archives.base64;
import static org.whirl.spi.conformance.Archives.tarGz;
import static org.whirl.spi.conformance.Archives.zip;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.Test;
import org.whirl.spi.conformance.ProxyAnswer;

/** Archives of all layouts. */
public class NodejsArchiveTest extends NodejsFixture {
    private static final String INDEX = "exports.main = (args) => ({ ok: require('./lib/value').value });";
    private static final String VALUE = "exports.value = true;";
    private static final String RESULT = "{\"ok\":true}";
    private static final String FAILED =
            "Initialization has failed due to: There was an error uncompressing the action ";

    @Test
    public void takesZipsWithIndex() throws IOException {
        initArchive(zip(Map.of("index.js", INDEX, "lib/value.js", VALUE)), "main");
        assertRuns("{}", RESULT);
        assertSentinels(1);
    }

    @Test
    public void takesTarsWithIndex() throws IOException {
        initArchive(tarGz(Map.of("index.js", INDEX, "lib/value.js", VALUE)), "main");
        assertRuns("{}", RESULT);
    }

    @Test
    public void takesPackagesWithMainAndModules() throws IOException {
        initArchive(
                zip(Map.of(
                        "package.json", "{\"name\":\"sample\",\"main\":\"lib/app.js\"}",
                        "lib/app.js", "const helper = require('helper');\nexports.main = () => ({ ok: helper() });",
                        "node_modules/helper/package.json", "{\"name\":\"helper\",\"main\":\"go.js\"}",
                        "node_modules/helper/go.js", "module.exports = () => true;")),
                "main");
        assertRuns("{}", RESULT);
    }

    @Test
    public void takesPackagesOfModules() throws IOException {
        initArchive(
                zip(Map.of(
                        "package.json", "{\"type\":\"module\",\"main\":\"app.js\"}",
                        "app.js", "import { value } from './value.js';\nexport const main = () => ({ ok: value });",
                        "value.js", "export const value = await Promise.resolve(true);")),
                "main");
        assertRuns("{}", RESULT);
        assertSentinels(1);
        assertThat(printed(target().stderr())).isEmpty();
    }

    @Test
    public void takesModulesWithTheirOwnSuffix() throws IOException {
        initArchive(zip(Map.of("index.mjs", "export default () => ({ ok: true });")), "main");
        assertRuns("{}", RESULT);
    }

    @Test
    public void callsMembersOfNamedFiles() throws IOException {
        initArchive(zip(Map.of("tools.js", "exports.deep = { go: () => ({ ok: true }) };")), "tools.deep.go");
        assertRuns("{}", RESULT);
    }

    @Test
    public void changesIntoTheArchive() throws IOException {
        String code = "exports.main = () => JSON.parse(require('fs').readFileSync('data.json', 'utf8'));";
        initArchive(zip(Map.of("index.js", code, "data.json", RESULT)), "main");
        assertRuns("{}", RESULT);
    }

    @Test
    public void needsAnIndexOrAPackage() throws IOException {
        ProxyAnswer answer = init(zip(Map.of("other.js", INDEX)), "main", true, Map.of());
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error()).contains("Zipped actions must contain either package.json or index.js at the root.");
        assertSentinels(1);
    }

    @Test
    public void refusesOtherBytes() throws IOException {
        ProxyAnswer answer = init(base64(new byte[] {1, 2, 3, 4, 5, 6}), "main", true, Map.of());
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error()).isEqualTo(FAILED + "archive. The file type is unsupported");
        assertSentinels(1);
    }

    @Test
    public void refusesBrokenZips() throws IOException {
        byte[] whole = Base64.getDecoder().decode(zip(Map.of("index.js", INDEX)));
        ProxyAnswer answer = init(base64(Arrays.copyOf(whole, whole.length - 30)), "main", true, Map.of());
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error()).isEqualTo(FAILED + "Zip archive.");
        assertSentinels(1);
    }

    @Test
    public void refusesBrokenTars() throws IOException {
        byte[] whole = Base64.getDecoder().decode(tarGz(Map.of("index.js", INDEX)));
        ProxyAnswer answer = init(base64(Arrays.copyOf(whole, whole.length - 30)), "main", true, Map.of());
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error()).isEqualTo(FAILED + "Tar GZ archive.");
        assertSentinels(1);
    }

    @Test
    public void refusesEntriesOutsideTheArchive() throws IOException {
        ProxyAnswer answer = init(zip(Map.of("../escaped.js", INDEX, "index.js", INDEX)), "main", true, Map.of());
        assertThat(answer.error()).isEqualTo(FAILED + "Zip archive.");
        assertSentinels(1);
        assertThat(target().stderr()).contains("the entry '../escaped.js' points outside the archive");
    }
}
