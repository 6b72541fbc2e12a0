package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import dev.retention.SignedSum;
import dev.retention.history.Members;
import dev.retention.internal.Checks;
import dev.retention.rule.Counted;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Recurring value of every period: movements, net and gross retention by any formula, and the customers behind each amount.
 *
 * <p>Made by {@link RecurringRevenue}. The identities of {@link RevenueItem} held, to the last minor unit, when this was made. This
 * class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class RevenueMovements<K> extends PeriodTable<RevenueMovements<K>.InPeriod> {
    private final Counted<K, RevenueCell> counted;
    private final boolean knowsTerms;
    private final ImmutableList<InPeriod> periods;

    RevenueMovements(Counted<K, RevenueCell> counted, boolean knowsTerms) {
        super(counted.rule());
        this.counted = counted;
        this.knowsTerms = knowsTerms;
        this.periods = IntStream.range(0, timeline().size())
                .mapToObj(i -> new InPeriod(timeline().period(i)))
                .collect(ImmutableList.toImmutableList());
        for (InPeriod p : periods) {
            p.check(RevenueFormula.NRR_MOVEMENTS_REACT, RevenueItem.NEW);
            p.check(RevenueFormula.NRR_LEDGER_REACT, RevenueItem.LEDGER_NEW);
        }
    }

    @Override
    public List<InPeriod> periods() {
        return periods;
    }

    /**
     * The counted rule behind the table: tally, explanations, reconciliation, restatement.
     *
     * @return the counted rule
     */
    public Counted<K, RevenueCell> counted() {
        return counted;
    }

    /**
     * The recurring value of one period.
     *
     * @since 0.1.0
     */
    public final class InPeriod {
        private final Period period;

        private InPeriod(Period period) {
            this.period = period;
        }

        private void check(RevenueFormula formula, RevenueItem arrivals) {
            BigDecimal end = sum(formula.numerator()).add(amount(arrivals));
            checkState(
                    end.compareTo(amount(RevenueItem.END)) == 0,
                    "value does not add up in %s: %s by movements, %s at the end",
                    period,
                    end,
                    amount(RevenueItem.END));
        }

        /**
         * The period.
         *
         * @return the period
         */
        public Period period() {
            return period;
        }

        /**
         * How much of the period could be observed.
         *
         * @return OBSERVED, or PARTIAL for the last period if it is still running
         */
        public CellState state() {
            return timeline().state(period);
        }

        /**
         * An item's amount.
         *
         * @param item which
         * @return major units of the store's currency, at least 0
         */
        public BigDecimal amount(RevenueItem item) {
            return counted.store().major(counted.amount(new RevenueCell(period, item)));
        }

        /**
         * How many customers add to an item.
         *
         * @param item which
         * @return at least 0
         */
        public long customers(RevenueItem item) {
            return counted.count(new RevenueCell(period, item));
        }

        /**
         * The customers who add to an item. Takes one more pass over the store.
         *
         * @param item which
         * @return as many as {@link #customers} says
         */
        public Members<K> members(RevenueItem item) {
            return counted.members(new RevenueCell(period, item));
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
            checkArgument(
                    knowsTerms || !formula.denominator().terms().contains(RevenueItem.DUE),
                    "formula (%s) needs terms: take RecurringRevenue.dueOn(code)",
                    formula);
            BigDecimal denominator = formula.isPerCustomer()
                    ? BigDecimal.valueOf(formula.denominator().sum(this::customers))
                    : sum(formula.denominator());
            return denominator.signum() == 0
                    ? Optional.empty()
                    : Optional.of(new RevenueRate(formula, sum(formula.numerator()), denominator));
        }

        /**
         * The ratios of the last periods up to this one, such as twelve monthly ones.
         *
         * @param formula what is meant in each period
         * @param periods how many, at least 1
         * @return the ratios; empty if one of them is undefined or lies before the first period
         * @throws IllegalArgumentException if {@code periods < 1}, or as for {@link #rate}
         */
        public Optional<TrailingRevenue> trailing(RevenueFormula formula, int periods) {
            Checks.positive((long) periods, "periods");
            int end = timeline().first().until(period) + 1;
            List<RevenueRate> rates = RevenueMovements.this.periods.subList(Math.max(0, end - periods), end).stream()
                    .flatMap(p -> p.rate(formula).stream())
                    .toList();
            return rates.size() == periods ? Optional.of(new TrailingRevenue(formula, rates)) : Optional.empty();
        }

        /**
         * What all movements come to.
         *
         * @return {@code END − START} in major units, below 0 where value shrank
         */
        public BigDecimal netNew() {
            return amount(RevenueItem.END).subtract(amount(RevenueItem.START));
        }

        private BigDecimal sum(SignedSum<RevenueItem> items) {
            BigDecimal sum = counted.store().major(0);
            for (Map.Entry<RevenueItem, Integer> item : items.signs().entrySet()) {
                sum = sum.add(amount(item.getKey()).multiply(BigDecimal.valueOf(item.getValue())));
            }
            return sum;
        }

        /** Prints the period and its snapshot movements. */
        @Override
        public String toString() {
            return period + ": " + amount(RevenueItem.START) + " + " + amount(RevenueItem.NEW) + " new + "
                    + amount(RevenueItem.EXPANSION) + " expansion + " + amount(RevenueItem.REACTIVATION)
                    + " reactivation − " + amount(RevenueItem.CONTRACTION) + " contraction − "
                    + amount(RevenueItem.CHURN) + " churn = " + amount(RevenueItem.END);
        }
    }
}
