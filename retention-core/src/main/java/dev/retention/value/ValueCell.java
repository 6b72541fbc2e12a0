package dev.retention.value;

import static java.util.Objects.requireNonNull;

import dev.retention.time.Period;
import java.io.Serializable;

/**
 * A cell of a table of realised value: the customers of a cohort whose time is complete, or not yet.
 *
 * @param cohort the period of the customers' first event
 * @param maturity whether their time is complete
 * @since 0.1.0
 */
public record ValueCell(Period cohort, Maturity maturity) implements Serializable {

    /**
     * Checks the components.
     *
     * @param cohort the period of the customers' first event
     * @param maturity whether their time is complete
     * @throws NullPointerException if a component is null
     */
    public ValueCell {
        requireNonNull(maturity, "maturity");
        requireNonNull(cohort, "cohort");
    }

    /**
     * Whether a customer has been one for long enough.
     *
     * @since 0.1.0
     */
    public enum Maturity {
        /** All days of the window have passed by the end of the data. */
        COMPLETE,
        /** Some days of the window are still to come: left out of values. */
        TOO_YOUNG
    }

    /** Prints the cohort and the maturity, such as {@code 1997-01 COMPLETE}. */
    @Override
    public String toString() {
        return cohort + " " + maturity;
    }
}
