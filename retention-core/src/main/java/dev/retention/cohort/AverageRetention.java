package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.Text;

/**
 * The retention of several cohorts at one age, with the name of the average and the number of cohorts in it.
 *
 * @param formula the average
 * @param age the column
 * @param cohorts how many cohorts are in it, at least 1
 * @param asDouble the average, in [0, 1]
 * @since 0.1.0
 */
public record AverageRetention(CohortAverage formula, int age, int cohorts, double asDouble) {
    /**
     * Checks the values.
     *
     * @param formula the average
     * @param age the column
     * @param cohorts how many cohorts are in it
     * @param asDouble the average
     * @throws IllegalArgumentException if {@code age} is negative, {@code cohorts < 1} or {@code asDouble} is not in [0, 1]
     */
    public AverageRetention {
        requireNonNull(formula, "formula");
        Checks.notNegative((long) age, "age");
        checkArgument(cohorts >= 1, "cohorts (%s) must be at least 1", cohorts);
        Checks.closedUnit(asDouble, "asDouble");
    }

    /** Prints the average, such as {@code 60.0 % (POOLED of 2 cohorts at age 1)}. */
    @Override
    public String toString() {
        return Text.percent(asDouble) + " (" + formula + " of " + cohorts + " cohorts at age " + age + ")";
    }
}
