package org.whirl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.support.CommandException;
import org.whirl.spi.WhirlException;
import org.whirl.spi.json.Json;

/** What all commands share: options may stand anywhere, and every failure is one line without a stack trace. */
abstract class WhirlCommand implements Action {
    @Override
    public final Object execute() throws CommandException {
        try {
            TrailingOptions.apply(this);
            run();
            return null;
        } catch (WhirlException | IllegalArgumentException e) {
            throw new CommandException(oneLine(e.getMessage()), e);
        }
    }

    /** Does the work; {@code WhirlException} and {@code IllegalArgumentException} carry texts for the user. */
    abstract void run() throws CommandException;

    static void print(String line) {
        System.out.println(line);
    }

    static void print(JsonNode json) {
        print(Json.pretty(json));
    }

    private static String oneLine(String message) {
        return message == null ? "unknown failure" : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
