package dev.retention.survival;

import dev.retention.Interval;

/**
 * How the interval around a survival probability is made: normal on a transformed scale, then turned back.
 *
 * <p>With {@code S} the estimate, {@code s} its standard error and {@code z} the normal quantile:
 *
 * <pre>
 *   PLAIN     S ± z s                           cut to [0, 1]
 *   LOG       exp(ln S ± z s/S)                 cut to at most 1
 *   LOG_LOG   exp(−exp(ln(−ln S) ± z s/(S ln S)))
 *   LOGIT     logistic(ln(S/(1−S)) ± z s/(S(1−S)))
 *   ARCSIN    sin²(arcsin √S ± z s/(2 √(S(1−S))))   arcsine cut to [0, π/2]
 * </pre>
 *
 * <p>The packages differ in their default: R's {@code survfit} uses LOG, lifelines and this library LOG_LOG, which stays within
 * [0, 1] unaided and covers well from small groups on. At {@code S = 1} no end has been seen and every method gives [1, 1] (R
 * gives NA for LOG_LOG, LOGIT and ARCSIN); at {@code S = 0} the standard error is unknown and there is no interval.
 *
 * <p>After Ø. Borgan and K. Liestøl, A note on confidence intervals and bands for the survival function based on
 * transformations, Scandinavian Journal of Statistics 17 (1990), 35–41.
 *
 * @since 0.1.0
 */
public enum SurvivalInterval {
    /** On the scale of the probability itself. */
    PLAIN {
        @Override
        Interval around(double s, double zse, double confidence) {
            return Interval.of(Math.max(0, s - zse * s), Math.min(1, s + zse * s), confidence);
        }
    },

    /** On the scale of the logarithm: R's default. */
    LOG {
        @Override
        Interval around(double s, double zse, double confidence) {
            return Interval.of(s * Math.exp(-zse), Math.min(1, s * Math.exp(zse)), confidence);
        }
    },

    /** On the scale of the logarithm of the cumulative hazard: the default here and in lifelines. */
    LOG_LOG {
        @Override
        Interval around(double s, double zse, double confidence) {
            double log = Math.log(s);
            return Interval.of(Math.exp(log * Math.exp(-zse / log)), Math.exp(log * Math.exp(zse / log)), confidence);
        }
    },

    /** On the scale of the log odds. */
    LOGIT {
        @Override
        Interval around(double s, double zse, double confidence) {
            double odds = s / (1 - s);
            double width = zse / (1 - s);
            return Interval.of(1 / (1 + Math.exp(width) / odds), 1 / (1 + Math.exp(-width) / odds), confidence);
        }
    },

    /** On the scale of the arcsine of the square root. */
    ARCSIN {
        @Override
        Interval around(double s, double zse, double confidence) {
            double angle = Math.asin(Math.sqrt(s));
            double width = 0.5 * zse * Math.sqrt(s / (1 - s));
            double low = Math.sin(Math.max(0, angle - width));
            double high = Math.sin(Math.min(Math.PI / 2, angle + width));
            return Interval.of(low * low, high * high, confidence);
        }
    };

    /**
     * The interval around an estimate.
     *
     * @param s the estimate, inside (0, 1)
     * @param zse the normal quantile times the standard error of {@code ln S}
     */
    abstract Interval around(double s, double zse, double confidence);
}
