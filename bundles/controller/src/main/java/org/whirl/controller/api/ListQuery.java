package org.whirl.controller.api;

import org.whirl.controller.http.Query;

/**
 * The part of a list that a client wants (contract: REST API, 5.1).
 *
 * @param skip entries left out at the start
 * @param limit most entries, from 1 to 200
 * @param count whether only the number is wanted
 */
record ListQuery(int skip, int limit, boolean count) {
    private static final int DEFAULT = 30;
    private static final int MOST = 200;

    /** Reads the parameters; error texts name the collection. */
    static ListQuery of(Query query, String collection) {
        int limit = number(query, "limit", DEFAULT, collection);
        if (limit < 0 || limit > MOST) {
            throw Query.malformed(
                    "limit",
                    "The value '" + limit + "' is not in the range of 0 to " + MOST + " for " + collection + ".");
        }
        int skip = number(query, "skip", 0, collection);
        if (skip < 0) {
            throw Query.malformed(
                    "skip", "The value '" + skip + "' is not greater than or equal to 0 for " + collection + ".");
        }
        return new ListQuery(skip, limit == 0 ? MOST : limit, query.flag("count", false));
    }

    private static int number(Query query, String name, int otherwise, String collection) {
        return query.text(name).map(text -> parse(text, name, collection)).orElse(otherwise);
    }

    private static int parse(String text, String name, String collection) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Query.malformed(name, "The value '" + text + "' is not an integer for " + collection + ".");
        }
    }
}
