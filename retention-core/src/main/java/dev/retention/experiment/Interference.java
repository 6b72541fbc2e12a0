package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether customers of different arms live together: what one of a household is offered, the others hear of, so that the arms are not
 * apart.
 *
 * <pre>{@code
 * Interference<Long> homes = Interference.of(Map.of("offer", treated, "holdout", held), addresses::get);
 * homes.toString();       // 38 of 2000 customers (1.9 %) live in 18 households that span arms: …
 * homes.mixed();          // who they are, by arm
 * }</pre>
 *
 * <ul>
 *   <li>A household is whatever customers have in common: an address, a firm, a contract. One of whom no household is known lives
 *       alone.
 *   <li>A household <em>spans</em> arms if it has a customer in each of two. One whose customers are all in one arm harms nobody,
 *       but its customers are alike, so that they count for fewer than they are: see {@link HouseholdMean}.
 *   <li>With interference an effect is mostly understated: the control is treated a little. Assign whole households, by hash of
 *       their key, and there is none; or leave {@link #mixed} out of all arms, if they are few and the effect is asked of the
 *       others.
 * </ul>
 *
 * <p>Takes linear time. Immutable and thread-safe if the keys are.
 *
 * @param customers how many there are in all arms
 * @param households how many households, those of one customer among them
 * @param shared how many of them have more than one customer
 * @param spanning how many of them have customers in more than one arm
 * @param mixed the customers of those that span arms, by arm in the order of the arms, each arm named though it has none
 * @param <K> the type of customer keys
 * @see <a href="https://doi.org/10.1198/016214508000000292">Hudgens and Halloran (2008), Toward causal inference with interference</a>
 * @since 0.1.0
 */
public record Interference<K>(long customers, long households, long shared, long spanning, Map<String, List<K>> mixed)
        implements Tabular {

    /**
     * Checks the counts and copies the customers.
     *
     * @param customers how many there are in all arms
     * @param households how many households
     * @param shared how many of them have more than one customer
     * @param spanning how many of them have customers in more than one arm
     * @param mixed the customers of those that span arms, by arm
     * @throws IllegalArgumentException unless {@code customers ≥ households ≥ shared ≥ spanning ≥ 0}, or if the customers of
     *     {@code mixed} are fewer than two of each household that spans, or more than the other households leave
     */
    public Interference {
        Checks.notNegative(spanning, "spanning");
        checkArgument(spanning <= shared, "spanning (%s) must be at most shared (%s)", spanning, shared);
        checkArgument(shared <= households, "shared (%s) must be at most households (%s)", shared, households);
        checkArgument(households <= customers, "households (%s) must be at most customers (%s)", households, customers);
        Map<String, List<K>> copy = new LinkedHashMap<>();
        long living = 0;
        for (Map.Entry<String, List<K>> arm : requireNonNull(mixed, "mixed").entrySet()) {
            String name = requireNonNull(arm.getKey(), "an arm of mixed");
            List<K> keys = requireNonNull(arm.getValue(), name + " of mixed");
            keys.forEach(key -> requireNonNull(key, "a customer of mixed"));
            copy.put(name, List.copyOf(keys));
            living += keys.size();
        }
        checkArgument(
                spanning == 0 ? living == 0 : living / 2 >= spanning,
                "mixed (%s customers) must be those of spanning (%s) households",
                living,
                spanning);
        checkArgument(
                customers - living - (households - spanning) >= shared - spanning,
                "mixed (%s customers) must leave the other households as many as they have, of customers (%s)",
                living,
                customers);
        mixed = Collections.unmodifiableMap(copy);
    }

    /**
     * Looks for households that span arms.
     *
     * @param arms the customers of each arm; each customer once
     * @param household the household of a customer; null or a blank text where none is known
     * @param <K> the type of customer keys
     * @return how many there are, and who lives in them
     * @throws IllegalArgumentException if a customer comes twice
     */
    public static <K> Interference<K> of(
            Map<String, ? extends Iterable<? extends K>> arms,
            Function<? super K, ? extends @Nullable Object> household) {
        requireNonNull(household, "household");
        Map<String, List<K>> members = new LinkedHashMap<>();
        Map<K, Household> homeOf = new HashMap<>();
        Map<Object, Household> homes = new HashMap<>();
        Set<Household> all = new HashSet<>();
        requireNonNull(arms, "arms").forEach((arm, customers) -> {
            List<K> own = new ArrayList<>();
            for (K customer : requireNonNull(customers, requireNonNull(arm, "arm"))) {
                Object key = known(household.apply(requireNonNull(customer, "customer")));
                Household home =
                        key == null ? new Household(arm) : homes.computeIfAbsent(key, unused -> new Household(arm));
                checkArgument(homeOf.put(customer, home) == null, "customer (%s) comes twice", customer);
                home.add(arm);
                all.add(home);
                own.add(customer);
            }
            members.put(arm, own);
        });
        members.values().forEach(own -> own.removeIf(customer -> !requireNonNull(homeOf.get(customer)).isSpanning));
        return new Interference<>(
                homeOf.size(),
                all.size(),
                all.stream().filter(home -> home.customers > 1).count(),
                all.stream().filter(home -> home.isSpanning).count(),
                members);
    }

    /** The key of a household; null if it is a text that says nothing. Texts are one that read alike. */
    static @Nullable Object known(@Nullable Object key) {
        return key instanceof CharSequence text ? Text.said(text.toString()) : key;
    }

    /** Households in words: {@code 1 household}, {@code 2 households}. */
    static String households(long count) {
        return count + (count == 1 ? " household" : " households");
    }

    /** Who lives together. */
    private static final class Household {
        private final String arm;
        private long customers;
        private boolean isSpanning;

        Household(String arm) {
            this.arm = arm;
        }

        void add(String another) {
            customers++;
            isSpanning |= !arm.equals(another);
        }
    }

    /** {@return how many customers live in households that span arms} */
    public long customersMixed() {
        return mixed.values().stream().mapToLong(List::size).sum();
    }

    /** {@return the share of all customers who live in households that span arms; empty if there are no customers} */
    public Optional<Proportion> share() {
        return customers == 0 ? Optional.empty() : Optional.of(Proportion.of(customersMixed(), customers));
    }

    /** {@return a row per arm} */
    @Override
    public Sheet sheet() {
        return ExperimentSheets.of(this);
    }

    /** Prints what was found in a sentence, such as {@code no household spans arms: 2000 customers of 1950 households}. */
    @Override
    public String toString() {
        if (spanning == 0) {
            return "no household spans arms: " + Text.customers(customers) + " of " + households(households)
                    + (shared == 0 ? "" : ", " + shared + " of them of several customers");
        }
        long many = customersMixed();
        return many + " of " + Text.customers(customers) + " (" + Text.percent((double) many / customers)
                + ") live in " + spanning + (spanning == 1 ? " household that spans" : " households that span")
                + " arms: what one is offered the others hear of, and the effect is blurred; assign whole households";
    }
}
