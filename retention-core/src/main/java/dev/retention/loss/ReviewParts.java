package dev.retention.loss;

import dev.retention.movement.ChurnTable;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.time.Period;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a review is put together of.
 *
 * @param listed the losses of the period, one by one
 * @param before the earlier period that losses are compared with; empty if there is none, or the period still runs
 * @param byReason the losses by the reason as it is known now; empty if reasons are not recorded
 */
record ReviewParts<K>(
        Period period,
        LossTable<K> table,
        List<Loss<K>> listed,
        Optional<Period> before,
        Optional<ByGroup<LossTable<K>>> byReason,
        Optional<ChurnTable<K>> churn,
        Optional<Scoreboard<K>> scoreboard,
        Optional<TraitTable<K>> traits,
        Optional<SignalTable<K>> signals,
        Optional<ScoreCheck> scoreCheck,
        Optional<CallList<K>> calls,
        Optional<WinBackTable<K>> winBack,
        Optional<IssueUpdate<K>> issues,
        Map<String, FixOutcome> fixes,
        double level,
        List<String> absent,
        List<String> warnings) {

    ReviewParts {
        listed = List.copyOf(listed);
        fixes = Collections.unmodifiableMap(new LinkedHashMap<>(fixes));
        absent = List.copyOf(absent);
        warnings = List.copyOf(warnings);
    }

    LossTable<K>.InPeriod losses() {
        return table.inPeriod(period);
    }

    LocalDate lastDay() {
        return lastDay(table, period);
    }

    /** The last day of a period, or of the data if it still runs. */
    static LocalDate lastDay(LossTable<?> table, Period period) {
        LocalDate end = period.plus(1).firstDay().minusDays(1);
        LocalDate asOf = table.timeline().asOf();
        return end.isAfter(asOf) ? asOf : end;
    }

    /** The losses by the reason as it is known now; none if reasons are not recorded. */
    SortedMap<Group, Long> reasonCounts() {
        SortedMap<Group, Long> counts = new TreeMap<>();
        byReason.ifPresent(groups -> groups.tables()
                .forEach((reason, of) -> counts.put(reason, of.inPeriod(period).lost())));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** The periods of the signals that begin in the period of the review. */
    List<Period> signalPeriods() {
        List<Period> periods = new ArrayList<>();
        signals.ifPresent(its -> {
            for (int i = 0; i < its.timeline().size(); i++) {
                Period each = its.timeline().period(i);
                if (!each.firstDay().isBefore(period.firstDay())
                        && each.firstDay().isBefore(period.plus(1).firstDay())) {
                    periods.add(each);
                }
            }
        });
        return periods;
    }
}
