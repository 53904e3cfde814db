package org.whirl.container.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.whirl.container.process.Addresses.Lease;

public final class AddressesTest {
    private static final int PORT = 18_080;

    @Test
    public void givesEachItsOwnLoopbackAddress() {
        Addresses addresses = new Addresses(77, PORT);
        Lease first = addresses.take();
        Lease second = addresses.take();
        assertThat(first.address()).isNotEqualTo(second.address());
        for (Lease lease : List.of(first, second)) {
            assertThat(lease.address().getAddress().isLoopbackAddress()).isTrue();
            assertThat(lease.address().getPort()).isEqualTo(PORT);
        }
    }

    @Test
    public void keepsPlatformsApart() {
        Lease one = new Addresses(77, PORT).take();
        Lease other = new Addresses(78, PORT).take();
        assertThat(one.number()).isNotEqualTo(other.number());
        assertThat(new Addresses(4_194_304, PORT).take().number()).isBetween(1024, (1 << 24) - 1);
        assertThat(new Addresses(16_382, PORT).take().number()).isBetween(1024, (1 << 24) - 1);
    }

    @Test
    public void passesOverAnAddressInUse() throws Exception {
        Lease taken = new Addresses(77, PORT).take();
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(taken.address());
            Lease next = new Addresses(77, PORT).take();
            assertThat(next.address().getAddress()).isNotEqualTo(taken.address().getAddress());
            assertThat(next.address().getPort()).isEqualTo(PORT);
        }
    }

    @Test
    public void takesAnotherPortWhereOneIsInUseEverywhere() throws Exception {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), PORT));
            Lease lease = new Addresses(77, PORT).take();
            assertThat(lease.address().getPort()).isPositive().isNotEqualTo(PORT);
        }
    }

    @Test
    public void reusesWhatIsReleasedAndSaysWhenAllAreTaken() {
        Addresses addresses = new Addresses(77, PORT);
        List<Lease> leases = new ArrayList<>();
        for (int number = 0; number < 1024 - 8; number++) {
            leases.add(addresses.take());
        }
        assertThat(leases.stream().map(Lease::number).distinct()).hasSize(leases.size());
        assertThatThrownBy(addresses::take).hasMessageContaining("all loopback addresses");
        addresses.release(leases.get(5));
        assertThat(addresses.take().number()).isEqualTo(leases.get(5).number());
    }
}
