package dev.retention.rule;

import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The numbers of every group, those of one cell beside each other, to be summed with the groups weighted. */
final class Weighing<C> {
    private final List<Group> groups;
    private final Cells<C> inner;
    private final @Nullable Currency currency;
    // The cells that are not 0 in all groups.
    private final int[] cells;
    private final long[] counts;
    private final long[] amounts;

    /**
     * Of a table with groups.
     *
     * @throws ArithmeticException if some weighted sum of amounts could be beyond a long
     */
    Weighing(Tally<In<C>> tally) {
        Cells<In<C>> all = tally.cells();
        @SuppressWarnings("unchecked") // the cells of a parted rule
        Cells.Grouped<C> grouped = (Cells.Grouped<C>) (Cells<?>) all;
        groups = grouped.groups();
        inner = grouped.inner();
        currency = tally.currency().orElse(null);
        int size = inner.size();
        int[] kept = new int[size];
        int some = 0;
        for (int cell = 0; cell < size; cell++) {
            boolean zero = true;
            for (int at = cell; at < all.size() && zero; at += size) {
                zero = tally.countAt(at) == 0 && tally.amountAt(at) == 0;
            }
            if (!zero) {
                kept[some++] = cell;
            }
        }
        cells = Arrays.copyOf(kept, some);
        counts = new long[Math.multiplyExact(some, groups.size())];
        amounts = new long[counts.length];
        int to = 0;
        for (int cell : cells) {
            double most = 0;
            for (int at = cell; at < all.size(); at += size, to++) {
                counts[to] = tally.countAt(at);
                amounts[to] = tally.amountAt(at);
                most += Math.abs((double) amounts[to]);
            }
            if (most > Long.MAX_VALUE / (2.0 * Buckets.MOST_WEIGHT)) {
                throw new ArithmeticException(
                        "the amounts of cell " + inner.cell(cell) + " are too large to be resampled");
            }
        }
    }

    /** The sums as a tally of the rule that was parted, every group taken as often as its weight says. */
    Tally<C> sum(Rule<C> parted, ToIntFunction<Group> weight) {
        int[] weights = groups.stream().mapToInt(weight).toArray();
        long[] count = new long[inner.size()];
        Sums amount = new Sums(count.length);
        int at = 0;
        for (int cell : cells) {
            long customers = 0;
            long sum = 0;
            for (int each : weights) {
                customers += each * counts[at];
                sum += each * amounts[at++];
            }
            count[cell] = customers;
            amount.set(cell, sum, 0);
        }
        return Tally.of(parted, currency, Numbers.of(inner, null, count, amount));
    }
}
