package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.CellState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How many customers were active in how many periods of a range.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class StickinessTable<K> implements Tabular {
    private final Counted<K, Integer> counted;
    private final int periods;

    StickinessTable(Counted<K, Integer> counted) {
        this.counted = counted;
        this.periods = counted.rule().cells().size();
    }

    /**
     * The same table for each group of customers. Takes one more pass over the store.
     *
     * @param grouping how customers are parted
     * @return a table for every group that somebody is in
     * @throws IllegalArgumentException if the grouping is read at each period
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<StickinessTable<K>> by(Grouping grouping) {
        return counted.by(grouping, StickinessTable::new);
    }

    /**
     * How many periods the range has.
     *
     * @return at least 1
     */
    public int periods() {
        return periods;
    }

    /**
     * How many customers were active at all.
     *
     * @return at least 0
     */
    public long customers() {
        return atLeast(1);
    }

    /**
     * How many customers were active in so many periods.
     *
     * @param n a number of periods, from 1 to {@link #periods()}
     * @return at least 0
     * @throws IllegalArgumentException if {@code n} is out of that range
     */
    public long exactly(int n) {
        return counted.count(n);
    }

    /**
     * How many customers were active in so many periods or more.
     *
     * @param n a number of periods, from 1 to {@link #periods()}
     * @return at least 0
     * @throws IllegalArgumentException if {@code n} is out of that range
     */
    public long atLeast(int n) {
        return from(n).stream().mapToLong(counted::count).reduce(0, Math::addExact);
    }

    /**
     * The counts of {@link #exactly} in order.
     *
     * @return one count per number of periods, from 1
     */
    public List<Long> exact() {
        return from(1).stream().map(counted::count).collect(ImmutableList.toImmutableList());
    }

    /**
     * The counts of {@link #atLeast} in order.
     *
     * @return one count per number of periods, from 1; they never rise
     */
    public List<Long> cumulative() {
        Long[] counts = exact().toArray(new Long[0]);
        for (int i = counts.length - 2; i >= 0; i--) {
            counts[i] = Math.addExact(counts[i], counts[i + 1]);
        }
        return ImmutableList.copyOf(counts);
    }

    /**
     * The share of the customers that was active in so many periods.
     *
     * @param n a number of periods, from 1 to {@link #periods()}
     * @return the proportion; empty if nobody was active
     * @throws IllegalArgumentException if {@code n} is out of that range
     */
    public Optional<Proportion> share(int n) {
        return customers() == 0 ? Optional.empty() : Optional.of(Proportion.of(exactly(n), customers()));
    }

    /**
     * The mean number of customers active in a period by the number active in the range, such as daily by monthly actives.
     *
     * <pre>
     *   Σ n · exactly (n) / (N · customers)
     * </pre>
     *
     * @return the ratio, in (0, 1]; periods in which nobody was active count; empty if nobody was active at all
     */
    public OptionalDouble ratio() {
        long active = from(1).stream()
                .mapToLong(n -> Math.multiplyExact(n, counted.count(n)))
                .reduce(0, Math::addExact);
        return active == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) active / ((double) periods * customers()));
    }

    /**
     * The customers active in so many periods. Takes one more pass over the store.
     *
     * @param n a number of periods, from 1 to {@link #periods()}
     * @return as many as {@link #exactly} says
     * @throws IllegalArgumentException if {@code n} is out of that range
     */
    public Members<K> members(int n) {
        return counted.members(n);
    }

    /**
     * The customers active in so many periods or more. Takes one more pass over the store.
     *
     * @param n a number of periods, from 1 to {@link #periods()}
     * @return as many as {@link #atLeast} says
     * @throws IllegalArgumentException if {@code n} is out of that range
     */
    public Members<K> membersOfAtLeast(int n) {
        return counted.members(from(n));
    }

    private List<Integer> from(int n) {
        checkArgument(n >= 1 && n <= periods, "n (%s) must be from 1 to %s", n, periods);
        return IntStream.rangeClosed(n, periods).boxed().toList();
    }

    /**
     * How much of the range could be observed.
     *
     * @return OBSERVED, or PARTIAL if the last period is still running
     */
    public CellState state() {
        return counted.rule().state(1);
    }

    /**
     * The counted rule behind the table: tally, explanations, reconciliation, restatement.
     *
     * @return the counted rule
     */
    public Counted<K, Integer> counted() {
        return counted;
    }

    /**
     * What is odd about the table: event codes that the method was told of and no event has.
     *
     * @return a sentence each; empty if there is nothing, and of tables made from a tally
     */
    public List<String> warnings() {
        return counted.warnings();
    }

    /** {@return a row per number of active periods} */
    @Override
    public Sheet sheet() {
        return CohortSheets.of(this);
    }

    /** Prints the definition and the counts, whether the range is still running, and what is odd. */
    @Override
    public String toString() {
        return counted.rule().definition() + ": " + exact() + (state() == CellState.PARTIAL ? " so far" : "")
                + (warnings().isEmpty() ? "" : "; " + String.join("; ", warnings()));
    }
}
