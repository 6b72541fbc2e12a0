package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.BinomialTail;
import dev.retention.internal.Checks;
import dev.retention.internal.ChiSquared;
import dev.retention.internal.Text;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether the arms hold as many customers as they were to hold. Where they do not, some got lost or were counted twice on the way,
 * more so in one arm than in another: then arms differ by that too, and no effect is to be read until the reason is known.
 *
 * <pre>{@code
 * SampleRatio ratio = SampleRatio.of(Map.of("holdout", 4_790L, "offer", 5_210L), Map.of("holdout", 1L, "offer", 1L));
 * ratio.isAmiss();     // true
 * ratio.reason();      // offer has 5,210 of 10,000 customers where 50.0 % were to be: by chance ...
 * }</pre>
 *
 * <p>With the customers O of each arm, n of all, and {@code E = n · weight / sum of weights}:
 *
 * <pre>
 *   chi-squared          Σ (O − E)² / E          Pearson
 *   degrees of freedom   arms − 1
 *   p-value              the upper tail; if an E is below 5 the exact one instead
 *   exact                of each arm against the rest, twice the smaller tail of the binomial distribution;
 *                        of more than two arms the least of these times the number of arms (Bonferroni)
 * </pre>
 *
 * <ul>
 *   <li>An arm that nobody is in has 0 customers, which may well be amiss. With nobody in any arm there is no p-value, and nothing is
 *       amiss.
 *   <li>Customers are counted who were exposed, in whichever arm they were first; those in several arms are to be counted beside them.
 *   <li>The level is low, 0.001, for this is asked of every experiment, and most are well. Looked at every day for a month, one that
 *       is well is still taken for amiss 3 times in 100 at most. {@link #anytimePValue()} may be looked at as often as one likes.
 *   <li>It does not tell why. Where to look: who is exposed in one arm only, late events, bots, customers left out after the
 *       assignment.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1145/3292500.3330722">Fabijan et al. (2019), Diagnosing sample ratio mismatch in online controlled
 *     experiments</a>
 * @since 0.1.0
 */
public final class SampleRatio implements Tabular {
    /** The level of {@link #isAmiss()} unless another is set. */
    public static final double LEVEL = 0.001;

    private static final long MOST = 1_000_000_000_000_000L;
    private static final double LEAST_EXPECTED = 5;
    private static final double LOG_MANY = 34;

    private final List<Row> rows;
    private final long customers;
    private final double level;

    private SampleRatio(List<Row> rows, double level) {
        this.rows = rows;
        this.customers = rows.stream().mapToLong(Row::customers).sum();
        this.level = level;
    }

    /**
     * An arm.
     *
     * @param arm the arm
     * @param customers how many customers it has
     * @param share the share of all that it was to have, in (0, 1)
     * @param expected how many that is
     * @since 0.1.0
     */
    public record Row(String arm, long customers, double share, double expected) {
        /**
         * Makes a row.
         *
         * @param arm the arm
         * @param customers how many customers it has
         * @param share the share of all that it was to have
         * @param expected how many that is
         * @throws IllegalArgumentException if a number is below 0, or the share is not inside (0, 1)
         */
        public Row {
            requireNonNull(arm, "arm");
            Checks.notNegative(customers, "customers");
            Checks.openUnit(share, "share");
            Checks.notNegative(expected, "expected");
        }

        private double off() {
            return customers - expected;
        }

        private double ofChiSquared() {
            return off() * (off() / expected);
        }

        /** Prints the arm, such as {@code offer 5210 of 5000.0}. */
        @Override
        public String toString() {
            return arm + " " + customers + " of " + Text.plain(expected);
        }
    }

    /**
     * Holds numbers of customers against the weights of the arms.
     *
     * @param customers how many customers each arm has, at least 0, of all at most 10¹⁵; of an arm that is not in it 0
     * @param weights the weight of each arm, from 1, of at least two; such as those of an {@link Assignment}
     * @return the check
     * @throws IllegalArgumentException if there are fewer than two arms, an arm has no weight, or a number is out of its range; the
     *     message names the arm
     */
    public static SampleRatio of(Map<String, Long> customers, Map<String, Long> weights) {
        requireNonNull(customers, "customers");
        ArmWeights arms = ArmWeights.of(weights);
        checkArgument(weights.size() >= 2, "weights (%s) must be of at least two arms", weights);
        long sum = 0;
        for (Map.Entry<String, Long> each : customers.entrySet()) {
            String arm = requireNonNull(each.getKey(), "an arm of customers");
            checkArgument(weights.containsKey(arm), "customers (%s) must be of arms of %s", customers, weights);
            long number = requireNonNull(each.getValue(), "a number of customers");
            sum += Checks.notNegative(number, "customers of " + arm);
            checkArgument(sum >= 0 && sum <= MOST, "customers (%s) must sum to at most %s", customers, MOST);
        }
        List<Row> rows = new ArrayList<>();
        for (String arm : arms.map().keySet()) {
            double share = arms.share(arm);
            rows.add(new Row(arm, customers.getOrDefault(arm, 0L), share, sum * share));
        }
        return new SampleRatio(List.copyOf(rows), LEVEL);
    }

    /**
     * The same at another level.
     *
     * @param newLevel how often an experiment that is well may be taken for amiss, inside (0, 1)
     * @return the check
     * @throws IllegalArgumentException if the level is not inside (0, 1)
     */
    public SampleRatio withLevel(double newLevel) {
        return new SampleRatio(rows, Checks.openUnit(newLevel, "newLevel"));
    }

    /** {@return the arms, by name} */
    public List<Row> rows() {
        return rows;
    }

    /** {@return how many customers there are in all arms} */
    public long customers() {
        return customers;
    }

    /** {@return how often an experiment that is well may be taken for amiss} */
    public double level() {
        return level;
    }

    /** {@return how far the numbers are from those expected, at least 0; empty if there is nobody} */
    public OptionalDouble chiSquared() {
        return customers == 0 ? OptionalDouble.empty() : OptionalDouble.of(statistic());
    }

    private double statistic() {
        return rows.stream().mapToDouble(Row::ofChiSquared).sum();
    }

    /** {@return the degrees of freedom of chi-squared, one less than there are arms} */
    public int degreesOfFreedom() {
        return rows.size() - 1;
    }

    /** {@return whether the p-value is the exact one, as some arm was to have fewer than 5 customers} */
    public boolean isExact() {
        return rows.stream().anyMatch(row -> row.expected() < LEAST_EXPECTED);
    }

    /** {@return the probability by chance of numbers at least as far off, in [0, 1]; empty if there is nobody} */
    public OptionalDouble pValue() {
        OptionalDouble log = logPValue();
        return log.isEmpty() ? log : OptionalDouble.of(Math.exp(log.getAsDouble()));
    }

    /** {@return the natural logarithm of the p-value, also where that is too small for a double; empty if there is nobody} */
    public OptionalDouble logPValue() {
        if (customers == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(isExact() ? logExact() : ChiSquared.logSurvival(statistic(), degreesOfFreedom()));
    }

    private double logExact() {
        double least = 0;
        for (Row row : rows) {
            double above = BinomialTail.logUpper(row.customers(), customers, row.share());
            double below = BinomialTail.logLower(row.customers(), customers, row.share());
            least = Math.min(least, Math.min(above, below) + Math.log(2));
        }
        return Math.min(0, least + (rows.size() > 2 ? Math.log(rows.size()) : 0));
    }

    /**
     * A p-value that may be looked at after every customer: that it ever falls to a level has at most the probability of that level.
     *
     * <pre>
     *   p = min(1, multinomial(O; shares) / mean of multinomial(O; θ) over θ ~ Dirichlet(10,000 · shares))
     * </pre>
     *
     * @return the p-value, in [0, 1], for that mostly larger than {@link #pValue()}; empty if there is nobody
     * @see <a href="https://arxiv.org/abs/2011.03567">Lindon and Malek (2022), Anytime-valid inference for multinomial count data</a>
     */
    public OptionalDouble anytimePValue() {
        if (customers == 0) {
            return OptionalDouble.empty();
        }
        double log = AnytimeRatio.log(rows, customers);
        return OptionalDouble.of(Math.exp(Math.min(0, log)));
    }

    /** {@return whether the p-value is below the level: then no effect is to be read} */
    public boolean isAmiss() {
        OptionalDouble log = logPValue();
        return log.isPresent() && log.getAsDouble() < Math.log(level);
    }

    /**
     * {@return in one sentence, why no effect is to be read, by the arm that adds most to chi-squared; empty if nothing is amiss}
     */
    public Optional<String> reason() {
        if (!isAmiss()) {
            return Optional.empty();
        }
        Row worst = rows.stream()
                .max(Comparator.comparingDouble(Row::ofChiSquared)
                        .thenComparing(Row::share, Comparator.reverseOrder())
                        .thenComparing(Row::arm))
                .orElseThrow();
        return Optional.of(String.format(
                Locale.ROOT,
                "%s has %,d of %,d customers where %s were to be: by chance that happens once in %s times;"
                        + " no effect is read until the reason is known",
                worst.arm(),
                worst.customers(),
                customers,
                Text.percent(worst.share()),
                times(-logPValue().orElseThrow())));
    }

    private static String times(double log) {
        double rounded = Double.parseDouble(Text.number(Math.exp(log), 2));
        return log < LOG_MANY ? String.format(Locale.ROOT, "%,.0f", rounded) : "10^" + Math.round(log / Math.log(10));
    }

    @Override
    public Sheet sheet() {
        return ExperimentSheets.of(this);
    }

    /** Prints the reason if something is amiss, else the numbers and the p-value. */
    @Override
    public String toString() {
        return reason().orElseGet(() ->
                rows + ": " + (customers == 0 ? "nobody" : "p " + Text.number(pValue().orElseThrow(), 3)));
    }
}
