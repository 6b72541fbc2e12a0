package dev.retention.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;

/** Which bucket a customer is in, and how often a replicate takes a bucket: the same everywhere. */
final class Buckets {
    static final int SIZE = 1 << 10;

    /** A Poisson number of mean 1 is larger once in 10^16 times. */
    static final int MOST_WEIGHT = 17;

    private static final double[] POISSON = poisson();
    private static final String[] LABELS = new String[SIZE];

    static {
        Arrays.setAll(LABELS, bucket -> String.format(Locale.ROOT, "%04d", bucket));
    }

    private Buckets() {}

    /** The label of a customer's bucket. */
    static String label(Object customer) {
        return LABELS[of(customer)];
    }

    /** The number of a customer's bucket. */
    static int of(Object customer) {
        return (int) (mixed(hash(customer)) >>> 54);
    }

    /** The number of a bucket, nothing of any other group. */
    static OptionalInt number(Group group) {
        int at = Arrays.binarySearch(LABELS, group.toString());
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
    }

    /** How often a replicate takes a bucket. */
    static int weight(int replicate, int bucket) {
        double u = (mixed((long) replicate * SIZE + bucket) >>> 11) * 0x1p-53;
        int k = 0;
        while (k < MOST_WEIGHT - 1 && u >= POISSON[k]) {
            k++;
        }
        return k;
    }

    private static long hash(Object key) {
        if (key instanceof CharSequence text) {
            long hash = text.length();
            for (int i = 0; i < text.length(); i++) {
                hash = mixed(hash ^ text.charAt(i));
            }
            return hash;
        }
        return key instanceof Long || key instanceof Integer ? ((Number) key).longValue() : key.hashCode();
    }

    /** One step of SplitMix64. */
    private static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static double[] poisson() {
        double[] cumulated = new double[MOST_WEIGHT];
        double term = Math.exp(-1);
        double sum = 0;
        for (int k = 0; k < MOST_WEIGHT; k++) {
            sum += term;
            cumulated[k] = sum;
            term /= k + 1;
        }
        return cumulated;
    }
}
