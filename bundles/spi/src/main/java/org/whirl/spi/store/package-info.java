/** Where entities, activations and subjects are kept. Providers answer asynchronously and detect lost updates by revision. */
@Export
@Version("1.0.0")
package org.whirl.spi.store;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
