package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who was brought by whom, over all generations.
 *
 * <pre>{@code
 * ReferralChains<String> chains = ReferralChains.of(Map.of("Bob", "Ann", "Cleo", "Bob"));
 * chains.descendants("Ann");      // [Bob, Cleo]
 * chains.generation("Cleo");      // 2
 * }</pre>
 *
 * <p>A customer has one referrer at most, so that customers make trees. Generation 0 are the roots: who refer and were not referred. The
 * <em>descendants</em> of a customer are those referred, whom these referred and so on, each once; how many they are is the size of their
 * list. Who neither refers nor was referred is not here.
 *
 * <p>Made in linear time and without recursion, however long a chain is; lists are parts of one order and cost nothing. This class is
 * immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class ReferralChains<K> {
    // A customer, then all descendants, child after child: what a customer brought lies side by side.
    private final List<K> order;
    private final Map<K, Integer> places;
    private final Map<K, K> referrers;
    // By place: the generation, and the place after the last descendant.
    private final int[] generations;
    private final int[] ends;

    private ReferralChains(Map<K, K> referrers) {
        this.referrers = referrers;
        Map<K, List<K>> referred = new LinkedHashMap<>();
        referrers.forEach((customer, referrer) -> {
            referred.computeIfAbsent(referrer, unused -> new ArrayList<>()).add(customer);
            referred.computeIfAbsent(customer, unused -> new ArrayList<>());
        });
        List<K> all = new ArrayList<>(referred.size());
        this.places = new HashMap<>();
        this.generations = new int[referred.size()];
        this.ends = new int[referred.size()];
        Deque<K> open = new ArrayDeque<>();
        List<K> roots = new ArrayList<>(referred.keySet());
        roots.removeAll(referrers.keySet());
        pushReversed(open, roots);
        while (!open.isEmpty()) {
            K next = open.pop();
            int place = all.size();
            K referrer = referrers.get(next);
            generations[place] = referrer == null ? 0 : generations[requireNonNull(places.get(referrer))] + 1;
            places.put(next, place);
            all.add(next);
            pushReversed(open, requireNonNull(referred.get(next)));
        }
        this.order = Collections.unmodifiableList(all);
        for (int place = ends.length - 1; place >= 0; place--) {
            ends[place] = Math.max(ends[place], place + 1);
            K referrer = referrers.get(order.get(place));
            if (referrer != null) {
                int above = requireNonNull(places.get(referrer));
                ends[above] = Math.max(ends[above], ends[place]);
            }
        }
    }

    private static <K> void pushReversed(Deque<K> open, List<K> customers) {
        for (int i = customers.size() - 1; i >= 0; i--) {
            open.push(customers.get(i));
        }
    }

    /**
     * Chains of referrals that are known as such.
     *
     * @param referrerOf the referrer by the customer who was referred; its order is that of lists
     * @param <K> the type of customer keys
     * @return the chains
     * @throws IllegalArgumentException if customers refer themselves, alone or in a circle; the message names them in order
     */
    public static <K> ReferralChains<K> of(Map<? extends K, ? extends K> referrerOf) {
        Map<K, K> referrers = new LinkedHashMap<>();
        requireNonNull(referrerOf, "referrerOf")
                .forEach((customer, referrer) -> referrers.put(
                        requireNonNull(customer, "a customer of referrerOf"),
                        requireNonNull(referrer, "a referrer of referrerOf")));
        List<List<K>> circles = circles(referrers);
        checkArgument(
                circles.isEmpty(),
                "referrerOf (%s) must not lead back to the same customer",
                circles.isEmpty() ? "" : inWords(circles.get(0)));
        return new ReferralChains<>(referrers);
    }

    /** The circles that referrals make, each from a referrer to whom is referred and on; disjoint, since a customer has one referrer. */
    static <K> List<List<K>> circles(Map<K, K> referrerOf) {
        List<List<K>> circles = new ArrayList<>();
        Map<K, K> seenFrom = new HashMap<>();
        for (K start : referrerOf.keySet()) {
            K at = start;
            while (at != null && seenFrom.putIfAbsent(at, start) == null) {
                at = referrerOf.get(at);
            }
            if (at != null && requireNonNull(seenFrom.get(at)).equals(start)) {
                Set<K> circle = new LinkedHashSet<>();
                while (circle.add(requireNonNull(at))) {
                    at = referrerOf.get(at);
                }
                List<K> downwards = new ArrayList<>(circle);
                Collections.reverse(downwards);
                Collections.rotate(downwards, 1);
                circles.add(downwards);
            }
        }
        return circles;
    }

    /** Such as {@code Ann → Bob → Ann}. */
    static String inWords(List<?> circle) {
        StringBuilder words = new StringBuilder();
        circle.forEach(customer -> words.append(customer).append(" → "));
        return words.append(circle.get(0)).toString();
    }

    /**
     * All who refer or were referred, each before those referred by them.
     *
     * @return each once
     */
    public List<K> customers() {
        return order;
    }

    /**
     * Who was brought by a customer, directly or through others, each before those referred by them.
     *
     * @param customer the customer
     * @return each once; none of who has brought nobody
     */
    public List<K> descendants(K customer) {
        Integer place = places.get(requireNonNull(customer, "customer"));
        return place == null ? List.of() : order.subList(place + 1, ends[place]);
    }

    /**
     * Who was referred by a customer directly.
     *
     * @param customer the customer
     * @return each once; none of who has referred nobody. Takes time in proportion to their number
     */
    public List<K> referred(K customer) {
        Integer place = places.get(requireNonNull(customer, "customer"));
        List<K> direct = new ArrayList<>();
        int at = place == null ? 0 : place + 1;
        while (place != null && at < ends[place]) {
            direct.add(order.get(at));
            at = ends[at];
        }
        return List.copyOf(direct);
    }

    /**
     * By whom a customer came: the referrer, the referrer of that one, and so on to the root.
     *
     * @param customer the customer
     * @return as many as {@link #generation} says
     */
    public List<K> referrers(K customer) {
        List<K> above = new ArrayList<>();
        K at = referrers.get(requireNonNull(customer, "customer"));
        while (at != null) {
            above.add(at);
            at = referrers.get(at);
        }
        return List.copyOf(above);
    }

    /**
     * How many referrals lie between the root and a customer.
     *
     * @param customer the customer
     * @return 0 for a root and for who is not here
     */
    public int generation(K customer) {
        Integer place = places.get(requireNonNull(customer, "customer"));
        return place == null ? 0 : generations[place];
    }

    /**
     * The customers of a generation. Takes time in proportion to all.
     *
     * @param generation which, from 0 for the roots
     * @return each once; none beyond the {@link #depth}
     * @throws IllegalArgumentException if {@code generation < 0}
     */
    public List<K> generation(int generation) {
        checkArgument(generation >= 0, "generation (%s) must be at least 0", generation);
        List<K> members = new ArrayList<>();
        for (int place = 0; place < generations.length; place++) {
            if (generations[place] == generation) {
                members.add(order.get(place));
            }
        }
        return List.copyOf(members);
    }

    /**
     * The last generation there is.
     *
     * @return the most referrals in one chain; 0 without referrals
     */
    public int depth() {
        return Arrays.stream(generations).max().orElse(0);
    }

    /** Prints the size, such as {@code 5 customers, 2 of them roots, depth 3}. */
    @Override
    public String toString() {
        return order.size() + " customers, " + generation(0).size() + " of them roots, depth " + depth();
    }
}
