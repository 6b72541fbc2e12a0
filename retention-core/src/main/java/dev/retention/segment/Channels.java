package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.cohort.CohortTable;
import dev.retention.internal.Checks;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.time.Period;
import dev.retention.value.AcquisitionCost;
import dev.retention.value.AmountPerCustomer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The channels by which customers come: what is spent on each, how many it brings, what the next ones cost, and how many of them stay.
 *
 * <pre>{@code
 * Channels channels = Channels.of(AcquisitionCost.Basis.PAID, EUR, cohorts.by(channel), spend, 3);
 * channels.shareOfSpend(2);                              // of the two channels on which most is spent
 * channels.marginal(Group.of("search"), march, april);   // what each further customer cost
 * }</pre>
 *
 * <ul>
 *   <li>Which customer came by which channel is for the caller to say (first touch, last touch): a grouping that does not change.
 *   <li>Spend that brought nobody counts as spend and has no cost per customer. A channel without spend costs nothing.
 *   <li>A cohort of nobody is old enough to tell who stayed as any other is, so that its spend counts in what those who stayed cost.
 *   <li>Channels come by spend, the largest first, then by new customers, then by label.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class Channels {
    private final AcquisitionCost.Basis basis;
    private final Currency currency;
    private final Map<Group, List<Entry>> entries;

    private Channels(AcquisitionCost.Basis basis, Currency currency, Map<Group, List<Entry>> entries) {
        this.basis = basis;
        this.currency = currency;
        this.entries = entries;
    }

    /**
     * One channel in one period.
     *
     * @param channel the channel
     * @param period the period
     * @param spend what was spent on the channel, in major units, at least 0
     * @param acquired how many customers came by it, at least 0
     * @param kept how many of all these stayed, in [0, acquired]; empty if it is too early to tell. If nobody came, 0 says that the
     *     period is old enough, so that its spend counts in {@link Channels#costPerKept}
     * @since 0.1.0
     */
    public record Entry(Group channel, Period period, BigDecimal spend, long acquired, OptionalLong kept) {
        /**
         * Checks the numbers.
         *
         * @param channel the channel
         * @param period the period
         * @param spend what was spent on the channel
         * @param acquired how many customers came by it
         * @param kept how many of them stayed
         * @throws IllegalArgumentException if {@code spend} or {@code acquired} is negative, {@code spend} passes the range of doubles, or
         *     {@code kept} is negative or more than came
         */
        public Entry {
            requireNonNull(channel, "channel");
            requireNonNull(period, "period");
            checkArgument(Checks.amount(spend, "spend").signum() >= 0, "spend (%s) must be at least 0", spend);
            Checks.notNegative(acquired, "acquired");
            long stayed = requireNonNull(kept, "kept").orElse(0);
            checkArgument(
                    0 <= stayed && stayed <= acquired, "kept (%s) must be from 0 to acquired (%s)", stayed, acquired);
        }
    }

    /**
     * The channels of some entries.
     *
     * @param basis what is counted as cost
     * @param currency the currency of spend
     * @param entries channel by channel and period by period, in any order, each pair at most once
     * @return the channels
     * @throws IllegalArgumentException if a channel comes twice in one period
     */
    public static Channels of(AcquisitionCost.Basis basis, Currency currency, List<Entry> entries) {
        requireNonNull(basis, "basis");
        requireNonNull(currency, "currency");
        return new Channels(basis, currency, ChannelCohorts.ordered(requireNonNull(entries, "entries")));
    }

    /**
     * The channels of a store: new customers are those of the cohorts, and kept are those who returned at an age.
     *
     * @param basis what is counted as cost
     * @param currency the currency of spend
     * @param cohorts the cohorts of each channel
     * @param spend what was spent on each channel in each period, in major units; what is not named is 0
     * @param age the column of the cohorts' tables that says who stayed, from 0; where a cohort's cell is not fully observed it is
     *     too early to tell, also if nobody came
     * @param <K> the type of customer keys
     * @return the channels, over the periods of the cohorts
     * @throws IllegalArgumentException if an amount is negative, or a period is not one of the cohorts'
     * @throws IndexOutOfBoundsException if the tables have no such column
     */
    public static <K> Channels of(
            AcquisitionCost.Basis basis,
            Currency currency,
            ByGroup<CohortTable<K>> cohorts,
            Map<Group, Map<Period, BigDecimal>> spend,
            int age) {
        requireNonNull(basis, "basis");
        requireNonNull(currency, "currency");
        requireNonNull(cohorts, "cohorts");
        return of(basis, currency, ChannelCohorts.entries(cohorts, requireNonNull(spend, "spend"), age));
    }

    private static List<Entry> get(Map<Group, List<Entry>> entries, Group channel) {
        return entries.getOrDefault(requireNonNull(channel, "channel"), List.of());
    }

    static BigDecimal spend(List<Entry> entries) {
        return entries.stream().map(Entry::spend).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static long acquired(List<Entry> entries) {
        return sum(entries.stream().map(Entry::acquired));
    }

    private static long sum(Stream<Long> acquired) {
        return acquired.reduce(0L, (one, other) -> Checks.sum(one, other, "acquired"));
    }

    /**
     * The channels.
     *
     * @return the channels, that on which most is spent first
     */
    public List<Group> channels() {
        return List.copyOf(entries.keySet());
    }

    /**
     * A channel's periods.
     *
     * @param channel the channel
     * @return its entries as they came; none of an unknown channel
     */
    public List<Entry> entries(Group channel) {
        return get(entries, channel);
    }

    /**
     * Which share of spend is on the channels on which most is spent.
     *
     * @param channels how many, at least 1
     * @return a share in [0, 1]; empty if nothing was spent
     * @throws IllegalArgumentException if {@code channels < 1}
     */
    public OptionalDouble shareOfSpend(int channels) {
        Checks.positive((long) channels, "channels");
        BigDecimal all = entries.values().stream().map(Channels::spend).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal top =
                entries.values().stream().limit(channels).map(Channels::spend).reduce(BigDecimal.ZERO, BigDecimal::add);
        return all.signum() == 0 ? OptionalDouble.empty() : OptionalDouble.of(top.doubleValue() / all.doubleValue());
    }

    /**
     * Which share of new customers comes by the channels that bring most.
     *
     * @param channels how many, at least 1
     * @return the share; empty if nobody came
     * @throws IllegalArgumentException if {@code channels < 1}
     * @throws ArithmeticException if customers sum past {@link Long#MAX_VALUE}
     */
    public Optional<Proportion> shareOfNew(int channels) {
        Checks.positive((long) channels, "channels");
        List<Long> each = entries.values().stream()
                .map(Channels::acquired)
                .sorted(Comparator.reverseOrder())
                .toList();
        long all = sum(each.stream());
        long top = sum(each.stream().limit(channels));
        return all == 0 ? Optional.empty() : Optional.of(Proportion.of(top, all));
    }

    /**
     * What a channel's customers cost in all periods together.
     *
     * @param channel the channel
     * @return the cost; empty if nobody came by it
     */
    public Optional<AcquisitionCost> cost(Group channel) {
        return cost(entries(channel));
    }

    /**
     * What a channel's customers cost in one period.
     *
     * @param channel the channel
     * @param period the period
     * @return the cost; empty if nobody came by it
     */
    public Optional<AcquisitionCost> cost(Group channel, Period period) {
        requireNonNull(period, "period");
        return cost(entries(channel).stream()
                .filter(entry -> entry.period().equals(period))
                .toList());
    }

    private Optional<AcquisitionCost> cost(List<Entry> some) {
        long acquired = acquired(some);
        return acquired == 0
                ? Optional.empty()
                : Optional.of(AcquisitionCost.of(basis, spend(some), acquired, currency));
    }

    /**
     * What each further customer of a channel cost from one period to another: the mean cost says what customers have cost, this what the
     * next ones will.
     *
     * @param channel the channel
     * @param before a period
     * @param after another, in which more was spent
     * @return {@link AcquisitionCost#marginal}; empty unless both spend and customers grew and were there before
     */
    public Optional<AmountPerCustomer> marginal(Group channel, Period before, Period after) {
        requireNonNull(after, "after");
        Optional<AcquisitionCost> from = cost(channel, requireNonNull(before, "before"));
        return cost(channel, after).flatMap(to -> from.flatMap(to::marginal));
    }

    /**
     * Which share of a channel's customers stayed, of the cohorts that are old enough to tell.
     *
     * @param channel the channel
     * @return the share; empty if there are none
     */
    public Optional<Proportion> kept(Group channel) {
        List<Entry> old = oldEnough(channel);
        long came = acquired(old);
        return came == 0
                ? Optional.empty()
                : Optional.of(Proportion.of(
                        old.stream().mapToLong(entry -> entry.kept().orElse(0)).sum(), came));
    }

    private List<Entry> oldEnough(Group channel) {
        return entries(channel).stream()
                .filter(entry -> entry.kept().isPresent())
                .toList();
    }

    /**
     * What each customer of a channel who stayed cost, of the cohorts that are old enough, also those of nobody. A cheap channel may be dear so.
     *
     * @param channel the channel
     * @return the cost; empty if nobody stayed
     */
    public Optional<AmountPerCustomer> costPerKept(Group channel) {
        return kept(channel)
                .filter(rate -> rate.count() > 0)
                .map(rate -> AmountPerCustomer.of(spend(oldEnough(channel)), rate.count(), currency));
    }

    /** Prints each channel with its spend, customers, cost and who stayed. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        entries.forEach((channel, each) -> lines.add(channel + ": "
                + spend(each).toPlainString() + " for "
                + acquired(each) + " new"
                + cost(each).map(cost -> ", " + cost.perCustomer() + " each").orElse("")
                + kept(channel).map(rate -> ", kept " + rate).orElse("")
                + costPerKept(channel).map(cost -> ", " + cost + " per kept").orElse("")));
        return String.join("; ", lines);
    }
}
