package org.whirl.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.Test;
import org.whirl.spi.WhirlException;

public final class NamesTest {
    @Test
    public void namesWithoutSlashInFrontAreInTheNamespace() {
        assertThat(Names.action("hello", "guest")).hasToString("guest/hello");
        assertThat(Names.action("tools/hello", "guest")).hasToString("guest/tools/hello");
    }

    @Test
    public void namesWithSlashInFrontAreWhole() {
        assertThat(Names.action("/other/hello", "guest")).hasToString("other/hello");
        assertThat(Names.action("/other/tools/hello", "guest")).hasToString("other/tools/hello");
        assertThat(Names.action("/_/tools/hello", "guest")).hasToString("guest/tools/hello");
    }

    @Test
    public void illegalNamesAreRefused() {
        for (String name : new String[] {"", "/", "/guest", "a/b/c/d", "/a/b/c/d", "a b ", "*"}) {
            assertThatThrownBy(() -> Names.action(name, "guest")).as(name).isInstanceOf(WhirlException.class);
        }
    }

    @Test
    public void pathsAreNamespacesOrPackages() {
        assertThat(Names.path("guest")).hasToString("guest");
        assertThat(Names.path("/guest")).hasToString("guest");
        assertThat(Names.path("/guest/tools")).hasToString("guest/tools");
        assertThat(Names.path("guest/tools").packageName()).isPresent();
    }

    @Test
    public void localNamesAreTypedWithoutNamespace() {
        assertThat(Names.local(Names.action("hello", "guest"))).isEqualTo("hello");
        assertThat(Names.local(Names.action("tools/hello", "guest"))).isEqualTo("tools/hello");
    }
}
