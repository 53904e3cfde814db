package org.whirl.runtime.java.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** One of the container's two logs. It knows whether its last line is complete, whoever has written it. */
final class LogStream extends OutputStream {
    private static final byte[] SENTINEL = "XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX\n".getBytes(US_ASCII);
    private static final int BUFFER_BYTES = 1 << 16;

    private final FileOutputStream log;
    private final FileInputStream others;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private boolean lineOpen;

    private LogStream(FileDescriptor log, FileDescriptor others) {
        this.log = new FileOutputStream(log);
        this.others = others == null ? null : new FileInputStream(others);
    }

    /** Takes a standard stream over: from now on only this object writes to the log behind it. */
    static LogStream takeOver(FileDescriptor stream) {
        try {
            Descriptors descriptors = new Descriptors();
            FileDescriptor original = Descriptors.spare();
            FileDescriptor pipe = descriptors.divert(stream, original);
            LogStream result = new LogStream(original, pipe);
            result.follow(descriptors, pipe);
            return result;
        } catch (ReflectiveOperationException | IOException | RuntimeException unsupported) {
            // Then child processes write to the log directly, and their last line may run into a sentinel.
            return new LogStream(stream, null);
        }
    }

    private void follow(Descriptors descriptors, FileDescriptor pipe) {
        Thread thread = new Thread(null, null, "log", 1 << 17) {
            @Override
            public void run() {
                try {
                    while (true) {
                        descriptors.await(pipe);
                        passOn();
                    }
                } catch (IOException unreadable) {
                    // Writes and sentinels still look into the pipe.
                }
            }
        };
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        passOn();
        writeToLog(bytes, offset, length);
    }

    /** Ends an activation's part of the log. */
    synchronized void sentinel() {
        passOn();
        if (lineOpen) {
            writeToLog(new byte[] {'\n'}, 0, 1);
        }
        writeToLog(SENTINEL, 0, SENTINEL.length);
    }

    /** Passes on what child processes have written so far. */
    private synchronized void passOn() {
        try {
            while (others != null && others.available() > 0) {
                writeToLog(buffer, 0, others.read(buffer));
            }
        } catch (IOException unreadable) {
            // What cannot be read must not fail an action.
        }
    }

    private void writeToLog(byte[] bytes, int offset, int length) {
        if (length > 0) {
            lineOpen = bytes[offset + length - 1] != '\n';
            try {
                log.write(bytes, offset, length);
            } catch (IOException gone) {
                // Nobody reads the log any more; that must not fail the action.
            }
        }
    }
}
