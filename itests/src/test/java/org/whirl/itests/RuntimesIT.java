package org.whirl.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.JUnitCore;
import org.junit.runner.Result;
import org.junit.runner.notification.Failure;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.whirl.spi.conformance.SampleCode;
import org.whirl.spi.container.ContainerFactory;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.RuntimeProvider;

/** Walks the conformance suite over every kind that is registered and can run, in the platform's own containers. */
public class RuntimesIT extends WhirlIT {

    /** Where code is any executable, a stub runs before there is some, and each run is a process of its own. */
    private static final Map<String, Set<String>> OTHERWISE = Map.of(
            "native",
            Set.of(
                    "refusesToStartWithoutCode",
                    "refusesToStartWithoutContent",
                    "refusesToRunBeforeItIsStarted",
                    "refusesBodiesThatAreNoJson",
                    "noticesThatTheActionEndsItsProcess"));

    @Inject
    private ContainerFactory containers;

    @Test
    public void everyKindThatCanRunConforms() throws Exception {
        eventually(
                "two languages registered",
                Duration.ofSeconds(30),
                () -> providers().size() >= 2);
        Map<String, String> ledger = new TreeMap<>();
        StringBuilder failures = new StringBuilder();
        for (ServiceReference<RuntimeProvider> provider : providers()) {
            for (RuntimeManifest manifest : context.getService(provider).manifests()) {
                Optional<String> unavailable =
                        containers.prepare(manifest).toCompletableFuture().get(1, TimeUnit.MINUTES);
                if (unavailable.isPresent()) {
                    ledger.put(manifest.kind(), "not here: " + unavailable.get());
                    continue;
                }
                Result result = new JUnitCore()
                        .run(KindConformance.of(
                                new ContainerLauncher(containers, manifest),
                                samples(provider.getBundle()),
                                OTHERWISE.getOrDefault(manifest.family(), Set.of())));
                ledger.put(manifest.kind(), result.getRunCount() + " cases, " + result.getFailureCount() + " failed");
                result.getFailures().forEach(failure -> failures.append(describe(manifest, failure)));
            }
        }
        System.out.println("Conformance: " + ledger);
        assertThat(failures).isEmpty();
        assertThat(ledger.keySet()).anyMatch(kind -> kind.startsWith("nodejs:"));
        assertThat(ledger.keySet()).anyMatch(kind -> kind.startsWith("python:"));
        assertThat(ledger.values()).anyMatch(counts -> counts.endsWith(" cases, 0 failed"));
    }

    private List<ServiceReference<RuntimeProvider>> providers() throws Exception {
        return List.copyOf(context.getServiceReferences(RuntimeProvider.class, null));
    }

    private static String describe(RuntimeManifest manifest, Failure failure) {
        return manifest.kind() + " " + failure.getTestHeader() + ": " + failure.getTrimmedTrace() + "\n";
    }

    private static SampleCode samples(Bundle bundle) {
        return new SampleCode(name -> {
            Enumeration<URL> found = bundle.findEntries("conformance", name + ".*", false);
            return found == null
                    ? Optional.empty()
                    : Collections.list(found).stream().findFirst();
        });
    }
}
