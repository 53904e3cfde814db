package org.whirl.runtime.configured;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command line as people write it: words between spaces, with quotes round words that hold some. */
final class CommandLine {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

    private CommandLine() {}

    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        int end = 0;
        while (matcher.find()) {
            requireBlank(line, end, matcher.start());
            words.add(unquoted(matcher.group()));
            end = matcher.end();
        }
        requireBlank(line, end, line.length());
        return words;
    }

    private static void requireBlank(String line, int start, int end) {
        if (!line.substring(start, end).isBlank()) {
            throw new IllegalArgumentException("the command has a quote that is not closed: " + line);
        }
    }

    private static String unquoted(String word) {
        return QUOTED.matcher(word)
                .replaceAll(
                        match -> Matcher.quoteReplacement(match.group(1) == null ? match.group(2) : match.group(1)));
    }
}
