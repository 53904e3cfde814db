package org.whirl.shell;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Option;

/**
 * Lets options follow arguments. Karaf reads options only up to the first argument; a command takes what comes behind
 * its arguments as a list of words, and here these words set the same {@code @Option} fields. An option that is a list
 * takes a key and a value.
 */
final class TrailingOptions {
    /** The name of the argument that takes these words. */
    private static final String WORDS = "options";

    private TrailingOptions() {}

    /** Sets the fields of a command from the words that it took; fails on words that are no options. */
    static void apply(WhirlCommand command) {
        List<Field> fields = fields(command.getClass());
        for (Field field : fields) {
            Argument argument = field.getAnnotation(Argument.class);
            if (argument != null && argument.name().equals(WORDS) && get(field, command) instanceof List<?> words) {
                read(command, fields, words.iterator());
            }
        }
    }

    private static void read(WhirlCommand command, List<Field> fields, Iterator<?> words) {
        while (words.hasNext()) {
            String word = words.next().toString();
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String name = equals < 0 ? word : word.substring(0, equals);
            Field field = fields.stream()
                    .filter(candidate -> isNamed(candidate.getAnnotation(Option.class), name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "unexpected '" + name + "': arguments come first, then options as '--help' lists them"));
            Optional<String> inline = equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
            set(field, command, field.getType() == boolean.class ? "true" : value(field, name, inline, words));
        }
    }

    private static boolean isNamed(Option option, String name) {
        return option != null
                && (option.name().equals(name) || List.of(option.aliases()).contains(name));
    }

    private static String value(Field field, String name, Optional<String> inline, Iterator<?> words) {
        String value = inline.orElseGet(() -> next(name, words));
        boolean isPair = field.getType() == List.class;
        return isPair && value.indexOf('=') < 0 ? value + "=" + next(name + " " + value, words) : value;
    }

    private static String next(String name, Iterator<?> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException("option " + name + " needs a value");
        }
        return words.next().toString();
    }

    private static void set(Field field, WhirlCommand command, String value) {
        try {
            field.setAccessible(true);
            if (field.getType() == List.class) {
                List<String> values = new ArrayList<>();
                if (field.get(command) instanceof List<?> earlier) {
                    earlier.forEach(text -> values.add(text.toString()));
                }
                values.add(value);
                field.set(command, values);
            } else if (field.getType() == boolean.class) {
                field.setBoolean(command, Boolean.parseBoolean(value));
            } else {
                field.set(command, field.getType() == String.class ? value : number(field, value));
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Integer number(Field field, String value) {
        try {
            return Integer.valueOf(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "option " + field.getAnnotation(Option.class).name() + " needs a number, not '" + value + "'", e);
        }
    }

    private static Object get(Field field, WhirlCommand command) {
        try {
            field.setAccessible(true);
            return field.get(command);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> current = type; current != Object.class; current = current.getSuperclass()) {
            Stream.of(current.getDeclaredFields()).forEach(fields::add);
        }
        return fields;
    }
}
