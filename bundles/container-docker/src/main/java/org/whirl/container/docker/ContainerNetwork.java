package org.whirl.container.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The network of this platform's containers, in which they do not see each other. */
final class ContainerNetwork {
    private static final Logger log = LoggerFactory.getLogger(ContainerNetwork.class);
    private static final String QUIET = "com.docker.network.bridge.enable_icc";
    private static final String BRIDGE = "com.docker.network.bridge.name";
    private static final int CANDIDATES = 56;
    private static final int FIRST_CANDIDATE = 200;
    private static final Path ROUTES = Path.of("/proc/net/route");

    private final Engine engine;
    private final Settings settings;
    private final Map<String, String> labels;
    private final String name;
    private final String bridge;
    private final Firewall firewall;
    private volatile Optional<Addresses> addresses = Optional.empty();

    ContainerNetwork(Engine engine, Settings settings, Map<String, String> labels, Commands commands) {
        this.engine = engine;
        this.settings = settings;
        this.labels = labels;
        this.name = "whirl-" + settings.instance();
        // The kernel takes 15 characters; a hash keeps long names apart.
        this.bridge = String.format("whirl%08x", settings.instance().hashCode());
        this.firewall = new Firewall(commands, bridge, settings.deniedNetworks());
    }

    String name() {
        return name;
    }

    Addresses addresses() {
        return addresses.orElseThrow(() -> new IllegalStateException("there is no network yet"));
    }

    /** Makes it, or finds it as an earlier run has left it. No container may be in it. */
    synchronized void ensure() {
        Optional<Subnet> there = existing();
        if (there.isEmpty()) {
            there = Optional.of(create());
        }
        // A new start would forget which addresses were used last.
        if (!addresses.map(Addresses::subnet).equals(there)) {
            addresses = there.map(Addresses::new);
        }
        firewall.ensure();
    }

    private Optional<Subnet> existing() {
        try {
            Network network =
                    engine.commands().inspectNetworkCmd().withNetworkId(name).exec();
            Optional<Subnet> subnet =
                    network.getIpam().getConfig().stream().findFirst().map(config -> Subnet.parse(config.getSubnet()));
            boolean fits = "false".equals(network.getOptions().get(QUIET))
                    && bridge.equals(network.getOptions().get(BRIDGE))
                    && subnet.isPresent()
                    && settings.subnet().map(subnet.get()::equals).orElse(true);
            if (fits) {
                return subnet;
            }
            log.info("Network {} was made with other settings and is made anew", name);
            engine.commands().removeNetworkCmd(name).exec();
        } catch (NotFoundException e) {
            log.debug("Network {} is not there yet", name);
        }
        return Optional.empty();
    }

    private Subnet create() {
        DockerException last = null;
        for (Subnet candidate : candidates()) {
            try {
                engine.commands()
                        .createNetworkCmd()
                        .withName(name)
                        .withDriver("bridge")
                        .withCheckDuplicate(true)
                        .withLabels(labels)
                        .withIpam(new Network.Ipam()
                                .withConfig(new Network.Ipam.Config().withSubnet(candidate.toString())))
                        .withOptions(Map.of(QUIET, "false", BRIDGE, bridge))
                        .exec();
                log.info("Containers get addresses of {} in network {}", candidate, name);
                return candidate;
            } catch (ConflictException e) {
                throw e;
            } catch (DockerException e) {
                // Most likely another network has these addresses.
                last = e;
            }
        }
        throw new IllegalStateException(
                "no network for containers can be made; set network.subnet to addresses that are free: "
                        + (last == null ? "all of 10.200.0.0 to 10.255.255.255 are in use" : Engine.problem(last)),
                last);
    }

    private List<Subnet> candidates() {
        if (settings.subnet().isPresent()) {
            return List.of(settings.subnet().get());
        }
        List<Subnet> inUse = routes();
        List<Subnet> candidates = new ArrayList<>();
        int offset = Math.floorMod(settings.instance().hashCode(), CANDIDATES);
        for (int i = 0; i < CANDIDATES; i++) {
            Subnet candidate = Subnet.parse("10." + (FIRST_CANDIDATE + (offset + i) % CANDIDATES) + ".0.0/16");
            if (inUse.stream().noneMatch(candidate::overlaps)) {
                candidates.add(candidate);
            }
        }
        return candidates;
    }

    /** What the machine already has a way to, other than the way to everywhere. */
    private static List<Subnet> routes() {
        List<Subnet> routes = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(ROUTES)) {
                String[] fields = line.trim().split("\\s+");
                if (fields.length > 7 && fields[1].matches("[0-9A-F]{8}")) {
                    long destination =
                            Integer.toUnsignedLong(Integer.reverseBytes(Integer.parseUnsignedInt(fields[1], 16)));
                    int prefix = Integer.bitCount(Integer.parseUnsignedInt(fields[7], 16));
                    if (prefix > 0) {
                        routes.add(new Subnet(destination, prefix));
                    }
                }
            }
        } catch (IOException e) {
            log.debug("Routes of this machine", e);
        }
        return routes;
    }

    /** Takes it away, when no container is left. */
    void remove() {
        try {
            engine.commands().removeNetworkCmd(name).exec();
        } catch (RuntimeException e) {
            log.debug("Network {}", name, e);
        }
        firewall.remove();
    }
}
