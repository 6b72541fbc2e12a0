package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.rule.Counted;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The cells of one signal: what is counted of it in some periods, and who. */
record SignalNumbers<K>(String signal, int within, Counted<K, SignalCell> counted) {
    List<Period> periods() {
        Timeline timeline = counted.rule().timeline();
        return IntStream.range(0, timeline.size()).mapToObj(timeline::period).toList();
    }

    List<Period> labelled(String period) {
        Timeline timeline = counted.rule().timeline();
        return List.of(timeline.period(timeline.indexOf(requireNonNull(period, "period"))));
    }

    long number(SignalItem item, List<Period> periods) {
        long sum = 0;
        for (SignalCell cell : cells(item, periods)) {
            sum = Math.addExact(sum, counted.amount(cell));
        }
        return sum;
    }

    Members<K> members(SignalItem item, List<Period> periods) {
        return counted.members(cells(item, periods));
    }

    Members<K> ledBy(int fewestDays, int mostDays) {
        return counted.members(cells(SignalItem.LEAD, periods(), fewestDays, mostDays));
    }

    SortedMap<Integer, Long> leads() {
        SortedMap<Integer, Long> leads = new TreeMap<>();
        for (SignalCell cell : cells(SignalItem.LEAD, periods())) {
            long losses = counted.amount(cell);
            if (losses > 0) {
                leads.merge(cell.days(), losses, Math::addExact);
            }
        }
        return leads;
    }

    /** An item of all periods as a share of it and another. */
    Optional<Proportion> share(SignalItem item, SignalItem other) {
        return share(item, other, periods());
    }

    Optional<Proportion> share(SignalItem item, SignalItem other, List<Period> periods) {
        long count = number(item, periods);
        long total = Math.addExact(count, number(other, periods));
        return total == 0 ? Optional.empty() : Optional.of(Proportion.of(count, total));
    }

    private List<SignalCell> cells(SignalItem item, List<Period> periods) {
        return item == SignalItem.LEAD ? cells(item, periods, 1, within) : cells(item, periods, 0, 0);
    }

    private List<SignalCell> cells(SignalItem item, List<Period> periods, int fewestDays, int mostDays) {
        return periods.stream()
                .flatMap(period -> IntStream.rangeClosed(fewestDays, mostDays)
                        .mapToObj(days -> new SignalCell(signal, item, days, period)))
                .toList();
    }
}
