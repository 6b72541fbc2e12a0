package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.StratifiedComparison;
import dev.retention.history.Members;
import dev.retention.internal.Checks;
import dev.retention.rule.Cells;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether customers who were drawn to be called came back more often than those who could have been drawn and were not: a fair comparison,
 * since chance alone told them apart.
 *
 * <pre>{@code
 * CallList<Long> list = CallChoice.of(50, CallRule.DRAWN, day).from(lost, calls, new SplittableRandom(7));
 * // 90 days later
 * DrawnReturns.of(list, WinBack.over(months, spells).on("contracts"), 90, Sweep.over(all))
 *         .map(returns -> returns.comparison().crude());      // 12.0 % (6 of 50) against 4.0 % (8 of 200)
 * }</pre>
 *
 * <p>Who was drawn counts as drawn, called or not, else those whom nobody could reach would be told apart by more than chance. Only who was
 * away at the start of the day of the list counts, on both sides. Of a list that was drawn within reasons, drawn and not drawn are compared
 * within them.
 *
 * @param comparison the part of the drawn that came back against that of the others, within reasons or as one
 * @param drawnBack the drawn who came back within the days, by rank
 * @param othersBack the others who did, in order of their keys
 * @param notAway candidates who do not rest and were not away at the start of the day of the list, in order of their keys; not counted
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public record DrawnReturns<K>(StratifiedComparison comparison, List<K> drawnBack, List<K> othersBack, List<K> notAway) {

    /**
     * Takes copies.
     *
     * @param comparison the part of the drawn that came back against that of the others
     * @param drawnBack the drawn who came back
     * @param othersBack the others who did
     * @param notAway candidates who do not rest and were not away
     */
    public DrawnReturns {
        requireNonNull(comparison, "comparison");
        drawnBack = List.copyOf(requireNonNull(drawnBack, "drawnBack"));
        othersBack = List.copyOf(requireNonNull(othersBack, "othersBack"));
        notAway = List.copyOf(requireNonNull(notAway, "notAway"));
    }

    /** What became of a candidate. */
    private enum Course {
        AWAY,
        BACK
    }

    /**
     * Looks at what became of a list. Takes three passes over the store.
     *
     * @param list a list that was drawn
     * @param method when customers are live, on which track, and the end of the data; its calls do not matter
     * @param days within how many days of the list to come back, at least 0
     * @param sweep the sweep over the histories
     * @param <K> the type of customer keys
     * @return the comparison; empty if the days are not over by the end of the data, or drawn and others are nowhere side by side
     * @throws IllegalArgumentException if the list was not drawn, {@code days < 0}, or the store lacks the track
     */
    public static <K> Optional<DrawnReturns<K>> of(CallList<K> list, WinBack method, int days, Sweep<K> sweep) {
        requireNonNull(list, "list");
        requireNonNull(method, "method");
        requireNonNull(sweep, "sweep");
        checkArgument(list.rule().isDrawn(), "list (%s) must be one that was drawn", list.rule());
        Checks.notNegative((long) days, "days");
        WinBackSettings settings = method.settings();
        Timeline periods = sweep.store().track(settings.track).bind(method.timeline());
        long from = list.day().toEpochDay();
        if (periods.asOf().toEpochDay() < from + days) {
            return Optional.empty();
        }
        Counted<K, Course> counted = sweep.count(rule(settings, periods, from, days));
        Members<K> away = counted.members(Course.AWAY);
        Members<K> back = counted.members(Course.BACK);
        Map<Optional<String>, Sides> strata = new LinkedHashMap<>();
        Set<K> drawn = Set.copyOf(list.customers());
        Set<K> resting = Set.copyOf(list.resting());
        List<K> others = new ArrayList<>();
        for (CustomerLoss<K> candidate : list.candidates()) {
            K customer = candidate.customer();
            if (!resting.contains(customer) && away.contains(customer)) {
                Optional<String> stratum =
                        list.rule() == CallRule.DRAWN_WITHIN_REASONS ? candidate.reason() : Optional.empty();
                strata.computeIfAbsent(stratum, unused -> new Sides())
                        .add(drawn.contains(customer), back.contains(customer));
                if (!drawn.contains(customer)) {
                    others.add(customer);
                }
            }
        }
        List<ProportionComparison> compared = strata.values().stream()
                .flatMap(sides -> sides.compare().stream())
                .toList();
        return compared.isEmpty()
                ? Optional.empty()
                : Optional.of(new DrawnReturns<>(
                        StratifiedComparison.of(compared),
                        where(list.customers(), back::contains),
                        where(others, back::contains),
                        where(
                                list.candidates().stream()
                                        .map(CustomerLoss::customer)
                                        .toList(),
                                customer -> !resting.contains(customer) && !away.contains(customer))));
    }

    private static <K> List<K> where(List<K> customers, Predicate<K> condition) {
        return customers.stream().filter(condition).toList();
    }

    private static Rule<Course> rule(WinBackSettings settings, Timeline periods, long from, int days) {
        String definition = "returns within " + days + " days from day " + from + " on, " + settings.spells;
        return Rule.of(definition, periods, Cells.of(Course.class), (history, sink) -> {
                    Last last = new Last(from);
                    settings.spells.forEach(history, last::spell);
                    if (last.isAway) {
                        sink.add(Course.AWAY.ordinal());
                        if (last.back <= from + days) {
                            sink.add(Course.BACK.ordinal());
                        }
                    }
                })
                .on(settings.track)
                .counting(settings.events);
    }

    /** Whether a customer is away at the start of a day, and when the next spell begins. */
    private static final class Last {
        private final long day;
        private boolean isAway;
        private long back = Long.MAX_VALUE;

        Last(long day) {
            this.day = day;
        }

        void spell(long start, long end, boolean ended) {
            if (start < day) {
                isAway = ended && end < day;
            } else {
                back = Math.min(back, start);
            }
        }
    }

    /** How many are drawn and not, and how many of them came back. */
    private static final class Sides {
        private final long[] all = new long[2];
        private final long[] back = new long[2];

        void add(boolean isDrawn, boolean isBack) {
            int side = isDrawn ? 0 : 1;
            all[side]++;
            back[side] += isBack ? 1 : 0;
        }

        Optional<ProportionComparison> compare() {
            return all[0] == 0 || all[1] == 0
                    ? Optional.empty()
                    : Optional.of(Proportion.of(back[0], all[0]).comparedWith(Proportion.of(back[1], all[1])));
        }
    }

    /** Prints the comparison. */
    @Override
    public String toString() {
        return "drawn against not drawn: " + comparison.crude();
    }
}
