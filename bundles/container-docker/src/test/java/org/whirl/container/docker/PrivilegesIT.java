package org.whirl.container.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.HostConfig;
import java.util.List;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.whirl.spi.runtime.RuntimeManifest;

/** Attacks that need more rights than the image of {@link IsolationIT} has even as the Engine runs it by default. */
public final class PrivilegesIT {
    private static final int MEMORY = 256;

    private static DockerContainerFactory factory;

    @BeforeClass
    public static void open() {
        Stand.requireEngine();
        factory = new DockerContainerFactory(Stand.settings("privileges"));
    }

    @AfterClass
    public static void shut() {
        factory.close();
    }

    private static Attacker hardened(RuntimeManifest image) {
        return Attacker.of(new ContainerTarget(factory, image, MEMORY, Map.of()));
    }

    @Test
    public void isNotRootEvenInAnImageThatNamesNoUser() throws Exception {
        RuntimeManifest image = Stand.builtOn(Stand.NODEJS.image(), "rooted", "USER root");
        assertThat(Stand.await(factory.prepare(image))).isEmpty();
        String attack =
                "try { return {user: process.getuid(), read: require('fs').readFileSync('/etc/shadow').length} }"
                        + " catch (e) { return {user: process.getuid(), code: e.code} }";
        try (Attacker plain = Attacker.of(new PlainTarget(image.image()));
                Attacker hardened = hardened(image)) {
            assertThat(plain.run(attack).path("user").intValue()).isZero();
            assertThat(plain.run(attack).path("read").intValue()).isPositive();
            assertThat(hardened.run(attack).path("user").intValue()).isEqualTo(65_534);
            assertThat(hardened.run(attack).path("code").textValue()).isEqualTo("EACCES");
        }
    }

    @Test
    public void doesNotBecomeRootByAProgramOfRoots() throws Exception {
        RuntimeManifest image = Stand.builtOn(
                Stand.NODEJS.image(),
                "privileged",
                "USER root",
                "RUN cp /usr/bin/id /usr/bin/privileged-id && chmod 4755 /usr/bin/privileged-id",
                "USER node");
        assertThat(Stand.await(factory.prepare(image))).isEmpty();
        String attack =
                "return {user: require('child_process').execFileSync('privileged-id', ['-u']).toString().trim()}";
        try (Attacker plain = Attacker.of(new PlainTarget(image.image()));
                Attacker hardened = hardened(image)) {
            assertThat(plain.run(attack).path("user").textValue()).isEqualTo("0");
            assertThat(hardened.run(attack).path("user").textValue()).isEqualTo("1000");
        }
    }

    @Test
    public void keepsTheEnginesListOfSystemCalls() throws Exception {
        assertThat(Stand.await(factory.prepare(Stand.NODEJS))).isEmpty();
        String attack = "return {status: require('child_process').spawnSync('unshare', ['-U', 'true']).status}";
        // The list is the Engine's own, so that it has to be told to go without for the attack to work.
        HostConfig withoutList = HostConfig.newHostConfig().withSecurityOpts(List.of("seccomp=unconfined"));
        try (Attacker plain = Attacker.of(new PlainTarget(Stand.NODEJS.image(), withoutList));
                Attacker hardened = hardened(Stand.NODEJS)) {
            assertThat(plain.run(attack).path("status").intValue()).isZero();
            assertThat(hardened.run(attack).path("status").intValue()).isPositive();
        }
    }

    @Test
    public void takesNoMoreMemoryThanItMay() throws Exception {
        assertThat(Stand.await(factory.prepare(Stand.NODEJS))).isEmpty();
        String attack = "const all = []; for (let i = 0; i < 400; i++) all.push(Buffer.alloc(1 << 20, 1));"
                + " return {taken: all.length}";
        try (Attacker plain = Attacker.of(new PlainTarget(Stand.NODEJS.image()));
                Attacker hardened = hardened(Stand.NODEJS);
                Attacker neighbour = hardened(Stand.NODEJS)) {
            assertThat(plain.run(attack).path("taken").intValue()).isEqualTo(400);
            assertThatThrownBy(() -> hardened.run(attack)).isInstanceOf(AssertionError.class);
            assertThat(neighbour.run("return {alive: true}").path("alive").booleanValue())
                    .isTrue();
        }
    }
}
