package dev.retention.model;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The phases in which someone may be alive who leaves with probability p after every k-th event, of which a Poisson number
 * has come.
 *
 * <p>As in {@link RegularStay} the k-th roots of unity filter the phases out, with a positive sum because the first of them
 * outweighs the others; where few events come before leaving, a sum over these does.
 */
final class RegularPhases {
    private static final double NEGLIGIBLE = 1e-17;

    private final int k;
    private final int phase;
    private final double[] cosines;
    private final double[] sines;
    private final double[] alive;

    /**
     * @param phase the phase at first, below k
     */
    RegularPhases(int k, int phase) {
        this.k = k;
        this.phase = phase;
        this.cosines = IntStream.range(0, k)
                .mapToDouble(i -> Math.cos(2 * Math.PI * i / k))
                .toArray();
        this.sines = IntStream.range(0, k)
                .mapToDouble(i -> Math.sin(2 * Math.PI * i / k))
                .toArray();
        this.alive = new double[k];
    }

    /** The probabilities to be alive and in each phase, valid until the next call. */
    double[] after(double mean, double p) {
        double logQ = Math.log1p(-p) / k;
        double q = Math.exp(logQ);
        if (mean * q <= RegularStay.FEW) {
            overEvents(mean, p, q);
            return alive;
        }
        double leave = -Math.expm1(logQ);
        double first = Math.exp(-mean * leave);
        for (int l = 0; l < k; l++) {
            alive[l] = first;
        }
        for (int m = 1; 2 * m <= k; m++) {
            double weight = (2 * m == k ? 1 : 2) * Math.exp(-mean * (leave + q * (1 - cosines[m])));
            double turn = mean * q * sines[m];
            double cosine = weight * Math.cos(turn);
            double sine = weight * Math.sin(turn);
            for (int l = 0; l < k; l++) {
                int angle = m * (phase - l + k) % k;
                alive[l] += cosine * cosines[angle] - sine * sines[angle];
            }
        }
        for (int l = 0; l < k; l++) {
            alive[l] *= Math.exp((phase - l) * logQ) / k;
        }
        return alive;
    }

    private void overEvents(double mean, double p, double q) {
        Arrays.fill(alive, 0);
        double weight = Math.exp(-mean);
        double sum = 0;
        int position = phase;
        for (int i = 0; i <= mean * q || position != 0 || weight * k > NEGLIGIBLE * sum; ) {
            alive[position] += weight;
            sum += weight;
            i++;
            weight *= mean / i;
            if (++position == k) {
                position = 0;
                weight *= 1 - p;
            }
        }
    }
}
