package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.SignedSum;
import dev.retention.history.Members;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Renewals by the period in which the term ends: how many and how much was due, renewed, lost and is pending, by any formula, with the
 * customers and the reasons behind each number.
 *
 * <p>Made by {@link Renewals}. The sums of {@link RenewalItem} held, of customers and of amounts, when this was made. This class is
 * immutable and thread-safe. Rates of customers have an interval as shares, rates of value one of customers drawn anew:
 *
 * <pre>{@code
 * table.inPeriod("2024-03").rate(CUSTOMERS).flatMap(RenewalRate::proportion).map(each -> each.interval(WILSON, 0.95));
 * Resampled.of(table.by(Resampled.buckets()))
 *         .estimate(each -> each.inPeriod("2024-03").rate(NET_VALUE).map(RenewalRate::asDouble), 0.95);
 * }</pre>
 *
 * @param <K> the type of keys, of customers or contracts
 * @since 0.1.0
 */
public final class RenewalTable<K> extends PeriodTable<K, RenewalCell, RenewalTable<K>.InPeriod> implements Tabular {
    private static final SignedSum<RenewalItem> OUTCOMES =
            SignedSum.of(RenewalItem.RENEWED).plus(RenewalItem.LOST).plus(RenewalItem.PENDING);
    private static final SignedSum<RenewalItem> TIMINGS =
            SignedSum.of(RenewalItem.EARLY).plus(RenewalItem.ON_TIME).plus(RenewalItem.LATE);
    private static final SignedSum<RenewalItem> CHANGES =
            SignedSum.of(RenewalItem.EXPANDED).plus(RenewalItem.UNCHANGED).plus(RenewalItem.CONTRACTED);

    private final List<InPeriod> periods;

    RenewalTable(Counted<K, RenewalCell> counted) {
        super(counted);
        this.periods =
                IntStream.range(0, timeline().size()).mapToObj(InPeriod::new).toList();
        for (InPeriod p : periods) {
            p.check(RenewalItem.DUE, OUTCOMES);
            p.check(RenewalItem.RENEWED, TIMINGS);
            p.check(RenewalItem.RENEWED, CHANGES);
        }
    }

    @Override
    public List<InPeriod> periods() {
        return periods;
    }

    /** Renewals {@link RenewalItem#FAR_OFF}. */
    @Override
    List<String> odd() {
        return periods.stream()
                .filter(p -> p.customers(RenewalItem.FAR_OFF) > 0)
                .map(p -> p.period() + ": " + p.customers(RenewalItem.FAR_OFF) + " of " + p.customers(RenewalItem.DUE)
                        + " decided more than a year from the end of the term, see FAR_OFF")
                .toList();
    }

    /**
     * The same table for each group of customers. Takes one more pass over the store. A grouping that is read at each period is read at
     * its start.
     *
     * @param grouping how customers are parted, such as {@link Renewals#presentReason}
     * @return a table for each group that somebody is in
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<RenewalTable<K>> by(Grouping grouping) {
        return counted().by(grouping, slice -> new RenewalTable<>(slice));
    }

    /**
     * The same table for each pair of a first and a present reason: how reasons were recoded, of kept and of lost. Those with one first
     * reason add up to its table by {@link Renewals#firstReason}, those with one present reason to its table by {@link
     * Renewals#presentReason}. Takes one more pass over the store.
     *
     * @return a table for each pair that somebody has, in order of first and present reason; unmodifiable
     * @throws IllegalStateException if the table was made from a tally
     */
    public SortedMap<Recoding, RenewalTable<K>> recodings() {
        SortedMap<Recoding, RenewalTable<K>> tables = new TreeMap<>();
        by(Reasons.both()).tables().forEach((group, table) -> tables.put(Reasons.recoding(group), table));
        return Collections.unmodifiableSortedMap(tables);
    }

    /**
     * A reason as it was recorded first and as it is recorded now.
     *
     * @param first the first reason, {@link Group#MISSING} if there was none
     * @param present the present reason, the first one if it was not recoded
     * @since 0.1.0
     */
    public record Recoding(Group first, Group present) implements Comparable<Recoding> {
        private static final Comparator<Recoding> ORDER =
                Comparator.comparing(Recoding::first).thenComparing(Recoding::present);

        /**
         * Refuses null.
         *
         * @param first the first reason
         * @param present the present reason
         */
        public Recoding {
            requireNonNull(first, "first");
            requireNonNull(present, "present");
        }

        /** Orders by the first reason, then by the present one. */
        @Override
        public int compareTo(Recoding other) {
            return ORDER.compare(this, requireNonNull(other, "other"));
        }

        /** Prints both, such as {@code price → competitor}. */
        @Override
        public String toString() {
            return first + " → " + present;
        }
    }

    /**
     * The renewals of one period.
     *
     * @since 0.1.0
     */
    public final class InPeriod extends PeriodTable.Entry {
        private InPeriod(int index) {
            super(timeline(), index);
        }

        private void check(RenewalItem whole, SignedSum<RenewalItem> parts) {
            checkState(
                    customers(whole) == parts.sum(this::customers)
                            && counted().amount(cell(whole))
                                    == parts.sum(part -> counted().amount(cell(part))),
                    "%s does not add up of %s in %s",
                    whole,
                    parts,
                    period());
        }

        private RenewalCell cell(RenewalItem item) {
            return new RenewalCell(period(), item);
        }

        /**
         * An item's amount.
         *
         * @param item which
         * @return major units of the store's currency, at least 0
         */
        public BigDecimal amount(RenewalItem item) {
            return counted().major(counted().amount(cell(item)));
        }

        /**
         * How many customers, or contracts if these are the keys, are in an item.
         *
         * @param item which
         * @return at least 0
         */
        public long customers(RenewalItem item) {
            return counted().count(cell(item));
        }

        /**
         * The customers of an item. Takes one more pass over the store.
         *
         * @param item which
         * @return as many as {@link #customers} says
         * @throws IllegalStateException if the table was made from a tally
         */
        public Members<K> members(RenewalItem item) {
            return counted().members(cell(item));
        }

        /**
         * A rate by a named formula.
         *
         * @param formula what is meant
         * @return the rate; empty if its denominator is 0
         */
        public Optional<RenewalRate> rate(RenewalFormula formula) {
            requireNonNull(formula, "formula");
            BigDecimal denominator = sum(formula, formula.denominator());
            return denominator.signum() == 0
                    ? Optional.empty()
                    : Optional.of(new RenewalRate(formula, sum(formula, formula.numerator()), denominator));
        }

        private BigDecimal sum(RenewalFormula formula, SignedSum<RenewalItem> items) {
            return formula.isOfCustomers()
                    ? BigDecimal.valueOf(items.sum(this::customers))
                    : counted().major(items.sum(item -> counted().amount(cell(item))));
        }

        /**
         * A renewal rate with the pending left out, taken for lost and taken for won.
         *
         * @param basis what is in the rate
         * @return the three rates; empty if nothing is due
         */
        public Optional<RenewalRate.Bounds> bounds(RenewalFormula.Basis basis) {
            requireNonNull(basis, "basis");
            return rate(basis.asLost())
                    .map(lost -> new RenewalRate.Bounds(
                            rate(basis.leftOut()), lost, rate(basis.asWon()).orElseThrow()));
        }

        /**
         * Why two formulas say different things: the customers who do not add the same to both. The differences add up to that of the
         * numerators and of the denominators. Takes one more pass over the store.
         *
         * @param left a formula
         * @param right another of the same unit
         * @return the customers in the order of the store; unmodifiable
         * @throws IllegalArgumentException if one formula is of customers and the other of value
         * @throws IllegalStateException if the table was made from a tally
         */
        public List<RateDifference<K>> reconcile(RenewalFormula left, RenewalFormula right) {
            checkArgument(
                    requireNonNull(left, "left").isOfCustomers()
                            == requireNonNull(right, "right").isOfCustomers(),
                    "left (%s) and right (%s) must both be of customers or both of value",
                    left,
                    right);
            return RateDifference.between(part(left), part(right));
        }

        private RateDifference.Rate<K, RenewalItem, RenewalCell> part(RenewalFormula formula) {
            return new RateDifference.Rate<>(
                    counted(),
                    new RateDifference.Side<>(formula.numerator(), formula.isOfCustomers()),
                    new RateDifference.Side<>(formula.denominator(), formula.isOfCustomers()),
                    this::cell);
        }

        /**
         * The reasons, or other groups, behind an item.
         *
         * @param item what, such as {@link RenewalItem#LOST}
         * @param byReason this table by a grouping, such as {@link Renewals#presentReason}
         * @return the customers and the amount of each
         * @throws IllegalArgumentException if the groups do not add up to this table
         */
        public ReasonMix mix(RenewalItem item, ByGroup<RenewalTable<K>> byReason) {
            requireNonNull(item, "item");
            List<ReasonMix.Part> parts = new ArrayList<>();
            for (Map.Entry<Group, RenewalTable<K>> group :
                    requireNonNull(byReason, "byReason").tables().entrySet()) {
                InPeriod in = group.getValue().inPeriod(period());
                if (in.customers(item) > 0) {
                    parts.add(new ReasonMix.Part(group.getKey(), in.customers(item), in.amount(item)));
                }
            }
            ReasonMix mix = new ReasonMix(parts);
            checkArgument(
                    mix.customers() == customers(item) && mix.value().compareTo(amount(item)) == 0,
                    "byReason (%s) must be of this table, whose %s are %s customers",
                    byReason,
                    item,
                    customers(item));
            return mix;
        }

        /** Prints the period and what became of the due, such as {@code 2024-03: 6 due, 4 renewed, 1 lost, 1 pending}. */
        @Override
        public String toString() {
            return label() + ": " + customers(RenewalItem.DUE) + " due (" + amount(RenewalItem.DUE) + "), "
                    + customers(RenewalItem.RENEWED) + " renewed, " + customers(RenewalItem.LOST) + " lost, "
                    + customers(RenewalItem.PENDING) + " pending";
        }
    }

    /** {@return a row per period} */
    @Override
    public Sheet sheet() {
        return MovementSheets.of(this);
    }
}
