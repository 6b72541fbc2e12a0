package dev.retention.cohort;

import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.history.Members;
import dev.retention.rule.Counted;
import dev.retention.time.CellState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The figures of one cell of a cohort table. */
class CohortFigures<K> {
    private final CohortAxes axes;
    private final Counted<K, CohortCell> counted;
    private final CohortCell key;

    CohortFigures(CohortAxes axes, Counted<K, CohortCell> counted, CohortCell key) {
        this.axes = axes;
        this.counted = counted;
        this.key = key;
    }

    /**
     * The cohort and the column.
     *
     * @return the key under which the rule counts
     */
    public CohortCell key() {
        return key;
    }

    /**
     * How much of the cell could be observed.
     *
     * @return the state as of the end of the data
     */
    public CellState state() {
        return counted.state(key);
    }

    /**
     * How many customers returned.
     *
     * @return at least 0 and at most the denominator; empty if the cell is unobserved, which is not 0
     */
    public OptionalLong count() {
        return state() == CellState.UNOBSERVED ? OptionalLong.empty() : OptionalLong.of(counted.count(key));
    }

    /**
     * How many customers could have been: the cohort's size, or those whom {@link CohortRetention#outOf} names.
     *
     * @return at least 0
     */
    public long denominator() {
        boolean isSize = key.age() == 0 && axes.columnZero() == ColumnZero.COHORT_SIZE;
        return counted.count(
                isSize || axes.denominator() == CohortDenominator.WHOLE_COHORT
                        ? axes.members(key.cohort())
                        : new CohortCell(key.cohort(), key.age(), CohortCell.Part.EXPOSED));
    }

    /**
     * The share of the denominator that returned, which gives intervals.
     *
     * @return the proportion; empty if the cell is unobserved or the denominator is 0
     */
    public Optional<Proportion> rate() {
        OptionalLong count = count();
        long denominator = denominator();
        return count.isEmpty() || denominator == 0
                ? Optional.empty()
                : Optional.of(Proportion.of(count.getAsLong(), denominator));
    }

    /**
     * The rate against that of the age before: {@code rate(age) / rate(age − 1)}, which is the ratio of the counts where both have
     * the whole cohort for a denominator.
     *
     * <p>Where cells are not nested, as those {@link ReturnRule#IN_PERIOD} are not, it passes 1 when more come back than came
     * before.
     *
     * @return the ratio, at least 0; empty at age 0, if a cell has no rate, or if nobody returned at the age before
     */
    public OptionalDouble rateAgainstAgeBefore() {
        if (key.age() == 0) {
            return OptionalDouble.empty();
        }
        CohortFigures<K> before = new CohortFigures<>(axes, counted, CohortCell.of(key.cohort(), key.age() - 1));
        Optional<Proportion> rate = rate();
        Optional<Proportion> rateBefore = before.rate().filter(known -> known.count() > 0);
        return rate.isEmpty() || rateBefore.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(rate.get().asDouble() / rateBefore.get().asDouble());
    }

    /**
     * The complement: the share of the denominator that did not return.
     *
     * @return the proportion; empty if the cell is unobserved or the denominator is 0
     */
    public Optional<Proportion> churn() {
        return rate().map(Proportion::complement);
    }

    /**
     * The confidence interval of the rate.
     *
     * @param formula the formula; {@link ProportionInterval#WILSON} unless there is a reason for another
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval, within [0, 1]; empty if there is no rate
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Optional<Interval> interval(ProportionInterval formula, double confidence) {
        return rate().map(rate -> rate.interval(formula, confidence));
    }

    /**
     * What the customers spent in the events that put them into the cell: the return events of the ages that the cell's
     * return rule looks at, where an age has enough of them.
     *
     * @return major units of the store's currency; empty if the cell is unobserved or the store has no amounts
     */
    public Optional<BigDecimal> amount() {
        return state() == CellState.UNOBSERVED || counted.currency().isEmpty()
                ? Optional.empty()
                : Optional.of(counted.major(counted.amount(key)));
    }

    /**
     * What a customer who returned spent on average: {@link #amount} / {@link #count}.
     *
     * @param rounding how the quotient is rounded
     * @return major units of the store's currency; empty if nobody returned or there is no amount
     */
    public Optional<BigDecimal> meanPerRetained(MathContext rounding) {
        return mean(count().orElse(0), rounding);
    }

    /**
     * What a customer of the denominator spent on average, returned or not: {@link #amount} / {@link #denominator}.
     *
     * @param rounding how the quotient is rounded
     * @return major units of the store's currency; empty if the denominator is 0 or there is no amount
     */
    public Optional<BigDecimal> meanPerMember(MathContext rounding) {
        return mean(denominator(), rounding);
    }

    private Optional<BigDecimal> mean(long customers, MathContext rounding) {
        requireNonNull(rounding, "rounding");
        return customers == 0
                ? Optional.empty()
                : amount().map(sum -> sum.divide(BigDecimal.valueOf(customers), rounding));
    }

    /**
     * The customers who returned. Takes one more pass over the store.
     *
     * @return as many as {@link #count()} says; none if the cell is unobserved
     */
    public Members<K> members() {
        return counted.members(key);
    }

    /**
     * Prints the cell as {@code 1997-01 age 3: 10.3 % (810 of 7846)}, with {@code so far} where it is partial; without a denominator as
     * {@code no rate (0 of 0)}, or {@code UNOBSERVED}.
     */
    @Override
    public String toString() {
        String soFar = state() == CellState.PARTIAL ? " so far" : "";
        return key + ": "
                + rate().map(rate -> rate + soFar)
                        .orElse(state() == CellState.UNOBSERVED ? "UNOBSERVED" : "no rate (0 of 0)");
    }
}
