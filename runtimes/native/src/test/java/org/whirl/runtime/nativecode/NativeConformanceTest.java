package org.whirl.runtime.nativecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.Test;
import org.whirl.spi.conformance.ProxyAnswer;
import org.whirl.spi.conformance.ProxyLauncher;
import org.whirl.spi.conformance.RuntimeConformance;
import org.whirl.spi.conformance.SampleCode;

/** The suite, but for what is different where there is a stub instead of nothing. */
public class NativeConformanceTest extends RuntimeConformance {
    private static final String STUB = "This is a stub action. Replace it with custom logic.";

    @Override
    protected ProxyLauncher launcher() {
        return NativeProxy.FILES;
    }

    @Override
    protected SampleCode samples() {
        return SampleCode.of(NativeRuntime.class, "sh");
    }

    @Override
    @Test
    public void refusesToStartWithoutCode() throws IOException {
        assertThat(init("", "", false, Map.of()).status()).isEqualTo(200);
        assertThat(run("{}").error()).isEqualTo(STUB);
        assertSentinels(1);
    }

    @Override
    @Test
    public void refusesToStartWithoutContent() throws IOException {
        assertThat(post("/init", "{}").status()).isEqualTo(200);
        assertThat(run("{}").error()).isEqualTo(STUB);
        assertThat(initSource(samples().text("echo")).status()).isEqualTo(403);
        assertSentinels(1);
    }

    @Override
    @Test
    public void refusesToRunBeforeItIsStarted() throws IOException {
        ProxyAnswer answer = run("{}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.error()).isEqualTo(STUB);
        initSample("echo");
        assertEchoes("{\"a\":1}");
    }

    @Override
    @Test
    public void refusesBodiesThatAreNoJson() throws IOException {
        assertThat(post("/init", "{\"value\":").status()).isEqualTo(400);
        initSample("echo");
        assertThat(post("/run", "{\"value\":").status()).isEqualTo(400);
        assertThat(post("/run", "null").json()).isEqualTo(json("{}"));
        assertEchoes("{\"a\":1}");
        assertSentinels(2);
    }

    @Override
    @Test
    public void noticesThatTheActionEndsItsProcess() throws IOException {
        initSample("exit");
        for (int count = 0; count < 2; count++) {
            ProxyAnswer answer = run("{}");
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.error()).isEqualTo("The action did not return a dictionary or array.");
        }
        assertSentinels(2);
    }
}
