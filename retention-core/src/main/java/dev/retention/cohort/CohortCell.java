package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.time.Period;
import java.io.Serializable;

/**
 * A cell of a cohort table: the customers who started in one period and are looked at some periods later.
 *
 * @param cohort the period in which they started
 * @param age the column: how many periods later, or which bracket; column 0 begins with the start
 * @param part what is counted
 * @since 0.1.0
 */
public record CohortCell(Period cohort, int age, Part part) implements Serializable {
    /**
     * Checks the age.
     *
     * @param cohort the period in which they started
     * @param age the column
     * @param part what is counted
     * @throws IllegalArgumentException if {@code age} is negative
     */
    public CohortCell {
        requireNonNull(cohort, "cohort");
        requireNonNull(part, "part");
        checkArgument(age >= 0, "age (%s) must be at least 0", age);
    }

    /**
     * Those who returned, in a table that is not broken down.
     *
     * @param cohort the period in which they started
     * @param age the column, at least 0
     * @return the cell
     * @throws IllegalArgumentException if {@code age} is negative
     */
    public static CohortCell of(Period cohort, int age) {
        return new CohortCell(cohort, age, Part.RETURNED);
    }

    /** Prints the cohort and the age, such as {@code 1997-01 age 3}. */
    @Override
    public String toString() {
        return cohort
                + (part == Part.MEMBERS ? "" : " age " + age)
                + (part == Part.RETURNED ? "" : part == Part.EXPOSED ? " exposed" : " members");
    }

    /**
     * What a tally of a cohort table counts beside a cohort and a column.
     *
     * @since 0.1.0
     */
    public enum Part {
        /** Those who returned: the numerator. */
        RETURNED,

        /** Those who are in the denominator; counted only where it is not the whole cohort. */
        EXPOSED,

        /** The members of the cohort; counted apart only where column 0 is something else. */
        MEMBERS
    }
}
