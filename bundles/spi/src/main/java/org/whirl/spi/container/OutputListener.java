package org.whirl.spi.container;

/** Gets what a container writes, as it writes it. */
@FunctionalInterface
public interface OutputListener {
    /**
     * Called for each piece, which may end in the middle of a line or of a character; calls for one stream never
     * overlap. While the call has not returned, no more is read of the stream.
     *
     * @param stream which stream
     * @param bytes holds the piece; not touched again by the caller before the call returns, and not to be kept
     * @param length how many bytes of it count
     */
    void output(OutputStreamName stream, byte[] bytes, int length);
}
