package org.whirl.container.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What containers cost in time, beside what the Engine's own client needs for the same at the same moment. */
public final class CostIT {
    private static final Logger log = LoggerFactory.getLogger(CostIT.class);
    private static final int ROUNDS = 9;
    private static final String IMAGE = Stand.NODEJS.image();
    private static DockerContainerFactory factory;

    @BeforeClass
    public static void open() throws Exception {
        Stand.requireEngine();
        factory = new DockerContainerFactory(Stand.settings("cost"));
        Stand.await(factory.prepare(Stand.NODEJS));
    }

    @AfterClass
    public static void close() {
        factory.close();
    }

    @Test
    public void startsAboutAsFastAsTheEnginesClient() throws Exception {
        List<Long> client = new ArrayList<>();
        List<Long> ours = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            client.add(time(CostIT::dockerRun));
            ours.add(time(() -> {
                new ContainerTarget(factory, Stand.NODEJS, 256, Map.of()).close();
                return null;
            }));
        }
        long first = median(client);
        long second = median(ours);
        log.info("From start to removal, median of {}: docker run {} ms, here {} ms", ROUNDS, first, second);
        assertThat((double) second / first).isLessThan(1.3);
    }

    private static String dockerRun() throws Exception {
        String id = docker("run", "-d", "--memory", "256m", "--memory-swap", "256m", IMAGE);
        String host = docker("inspect", "-f", "{{.NetworkSettings.IPAddress}}", id);
        while (!accepts(new InetSocketAddress(host, 8080))) {
            LockSupport.parkNanos(2_000_000);
        }
        return docker("rm", "-f", id);
    }

    private static String docker(String... arguments) throws IOException, InterruptedException {
        Commands.Outcome outcome = Commands.system().run("docker", List.of(arguments));
        assertThat(outcome.succeeded()).as(outcome.output()).isTrue();
        return outcome.output().lines().reduce((before, line) -> line).orElse("");
    }

    private static boolean accepts(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 250);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    public void freezesAndThawsInATimeWorthKnowing() throws Exception {
        List<Long> pauses = new ArrayList<>();
        List<Long> resumes = new ArrayList<>();
        try (ContainerTarget target = new ContainerTarget(factory, Stand.NODEJS, 256, Map.of())) {
            for (int i = 0; i < ROUNDS; i++) {
                pauses.add(time(() -> Stand.await(target.container().pause())));
                resumes.add(time(() -> Stand.await(target.container().resume())));
            }
        }
        log.info("Median of {}: pause {} ms, resume {} ms", ROUNDS, median(pauses), median(resumes));
        assertThat(median(resumes)).isLessThan(1_000);
    }

    private static long time(Callable<?> work) throws Exception {
        long started = System.nanoTime();
        work.call();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    }

    private static long median(List<Long> values) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
