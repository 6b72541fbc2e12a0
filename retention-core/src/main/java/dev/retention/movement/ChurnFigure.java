package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.Proportion;
import dev.retention.history.Members;
import java.util.Optional;

/**
 * The churn of one period by one formula, with its customers, from {@link ChurnTable} or {@link Movements}. This class is immutable and
 * thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class ChurnFigure<K> {
    private final PeriodCounts<K, ?> counts;
    private final ChurnFormula formula;

    ChurnFigure(PeriodCounts<K, ?> counts, ChurnFormula formula) {
        this.counts = counts;
        this.formula = requireNonNull(formula, "formula");
    }

    /**
     * What is meant by churn.
     *
     * @return the formula
     */
    public ChurnFormula formula() {
        return formula;
    }

    /**
     * The rate.
     *
     * @return the rate; empty if it is undefined, for instance since nobody was there to be lost
     */
    public Optional<ChurnRate> rate() {
        return counts.rate(formula);
    }

    /**
     * The rate as a proportion, such as to be compared or split by {@link RateChange}.
     *
     * @return lost of exposed; empty if the rate is undefined or its formula no {@linkplain ChurnFormula#isShare share}
     */
    public Optional<Proportion> proportion() {
        return rate().flatMap(ChurnRate::proportion);
    }

    /**
     * The customers in the numerator. Takes one more pass over the store.
     *
     * @return the customers, each once; by formulas that count events, a customer may count more than once, and by
     *     {@code NET_OF_REACTIVATIONS} those who returned are among them
     * @throws IllegalStateException if the table was made from a tally
     */
    public Members<K> numerator() {
        return counts.members(formula.numerator().terms());
    }

    /**
     * The customers in the denominator, or for means and exposure those who had a part in it. Takes one more pass over
     * the store.
     *
     * @return the customers, each once
     * @throws IllegalStateException if the table was made from a tally
     */
    public Members<K> denominator() {
        return counts.members(formula.denominator().terms());
    }

    /**
     * Why another formula says otherwise, down to the customers. Takes one more pass over the store.
     *
     * @param other another formula
     * @return the customers whose losses the two count differently, and those in one denominator only
     * @throws IllegalArgumentException if the table cannot feed the formula, see {@link ChurnTable.InPeriod#churn}
     * @throws IllegalStateException if the table was made from a tally
     */
    public ChurnReconciliation<K> reconcileWith(ChurnFormula other) {
        return counts.reconcile(formula, counts.churn(requireNonNull(other, "other")).formula);
    }

    /** Prints period and rate, such as {@code 1998-03: 10.0 % (1 of 10, SNAPSHOT)}, and whether the period is still running. */
    @Override
    public String toString() {
        return counts.label() + ": "
                + rate().map(ChurnRate::toString).orElse("undefined (" + formula + "): nobody in the denominator");
    }
}
