package org.whirl.controller.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.whirl.controller.HeavyWork;
import org.whirl.controller.http.Answer;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Code;
import org.whirl.spi.json.EntityJson;

/** Actions as answers. */
final class ActionDocuments {
    private ActionDocuments() {}

    /** The whole action; its code must be at hand. */
    static Answer whole(Action action) {
        boolean heavy = action.exec()
                .code()
                .filter(code -> ((Code.Inline) code).text().length() > HeavyWork.THRESHOLD)
                .isPresent();
        return Answer.ok(EntityJson.write(action)).asHeavy(heavy);
    }

    /** All but the code, and the binding that the action was reached through. */
    static Answer withoutCode(Action action, Optional<String> binding) {
        ObjectNode json = EntityJson.write(action.withExec(action.exec().withCode(Optional.empty())));
        binding.ifPresent(name -> json.put("binding", name));
        return Answer.ok(json);
    }
}
