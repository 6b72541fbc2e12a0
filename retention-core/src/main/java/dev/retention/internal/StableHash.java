package dev.retention.internal;

import java.util.UUID;

/** Hashes of customer keys that are the same on every machine and in every version, which {@code hashCode()} does not promise. */
public final class StableHash {
    private StableHash() {}

    /** Whether there is a stable hash of a key. */
    public static boolean isOf(Object key) {
        return key instanceof Long || key instanceof Integer || key instanceof CharSequence || key instanceof UUID;
    }

    /** The hash of a key that {@link #isOf} takes: a whole number is its own, the same as long and as int. To be {@link #mixed}. */
    public static long of(Object key) {
        if (key instanceof CharSequence text) {
            long hash = text.length();
            for (int i = 0; i < text.length(); i++) {
                hash = mixed(hash ^ text.charAt(i));
            }
            return hash;
        }
        if (key instanceof UUID id) {
            return mixed(id.getMostSignificantBits()) ^ id.getLeastSignificantBits();
        }
        return ((Number) key).longValue();
    }

    /** One step of SplitMix64 (Steele, Lea and Flood 2014, doi 10.1145/2660193.2660195). */
    public static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
