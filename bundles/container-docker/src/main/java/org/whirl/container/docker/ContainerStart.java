package org.whirl.container.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.container.ContainerException;
import org.whirl.spi.container.ContainerException.Fault;
import org.whirl.spi.container.ContainerRequest;

/** Makes containers and waits until they take connections. */
final class ContainerStart {
    /** The image is no longer here. */
    static final class ImageGoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ImageGoneException(Throwable cause) {
            super(cause);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(ContainerStart.class);
    private static final int PORT = 8080;
    private static final int ATTEMPTS = 10;
    private static final int NOT_FOUND = 127;
    private static final long ATTACH_SECONDS = 10;
    private static final int CONNECT_MILLIS = 250;
    private static final int LONGEST_LABEL = 40;
    private static final Duration FIRST_STEP = Duration.ofMillis(2);
    private static final Duration LATER_STEP = Duration.ofMillis(20);
    private static final Duration IMPATIENT = Duration.ofSeconds(1);

    private final Engine engine;
    private final Settings settings;
    private final ContainerNetwork network;
    private final Hardening hardening;
    private final Map<String, String> labels;
    private final Living living;
    private final AtomicLong counter = new AtomicLong();
    private final String run = Long.toString(System.currentTimeMillis() / 100, Character.MAX_RADIX);

    ContainerStart(
            Engine engine, Settings settings, ContainerNetwork network, Map<String, String> labels, Living living) {
        this.engine = engine;
        this.settings = settings;
        this.network = network;
        this.hardening = new Hardening(settings);
        this.labels = labels;
        this.living = living;
    }

    /** Fails with {@link ContainerException}, {@link ImageGoneException} or that of a call without an answer. */
    DockerContainer start(ContainerRequest request, ImageFacts facts) throws InterruptedException {
        DockerException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            DockerContainer container = create(request, facts);
            try {
                engine.commands().startContainerCmd(container.engineId()).exec();
                await(container, request);
                return container;
            } catch (DockerException e) {
                container.destroy();
                if (!Engine.problem(e).toLowerCase(Locale.ROOT).contains("address already in use")) {
                    throw refused(request, e);
                }
                last = e;
            } catch (RuntimeException | InterruptedException e) {
                container.destroy();
                throw e;
            }
        }
        throw refused(request, last);
    }

    private DockerContainer create(ContainerRequest request, ImageFacts facts) throws InterruptedException {
        boolean strict = settings.strictImages()
                || request.runtime().flatMap(manifest -> manifest.recipe()).isPresent();
        InetAddress address = network.addresses().next();
        String name = name(request.label());
        CreateContainerCmd command = engine.commands()
                .createContainerCmd(request.image())
                .withName(name)
                .withHostName("action")
                .withLabels(labels)
                .withEnv(environment(request))
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withIpv4Address(address.getHostAddress())
                .withHostConfig(hardening.limits(request.memory(), strict, facts, network.name()));
        hardening.user(strict, facts).ifPresent(command::withUser);
        String engineId;
        try {
            engineId = command.exec().getId();
        } catch (NotFoundException e) {
            throw Engine.problem(e).toLowerCase(Locale.ROOT).contains("no such image")
                    ? new ImageGoneException(e)
                    : refused(request, e);
        } catch (DockerException e) {
            throw refused(request, e);
        }
        DockerContainer container =
                living.add(name, engineId, new InetSocketAddress(address, PORT), new Output(request.output()));
        attach(container);
        return container;
    }

    private void attach(DockerContainer container) throws InterruptedException {
        try {
            engine.streams()
                    .attachContainerCmd(container.engineId())
                    .withStdOut(true)
                    .withStdErr(true)
                    .withFollowStream(true)
                    .exec(container.output());
            container.output().started().get(ATTACH_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            container.destroy();
            throw Engine.isAway(e)
                    ? new UncheckedIOException(new IOException(e))
                    : platform("the output of a container cannot be followed: " + Engine.problem(e), e);
        } catch (RuntimeException | InterruptedException e) {
            container.destroy();
            throw e;
        }
    }

    private void await(DockerContainer container, ContainerRequest request) throws InterruptedException {
        long started = System.nanoTime();
        while (!container.hasEnded()) {
            if (accepts(container.address())) {
                return;
            }
            long elapsed = System.nanoTime() - started;
            if (elapsed > settings.startTimeout().toNanos()) {
                throw fault(
                        request,
                        "takes no connections on port " + PORT + " within "
                                + settings.startTimeout().toMillis() + " ms");
            }
            LockSupport.parkNanos((elapsed < IMPATIENT.toNanos() ? FIRST_STEP : LATER_STEP).toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        try {
            container.exited().toCompletableFuture().get(1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.debug("Output of container {}", container.id(), e);
        }
        if (container.exitCode() == NOT_FOUND) {
            throw executableNotFound(request, null);
        }
        throw fault(request, "ends before it takes connections: " + container.firstWords());
    }

    private static boolean accepts(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A user's image is the user's business, the image of a kind is ours. */
    private static ContainerException fault(ContainerRequest request, String what) {
        return new ContainerException(
                request.runtime().isPresent() ? Fault.PLATFORM : Fault.DEVELOPER,
                "container image " + request.image() + " " + what,
                null);
    }

    private static ContainerException refused(ContainerRequest request, DockerException e) {
        String problem = Engine.problem(e);
        List<String> signs = List.of("executable file not found", "no such file or directory", "no command specified");
        if (signs.stream().anyMatch(problem.toLowerCase(Locale.ROOT)::contains)) {
            return executableNotFound(request, e);
        }
        return platform("the Docker Engine refuses a container of image " + request.image() + ": " + problem, e);
    }

    private static ContainerException executableNotFound(ContainerRequest request, Throwable cause) {
        return new ContainerException(Fault.DEVELOPER, "executable file not found in image " + request.image(), cause);
    }

    private static ContainerException platform(String message, Throwable cause) {
        return new ContainerException(Fault.PLATFORM, message, cause);
    }

    private static List<String> environment(ContainerRequest request) {
        return request.environment().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    private String name(String label) {
        String plain = label.replaceAll("[^A-Za-z0-9-]", "");
        return "whirl-" + settings.instance() + "-" + run + "-" + counter.incrementAndGet() + "-"
                + plain.substring(0, Math.min(LONGEST_LABEL, plain.length()));
    }
}
