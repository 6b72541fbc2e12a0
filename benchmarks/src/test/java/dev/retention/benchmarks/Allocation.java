package dev.retention.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Predicate;

/**
 * How many bytes two calls allocate at least: the first runs load classes, and allocate what the compiler then removes, which takes it a
 * while on a busy machine.
 *
 * @param few bytes of the call that has little to do
 * @param many bytes of the call that has much to do
 */
public record Allocation(long few, long many) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int LEAST_RUNS = 5;
    private static final int MOST_RUNS = 100;

    /**
     * Runs two calls in turn.
     *
     * @param few the call that has little to do
     * @param many the call that has much to do
     * @param expected what must hold once all is compiled
     * @return the least of five runs, or of as many more as it takes until what is expected holds, up to a hundred
     */
    public static Allocation of(Runnable few, Runnable many, Predicate<Allocation> expected) {
        Allocation least = new Allocation(Long.MAX_VALUE, Long.MAX_VALUE);
        for (int run = 0; run < LEAST_RUNS || (run < MOST_RUNS && !expected.test(least)); run++) {
            least = new Allocation(Math.min(least.few, bytes(few)), Math.min(least.many, bytes(many)));
        }
        return least;
    }

    private static long bytes(Runnable call) {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        call.run();
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }
}
