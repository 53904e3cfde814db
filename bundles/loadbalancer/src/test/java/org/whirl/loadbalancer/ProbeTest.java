package org.whirl.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public final class ProbeTest {
    @Test
    public void stridesAreCoprimeToTheNumberAndToEachOther() {
        assertThat(Probe.strides(1)).containsExactly(1);
        assertThat(Probe.strides(4)).containsExactly(1, 3);
        assertThat(Probe.strides(9)).containsExactly(1, 2, 5, 7);
        assertThat(Probe.strides(10)).containsExactly(1, 3, 7);
    }

    @Test
    public void everyStrideReachesEveryInvokerOnce() {
        for (int count = 1; count <= 30; count++) {
            List<Integer> strides = Probe.strides(count);
            for (int hash = 0; hash < 2 * count * strides.size(); hash++) {
                List<Integer> probed = new ArrayList<>();
                assertThat(Probe.find(hash, count, strides, index -> !probed.add(index)))
                        .isEmpty();
                assertThat(probed).hasSize(count).doesNotHaveDuplicates();
                assertThat(probed.get(0)).isEqualTo(hash % count);
            }
        }
    }

    @Test
    public void theHashIsThatOfTheContract() {
        assertThat(Probe.hash("guest", "guest/util/hello"))
                .isEqualTo(Math.abs("guest".hashCode() ^ "guest/util/hello".hashCode()));
    }

    @Test
    public void partitionsFollowTheFractions() {
        assertThat(Partition.managed(1, 0.9)).returns(0, Partition::first).returns(1, Partition::count);
        assertThat(Partition.managed(10, 0.9)).returns(0, Partition::first).returns(9, Partition::count);
        assertThat(Partition.blackbox(1, 0.9, 0.1)).returns(0, Partition::first).returns(1, Partition::count);
        assertThat(Partition.blackbox(10, 0.9, 0.1))
                .returns(9, Partition::first)
                .returns(1, Partition::count);
        assertThat(Partition.blackbox(10, 0.5, 0.1))
                .returns(5, Partition::first)
                .returns(5, Partition::count);
    }
}
