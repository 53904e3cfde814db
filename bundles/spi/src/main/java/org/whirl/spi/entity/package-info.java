/** What users and operators work with: names, actions, packages, triggers, rules, activations, subjects. Every record validates itself. */
@Export
@Version("1.0.0")
package org.whirl.spi.entity;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
