package org.whirl.spi.container;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A container that runs nothing: it keeps an address and remembers what was asked of it. */
public final class FakeContainer implements Container {
    private final String id;
    private final InetSocketAddress address;
    private final ContainerRequest request;
    private final CompletableFuture<Exit> exited = new CompletableFuture<>();
    private volatile boolean paused;
    private volatile boolean destroyed;
    private volatile int pauses;
    private volatile int resumes;

    /** A running container. */
    public FakeContainer(String id, InetSocketAddress address, ContainerRequest request) {
        this.id = requireNonNull(id);
        this.address = requireNonNull(address);
        this.request = requireNonNull(request);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public synchronized CompletionStage<Void> pause() {
        paused = true;
        pauses++;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Void> resume() {
        paused = false;
        resumes++;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> destroy() {
        destroyed = true;
        exited.complete(Exit.ENDED);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Exit> exited() {
        return exited.copy();
    }

    /** Lets its main process end by itself. */
    public void exit(Exit exit) {
        exited.complete(exit);
    }

    /** Writes text as its process would. */
    public void write(OutputStreamName stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        request.output().output(stream, bytes, bytes.length);
    }

    /** What it was made for. */
    public ContainerRequest request() {
        return request;
    }

    /** Whether it is frozen now. */
    public boolean isPaused() {
        return paused;
    }

    /** Whether it was destroyed, not merely ended. */
    public boolean isDestroyed() {
        return destroyed;
    }

    /** How often it was frozen. */
    public int pauses() {
        return pauses;
    }

    /** How often it was thawed. */
    public int resumes() {
        return resumes;
    }
}
