package dev.retention.value;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * From age to age: by what the amounts of the cohorts that are known at both grew, and what can be told of those that are not. Not a
 * number where it cannot be told.
 */
final class AgeFactors {
    private static final double ROUNDING = 1e-12;

    private final double[][] known;
    private final int ages;
    // By age: the factor to the next, its variance per unit of amount, and the two sums that the factor is of.
    private final double[] factor;
    private final double[] variance;
    private final double[] base;
    private final double[] next;

    AgeFactors(double[][] known) {
        this.known = known;
        this.ages = known[0].length;
        this.factor = new double[ages - 1];
        this.variance = new double[ages - 1];
        this.base = new double[ages - 1];
        this.next = new double[ages - 1];
        for (int age = 0; age < ages - 1; age++) {
            for (double[] cohort : cohortsAt(age)) {
                base[age] += cohort[age];
                next[age] += cohort[age + 1];
            }
            factor[age] = base[age] > 0 ? next[age] / base[age] : Double.NaN;
            variance[age] = spread(age);
        }
    }

    /** The cohorts that are known at an age and the next. */
    private List<double[]> cohortsAt(int age) {
        return Arrays.stream(known).takeWhile(cohort -> cohort.length > age + 1).toList();
    }

    /** Those of them that have a ratio. */
    private List<double[]> ratiosAt(int age) {
        return cohortsAt(age).stream().filter(cohort -> cohort[age] > 0).toList();
    }

    /** Mack's σ²: of two cohorts or more by how far their ratios lie apart, of one by those of the ages before. */
    private double spread(int age) {
        List<double[]> cohorts = ratiosAt(age);
        if (cohorts.size() >= 2) {
            boolean fromNothing = cohortsAt(age).stream().anyMatch(cohort -> cohort[age] == 0 && cohort[age + 1] > 0);
            return fromNothing ? Double.NaN : squares(cohorts, age, factor[age]) / (cohorts.size() - 1);
        }
        if (age < 2) {
            return Double.NaN;
        }
        double before = variance[age - 1];
        double beforeThat = variance[age - 2];
        return before < beforeThat ? before * (before / beforeThat) : Math.min(before, beforeThat);
    }

    private static double squares(List<double[]> cohorts, int age, double factor) {
        return cohorts.stream()
                .mapToDouble(cohort -> cohort[age] * Math.pow(cohort[age + 1] / cohort[age] - factor, 2))
                .sum();
    }

    double factor(int age) {
        return factor[age];
    }

    double variance(int age) {
        return variance[age];
    }

    /** How many cohorts the factor is of. */
    int cohorts(int age) {
        return cohortsAt(age).size();
    }

    /**
     * The amounts at each age of some cohorts together, from the last known of the oldest of them on, and how uncertain they are: Mack's
     * recursion, in which the cohorts share what is not known of the factors.
     *
     * @param from the first cohort
     * @param to behind the last
     * @return the amount and the variance at each age; those of an age before all are known as far as they are
     */
    double[][] completed(int from, int to) {
        double[] amounts = new double[ages];
        double[] variances = new double[ages];
        double amount = 0;
        double spread = 0;
        boolean begun = false;
        for (int age = 0; age < ages; age++) {
            for (int i = from; i < to; i++) {
                if (known[i].length == age + 1) {
                    amount += known[i][age];
                    begun = true;
                }
            }
            amounts[age] = amount;
            variances[age] = spread;
            boolean nothing = amount == 0 && age < ages - 1 && base[age] == 0 && next[age] == 0;
            if (begun && age < ages - 1 && !nothing) {
                double own = variance[age];
                spread = factor[age] * factor[age] * spread + own * amount + amount * (amount / base[age]) * own;
                amount *= factor[age];
            }
        }
        return new double[][] {amounts, variances};
    }

    /** What the other cohorts say of the growth of one; nothing if they are fewer than two. */
    Optional<CohortTriangle.Growth> growth(String name, double[] one, int age) {
        if (one.length <= age + 1 || one[age] == 0) {
            return Optional.empty();
        }
        List<double[]> others =
                ratiosAt(age).stream().filter(other -> other != one).toList();
        if (others.size() < 2) {
            return Optional.empty();
        }
        double all = others.stream().mapToDouble(other -> other[age]).sum();
        double expected = others.stream().mapToDouble(other -> other[age + 1]).sum() / all;
        double ratio = one[age + 1] / one[age];
        double off = ratio - expected;
        double own = squares(others, age, expected) / (others.size() - 1);
        // What rounding makes is no difference.
        double errors = Math.abs(off) <= ROUNDING * Math.max(expected, ratio)
                ? 0
                : off / Math.sqrt(own * (1 / one[age] + 1 / all));
        // Next to nothing may become more than there are numbers for.
        return Double.isFinite(ratio) && Double.isFinite(expected) && !Double.isNaN(errors)
                ? Optional.of(new CohortTriangle.Growth(name, age, ratio, expected, errors, others.size()))
                : Optional.empty();
    }
}
