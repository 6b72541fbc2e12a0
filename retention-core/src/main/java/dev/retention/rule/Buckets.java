package dev.retention.rule;

import dev.retention.internal.StableHash;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.UUID;

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
        return (int) (StableHash.mixed(hash(customer)) >>> 54);
    }

    /** The number of a bucket, nothing of any other group. */
    static OptionalInt number(Group group) {
        int at = Arrays.binarySearch(LABELS, group.toString());
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
    }

    /** How often a replicate takes a bucket. */
    static int weight(int replicate, int bucket) {
        double u = (StableHash.mixed((long) replicate * SIZE + bucket) >>> 11) * 0x1p-53;
        int k = 0;
        while (k < MOST_WEIGHT - 1 && u >= POISSON[k]) {
            k++;
        }
        return k;
    }

    private static long hash(Object key) {
        boolean isStable = StableHash.isOf(key) && !(key instanceof UUID);
        return isStable ? StableHash.of(key) : key.hashCode();
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
