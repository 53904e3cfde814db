package org.whirl.container.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.whirl.spi.conformance.ProxyAnswer;
import org.whirl.spi.conformance.ProxyClient;
import org.whirl.spi.conformance.ProxyTarget;

/** Runs JavaScript in a Node.js container. */
final class Attacker implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long START_SECONDS = 20;

    private final ProxyTarget target;
    private final ProxyClient client;

    private Attacker(ProxyTarget target, ProxyClient client) {
        this.target = target;
        this.client = client;
    }

    /** Has a function that runs the text it gets. */
    static Attacker of(ProxyTarget target) {
        try {
            ProxyClient client = connect(target.address());
            ObjectNode value = MAPPER.createObjectNode()
                    .put("name", "attack")
                    .put("main", "main")
                    .put("binary", false)
                    .put(
                            "code",
                            "function main(args) { return new Function('require', 'args', args.code)(require, args) }");
            assertThat(client.post(
                                    "/init",
                                    MAPPER.createObjectNode()
                                            .set("value", value)
                                            .toString())
                            .status())
                    .isEqualTo(200);
            return new Attacker(target, client);
        } catch (IOException | InterruptedException e) {
            target.close();
            throw new AssertionError(e);
        }
    }

    static ProxyClient connect(InetSocketAddress address) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                return new ProxyClient(address);
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("no proxy at " + address, e);
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    JsonNode run(String code) {
        return run(code, "");
    }

    /** Runs code that finds a text as {@code args.host}. */
    JsonNode run(String code, String host) {
        ObjectNode value = MAPPER.createObjectNode().put("code", code).put("host", host);
        try {
            ProxyAnswer answer = client.post(
                    "/run", MAPPER.createObjectNode().set("value", value).toString());
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            return answer.json();
        } catch (IOException e) {
            throw new AssertionError("the container wrote " + target.stderr(), e);
        }
    }

    /** The host's address as the container sees it. */
    String gateway() {
        String table = run("return {table: require('fs').readFileSync('/proc/net/route', 'utf8')}")
                .path("table")
                .textValue();
        String hexadecimal = table.lines()
                .map(line -> line.split("\\s+"))
                .filter(fields -> fields.length > 2 && fields[1].equals("00000000"))
                .map(fields -> fields[2])
                .findFirst()
                .orElseThrow();
        long number = Long.reverseBytes(Long.parseLong(hexadecimal, 16)) >>> 32;
        return (number >> 24) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    ProxyTarget target() {
        return target;
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            target.close();
        }
    }
}
