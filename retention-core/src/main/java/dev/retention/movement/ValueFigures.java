package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import dev.retention.history.Members;
import dev.retention.rule.Counted;
import dev.retention.time.CellState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.OptionalLong;

/** The figures of one cell of a table of cohorts of recurring value. */
class ValueFigures<K> {
    private final Counted<K, RevenueCohortCell> counted;
    private final RevenueCohortCell key;

    ValueFigures(Counted<K, RevenueCohortCell> counted, RevenueCohortCell key) {
        this.counted = counted;
        this.key = key;
    }

    /**
     * What is looked at.
     *
     * @return the key under which the rule counts
     */
    public RevenueCohortCell key() {
        return key;
    }

    /**
     * How much of the period could be observed.
     *
     * @return PARTIAL of a period still running, UNOBSERVED of one that has not begun
     */
    public CellState state() {
        return counted.state(key);
    }

    /**
     * The value at the end of the period.
     *
     * @return major units of the store's currency, at least 0; empty if the cell is unobserved, which is not 0
     */
    public Optional<BigDecimal> value() {
        return isObserved() ? Optional.of(amount()) : Optional.empty();
    }

    /**
     * How many customers have value at the end of the period.
     *
     * @return at least 0; empty if the cell is unobserved, which is not 0
     */
    public OptionalLong customers() {
        return isObserved() ? OptionalLong.of(counted.count(key)) : OptionalLong.empty();
    }

    /**
     * The customers who have value at the end of the period. Takes one more pass over the store.
     *
     * @return as many as {@link #customers()} says; none if the cell is unobserved
     * @throws IllegalStateException if the table was made from a tally
     */
    public Members<K> members() {
        return counted.members(key);
    }

    /**
     * The mean value of a customer who has value at the end of the period: {@link #value} / {@link #customers}.
     *
     * @param rounding how the quotient is rounded
     * @return major units of the store's currency; empty if the cell is unobserved or nobody has value
     */
    public Optional<BigDecimal> valuePerCustomer(MathContext rounding) {
        requireNonNull(rounding, "rounding");
        long customers = customers().orElse(0);
        return customers == 0
                ? Optional.empty()
                : Optional.of(amount().divide(BigDecimal.valueOf(customers), rounding));
    }

    boolean isObserved() {
        return state() != CellState.UNOBSERVED;
    }

    /** The value in major units, 0 where it is unobserved. */
    BigDecimal amount() {
        return counted.major(counted.amount(key));
    }

    /** Prints cell, value and customers, such as {@code 2026-01 age 3: 960.00 of 9 customers}, with {@code so far} where it is partial. */
    @Override
    public String toString() {
        return key + ": "
                + (isObserved()
                        ? amount().toPlainString() + " of " + counted.count(key) + " customers"
                                + (state() == CellState.PARTIAL ? " so far" : "")
                        : "UNOBSERVED");
    }
}
