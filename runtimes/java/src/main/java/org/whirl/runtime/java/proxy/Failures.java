package org.whirl.runtime.java.proxy;

import java.util.ArrayList;
import java.util.List;

/** What user code throws. */
final class Failures {
    private static final String PROXY = Failures.class.getPackageName() + ".";
    private static final int MOST_CAUSES = 100;

    private Failures() {}

    /** Its text; user code may have given it a broken one. */
    static String describe(Throwable thrown) {
        try {
            return String.valueOf(thrown);
        } catch (RuntimeException | StackOverflowError broken) {
            return thrown.getClass().getName();
        }
    }

    /** Prints its stack, without the part that is the proxy's. */
    static void report(Throwable thrown) {
        try {
            Throwable cause = thrown;
            for (int count = 0; cause != null && count < MOST_CAUSES; count++) {
                cause.setStackTrace(ownFrames(cause.getStackTrace()));
                cause = cause.getCause();
            }
            thrown.printStackTrace();
        } catch (RuntimeException | StackOverflowError broken) {
            System.err.println(describe(thrown));
        }
    }

    private static StackTraceElement[] ownFrames(StackTraceElement[] trace) {
        List<StackTraceElement> frames = new ArrayList<>(List.of(trace));
        int end = 0;
        while (end < trace.length && !trace[end].getClassName().startsWith(PROXY)) {
            end++;
        }
        if (end < trace.length) {
            while (end > 0 && isReflection(trace[end - 1].getClassName())) {
                end--;
            }
        }
        return frames.subList(0, end).toArray(new StackTraceElement[0]);
    }

    private static boolean isReflection(String name) {
        return name.startsWith("java.lang.reflect.") || name.startsWith("jdk.internal.reflect.");
    }
}
