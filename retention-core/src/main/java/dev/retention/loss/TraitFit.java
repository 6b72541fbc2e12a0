package dev.retention.loss;

import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.internal.Checks;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.List;
import java.util.Optional;

/**
 * How many of some customers have the traits of others: how many of the new ones are like the most loyal, or like those who leave.
 *
 * <pre>{@code
 * TraitFit<Long> fit = loyalTraits.higher().fit(newCustomers, 0.05);
 * fit.share(1);                          // of the new ones have at least one trait of the loyal
 * fit.members(fit.traits().size());      // those who have all
 * fit.traits().get(0).shareOf(newCustomers);
 * }</pre>
 *
 * <p>Lists take linear time for each trait. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class TraitFit<K> implements Tabular {
    private final Members<K> customers;
    private final List<Trait<K>> traits;
    private final TraitData<K> data;

    TraitFit(Members<K> customers, List<Trait<K>> traits, TraitData<K> data) {
        this.customers = customers;
        this.traits = List.copyOf(traits);
        this.data = data;
    }

    /**
     * The traits that customers may have.
     *
     * @return the traits, ranked; none if none were found
     */
    public List<Trait<K>> traits() {
        return traits;
    }

    /**
     * The customers who are looked at.
     *
     * @return the customers
     */
    public Members<K> customers() {
        return customers;
    }

    /**
     * What is odd about the customers: that some had no event up to the day on which attributes were read, so that they cannot have a trait
     * that events tell, and say nothing in a share.
     *
     * @return a sentence, if there are such customers
     */
    public List<String> warnings() {
        return data.unknown(customers);
    }

    /**
     * The customers who have at least so many of the traits.
     *
     * @param least from 0 to the number of traits
     * @return those customers
     * @throws IllegalArgumentException if there are not so many traits
     */
    public Members<K> members(int least) {
        Checks.within(least, 0, traits.size(), "least");
        return data.those(
                customers,
                customer -> traits.stream()
                                .filter(trait -> trait.has().test(customer))
                                .count()
                        >= least);
    }

    /**
     * The share of the customers who have at least so many of the traits.
     *
     * @param least from 0 to the number of traits
     * @return the share; empty of nobody
     * @throws IllegalArgumentException if there are not so many traits
     */
    public Optional<Proportion> share(int least) {
        long having = members(least).size();
        return customers.isEmpty() ? Optional.empty() : Optional.of(Proportion.of(having, customers.size()));
    }

    /** {@return a row per number of traits} */
    @Override
    public Sheet sheet() {
        return LossSheets.of(this);
    }

    /** Prints the traits and how many customers have one at least. */
    @Override
    public String toString() {
        return traits.stream().map(Trait::name).toList() + " among " + customers.size() + " customers: "
                + (traits.isEmpty() ? 0 : members(1).size()) + " have at least one"
                + String.join("", warnings().stream().map(words -> "; " + words).toList());
    }
}
