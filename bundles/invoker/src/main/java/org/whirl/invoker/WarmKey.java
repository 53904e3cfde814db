package org.whirl.invoker;

import java.util.Optional;
import org.whirl.spi.entity.FullyQualifiedName;

/**
 * What a warm container can be used for again: the same code for the same namespace. The revision changes with every
 * write, so an updated or re-created action never meets an old container.
 */
record WarmKey(String namespace, FullyQualifiedName action, String revision, Optional<String> binding) {}
