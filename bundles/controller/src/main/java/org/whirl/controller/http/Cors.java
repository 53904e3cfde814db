package org.whirl.controller.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Map;

/** Headers that let scripts of any origin use the API. */
public final class Cors {
    private static final String ORIGIN = "Access-Control-Allow-Origin";
    private static final String ALLOWED_HEADERS = "Access-Control-Allow-Headers";
    private static final String ALLOWED_METHODS = "Access-Control-Allow-Methods";
    private static final String ANY = "*";
    private static final String HEADERS = "Authorization, Origin, X-Requested-With, Content-Type, Accept, User-Agent";

    private static final CharSequence ORIGIN_NAME = HttpHeaders.createOptimized(ORIGIN);
    private static final CharSequence HEADERS_NAME = HttpHeaders.createOptimized(ALLOWED_HEADERS);
    private static final CharSequence METHODS_NAME = HttpHeaders.createOptimized(ALLOWED_METHODS);
    private static final CharSequence ANY_VALUE = HttpHeaders.createOptimized(ANY);
    private static final CharSequence HEADERS_VALUE = HttpHeaders.createOptimized(HEADERS);
    private static final CharSequence METHODS_VALUE = HttpHeaders.createOptimized("GET, DELETE, POST, PUT, HEAD");

    private Cors() {}

    /** The headers of a preflight outside the API. */
    public static Map<String, String> outside() {
        return Map.of(ORIGIN, ANY, ALLOWED_HEADERS, HEADERS, ALLOWED_METHODS, "OPTIONS, GET, POST");
    }

    static void addTo(MultiMap headers) {
        headers.set(ORIGIN_NAME, ANY_VALUE).set(HEADERS_NAME, HEADERS_VALUE).set(METHODS_NAME, METHODS_VALUE);
    }
}
