package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * How the p-values of several tests are raised, so that what chance alone finds among many stays within bounds.
 *
 * <p>Of 43 traits of customers that have nothing to do with leaving, two are expected to look as if they had at p ≤ 0.05. An adjusted
 * p-value at or below a level says that its test is to be taken for found at that level, all tests considered. <b>All</b> tests that
 * were tried belong in the list, not only those that look well.
 *
 * <p>With {@code p₍₁₎ ≤ … ≤ p₍ₘ₎} of {@code m} tests:
 *
 * <pre>
 *   BONFERRONI          m p₍ᵢ₎
 *   HOLM                max over j ≤ i of (m − j + 1) p₍ⱼ₎
 *   BENJAMINI_HOCHBERG  min over j ≥ i of m p₍ⱼ₎ / j
 *   BENJAMINI_YEKUTIELI min over j ≥ i of m p₍ⱼ₎ / j · (1 + 1/2 + … + 1/m)        each at most 1
 * </pre>
 *
 * <p>The first two bound the chance that <em>any</em> finding is false, the other two the expected share of false ones among the findings.
 * Tests of the same hypothesis, such as those of two traits with the same members, should be one test.
 *
 * @since 0.1.0
 */
public enum PValueCorrection {
    /** Bounds the chance of any false finding, however tests depend on each other; {@link #HOLM} does so too and finds no less. */
    BONFERRONI,

    /**
     * Bounds the chance of any false finding, however tests depend on each other.
     *
     * @see <a href="https://www.jstor.org/stable/4615733">Holm (1979), A simple sequentially rejective multiple test procedure</a>
     */
    HOLM,

    /**
     * Bounds the expected share of false findings, if tests are independent or depend on each other positively.
     *
     * @see <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Benjamini and Hochberg (1995), Controlling the false discovery
     *     rate</a>
     */
    BENJAMINI_HOCHBERG,

    /**
     * Bounds the expected share of false findings, however tests depend on each other.
     *
     * @see <a href="https://doi.org/10.1214/aos/1013699998">Benjamini and Yekutieli (2001), The control of the false discovery rate in
     *     multiple testing under dependency</a>
     */
    BENJAMINI_YEKUTIELI;

    /**
     * Raises p-values.
     *
     * @param p the p-values of all tests that were tried, each in [0, 1]
     * @return the adjusted p-values in the same order, each in [0, 1] and not below its own; of no test none. Takes
     *     {@code O(m log m)} time
     * @throws IllegalArgumentException if a p-value is NaN or outside [0, 1]; the message has its index
     */
    public double[] adjusted(double... p) {
        for (int i = 0; i < requireNonNull(p, "p").length; i++) {
            Checks.closedUnit(p[i], "p[" + i + "]");
        }
        return adjusted(p, (value, factor) -> Math.min(1, value * factor), 1);
    }

    /**
     * Raises p-values that are given by their natural logarithms, as those below 1e-308 have to be.
     *
     * @param logs the natural logarithms of the p-values of all tests that were tried, each at most 0; −∞ stands for 0
     * @return the natural logarithms of the adjusted p-values in the same order, each at most 0
     * @throws IllegalArgumentException if a logarithm is NaN or above 0; the message has its index
     */
    public double[] adjustedLogs(double... logs) {
        for (int i = 0; i < requireNonNull(logs, "logs").length; i++) {
            checkArgument(logs[i] <= 0, "%s (%s) must be at most 0", "logs[" + i + "]", logs[i]);
        }
        return adjusted(logs, (value, factor) -> Math.min(0, value + Math.log(factor)), 0);
    }

    /**
     * How many tests are found at a level.
     *
     * @param level the bound of the chance or of the share of false findings, inside (0, 1), such as 0.05
     * @param p the p-values of all tests that were tried, each in [0, 1]
     * @return how many adjusted p-values are at most {@code level}
     * @throws IllegalArgumentException if {@code level} is not inside (0, 1), or a p-value is NaN or outside [0, 1]
     */
    public long rejected(double level, double... p) {
        Checks.openUnit(level, "level");
        return Arrays.stream(adjusted(p)).filter(each -> each <= level).count();
    }

    private double[] adjusted(double[] values, DoubleBinaryOperator raise, double most) {
        int m = values.length;
        double weight = this == BENJAMINI_YEKUTIELI ? harmonic(m) : 1;
        int[] ascending = IntStream.range(0, m)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[m];
        double bound = this == HOLM ? Double.NEGATIVE_INFINITY : most;
        for (int i = 0; i < m; i++) {
            int rank = this == HOLM ? i + 1 : m - i;
            int test = ascending[rank - 1];
            switch (this) {
                case BONFERRONI -> bound = raise.applyAsDouble(values[test], m);
                case HOLM -> bound = Math.max(bound, raise.applyAsDouble(values[test], m - rank + 1.0));
                case BENJAMINI_HOCHBERG, BENJAMINI_YEKUTIELI ->
                    bound = Math.min(bound, raise.applyAsDouble(values[test], (double) m / rank * weight));
            }
            adjusted[test] = bound;
        }
        return adjusted;
    }

    /** 1 + 1/2 + … + 1/m, the smallest first. */
    private static double harmonic(int m) {
        double sum = 0;
        for (int i = m; i > 0; i--) {
            sum += 1.0 / i;
        }
        return sum;
    }
}
