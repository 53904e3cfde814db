package org.whirl.runtime.nodejs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.Test;
import org.whirl.spi.conformance.ProxyAnswer;

/** The forms that source text may have. */
public class NodejsSourceTest extends NodejsFixture {
    private static final String RESULT = "{\"ok\":true}";

    private void assertLoads(String code, String main) throws IOException {
        ProxyAnswer answer = init(code, main, false, Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertRuns("{}", RESULT);
        assertSentinels(1);
        assertThat(printed(target().stderr())).isEmpty();
    }

    @Test
    public void takesConstants() throws IOException {
        assertLoads("const main = () => ({ ok: true });", "main");
    }

    @Test
    public void takesGlobals() throws IOException {
        assertLoads("global.main = () => ({ ok: true });", "main");
    }

    @Test
    public void takesExports() throws IOException {
        assertLoads("exports.main = () => ({ ok: true });", "main");
    }

    @Test
    public void takesModuleExports() throws IOException {
        assertLoads("module.exports = { main: () => ({ ok: true }) };", "main");
    }

    @Test
    public void takesMembersOfObjects() throws IOException {
        assertLoads("const tools = { go: () => ({ ok: true }) }; // the end", "tools.go");
    }

    @Test
    public void takesScriptsWithInterpreterLine() throws IOException {
        assertLoads("#!/usr/bin/env node\nconst main = () => ({ ok: true });", "main");
    }

    @Test
    public void takesModulesThatExportTheEntry() throws IOException {
        assertLoads("import { sep } from 'path';\nexport function main() { return { ok: sep === '/' }; }", "main");
    }

    @Test
    public void takesModulesThatExportADefault() throws IOException {
        assertLoads("export default function () { return { ok: true }; }", "main");
    }

    @Test
    public void takesModulesThatExportADefaultObject() throws IOException {
        assertLoads("export default { go: () => ({ ok: true }) };", "go");
    }

    @Test
    public void takesModulesThatExportNothing() throws IOException {
        assertLoads("import path from 'node:path';\nfunction main() { return { ok: path.sep === '/' }; }", "main");
    }

    @Test
    public void takesModulesThatAwait() throws IOException {
        assertLoads("const ok = await Promise.resolve(true);\nexport const main = () => ({ ok });", "main");
    }

    @Test
    public void takesDynamicImports() throws IOException {
        assertLoads(
                "async function main() { const { sep } = await import('path'); return { ok: sep === '/' }; }", "main");
    }

    @Test
    public void requiresBuiltInModules() throws IOException {
        assertLoads("const { sep } = require('path'); const main = () => ({ ok: sep === '/' });", "main");
    }

    @Test
    public void refusesEntriesThatAreNoFunction() throws IOException {
        ProxyAnswer answer = initSource("const main = 5;");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error())
                .isEqualTo("Initialization has failed due to: Action entrypoint 'main' is not a function.");
        assertSentinels(1);
    }

    @Test
    public void refusesCodeThatThrowsWhenItIsLoaded() throws IOException {
        ProxyAnswer answer = initSource("throw new Error('not today');");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error()).startsWith("Initialization has failed due to: Error: not today\n");
        assertSentinels(1);
    }

    @Test
    public void saysWhereTheSyntaxIsWrong() throws IOException {
        ProxyAnswer script = initSource("function main() {\n  retrun {};\n}");
        assertThat(script.error()).contains("SyntaxError").contains("action.cjs:2");
        ProxyAnswer again = initSource("function main() {}");
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.error()).isEqualTo("System not ready, status is stopped.");
        assertThat(run("{}").error()).isEqualTo("System not ready, status is stopped.");
    }

    @Test
    public void saysWhereAModulesSyntaxIsWrong() throws IOException {
        ProxyAnswer answer = initSource("import fs from 'fs';\nexport function main( {");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error()).contains("SyntaxError");
        assertSentinels(1);
    }

    @Test
    public void needsTheNameOfTheEntry() throws IOException {
        ProxyAnswer answer = init("function main() {}", "", false, Map.of());
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("Missing main/no code to execute.");
    }
}
