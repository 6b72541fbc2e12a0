package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.GammaDifferences;
import java.util.Locale;

/**
 * Estimates the cumulative hazard of leaving (Nelson–Aalen).
 *
 * <pre>
 *   H(t) = Σ dᵢ / nᵢ              Var H(t) = Σ dᵢ / nᵢ²          over the distinct end times tᵢ ≤ t
 * </pre>
 *
 * where {@code dᵢ} tenures ended at {@code tᵢ} of {@code nᵢ} at risk just before; {@link Ties#FLEMING_HARRINGTON} treats
 * ties as successive. A straight piece of {@code H} is a constant hazard, a bend downward means that those who stay are the
 * loyal ones. Takes O(rows) time. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1214/aos/1176344247">Aalen (1978)</a>
 * @since 0.1.0
 */
public final class NelsonAalen {

    private final Ties ties;
    private final double confidence;

    private NelsonAalen(Ties ties, double confidence) {
        this.ties = requireNonNull(ties, "ties");
        this.confidence = Checks.openUnit(confidence, "confidence");
    }

    /**
     * The method with {@link Ties#NELSON_AALEN} ties and 95 % intervals.
     *
     * @return the method
     */
    public static NelsonAalen withDefaults() {
        return new NelsonAalen(Ties.NELSON_AALEN, 0.95);
    }

    /**
     * The method with another treatment of ties.
     *
     * @param ties what several ends at one time add
     * @return the method
     */
    public NelsonAalen with(Ties ties) {
        return new NelsonAalen(ties, confidence);
    }

    /**
     * The method with another level of confidence.
     *
     * @param confidence the level, inside (0, 1)
     * @return the method
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public NelsonAalen withConfidence(double confidence) {
        return new NelsonAalen(ties, confidence);
    }

    /**
     * Estimates the cumulative hazard.
     *
     * @param table at least one tenure
     * @return the cumulative hazard, known from 0 to the longest tenure
     * @throws IllegalArgumentException if the table is empty
     */
    public CumulativeHazard estimate(LifeTable table) {
        checkArgument(requireNonNull(table, "table").rows() > 0, "table must hold at least one tenure");
        int n = table.rows();
        double[] hazard = new double[n];
        double[] variance = new double[n];
        double h = 0;
        double v = 0;
        for (int i = 0; i < n; i++) {
            if (table.ended(i) > 0) {
                h += ties.increment(table.ended(i), table.atRisk(i));
                v += ties.variance(table.ended(i), table.atRisk(i));
            }
            hazard[i] = h;
            variance[i] = v;
        }
        return new CumulativeHazard(table, hazard, variance, confidence);
    }

    /** Prints the options, such as {@code NelsonAalen(NELSON_AALEN, 0.95)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "NelsonAalen(%s, %s)", ties, confidence);
    }

    /**
     * What {@code d} ends at one time out of {@code n} at risk add to the cumulative hazard.
     *
     * @since 0.1.0
     */
    public enum Ties {
        /** As ends that truly happened together: {@code d/n}, with variance {@code d/n²}. The default. */
        NELSON_AALEN {
            @Override
            double increment(double d, double n) {
                return d / n;
            }

            @Override
            double variance(double d, double n) {
                return d / n / n;
            }
        },

        /**
         * As ends one after the other whose order went unrecorded: {@code 1/n + 1/(n−1) + … + 1/(n−d+1)}, with the squares as
         * variance. A difference of digamma functions is that sum, continues it to fractional weights, and costs the same for any d.
         */
        FLEMING_HARRINGTON {
            @Override
            double increment(double d, double n) {
                return GammaDifferences.digamma(n - d + 1, d);
            }

            @Override
            double variance(double d, double n) {
                return GammaDifferences.trigamma(n - d + 1, d);
            }
        };

        abstract double increment(double d, double n);

        abstract double variance(double d, double n);
    }
}
