package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.BetaQuantile;
import dev.retention.internal.Checks;
import dev.retention.internal.Normal;

/**
 * How the confidence interval of a proportion is computed.
 *
 * <p>Below, {@code k} of {@code n} is the proportion, {@code p = k/n}, {@code α = 1 − confidence}, and {@code z} the normal
 * quantile of {@code 1 − α/2} (1.96 at 95 %). Every method answers within [0, 1], treats both tails alike, and gives
 * for {@code n − k} of {@code n} the mirror image of what it gives for {@code k} of {@code n}. All but {@link #WALD} give an
 * interval of positive width for 0 of {@code n} and {@code n} of {@code n}.
 *
 * <p>For a rate on a report take {@link #WILSON}. For a promise that the true coverage is never below the stated one take
 * {@link #CLOPPER_PEARSON}, which is wider.
 *
 * @see <a href="https://doi.org/10.1214/ss/1009213286">Brown, Cai and DasGupta (2001)</a>
 * @since 0.1.0
 */
public enum ProportionInterval {
    /**
     * The score interval of Wilson: all the proportions that a score test at level α does not reject.
     *
     * <pre>
     *   (k + z²/2 ± z √(k(n−k)/n + z²/4)) / (n + z²)
     * </pre>
     *
     * <ul>
     *   <li>The lower end is exactly 0 at {@code k = 0}, the upper exactly 1 at {@code k = n}.
     *   <li>Always contains {@code p}.
     *   <li>No continuity correction.
     * </ul>
     *
     * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson (1927)</a>
     */
    WILSON {
        @Override
        double lower(double k, double n, double confidence) {
            double z = Normal.critical(confidence);
            // the smaller root of a quadratic, from the larger: no cancellation
            return k == 0 ? 0 : 2 * k * (k / n) / (2 * k + z * z + z * Math.sqrt(z * z + 4 * k * ((n - k) / n)));
        }

        @Override
        double upper(double k, double n, double confidence) {
            double z = Normal.critical(confidence);
            return k == n ? 1 : (2 * k + z * z + z * Math.sqrt(z * z + 4 * k * ((n - k) / n))) / (2 * (n + z * z));
        }
    },

    /**
     * The equal-tailed interval of the beta distribution that follows from Jeffreys' prior, Beta(½, ½).
     *
     * <pre>
     *   from the α/2 to the 1 − α/2 quantile of Beta(k + ½, n − k + ½)
     * </pre>
     *
     * <ul>
     *   <li>The lower end is set to 0 at {@code k = 0} and the upper to 1 at {@code k = n}, as Brown, Cai and DasGupta advise.
     *   <li>At a confidence near 0 it need not contain {@code p}.
     * </ul>
     */
    JEFFREYS {
        @Override
        double lower(double k, double n, double confidence) {
            return k == 0 ? 0 : BetaQuantile.lower((1 - confidence) / 2, k + 0.5, n - k + 0.5);
        }

        @Override
        double upper(double k, double n, double confidence) {
            return k == n ? 1 : BetaQuantile.upper((1 - confidence) / 2, k + 0.5, n - k + 0.5);
        }
    },

    /**
     * The interval of Clopper and Pearson, "exact" in that it covers the truth at least as often as stated.
     *
     * <pre>
     *   from the α/2 quantile of Beta(k, n − k + 1) to the 1 − α/2 quantile of Beta(k + 1, n − k)
     * </pre>
     *
     * <ul>
     *   <li>The lower end is 0 at {@code k = 0}, the upper 1 at {@code k = n}; the other end is then that of a one-sided
     *       limit at α/2.
     *   <li>Always contains {@code p}.
     * </ul>
     *
     * @see <a href="https://doi.org/10.1093/biomet/26.4.404">Clopper and Pearson (1934)</a>
     */
    CLOPPER_PEARSON {
        @Override
        double lower(double k, double n, double confidence) {
            return k == 0 ? 0 : Math.min(k / n, BetaQuantile.lower((1 - confidence) / 2, k, n - k + 1));
        }

        @Override
        double upper(double k, double n, double confidence) {
            return k == n ? 1 : Math.max(k / n, BetaQuantile.upper((1 - confidence) / 2, k + 1, n - k));
        }
    },

    /**
     * The textbook interval about a proportion with z²/2 successes and as many failures added.
     *
     * <pre>
     *   p̃ ± z √(p̃(1−p̃)/ñ),   ñ = n + z²,   p̃ = (k + z²/2) / ñ
     * </pre>
     *
     * <ul>
     *   <li>Cut off at 0 and 1, which it may pass.
     *   <li>Contains Wilson's interval, hence {@code p}.
     * </ul>
     *
     * @see <a href="https://doi.org/10.1080/00031305.1998.10480550">Agresti and Coull (1998)</a>
     */
    AGRESTI_COULL {
        @Override
        double lower(double k, double n, double confidence) {
            double z = Normal.critical(confidence);
            return Math.max(0, wald(k + z * z / 2, n + z * z, -z));
        }

        @Override
        double upper(double k, double n, double confidence) {
            double z = Normal.critical(confidence);
            return Math.min(1, wald(k + z * z / 2, n + z * z, z));
        }
    },

    /**
     * The textbook interval, here to reproduce the figures of others.
     *
     * <pre>
     *   p ± z √(p(1−p)/n)
     * </pre>
     *
     * <ul>
     *   <li>Cut off at 0 and 1, which it may pass.
     *   <li>Of width 0 at {@code k = 0} and {@code k = n}: it claims certainty from three customers of three.
     *   <li>Covers far less often than stated, even for large {@code n}.
     * </ul>
     */
    WALD {
        @Override
        double lower(double k, double n, double confidence) {
            return Math.max(0, wald(k, n, -Normal.critical(confidence)));
        }

        @Override
        double upper(double k, double n, double confidence) {
            return Math.min(1, wald(k, n, Normal.critical(confidence)));
        }
    };

    /** The incomplete beta function of larger parameters does not converge. */
    private static final long MOST_EXACT = 1_000_000_000_000_000L;

    abstract double lower(double k, double n, double confidence);

    /** Not one minus the lower end of the complement: a small share must keep its digits. */
    abstract double upper(double k, double n, double confidence);

    /**
     * The interval of a proportion.
     *
     * <p>Takes constant time, except that {@link #JEFFREYS} and {@link #CLOPPER_PEARSON} invert the incomplete beta function,
     * some microseconds for thousands of customers and growing with the square root of their number.
     *
     * @param proportion the proportion observed
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval, within [0, 1]
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1), or {@code total} is above 10¹⁵ for
     *     {@link #JEFFREYS} or {@link #CLOPPER_PEARSON}
     */
    public Interval of(Proportion proportion, double confidence) {
        requireNonNull(proportion, "proportion");
        Checks.openUnit(confidence, "confidence");
        if (proportion.total() > MOST_EXACT && (this == JEFFREYS || this == CLOPPER_PEARSON)) {
            throw new IllegalArgumentException("total (" + proportion.total() + ") must be at most " + MOST_EXACT
                    + " for " + this + ": WILSON tells no difference there");
        }
        return between((double) proportion.count(), (double) proportion.total(), confidence);
    }

    /**
     * The interval of a share that was estimated, such as one of customers who stand for others: as of that share of so many customers
     * as the estimate is worth, which need not be a whole number.
     *
     * @param share the share estimated, in [0, 1]
     * @param size of how many customers counted one by one the share would be known as well, above 0 and at most 10¹⁵
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval, within [0, 1]; of a share of whole numbers, that of {@link #of(Proportion, double)} but for rounding
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public Interval of(double share, double size, double confidence) {
        Checks.closedUnit(share, "share");
        checkArgument(size > 0 && size <= MOST_EXACT, "size (%s) must be above 0 and at most 10¹⁵", size);
        Checks.openUnit(confidence, "confidence");
        return between(share == 1 ? size : share * size, size, confidence);
    }

    private Interval between(double k, double n, double confidence) {
        double upper = upper(k, n, confidence);
        // Rounding may lead past the end.
        upper = upper > 1 ? 1 : upper;
        return new Interval(Math.min(lower(k, n, confidence), upper), upper, confidence);
    }

    private static double wald(double k, double n, double z) {
        double p = k / n;
        return p + z * Math.sqrt(p * ((n - k) / n) / n);
    }
}
