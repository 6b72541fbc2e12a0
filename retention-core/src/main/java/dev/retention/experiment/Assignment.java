package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Captures;
import dev.retention.internal.StableHash;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which arm of an experiment a customer is in, by a hash of the customer's key and of a text that names the experiment (its salt).
 *
 * <pre>{@code
 * Assignment<Long> offer = Assignment.<Long>of("save offer, spring 2026", "holdout", "offer").with("offer", 9);
 * offer.arm(17L);                                       // offer, today and on every other machine
 * offer.exposures(List.of(17L, 18L), asOf);             // what an experiment reads
 * offer.dealt(List.of(17L, 18L, 19L));                  // a list that is known, dealt as exactly as it can be
 * }</pre>
 *
 * <pre>
 *   arm(customer) = the arm a of the least −ln u(customer, salt, a) / weight(a)
 * </pre>
 *
 * where {@code u} is a hash of the three, uniform in (0, 1). So each arm has the probability weight(a) / sum of the weights.
 *
 * <ul>
 *   <li>Nothing is stored and nothing is drawn: the same key, salt and weights give the same arm everywhere and in every version.
 *   <li>Another salt gives another assignment, independent of this one. So experiments side by side do not lean on each other. Those
 *       that must not share a customer are arms of one assignment.
 *   <li>A holdout of all experiments is an assignment of its own, with one salt for as long as it lasts; experiments are for those
 *       only who are not held out.
 *   <li>Raising a weight, or another arm, moves customers into that arm only; lowering a weight moves them out of that arm only. But a
 *       customer who was moved has been in two arms. To widen an experiment that is running, expose more customers rather than other
 *       ones.
 *   <li>Keys are {@link Long}, {@link Integer} (which has the arm of the same long), {@link CharSequence} or {@link java.util.UUID}.
 *       Others need {@link #keyedBy}, for their {@code hashCode()} may differ between machines.
 *   <li>{@link #keyedBy} is also the door for those who influence each other: by the key of the household nobody's partner is in
 *       another arm. Then households, not customers, are what was drawn by chance.
 * </ul>
 *
 * <p>Takes some 100 ns per customer and arm. This class is immutable, thread-safe if the function of {@link #keyedBy} is, and
 * serialisable if what that captures is.
 *
 * @param <K> the type of customer keys
 * @see <a href="https://doi.org/10.1145/1073970.1074008">Schindelhauer and Schomaker (2005), Weighted distributed hash tables, the
 *     logarithmic method</a>
 * @since 0.1.0
 */
public final class Assignment<K> implements Serializable {
    private static final long serialVersionUID = 1;

    private final String salt;
    private final transient long seed;
    private final ArmWeights weights;
    private final TreeMap<String, ArmWeights> strata;
    private final @Nullable Keyed<K> keyed;

    private Assignment(String salt, ArmWeights weights, Map<String, ArmWeights> strata, @Nullable Keyed<K> keyed) {
        this.salt = salt;
        this.seed = StableHash.mixed(StableHash.of(salt));
        this.weights = weights;
        this.strata = new TreeMap<>(strata);
        this.keyed = keyed;
    }

    /**
     * The key by which a customer is assigned.
     *
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Keyed<K> extends Serializable {
        /**
         * The key of a customer, such as that of the household.
         *
         * @param customer who
         * @return a {@link Long}, {@link Integer}, {@link CharSequence} or {@link java.util.UUID}
         */
        Object key(K customer);
    }

    /**
     * Arms of one weight.
     *
     * @param salt what names the experiment, told from every other; not blank
     * @param arms the arms, at least one
     * @param <K> the type of customer keys
     * @return the assignment
     * @throws IllegalArgumentException if the salt or an arm is blank, there is no arm, or one comes twice
     */
    public static <K> Assignment<K> of(String salt, String... arms) {
        return of(salt, ArmWeights.equal(Arrays.asList(requireNonNull(arms, "arms"))));
    }

    /**
     * Arms of such weights.
     *
     * @param salt what names the experiment, told from every other; not blank
     * @param weights the weight of each arm, from 1; their sum at most 1,000,000,000
     * @param <K> the type of customer keys
     * @return the assignment
     * @throws IllegalArgumentException if the salt or an arm is blank, there is no arm, or a weight is out of its range
     */
    public static <K> Assignment<K> of(String salt, Map<String, Long> weights) {
        return of(salt, ArmWeights.of(weights));
    }

    private static <K> Assignment<K> of(String salt, ArmWeights weights) {
        checkArgument(!requireNonNull(salt, "salt").isBlank(), "salt (%s) must not be an empty text", salt);
        return new Assignment<>(salt, weights, new TreeMap<>(), null);
    }

    /**
     * {@return the same with another weight of an arm, or with one more arm; strata with weights of their own keep them}
     *
     * @param arm the arm
     * @param weight its weight, from 1; the sum of all at most 1,000,000,000
     * @throws IllegalArgumentException if the arm is blank, or the weight is out of its range
     */
    public Assignment<K> with(String arm, long weight) {
        return new Assignment<>(salt, weights.with(arm, weight), strata, keyed);
    }

    /**
     * {@return the same with weights of a stratum's own}
     *
     * @param stratum the stratum, such as {@code large customers}
     * @param ownWeights the weight of each arm in it, from 1; their sum at most 1,000,000,000
     * @throws IllegalArgumentException if there is no arm, one is blank, or a weight is out of its range
     */
    public Assignment<K> within(String stratum, Map<String, Long> ownWeights) {
        requireNonNull(stratum, "stratum");
        TreeMap<String, ArmWeights> changed = new TreeMap<>(strata);
        changed.put(stratum, ArmWeights.of(requireNonNull(ownWeights, "ownWeights")));
        return new Assignment<>(salt, weights, changed, keyed);
    }

    /**
     * {@return the same by keys that a function gives, of other types or of more customers than one}
     *
     * @param key the function
     */
    public Assignment<K> keyedBy(Keyed<K> key) {
        return new Assignment<>(salt, weights, strata, requireNonNull(key, "key"));
    }

    /**
     * {@return the arm of a customer}
     *
     * @param customer who
     * @throws IllegalArgumentException if there is no stable hash of the key
     */
    public String arm(K customer) {
        return weights.arm(hash(key(customer)), seed);
    }

    /**
     * The arm of a customer within a stratum: independent of the arms in other strata, and by the stratum's own weights if it has any.
     *
     * @param customer who
     * @param stratum the stratum, as known before the experiment; a customer who changes it may change the arm
     * @return the arm
     * @throws IllegalArgumentException if there is no stable hash of the key
     */
    public String arm(K customer, String stratum) {
        return weightsIn(requireNonNull(stratum, "stratum")).arm(hash(key(customer)), seed(stratum));
    }

    /**
     * Deals customers who are known all at once: each arm gets its share of them to within one.
     *
     * @param customers the customers, each once
     * @return the arm of each in the order given; does not depend on that order
     * @throws IllegalArgumentException if a customer comes twice, or there is no stable hash of a key
     * @see #dealt(Collection, Function)
     */
    public Map<K, String> dealt(Collection<K> customers) {
        Dealing<K> dealing = new Dealing<>();
        requireNonNull(customers, "customers").forEach(customer -> dealing.add(customer, key(customer), ""));
        return dealing.arms(Assignment::hash, stratum -> weights, stratum -> seed);
    }

    /**
     * Deals customers who are known all at once: in each stratum each arm gets its share of them to within one.
     *
     * <p>In a stratum of n, customers are ordered by their hashes, and an arm of the share s gets n·s of them, rounded up or down by
     * a hash of the stratum so that each customer's probability of the arm is s however small strata are. With {@link #keyedBy} it is
     * the keys that are dealt, and who has the same has the same arm.
     *
     * <p>One customer more may change the arms of others: deal once and keep the result. Takes {@code O(n log n)} time.
     *
     * @param customers the customers, each once
     * @param strata the stratum of each, as known before the experiment
     * @return the arm of each in the order given; does not depend on that order
     * @throws IllegalArgumentException if a customer comes twice, customers of one key are in two strata, or there is no stable hash
     *     of a key
     */
    public Map<K, String> dealt(Collection<K> customers, Function<? super K, String> strata) {
        requireNonNull(strata, "strata");
        Dealing<K> dealing = new Dealing<>();
        for (K customer : requireNonNull(customers, "customers")) {
            dealing.add(customer, key(customer), requireNonNull(strata.apply(customer), "a stratum of strata"));
        }
        return dealing.arms(Assignment::hash, this::weightsIn, this::seed);
    }

    /**
     * The exposures of customers to the arms that they are in.
     *
     * @param customers the customers, each once
     * @param day from which day on, in the years 1 to 9999
     * @return one of each customer, in the order given
     * @throws IllegalArgumentException if a customer comes twice, there is no stable hash of a key, or the day is out of its range
     */
    public List<Exposure<K>> exposures(Collection<K> customers, LocalDate day) {
        Map<K, String> arms = new LinkedHashMap<>();
        for (K customer : requireNonNull(customers, "customers")) {
            Dealing.put(arms, customer, arm(customer));
        }
        return exposures(arms, day);
    }

    /**
     * The exposures of customers whose arms are known, such as those {@linkplain #dealt dealt}.
     *
     * @param arms the arm of each customer
     * @param day from which day on, in the years 1 to 9999
     * @param <K> the type of customer keys
     * @return one of each customer, in the order of the map
     * @throws IllegalArgumentException if an arm is blank, or the day is out of its range
     */
    public static <K> List<Exposure<K>> exposures(Map<K, String> arms, LocalDate day) {
        requireNonNull(day, "day");
        List<Exposure<K>> exposures =
                new ArrayList<>(requireNonNull(arms, "arms").size());
        arms.forEach((customer, arm) -> exposures.add(new Exposure<>(customer, arm, day)));
        return List.copyOf(exposures);
    }

    /** {@return the weight of each arm, in the order of the arms; what {@link SampleRatio} holds the numbers of customers against} */
    public Map<String, Long> weights() {
        return weights.map();
    }

    /**
     * {@return the weight of each arm in a stratum}
     *
     * @param stratum the stratum; one without weights of its own has those of all
     */
    public Map<String, Long> weights(String stratum) {
        return weightsIn(requireNonNull(stratum, "stratum")).map();
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        Captures.write(out, "assignment (" + salt + ")");
    }

    private Object readResolve() {
        return new Assignment<>(salt, weights, strata, keyed);
    }

    private ArmWeights weightsIn(String stratum) {
        return strata.getOrDefault(stratum, weights);
    }

    private long seed(String stratum) {
        return StableHash.mixed(seed ^ StableHash.of(stratum));
    }

    private Object key(K customer) {
        requireNonNull(customer, "customer");
        Object key = keyed == null ? customer : requireNonNull(keyed.key(customer), "the key of a customer");
        return Dealing.key(customer, key);
    }

    private static long hash(Object key) {
        return StableHash.mixed(StableHash.of(key));
    }

    /** Prints salt and weights, such as {@code save offer, spring 2026: holdout 1, offer 9}. */
    @Override
    public String toString() {
        return salt + ": " + weights + (strata.isEmpty() ? "" : ", within " + strata)
                + (keyed == null ? "" : ", by keys of a function");
    }
}
