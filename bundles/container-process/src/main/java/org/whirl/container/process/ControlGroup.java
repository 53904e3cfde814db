package org.whirl.container.process;

import java.nio.file.Path;
import java.util.List;

/** The kernel's limits on all processes of a container together. */
interface ControlGroup {
    /** No such limits. */
    ControlGroup NONE = new ControlGroup() {
        @Override
        public List<Path> folders() {
            return List.of();
        }

        @Override
        public boolean ranOutOfMemory() {
            return false;
        }

        @Override
        public void remove() {}
    };

    /** The folders to join. */
    List<Path> folders();

    /** Whether the kernel has ended a process for want of memory. */
    boolean ranOutOfMemory();

    /** Removes the folders; all processes must be gone. */
    void remove();
}
