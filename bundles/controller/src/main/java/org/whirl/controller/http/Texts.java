package org.whirl.controller.http;

/** Texts of answers that more than one part of the API gives (contract: REST API, appendix A). */
public final class Texts {
    /** A route that is not there. */
    public static final String NO_ROUTE = "The requested resource could not be found.";

    /** No capacity, or a part of the platform is away. */
    public static final String OVERLOADED =
            "The server is currently unavailable (because it is overloaded or down for maintenance).";

    /** More bytes than the platform takes anywhere. */
    public static final String TOO_LARGE =
            "The request content is larger than the server is willing or able to process.";

    /** A fault of the platform. */
    public static final String INTERNAL = "There was an internal server error.";

    /** Another type of entity has this name. */
    public static final String OTHER_TYPE = "Resource by this name exists but is not in this collection.";

    private Texts() {}
}
