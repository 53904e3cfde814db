package org.whirl.container.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;

/** Each attack is first seen to work in a container of the same image as the Engine makes it by default. */
public final class IsolationIT {
    private static DockerContainerFactory factory;

    private Attacker plain;
    private Attacker hardened;

    @BeforeClass
    public static void open() {
        Stand.requireEngine();
        factory = new DockerContainerFactory(Stand.settings("isolation"));
    }

    @AfterClass
    public static void shut() {
        factory.close();
    }

    @Before
    public void start() {
        hardened = Attacker.of(new ContainerTarget(factory, Stand.NODEJS, 256, Map.of()));
        plain = Attacker.of(new PlainTarget(Stand.NODEJS.image()));
    }

    @After
    public void close() {
        plain.close();
        hardened.close();
    }

    @Test
    public void doesNotReachTheHostsPorts() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            String attack = "return new Promise(done => { const s = require('net').connect(" + server.getLocalPort()
                    + ", args.host); s.setTimeout(2000); s.on('connect', () => done({reached: true}));"
                    + " s.on('timeout', () => done({reached: false})); s.on('error', e => done({reached: false})) })";
            assertThat(plain.run(attack, plain.gateway()).path("reached").booleanValue())
                    .isTrue();
            assertThat(hardened.run(attack, hardened.gateway()).path("reached").booleanValue())
                    .isFalse();
            assertThat(hardened.run(attack, plain.gateway()).path("reached").booleanValue())
                    .as("by the address of another bridge")
                    .isFalse();
        }
    }

    @Test
    public void doesNotReachTheHostByDatagram() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0)) {
            server.setSoTimeout(2_000);
            String attack = "return new Promise(done => require('dgram').createSocket('udp4').send('x', "
                    + server.getLocalPort() + ", args.host, () => done({})))";
            plain.run(attack, plain.gateway());
            server.receive(new DatagramPacket(new byte[8], 8));
            hardened.run(attack, hardened.gateway());
            assertThat(receives(server)).isFalse();
        }
    }

    private static boolean receives(DatagramSocket server) throws Exception {
        try {
            server.receive(new DatagramPacket(new byte[8], 8));
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    public void doesNotReachNeighbours() {
        String attack = "return new Promise(done => { const s = require('net').connect(8080, args.host);"
                + " s.setTimeout(2000); s.on('connect', () => done({reached: true}));"
                + " s.on('timeout', () => done({reached: false})); s.on('error', e => done({reached: false})) })";
        try (PlainTarget plainNeighbour = new PlainTarget(Stand.NODEJS.image());
                ContainerTarget neighbour = new ContainerTarget(factory, Stand.NODEJS, 256, Map.of())) {
            assertThat(plain.run(attack, plainNeighbour.host()).path("reached").booleanValue())
                    .isTrue();
            assertThat(hardened.run(attack, neighbour.address().getHostString())
                            .path("reached")
                            .booleanValue())
                    .isFalse();
        }
    }

    @Test
    public void doesNotReachLinkLocalAddressesButTheWorld() throws Exception {
        try (World world = new World()) {
            String attack = "return new Promise(done => { const s = require('net').connect(" + world.port()
                    + ", args.host); s.setTimeout(2000); s.on('connect', () => done({reached: true}));"
                    + " s.on('timeout', () => done({reached: false})); s.on('error', e => done({reached: false})) })";
            assertThat(plain.run(attack, World.METADATA).path("reached").booleanValue())
                    .isTrue();
            assertThat(hardened.run(attack, World.METADATA).path("reached").booleanValue())
                    .isFalse();
            assertThat(hardened.run(attack, World.ELSEWHERE).path("reached").booleanValue())
                    .isTrue();
        }
    }

    @Test
    public void hasNoCapabilitiesAndCannotGetAny() {
        String attack = "const s = require('fs').readFileSync('/proc/self/status', 'utf8');"
                + " return {bounding: s.match(/CapBnd:\\s*(\\w+)/)[1], fixed: s.match(/NoNewPrivs:\\s*(\\d)/)[1],"
                + " filter: s.match(/Seccomp:\\s*(\\d)/)[1]}";
        assertThat(plain.run(attack).path("bounding").textValue()).isNotEqualTo("0000000000000000");
        assertThat(plain.run(attack).path("fixed").textValue()).isEqualTo("0");
        JsonNode held = hardened.run(attack);
        assertThat(held.path("bounding").textValue()).isEqualTo("0000000000000000");
        assertThat(held.path("fixed").textValue()).isEqualTo("1");
        assertThat(held.path("filter").textValue()).isEqualTo("2");
    }

    @Test
    public void writesOnlyWhereThereIsALimit() {
        String attack = "try { require('fs').writeFileSync(args.host, 'x'); return {written: true} }"
                + " catch (e) { return {written: false, code: e.code} }";
        assertThat(plain.run(attack, "/home/node/x").path("written").booleanValue())
                .isTrue();
        assertThat(plain.run(attack, "/var/tmp/x").path("written").booleanValue())
                .isTrue();
        assertThat(hardened.run(attack, "/home/node/x").path("code").textValue())
                .isEqualTo("EROFS");
        assertThat(hardened.run(attack, "/var/tmp/x").path("code").textValue()).isEqualTo("EROFS");
        assertThat(hardened.run(attack, "/tmp/x").path("written").booleanValue())
                .isTrue();
        assertThat(hardened.run(attack, "/action/x").path("written").booleanValue())
                .isTrue();
    }

    @Test
    public void fillsAFolderWithoutRunningOutOfMemory() {
        String attack = "const fs = require('fs'), block = Buffer.alloc(1 << 20); let written = 0, code = null;"
                + " for (const folder of ['/tmp', '/action', '/dev/shm']) { const f = fs.openSync(folder + '/fill', 'w');"
                + " try { for (let i = 0; i < 160; i++) { fs.writeSync(f, block); written++ } }"
                + " catch (e) { code = e.code } } return {written, code}";
        assertThat(plain.run(attack).path("written").intValue()).isGreaterThan(320);
        JsonNode held = hardened.run(attack);
        assertThat(held.path("code").textValue()).isEqualTo("ENOSPC");
        assertThat(held.path("written").intValue()).isBetween(100, 160);
        assertThat(hardened.run("return {alive: true}").path("alive").booleanValue())
                .isTrue();
    }

    @Test
    public void startsOnlySoManyProcesses() {
        String attack = "const { spawn } = require('child_process'); let n = 0, failed = false; const all = [];"
                + " for (let i = 0; i < 400; i++) { const c = spawn('sleep', ['30']);"
                + " c.on('error', () => { failed = true }); if (c.pid) { n++; all.push(c) } else { failed = true } }"
                + " all.forEach(c => c.kill('SIGKILL')); return {n, failed}";
        assertThat(plain.run(attack).path("n").intValue()).isEqualTo(400);
        JsonNode held = hardened.run(attack);
        assertThat(held.path("failed").booleanValue()).isTrue();
        assertThat(held.path("n").intValue()).isLessThan(256);
    }
}
