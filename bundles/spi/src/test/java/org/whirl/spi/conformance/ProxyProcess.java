package org.whirl.spi.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A proxy as a process of this machine. */
public final class ProxyProcess implements ProxyTarget {
    private final InetSocketAddress address;
    private final Path folder;
    private final Process process;
    private final Collector stdout;
    private final Collector stderr;

    private ProxyProcess(InetSocketAddress address, Path folder, Process process) {
        this.address = address;
        this.folder = folder;
        this.process = process;
        stdout = new Collector(process.getInputStream());
        stderr = new Collector(process.getErrorStream());
    }

    /** Starts a proxy from unpacked files, in an empty working directory. */
    static ProxyProcess start(ProxyFiles files, Map<String, String> environment) {
        try {
            InetSocketAddress address = freeAddress();
            Path folder = Files.createTempDirectory("proxy-work");
            ProcessBuilder builder = new ProcessBuilder(files.command()).directory(folder.toFile());
            builder.environment().keySet().retainAll(Set.of("PATH", "HOME"));
            builder.environment().put("PROXY_HOST", address.getHostString());
            builder.environment().put("PROXY_PORT", Integer.toString(address.getPort()));
            builder.environment().putAll(environment);
            return new ProxyProcess(address, folder, builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static InetSocketAddress freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress("127.0.0.1", socket.getLocalPort());
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public String stdout() {
        return stdout.text();
    }

    @Override
    public String stderr() {
        return stderr.text();
    }

    /** The process itself. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            stdout.thread.join(10_000);
            stderr.thread.join(10_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        ProxyFiles.delete(folder);
    }

    /** Reads one stream to its end. */
    private static final class Collector {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread thread;

        Collector(InputStream stream) {
            thread = new Thread(() -> read(stream), "proxy-output");
            thread.setDaemon(true);
            thread.start();
        }

        private void read(InputStream stream) {
            byte[] buffer = new byte[1 << 16];
            try {
                for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                    bytes.write(buffer, 0, count);
                }
            } catch (IOException closed) {
                // the process has been destroyed; what it wrote has been read
            }
        }

        String text() {
            return bytes.toString(UTF_8);
        }
    }
}
