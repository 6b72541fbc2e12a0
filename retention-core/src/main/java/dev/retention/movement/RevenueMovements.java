package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.SignedSum;
import dev.retention.history.Members;
import dev.retention.internal.Checks;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Recurring value of every period: movements, net and gross retention by any formula, and the customers behind each amount.
 *
 * <p>Made by {@link RecurringRevenue}. The identities of {@link RevenueItem} held, to the last minor unit, when this was made. This
 * class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class RevenueMovements<K> extends ValueTable<K, RevenueCell, RevenueMovements<K>.InPeriod>
        implements Tabular {
    private final RevenueAxes axes;
    private final List<InPeriod> periods;

    RevenueMovements(Counted<K, RevenueCell> counted, RevenueAxes axes, boolean parted) {
        super(counted);
        this.axes = axes;
        this.periods =
                IntStream.range(0, timeline().size()).mapToObj(InPeriod::new).toList();
        // Value moves between groups that are read at each period.
        if (!parted) {
            for (InPeriod p : periods) {
                p.check(RevenueFormula.NRR_MOVEMENTS_REACT, false);
                p.check(RevenueFormula.NRR_LEDGER_REACT, true);
            }
        }
    }

    @Override
    public List<InPeriod> periods() {
        return periods;
    }

    @Override
    List<String> odd() {
        List<String> codes = Stream.of(axes.due(), axes.apart().fx())
                .flatMap(Stream::ofNullable)
                .toList();
        return codes.isEmpty() || !counted().hasMembers()
                ? ratesNotApart(axes.apart().fx())
                : Stream.of(
                                counted().store().codes().warnings(codes),
                                ratesNotApart(axes.apart().fx()))
                        .flatMap(List::stream)
                        .toList();
    }

    /**
     * The same table for each group of customers. Takes one more pass over the store.
     *
     * <p>By a grouping that is read at each period, what is of the customers of the start ({@code START}, the survivors, {@code KEPT},
     * {@code EXPANSION}, {@code CONTRACTION}, {@code CHURN}, {@code DUE}) is of the group at the start; {@code END}, {@code NEW},
     * {@code REACTIVATION} and the ledger are of the group at the end. The identities then lack what customers carry from group to
     * group, see {@link InPeriod#moved}.
     *
     * @param grouping how customers are parted
     * @return a table for each group that somebody is in
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<RevenueMovements<K>> by(Grouping grouping) {
        boolean atPeriod = requireNonNull(grouping, "grouping").reading() == Grouping.Reading.AT_PERIOD;
        return counted().by(grouping, slice -> new RevenueMovements<>(slice, axes, atPeriod));
    }

    @Override
    List<RevenueCell> leftOutCells() {
        return axes.booked().lenient()
                ? periods.stream()
                        .map(p -> new RevenueCell(p.period(), RevenueItem.LEFT_OUT))
                        .toList()
                : List.of();
    }

    /**
     * The recurring value of one period.
     *
     * @since 0.1.0
     */
    public final class InPeriod extends PeriodTable.Entry {

        private InPeriod(int index) {
            super(timeline(), index);
        }

        private void check(RevenueFormula formula, boolean ledger) {
            BigDecimal end = sum(formula.numerator()).add(arrivals(ledger));
            checkState(
                    end.compareTo(amount(RevenueItem.END)) == 0,
                    "value does not add up in %s: %s by movements, %s at the end",
                    period(),
                    end,
                    amount(RevenueItem.END));
        }

        /** What movements bring that are in no formula of retention. */
        private BigDecimal arrivals(boolean ledger) {
            BigDecimal sum = arrival(RevenueItem.NEW, ledger);
            if (axes.apart().fx() != null) {
                sum = sum.add(arrival(RevenueItem.FX, ledger));
            }
            return axes.apart().restated() == null ? sum : sum.add(arrival(RevenueItem.RESTATEMENT, ledger));
        }

        private BigDecimal arrival(RevenueItem item, boolean ledger) {
            return amount(ledger ? item.onLedger() : item);
        }

        /**
         * An item's amount.
         *
         * @param item which
         * @return major units of the store's currency, at least 0 except for exchange rates and restatements
         * @throws IllegalArgumentException if the item is not counted: those of terms need {@link RecurringRevenue#dueOn}, those of
         *     exchange rates {@link RecurringRevenue#fxBy}, those of restatements {@link RecurringRevenue#restatedBy}, and
         *     {@code LEFT_OUT} {@link RecurringRevenue#lenient}
         */
        public BigDecimal amount(RevenueItem item) {
            return counted().major(counted().amount(new RevenueCell(period(), item)));
        }

        /**
         * How many customers add to an item.
         *
         * @param item which
         * @return at least 0
         * @throws IllegalArgumentException if the item is not counted, see {@link #amount}
         */
        public long customers(RevenueItem item) {
            return counted().count(new RevenueCell(period(), item));
        }

        /**
         * The customers who add to an item. Takes one more pass over the store.
         *
         * @param item which
         * @return as many as {@link #customers} says
         * @throws IllegalArgumentException if the item is not counted, see {@link #amount}
         * @throws IllegalStateException if the table was made from a tally
         */
        public Members<K> members(RevenueItem item) {
            return counted().members(new RevenueCell(period(), item));
        }

        /**
         * A ratio by a named formula.
         *
         * @param formula what is meant
         * @return the ratio; empty if its denominator is 0
         * @throws IllegalArgumentException if the formula is on the renewal base and the method was not told
         *     {@link RecurringRevenue#dueOn} what ends a term
         */
        public Optional<RevenueRate> rate(RevenueFormula formula) {
            checkTerms(requireNonNull(formula, "formula"));
            BigDecimal denominator = formula.isPerCustomer()
                    ? BigDecimal.valueOf(formula.denominator().sum(this::customers))
                    : sum(formula.denominator());
            return denominator.signum() == 0
                    ? Optional.empty()
                    : Optional.of(new RevenueRate(formula, sum(formula.numerator()), denominator));
        }

        /**
         * Why two formulas say different things of the period, down to the customers. Takes two more passes over the store.
         *
         * @param left a formula
         * @param right another formula
         * @return the customers of whom they count different amounts
         * @throws IllegalArgumentException as for {@link #rate}
         * @throws IllegalStateException if the table was made from a tally
         */
        public List<RateDifference<K>> reconcile(RevenueFormula left, RevenueFormula right) {
            return reconcile(left, this, right);
        }

        /**
         * Why another table of the same store says something else, such as one {@linkplain RecurringRevenue#per per subscription} or of
         * another period. Takes two more passes over the store.
         *
         * @param left a formula of this table
         * @param other a period of the other table
         * @param right a formula of that
         * @return the customers of whom they count different amounts
         * @throws IllegalArgumentException as for {@link #rate}, or if the tables are not of one store
         * @throws IllegalStateException if a table was made from a tally
         */
        public List<RateDifference<K>> reconcile(
                RevenueFormula left, RevenueMovements<K>.InPeriod other, RevenueFormula right) {
            checkArgument(
                    requireNonNull(left, "left").isPerCustomer()
                            == requireNonNull(right, "right").isPerCustomer(),
                    "left (%s) and right (%s) must both be per customer or not",
                    left,
                    right);
            return RateDifference.between(
                    part(left), requireNonNull(other, "other").part(right));
        }

        private RateDifference.Rate<K, RevenueItem, RevenueCell> part(RevenueFormula formula) {
            checkTerms(formula);
            return new RateDifference.Rate<>(
                    counted(),
                    new RateDifference.Side<>(formula.numerator(), false),
                    new RateDifference.Side<>(formula.denominator(), formula.isPerCustomer()),
                    item -> new RevenueCell(period(), item));
        }

        private void checkTerms(RevenueFormula formula) {
            checkArgument(
                    axes.due() != null || !formula.denominator().terms().contains(RevenueItem.DUE),
                    "formula (%s) needs terms: take RecurringRevenue.dueOn(code)",
                    formula);
        }

        /**
         * The ratios of the last periods up to this one, such as twelve monthly ones.
         *
         * @param formula what is meant in each period
         * @param periods how many, at least 1
         * @return the ratios; empty if one of them is undefined or lies before the first period
         * @throws IllegalArgumentException if {@code periods < 1}, or as for {@link #rate}
         */
        public Optional<RevenueRate.Trailing> trailing(RevenueFormula formula, int periods) {
            requireNonNull(formula, "formula");
            Checks.positive((long) periods, "periods");
            int end = timeline().first().until(period()) + 1;
            List<RevenueRate> rates = RevenueMovements.this.periods.subList(Math.max(0, end - periods), end).stream()
                    .flatMap(p -> p.rate(formula).stream())
                    .toList();
            return rates.size() == periods ? Optional.of(new RevenueRate.Trailing(formula, rates)) : Optional.empty();
        }

        /**
         * What all movements come to.
         *
         * @return {@code END − START} in major units, below 0 where value shrank
         */
        public BigDecimal netNew() {
            return amount(RevenueItem.END).subtract(amount(RevenueItem.START));
        }

        /**
         * What customers carried into the group of this table in the period, less what they carried out of it.
         *
         * @return {@code END − START − NEW − EXPANSION − REACTIVATION + CONTRACTION + CHURN − FX − RESTATEMENT} in major units; 0
         *     unless this is a group that is read at each period
         */
        public BigDecimal moved() {
            return amount(RevenueItem.END)
                    .subtract(sum(RevenueFormula.NRR_MOVEMENTS_REACT.numerator()))
                    .subtract(arrivals(false));
        }

        private BigDecimal sum(SignedSum<RevenueItem> items) {
            BigDecimal sum = counted().major(0);
            for (Map.Entry<RevenueItem, Integer> item : items.signs().entrySet()) {
                sum = sum.add(amount(item.getKey()).multiply(BigDecimal.valueOf(item.getValue())));
            }
            return sum;
        }

        /** Prints the period and its snapshot movements. */
        @Override
        public String toString() {
            return label() + ": " + amount(RevenueItem.START) + " + " + amount(RevenueItem.NEW) + " new + "
                    + amount(RevenueItem.EXPANSION) + " expansion + " + amount(RevenueItem.REACTIVATION)
                    + " reactivation − " + amount(RevenueItem.CONTRACTION) + " contraction − "
                    + amount(RevenueItem.CHURN) + " churn"
                    + (axes.apart().fx() == null ? "" : " + " + amount(RevenueItem.FX) + " fx")
                    + (axes.apart().restated() == null ? "" : " + " + amount(RevenueItem.RESTATEMENT) + " restatement")
                    + " = " + amount(RevenueItem.END);
        }
    }

    /** {@return a row per period} */
    @Override
    public Sheet sheet() {
        return MovementSheets.of(this);
    }
}
