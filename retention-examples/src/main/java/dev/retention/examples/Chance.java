package dev.retention.examples;

import java.util.SplittableRandom;

/** Draws for simulators: only {@link SplittableRandom#nextLong()} and {@link StrictMath} are used, whose results are specified to the bit. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A number inside (0, 1), ends excluded. */
    double uniform() {
        return ((random.nextLong() >>> 11) + 0.5) * 0x1.0p-53;
    }

    boolean happens(double probability) {
        return uniform() < probability;
    }

    /** A whole number from {@code from} to {@code to}, both included. */
    int between(int from, int to) {
        return from + (int) ((to - from + 1) * uniform());
    }

    /** How long until something happens that comes at a rate, on average {@code mean}. */
    double waiting(double mean) {
        return -mean * StrictMath.log(uniform());
    }

    /** How often something happens that is expected so many times, at most a few. */
    int times(double expected) {
        int times = 0;
        for (double at = waiting(1); at < expected; at += waiting(1)) {
            times++;
        }
        return times;
    }

    /** A number around 0, of variance 1. */
    double normal() {
        return StrictMath.sqrt(-2 * StrictMath.log(uniform())) * StrictMath.cos(2 * StrictMath.PI * uniform());
    }

    /** One of several. */
    @SafeVarargs
    final <T> T one(T... of) {
        return of[(int) (of.length * uniform())];
    }
}
