package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.controller.WebFixture.ID;
import static org.whirl.controller.WebFixture.ORIGIN;
import static org.whirl.controller.WebFixture.lines;

import java.util.concurrent.CompletableFuture;
import org.junit.After;
import org.junit.Test;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.balancer.LoadBalancer.Publication;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.NamespaceLimits.Count;

/** What web actions cost, and what is refused before they run (contract: web actions, 1.10 and 1.14). */
public final class WebRefusalsTest {
    private static final String MISSING = "The requested resource does not exist.";

    private final WebFixture web = new WebFixture("refusals");

    @After
    public void close() {
        web.close();
    }

    @Test
    public void chargesTheOwner() {
        web.api.subjects.putLimits("guest", NamespaceLimits.NONE.with(Count.INVOCATIONS_PER_MINUTE, 0));
        Reply reply = web.web("GET w", null, "Authorization", ApiFixture.basic(ApiFixture.OTHER));
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.error()).isEqualTo("Too many requests in the last minute (count: 1, allowed: 0).");
        assertThat(lines(reply, ORIGIN)).isEmpty();
        web.refused("OPTIONS w", null, 429, "Too many requests in the last minute (count: 2, allowed: 0).");
        web.refused("GET none", null, 404, MISSING);
        web.api.subjects.putLimits("guest", NamespaceLimits.NONE.with(Count.CONCURRENT_INVOCATIONS, 0));
        web.refused("GET w", null, 429, "Too many concurrent requests in flight (count: 0, allowed: 0).");
    }

    @Test
    public void refusesLargeBodies() {
        String large = "x".repeat(1_048_577);
        Reply reply = web.refused("POST w", large, 413, "Request larger than allowed: 1048577 > 1048576 bytes.");
        assertThat(lines(reply, ORIGIN)).isEmpty();
        web.check("POST w", large.substring(1), 204);
    }

    @Test
    public void saysWhenNothingCanRunIt() {
        web.api.balancer.define("w", message -> failed(new WhirlException(Kind.UNAVAILABLE, "No invokers available")));
        Reply reply = web.refused(
                "GET w",
                null,
                503,
                "The server is currently unavailable (because it is overloaded or down for maintenance).");
        assertThat(lines(reply, ORIGIN)).containsExactly("*");
        assertThat(reply.header(ID)).isEmpty();
        web.api.balancer.define("w", message -> failed(new IllegalStateException("a fault")));
        web.refused("GET w", null, 500, "There was an internal server error.");
    }

    private static Publication failed(RuntimeException failure) {
        return new Publication(CompletableFuture.failedFuture(failure), new CompletableFuture<>());
    }
}
