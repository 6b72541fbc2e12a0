package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.List;

/**
 * How the rates of several cohorts become one: four different numbers that are all called the average.
 *
 * <p>With {@code r} retained of {@code n} in each cohort, and two cohorts of 500 of 1000 and 400 of 500:
 *
 * <pre>
 *   POOLED                Σ r / Σ n            60 %
 *   MEAN_OF_RATES         mean of r / n        65 %
 *   SIZE_WEIGHTED_COUNTS  Σ n·r / Σ n²         56 %
 *   MEDIAN                median of r / n      65 %
 * </pre>
 *
 * @since 0.1.0
 */
public enum CohortAverage {
    /** All retained of all members: every customer has the same weight. */
    POOLED {
        @Override
        double average(List<Proportion> cohorts) {
            return Proportion.pooled(cohorts).asDouble();
        }
    },

    /** The mean of the rates: every cohort has the same weight, the small ones with their noise too. */
    MEAN_OF_RATES {
        @Override
        double average(List<Proportion> cohorts) {
            return cohorts.stream().mapToDouble(Proportion::asDouble).sum() / cohorts.size();
        }
    },

    /**
     * The mean number of retained by the mean size, both weighted by size: large cohorts count more than their share. It is
     * what some tools print as weighted average.
     */
    SIZE_WEIGHTED_COUNTS {
        @Override
        double average(List<Proportion> cohorts) {
            double retained = 0;
            double size = 0;
            for (Proportion cohort : cohorts) {
                retained += (double) cohort.total() * cohort.count();
                size += (double) cohort.total() * cohort.total();
            }
            return retained / size;
        }
    },

    /** The rate in the middle; of an even number of cohorts the mean of the two in the middle. */
    MEDIAN {
        @Override
        double average(List<Proportion> cohorts) {
            double[] rates =
                    cohorts.stream().mapToDouble(Proportion::asDouble).sorted().toArray();
            int middle = rates.length / 2;
            return rates.length % 2 == 1 ? rates[middle] : (rates[middle - 1] + rates[middle]) / 2;
        }
    };

    abstract double average(List<Proportion> cohorts);

    /**
     * The average of some cohorts.
     *
     * @param cohorts retained of members in each cohort, at least one cohort; a cohort that retained nobody counts as well
     * @return the average, in [0, 1]
     * @throws IllegalArgumentException if there are no cohorts
     */
    public double of(List<Proportion> cohorts) {
        checkArgument(
                !requireNonNull(cohorts, "cohorts").isEmpty(),
                "cohorts must not be empty: there is no average of nothing");
        return average(cohorts);
    }

    /**
     * The retention of several cohorts at one age, with the name of the average and the number of cohorts in it.
     *
     * @param formula the average
     * @param age the column
     * @param cohorts how many cohorts are in it, at least 1
     * @param asDouble the average, in [0, 1]
     * @since 0.1.0
     */
    public record Rate(CohortAverage formula, int age, int cohorts, double asDouble) {
        /**
         * Checks the values.
         *
         * @param formula the average
         * @param age the column
         * @param cohorts how many cohorts are in it
         * @param asDouble the average
         * @throws IllegalArgumentException if {@code age} is negative, {@code cohorts < 1} or {@code asDouble} is not in [0, 1]
         */
        public Rate {
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
}
