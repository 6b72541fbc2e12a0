package dev.retention.experiment;

import java.util.List;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * How much less likely numbers of customers are by their shares than by shares drawn about them, from Dirichlet(c · shares).
 *
 * <pre>
 *   log   ln Γ(c + n) − ln Γ(c) − Σ (ln Γ(cs + O) − ln Γ(cs)) + Σ O ln s
 *       = −(c + n) Σ s h(d) + ½ (Σ ln(1 + O/(cs)) − ln(1 + n/c)) + R(c + n) − R(c) − Σ (R(cs + O) − R(cs))
 *   d     (O − ns) / ((c + n)s)                  how far a share of those drawn is off
 *   h(d)  (1 + d) ln(1 + d) − d
 *   R(z)  ln Γ(z) − (z − ½) ln z + z − ½ ln 2π   what Stirling's formula leaves
 * </pre>
 *
 * <p>The second has no large terms that cancel out, so that it is right to the last digits of as many customers as there are.
 */
final class AnytimeRatio {
    private static final double CONCENTRATION = 10_000;
    private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

    private AnytimeRatio() {}

    static double log(List<SampleRatio.Row> rows, long customers) {
        double all = CONCENTRATION + customers;
        double log = rest(all) - rest(CONCENTRATION) - Math.log1p(customers / CONCENTRATION) / 2;
        for (SampleRatio.Row row : rows) {
            double prior = CONCENTRATION * row.share();
            double off = (row.customers() - row.expected()) / (all * row.share());
            log -= all * row.share() * entropy(off);
            log += Math.log1p(row.customers() / prior) / 2;
            log -= rest(prior + row.customers()) - rest(prior);
        }
        return log;
    }

    /** (1 + d) ln(1 + d) − d = d²/2 − d³/6 + d⁴/12 − …, of which terms below 1e-17 are left out. */
    private static double entropy(double off) {
        if (Math.abs(off) > 0.1) {
            return (1 + off) * Math.log1p(off) - off;
        }
        double sum = 0;
        for (int k = 18; k >= 2; k--) {
            sum = 1.0 / (k * (k - 1)) - off * sum;
        }
        return off * off * sum;
    }

    /** By Stirling's series, or below 20 by its definition. */
    private static double rest(double z) {
        double square = z * z;
        return z < 20
                ? LogGamma.value(z) - (z - 0.5) * Math.log(z) + z - HALF_LOG_TWO_PI
                : (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - 1.0 / 1680 / square) / square) / square) / z;
    }
}
