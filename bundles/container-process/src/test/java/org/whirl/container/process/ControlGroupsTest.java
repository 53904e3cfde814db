package org.whirl.container.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Against folders that look like the kernel's. */
public final class ControlGroupsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path root;

    @Before
    public void findRoot() {
        root = folder.getRoot().toPath();
    }

    @Test
    public void usesVersionTwo() throws Exception {
        Files.writeString(root.resolve("cgroup.controllers"), "cpu memory pids\n");
        ControlGroup group = ControlGroups.find(root, "whirl").orElseThrow().create("a", 128, 50);
        Path child = root.resolve("whirl/a");
        assertThat(group.folders()).containsExactly(child);
        assertThat(child.resolve("memory.max")).hasContent("134217728");
        assertThat(child.resolve("pids.max")).hasContent("50");
        assertThat(root.resolve("whirl/cgroup.subtree_control")).hasContent("+memory +pids +cpu");
        assertThat(group.ranOutOfMemory()).isFalse();
        Files.writeString(child.resolve("memory.events"), "oom 1\noom_kill 0\n");
        assertThat(group.ranOutOfMemory()).isFalse();
        Files.writeString(child.resolve("memory.events"), "oom 1\noom_kill 1\n");
        assertThat(group.ranOutOfMemory()).isTrue();
    }

    @Test
    public void usesVersionOne() throws Exception {
        Files.createDirectories(root.resolve("memory"));
        Files.createDirectories(root.resolve("pids"));
        Files.createDirectories(root.resolve("cpu"));
        ControlGroup group = ControlGroups.find(root, "whirl").orElseThrow().create("a", 128, 50);
        assertThat(group.folders())
                .containsExactly(
                        root.resolve("memory/whirl/a"), root.resolve("pids/whirl/a"), root.resolve("cpu/whirl/a"));
        assertThat(root.resolve("memory/whirl/a/memory.limit_in_bytes")).hasContent("134217728");
        assertThat(root.resolve("pids/whirl/a/pids.max")).hasContent("50");
        Files.writeString(root.resolve("memory/whirl/a/memory.oom_control"), "under_oom 0\noom_kill 2\n");
        assertThat(group.ranOutOfMemory()).isTrue();
    }

    @Test
    public void removesWhatADeadPlatformLeft() throws Exception {
        Files.createDirectories(root.resolve("memory/whirl/99999999-1-x"));
        Files.createDirectories(root.resolve("pids/whirl/99999999-1-x"));
        Path living = root.resolve("pids/whirl/" + ProcessHandle.current().pid() + "-1-x");
        Files.createDirectories(living);
        assertThat(ControlGroups.find(root, "whirl")).isPresent();
        assertThat(root.resolve("memory/whirl/99999999-1-x")).doesNotExist();
        assertThat(root.resolve("pids/whirl/99999999-1-x")).doesNotExist();
        assertThat(living).exists();
    }

    @Test
    public void doesWithoutWhereThereAreNone() throws Exception {
        assertThat(ControlGroups.find(root, "whirl")).isEmpty();
        assertThat(ControlGroups.find(root, "")).isEmpty();
        Files.writeString(root.resolve("cgroup.controllers"), "hugetlb\n");
        assertThat(ControlGroups.find(root, "whirl")).isEmpty();
    }
}
