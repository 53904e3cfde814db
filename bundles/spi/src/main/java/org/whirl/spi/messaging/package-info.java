/** The messages between controllers and invokers, and the bus that carries them. */
@Export
@Version("1.0.0")
package org.whirl.spi.messaging;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
