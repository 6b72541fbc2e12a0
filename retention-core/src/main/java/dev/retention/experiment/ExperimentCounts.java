package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.history.Members;
import dev.retention.rule.Counted;
import dev.retention.rule.Measured;
import dev.retention.rule.Reconciliation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Who is in which arm, and of whom an outcome is known. */
abstract class ExperimentCounts<K> {
    final ExperimentSettings settings;
    final Counted<K, ExperimentCell> counted;
    final ArmSums sums;
    final List<String> warnings;
    final boolean isDespite;

    ExperimentCounts(
            ExperimentSettings settings, Counted<K, ExperimentCell> counted, List<String> warnings, boolean isDespite) {
        this.settings = settings;
        this.counted = counted;
        this.sums = new ArmSums(settings, counted);
        this.warnings = warnings;
        this.isDespite = isDespite;
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
     * @param item of an outcome {@link Item#COUNTED}, {@link Item#YES}, {@link Item#NOT_MATURE} or {@link Item#WITHOUT}
     * @return at least 0
     * @throws IllegalArgumentException if there is no such arm or outcome, or the item is none of those
     */
    public long count(String arm, String outcome, Item item) {
        return counted.count(cell(arm, outcome, item));
    }

    /**
     * The customers of an arm, an outcome and an item. Takes one more pass over the store.
     *
     * @param arm the arm
     * @param outcome the name of the outcome, or {@link ExperimentCell#EXPOSURE} of {@link Item#COUNTED} and {@link Item#SEVERAL_ARMS}
     * @param item of an outcome {@link Item#COUNTED}, {@link Item#YES}, {@link Item#NOT_MATURE} or {@link Item#WITHOUT}
     * @return as many as {@link #count} says
     * @throws IllegalArgumentException if there is no such arm or outcome, or the item is none of those
     * @throws IllegalStateException if the table was made from a tally
     */
    public Members<K> members(String arm, String outcome, Item item) {
        return counted.members(cell(arm, outcome, item));
    }

    /** The sum of the amounts of an item, in minor units of money. */
    long amount(String arm, String outcome, Item item) {
        return sums.amount(arm, outcome, item);
    }

    /** The exact sum that is held in three digits from an item on. */
    BigInteger sum(String arm, String outcome, Item lowest) {
        return sums.sum(arm, outcome, lowest);
    }

    private ExperimentCell cell(String arm, String outcome, Item item) {
        settings.arm(requireNonNull(arm, "arm"));
        boolean isExposure = requireNonNull(outcome, "outcome").equals(ExperimentCell.EXPOSURE);
        if (!isExposure) {
            settings.outcome(outcome);
        }
        Set<Item> customers = isExposure ? ExperimentCell.OF_EXPOSURE : ExperimentCell.OF_OUTCOMES;
        checkArgument(
                customers.contains(requireNonNull(item, "item")),
                "item (%s) must be one of %s of %s",
                item,
                customers,
                isExposure ? outcome : "an outcome");
        return new ExperimentCell(arm, outcome, item);
    }

    /**
     * The customers of an arm beside a list of who was assigned to it, such as that of an {@link Assignment} or of a campaign tool.
     * Takes one more pass over the store.
     *
     * <p>Who is only in the list was not exposed by the end of the data, was exposed to other arms too, see {@link Item#SEVERAL_ARMS},
     * or is not in the store; who is only in the table was exposed without being assigned.
     *
     * @param arm the arm
     * @param assigned the customers, in any order; who comes twice counts once
     * @return who is in the arm and not in the list, the other way round, and in both
     * @throws IllegalArgumentException if there is no such arm
     * @throws IllegalStateException if the table was made from a tally
     */
    public Reconciliation<K> reconcile(String arm, Collection<? extends K> assigned) {
        requireNonNull(assigned, "assigned");
        Members<K> exposed = members(arm);
        List<K> both = new ArrayList<>();
        List<K> onlyAssigned = new ArrayList<>();
        Set<K> known = new LinkedHashSet<>();
        for (K customer : assigned) {
            if (known.add(requireNonNull(customer, "a customer of assigned"))) {
                (exposed.contains(customer) ? both : onlyAssigned).add(customer);
            }
        }
        List<K> onlyExposed =
                exposed.stream().filter(customer -> !known.contains(customer)).toList();
        return new Reconciliation<>("exposed to " + arm, "assigned", onlyExposed, onlyAssigned, both);
    }

    /**
     * What the customers of an arm did: their share, mean or ratio, not adjusted by the past.
     *
     * @param arm the arm
     * @param outcome the name of the outcome, or {@link ExperimentCell#EXPOSURE} for the days since, the first counted as one
     * @return the value, money in major units; empty if it is known of nobody, or a ratio is over nothing
     * @throws IllegalArgumentException if there is no such arm or outcome
     */
    public OptionalDouble value(String arm, String outcome) {
        settings.arm(requireNonNull(arm, "arm"));
        Optional<SampleMean> mean = requireNonNull(outcome, "outcome").equals(ExperimentCell.EXPOSURE)
                ? sums.daysSince(arm)
                : sums.mean(settings.outcome(outcome), arm);
        return mean.map(each -> OptionalDouble.of(each.mean())).orElse(OptionalDouble.empty());
    }

    /** {@return whether the arms hold as many customers as they were to, by those who were exposed to one arm alone} */
    public SampleRatio sampleRatio() {
        return sums.sampleRatio();
    }

    final void checkSampleRatio() {
        if (!isDespite) {
            sampleRatio().reason().ifPresent(reason -> {
                throw new IllegalStateException(reason);
            });
        }
    }

    final Outcome asked(String outcome) {
        requireNonNull(outcome, "outcome");
        checkSampleRatio();
        return settings.outcome(outcome);
    }

    final Outcome asked(String outcome, String arm) {
        requireNonNull(arm, "arm");
        Outcome found = asked(outcome);
        settings.treated(arm);
        return found;
    }

    /**
     * Whether a score knows whom the action helps, by the customers of whom an outcome is known. Takes one more pass over the store.
     *
     * <pre>{@code
     * table.uplift("ordered within 90 days", "offer", customer -> scores.get(customer)).verdict(0.95);
     * }</pre>
     *
     * @param outcome the name of an outcome that is no ratio; not adjusted by its past, and money in minor units
     * @param arm the arm that is held against the control
     * @param score the score of a customer, finite, made of other customers and of what was known before the exposure; the higher, the
     *     more the action is to help. Customers without a score need one too: a function that takes them from a map and finds none
     *     fails by itself
     * @return the curve; where less is {@linkplain Outcome#lowerIsBetter() better}, of what the action takes away
     * @throws IllegalArgumentException if there is no such outcome or arm, the outcome is a ratio, or a score is not finite; the message
     *     names the customer
     * @throws IllegalStateException if the sample ratio is amiss, or the table was made from a tally
     * @throws ArithmeticException if a sum of outcomes does not fit a long
     */
    public UpliftCurve uplift(String outcome, String arm, ToDoubleFunction<? super K> score) {
        requireNonNull(score, "score");
        Outcome found = asked(outcome, arm);
        checkArgument(found.kind() != Outcome.Kind.RATIO, "outcome (%s) must be no ratio", found);
        Measured<K> numbers = counted.amountsOf(
                List.of(cell(arm, outcome, Item.COUNTED), cell(settings.control(), outcome, Item.COUNTED)));
        UpliftRows.Builder rows = new UpliftRows.Builder();
        for (int side = 0; side < 2; side++) {
            Measured<K>.Column column = numbers.columns().get(side);
            for (int customer = 0; customer < numbers.store().customers(); customer++) {
                if (column.has(customer)) {
                    K key = numbers.store().customer(customer);
                    double value = score.applyAsDouble(key);
                    checkArgument(Double.isFinite(value), "score (%s) of customer (%s) must be finite", value, key);
                    rows.add(value, side == 0, column.at(customer));
                }
            }
        }
        UpliftCurve curve = UpliftCurve.of(rows.build());
        return found.isLowerBetter() ? curve.lowerIsBetter() : curve;
    }

    /** {@return the counted rule behind the table: tally, explanations, restatement} */
    public Counted<K, ExperimentCell> counted() {
        return counted;
    }

    /** {@return a sentence for each code that an outcome counts and no event has; none of a table made from a tally} */
    public List<String> warnings() {
        return warnings;
    }

    /** Prints the numbers of customers by arm, such as {@code holdout 2000, offer 1998}. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        settings.arms.forEach(arm -> words.add(arm + " " + sums.exposed(arm)));
        return String.join(", ", words);
    }
}
