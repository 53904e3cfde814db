package org.whirl.controller.http;

import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.whirl.controller.Settings.Times;

/**
 * The connections of one event loop. A connection that does not bring a whole request in time is closed, whether it is
 * idle or sends byte by byte; so is one whose request or answer makes no progress.
 */
final class Connections {
    private static final long IDLE_MILLIS = 70_000;
    private static final int MOST = 20_000;

    private final Times times;
    private final Map<HttpConnection, State> states = new HashMap<>();

    Connections(Times times) {
        this.times = times;
    }

    /** A new connection; one too many is closed at once. */
    void add(HttpConnection connection) {
        if (states.size() >= MOST) {
            connection.close();
            return;
        }
        states.put(connection, new State());
        connection.closeHandler(closed -> remove(connection));
    }

    private void remove(HttpConnection connection) {
        State state = states.remove(connection);
        if (state != null && state.current != null) {
            state.current.abandon();
        }
    }

    /** A request came in. */
    void begin(HttpConnection connection, Exchange exchange) {
        State state = states.get(connection);
        if (state != null) {
            state.current = exchange;
        }
    }

    /** An answer is written. */
    void end(HttpConnection connection, Exchange exchange) {
        State state = states.get(connection);
        if (state != null && state.current == exchange && exchange.isBodyEnded()) {
            state.current = null;
            state.idleSince = System.currentTimeMillis();
        }
    }

    /** Called every second. */
    void sweep() {
        long now = System.currentTimeMillis();
        new ArrayList<>(states.entrySet()).forEach(entry -> {
            State state = entry.getValue();
            if (state.current != null) {
                state.current.enforce(now, times.request(), times.bodyPause());
            } else if (state.idleSince < now - IDLE_MILLIS) {
                entry.getKey().close();
            }
        });
    }

    private static final class State {
        private Exchange current;
        private long idleSince = System.currentTimeMillis();
    }
}
