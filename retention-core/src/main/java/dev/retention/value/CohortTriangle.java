package dev.retention.value;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static java.util.Objects.requireNonNull;

import dev.retention.cohort.CohortTable;
import dev.retention.internal.Checks;
import dev.retention.internal.StudentT;
import dev.retention.internal.Text;
import dev.retention.movement.RevenueCohortTable;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.sheet.Tabular;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What cohorts will still bring, up to the age of the oldest: cumulated amounts by cohort and age, of which older cohorts are known
 * further, completed by what they grew from age to age (chain ladder), with Mack's standard error.
 *
 * <pre>
 *   factor     f(k) = Σ C(i, k + 1) / Σ C(i, k)        over the cohorts known at both ages
 *   completed  C(i, k + 1) = f(k) C(i, k)
 *   spread     σ²(k) = Σ C(i, k) (C(i, k + 1)/C(i, k) − f(k))² / (cohorts − 1);
 *              of one cohort: min(σ⁴(k − 1)/σ²(k − 2), σ²(k − 1), σ²(k − 2))
 *   error²     v(k + 1) = f(k)² v(k) + σ²(k) C(k) + C(k)² σ²(k) / Σ C(j, k), from the last age known, where v = 0
 * </pre>
 *
 * <p>The error of several cohorts together is the same recursion over the sum of their amounts: what is not known of a factor moves them
 * alike.
 *
 * <ul>
 *   <li>Amounts are cumulated over ages: revenue, margin, orders so far. They may fall, as by refunds, but not below 0. Counts of customers
 *       retained may be completed too, and then say how many will be left; but what is "to come" is then below 0, the error is not that
 *       of a share, and a survival curve says more.
 *   <li>Growth from age to age is taken to be that of the older cohorts, whatever the cohort's own was so far: cohorts that behave
 *       differently show as {@link #surprises}.
 *   <li>An age whose amounts are all 0 tells nothing of what a cohort that has some there will bring: that is empty, as is the error where
 *       fewer than three ages or two cohorts tell of it.
 * </ul>
 *
 * <p>A figure takes time in proportion to the cells, growths that times the cohorts. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.2143/AST.23.2.2005092">Mack (1993), Distribution-free calculation of the standard error of chain
 *     ladder reserve estimates</a>
 * @since 0.1.0
 */
public final class CohortTriangle implements Tabular {
    private final List<String> names;
    private final double[][] known;
    private final AgeFactors factors;

    private CohortTriangle(CumulatedRows rows) {
        names = rows.names();
        known = rows.known();
        factors = new AgeFactors(known);
    }

    /**
     * Of plain numbers.
     *
     * @param cumulative for each cohort, the oldest first, what it has brought up to age 0, 1 and so on: finite and at least 0, without
     *     gaps, and no further than the cohort before
     * @return the triangle, whose cohorts are named {@code cohort 1} and so on
     * @throws IllegalArgumentException if there is no cohort, or a cell is missing or out of range; the message names it
     */
    public static CohortTriangle of(double[]... cumulative) {
        double[][] known = requireNonNull(cumulative, "cumulative").clone();
        Arrays.setAll(known, i -> requireNonNull(known[i], "cumulative").clone());
        return new CohortTriangle(new CumulatedRows(
                IntStream.rangeClosed(1, known.length)
                        .mapToObj(i -> "cohort " + i)
                        .toList(),
                known));
    }

    /**
     * Of what the customers of a cohort table spent at each age. Only cells that are completely observed enter.
     *
     * @param table a table with amounts, each in one cell: of customers who returned {@code IN_PERIOD}, see {@link
     *     CohortTable#amountsNotOnce}
     * @return the triangle, in major units; cohorts without an observed age are left out
     * @throws IllegalArgumentException if the table has an amount several times or not at all by the way in which it was made, or has no
     *     amounts or no observed cell, or an amount cumulates to less than 0
     */
    public static CohortTriangle of(CohortTable<?> table) {
        requireNonNull(table, "table").amountsNotOnce().ifPresent(why -> {
            throw new IllegalArgumentException("table (" + table + ") must have each amount in one cell: " + why);
        });
        return new CohortTriangle(CumulatedRows.of(table));
    }

    /**
     * Of the recurring value of cohorts, cumulated: the value at the end of each period is taken for what the period brought. Only cells
     * that are completely observed enter.
     *
     * @param table recurring value by cohort and age
     * @return the triangle, in major units; cohorts without an observed age are left out
     * @throws IllegalArgumentException if the table has no observed cell
     */
    public static CohortTriangle of(RevenueCohortTable<?> table) {
        return new CohortTriangle(CumulatedRows.of(requireNonNull(table, "table")));
    }

    /** {@return how many ages the oldest cohort has, at least 1} */
    public int ages() {
        return known[0].length;
    }

    /** {@return by what amounts grew from each age to the next: one less than ages, by age; unmodifiable} */
    public List<Factor> factors() {
        return IntStream.range(0, ages() - 1)
                .mapToObj(age -> new Factor(
                        age,
                        finite(factors.factor(age)),
                        finite(Math.sqrt(factors.variance(age))),
                        factors.cohorts(age)))
                .toList();
    }

    /**
     * What a cohort has brought up to an age, or will have.
     *
     * @param cohort the cohort's place, the oldest being 0
     * @param age from 0
     * @return the amount as it is known, or completed; empty if nothing tells it
     * @throws IndexOutOfBoundsException if there is no such cohort or age
     */
    public OptionalDouble amount(int cohort, int age) {
        checkElementIndex(cohort, known.length, "cohort");
        checkElementIndex(age, ages(), "age");
        return age < known[cohort].length
                ? OptionalDouble.of(known[cohort][age])
                : finite(factors.completed(cohort, cohort + 1)[0][age]);
    }

    /** {@return what each cohort will still bring, the oldest first; unmodifiable} */
    public List<ToCome> toCome() {
        return IntStream.range(0, known.length)
                .mapToObj(i -> toCome(names.get(i), i, i + 1))
                .toList();
    }

    /**
     * What all cohorts together will still bring; its error is more than independent cohorts would have.
     *
     * @return the sum of the cohorts
     * @throws ArithmeticException if the sum passes the range of doubles
     */
    public ToCome total() {
        return toCome("all cohorts", 0, known.length);
    }

    private ToCome toCome(String name, int from, int to) {
        double soFar = 0;
        for (int i = from; i < to; i++) {
            soFar += known[i][known[i].length - 1];
        }
        double[][] completed = factors.completed(from, to);
        return new ToCome(
                name,
                Money.inRange(soFar, "what " + name + " brought"),
                finite(completed[0][ages() - 1] - soFar),
                finite(Math.sqrt(completed[1][ages() - 1])));
    }

    /** {@return every growth from one age to the next, against that of two others at least; by age, then by cohort; unmodifiable} */
    public List<Growth> growths() {
        return IntStream.range(0, ages() - 1)
                .boxed()
                .flatMap(age ->
                        IntStream.range(0, known.length).mapToObj(i -> factors.growth(names.get(i), known[i], age)))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * The cells that surprise: growths that the others would hardly let one expect. So many are looked at that some are far off by chance:
     * a cell surprises if its p-value times the number of cells (Bonferroni) is at most the level, so that a triangle without any
     * difference between its cohorts shows one at most so often.
     *
     * @param level how often one may show by chance alone, inside (0, 1), such as 0.05
     * @return the growths, the most surprising first; unmodifiable
     * @throws IllegalArgumentException if the level is out of range
     */
    public List<Growth> surprises(double level) {
        Checks.openUnit(level, "level");
        List<Growth> all = growths();
        return all.stream()
                .filter(growth -> growth.pValue() * all.size() <= level)
                .sorted(Comparator.comparingDouble(Growth::pValue))
                .toList();
    }

    private static OptionalDouble finite(double number) {
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /** {@return a row per cohort} */
    @Override
    public Sheet sheet() {
        return Sheet.of("What cohorts will still bring", toCome())
                .column("cohort", Kind.LABEL, ToCome::cohort)
                .column("so far", Kind.NUMBER, ToCome::soFar)
                .column("to come", Kind.NUMBER, ToCome::amount)
                .column("standard error", Kind.NUMBER, ToCome::standardError)
                .column("ultimate", Kind.NUMBER, ToCome::ultimate)
                .build();
    }

    /** Prints cohorts by ages, and what is to come, such as {@code triangle of 10 by 10; all cohorts: 160987 so far, …}. */
    @Override
    public String toString() {
        return "triangle of " + known.length + " by " + ages() + "; " + total();
    }

    /**
     * By what amounts grow from one age to the next.
     *
     * @param age the age that is grown from
     * @param factor what one unit at it is at the next; empty if no cohort had any there
     * @param sigma how far cohorts lie from it, in the root of the unit of amounts; empty if too few tell
     * @param cohorts how many are known at both ages
     * @since 0.1.0
     */
    public record Factor(int age, OptionalDouble factor, OptionalDouble sigma, int cohorts) {
        /**
         * Refuses what is out of range.
         *
         * @param age the age that is grown from
         * @param factor what one unit at it is at the next
         * @param sigma how far cohorts lie from it
         * @param cohorts how many are known at both ages
         * @throws IllegalArgumentException if a number is not finite or below 0
         */
        public Factor {
            Checks.notNegative((long) age, "age");
            requireNonNull(factor, "factor").ifPresent(each -> Checks.notNegative(each, "factor"));
            requireNonNull(sigma, "sigma").ifPresent(each -> Checks.notNegative(each, "sigma"));
            Checks.notNegative((long) cohorts, "cohorts");
        }
    }

    /**
     * The growth of one cohort from one age to the next, and what the others would have let one expect.
     *
     * @param cohort the cohort
     * @param age the age that it grew from
     * @param ratio what one unit at it became
     * @param expected the factor of the others
     * @param errors how far off the ratio is, in standard errors of its prediction by the others; infinite if these agree exactly
     * @param others how many they are, at least 2
     * @since 0.1.0
     */
    public record Growth(String cohort, int age, double ratio, double expected, double errors, int others) {
        /**
         * Refuses what is out of range.
         *
         * @param cohort the cohort
         * @param age the age that it grew from
         * @param ratio what one unit at it became
         * @param expected the factor of the others
         * @param errors how far off the ratio is
         * @param others how many they are
         * @throws IllegalArgumentException if a number is out of its range
         */
        public Growth {
            requireNonNull(cohort, "cohort");
            Checks.notNegative((long) age, "age");
            Checks.notNegative(ratio, "ratio");
            Checks.notNegative(expected, "expected");
            Checks.number(errors, "errors");
            checkArgument(others >= 2, "others (%s) must be at least 2", others);
        }

        /**
         * How often a growth like the others' would be as far off: by Student's t with {@code others − 1} degrees of freedom, as if
         * growth were normal.
         *
         * @return in [0, 1]
         */
        public double pValue() {
            return StudentT.twoSided(errors, others - 1);
        }

        /** Prints such as {@code 2026-01 age 2 to 3: 1.52 where 4 others have 1.08 (5.1 standard errors)}. */
        @Override
        public String toString() {
            return cohort + " age " + age + " to " + (age + 1) + ": " + Text.number(ratio, 3) + " where " + others
                    + " others have " + Text.number(expected, 3) + " (" + Text.number(errors, 2) + " standard errors)";
        }
    }
}
