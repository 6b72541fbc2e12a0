package dev.retention.examples.review.count;

import dev.retention.examples.report.count.ServiceSource;
import dev.retention.history.Members;
import dev.retention.loss.CallRecord;
import dev.retention.loss.LossValue;
import dev.retention.loss.WinBack;
import dev.retention.loss.WinBack.Item;
import dev.retention.loss.WinBackComparison;
import dev.retention.loss.WinBackTable;
import dev.retention.loss.WinBackTable.Who;
import dev.retention.rule.Counted;
import dev.retention.rule.Sweep;
import dev.retention.survival.LifeTable;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Returns after losses, each of them with the calls that came while the customer was away: tables of periods one after the other,
 * of which each has the first loss of a customer in it.
 */
record WinBacks(List<WinBackTable<String>> tables) {

    /** Copies. */
    WinBacks {
        tables = List.copyOf(tables);
    }

    /** Of all periods; empty if it is not told who was called. */
    static Optional<WinBacks> of(ReviewSource source, Timeline timeline, Sweep<String> sweep) {
        return source.has(CallRecord.TRACK)
                ? Optional.of(new WinBacks(IntStream.range(0, timeline.size())
                        .mapToObj(timeline::period)
                        .map(period -> of(source, timeline.from(period.firstDay()), period)
                                .of(sweep))
                        .toList()))
                : Optional.empty();
    }

    private static WinBack of(ReviewSource source, Timeline timeline, Period period) {
        return WinBack.over(timeline, source.service().spells())
                .on(ServiceSource.BASE)
                .worth(source.kind() == ReviewSource.Kind.ORDERS ? LossValue.ofOrders() : LossValue.recurring())
                .byDaysSinceLoss()
                .lostIn(period);
    }

    /** How many losses. */
    long losses(Who who) {
        return tables.stream().mapToLong(table -> table.customers(who)).sum();
    }

    /** Whose losses they are. */
    Members<String> members(Who who) {
        return tables.stream()
                .map(table -> table.members(who))
                .reduce(Members::or)
                .orElseThrow();
    }

    /** What those who came back are worth at the return. */
    BigDecimal atReturn(Who who) {
        return sum(who, WinBackTable.WorthBack::atReturn);
    }

    /** What the same were worth before the loss. */
    BigDecimal before(Who who) {
        return sum(who, WinBackTable.WorthBack::before);
    }

    private BigDecimal sum(Who who, Function<WinBackTable.WorthBack, BigDecimal> worth) {
        return tables.stream()
                .map(table -> worth.apply(table.worthBack(who)))
                .reduce(BigDecimal::add)
                .orElse(BigDecimal.ZERO);
    }

    /** The share of the called who were back within some days of the call, beside others who were away for as long. */
    Optional<WinBackComparison> compare(int days, double confidence) {
        return WinBackComparison.of(
                called(), all(WinBackTable::sinceCall), all(WinBackTable::notCalled), days, confidence);
    }

    private LifeTable all(Function<WinBackTable<String>, LifeTable> life) {
        return tables.stream().map(life).reduce(LifeTable.empty(), LifeTable::plus);
    }

    /** How many were called on each day since the loss. */
    private Map<Integer, Long> called() {
        Map<Integer, Long> called = new TreeMap<>();
        for (WinBackTable<String> table : tables) {
            Counted<String, WinBack.Cell> counted = table.counted();
            counted.cells().stream().filter(cell -> cell.item() == Item.CALLED).forEach(cell -> {
                long count = counted.count(cell);
                if (count > 0) {
                    called.merge(cell.days(), count, Long::sum);
                }
            });
        }
        return called;
    }
}
