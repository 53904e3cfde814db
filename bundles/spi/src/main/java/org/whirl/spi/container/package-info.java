/** Isolated places in which the code of an action runs. */
@Export
@Version("1.0.0")
package org.whirl.spi.container;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
