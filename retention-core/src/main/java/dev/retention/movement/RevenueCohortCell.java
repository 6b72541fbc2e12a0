package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.time.Period;
import java.io.Serializable;

/**
 * A cell of a table of cohorts of recurring value: customers, and the value they have at the end of one period.
 *
 * @param cohort the period in which the customers first had value; of all parts but {@link Part#VALUE} the period that is looked at
 * @param age how many periods later they are looked at; 0 of all parts but {@link Part#VALUE}
 * @param part what is counted and added up
 * @since 0.1.0
 */
public record RevenueCohortCell(Period cohort, int age, Part part) implements Serializable {
    /**
     * Checks the age.
     *
     * @param cohort the period in which the customers first had value, or that is looked at
     * @param age how many periods later they are looked at
     * @param part what is counted and added up
     * @throws IllegalArgumentException if {@code age} is negative, or not 0 of a part that has no ages
     */
    public RevenueCohortCell {
        requireNonNull(cohort, "cohort");
        requireNonNull(part, "part");
        checkArgument(age >= 0, "age (%s) must be at least 0", age);
        checkArgument(age == 0 || part == Part.VALUE, "age (%s) must be 0 of %s", age, part);
    }

    /**
     * The value of a cohort at an age.
     *
     * @param cohort the period in which the customers first had value
     * @param age how many periods later, at least 0
     * @return the cell
     * @throws IllegalArgumentException if {@code age} is negative
     */
    public static RevenueCohortCell of(Period cohort, int age) {
        return new RevenueCohortCell(cohort, age, Part.VALUE);
    }

    /**
     * The period that is looked at.
     *
     * @return {@code cohort + age}
     * @throws IllegalArgumentException if it lies more than about a million years from the epoch
     */
    public Period period() {
        return cohort.plus(age);
    }

    /** Prints the cohort and the age, such as {@code 2026-01 age 3}, or the part, such as {@code 2026-01 members}. */
    @Override
    public String toString() {
        return cohort + " " + (part == Part.VALUE ? "age " + age : part.label);
    }

    /**
     * What a tally of cohorts of recurring value counts.
     *
     * @since 0.1.0
     */
    public enum Part {
        /** The customers of a cohort who have value at the end of the period, and that value. */
        VALUE("value"),

        /** All customers of a cohort, without an amount. */
        MEMBERS("members"),

        /** The customers who first had value before the first period and have some at the end of the period, and that value. */
        EARLIER("earlier"),

        /** The customers who have value at the end of the period, of every cohort and earlier, and that value. */
        ALL("all"),

        /**
         * Customers who are left out of everything else, since a change of theirs is missing: by {@link RevenueCohorts#lenient} only,
         * as {@link RevenueItem#LEFT_OUT}.
         */
        LEFT_OUT("left out");

        private final String label;

        Part(String label) {
            this.label = label;
        }
    }
}
