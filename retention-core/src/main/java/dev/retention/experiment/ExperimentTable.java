package dev.retention.experiment;

import static java.util.Objects.requireNonNull;

import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.history.Members;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.rule.Reconciliation;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The customers of an experiment by arm and outcome, as {@link Experiment} counts them.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class ExperimentTable<K> implements Tabular {
    private final ExperimentSettings settings;
    private final Counted<K, ExperimentCell> counted;

    ExperimentTable(ExperimentSettings settings, Counted<K, ExperimentCell> counted) {
        this.settings = settings;
        this.counted = counted;
    }

    /** {@return the arms, that which the others are held against first} */
    public List<String> arms() {
        return List.copyOf(settings.arms);
    }

    /** {@return what is looked at} */
    public List<Outcome> outcomes() {
        return List.copyOf(settings.outcomes);
    }

    /**
     * How many customers were exposed, mature or not; those of several arms in none.
     *
     * @param arm the arm
     * @return how many
     * @throws IllegalArgumentException if there is no such arm
     */
    public long exposed(String arm) {
        return count(arm, ExperimentCell.EXPOSURE, Item.COUNTED);
    }

    /**
     * The customers who were exposed. Takes one more pass over the store.
     *
     * @param arm the arm
     * @return as many as {@link #exposed} says
     * @throws IllegalArgumentException if there is no such arm
     * @throws IllegalStateException if the table was made from a tally
     */
    public Members<K> members(String arm) {
        return members(arm, ExperimentCell.EXPOSURE, Item.COUNTED);
    }

    /**
     * How many customers there are of an arm, an outcome and an item.
     *
     * @param arm the arm
     * @param outcome the name of the outcome, or {@link ExperimentCell#EXPOSURE} of {@link Item#COUNTED} and {@link Item#SEVERAL_ARMS}
     * @param item such as those who are not mature
     * @return at least 0
     * @throws IllegalArgumentException if there is no such arm or outcome
     */
    public long count(String arm, String outcome, Item item) {
        return counted.count(cell(arm, outcome, item));
    }

    /**
     * The customers of an arm, an outcome and an item. Takes one more pass over the store.
     *
     * @param arm the arm
     * @param outcome the name of the outcome, or {@link ExperimentCell#EXPOSURE} of {@link Item#COUNTED} and {@link Item#SEVERAL_ARMS}
     * @param item such as those who are not mature
     * @return as many as {@link #count} says
     * @throws IllegalArgumentException if there is no such arm or outcome
     * @throws IllegalStateException if the table was made from a tally
     */
    public Members<K> members(String arm, String outcome, Item item) {
        return counted.members(cell(arm, outcome, item));
    }

    /** The sum of the amounts of an item, in minor units of money. */
    long amount(String arm, String outcome, Item item) {
        return counted.amount(new ExperimentCell(arm, outcome, item));
    }

    /** The exact sum that is held in three digits from an item on. */
    BigInteger sum(String arm, String outcome, Item lowest) {
        BigInteger sum = BigInteger.ZERO;
        for (int digit = 2; digit >= 0; digit--) {
            Item item = Item.values()[lowest.ordinal() + digit];
            sum = sum.shiftLeft(32).add(BigInteger.valueOf(amount(arm, outcome, item)));
        }
        return sum;
    }

    private ExperimentCell cell(String arm, String outcome, Item item) {
        settings.arm(requireNonNull(arm, "arm"));
        if (!requireNonNull(outcome, "outcome").equals(ExperimentCell.EXPOSURE)) {
            settings.outcome(outcome);
        }
        return new ExperimentCell(arm, outcome, requireNonNull(item, "item"));
    }

    /**
     * The customers of an arm beside a list of who was assigned to it, such as that of an {@link Exposure} file or of a campaign tool. Takes
     * one more pass over the store.
     *
     * <p>Who is only in the list was not exposed by the end of the data, was exposed to other arms too, see {@link Item#SEVERAL_ARMS}, or is not
     * in the store; who is only in the table was exposed without being assigned.
     *
     * @param arm the arm
     * @param assigned the customers, in any order; who comes twice counts once
     * @return who is in the arm and not in the list, the other way round, and in both
     * @throws IllegalArgumentException if there is no such arm
     * @throws IllegalStateException if the table was made from a tally
     */
    public Reconciliation<K> reconcile(String arm, Collection<? extends K> assigned) {
        Members<K> exposed = members(arm);
        List<K> both = new ArrayList<>();
        List<K> onlyAssigned = new ArrayList<>();
        Set<K> known = new LinkedHashSet<>();
        for (K customer : requireNonNull(assigned, "assigned")) {
            if (known.add(requireNonNull(customer, "assigned must not hold null"))) {
                (exposed.contains(customer) ? both : onlyAssigned).add(customer);
            }
        }
        List<K> onlyExposed =
                exposed.stream().filter(customer -> !known.contains(customer)).toList();
        return new Reconciliation<>("exposed to " + arm, "assigned", onlyExposed, onlyAssigned, both);
    }

    /**
     * The same table for each group of customers, by the group at the end of the day before the exposure. Takes one more pass over the store.
     *
     * @param grouping how customers are parted, not at each period; read at the anchor, so that the exposure cannot move a customer
     * @return a table for each group that somebody is in, which add up to this one
     * @throws IllegalArgumentException if the grouping is read at each period
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<ExperimentTable<K>> by(Grouping grouping) {
        return counted.by(grouping, slice -> new ExperimentTable<>(settings, slice));
    }

    /** {@return the counted rule behind the table: tally, explanations, restatement} */
    public Counted<K, ExperimentCell> counted() {
        return counted;
    }

    ExperimentSettings settings() {
        return settings;
    }

    /** {@return a row per arm and outcome} */
    @Override
    public Sheet sheet() {
        return ExperimentSheets.of(this);
    }

    /** Prints the numbers of customers by arm, such as {@code holdout 2000, offer 1998}. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        settings.arms.forEach(arm -> words.add(arm + " " + exposed(arm)));
        return String.join(", ", words);
    }
}
