package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.survival.LifeTable;
import dev.retention.trend.BeforeAfter;
import dev.retention.trend.PeriodSentences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many of the called came back within some days of the call, beside how many would have come back of those who were not called, away
 * for as long as they were.
 *
 * <pre>
 *   share      Σ n(b) (1 − S₁(b, w))  /  Σ n(b)                          over brackets b of days since the loss
 *   expected   Σ n(c) (1 − S₀(c + w) / S₀(c − 0))  /  Σ n(c)             over the days c since the loss on which somebody was called
 *
 *   n    customers who were called then
 *   S₁   the part of the called of a bracket that is still away w days after the call
 *   S₀   the part of the lost that is still away and has not been called so many days after the loss, those called censored at the call
 * </pre>
 *
 * <p>S₁ and S₀ are Kaplan–Meier curves, so that calls whose days are not over count for as long as they were seen. That a call ends the
 * time for which one is among the others must say nothing of whether one would have come back: where the likely are called, too little is
 * expected.
 *
 * <p>Intervals of the curves are log-log ones by Greenwood; where nobody or everybody came back, that of Wilson of as many customers as
 * were at risk at last. Shares of brackets are of different customers, and their intervals add up as those of independent figures do. The
 * expected of different days are of much the same customers, so that their bounds are averaged: an interval that is too wide rather than
 * too narrow.
 *
 * @param days from the day of the call on, at least 0
 * @param brackets the shares by days since the loss at the call, in their order, at least one
 * @param unknown the brackets in which customers were called, and nobody was seen for as long as it takes, among them or the others
 * @see <a href="https://doi.org/10.1080/01621459.1974.10480131">Mantel and Byar (1974)</a>
 * @see <a href="https://doi.org/10.1002/sim.3095">Zou and Donner (2008), of intervals of sums and differences</a>
 * @since 0.1.0
 */
public record WinBackComparison(int days, Map<String, Bracket> brackets, List<String> unknown) {
    /**
     * Checks the brackets.
     *
     * @param days from the day of the call on
     * @param brackets the shares by days since the loss
     * @param unknown the brackets of which too little was seen
     * @throws IllegalArgumentException if {@code days} is negative, or there is no bracket or they are of several levels of confidence
     */
    public WinBackComparison {
        Checks.notNegative((long) days, "days");
        brackets = ImmutableMap.copyOf(requireNonNull(brackets, "brackets"));
        unknown = List.copyOf(requireNonNull(unknown, "unknown"));
        checkArgument(!brackets.isEmpty(), "brackets must be at least one");
        checkArgument(
                brackets.values().stream().map(Bracket::confidence).distinct().count() == 1,
                "brackets (%s) must be at one level of confidence",
                brackets);
    }

    /**
     * The called of one bracket.
     *
     * @param called how many, at least 1
     * @param share the part that came back, in [0, 1]
     * @param shareInterval where it lies
     * @param expected the part that is expected of others, in [0, 1]
     * @param expectedInterval where it lies, at the same level
     * @since 0.1.0
     */
    public record Bracket(
            long called, double share, Interval shareInterval, double expected, Interval expectedInterval) {
        /**
         * Checks the shares.
         *
         * @param called how many
         * @param share the part that came back
         * @param shareInterval where it lies
         * @param expected the part that is expected
         * @param expectedInterval where it lies
         * @throws IllegalArgumentException if a number is out of range, a share outside its interval, or the levels differ
         */
        public Bracket {
            Checks.positive(called, "called");
            Checks.closedUnit(share, "share");
            checkArgument(
                    requireNonNull(shareInterval, "shareInterval").contains(share),
                    "share (%s) must lie in shareInterval (%s)",
                    share,
                    shareInterval);
            Checks.closedUnit(expected, "expected");
            checkArgument(
                    requireNonNull(expectedInterval, "expectedInterval").contains(expected),
                    "expected (%s) must lie in expectedInterval (%s)",
                    expected,
                    expectedInterval);
            checkArgument(
                    shareInterval.confidence() == expectedInterval.confidence(),
                    "expectedInterval (%s) must be at the level of shareInterval (%s)",
                    expectedInterval,
                    shareInterval);
        }

        private double confidence() {
            return shareInterval.confidence();
        }

        /** {@return the part that came back less that which is expected, in [−1, 1]} */
        public double difference() {
            return share - expected;
        }

        /** {@return where the difference lies} */
        public Interval differenceInterval() {
            return BeforeAfter.difference(share, shareInterval, expected, expectedInterval);
        }
    }

    /**
     * Those who were called in one bracket.
     *
     * @param numbers how many on each day since the loss
     * @param sinceCall the days from their calls to their returns
     */
    record Called(Map<Integer, Long> numbers, LifeTable sinceCall) {}

    /**
     * The comparison of numbers that were counted elsewhere, in one bracket.
     *
     * @param called how many customers were called on each day since their loss, from 0, each at least 1
     * @param sinceCall the days from the call to the return of the same customers
     * @param notCalled the days from the loss to the return of all lost customers, those who were called censored half a day before the
     *     call, and left out if called on the day of the loss
     * @param days how many days from the call to look at, at least 0
     * @param confidence the level of the intervals, inside (0, 1), such as 0.95
     * @return the comparison; empty if nobody was called, or nobody was seen for as long as it takes
     * @throws IllegalArgumentException if a number is out of its domain
     */
    public static Optional<WinBackComparison> of(
            Map<Integer, Long> called, LifeTable sinceCall, LifeTable notCalled, int days, double confidence) {
        requireNonNull(called, "called").forEach((day, count) -> {
            Checks.notNegative((long) day, "called");
            Checks.positive((long) count, "called");
        });
        requireNonNull(sinceCall, "sinceCall");
        requireNonNull(notCalled, "notCalled");
        Checks.notNegative((long) days, "days");
        Checks.openUnit(confidence, "confidence");
        return called.isEmpty()
                ? Optional.empty()
                : of(Map.of("called", new Called(Map.copyOf(called), sinceCall)), notCalled, days, confidence);
    }

    static Optional<WinBackComparison> of(
            Map<String, Called> called, LifeTable notCalled, int days, double confidence) {
        Map<String, Bracket> brackets = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        called.forEach((name, those) -> {
            Optional<Bracket> bracket = bracket(those, notCalled, days, confidence);
            bracket.ifPresentOrElse(known -> brackets.put(name, known), () -> unknown.add(name));
        });
        return brackets.isEmpty() ? Optional.empty() : Optional.of(new WinBackComparison(days, brackets, unknown));
    }

    private static Optional<Bracket> bracket(Called those, LifeTable notCalled, int days, double confidence) {
        Optional<ReturnShare> share = ReturnShare.within(those.sinceCall(), 0, days, confidence);
        List<ReturnShare> others = new ArrayList<>();
        List<Long> weights = new ArrayList<>();
        those.numbers().forEach((day, count) -> {
            double before = WinBackTimes.before(day);
            ReturnShare.within(notCalled, before, (double) day + days - before, confidence)
                    .ifPresent(found -> {
                        others.add(found);
                        weights.add(count);
                    });
        });
        if (share.isEmpty() || others.size() < those.numbers().size()) {
            return Optional.empty();
        }
        ReturnShare expected = ReturnShare.meanOfAlike(others, weights);
        long called = weights.stream().mapToLong(Long::longValue).sum();
        return Optional.of(new Bracket(
                called, share.get().share(), share.get().interval(), expected.share(), expected.interval()));
    }

    private List<Long> weights() {
        return brackets.values().stream().map(Bracket::called).toList();
    }

    private ReturnShare all() {
        return ReturnShare.meanOfOthers(
                brackets.values().stream()
                        .map(each -> new ReturnShare(each.share(), each.shareInterval()))
                        .toList(),
                weights());
    }

    private ReturnShare allExpected() {
        return ReturnShare.meanOfAlike(
                brackets.values().stream()
                        .map(each -> new ReturnShare(each.expected(), each.expectedInterval()))
                        .toList(),
                weights());
    }

    /** {@return how many were called, those of unknown brackets left out, at least 1} */
    public long called() {
        return weights().stream().mapToLong(Long::longValue).sum();
    }

    /** {@return the part of the called that came back within the days, in [0, 1]} */
    public double share() {
        return all().share();
    }

    /** {@return where that part lies} */
    public Interval shareInterval() {
        return all().interval();
    }

    /** {@return the part that is expected of others at the same days since their loss, in [0, 1]} */
    public double expected() {
        return allExpected().share();
    }

    /** {@return where that part lies} */
    public Interval expectedInterval() {
        return allExpected().interval();
    }

    /** {@return the part that came back less that which is expected, in [−1, 1]} */
    public double difference() {
        return share() - expected();
    }

    /** {@return where the difference lies} */
    public Interval differenceInterval() {
        return BeforeAfter.difference(share(), shareInterval(), expected(), expectedInterval());
    }

    /** Prints both parts, and what may be said of them. */
    @Override
    public String toString() {
        Interval interval = differenceInterval();
        return Text.percent(share()) + " of " + called() + " called came back within " + days + " days, "
                + Text.percent(expected()) + " expected of others away for as long: "
                + PeriodSentences.at(interval.confidence()).change(interval)
                + "; who was called was chosen, not drawn"
                + (unknown.isEmpty() ? "" : "; too little seen of those " + String.join(", ", unknown));
    }
}
