package org.whirl.store.embedded;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.whirl.spi.WhirlException;

/**
 * Which write made a record.
 *
 * @param generation grows with every write of one name
 * @param nonce tells apart writes of the same generation, of which one was lost in a crash
 */
record Revision(long generation, long nonce) {
    /** Bytes of a revision in front of a record. */
    static final int LENGTH = 2 * Long.BYTES;

    /** The revision after a generation. */
    static Revision after(long generation) {
        return new Revision(generation + 1, ThreadLocalRandom.current().nextLong());
    }

    /** Reads the revision in front of a record. */
    static Revision read(ByteBuffer buffer) {
        return new Revision(buffer.getLong(), buffer.getLong());
    }

    /** Writes it in front of a record. */
    void write(ByteBuffer buffer) {
        buffer.putLong(generation).putLong(nonce);
    }

    /** Fails with a conflict unless the caller knows what is stored, or that nothing is. */
    static void check(Optional<Revision> stored, Optional<String> known) {
        if (!stored.map(Revision::toString).equals(known)) {
            throw WhirlException.staleRevision();
        }
    }

    /** As callers see it: the generation and 16 hexadecimal digits. */
    @Override
    public String toString() {
        return String.format("%d-%016x", generation, nonce);
    }
}
