package org.whirl.container.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import org.junit.Test;

public final class AddressesTest {
    @Test
    public void readsSubnets() {
        assertThat(Subnet.parse("10.213.7.9/16")).hasToString("10.213.0.0/16");
        assertThat(Subnet.parse("10.0.0.0/8").overlaps(Subnet.parse("10.255.0.0/16")))
                .isTrue();
        assertThat(Subnet.parse("10.1.0.0/16").overlaps(Subnet.parse("10.2.0.0/16")))
                .isFalse();
        assertThatThrownBy(() -> Subnet.parse("10.1.0/16")).hasMessage("'10.1.0/16' is no subnet such as 10.1.0.0/16");
        assertThatThrownBy(() -> Subnet.parse("10.1.0.256/16")).hasMessageContaining("over 255");
        assertThatThrownBy(() -> Subnet.parse("10.1.0.0/33")).hasMessageContaining("/33");
    }

    @Test
    public void usesAnAddressAgainOnlyAfterAllOthers() {
        Addresses addresses = new Addresses(Subnet.parse("10.1.2.0/24"));
        Set<InetAddress> used = new HashSet<>();
        InetAddress first = addresses.next();
        used.add(first);
        InetAddress next = addresses.next();
        while (!next.equals(first)) {
            assertThat(used.add(next)).isTrue();
            next = addresses.next();
        }
        assertThat(used).hasSize(239);
        assertThat(used)
                .allSatisfy(address -> assertThat(address.getAddress()[3] & 255).isBetween(16, 254));
    }

    @Test
    public void refusesSubnetsThatAreTooSmall() {
        assertThatThrownBy(() -> new Addresses(Subnet.parse("10.1.2.0/28"))).hasMessageContaining("too small");
    }
}
