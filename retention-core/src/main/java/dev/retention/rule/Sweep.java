package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.store.HistoryCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.IntStream;

/**
 * Runs rules over all histories of a store: one sequential pass, or one per thread over an equal share of the events.
 *
 * <p>The result is the same to the bit however many threads there are. A pass allocates the tables of its rules and
 * nothing per event. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Sweep<K> {
    private final HistoryStore<K> store;
    private final int threads;

    private Sweep(HistoryStore<K> store, int threads) {
        this.store = requireNonNull(store, "store");
        this.threads = threads;
    }

    /**
     * A sweep on the calling thread.
     *
     * @param store the histories
     * @param <K> the type of customer keys
     * @return the sweep
     */
    public static <K> Sweep<K> over(HistoryStore<K> store) {
        return new Sweep<>(store, 1);
    }

    /**
     * A sweep on several threads, which live as long as one call.
     *
     * @param threads how many, at least 1
     * @return the sweep
     * @throws IllegalArgumentException if {@code threads < 1}
     */
    public Sweep<K> threads(int threads) {
        checkArgument(threads >= 1, "threads (%s) must be at least 1", threads);
        return new Sweep<>(store, threads);
    }

    /**
     * The store.
     *
     * @return the histories that are swept
     */
    public HistoryStore<K> store() {
        return store;
    }

    /**
     * Counts by one rule.
     *
     * @param rule the rule
     * @param <C> the type of cells
     * @return the table
     * @throws IllegalStateException if the rule names a cell that it does not have; the message names the customer
     * @throws ArithmeticException if a sum does not fit a long
     */
    @SuppressWarnings("unchecked")
    public <C> Counted<K, C> count(Rule<C> rule) {
        return (Counted<K, C>) countAll(List.of(rule)).get(0);
    }

    /**
     * Counts by several rules in one pass over the store.
     *
     * @param rules the rules
     * @return one table per rule, in their order
     * @throws IllegalStateException if a rule names a cell that it does not have; the message names the customer
     * @throws ArithmeticException if a sum does not fit a long
     */
    public List<Counted<K, ?>> countAll(List<? extends Rule<?>> rules) {
        List<Part<?>[]> parts = onParts((from, to) -> {
            // An array, since a list would make an iterator for every customer.
            Part<?>[] part = new Part<?>[rules.size()];
            Arrays.setAll(part, i -> new Part<>(store, rules.get(i)));
            // Customer by customer, so that a history is in the cache for every rule after the first.
            for (int customer = from; customer < to; customer++) {
                for (Part<?> p : part) {
                    p.apply(customer);
                }
            }
            return part;
        });
        List<Counted<K, ?>> counted = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            int at = i;
            counted.add(counted(parts.stream().map(part -> part[at]).toList()));
        }
        return List.copyOf(counted);
    }

    @SuppressWarnings("unchecked")
    private <C> Counted<K, C> counted(List<? extends Part<?>> parts) {
        Part<C> first = (Part<C>) parts.get(0);
        Rule<C> rule = first.rule;
        Tally<C> tally = Tally.empty(rule);
        long afterAsOf = 0;
        for (Part<?> part : parts) {
            tally = tally.plus(((Part<C>) part).tally());
            afterAsOf += part.afterAsOf;
        }
        return new Counted<>(this, rule, tally, afterAsOf);
    }

    /** The numbers of the customers for whom a rule names one of some cells, ascending. */
    int[] numbersIn(Rule<?> rule, int[] cells) {
        return onParts((from, to) -> {
                    Part<?> part = new Part<>(store, rule);
                    IntStream.Builder found = IntStream.builder();
                    for (int customer = from; customer < to; customer++) {
                        if (part.apply(customer) && part.holdsAny(cells)) {
                            found.add(customer);
                        }
                    }
                    return found.build().toArray();
                })
                .stream()
                .flatMapToInt(IntStream::of)
                .toArray();
    }

    private interface PartWork<R> {
        R over(int fromCustomer, int toCustomer);
    }

    private <R> List<R> onParts(PartWork<R> work) {
        if (threads == 1) {
            return List.of(work.over(0, store.customers()));
        }
        // The calling thread takes the first part: it need not be woken up.
        ForkJoinPool pool = new ForkJoinPool(threads - 1);
        try {
            List<ForkJoinTask<R>> others = new ArrayList<>();
            for (int part = 1; part < threads; part++) {
                int from = boundary(part);
                int to = boundary(part + 1);
                others.add(pool.submit(() -> work.over(from, to)));
            }
            List<R> results = new ArrayList<>();
            results.add(work.over(0, boundary(1)));
            others.forEach(task -> results.add(task.join()));
            return results;
        } finally {
            pool.shutdown();
        }
    }

    /** The first customer of a part; parts hold about the same number of events. */
    private int boundary(int part) {
        if (part == threads) {
            return store.customers();
        }
        long events = (long) store.events() * part / threads;
        int low = 0;
        int high = store.customers();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (store.eventsBefore(middle) < events) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** One rule over one part of the store. */
    private static final class Part<C> {
        private final HistoryStore<?> store;
        private final Rule<C> rule;
        private final Rule<C> applied;
        private final HistoryCursor cursor;
        private final CellSink sink;
        private long afterAsOf;

        Part(HistoryStore<?> store, Rule<C> rule) {
            this.store = store;
            this.rule = rule;
            this.applied = rule.forOneThread();
            this.cursor = HistoryCursor.open(store, rule.timeline());
            this.sink = CellSink.summing(rule.cells().size());
        }

        boolean apply(int customer) {
            History history = cursor.moveTo(customer);
            afterAsOf += cursor.afterAsOf();
            if (history.size() == 0) {
                return false;
            }
            sink.next();
            try {
                applied.apply(history, sink);
            } catch (IndexOutOfBoundsException e) {
                throw new IllegalStateException(
                        "rule (" + rule.definition() + ") went out of bounds for customer " + store.customer(customer)
                                + ": " + e.getMessage(),
                        e);
            }
            return true;
        }

        boolean holdsAny(int[] cells) {
            for (int cell : cells) {
                if (sink.holds(cell)) {
                    return true;
                }
            }
            return false;
        }

        Tally<C> tally() {
            return Tally.of(rule, store.currency().orElse(null), sink.counts(), sink.amounts());
        }
    }
}
