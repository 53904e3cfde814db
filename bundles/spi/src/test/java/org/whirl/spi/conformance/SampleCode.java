package org.whirl.spi.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Optional;
import java.util.function.Function;

/**
 * A language's actions for the conformance suite. Its bundle carries them as {@code conformance/<name>.<suffix>}, so
 * that whoever has the bundle can run the suite. What each has to do:
 *
 * <ul>
 *   <li>{@code echo}: prints "hello stdout" and "hello stderr" as lines and returns its argument
 *   <li>{@code entry}: has its entry in a function {@code niam}, which returns its argument and prints nothing
 *   <li>{@code unicode}: returns and prints, as {@code winter}, "❄ ☃ ❄" made of its argument {@code delimiter} and
 *       "☃" from its own text
 *   <li>{@code environment}: returns an object of all environment variables
 *   <li>{@code scalar}, {@code nothing}, {@code unserialisable}: return a text, a null, something JSON cannot express;
 *       the last one only for an argument {@code odd}
 *   <li>{@code failure}: throws "sample failure", but returns its argument if that holds {@code good}
 *   <li>{@code exit}: ends its process
 *   <li>{@code broken}: is no program
 *   <li>{@code unterminated}: prints "no line feed" on both streams without one, and {@code child} has a child process
 *       do so on the streams it inherits
 *   <li>{@code verbose}: prints {@code lines} numbered lines of 100 characters
 *   <li>{@code large}: returns {@code text} of {@code size} letters
 *   <li>{@code slow}: takes 150 milliseconds and returns its argument
 *   <li>{@code parallel}: prints a line, waits until {@code expected} activations are in it at once, then returns its
 *       argument
 * </ul>
 */
public final class SampleCode {
    private final Function<String, Optional<URL>> lookup;

    /** Samples that a function finds by their name. */
    public SampleCode(Function<String, Optional<URL>> lookup) {
        this.lookup = lookup;
    }

    /** Samples on the class path, beside a class of the runtime. */
    public static SampleCode of(Class<?> runtime, String suffix) {
        return new SampleCode(name -> Optional.ofNullable(runtime.getResource("/conformance/" + name + "." + suffix)));
    }

    /** The text of one sample; fails when the language has none. */
    public String text(String name) {
        URL url = lookup.apply(name).orElseThrow(() -> new AssertionError("no conformance sample '" + name + "'"));
        try (InputStream content = url.openStream()) {
            return new String(content.readAllBytes(), UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
