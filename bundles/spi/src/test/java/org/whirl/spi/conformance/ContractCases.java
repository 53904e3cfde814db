package org.whirl.spi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** The eleven cases that every action runtime of the field has to pass. */
public abstract class ContractCases extends ConformanceFixture {
    @Test
    public void refusesToStartWithoutCode() throws IOException {
        assertThat(init("", "", false, Map.of()).status()).isNotEqualTo(200);
    }

    @Test
    public void refusesToStartWithoutContent() throws IOException {
        ProxyAnswer answer = post("/init", "{}");
        assertThat(answer.status()).isNotEqualTo(200);
        assertThat(answer.json())
                .isIn(
                        json("{\"error\":\"Missing main/no code to execute.\"}"),
                        json(
                                "{\"error\":\"The action failed to generate or locate a binary. See logs for details.\"}"));
        initSample("echo");
        assertEchoes("{}");
        assertSentinels(1);
    }

    @Test
    public void refusesResultsThatAreNoObject() throws IOException {
        initSample("scalar");
        ProxyAnswer answer = post("/run", "{}");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error())
                .isIn("The action did not return a dictionary or array.", "The action did not return a dictionary.");
        assertSentinels(1);
    }

    @Test
    public void startsOnlyOnce() throws IOException {
        initSample("echo");
        ProxyAnswer second = initSource(samples().text("echo"));
        assertThat(second.status()).isEqualTo(403);
        assertThat(second.json()).isEqualTo(json("{\"error\":\"Cannot initialize the action more than once.\"}"));
        await(() -> (target().stdout() + target().stderr()).contains("Cannot initialize the action more than once."));
        assertSentinels(0);
        assertThat(target().stdout() + target().stderr()).contains("Cannot initialize the action more than once.\n");
    }

    @Test
    public void callsTheNamedEntryPoint() throws IOException {
        assertThat(init(samples().text("entry"), "niam", false, Map.of()).status())
                .isEqualTo(200);
        assertEchoes("{\"string\":\"hello\"}");
        assertSentinels(1);
        assertThat(printed(target().stderr())).isEmpty();
    }

    @Test
    public void echoesWhatItGets() throws IOException {
        initSample("echo");
        assertEchoes("{\"string\":\"hello\"}");
        assertEchoes("{\"string\":\"❄ ☃ ❄\"}");
        assertEchoes("{\"numbers\":[1,2,3,4.5,-6]}");
        assertEchoes("{\"object\":{\"a\":{\"b\":[true,false,null,\"\"]}}}");
        assertSentinels(4);
        assertThat(printed(target().stdout())).isEqualTo("hello stdout\n".repeat(4));
        assertThat(printed(target().stderr())).isEqualTo("hello stderr\n".repeat(4));
    }

    @Test
    public void keepsUnicode() throws IOException {
        initSample("unicode");
        ProxyAnswer answer = run("{\"delimiter\":\"❄\"}");
        assertThat(answer.json()).isEqualTo(json("{\"winter\":\"❄ ☃ ❄\"}"));
        assertSentinels(1);
        assertThat(printed(target().stdout())).isEqualTo("❄ ☃ ❄\n");
    }

    @Test
    public void installsTheInitEnvironment() throws IOException {
        Map<String, Object> env = new HashMap<>(
                Map.of("SOME_VAR", "xyz", "ANOTHER_VAR", "", "ZERO", 0, "NO", false, "LIST", List.of(1, "a")));
        env.put("NULL", null);
        assertThat(init(samples().text("environment"), "main", false, env).status())
                .isEqualTo(200);
        JsonNode result = run("{}").json();
        Map<String, String> expected = Map.of(
                "SOME_VAR", "xyz", "ANOTHER_VAR", "", "ZERO", "0", "NO", "false", "LIST", "[1,\"a\"]", "NULL", "");
        expected.forEach((name, value) ->
                assertThat(result.path(name).textValue()).as(name).isEqualTo(value));
        assertSentinels(1);
        assertThat(printed(target().stdout() + target().stderr())).isEmpty();
    }

    @Test
    public void acceptsNullAsInitEnvironment() throws IOException {
        assertThat(init(samples().text("echo"), "main", false, null).status()).isEqualTo(200);
        assertEchoes("{\"a\":1}");
    }

    @Test
    public void publishesTheRunsMetadata() throws IOException {
        start(Map.of("__OW_API_HOST", "xyz"));
        initSample("environment");
        Map<String, String> extra = Map.of(
                "api_key", "abc",
                "namespace", "zzz",
                "action_name", "xxx",
                "action_version", "0.0.1",
                "activation_id", "iii",
                "deadline", "123");
        JsonNode result = run("{}", extra).json();
        assertThat(result.path("__OW_API_HOST").textValue()).isEqualTo("xyz");
        extra.forEach((name, value) -> assertThat(
                        result.path("__OW_" + name.toUpperCase()).textValue())
                .as(name)
                .isEqualTo(value));
        JsonNode later = run("{}", Map.of("activation_id", "jjj")).json();
        assertThat(later.path("__OW_ACTIVATION_ID").textValue()).isEqualTo("jjj");
        assertSentinels(2);
    }

    @Test
    public void takesLargeInput() throws IOException {
        initSample("echo");
        assertEchoes("{\"arg\":\"" + "a".repeat(1_048_561) + "\"}");
        assertSentinels(1);
        assertThat(printed(target().stdout())).isEqualTo("hello stdout\n");
    }

    @Test
    public void takesAndReturnsArrays() throws IOException {
        initSample("echo");
        assertEchoes("[1,\"two\",{\"three\":3}]");
        assertEchoes("[]");
        assertSentinels(2);
    }
}
