package dev.retention.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.function.BinaryOperator;

/** Hand-written work on one or two threads. */
public final class TwoHalves {
    private TwoHalves() {}

    /** Work on the customers numbered from {@code from} up to but not including {@code to}. */
    @FunctionalInterface
    public interface Part<T> {
        T of(int from, int to);
    }

    /** On one thread all of it, on two each half of it. */
    public static <T> T run(int threads, int customers, Part<T> part, BinaryOperator<T> sum) {
        if (threads == 1) {
            return part.of(0, customers);
        }
        CompletableFuture<T> second = CompletableFuture.supplyAsync(() -> part.of(customers / 2, customers));
        return sum.apply(part.of(0, customers / 2), second.join());
    }

    /** Adds the second table to the first. */
    public static long[] plus(long[] first, long[] second) {
        for (int i = 0; i < first.length; i++) {
            first[i] += second[i];
        }
        return first;
    }
}
