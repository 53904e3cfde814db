package org.whirl.itests;

import java.util.List;
import java.util.Set;
import org.junit.runner.Request;
import org.junit.runners.BlockJUnit4ClassRunner;
import org.junit.runners.model.FrameworkMethod;
import org.junit.runners.model.InitializationError;
import org.whirl.spi.conformance.ProxyLauncher;
import org.whirl.spi.conformance.RuntimeConformance;
import org.whirl.spi.conformance.SampleCode;

/** The conformance suite for a kind that is known only while the platform runs. */
public final class KindConformance extends RuntimeConformance {
    private final ProxyLauncher launcher;
    private final SampleCode samples;

    private KindConformance(ProxyLauncher launcher, SampleCode samples) {
        this.launcher = launcher;
        this.samples = samples;
    }

    /** All cases but some, for one kind. */
    static Request of(ProxyLauncher launcher, SampleCode samples, Set<String> omitted) throws InitializationError {
        return Request.runner(new BlockJUnit4ClassRunner(KindConformance.class) {
            @Override
            protected List<FrameworkMethod> computeTestMethods() {
                return super.computeTestMethods().stream()
                        .filter(method -> !omitted.contains(method.getName()))
                        .toList();
            }

            @Override
            protected Object createTest() {
                return new KindConformance(launcher, samples);
            }

            @Override
            protected void validateConstructor(List<Throwable> errors) {
                // made by createTest
            }
        });
    }

    @Override
    protected ProxyLauncher launcher() {
        return launcher;
    }

    @Override
    protected SampleCode samples() {
        return samples;
    }
}
