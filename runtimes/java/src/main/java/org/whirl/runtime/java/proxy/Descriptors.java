package org.whirl.runtime.java.proxy;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * File descriptors by number, which Java has no public way to. They let the proxy see what child processes and native
 * code write: without, nobody could say where their output ends. All of it is there in Java 17, given the package
 * {@code sun.nio.ch} is open to the proxy.
 */
final class Descriptors {
    private static final int READABLE = 1;

    private final Method newDescriptor;
    private final Method makePipe;
    private final Method duplicate;
    private final Method poll;

    /** Fails where the Java in use has other internals or keeps them closed. */
    Descriptors() throws ReflectiveOperationException {
        Class<?> util = Class.forName("sun.nio.ch.IOUtil");
        newDescriptor = open(util.getDeclaredMethod("newFD", int.class));
        makePipe = open(util.getDeclaredMethod("makePipe", boolean.class));
        duplicate = open(Class.forName("sun.nio.ch.FileDispatcherImpl")
                .getDeclaredMethod("dup0", FileDescriptor.class, FileDescriptor.class));
        poll = open(
                Class.forName("sun.nio.ch.Net").getDeclaredMethod("poll", FileDescriptor.class, int.class, long.class));
    }

    private static Method open(Method method) {
        method.setAccessible(true);
        return method;
    }

    /**
     * Puts a pipe in the place of a standard stream.
     *
     * @param stream the stream's descriptor, which is the pipe's writing end afterwards
     * @param original a descriptor that takes the stream's place
     * @return the pipe's reading end
     */
    FileDescriptor divert(FileDescriptor stream, FileDescriptor original)
            throws ReflectiveOperationException, IOException {
        long ends = (long) makePipe.invoke(null, true);
        FileDescriptor writing = (FileDescriptor) newDescriptor.invoke(null, (int) ends);
        duplicate.invoke(null, stream, original);
        duplicate.invoke(null, writing, stream);
        new java.io.FileOutputStream(writing).close();
        return (FileDescriptor) newDescriptor.invoke(null, (int) (ends >>> 32));
    }

    /** A new descriptor, of nothing yet. */
    static FileDescriptor spare() throws IOException {
        return new FileInputStream("/dev/null").getFD();
    }

    /** Waits until a descriptor has something to read. */
    void await(FileDescriptor descriptor) throws IOException {
        try {
            poll.invoke(null, descriptor, READABLE, -1L);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IOException(e);
        }
    }
}
