package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.StableHash;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The arms with their weights, and who of a thousand is in which. */
final class ArmWeights implements Serializable {
    private static final long serialVersionUID = 1;
    private static final long MOST = 1_000_000_000;

    private final LinkedHashMap<String, Long> weights;
    // The same by name, so that the order in which arms are given decides nothing.
    private final transient String[] names;
    private final transient long[] sizes;
    private final transient long[] hashes;
    private final transient long total;

    private ArmWeights(Map<String, Long> weights) {
        this.weights = new LinkedHashMap<>(weights);
        TreeMap<String, Long> sorted = new TreeMap<>(weights);
        this.names = sorted.keySet().toArray(String[]::new);
        this.sizes = sorted.values().stream().mapToLong(Long::longValue).toArray();
        this.hashes = sorted.keySet().stream().mapToLong(StableHash::of).toArray();
        this.total = sorted.values().stream().mapToLong(Long::longValue).sum();
    }

    /** By name, for the order of a map may differ from run to run. */
    static ArmWeights of(Map<String, Long> weights) {
        checkArgument(!requireNonNull(weights, "weights").isEmpty(), "weights (%s) must hold an arm", weights);
        LinkedHashMap<String, Long> copy = new LinkedHashMap<>();
        weights.forEach((arm, weight) -> requireNonNull(arm, "an arm of weights"));
        new TreeMap<>(weights).forEach((arm, weight) -> put(copy, arm, requireNonNull(weight, "a weight of weights")));
        return new ArmWeights(copy);
    }

    static ArmWeights equal(List<String> arms) {
        checkArgument(!arms.isEmpty(), "arms (%s) must hold an arm", arms);
        LinkedHashMap<String, Long> copy = new LinkedHashMap<>();
        for (String arm : arms) {
            checkArgument(!copy.containsKey(arm), "arms (%s) must differ", arms);
            put(copy, arm, 1);
        }
        return new ArmWeights(copy);
    }

    private Object readResolve() {
        LinkedHashMap<String, Long> copy = new LinkedHashMap<>();
        weights.forEach((arm, weight) -> put(copy, arm, weight));
        return new ArmWeights(copy);
    }

    private static void put(Map<String, Long> weights, String arm, long weight) {
        checkArgument(!requireNonNull(arm, "arm").isBlank(), "arm (%s) must not be an empty text", arm);
        checkArgument(weight >= 1 && weight <= MOST, "weight (%s) of arm %s must be from 1 to %s", weight, arm, MOST);
        weights.put(arm, weight);
        long sum = weights.values().stream().mapToLong(Long::longValue).sum();
        checkArgument(sum <= MOST, "weight (%s) of arm %s must leave the sum at most %s: %s", weight, arm, MOST, sum);
    }

    ArmWeights with(String arm, long weight) {
        LinkedHashMap<String, Long> copy = new LinkedHashMap<>(weights);
        put(copy, arm, weight);
        return new ArmWeights(copy);
    }

    /** The weights in the order of the arms. */
    Map<String, Long> map() {
        return Collections.unmodifiableMap(weights);
    }

    long total() {
        return total;
    }

    /** The share of an arm, 0 of one that there is not. */
    double share(String arm) {
        return weights.getOrDefault(arm, 0L) / (double) total;
    }

    /** The least share of the other arms. */
    double leastBeside(String control) {
        return weights.keySet().stream()
                .filter(arm -> !arm.equals(control))
                .mapToDouble(this::share)
                .min()
                .orElseThrow();
    }

    /** What each arm gets of so many, rounded up, in the order of the arms. */
    Map<String, Long> parts(double all) {
        Map<String, Long> parts = new LinkedHashMap<>();
        weights.keySet().forEach(arm -> parts.put(arm, (long) Math.ceil(all * share(arm))));
        return Collections.unmodifiableMap(parts);
    }

    /**
     * The arm of a mixed hash: that in which an exponential variable of its weight is the least. What one arm draws does not depend on
     * the weights of the others, so that a change of one weight moves customers between that arm and others only.
     */
    String arm(long hash, long seed) {
        int arm = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < names.length; i++) {
            long drawn = StableHash.mixed(hash ^ StableHash.mixed(seed ^ hashes[i]));
            double uniform = ((drawn >>> 12) + 0.5) * 0x1p-52;
            double waits = -StrictMath.log(uniform) / (double) sizes[i];
            if (waits < least) {
                least = waits;
                arm = i;
            }
        }
        return names[arm];
    }

    /**
     * How many of so many each arm gets, by name: its share of them, rounded up or down so that the numbers sum to all of them and
     * each is expected to be its share exactly.
     */
    Map<String, Integer> counts(int all, long seed) {
        long start = Long.remainderUnsigned(StableHash.mixed(seed), total);
        Map<String, Integer> counts = new TreeMap<>();
        long before = 0;
        long upTo = 0;
        for (int i = 0; i < names.length; i++) {
            upTo += sizes[i];
            long given = (all * upTo + start) / total;
            counts.put(names[i], (int) (given - before));
            before = given;
        }
        return counts;
    }

    @Override
    public String toString() {
        return weights.entrySet().stream()
                .map(arm -> arm.getKey() + " " + arm.getValue())
                .collect(Collectors.joining(", "));
    }
}
