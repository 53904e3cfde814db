package org.whirl.controller.api;

import java.util.concurrent.CompletionStage;
import org.whirl.controller.http.Answer;

/** Serves everything below {@code /api/v1/namespaces/NS/} and one more segment. */
@FunctionalInterface
interface CollectionHandler {
    /** Answers, or fails with what becomes an error answer. */
    CompletionStage<Answer> handle(Target target);
}
