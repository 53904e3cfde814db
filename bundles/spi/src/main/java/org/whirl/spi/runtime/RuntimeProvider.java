package org.whirl.spi.runtime;

import java.util.List;

/**
 * A language. Registering such a service adds its kinds to the running platform, unregistering it drains them.
 */
public interface RuntimeProvider {
    /** The kinds it declares, in order of preference; the same at every call. */
    List<RuntimeManifest> manifests();
}
