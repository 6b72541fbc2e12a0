package dev.retention.testkit;

import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.movement.ChurnTable;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.Spells;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * What is expected of a formula for churn: a test of one implements this and says what it is.
 *
 * <pre>{@code
 * class ChurnOverTheMeanTest implements FormulaContract {
 *     @Override
 *     public OptionalDouble churn(CustomerFlow flow) {
 *         double mean = (flow.count(CustomerCount.START) + flow.count(CustomerCount.END)) / 2.0;
 *         return mean == 0 ? OptionalDouble.empty() : OptionalDouble.of(flow.count(CustomerCount.LOST) / mean);
 *     }
 *
 *     @Override
 *     public double atMost() {
 *         return 2; // all are lost and nobody comes
 *     }
 * }
 * }</pre>
 *
 * <p>All formulas of {@link dev.retention.ChurnFormula} keep the laws, but for
 * {@link dev.retention.ChurnFormula#SUM_OF_DAILY} and {@link dev.retention.ChurnFormula#MEAN_OF_DAILY}, which weigh days and not
 * customers: two groups together may have a rate outside theirs; and for {@link dev.retention.ChurnFormula#SCHEDULED}, which counts
 * announcements and not losses. A law that a formula breaks on purpose is waived by overriding it with an
 * empty method. Formulas for retention have {@link RetentionContract}.
 *
 * @since 0.1.0
 */
public interface FormulaContract {
    /**
     * The churn that is tried.
     *
     * @param flow the counts of a period, of which all are known
     * @return the rate; empty where it is undefined
     */
    OptionalDouble churn(CustomerFlow flow);

    /**
     * The lowest rate there is.
     *
     * @return 0 unless overridden
     */
    default double atLeast() {
        return 0;
    }

    /**
     * The highest rate there is.
     *
     * @return 1 unless overridden
     */
    default double atMost() {
        return 1;
    }

    /**
     * The rate is a number from {@link #atLeast()} to {@link #atMost()}.
     *
     * @param fates the customers
     */
    @Property
    default void theRateIsWithinItsRange(@ForAll CustomerFates fates) {
        CustomerFlow flow = fates.flow();
        rateOf(flow)
                .ifPresent(rate -> Law.rate(
                        "the rate is from " + atLeast() + " to " + atMost(),
                        rate >= atLeast() && rate <= atMost(),
                        rate,
                        flow));
    }

    /**
     * The rate is defined where a customer was there at the start and every other count is above 0 too, which no formula can do without.
     *
     * @param fates the customers
     */
    @Property
    default void theRateIsDefinedWhereAllIsCounted(@ForAll CustomerFates fates) {
        CustomerFlow flow = fates.plus(CustomerFates.oneOfEach()).flow();
        Law.holds(
                "the rate is defined where all counts are above 0", rateOf(flow).isPresent(), "undefined", flow);
    }

    /**
     * Where one of however many who were there at the start is lost, churn is above 0, be it ever so little: it is neither cut nor rounded.
     *
     * @param fates customers who stay and join
     * @param factor how many times as many
     */
    @Property
    default void aLossIsChurn(
            @ForAll("withoutLosses") CustomerFates fates, @ForAll @IntRange(min = 1, max = 1_000_000) int factor) {
        fates.times(factor)
                .withOneMoreLost()
                .map(CustomerFates::flow)
                .ifPresent(flow ->
                        rateOf(flow).ifPresent(rate -> Law.holds("a loss is churn above 0", rate > 0, rate, flow)));
    }

    /**
     * Where nobody is lost and nobody returns there is no churn.
     *
     * @param fates customers who stay and join
     */
    @Property
    default void withoutLossesThereIsNoChurn(@ForAll("withoutLosses") CustomerFates fates) {
        CustomerFlow flow = fates.flow();
        rateOf(flow)
                .ifPresent(rate -> Law.rate("without losses there is no churn", Math.abs(rate) <= 1e-12, rate, flow));
    }

    /**
     * Customers of whom none is lost.
     *
     * @return the arbitrary
     */
    @Provide
    default Arbitrary<CustomerFates> withoutLosses() {
        return CustomerFates.withoutLosses();
    }

    /**
     * Twice as many customers with the same fates have the same rate.
     *
     * @param fates the customers
     * @param factor how many times as many
     */
    @Property
    default void theSizeDoesNotMatter(@ForAll CustomerFates fates, @ForAll @IntRange(min = 2, max = 1000) int factor) {
        CustomerFlow flow = fates.flow();
        CustomerFlow large = fates.times(factor).flow();
        OptionalDouble rate = rateOf(flow);
        OptionalDouble ofLarge = rateOf(large);
        Law.holds(
                factor + " times as many have the same rate",
                rate.isPresent() == ofLarge.isPresent() && near(rate.orElse(0), ofLarge.orElse(0)),
                Law.of(rate, flow),
                Law.of(ofLarge, large));
    }

    /**
     * If one of those who stayed leaves, churn does not fall.
     *
     * @param fates the customers
     */
    @Property
    default void oneMoreLossDoesNotLowerChurn(@ForAll CustomerFates fates) {
        fates.withOneMoreLost().map(CustomerFates::flow).ifPresent(worse -> {
            OptionalDouble rate = rateOf(fates.flow());
            OptionalDouble ofWorse = rateOf(worse);
            Law.holds(
                    "one more loss does not lower churn",
                    rate.isEmpty() || ofWorse.isEmpty() || !below(ofWorse.getAsDouble(), rate.getAsDouble()),
                    Law.of(rate, fates.flow()),
                    Law.of(ofWorse, worse));
        });
    }

    /**
     * The rate of two groups together lies between theirs, whichever is the larger.
     *
     * @param one the customers of one group
     * @param other those of the other
     */
    @Property
    default void theRateOfTwoGroupsLiesBetweenTheirs(@ForAll CustomerFates one, @ForAll CustomerFates other) {
        for (long times : new long[] {1, 2, 5, 20, 100}) {
            liesBetween(one, other.times(times));
            liesBetween(one.times(times), other);
        }
    }

    private void liesBetween(CustomerFates one, CustomerFates other) {
        OptionalDouble rate = rateOf(one.flow());
        OptionalDouble ofOther = rateOf(other.flow());
        if (rate.isPresent() && ofOther.isPresent()) {
            OptionalDouble together = rateOf(one.plus(other).flow());
            Law.holds(
                    "the rate of two groups lies between theirs",
                    together.isPresent()
                            && !below(together.getAsDouble(), Math.min(rate.getAsDouble(), ofOther.getAsDouble()))
                            && !below(Math.max(rate.getAsDouble(), ofOther.getAsDouble()), together.getAsDouble()),
                    Law.of(together, one.plus(other).flow()),
                    Law.of(rate, one.flow()) + " and " + Law.of(ofOther, other.flow()));
        }
    }

    /**
     * The rate of the counts of a store is the rate of the customers that are counted: who was there at the start of a quarter, and who
     * at its end.
     *
     * @param log the events, orders and others, after which a customer stays for 45 days
     */
    @Property
    default void theRateOfAStoreIsThatOfItsCustomers(@ForAll EventLog log) {
        HistoryStore<Long> store = log.store();
        Timeline quarters = Timeline.of(Grain.QUARTER, EventLog.FIRST_DAY.plusDays(EventLog.DAYS - 1L))
                .from(EventLog.FIRST_DAY);
        CustomerChurn method = CustomerChurn.over(quarters, Spells.ofOrders(45));
        for (ChurnTable<Long>.InPeriod period : method.of(store).periods()) {
            Set<Long> start = keys(period.members(CustomerCount.START));
            Set<Long> end = keys(period.members(CustomerCount.END));
            Set<Long> survivors = new HashSet<>(start);
            survivors.retainAll(end);
            CustomerFlow.Builder counted = CustomerFlow.builder()
                    .start(start.size())
                    .end(end.size())
                    .lost(start.size() - survivors.size())
                    .acquired(end.size() - survivors.size());
            CustomerFlow flow = period.flow();
            for (CustomerCount count : CustomerCount.values()) {
                if (!counted.build().findCount(count).isPresent()) {
                    flow.findCount(count).ifPresent(number -> counted.count(count, number));
                }
            }
            OptionalDouble rate = known(flow);
            OptionalDouble ofCounted = known(counted.build());
            Law.holds(
                    "the rate of a store's counts is that of its customers, " + period,
                    rate.isEmpty() || ofCounted.isEmpty() || near(rate.getAsDouble(), ofCounted.getAsDouble()),
                    Law.of(rate, flow),
                    Law.of(ofCounted, counted.build()));
        }
    }

    /** The churn that is tried, which must be said or be empty. */
    private OptionalDouble rateOf(CustomerFlow flow) {
        return Law.given(churn(flow), "churn(CustomerFlow)");
    }

    /** The rate, where the store tells what the formula needs. */
    private OptionalDouble known(CustomerFlow flow) {
        try {
            return rateOf(flow);
        } catch (IllegalArgumentException e) {
            return OptionalDouble.empty();
        }
    }

    private static Set<Long> keys(Members<Long> members) {
        Set<Long> keys = new HashSet<>();
        members.forEach(keys::add);
        return keys;
    }

    private static boolean near(double one, double other) {
        return !below(one, other) && !below(other, one);
    }

    /** Whether a number is below another by more than rounding. */
    private static boolean below(double one, double other) {
        return !(one >= other - 1e-12 * Math.max(1, Math.abs(other)));
    }
}
