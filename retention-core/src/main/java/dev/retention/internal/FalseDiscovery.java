package dev.retention.internal;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * P-values of several tests, raised so that of those at or below a level no more than that share is expected to be chance.
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Benjamini and Hochberg (1995)</a>
 */
public final class FalseDiscovery {
    private FalseDiscovery() {}

    /** {@code min over j ≥ i of p₍ⱼ₎ m / j}, at most 1, in the order in which the p-values of {@code m} tests came. */
    public static double[] adjusted(double[] p) {
        int[] descending = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double least = 1;
        for (int i = 0; i < p.length; i++) {
            least = Math.min(least, p[descending[i]] * ((double) p.length / (p.length - i)));
            adjusted[descending[i]] = least;
        }
        return adjusted;
    }
}
