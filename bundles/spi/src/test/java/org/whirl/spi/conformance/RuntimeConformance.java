package org.whirl.spi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.Test;

/** The whole suite for a proxy of ours: the contract's cases, and what we promise on top of it. */
public abstract class RuntimeConformance extends ContractCases {
    private static final int PARALLEL = 8;

    @Test
    public void refusesToRunBeforeItIsStarted() throws IOException {
        assertThat(run("{}").status()).isIn(403, 500);
        initSample("echo");
        assertEchoes("{\"a\":1}");
    }

    @Test
    public void refusesBodiesThatAreNoJson() throws IOException {
        ProxyAnswer init = post("/init", "{\"value\":");
        assertThat(init.status()).isIn(400, 500);
        assertThat(init.error()).isNotEmpty();
        initSample("echo");
        ProxyAnswer run = post("/run", "{\"value\":");
        assertThat(run.status()).isIn(400, 500);
        assertThat(run.error()).isNotEmpty();
        assertThat(post("/run", "null").status()).isIn(400, 500);
        assertEchoes("{\"a\":1}");
        assertSentinels(1);
    }

    @Test
    public void saysWhyCodeDoesNotLoad() throws IOException {
        ProxyAnswer answer = initSource(samples().text("broken"));
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error()).isNotEmpty();
        assertSentinels(1);
        assertThat(printed(target().stderr())).isNotEmpty();
    }

    @Test
    public void takesNothingForAnEmptyObject() throws IOException {
        initSample("nothing");
        assertThat(run("{}").json()).isEqualTo(json("{}"));
        assertSentinels(1);
    }

    @Test
    public void takesMissingArgumentsForAnEmptyObject() throws IOException {
        initSample("echo");
        for (String body : List.of("{}", "{\"value\":null}", "{\"namespace\":\"guest\"}", "", "[]")) {
            ProxyAnswer answer = post("/run", body);
            assertThat(answer.status()).as(body).isEqualTo(200);
            assertThat(answer.json()).as(body).isEqualTo(json("{}"));
        }
        assertSentinels(5);
    }

    @Test
    public void toleratesMetadataOfAnyType() throws IOException {
        initSample("environment");
        ProxyAnswer answer = run("{}", Map.of("deadline", 123, "odd", List.of(1), "custom", "x"));
        assertThat(answer.json().path("__OW_DEADLINE").textValue()).isEqualTo("123");
        assertThat(answer.json().path("__OW_CUSTOM").textValue()).isEqualTo("x");
        assertSentinels(1);
    }

    @Test
    public void survivesResultsThatAreNoJson() throws IOException {
        initSample("unserialisable");
        ProxyAnswer odd = run("{\"odd\":true}");
        assertThat(odd.status()).isIn(500, 502);
        assertThat(odd.error()).isNotEmpty();
        assertEchoes("{\"a\":1}");
        assertSentinels(2);
    }

    @Test
    public void survivesArgumentsThatAreNoObject() throws IOException {
        initSample("echo");
        for (String scalar : List.of("\"text\"", "5", "true")) {
            assertThat(run(scalar).error()).as(scalar).isNotEmpty();
        }
        assertEchoes("{\"a\":1}");
    }

    @Test
    public void survivesFailuresOfTheAction() throws IOException {
        initSample("failure");
        ProxyAnswer failed = run("{}");
        assertThat(failed.status()).isIn(200, 502);
        assertThat(failed.error()).contains("sample failure");
        assertEchoes("{\"good\":true}");
        assertSentinels(2);
        assertThat(target().stderr()).contains("sample failure");
    }

    @Test
    public void noticesThatTheActionEndsItsProcess() throws IOException {
        initSample("exit");
        ProxyAnswer answer;
        try {
            answer = run("{}");
        } catch (IOException lost) {
            return; // the other way of the contract: the proxy is that process
        }
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("command exited");
    }

    @Test
    public void putsSentinelsOnLinesOfTheirOwn() throws IOException {
        initSample("unterminated");
        assertThat(run("{}").status()).isEqualTo(200);
        assertSentinels(1);
        assertThat(printed(target().stdout())).isEqualTo("no line feed\n");
        assertThat(printed(target().stderr())).isEqualTo("no line feed\n");
    }

    @Test
    public void waitsForTheOutputOfChildProcesses() throws IOException {
        initSample("child");
        assertThat(run("{}").status()).isEqualTo(200);
        assertSentinels(1);
        assertThat(target().stdout()).isEqualTo("no line feed\n" + SENTINEL + "\n");
        assertThat(target().stderr()).isEqualTo("no line feed\n" + SENTINEL + "\n");
    }

    @Test
    public void writesAllOutputBeforeTheSentinel() throws IOException {
        initSample("verbose");
        assertThat(run("{\"lines\":20000}").status()).isEqualTo(200);
        assertSentinels(1);
        assertThat(target().stdout())
                .hasSize(20_000 * 101 + SENTINEL.length() + 1)
                .endsWith(SENTINEL + "\n");
    }

    @Test
    public void returnsLargeResults() throws IOException {
        initSample("large");
        ProxyAnswer answer = run("{\"size\":5242880}");
        assertThat(answer.json().path("text").textValue()).hasSize(5_242_880);
        assertSentinels(1);
    }

    @Test
    public void takesFortyEightMebibytesOfCode() throws IOException {
        String code = samples().text("echo");
        String filler = "\n".repeat(48 * 1024 * 1024 - code.length());
        assertThat(initSource(code + filler).status()).isEqualTo(200);
        assertEchoes("{\"a\":1}");
    }

    @Test
    public void refusesEndlessBodies() throws IOException {
        try (ProxyClient client = connect()) {
            client.sendHead("POST", "/init", 200_000_000_000L);
            ProxyAnswer answer = client.receive();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.error()).contains("larger than");
        }
        initSample("echo");
        assertEchoes("{}");
    }

    @Test
    public void survivesConnectionsThatAskNothing() throws IOException {
        initSample("echo");
        for (int probe = 0; probe < 20; probe++) {
            new Socket(target().address().getAddress(), target().address().getPort()).close();
        }
        try (ProxyClient rude = connect()) {
            rude.sendHead("POST", "/run", 1000);
        }
        assertEchoes("{\"a\":1}");
        assertSentinels(1);
    }

    @Test
    public void keepsConnectionsOpen() throws IOException {
        initSample("echo");
        ProxyAnswer answer = run("{}");
        assertThat(answer.headers().getOrDefault("connection", "keep-alive")).isEqualToIgnoringCase("keep-alive");
        assertThat(answer.headers()).doesNotContainKey("keep-alive");
    }

    @Test
    public void takesBodiesInChunks() throws IOException {
        initSample("echo");
        try (ProxyClient client = connect()) {
            client.send("POST /run HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"value\":\r\n");
            client.send("7;x=y\r\n{\"a\":1}\r\n1\r\n}\r\n0\r\n\r\n");
            assertThat(client.receive().json()).isEqualTo(json("{\"a\":1}"));
            assertThat(client.post("/run", "{}").json()).isEqualTo(json("{}"));
        }
    }

    @Test
    public void answersOverlappingRuns() throws Exception {
        initSample("slow");
        List<ProxyAnswer> answers = runAtOnce(4, "{\"a\":1}");
        assertThat(answers).allSatisfy(answer -> assertThat(answer.json()).isEqualTo(json("{\"a\":1}")));
        assertSentinels(4);
    }

    @Test
    public void runsActivationsAtOnceWhereAllowed() throws Exception {
        start(Map.of("__OW_ALLOW_CONCURRENT", "true"));
        assertRunsAtOnce(Map.of());
    }

    @Test
    public void runsActivationsAtOnceWhereTheInitEnvironmentAllowsIt() throws Exception {
        assertRunsAtOnce(Map.of("__OW_ALLOW_CONCURRENT", "true"));
    }

    private void assertRunsAtOnce(Map<String, String> env) throws Exception {
        assertThat(init(samples().text("parallel"), "main", false, env).status())
                .isEqualTo(200);
        String argument = "{\"expected\":" + PARALLEL + "}";
        List<ProxyAnswer> answers = runAtOnce(PARALLEL, argument);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.json()).isEqualTo(json(argument)));
        assertSentinels(PARALLEL);
        assertThat(target().stdout()).endsWith((SENTINEL + "\n").repeat(PARALLEL));
    }

    /** Runs on so many connections at the same time. */
    protected final List<ProxyAnswer> runAtOnce(int count, String value)
            throws ExecutionException, InterruptedException, TimeoutException {
        ExecutorService executor = Executors.newFixedThreadPool(count);
        try {
            List<Future<ProxyAnswer>> futures = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                futures.add(executor.submit(() -> {
                    try (ProxyClient client = connect()) {
                        return client.post("/run", runBody(value, Map.of()));
                    }
                }));
            }
            List<ProxyAnswer> answers = new ArrayList<>();
            for (Future<ProxyAnswer> future : futures) {
                answers.add(future.get(20, TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            executor.shutdownNow();
        }
    }
}
