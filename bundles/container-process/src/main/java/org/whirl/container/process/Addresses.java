package org.whirl.container.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.BitSet;

/**
 * Gives each container a loopback address of its own: Linux answers on all of 127.0.0.0/8. Which block of 1024 is used
 * depends on the platform's process id, so that two platforms on one machine do not meet.
 */
final class Addresses {
    /**
     * An address and the number behind it, which is unique on the machine too.
     *
     * @param number below 2 to the power of 24
     * @param address where the proxy shall listen
     */
    record Lease(int number, InetSocketAddress address) {}

    private static final int BLOCK = 1024;
    private static final int BLOCKS = (1 << 24) / BLOCK;
    private static final int ATTEMPTS = 4;

    private final int first;
    private final int port;
    private final BitSet taken = new BitSet(BLOCK);
    private int next;

    Addresses(long processId, int port) {
        // Block 0 has 127.0.0.1, which everybody uses.
        this.first = (int) (1 + processId % (BLOCKS - 1)) * BLOCK;
        this.port = port;
    }

    /** Finds an address where the port is free; where it is taken everywhere, a free port. */
    Lease take() {
        Lease lease = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (lease != null) {
                release(lease);
            }
            int number = nextNumber();
            lease = new Lease(number, new InetSocketAddress(address(number), port));
            if (bind(lease.address()) == port) {
                return lease;
            }
        }
        InetAddress address = lease.address().getAddress();
        return new Lease(lease.number(), new InetSocketAddress(address, bind(new InetSocketAddress(address, 0))));
    }

    synchronized void release(Lease lease) {
        taken.clear(lease.number() - first);
    }

    private synchronized int nextNumber() {
        for (int attempt = 0; attempt < BLOCK; attempt++) {
            int offset = next;
            next = (next + 1) % BLOCK;
            int lastByte = (first + offset) & 0xff;
            if (!taken.get(offset) && lastByte != 0 && lastByte != 0xff) {
                taken.set(offset);
                return first + offset;
            }
        }
        throw new IllegalStateException("all loopback addresses of this platform are in use by its containers");
    }

    /** The port that could be bound; -1 when none. */
    private static int bind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
            return socket.getLocalPort();
        } catch (IOException e) {
            return -1;
        }
    }

    private static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(
                    new byte[] {127, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }
}
