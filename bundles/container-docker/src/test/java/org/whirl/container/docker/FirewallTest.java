package org.whirl.container.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public final class FirewallTest {
    private final List<String> lines = new ArrayList<>();
    private final List<String> set = new ArrayList<>();

    /** Keeps rules as the kernel does. */
    private Commands.Outcome kernel(String program, List<String> arguments) {
        assertThat(program).isEqualTo("iptables");
        lines.add(String.join(" ", arguments));
        String rule = String.join(" ", arguments.subList(3, arguments.size()));
        return switch (arguments.get(2)) {
            case "-C" -> new Commands.Outcome(set.contains(rule) ? 0 : 1, "");
            case "-D" -> new Commands.Outcome(set.remove(rule) ? 0 : 1, "");
            default -> new Commands.Outcome(set.add(rule) ? 0 : 1, "");
        };
    }

    private Firewall firewall(Commands commands) {
        return new Firewall(commands, "bridge7", List.of(Subnet.parse("169.254.0.0/16")));
    }

    @Test
    public void setsEachRuleOnce() {
        Firewall firewall = firewall(this::kernel);
        assertThat(firewall.ensure()).isTrue();
        assertThat(firewall.ensure()).isTrue();
        assertThat(set)
                .containsExactly(
                        "INPUT -i bridge7 -m conntrack ! --ctstate RELATED,ESTABLISHED -j DROP",
                        "DOCKER-USER -i bridge7 -d 169.254.0.0/16 -j DROP");
        firewall.remove();
        assertThat(set).isEmpty();
    }

    @Test
    public void saysWhenItMayNot() {
        assertThat(firewall((program, arguments) -> new Commands.Outcome(4, "you must be root"))
                        .ensure())
                .isFalse();
    }

    @Test
    public void saysWhenThereIsNoFirewall() {
        assertThat(firewall((program, arguments) -> {
                            throw new IOException("there is no program 'iptables'");
                        })
                        .ensure())
                .isFalse();
        assertThat(lines).isEmpty();
    }
}
