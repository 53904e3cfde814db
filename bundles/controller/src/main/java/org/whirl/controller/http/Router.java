package org.whirl.controller.http;

import java.util.concurrent.CompletionStage;

/** Decides what is done for a request. */
@FunctionalInterface
public interface Router {
    /** The answer, or a failure for {@link Failures}; both may come on any thread, failures also as exceptions. */
    CompletionStage<Answer> route(Call call);
}
