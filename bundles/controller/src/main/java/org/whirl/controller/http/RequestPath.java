package org.whirl.controller.http;

import java.util.ArrayList;
import java.util.List;

/**
 * A path, decoded segment by segment.
 *
 * @param segments the segments between the slashes, in their decoded form; an encoded slash stays in its segment, where
 *     no name allows it
 * @param slash whether the path ends with a slash
 */
public record RequestPath(List<String> segments, boolean slash) {
    /** Takes a copy. */
    public RequestPath {
        segments = List.copyOf(segments);
    }

    /**
     * Reads the path of a request line's target. Fails with {@code IllegalArgumentException} on a broken escape; a double
     * slash yields an empty segment, which no route has.
     */
    static RequestPath of(String target) {
        List<String> segments = raw(target);
        segments.replaceAll(segment -> Percent.decode(segment, false));
        return new RequestPath(segments, path(target).endsWith("/"));
    }

    /** What a target's path has after its first {@code count} segments, still encoded: empty, or from a slash on. */
    public static String rest(String target, int count) {
        List<String> segments = raw(target);
        StringBuilder rest = new StringBuilder();
        segments.subList(Math.min(count, segments.size()), segments.size())
                .forEach(segment -> rest.append('/').append(segment));
        return path(target).endsWith("/") ? rest.append('/').toString() : rest.toString();
    }

    private static List<String> raw(String target) {
        String path = path(target);
        List<String> segments = new ArrayList<>();
        int start = 1;
        while (start < path.length()) {
            int end = path.indexOf('/', start);
            if (end < 0) {
                end = path.length();
            }
            add(segments, path.substring(start, end));
            start = end + 1;
        }
        return segments;
    }

    private static void add(List<String> segments, String raw) {
        if (raw.equals("..")) {
            if (!segments.isEmpty()) {
                segments.remove(segments.size() - 1);
            }
        } else if (!raw.equals(".")) {
            segments.add(raw);
        }
    }

    private static String path(String target) {
        int start = target.startsWith("/") ? 0 : target.indexOf('/', Math.max(0, target.indexOf("://")) + 3);
        int end = target.indexOf('?');
        if (start < 0 || (end >= 0 && end < start)) {
            return "/";
        }
        return target.substring(start, end < 0 ? target.length() : end);
    }

    /** The segments after the first {@code count}. */
    public List<String> after(int count) {
        return segments.subList(count, segments.size());
    }

    /** Whether the path begins with these segments. */
    public boolean startsWith(String first, String second) {
        return segments.size() >= 2
                && segments.get(0).equals(first)
                && segments.get(1).equals(second);
    }
}
