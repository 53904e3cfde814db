package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;

/** Checks of single answers, counted. */
final class Vectors {
    private static final AtomicInteger TOTAL = new AtomicInteger();

    private final ApiFixture api;
    private final String name;
    private int count;

    Vectors(String name, ApiFixture api) {
        this.name = name;
        this.api = api;
    }

    /** A request of the guest and the status it gets. */
    Reply check(String request, String body, int status) {
        return check(api.call(request, body), request, status);
    }

    Reply check(Reply reply, String request, int status) {
        count++;
        TOTAL.incrementAndGet();
        assertThat(reply.status()).as(request + " -> " + reply.body()).isEqualTo(status);
        assertThat(reply.header("X-Request-ID")).as(request).isNotEmpty();
        return reply;
    }

    /** A request of the guest that is refused with this text. */
    void refused(String request, String body, int status, String error) {
        refused(api.call(request, body), request + " " + body, status, error);
    }

    void refused(Reply reply, String request, int status, String error) {
        check(reply, request, status);
        assertThat(reply.error()).as(request).isEqualTo(error);
        assertThat(reply.json().path("code").asText()).as(request).isEqualTo(reply.header("X-Request-ID"));
        assertThat(reply.json()).as(request).hasSize(2);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    }

    /** As above, with the prefix of a malformed body. */
    void malformed(String request, String body, String detail) {
        refused(request, body, 400, "The request content was malformed:\n" + detail);
    }

    /** A request of somebody else that is refused for lack of rights on these resources. */
    void denied(String request, String body, String resources) {
        refused(
                api.other(request, body),
                request + " " + body,
                403,
                "The supplied authentication is not authorized to access '" + resources + "'.");
    }

    void report() {
        System.out.println("vectors checked: " + name + " " + count + ", so far " + TOTAL.get());
    }
}
