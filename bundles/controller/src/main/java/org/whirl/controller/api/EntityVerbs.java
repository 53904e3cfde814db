package org.whirl.controller.api;

import java.util.concurrent.CompletionStage;
import org.whirl.controller.http.Answer;
import org.whirl.controller.http.RefusedException;
import org.whirl.spi.entity.FullyQualifiedName;

/** What a collection without packages does with its list and its members. Rights are theirs to check. */
interface EntityVerbs {
    /** GET of the collection. */
    CompletionStage<Answer> list(Target target);

    /** GET of one entity. */
    CompletionStage<Answer> get(Target target, FullyQualifiedName name);

    /** PUT of one entity. */
    CompletionStage<Answer> put(Target target, FullyQualifiedName name);

    /** DELETE of one entity. */
    CompletionStage<Answer> delete(Target target, FullyQualifiedName name);

    /** POST to one entity. */
    default CompletionStage<Answer> post(Target target, FullyQualifiedName name) {
        throw RefusedException.noRoute();
    }
}
