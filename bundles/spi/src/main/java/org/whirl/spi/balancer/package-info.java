/** The choice of an invoker for an activation, and what is known of the invokers. */
@Export
@Version("1.0.0")
package org.whirl.spi.balancer;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
