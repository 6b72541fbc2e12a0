package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * A table together with others that chance might have made of the same kind of customers, which tell how far to trust any figure of it:
 * amounts of money and ratios of amounts above all, for which no formula gives an interval.
 *
 * <pre>{@code
 * Resampled<RevenueMovements<Long>> resampled = Resampled.of(movements.by(Resampled.buckets()));
 * resampled.estimate(table -> table.inPeriod("2024-03").rate(RevenueFormula.NRR_COHORT).map(RevenueRate::asDouble), 0.95);
 * // 0.9812 (0.9603 to 1.014 at 95 %, PERCENTILE of 2000 replicates)
 * }</pre>
 *
 * <p>Customers fall by a stable hash of their key into 1,024 {@linkplain #buckets buckets}, which are counted in one sweep like
 * any groups. A replicate takes every bucket as often as a Poisson number of mean 1 says, and makes the table of the weighted sum, so that all
 * identities of the table hold in it. The weights are a function of replicate and bucket alone: the same tallies give the same
 * interval, on any number of threads, merged from any number of machines and in any order, without a source of randomness.
 *
 * <ul>
 *   <li>Customers are taken to be independent of each other. What all of them share, such as the season, is in no interval.
 *   <li>Keys that are longs, ints, UUIDs or text have the same bucket everywhere; any other key has if its {@code hashCode} has.
 *   <li>Memory: 16 bytes for each bucket and cell that is not 0. Time: a replicate costs a multiplication for each of these, and
 *       what it costs to make the table.
 * </ul>
 *
 * <p>This class is immutable and thread-safe if the function that makes tables is.
 *
 * @param <T> the type of tables
 * @see <a href="https://doi.org/10.1080/01621459.1987.10478410">Efron (1987), Better bootstrap confidence intervals</a>
 * @see <a href="https://doi.org/10.1016/j.cmpb.2006.04.006">Hanley and MacGibbon (2006), Creating non-parametric bootstrap samples
 *     using Poisson frequencies</a>
 * @since 0.1.0
 */
public final class Resampled<T> {
    /** How many replicates {@link #estimate(Function, double)} makes. */
    public static final int REPLICATES = 2_000;

    private static final int LEAST_REPLICATES = 100;
    private static final int MOST_REPLICATES = 1_000_000;
    private static final int FEW_BUCKETS = 50;
    // Those that somebody is in.
    private final int[] buckets;
    // Makes the table with each bucket taken as often as its weight says.
    private final Function<IntUnaryOperator, T> weighted;

    private Resampled(int[] buckets, Function<IntUnaryOperator, T> weighted) {
        this.buckets = buckets;
        this.weighted = weighted;
    }

    /** How the ends of an interval are read off the replicates. */
    public enum Method {
        /** The quantiles of the replicates. */
        PERCENTILE,
        /**
         * The quantiles corrected for bias and for how the figure's error grows with it (bias-corrected and accelerated); leaves each
         * bucket out once. Where a few customers have much of the value, it holds the truth less often than {@link #PERCENTILE}.
         */
        BCA
    }

    /**
     * Parts customers by a stable hash of their key into 1,024 buckets. Tallies by buckets of different customers, made on any machine,
     * add up.
     *
     * @return the grouping
     */
    public static Grouping buckets() {
        return Grouping.of("bucket of the key", Buckets::label);
    }

    /**
     * Resamples a table.
     *
     * @param byBucket the tables of {@link #buckets}
     * @param <T> the type of tables
     * @return the table and its replicates
     * @throws IllegalArgumentException if the tables are of other groups
     */
    public static <T> Resampled<T> of(ByGroup<T> byBucket) {
        requireNonNull(byBucket, "byBucket");
        Map<Group, Integer> numbers = new LinkedHashMap<>();
        for (Group group : byBucket.groups()) {
            numbers.put(
                    group,
                    Buckets.number(group)
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "byBucket (" + byBucket + ") must be of the groups of Resampled.buckets()")));
        }
        return new Resampled<>(
                numbers.values().stream().mapToInt(Integer::intValue).toArray(),
                weight -> byBucket.weighted(group -> weight.applyAsInt(numbers.getOrDefault(group, 0))));
    }

    /**
     * Resamples the customers of a column. Sorts it once; a replicate then takes what the function does.
     *
     * @param column the numbers
     * @param statistic makes what figures are read off, of numbers each taken so many times
     * @param <T> the type of statistics
     * @return what the function makes, and its replicates
     */
    public static <T> Resampled<T> of(Measured<?>.Column column, Function<? super Drawn, ? extends T> statistic) {
        Drawn all = requireNonNull(column, "column").drawn();
        requireNonNull(statistic, "statistic");
        return new Resampled<>(all.buckets(), weight -> statistic.apply(all.weighted(weight)));
    }

    /**
     * Resamples a table of a tally that was merged, restored or read from a live table.
     *
     * <pre>{@code
     * Resampled.of(method.rule(), Tally.fromBytes(method.rule().by(Resampled.buckets()), bytes), method::of);
     * }</pre>
     *
     * @param rule the rule of the table
     * @param byBucket what the rule counted by {@link #buckets}
     * @param table makes a table of a tally of the rule
     * @param <C> the type of cells
     * @param <T> the type of tables
     * @return the table and its replicates
     * @throws TallyMismatchException if the tally is of another rule or not by buckets
     */
    public static <C, T> Resampled<T> of(
            Rule<C> rule, Tally<In<C>> byBucket, Function<? super Tally<C>, ? extends T> table) {
        requireNonNull(rule, "rule");
        requireNonNull(byBucket, "byBucket");
        requireNonNull(table, "table");
        return of(ByGroup.of(rule, buckets(), byBucket, table));
    }

    /**
     * The table itself.
     *
     * @return the table of all customers, without their names
     */
    public T table() {
        return weighted.apply(bucket -> 1);
    }

    /**
     * A figure with its percentile interval of {@value #REPLICATES} replicates.
     *
     * @param figure reads the figure off a table; empty if it is undefined there
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the figure and its interval; empty if it is undefined, or in fewer than half of the replicates defined
     * @throws IllegalArgumentException if the level is out of range or a figure not finite
     */
    public Optional<Estimate> estimate(Function<? super T, Optional<Double>> figure, double confidence) {
        return estimate(figure, confidence, Method.PERCENTILE, REPLICATES);
    }

    /**
     * A figure with its interval.
     *
     * @param figure reads the figure off a table; empty if it is undefined there
     * @param confidence the level, inside (0, 1), such as 0.95
     * @param method how the ends are read off the replicates
     * @param replicates how many replicates to make, from 100 to 1,000,000
     * @return the figure and its interval; empty if it is undefined, or in fewer than half of the replicates defined
     * @throws IllegalArgumentException if the level or the number of replicates is out of range or a figure not finite
     */
    public Optional<Estimate> estimate(
            Function<? super T, Optional<Double>> figure, double confidence, Method method, int replicates) {
        requireNonNull(figure, "figure");
        Checks.openUnit(confidence, "confidence");
        requireNonNull(method, "method");
        checkArgument(
                replicates >= LEAST_REPLICATES && replicates <= MOST_REPLICATES,
                "replicates (%s) must be from %s to %s",
                replicates,
                LEAST_REPLICATES,
                MOST_REPLICATES);
        Optional<Double> value = read(figure, table());
        double[] all = new double[replicates];
        int defined = 0;
        for (int replicate = 0; value.isPresent() && replicate < replicates; replicate++) {
            int number = replicate;
            Optional<Double> drawn = read(figure, weighted.apply(bucket -> Buckets.weight(number, bucket)));
            if (drawn.isPresent()) {
                all[defined++] = drawn.get();
            }
        }
        if (value.isEmpty() || 2 * defined < replicates) {
            return Optional.empty();
        }
        Replicates drawn = new Replicates(all, defined);
        Interval interval = method == Method.PERCENTILE
                ? drawn.percentile(confidence)
                : drawn.bca(value.get(), withoutEach(figure), confidence);
        return Optional.of(
                new Estimate(value.get(), interval, method, replicates, replicates - defined, buckets.length));
    }

    /** The figure without each bucket, where that is defined and finite. */
    private double[] withoutEach(Function<? super T, Optional<Double>> figure) {
        return Arrays.stream(buckets)
                .boxed()
                .flatMap(each -> read(figure, weighted.apply(bucket -> bucket == each ? 0 : 1)).stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private Optional<Double> read(Function<? super T, Optional<Double>> figure, T table) {
        Optional<Double> read = requireNonNull(figure.apply(table), "figure");
        read.ifPresent(number -> checkArgument(
                Double.isFinite(number), "figure (%s) must be finite, or empty where it is undefined", number));
        return read;
    }

    /** Prints how many buckets have customers. */
    @Override
    public String toString() {
        return "resampled by " + buckets.length + " buckets of customers";
    }

    /**
     * A figure and how far chance may have moved it.
     *
     * @param value the figure
     * @param interval where it may lie
     * @param method how the ends were read off the replicates
     * @param replicates how many replicates were made
     * @param undefined in how many of them the figure is undefined: these are left out
     * @param buckets how many buckets have customers
     * @since 0.1.0
     */
    public record Estimate(double value, Interval interval, Method method, int replicates, int undefined, int buckets) {
        /**
         * Refuses null and NaN.
         *
         * @param value the figure
         * @param interval where it may lie
         * @param method how the ends were read
         * @param replicates how many replicates were made
         * @param undefined in how many of them the figure is undefined
         * @param buckets how many buckets have customers
         * @throws IllegalArgumentException if the value is NaN
         */
        public Estimate {
            Checks.number(value, "value");
            requireNonNull(interval, "interval");
            requireNonNull(method, "method");
        }

        /**
         * Why the interval is to be trusted less than it says.
         *
         * @return a sentence, if customers are few (fewer than 50 buckets) or the figure is undefined in more than a twentieth of the
         *     replicates
         */
        public Optional<String> warning() {
            if (buckets < FEW_BUCKETS) {
                return Optional.of("only " + buckets
                        + " buckets have customers: too few to tell how chance moves them, so that the"
                        + " interval is too narrow");
            }
            return 20L * undefined <= replicates
                    ? Optional.empty()
                    : Optional.of(
                            "undefined in " + undefined + " of " + replicates + " replicates, which are left out");
        }

        /** Prints figure, interval and method, such as {@code 0.9812 (0.9603 to 1.014 at 95 %, PERCENTILE of 2000 replicates)}. */
        @Override
        public String toString() {
            return Text.number(value, 4) + " ("
                    + Text.number(interval.lower(), 4) + " to "
                    + Text.number(interval.upper(), 4) + " at "
                    + Text.percent(interval.confidence()) + ", " + method + " of " + replicates
                    + " replicates)" + warning().map(each -> "; " + each).orElse("");
        }
    }
}
