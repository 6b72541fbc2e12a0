package dev.retention.survival;

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
        void ends(double s, double zse, double[] ends) {
            ends[0] = Math.max(0, s - zse * s);
            ends[1] = Math.min(1, s + zse * s);
        }
    },

    /** On the scale of the logarithm: R's default. */
    LOG {
        @Override
        void ends(double s, double zse, double[] ends) {
            ends[0] = s * Math.exp(-zse);
            ends[1] = Math.min(1, s * Math.exp(zse));
        }
    },

    /** On the scale of the logarithm of the cumulative hazard: the default here and in lifelines. */
    LOG_LOG {
        @Override
        void ends(double s, double zse, double[] ends) {
            double log = Math.log(s);
            ends[0] = Math.exp(log * Math.exp(-zse / log));
            ends[1] = Math.exp(log * Math.exp(zse / log));
        }
    },

    /** On the scale of the log odds. */
    LOGIT {
        @Override
        void ends(double s, double zse, double[] ends) {
            double odds = s / (1 - s);
            double width = zse / (1 - s);
            ends[0] = 1 / (1 + Math.exp(width) / odds);
            ends[1] = 1 / (1 + Math.exp(-width) / odds);
        }
    },

    /** On the scale of the arcsine of the square root. */
    ARCSIN {
        @Override
        void ends(double s, double zse, double[] ends) {
            double angle = Math.asin(Math.sqrt(s));
            double width = 0.5 * zse * Math.sqrt(s / (1 - s));
            double low = Math.sin(Math.max(0, angle - width));
            double high = Math.sin(Math.min(Math.PI / 2, angle + width));
            ends[0] = low * low;
            ends[1] = high * high;
        }
    };

    /**
     * Writes the two ends.
     *
     * @param s the estimate, inside (0, 1)
     * @param zse the normal quantile times the standard error of {@code ln S}
     */
    abstract void ends(double s, double zse, double[] ends);
}
