package org.whirl.runtime.nativecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.whirl.spi.conformance.ConformanceFixture;
import org.whirl.spi.conformance.ProxyAnswer;
import org.whirl.spi.conformance.ProxyLauncher;
import org.whirl.spi.conformance.SampleCode;

/** A proxy for each case. */
public abstract class NativeFixture extends ConformanceFixture {
    @Override
    protected final ProxyLauncher launcher() {
        return NativeProxy.FILES;
    }

    @Override
    protected final SampleCode samples() {
        return SampleCode.of(NativeRuntime.class, "sh");
    }

    /** Loads source text, which must work. */
    final void load(String... lines) throws IOException {
        ProxyAnswer answer = initSource(String.join("\n", lines));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
}
