package dev.retention.value;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.retention.history.Members;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.value.ValueCell.Maturity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What customers have been worth so far, in total and by cohort. Made by {@link RealisedValue}. This class is immutable and
 * thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class RealisedValues<K> {
    private final Counted<K, ValueCell> counted;
    private final Timeline timeline;
    private final int days;

    RealisedValues(Counted<K, ValueCell> counted, int days) {
        this.counted = counted;
        this.timeline = counted.rule().timeline();
        this.days = days;
    }

    /**
     * The value of the customers of all cohorts.
     *
     * @return by {@code HISTORIC} or {@code REALISED_N}; empty if no customer's time is complete
     */
    public Optional<LifetimeValue> total() {
        return value(periods());
    }

    /**
     * The value of the customers of a cohort.
     *
     * @param cohort the label of the period, such as {@code 1997-01}
     * @return by {@code HISTORIC} or {@code REALISED_N}; empty if no customer's time is complete
     * @throws IllegalArgumentException if the label is not a period of the table
     */
    public Optional<LifetimeValue> of(String cohort) {
        return value(List.of(period(requireNonNull(cohort, "cohort"))));
    }

    /**
     * The customers of a cohort who are left out since their time is not complete. Takes one more pass over the store.
     *
     * @param cohort the label of the period, such as {@code 1997-01}
     * @return the customers; none for values to date
     * @throws IllegalArgumentException if the label is not a period of the table
     */
    public Members<K> tooYoung(String cohort) {
        return counted.members(new ValueCell(period(requireNonNull(cohort, "cohort")), Maturity.TOO_YOUNG));
    }

    /**
     * The same for each group of customers. Takes one more pass over the store.
     *
     * @param grouping how customers are parted, as known at the end of the data or at the first event
     * @return the values of each group, whose amounts and customers add up to these
     * @throws IllegalArgumentException if the grouping is read at each period
     * @throws IllegalStateException if the values were made from a tally
     */
    public ByGroup<RealisedValues<K>> by(Grouping grouping) {
        return counted.by(grouping, part -> new RealisedValues<>(part, days));
    }

    /**
     * The counted rule behind the table: tally, members, explanations, reconciliation, restatement.
     *
     * @return the counted rule
     */
    public Counted<K, ValueCell> counted() {
        return counted;
    }

    /**
     * The periods that make cohorts, with the end of the data.
     *
     * @return the timeline
     */
    public Timeline timeline() {
        return timeline;
    }

    private List<Period> periods() {
        return IntStream.range(0, timeline.size()).mapToObj(timeline::period).toList();
    }

    private Period period(String cohort) {
        return timeline.period(timeline.indexOf(cohort));
    }

    private Optional<LifetimeValue> value(List<Period> cohorts) {
        long customers = 0;
        long minor = 0;
        for (Period cohort : cohorts) {
            ValueCell cell = new ValueCell(cohort, Maturity.COMPLETE);
            customers = Math.addExact(customers, counted.count(cell));
            minor = Math.addExact(minor, counted.amount(cell));
        }
        if (customers == 0) {
            return Optional.empty();
        }
        AmountPerCustomer amount = AmountPerCustomer.of(
                counted.major(minor), customers, counted.currency().orElseThrow());
        Map<String, Double> inputs =
                ImmutableMap.of("amount", amount.total().doubleValue(), "customers", (double) customers);
        boolean toDate = days == 0;
        return Optional.of(new LifetimeValue(
                toDate ? LifetimeValueFormula.HISTORIC : LifetimeValueFormula.REALISED_N,
                amount.asDouble(),
                amount.currency(),
                amount.total().toPlainString() + " / " + customers + " customers"
                        + (toDate ? " to " + timeline.asOf() : " within " + days + " days, as of " + timeline.asOf()),
                toDate
                        ? inputs
                        : ImmutableMap.<String, Double>builder()
                                .putAll(inputs)
                                .put("days", (double) days)
                                .build()));
    }

    /** Prints the definition and the total. */
    @Override
    public String toString() {
        return counted.rule().definition() + ": "
                + total().map(LifetimeValue::toString).orElse("no customer");
    }
}
