package org.whirl.loadbalancer;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * The order in which invokers are tried for an activation: every action of a namespace has a home, and from there a
 * stride that reaches all. So calls of one action meet the same invoker and its warm containers, while the overflow of
 * different actions spreads differently.
 */
final class Probe {
    private Probe() {}

    /** The hash of an action for a caller's namespace; {@code action} has no leading slash and no version. */
    static int hash(String namespace, String action) {
        int hash = namespace.hashCode() ^ action.hashCode();
        return hash == Integer.MIN_VALUE ? 0 : Math.abs(hash);
    }

    /** The strides for a number of invokers: coprime to it and to each other, so that each reaches all of them. */
    static List<Integer> strides(int invokers) {
        List<Integer> strides = new ArrayList<>();
        for (int candidate = 1; candidate <= invokers; candidate++) {
            int number = candidate;
            if (greatestCommonDivisor(number, invokers) == 1
                    && strides.stream().allMatch(stride -> greatestCommonDivisor(stride, number) == 1)) {
                strides.add(number);
            }
        }
        return strides;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /** The first of {@code count} invokers, in probing order, that takes the activation. */
    static OptionalInt find(int hash, int count, List<Integer> strides, IntPredicate takes) {
        int stride = strides.get(hash % strides.size());
        int candidate = hash % count;
        for (int tries = 0; tries < count; tries++) {
            if (takes.test(candidate)) {
                return OptionalInt.of(candidate);
            }
            candidate = (candidate + stride) % count;
        }
        return OptionalInt.empty();
    }
}
