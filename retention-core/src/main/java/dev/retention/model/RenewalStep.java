package dev.retention.model;

import dev.retention.internal.GammaDifferences;
import org.apache.commons.numbers.gamma.Trigamma;

/**
 * The logarithm of the share of customers that stays from one tenure to a later one, by γ, δ and c of the
 * {@link BetaDiscreteWeibull}, with both derivatives; the sBG is the case c = 1.
 */
final class RenewalStep {
    /**
     * What is needed at a tenure t.
     *
     * @param u t^c
     * @param v its derivative by c
     * @param w the second derivative
     * @param psi ψ(δ + u) − ψ(γ + δ + u)
     * @param tri ψ'(δ + u) − ψ'(γ + δ + u)
     * @param all ψ'(γ + δ + u)
     */
    record Point(double u, double v, double w, double psi, double tri, double all) {
        static Point at(int t, double g, double d, double c) {
            double log = t == 0 ? 0 : Math.log(t);
            double u = t == 0 ? 0 : Math.pow(t, c);
            return new Point(
                    u,
                    u * log,
                    u * log * log,
                    -GammaDifferences.digamma(d + u, g),
                    GammaDifferences.trigamma(d + u, g),
                    Trigamma.value(g + d + u));
        }
    }

    final double log;
    final double[] first = new double[3];
    final double[][] second = new double[3][3];

    RenewalStep(double g, double d, Point from, Point to) {
        double length = to.u - from.u;
        log = GammaDifferences.logBetaRatio(g, d + from.u, length);
        double outer = GammaDifferences.trigamma(g + d + from.u, length);
        first[0] = -GammaDifferences.digamma(g + d + from.u, length);
        first[1] = to.psi - from.psi;
        first[2] = to.psi * to.v - from.psi * from.v;
        second[0][0] = outer;
        second[0][1] = outer;
        second[0][2] = from.all * from.v - to.all * to.v;
        second[1][1] = to.tri - from.tri;
        second[1][2] = to.tri * to.v - from.tri * from.v;
        second[2][2] = to.tri * to.v * to.v - from.tri * from.v * from.v + to.psi * to.w - from.psi * from.w;
    }

    /** Adds the log-likelihood of customers who stayed and of others who did not, in as many parameters as the gradient has. */
    double add(double stayed, double lost, double[] gradient, double[][] hessian) {
        double gone = -Math.expm1(log);
        // d ln(1 − e^h) / dh and its derivative.
        double slope = -Math.exp(log) / gone;
        double bend = slope / gone;
        double weight = stayed + (lost > 0 ? lost * slope : 0);
        double curve = lost > 0 ? lost * bend : 0;
        addTo(gradient, hessian, weight, curve);
        return stayed * log + (lost > 0 ? lost * Math.log(gone) : 0);
    }

    /** Adds to the upper triangle {@code weight ∇²h + curve ∇h ∇h'}, and to the gradient {@code weight ∇h}. */
    void addTo(double[] gradient, double[][] hessian, double weight, double curve) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += weight * first[i];
            for (int j = i; j < gradient.length; j++) {
                hessian[i][j] += weight * second[i][j] + curve * first[i] * first[j];
            }
        }
    }
}
