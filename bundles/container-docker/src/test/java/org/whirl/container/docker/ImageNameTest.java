package org.whirl.container.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

public final class ImageNameTest {
    @Test
    public void findsTheTag() {
        assertThat(ImageName.parse("user/image")).isEqualTo(new ImageName("user/image", "latest"));
        assertThat(ImageName.parse("host:5000/image")).isEqualTo(new ImageName("host:5000/image", "latest"));
        assertThat(ImageName.parse("host:5000/image:1.2")).isEqualTo(new ImageName("host:5000/image", "1.2"));
        assertThat(ImageName.parse("image@sha256:abc")).isEqualTo(new ImageName("image@sha256:abc", ""));
        assertThat(ImageName.parse("image:latest").isLatest()).isTrue();
    }

    @Test
    public void comparesWithPatterns() {
        assertThat(ImageName.matches("any/thing:1", List.of("*"))).isTrue();
        assertThat(ImageName.matches("ours/thing", List.of("theirs/*", "ours/*")))
                .isTrue();
        assertThat(ImageName.matches("not/ours/thing", List.of("ours/*"))).isFalse();
        assertThat(ImageName.matches("oursXthing", List.of("ours.thing"))).isFalse();
        assertThat(ImageName.matches("ours", List.of())).isFalse();
    }
}
