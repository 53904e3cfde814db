/** Languages as data: a runtime provider declares kinds and how to start what serves them. */
@Export
@Version("1.0.0")
package org.whirl.spi.runtime;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
