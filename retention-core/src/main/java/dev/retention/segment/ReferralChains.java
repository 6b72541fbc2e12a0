package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who was brought by whom, over all generations.
 *
 * <pre>{@code
 * ReferralChains<String> chains = ReferralChains.of(Map.of("Bob", "Ann", "Cleo", "Bob"));
 * chains.descendants("Ann");      // [Bob, Cleo]
 * chains.generationOf("Cleo");    // 2
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
    /** How many names a message has. */
    static final int MOST_NAMES = 20;

    private static final int NONE = -1;

    // A customer, then all descendants, child after child: what a customer brought lies side by side.
    private final List<K> order;
    private final Map<K, Integer> places;
    // By place: that of the referrer, the generation, and the place after the last descendant.
    private final int[] referrers;
    private final int[] generations;
    private final int[] ends;

    private ReferralChains(List<K> order, int[] referrers) {
        this.order = Collections.unmodifiableList(order);
        this.referrers = referrers;
        this.places = new HashMap<>();
        this.generations = new int[referrers.length];
        this.ends = new int[referrers.length];
        for (int place = 0; place < referrers.length; place++) {
            places.put(order.get(place), place);
            generations[place] = referrers[place] == NONE ? 0 : generations[referrers[place]] + 1;
        }
        for (int place = referrers.length - 1; place >= 0; place--) {
            ends[place] = Math.max(ends[place], place + 1);
            if (referrers[place] != NONE) {
                ends[referrers[place]] = Math.max(ends[referrers[place]], ends[place]);
            }
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
        Numbered<K> numbered = new Numbered<>(requireNonNull(referrerOf, "referrerOf"));
        int[] order = numbered.depthFirst();
        if (order.length < numbered.keys.size()) {
            String circle = inWords(circle(new LinkedHashMap<K, K>(referrerOf)));
            throw new IllegalArgumentException("referrerOf (" + circle + ") must not lead back to the same customer");
        }
        List<K> keys = new ArrayList<>(order.length);
        int[] places = new int[order.length];
        int[] referrers = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            keys.add(numbered.keys.get(order[place]));
            places[order[place]] = place;
            int referrer = numbered.referrers[order[place]];
            referrers[place] = referrer == NONE ? NONE : places[referrer];
        }
        return new ReferralChains<>(keys, referrers);
    }

    /** Customers by number, in the order in which they are told of. */
    private static final class Numbered<K> {
        private final List<K> keys = new ArrayList<>();
        private final int[] referrers;
        // Who was referred first by each, and next by the same referrer.
        private final int[] firsts;
        private final int[] nexts;

        Numbered(Map<? extends K, ? extends K> referrerOf) {
            Map<K, Integer> numbers = new HashMap<>();
            int most = Math.multiplyExact(2, referrerOf.size());
            this.referrers = filled(most);
            this.firsts = filled(most);
            this.nexts = filled(most);
            int[] lasts = filled(most);
            referrerOf.forEach((customer, by) -> {
                int referrer = number(requireNonNull(by, "a referrer of referrerOf"), numbers);
                int referred = number(requireNonNull(customer, "a customer of referrerOf"), numbers);
                referrers[referred] = referrer;
                if (firsts[referrer] == NONE) {
                    firsts[referrer] = referred;
                } else {
                    nexts[lasts[referrer]] = referred;
                }
                lasts[referrer] = referred;
            });
        }

        private static int[] filled(int size) {
            int[] all = new int[size];
            Arrays.fill(all, NONE);
            return all;
        }

        private int number(K key, Map<K, Integer> numbers) {
            Integer number = numbers.putIfAbsent(key, keys.size());
            if (number == null) {
                keys.add(key);
                return keys.size() - 1;
            }
            return number;
        }

        /** From every root down, child after child; without those whom no root leads to. */
        int[] depthFirst() {
            int[] order = new int[keys.size()];
            int size = 0;
            for (int root = 0; root < keys.size(); root++) {
                int at = referrers[root] == NONE ? root : NONE;
                while (at != NONE) {
                    order[size++] = at;
                    at = firsts[at] != NONE ? firsts[at] : after(at);
                }
            }
            return Arrays.copyOf(order, size);
        }

        /** Whom to go on with where nobody is below: the next beside, or beside who is above. */
        private int after(int from) {
            int at = from;
            while (at != NONE && nexts[at] == NONE) {
                at = referrers[at];
            }
            return at == NONE ? NONE : nexts[at];
        }
    }

    /** A circle that referrals make, from a referrer to whom is referred and on, back to the first. */
    private static <K> List<K> circle(Map<K, K> referrerOf) {
        Map<K, K> seenFrom = new HashMap<>();
        for (K start : referrerOf.keySet()) {
            K at = start;
            while (at != null && seenFrom.putIfAbsent(at, start) == null) {
                at = referrerOf.get(at);
            }
            if (at != null && requireNonNull(seenFrom.get(at)).equals(start)) {
                List<K> upwards = new ArrayList<>();
                K end = at;
                do {
                    upwards.add(requireNonNull(at));
                    at = referrerOf.get(at);
                } while (!end.equals(at));
                upwards.add(end);
                Collections.reverse(upwards);
                return upwards;
            }
        }
        throw new AssertionError("no circle");
    }

    /** Such as {@code Ann → Bob → Ann}; of very many the first and the last. */
    static String inWords(Collection<?> customers) {
        int skipped = customers.size() - MOST_NAMES;
        if (skipped > 1) {
            String last = inWords(customers.stream().skip(skipped + 1).toList());
            return customers.iterator().next() + " → … → " + last;
        }
        return customers.stream().map(String::valueOf).collect(Collectors.joining(" → "));
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
     * @return as many as {@link #generationOf} says
     */
    public List<K> referrers(K customer) {
        Integer place = places.get(requireNonNull(customer, "customer"));
        List<K> above = new ArrayList<>();
        for (int at = place == null ? NONE : referrers[place]; at != NONE; at = referrers[at]) {
            above.add(order.get(at));
        }
        return List.copyOf(above);
    }

    /**
     * How many referrals lie between the root and a customer.
     *
     * @param customer the customer
     * @return 0 for a root and for who is not here
     */
    public int generationOf(K customer) {
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
    public List<K> customersOf(int generation) {
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
        return Text.customers(order.size()) + ", " + customersOf(0).size() + " of them roots, depth " + depth();
    }
}
