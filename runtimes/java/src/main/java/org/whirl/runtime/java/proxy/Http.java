package org.whirl.runtime.java.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;

/** HTTP/1.1 on one connection, with keep-alive and no time limits, which are the invoker's business. */
final class Http {
    /**
     * A request without its body.
     *
     * @param path what is asked for
     * @param length bytes of the body, negative when it comes in chunks
     * @param keep whether the connection stays open
     */
    record Head(String path, long length, boolean keep) {}

    static final int MOST_BODY_BYTES = 128 * 1024 * 1024;
    private static final int MOST_LINE_BYTES = 64 * 1024;
    private static final int MOST_HEADERS = 1000;

    private final InputStream input;
    private final OutputStream output;

    Http(InputStream input, OutputStream output) {
        this.input = new BufferedInputStream(input, 1 << 16);
        this.output = output;
    }

    /** The next request; fails at the end of the connection and with what is no HTTP. */
    Head head() throws IOException {
        String[] words = line().split(" ");
        long length = 0;
        boolean keep = words.length == 3 && words[2].equals("HTTP/1.1");
        boolean continues = false;
        int count = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (words.length != 3 || colon < 1 || ++count > MOST_HEADERS) {
                throw new IOException("no HTTP request");
            }
            String value = line.substring(colon + 1).trim();
            switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = length(value, 10);
                case "transfer-encoding" -> length = -1;
                case "connection" -> keep =
                        !value.equalsIgnoreCase("close") && (keep || value.equalsIgnoreCase("keep-alive"));
                case "expect" -> continues = true;
                default -> {}
            }
        }
        if (continues) {
            output.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
        }
        return new Head(words[1], length, keep);
    }

    /** The body of a request that says how long it is, to be read to its end. */
    InputStream body(long length) {
        return new Body(length);
    }

    /** As much of the connection as belongs to one request. */
    private final class Body extends InputStream {
        private long left;

        Body(long length) {
            left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = input.read(bytes, offset, (int) Math.min(left, length));
            if (count < 0) {
                throw new EOFException("the connection ended");
            }
            left -= count;
            return count;
        }

        @Override
        public long skip(long wanted) throws IOException {
            long count = Math.min(left, wanted);
            input.skipNBytes(count);
            left -= count;
            return count;
        }
    }

    /** The body of a request in chunks, with one byte more than allowed if it is too large. */
    byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (long size = chunkSize(); size > 0; size = chunkSize()) {
            if (body.size() + size > MOST_BODY_BYTES) {
                return new byte[MOST_BODY_BYTES + 1];
            }
            body.write(body(size).readNBytes((int) size));
            line();
        }
        while (!line().isEmpty()) {
            // trailers mean nothing here
        }
        return body.toByteArray();
    }

    private long chunkSize() throws IOException {
        String line = line();
        int extension = line.indexOf(';');
        return length(extension < 0 ? line : line.substring(0, extension).trim(), 16);
    }

    private static long length(String text, int radix) throws IOException {
        try {
            return Long.parseUnsignedLong(text, radix) & Long.MAX_VALUE;
        } catch (NumberFormatException invalid) {
            throw new IOException("no HTTP request", invalid);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0 || line.length() > MOST_LINE_BYTES) {
                throw new EOFException();
            }
            line.append((char) next);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    /** Writes an answer. */
    void answer(Answer answer, boolean keep) throws IOException {
        byte[] head = ("HTTP/1.1 " + answer.status() + " " + reason(answer.status())
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + answer.body().length
                        + (keep ? "\r\n\r\n" : "\r\nConnection: close\r\n\r\n"))
                .getBytes(ISO_8859_1);
        byte[] whole = new byte[head.length + answer.body().length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(answer.body(), 0, whole, head.length, answer.body().length);
        output.write(whole);
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 413 -> "Payload Too Large";
            case 503 -> "Service Unavailable";
            default -> "Bad Gateway";
        };
    }
}
