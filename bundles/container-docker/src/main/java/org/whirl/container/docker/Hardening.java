package org.whirl.container.docker;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a container may do and use. The Engine's own defaults, such as its list of system calls, stay as they are. */
final class Hardening {
    private static final long MEGABYTE = 1024L * 1024;
    private static final int SHARES_OF_PROCESSOR = 1024;
    private static final int LEAST_SHARES = 2;
    private static final int MOST_SHARES = 262_144;
    private static final String NOBODY = "65534:65534";

    private final Settings settings;

    Hardening(Settings settings) {
        this.settings = settings;
    }

    /**
     * The limits of a container.
     *
     * @param memory its megabytes
     * @param strict whether the root file system is read-only
     */
    HostConfig limits(int memory, boolean strict, ImageFacts facts, String network) {
        long bytes = memory * MEGABYTE;
        HostConfig config = HostConfig.newHostConfig()
                .withNetworkMode(network)
                .withMemory(bytes)
                // The same number means: no swap.
                .withMemorySwap(bytes)
                .withCpuShares(shares(memory))
                .withPidsLimit((long) settings.processes())
                .withUlimits(List.of(new Ulimit("nofile", (long) settings.openFiles(), (long) settings.openFiles())))
                .withShmSize(Math.max(1, memory / 16) * MEGABYTE)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withReadonlyRootfs(strict)
                .withTmpFs(folders(memory, strict, facts))
                .withSysctls(Map.of("net.ipv6.conf.all.disable_ipv6", "1"))
                .withRestartPolicy(RestartPolicy.noRestart())
                // Output goes to whoever is attached and nowhere else.
                .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
        return settings.nameServers().isEmpty() ? config : config.withDns(settings.nameServers());
    }

    /** The user to run as; absent leaves it to the image. */
    Optional<String> user(boolean strict, ImageFacts facts) {
        return strict && facts.isRoot() ? Optional.of(NOBODY) : Optional.empty();
    }

    /** In memory, of which they may fill less than half: full means "no space left" and not "out of memory". */
    private Map<String, String> folders(int memory, boolean strict, ImageFacts facts) {
        int size = Math.max(1, Math.min(settings.temporarySize(), memory / 4));
        String options = "rw,exec,nosuid,nodev,mode=1777,size=" + size + "m";
        Map<String, String> folders = new HashMap<>(Map.of("/tmp", options));
        if (strict && facts.folder().length() > 1) {
            // The Engine gives it the mode that the folder has in the image, which may not be for everybody.
            String owner = user(true, facts).orElse(facts.user()).split(":")[0];
            folders.put(facts.folder(), owner.matches("\\d+") ? options + ",uid=" + owner : options);
        }
        return folders;
    }

    private int shares(int memory) {
        long shares = (long) SHARES_OF_PROCESSOR * memory / settings.processorMemory();
        return (int) Math.max(LEAST_SHARES, Math.min(MOST_SHARES, shares));
    }
}
