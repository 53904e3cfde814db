package org.whirl.messaging.local;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** Where accepted messages are kept, and how many may wait; checked at start so that a wrong value names its key. */
record Settings(Path directory, int topicCapacity) {
    Settings {
        requireNonNull(directory);
        if (topicCapacity < 1) {
            throw new IllegalArgumentException("topic.capacity must be positive but is " + topicCapacity);
        }
    }

    static Settings of(LocalMessaging.Config config) {
        if (config.directory().isBlank()) {
            throw new IllegalArgumentException("directory is empty: name the folder that keeps accepted messages");
        }
        return new Settings(Path.of(config.directory()), config.topic_capacity());
    }
}
