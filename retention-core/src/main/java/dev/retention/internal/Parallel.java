package dev.retention.internal;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.IntFunction;

/** Work in as many parts as there are threads, which live as long as one call. */
public final class Parallel {
    /** The most threads that a caller may ask for. */
    public static final int MAX_THREADS = 1024;

    private Parallel() {}

    /** The threads that a caller asked for, if one may. */
    public static int checkThreads(int threads) {
        checkArgument(
                threads >= 1 && threads <= MAX_THREADS, "threads (%s) must be from 1 to %s", threads, MAX_THREADS);
        return threads;
    }

    /** The results of parts 0, 1 and so on, one a thread, in their order; what one throws is thrown. */
    public static <R> List<R> parts(int threads, IntFunction<? extends R> work) {
        if (threads == 1) {
            return List.of(work.apply(0));
        }
        // The calling thread takes the first part: it need not be woken up.
        ForkJoinPool pool = new ForkJoinPool(threads - 1);
        try {
            List<ForkJoinTask<R>> others = new ArrayList<>();
            for (int i = 1; i < threads; i++) {
                int part = i;
                others.add(pool.submit(() -> work.apply(part)));
            }
            List<R> results = new ArrayList<>();
            results.add(work.apply(0));
            others.forEach(task -> results.add(task.join()));
            return results;
        } finally {
            pool.shutdown();
        }
    }
}
