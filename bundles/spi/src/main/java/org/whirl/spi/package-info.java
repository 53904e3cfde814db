/** The error type that all modules share. */
@Export
@Version("1.0.0")
package org.whirl.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
