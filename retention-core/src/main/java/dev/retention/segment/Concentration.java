package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.rule.Drawn;
import dev.retention.rule.Measured;
import dev.retention.rule.Resampled;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How unequally a number such as revenue is spread over customers.
 *
 * <pre>
 *   Gini                  Σ (2i − n − 1) x(i) / (n Σ x)            0 if all are equal, (n − 1)/n if one has all
 *   Gini, corrected       Gini · n/(n − 1)                         1 if one has all
 *   Herfindahl (HHI)      Σ s²                                     1/n if all are equal, 1 if one has all
 *   Herfindahl, normed    (HHI − 1/n) / (1 − 1/n)
 *   equivalent number     1/HHI                                    so many equal customers are as concentrated
 *   Atkinson (ε)          1 − (Σ x^(1 − ε) / n)^(1/(1 − ε)) / mean;  at ε = 1 by the geometric mean
 *   Lorenz curve          L(p): what the p · n smallest have of all
 * </pre>
 *
 * <p>with the numbers {@code x(1) ≤ … ≤ x(n)} of {@code n} customers and the shares {@code s = x / Σ x}.
 *
 * <ul>
 *   <li>Numbers below 0 have no Lorenz curve and are refused, with the customer: look at gains and losses apart ({@link Part}), and at
 *       what is left without someone by {@link Dependence}.
 *   <li>Where all is 0, or there is nobody, no figure is defined, and none is given.
 *   <li>Equal customers have equal places: no figure depends on the order of the numbers.
 *   <li>Plain numbers are meant as the decimal numbers that they are written as: of 0.1, 0.2 and 0.3 every figure is that of 10, 20 and 30.
 *   <li>Sums are exact; each figure is rounded once, but for Atkinson's and the asymmetry.
 * </ul>
 *
 * <p>A figure takes linear time. How far chance may have moved it: {@link #estimate}. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1890/0012-9658(2000)081%5B1139:DIIPSO%5D2.0.CO;2">Damgaard and Weiner (2000), Describing inequality in
 *     plant size or fecundity</a>
 * @since 0.1.0
 */
public final class Concentration extends ConcentrationFigures {
    private static final long MOST_CUSTOMERS = 2_000_000_000;

    private Concentration(Ranked ranked) {
        super(ranked);
    }

    /**
     * Which part of numbers that may be below 0, such as profits, is looked at.
     *
     * @since 0.1.0
     */
    public enum Part {
        /** The numbers as they are, all at least 0. */
        ALL,
        /** {@code max(x, 0)}: who lost has gained nothing. */
        GAINS,
        /** {@code max(−x, 0)}: who gained has lost nothing. */
        LOSSES
    }

    /**
     * Of the numbers of a column: all customers who have one.
     *
     * @param column numbers of at least 0
     * @param <K> the type of customer keys
     * @return their concentration
     * @throws IllegalArgumentException if a number is below 0; the message names the customer
     */
    public static <K> Concentration of(Measured<K>.Column column) {
        return of(column, Part.ALL);
    }

    /**
     * Of a part of the numbers of a column: all customers who have a number.
     *
     * @param column the numbers
     * @param part which part
     * @param <K> the type of customer keys
     * @return its concentration
     * @throws IllegalArgumentException if a number is below 0 and {@code part} is ALL; the message names the customer
     */
    public static <K> Concentration of(Measured<K>.Column column, Part part) {
        requireNonNull(part, "part");
        if (part == Part.ALL) {
            for (K customer : requireNonNull(column, "column").membersWhere(value -> value < 0)) {
                throw negative(
                        "column " + column.name() + " of customer " + customer,
                        Long.toString(column.of(customer).orElseThrow()));
            }
        }
        return Resampled.of(requireNonNull(column, "column"), drawn -> of(drawn, part))
                .table();
    }

    /**
     * Of what a replicate has drawn, for {@link Resampled#of(Measured.Column, Function)}.
     *
     * @param drawn the numbers
     * @param part which part of each
     * @return its concentration
     * @throws IllegalArgumentException if a number is below 0 and {@code part} is ALL
     */
    public static Concentration of(Drawn drawn, Part part) {
        requireNonNull(part, "part");
        if (requireNonNull(drawn, "drawn").size() > 0 && drawn.at(0) < 0) {
            if (part == Part.ALL) {
                throw negative("drawn", Long.toString(drawn.at(0)));
            }
            checkArgument(drawn.at(0) > Long.MIN_VALUE, "drawn (%s) must be above Long.MIN_VALUE", drawn.at(0));
        }
        return new Concentration(Ranked.of(drawn, part));
    }

    /**
     * Of plain numbers, one for each customer.
     *
     * @param values finite and at least 0
     * @return their concentration
     * @throws IllegalArgumentException if a number is below 0 or not finite
     */
    public static Concentration of(double... values) {
        return of(Part.ALL, values);
    }

    /**
     * Of a part of plain numbers, one for each customer.
     *
     * @param part which part
     * @param values finite
     * @return its concentration
     * @throws IllegalArgumentException if a number is not finite, or below 0 and {@code part} is ALL
     */
    public static Concentration of(Part part, double... values) {
        requireNonNull(part, "part");
        double[] parts = requireNonNull(values, "values").clone();
        for (int i = 0; i < parts.length; i++) {
            checkArgument(Double.isFinite(parts[i]), "%s (%s) must be finite", "values[" + i + "]", parts[i]);
            if (part == Part.ALL && parts[i] < 0) {
                throw negative("values[" + i + "]", Double.toString(parts[i]));
            }
            parts[i] = Math.max(0, part == Part.LOSSES ? -parts[i] : parts[i]);
        }
        return ofGroups(
                parts, IntStream.range(0, parts.length).mapToLong(i -> 1).toArray());
    }

    /**
     * Of groups of customers, all of whom in a group have the same number, or are taken to: the figures are those of as many single
     * customers. What differs inside a group is not seen, so that the true concentration is at least this.
     *
     * @param values what each customer of a group has, finite and at least 0
     * @param customers how many customers each group has, at least 0 and at most 2 billion together; a group of nobody is left out
     * @return their concentration
     * @throws IllegalArgumentException if a number is out of its range, or the arrays are not of one length
     */
    public static Concentration ofGroups(double[] values, long[] customers) {
        requireNonNull(customers, "customers");
        for (int i = 0; i < requireNonNull(values, "values").length; i++) {
            Checks.notNegative(values[i], "values[" + i + "]");
        }
        checkArgument(
                values.length == customers.length,
                "values (%s groups) must be as many as customers (%s groups)",
                values.length,
                customers.length);
        long all = 0;
        for (int i = 0; i < customers.length; i++) {
            all = Math.addExact(all, Checks.notNegative(customers[i], "customers[" + i + "]"));
            Checks.atMost(all, MOST_CUSTOMERS, "customers");
        }
        int[] some =
                IntStream.range(0, values.length).filter(i -> customers[i] > 0).toArray();
        return new Concentration(Ranked.of(
                Arrays.stream(some).mapToDouble(i -> values[i]).toArray(),
                Arrays.stream(some).mapToLong(i -> customers[i]).toArray()));
    }

    private static IllegalArgumentException negative(String name, String value) {
        return new IllegalArgumentException(name + " (" + value
                + ") must be at least 0: take the concentration of Part.GAINS and of Part.LOSSES, or Dependence");
    }

    /**
     * A figure of a column with its percentile interval of {@value Resampled#REPLICATES} replicates of its customers. For other
     * methods take {@link Resampled#of(Measured.Column, Function)}.
     *
     * @param column the numbers
     * @param part which part of each
     * @param figure such as {@code Concentration::gini}
     * @param confidence the level, inside (0, 1), such as 0.95
     * @param <K> the type of customer keys
     * @return the figure and its interval; empty if it is undefined, or in fewer than half of the replicates defined
     * @throws IllegalArgumentException as for {@link #of(Measured.Column, Part)}, or if the level is out of range
     */
    public static <K> Optional<Resampled.Estimate> estimate(
            Measured<K>.Column column,
            Part part,
            Function<? super Concentration, OptionalDouble> figure,
            double confidence) {
        requireNonNull(figure, "figure");
        of(column, part);
        return Resampled.of(column, drawn -> of(drawn, part))
                .estimate(
                        drawn -> figure.apply(drawn).stream().boxed().findFirst(),
                        Checks.openUnit(confidence, "confidence"));
    }

    /** Prints such as {@code 10 customers with 66586: Gini 0.4621, as concentrated as 5.432 equal ones}. */
    @Override
    public String toString() {
        String who = customers() + " customers with " + inWords(total());
        return gini().isEmpty()
                ? who
                : who + ": Gini " + Text.number(gini().getAsDouble(), 4) + ", as concentrated as "
                        + Text.number(equivalentNumber().orElseThrow(), 4) + " equal ones";
    }

    private static String inWords(BigDecimal total) {
        double rounded = total.doubleValue();
        return Double.isFinite(rounded)
                ? Text.plain(rounded)
                : total.round(new MathContext(4)).toString();
    }

    /**
     * A point of the Lorenz curve.
     *
     * @param customers the share of the customers, the smallest first, in [0, 1]
     * @param value what they have of all, in [0, 1]
     * @since 0.1.0
     */
    public record Point(double customers, double value) {
        /**
         * Checks the shares.
         *
         * @param customers the share of the customers
         * @param value what they have
         * @throws IllegalArgumentException if a share is not in [0, 1]
         */
        public Point {
            Checks.closedUnit(customers, "customers");
            Checks.closedUnit(value, "value");
        }
    }

    /**
     * What the largest customers have of all. Of those tied with the last of them only some are among so many: which ones does not
     * matter to the share, and {@code all} are they and everybody tied with them.
     *
     * @param customers how many, at least 1
     * @param share what so many have, in (0, 1]
     * @param all how many have at least as much as the last of them
     * @param shareOfAll what these have, at least {@code share}
     * @param bound the number of the last of them
     * @param tied how many have exactly that number
     * @since 0.1.0
     */
    public record Top(long customers, double share, long all, double shareOfAll, double bound, long tied) {
        /**
         * Checks the numbers.
         *
         * @param customers how many
         * @param share what so many have
         * @param all how many have at least as much as the last of them
         * @param shareOfAll what these have
         * @param bound the number of the last of them
         * @param tied how many have exactly that number
         * @throws IllegalArgumentException if a number is out of its range
         */
        public Top {
            Checks.positive(customers, "customers");
            Checks.closedUnit(share, "share");
            checkArgument(all >= customers, "all (%s) must be at least customers (%s)", all, customers);
            Checks.closedUnit(shareOfAll, "shareOfAll");
            Checks.notNegative(bound, "bound");
            Checks.positive(tied, "tied");
        }

        /** Prints how many have which share, such as {@code 3 customers have 62.5 %; 5 with those tied at 10 have 75.0 %}. */
        @Override
        public String toString() {
            return customers
                    + (customers == 1 ? " customer has " : " customers have ")
                    + Text.percent(share)
                    + (all == customers
                            ? ""
                            : "; " + all + " with those tied at " + Text.plain(bound) + " have "
                                    + Text.percent(shareOfAll));
        }
    }
}
