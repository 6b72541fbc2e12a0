package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.time.Period;

/**
 * A cell of a cohort table: the customers who started in one period and are looked at some periods later.
 *
 * @param cohort the period in which they started
 * @param age how many periods later, at least 0; age 0 is the cohort's own period
 * @since 0.1.0
 */
public record CohortCell(Period cohort, int age) {
    /**
     * Checks the age.
     *
     * @param cohort the period in which they started
     * @param age how many periods later
     * @throws IllegalArgumentException if {@code age} is negative
     */
    public CohortCell {
        checkArgument(age >= 0, "age (%s) must be at least 0", age);
    }

    /** Prints the cohort and the age, such as {@code 1997-01 age 3}. */
    @Override
    public String toString() {
        return cohort + " age " + age;
    }
}
