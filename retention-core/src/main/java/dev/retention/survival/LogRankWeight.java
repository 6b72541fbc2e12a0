package dev.retention.survival;

import dev.retention.internal.Checks;
import java.util.Locale;

/**
 * When a difference between groups counts most: the weight that a log-rank test gives to an end time.
 *
 * <pre>
 *   LOG_RANK                 1
 *   GEHAN_WILCOXON           n               early differences, and dependent on censoring
 *   TARONE_WARE              √n
 *   PETO                     ∏ (1 − d/(n+1))  over end times ≤ t
 *   flemingHarrington(ρ, γ)  S(t−)^ρ (1 − S(t−))^γ
 * </pre>
 *
 * where {@code n} are at risk and {@code d} end in all groups together and {@code S} is their Kaplan–Meier curve. ρ = 1, γ = 0
 * is R's {@code survdiff(rho = 1)}, which its help calls the Peto &amp; Peto modification; PETO uses the curve of Peto and Peto
 * themselves, as Klein and Moeschberger and lifelines do. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class LogRankWeight {

    /** All ends count alike: most powerful if one hazard is a multiple of the other. */
    public static final LogRankWeight LOG_RANK = new LogRankWeight("LOG_RANK", (n, peto, before) -> 1);

    /** Ends count by the number at risk: early differences. */
    public static final LogRankWeight GEHAN_WILCOXON = new LogRankWeight("GEHAN_WILCOXON", (n, peto, before) -> n);

    /** Ends count by the root of the number at risk. */
    public static final LogRankWeight TARONE_WARE = new LogRankWeight("TARONE_WARE", (n, peto, before) -> Math.sqrt(n));

    /**
     * Ends count by the estimated share still there: early differences, whatever the censoring.
     *
     * <p>Not what R's {@code survdiff(rho = 1)} computes under the name of Peto and Peto: for that take
     * {@code flemingHarrington(1, 0)}.
     */
    public static final LogRankWeight PETO = new LogRankWeight("PETO", (n, peto, before) -> peto);

    private final String name;
    private final Kernel kernel;

    private LogRankWeight(String name, Kernel kernel) {
        this.name = name;
        this.kernel = kernel;
    }

    /**
     * The Fleming–Harrington family: ρ stresses early, γ late differences.
     *
     * @param rho power of the share still there just before, finite and at least 0
     * @param gamma power of the share gone just before, finite and at least 0
     * @return the weight; {@link #LOG_RANK} in effect for 0, 0
     * @throws IllegalArgumentException if a power is out of its domain
     */
    public static LogRankWeight flemingHarrington(double rho, double gamma) {
        Checks.notNegative(rho, "rho");
        Checks.notNegative(gamma, "gamma");
        return new LogRankWeight(
                String.format(Locale.ROOT, "FLEMING_HARRINGTON(%s, %s)", rho, gamma),
                (n, peto, before) -> Math.pow(before, rho) * Math.pow(1 - before, gamma));
    }

    double at(double atRisk, double peto, double survivalBefore) {
        return kernel.at(atRisk, peto, survivalBefore);
    }

    /** Prints the name, such as {@code FLEMING_HARRINGTON(0.5, 0.0)}. */
    @Override
    public String toString() {
        return name;
    }

    @FunctionalInterface
    private interface Kernel {
        double at(double atRisk, double peto, double survivalBefore);
    }
}
