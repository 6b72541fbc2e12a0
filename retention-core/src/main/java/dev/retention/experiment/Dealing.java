package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.StableHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Deals the keys of known customers among arms, stratum by stratum. */
final class Dealing<K> {
    private final Map<K, Object> keys = new LinkedHashMap<>();
    private final Map<Object, String> strata = new HashMap<>();

    /** Puts an entry; refuses a customer whom there is already. */
    static <K, V> void put(Map<K, V> map, K customer, V value) {
        checkArgument(map.put(customer, value) == null, "customers (%s) must be given once each", customer);
    }

    /** The key of a customer in one form, if it is of a type that has a stable hash. */
    static Object key(Object customer, Object key) {
        checkArgument(
                StableHash.isOf(key),
                "customer (%s) must have a key with a stable hash: of %s give keyedBy a function to a Long, Integer,"
                        + " CharSequence or UUID",
                customer,
                key.getClass().getName());
        return key instanceof CharSequence ? key.toString() : key instanceof Integer number ? number.longValue() : key;
    }

    void add(K customer, Object key, String stratum) {
        put(keys, customer, key);
        String other = strata.put(key, stratum);
        checkArgument(
                other == null || other.equals(stratum),
                "strata (%s, %s) must be one of all customers with the key %s",
                other,
                stratum,
                key);
    }

    private record Hashed(Object key, long first, long second) {}

    Map<K, String> arms(
            ToLongFunction<Object> hash, Function<String, ArmWeights> weights, ToLongFunction<String> seed) {
        Map<String, List<Hashed>> members = new HashMap<>();
        strata.forEach((key, stratum) -> {
            long own = hash.applyAsLong(key);
            members.computeIfAbsent(stratum, any -> new ArrayList<>())
                    .add(new Hashed(key, StableHash.mixed(own ^ seed.applyAsLong(stratum)), own));
        });
        Map<Object, String> armOfKey = new HashMap<>();
        members.forEach((stratum, all) -> {
            // Of 64 bits the second hardly ever decides.
            all.sort(Comparator.comparingLong(Hashed::first).thenComparingLong(Hashed::second));
            deal(all, weights.apply(stratum).counts(all.size(), seed.applyAsLong(stratum)), armOfKey);
        });
        Map<K, String> arms = new LinkedHashMap<>();
        keys.forEach((customer, key) -> arms.put(customer, requireNonNull(armOfKey.get(key))));
        return Collections.unmodifiableMap(arms);
    }

    private static void deal(List<Hashed> ordered, Map<String, Integer> counts, Map<Object, String> armOfKey) {
        int at = 0;
        for (Map.Entry<String, Integer> arm : counts.entrySet()) {
            for (Hashed each : ordered.subList(at, at + arm.getValue())) {
                armOfKey.put(each.key(), arm.getKey());
            }
            at += arm.getValue();
        }
    }
}
