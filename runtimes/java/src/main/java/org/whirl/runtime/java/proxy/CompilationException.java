package org.whirl.runtime.java.proxy;

/** Source text that is no Java. The compiler's words are in the log; the first of them is the message. */
final class CompilationException extends Exception {
    private static final long serialVersionUID = 1L;

    CompilationException(String message) {
        super(message, null, false, false);
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
