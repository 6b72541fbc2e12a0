package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.StratifiedComparison;
import dev.retention.history.Members;
import dev.retention.internal.Text;
import dev.retention.rule.GroupColumns;
import dev.retention.rule.Grouping;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * A value of an attribute, or one of each of two attributes, with the customers who have it and how they compare with the rest.
 *
 * <pre>{@code
 * Trait<Long> check = traits.trait("payment method = Electronic check");
 * check.counts().comparison().orElseThrow().differenceInterval(0.95);
 * check.adjustedPValue();                                    // all that was tried considered
 * check.within(contract).orElseThrow().oddsRatio();          // 2.4, where it is 4.0 without regard to the contract
 * check.membersInTarget();                                   // whom to ask
 * }</pre>
 *
 * <p>Lists of customers take linear time. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Trait<K> {
    private static final double LOG_10 = Math.log(10);

    private final TraitData<K> data;
    private final List<TraitValue> conditions;
    private final List<List<TraitValue>> aliases;
    private final IntPredicate has;
    private final TraitCounts counts;
    private final OptionalLong value;
    // The natural logarithms of p-values.
    private final double log;
    private final OptionalDouble adjustedLog;
    // The number of the test among those of its table; −1 of a trait that was not tried.
    private final int test;

    Trait(
            TraitData<K> data,
            List<TraitValue> conditions,
            List<List<TraitValue>> aliases,
            IntPredicate has,
            TraitCounts counts,
            OptionalLong value,
            double log,
            OptionalDouble adjustedLog,
            int test) {
        this.data = data;
        this.conditions = List.copyOf(conditions);
        this.aliases = List.copyOf(aliases);
        this.has = has;
        this.counts = counts;
        this.value = value;
        this.log = log;
        this.adjustedLog = adjustedLog;
        this.test = test;
    }

    /** A value that was not tried. */
    static <K> Trait<K> untried(
            TraitData<K> data, TraitValue value, IntPredicate has, TraitCounts counts, OptionalLong worth) {
        return new Trait<>(
                data, List.of(value), List.of(), has, counts, worth, counts.logPValue(), OptionalDouble.empty(), -1);
    }

    /**
     * What the customers have in common, in words.
     *
     * @return the name, such as {@code plan = starter} or {@code plan = starter & country = FR}
     */
    public String name() {
        return name(conditions);
    }

    static String name(List<TraitValue> conditions) {
        return String.join(" & ", conditions.stream().map(TraitValue::toString).toList());
    }

    /**
     * What the customers have in common.
     *
     * @return one value of one attribute, or of each of two in the order in which they were named
     */
    public List<TraitValue> conditions() {
        return conditions;
    }

    /**
     * Other names of the same customers: values of other attributes that the same customers of the population have. They were tested
     * together.
     *
     * @return the names in the order in which their attributes were named; mostly none
     */
    public List<String> aliases() {
        return aliases.stream().map(Trait::name).toList();
    }

    /** The place of its p-value among {@link TraitTable#logs}. */
    int test() {
        return test;
    }

    /** The values in all names. */
    List<TraitValue> namesOfAll() {
        return Stream.concat(conditions.stream(), aliases.stream().flatMap(List::stream))
                .toList();
    }

    /** Whether the trait has a name. */
    boolean isNamed(String name) {
        return name().equals(name) || aliases().contains(name);
    }

    /**
     * How many customers have it, in the target and in the population.
     *
     * @return the counts, with all figures that they make
     */
    public TraitCounts counts() {
        return counts;
    }

    /**
     * How many times as often those with the trait are in the target as all are.
     *
     * @return the {@link TraitCounts#lift()}
     */
    public OptionalDouble lift() {
        return counts.lift();
    }

    /**
     * The p-value by itself, as if nothing else had been tried.
     *
     * @return Fisher's exact, two-sided, in [0, 1]
     */
    public double pValue() {
        return Math.exp(log);
    }

    /** The natural logarithm of the p-value by itself. */
    double logPValue() {
        return log;
    }

    /**
     * The common logarithm of the p-value by itself, where the p-value is below the smallest double.
     *
     * @return at most 0
     */
    public double log10PValue() {
        return log / LOG_10;
    }

    /**
     * The p-value, raised by all that was tried.
     *
     * @return in [0, 1]; empty of a trait that was not tried
     */
    public OptionalDouble adjustedPValue() {
        return adjustedLog.isEmpty() ? adjustedLog : OptionalDouble.of(Math.exp(adjustedLog.getAsDouble()));
    }

    /**
     * The common logarithm of the adjusted p-value, where the p-value itself is below the smallest double.
     *
     * @return at most 0; empty of a trait that was not tried
     */
    public OptionalDouble log10AdjustedPValue() {
        return adjustedLog.isEmpty() ? adjustedLog : OptionalDouble.of(adjustedLog.getAsDouble() / LOG_10);
    }

    /** Whether the adjusted p-value is at most a level. */
    boolean isFound(double level) {
        return adjustedLog.isPresent() && adjustedLog.getAsDouble() <= Math.log(level);
    }

    /** Whether those with the trait are in the target more, for a sign above 0, or less often than all are. */
    boolean goes(int sign) {
        return Math.signum(counts.weightedAccuracy()) == sign;
    }

    /**
     * The value of the customers in the target who have the trait.
     *
     * @return the sum of the {@linkplain Traits#value named value}; empty if none was named
     */
    public OptionalLong value() {
        return value;
    }

    /**
     * What part of the value of the whole target that is.
     *
     * @return the share; empty if no value was named, or that of the target is 0
     */
    public OptionalDouble shareOfValue() {
        OptionalLong all = value.isEmpty() ? value : data.value();
        return all.isEmpty() || all.getAsLong() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) value.getAsLong() / all.getAsLong());
    }

    /**
     * The customers of the population who have the trait.
     *
     * @return as many as {@link TraitCounts#with()} says
     */
    public Members<K> members() {
        return data.those(data.population(), has);
    }

    /**
     * The customers of the target who have the trait.
     *
     * @return as many as {@link TraitCounts#targetWith()} says
     */
    public Members<K> membersInTarget() {
        return data.those(data.target(), has);
    }

    /**
     * The customers of the population who do not have the trait.
     *
     * @return all others
     */
    public Members<K> others() {
        return data.those(data.population(), has.negate());
    }

    /**
     * The customers of the target who do not have the trait.
     *
     * @return all others there
     */
    public Members<K> othersInTarget() {
        return data.those(data.target(), has.negate());
    }

    /**
     * How many of some customers have the trait, of the population or not, such as those who arrived in this quarter.
     *
     * @param customers customers of the same store
     * @return the share; empty of nobody
     * @throws IllegalArgumentException if they are of another store
     */
    public Optional<Proportion> shareOf(Members<K> customers) {
        data.population().and(requireNonNull(customers, "customers"));
        return customers.isEmpty()
                ? Optional.empty()
                : Optional.of(Proportion.of(data.those(customers, has).size(), customers.size()));
    }

    /** Whether the customer with a number has the trait. */
    IntPredicate has() {
        return has;
    }

    /**
     * Those with the trait against those without, within the groups of something else, so that what these differ by is out of the
     * difference.
     * Takes one pass over the store.
     *
     * @param stratum the groups, read on the same day as the attributes
     * @return the comparison over all groups in which there are both; empty if there is none
     * @throws IllegalArgumentException if the grouping is read at each period
     * @throws dev.retention.rule.RuleException if the grouping fails; the message names the customer
     */
    public Optional<StratifiedComparison> within(Grouping stratum) {
        GroupColumns<K> read = data.sweep().groups(List.of(requireNonNull(stratum, "stratum")), data.timeline());
        return data.stratified(has, TraitColumn.of(read, read.columns().get(0), List.of()));
    }

    /** Prints the names, the counts, and what came of the test. */
    @Override
    public String toString() {
        return name()
                + (aliases.isEmpty() ? "" : " (also " + String.join(", ", aliases()) + ")")
                + ": " + counts
                + (adjustedLog.isEmpty()
                        ? ", not tried"
                        : ", p " + Text.number(adjustedPValue().getAsDouble(), 3));
    }
}
