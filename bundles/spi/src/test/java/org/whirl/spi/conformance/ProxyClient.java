package org.whirl.spi.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One connection to a proxy, as plain as an invoker's: it insists on {@code Content-Length} and sends one request after
 * the other.
 */
public final class ProxyClient implements Closeable {
    private static final int READ_TIMEOUT = 30_000;

    private final Socket socket = new Socket();
    private final InputStream input;

    /** Connects. */
    public ProxyClient(InetSocketAddress address) throws IOException {
        socket.connect(address, READ_TIMEOUT);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_TIMEOUT);
        input = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    /** Posts a body and waits for the answer; an end of the connection before it is an {@link IOException}. */
    public ProxyAnswer post(String path, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        sendHead("POST", path, bytes.length);
        socket.getOutputStream().write(bytes);
        return receive();
    }

    /** Sends only the head of a request. */
    public void sendHead(String method, String path, long length) throws IOException {
        String head = method + " " + path + " HTTP/1.1\r\nHost: action\r\nContent-Type: application/json\r\n"
                + "Accept: application/json\r\nContent-Length: " + length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
    }

    /** Sends bytes as they are. */
    public void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    /** Reads one answer. */
    public ProxyAnswer receive() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        String length = headers.get("content-length");
        if (length == null) {
            throw new AssertionError("an answer with status " + status + " and without Content-Length");
        }
        byte[] body = input.readNBytes(Integer.parseInt(length));
        if (body.length != Integer.parseInt(length)) {
            throw new EOFException("the connection ended within an answer");
        }
        return new ProxyAnswer(status, headers, new String(body, UTF_8));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended without an answer");
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
