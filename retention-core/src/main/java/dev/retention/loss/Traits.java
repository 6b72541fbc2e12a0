package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static dev.retention.PValueCorrection.BENJAMINI_HOCHBERG;
import static dev.retention.loss.TraitTests.DISTINCT;
import static java.util.Objects.requireNonNull;

import dev.retention.PValueCorrection;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.internal.Checks;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what some customers have in common and the others have not: the lost, the most loyal, late payers, those who complain, a cluster.
 *
 * <pre>{@code
 * TraitTable<Long> traits = Traits.of(whoLeft, everybody)
 *         .by(Grouping.ofColumn("plan", Reading.LATEST).on("profiles"), country)
 *         .ordered(size, "1 to 9", "10 to 99", "100 and more")
 *         .quantiles("monthly charge", charges.column(), 4)
 *         .readOn(LocalDate.of(2024, 3, 31))             // what was known before they left
 *         .minimum(20)
 *         .of(sweep, TraitRanking.LIFT);
 * traits.higher().found(0.05);
 * }</pre>
 *
 * <p>Every value of every attribute is a trait: those who have it are held against those who have not, by {@link TraitCounts}. As many
 * values are tried, some look well by chance alone; p-values are raised by all that was {@linkplain TraitTable#tests() tried}. Who has no
 * value is in {@link dev.retention.rule.Group#MISSING}, which is a trait as any.
 *
 * <ul>
 *   <li>What is told of the key alone, such as {@code Grouping.of("country", crm::country)}, is known of everybody; what events tell is
 *       missing of customers without one up to the day, of whom {@link TraitTable#warnings} tells.
 *   <li>Attributes are read {@linkplain #readOn on a day}. Read what was known before a loss: a plan that ends with the contract, read
 *       afterwards, is the trait of all who are lost, and explains nothing.
 *   <li>A trait goes with the target, which does not mean that it is its doing: see {@link Trait#within}.
 *   <li>A trait that few have may have any lift; set a {@linkplain #minimum minimum}.
 * </ul>
 *
 * <p>All attributes are read in one pass over the store; the rest takes linear time for each. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @see <a href="https://doi.org/10.1002/widm.1144">Atzmueller (2015), Subgroup discovery</a>
 * @since 0.1.0
 */
public final class Traits<K> {
    private final Members<K> target;
    private final Members<K> population;
    private final List<TraitAttribute> attributes;
    private final @Nullable Timeline timeline;
    private final Measured<K>.@Nullable Column value;
    private final long minimum;
    private final TraitTests family;
    private final PValueCorrection correction;

    private Traits(
            Members<K> target,
            Members<K> population,
            List<TraitAttribute> attributes,
            @Nullable Timeline timeline,
            Measured<K>.@Nullable Column value,
            long minimum,
            TraitTests family,
            PValueCorrection correction) {
        this.target = target;
        this.population = population;
        this.attributes = attributes;
        this.timeline = timeline;
        this.value = value;
        this.minimum = minimum;
        this.family = family;
        this.correction = correction;
    }

    /**
     * The traits of some customers among others.
     *
     * @param target those whose traits are looked for, such as the lost
     * @param population all among whom they are, such as those who were there at the start
     * @param <K> the type of customer keys
     * @return the method, without attributes yet
     * @throws IllegalArgumentException if somebody in the target is not in the population, nobody is there, or they are of different stores
     */
    public static <K> Traits<K> of(Members<K> target, Members<K> population) {
        requireNonNull(target, "target");
        checkArgument(!requireNonNull(population, "population").isEmpty(), "population must not be empty");
        Members<K> strangers = target.minus(population);
        checkArgument(
                strangers.isEmpty(),
                "target must be part of population: %s of its %s customers are not, such as %s",
                strangers.size(),
                target.size(),
                strangers.isEmpty() ? "" : strangers.get(0));
        return new Traits<>(target, population, List.of(), null, null, 1, DISTINCT, BENJAMINI_HOCHBERG);
    }

    /**
     * Looks at attributes of customers.
     *
     * @param groupings what is told of customers, each as known at the end of the data or at the first event
     * @return the method with these attributes besides those named before
     * @throws IllegalArgumentException if an attribute has the name of another, or is read at each period
     */
    public Traits<K> by(Grouping... groupings) {
        Traits<K> all = this;
        for (Grouping grouping : requireNonNull(groupings, "groupings")) {
            all = all.with(TraitAttribute.of(requireNonNull(grouping, "groupings")));
        }
        return all;
    }

    /**
     * Looks at an attribute whose values have an order, such as the size of a company, so that a trend along it is tested too.
     *
     * @param grouping what is told of customers
     * @param labels all its values, first to last, at least two
     * @return the method with this attribute besides those named before
     * @throws IllegalArgumentException if labels are fewer than two or repeat, or the attribute has the name of another or is read at each
     *     period
     */
    public Traits<K> ordered(Grouping grouping, String... labels) {
        requireNonNull(grouping, "grouping");
        return with(TraitAttribute.ordered(grouping, labels));
    }

    /**
     * Looks at a number of customers in classes.
     *
     * @param name what the number is
     * @param column the number of each customer, of the same store
     * @param edges the smallest number of each class but the first, strictly ascending, at least one
     * @return the method with this attribute besides those named before
     * @throws IllegalArgumentException if the edges do not ascend, the column is of another store, or the name is that of another attribute
     */
    public Traits<K> numbers(String name, Measured<K>.Column column, long... edges) {
        TraitAttribute.checkNumbers(requireNonNull(name, "name"), requireNonNull(column, "column"), population);
        return with(TraitAttribute.numbers(name, column, edges));
    }

    /**
     * Looks at a number of customers in classes of about as many customers each.
     *
     * <p>Edges are quantiles of the population's numbers by type 7: a customer is in a class above an edge if the number is larger. Equal
     * numbers are in the same class, so that there may be fewer classes, which the result {@linkplain TraitTable#warnings says}.
     *
     * @param name what the number is
     * @param column the number of each customer, of the same store
     * @param classes how many classes, from 2 to 1000
     * @return the method with this attribute besides those named before
     * @throws IllegalArgumentException if there are fewer or more classes, the column is of another store, or the name is that of another
     *     attribute
     */
    public Traits<K> quantiles(String name, Measured<K>.Column column, int classes) {
        TraitAttribute.checkNumbers(requireNonNull(name, "name"), requireNonNull(column, "column"), population);
        return with(TraitAttribute.quantiles(name, column, population, classes));
    }

    /**
     * Adds up a value of customers, such as the revenue of the year before, beside counting them.
     *
     * @param column the value of each customer, of the same store; who has none adds nothing
     * @return the method with that value
     * @throws IllegalArgumentException if the column is of another store
     * @throws IllegalStateException if a value is named already
     */
    public Traits<K> value(Measured<K>.Column column) {
        TraitAttribute.checkNumbers("value", requireNonNull(column, "column"), population);
        checkState(value == null, "value is named already: %s", value);
        return new Traits<>(target, population, attributes, timeline, column, minimum, family, correction);
    }

    /**
     * Reads attributes as known at the end of a day.
     *
     * @param day the day, such as the last one before the period of the losses
     * @return the method that reads on that day
     * @throws IllegalArgumentException if the day is outside the years −999,999 to 999,999
     */
    public Traits<K> readOn(LocalDate day) {
        Checks.day(day, "day");
        return readOn(Timeline.of(Grain.DAY, day).from(day));
    }

    /**
     * Reads attributes as known at the as-of day of a timeline, with its zone where events are instants.
     *
     * @param timeline the timeline; unless told, one that ends with the last event of the store
     * @return the method that reads on that day
     */
    public Traits<K> readOn(Timeline timeline) {
        requireNonNull(timeline, "timeline");
        return new Traits<>(target, population, attributes, timeline, value, minimum, family, correction);
    }

    /**
     * Tries values of at least so many customers of the population only. PostHog's correlations, whose odds ratio with a prior count of 1
     * is {@link dev.retention.ProportionComparison#oddsRatio(double)}, hide those of fewer than 25, or than 2 % of all if that is less.
     *
     * @param customers at least 1; 1 unless told
     * @return the method with that minimum
     * @throws IllegalArgumentException if {@code customers < 1}
     */
    public Traits<K> minimum(long customers) {
        Checks.positive(customers, "customers");
        return new Traits<>(target, population, attributes, timeline, value, customers, family, correction);
    }

    /**
     * Tries values of at least some share of the population only.
     *
     * @param share in [0, 1], taken as the decimal that it is written as
     * @return the method with that minimum, in place of one in customers
     * @throws IllegalArgumentException if {@code share} is not in [0, 1]
     */
    public Traits<K> support(double share) {
        Checks.closedUnit(share, "share");
        BigDecimal least = BigDecimal.valueOf(share).multiply(BigDecimal.valueOf(population.size()));
        return minimum(Math.max(1, least.setScale(0, RoundingMode.CEILING).longValueExact()));
    }

    /**
     * Names how p-values are raised by all that is tried.
     *
     * @param correction the correction; {@link PValueCorrection#BENJAMINI_HOCHBERG} unless told
     * @return the method with that correction
     */
    public Traits<K> corrected(PValueCorrection correction) {
        requireNonNull(correction, "correction");
        return new Traits<>(target, population, attributes, timeline, value, minimum, family, correction);
    }

    /**
     * Names what counts as a test.
     *
     * @param family the tests; {@link TraitTests#DISTINCT} unless told
     * @return the method with those tests
     */
    public Traits<K> counting(TraitTests family) {
        requireNonNull(family, "family");
        return new Traits<>(target, population, attributes, timeline, value, minimum, family, correction);
    }

    /**
     * Looks for the traits on the calling thread.
     *
     * @param store the store of the customers
     * @param ranking what comes first
     * @return the traits
     * @throws IllegalArgumentException as of a sweep
     */
    public TraitTable<K> of(HistoryStore<K> store, TraitRanking ranking) {
        return of(Sweep.over(requireNonNull(store, "store")), ranking);
    }

    /**
     * Looks for the traits with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep a sweep over the store of the customers
     * @param ranking what comes first
     * @return the traits, the same on any number of threads
     * @throws IllegalArgumentException if the customers are of another store, no attribute was named, an ordered attribute has a value
     *     that was not named, value is to come first and none was named, or the day does not fit the store, see {@link HistoryStore#bind}
     * @throws IllegalStateException if no day was named and the events of the store are instants
     * @throws dev.retention.rule.RuleException if a grouping fails; the message names the customer
     * @throws ArithmeticException if the value of a trait does not fit a long; the message names the trait
     */
    public TraitTable<K> of(Sweep<K> sweep, TraitRanking ranking) {
        requireNonNull(sweep, "sweep").store().members(new int[0]).and(population);
        TraitTable.checkFits(requireNonNull(ranking, "ranking"), value != null);
        checkArgument(!attributes.isEmpty(), "attributes must be at least one: name some by by(…)");
        TraitData<K> data = TraitData.read(sweep, timeline, target, population, attributes, value);
        return new TraitTable<>(data, minimum, ranking, family, correction);
    }

    private Traits<K> with(TraitAttribute attribute) {
        List<TraitAttribute> all = attribute.after(attributes);
        return new Traits<>(target, population, all, timeline, value, minimum, family, correction);
    }
}
