package org.whirl.container.docker;

import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Gives out addresses in turn, so that one that was used is used again only after all others: whoever still talks to a
 * container that is gone must not reach another. The first one is drawn, for the same reason after a restart.
 */
final class Addresses {
    /** The network's own, the gateway's, and room for what operators attach. */
    private static final int RESERVED = 16;

    private final Subnet subnet;
    private final long count;
    private long next;

    Addresses(Subnet subnet) {
        this.subnet = subnet;
        this.count = subnet.size() - RESERVED - 1;
        if (count < 1) {
            throw new IllegalArgumentException("subnet " + subnet + " is too small for containers; use /16 to /24");
        }
        this.next = ThreadLocalRandom.current().nextLong(count);
    }

    Subnet subnet() {
        return subnet;
    }

    /** The next one; the Engine refuses it if it is still in use. */
    synchronized InetAddress next() {
        next = (next + 1) % count;
        return subnet.address(RESERVED + next);
    }
}
