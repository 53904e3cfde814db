package org.whirl.container.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How the processes of a container are kept apart from everything else. */
interface Sandbox {
    /** What it does, in words for the operator. */
    String description();

    /** Whether it keeps containers from seeing each other and the platform. */
    boolean isolates();

    /** Whether its processes can be frozen; else pausing has no effect. */
    boolean freezes();

    /** The working directory as its processes see it. */
    Path work(Place place);

    /** The proxy's files as its processes see them. */
    Path files(Place place);

    /** Prepares the folders of a new place. */
    void furnish(Place place) throws IOException;

    /** The whole command line that runs a command inside, given what starts it with its environment. */
    List<String> wrap(Place place, List<String> command);

    /** Ends everything inside, beginning with the process that was started. */
    void end(Place place, Process process);

    /** Ends what is left after the process that was started has ended. */
    void sweep(Place place, Process process);
}
