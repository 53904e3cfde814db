package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.whirl.spi.balancer.InvokerHealth;
import org.whirl.spi.balancer.InvokerHealth.State;
import org.whirl.spi.messaging.InvokerId;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.RuntimeProvider;
import org.whirl.spi.runtime.RuntimeStatus;

/** Runtimes that come, go and are exchanged. */
public final class RuntimesTest {
    private static final String ACTION = "{\"exec\":{\"kind\":\"%s\",\"code\":\"x\"}}";

    private final ApiFixture api = new ApiFixture();

    @Before
    public void prepare() {
        assertThat(api.call("PUT /actions/a", ACTION.formatted("nodejs:20")).status())
                .isEqualTo(200);
        assertThat(api.call("POST /actions/a", "{}").status()).isEqualTo(202);
    }

    @After
    public void close() {
        api.close();
    }

    @Test
    public void waitsForARuntimeThatIsExchanged() {
        List<RuntimeProvider> before = List.copyOf(api.providers);
        api.providers.clear();
        api.vertx.setTimer(200, id -> api.providers.addAll(before));
        assertThat(api.call("POST /actions/a", "{}").status()).isEqualTo(202);
    }

    @Test
    public void waitsForAnInvokerToSayWhetherItCanRunANewKind() {
        api.providers.add(() -> List.of(RuntimeManifest.of("ruby:3.2", "example/ruby")));
        api.vertx.setTimer(200, id -> api.balancer.offer("nodejs:20", "ruby:3.2"));
        assertThat(api.call("PUT /actions/r", ACTION.formatted("ruby:default")).at("/exec/kind"))
                .isEqualTo("\"ruby:3.2\"");
        assertThat(api.send("GET /", null).at("/runtimes/ruby/0/default")).isEqualTo("true");
    }

    @Test
    public void choosesAnotherDefaultWhenTheDeclaredOneCannotRun() {
        api.balancer.offer("nodejs:18");
        assertThat(api.call("PUT /actions/d", ACTION.formatted("nodejs:default"))
                        .at("/exec/kind"))
                .isEqualTo("\"nodejs:18\"");
        assertThat(api.send("GET /", null).at("/runtimes/nodejs/0/default")).isEqualTo("true");
    }

    @Test
    public void countsOnlyInvokersThatAreUp() {
        RuntimeStatus can = new RuntimeStatus("nodejs:20", "x", Optional.empty());
        RuntimeStatus cannot = new RuntimeStatus("nodejs:20", "x", Optional.of("no node"));
        api.balancer.invokers = List.of(health(0, State.OFFLINE, can), health(1, State.HEALTHY, cannot));
        Reply refused = api.call("PUT /actions/b", ACTION.formatted("nodejs:20"));
        assertThat(refused.error()).contains("The specified runtime 'nodejs:20' is not supported");
        Deadline.within(5, () -> api.call("POST /actions/a", "{}").status() == 503);
        api.balancer.invokers = List.of(health(0, State.OFFLINE, can));
        assertThat(api.call("PUT /actions/b", ACTION.formatted("nodejs:20")).status())
                .isEqualTo(200);
    }

    private static InvokerHealth health(int number, State state, RuntimeStatus status) {
        InvokerId id = new InvokerId(number, 2048, Optional.empty(), Optional.empty());
        return new InvokerHealth(id, state, 2048, List.of(status));
    }

    @Test
    public void listsManyWholeRecords() {
        for (int i = 0; i < 25; i++) {
            api.call("POST /actions/a?blocking=true", "{\"i\":" + i + "}");
        }
        assertThat(api.call("GET /activations?docs=true&limit=23&skip=1").json())
                .hasSize(23);
        assertThat(api.call("GET /activations?docs=true&limit=0").json()).hasSize(26);
    }
}
