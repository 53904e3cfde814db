/** The JSON forms of the entities and messages, as clients, peers and databases see them. */
@Export
@Version("1.0.0")
package org.whirl.spi.json;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
