package org.whirl.container.docker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps containers away from the machine they run on: what they begin ends at the bridge, answers to the platform
 * pass. The world outside stays reachable, except for what is denied.
 */
final class Firewall {
    private static final Logger log = LoggerFactory.getLogger(Firewall.class);

    private record Rule(String chain, List<String> match) {}

    private final Commands commands;
    private final List<Rule> rules = new ArrayList<>();

    Firewall(Commands commands, String bridge, List<Subnet> denied) {
        this.commands = commands;
        rules.add(new Rule(
                "INPUT",
                List.of("-i", bridge, "-m", "conntrack", "!", "--ctstate", "RELATED,ESTABLISHED", "-j", "DROP")));
        denied.forEach(subnet ->
                rules.add(new Rule("DOCKER-USER", List.of("-i", bridge, "-d", subnet.toString(), "-j", "DROP"))));
    }

    /** Puts the rules where they are missing; says whether all are there. */
    boolean ensure() {
        try {
            for (Rule rule : rules) {
                if (!run("-C", rule).succeeded()) {
                    Commands.Outcome outcome = run("-I", rule);
                    if (!outcome.succeeded()) {
                        return warn(outcome.output());
                    }
                }
            }
            return true;
        } catch (IOException e) {
            return warn(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Takes the rules away. */
    void remove() {
        try {
            for (Rule rule : rules) {
                run("-D", rule);
            }
        } catch (IOException e) {
            log.debug("Rules of the firewall", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Commands.Outcome run(String operation, Rule rule) throws IOException, InterruptedException {
        // Another program that changes rules at this moment is waited for.
        List<String> arguments = new ArrayList<>(List.of("-w", "10", operation, rule.chain()));
        arguments.addAll(rule.match());
        return commands.run("iptables", arguments);
    }

    private static boolean warn(String problem) {
        log.warn(
                "CONTAINERS CAN REACH THIS MACHINE'S PORTS and link-local addresses: the rules against it cannot be set"
                        + " ({}). Run the platform as root with iptables installed, or set them yourself as"
                        + " docs/docker-containers.md says.",
                problem);
        return false;
    }
}
