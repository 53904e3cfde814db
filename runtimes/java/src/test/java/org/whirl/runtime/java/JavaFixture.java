package org.whirl.runtime.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.whirl.spi.conformance.ConformanceFixture;
import org.whirl.spi.conformance.ProxyAnswer;
import org.whirl.spi.conformance.ProxyLauncher;
import org.whirl.spi.conformance.SampleCode;

/** A Java proxy for each case. */
public abstract class JavaFixture extends ConformanceFixture {
    @Override
    protected final ProxyLauncher launcher() {
        return JavaProxy.FILES;
    }

    @Override
    protected final SampleCode samples() {
        return SampleCode.of(JavaRuntime.class, "java");
    }

    /** Loads source text, which must work. */
    final void load(String... lines) throws IOException {
        ProxyAnswer answer = initSource(String.join("\n", lines));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
}
