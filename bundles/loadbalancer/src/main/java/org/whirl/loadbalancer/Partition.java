package org.whirl.loadbalancer;

import java.util.List;

/**
 * A run of neighbouring invokers: the first ones are for the platform's own images, the last ones for users' images.
 *
 * @param first index of the first
 * @param count how many
 * @param strides the probing strides for that many
 */
record Partition(int first, int count, List<Integer> strides) {
    static Partition managed(int invokers, double fraction) {
        int count = Math.max(1, (int) Math.ceil(invokers * fraction));
        return new Partition(0, count, Probe.strides(count));
    }

    static Partition blackbox(int invokers, double managedFraction, double blackboxFraction) {
        // What is left over by the managed fraction would otherwise be used by nobody.
        double fraction = Math.max(blackboxFraction, 1 - managedFraction);
        int count = Math.max(1, (int) Math.floor(invokers * fraction));
        return new Partition(invokers - count, count, Probe.strides(count));
    }
}
