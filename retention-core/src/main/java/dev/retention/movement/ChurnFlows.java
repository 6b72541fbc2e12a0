package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.rule.Counted;
import dev.retention.rule.Measured;
import dev.retention.rule.Rule;
import dev.retention.rule.Tally;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The flow of one period of a churn table, from what was counted by periods and, where that tells more, by days.
 *
 * @param period the period
 * @param counted what was counted by periods
 * @param days counts days when it is first asked; null if they are not told
 * @param rows the kinds that are told
 * @param parted whether customers were parted anew for each period, so that the counts of its start and its end are of different ones
 *     and only those of the start are a flow
 */
record ChurnFlows<K>(
        Period period,
        Counted<K, FlowCell> counted,
        @Nullable Supplier<Counted<K, FlowCell>> days,
        FlowRows rows,
        boolean parted)
        implements PeriodCounts.Source<K, FlowCell> {

    /** How long the windows are that look back from the end of a period. */
    static final int TRAILING_DAYS = 30;

    /** The counts of the period, without those that days tell. */
    CustomerFlow flow() {
        return ofPeriod().build();
    }

    /** The counts of the period and its days, if they are told. */
    CustomerFlow flowWithDays() {
        CustomerFlow.Builder flow = ofPeriod();
        if (days != null) {
            PeriodCounts.OF_DAYS.forEach(count -> flow.count(count, number(cells(count))));
            addDays(days.get(), flow);
        }
        return flow.build();
    }

    private CustomerFlow.Builder ofPeriod() {
        CustomerFlow.Builder flow = CustomerFlow.builder();
        for (CustomerCount count : CustomerCount.values()) {
            List<FlowCell> cells = rows.cells(count, period);
            if (!cells.isEmpty()
                    && (!parted || cells.stream().allMatch(cell -> cell.kind().readAt() == Rule.Moment.START))) {
                flow.count(count, sum(cells, counted.tally()));
            }
        }
        return flow;
    }

    /** The number of some cells. */
    long number(List<FlowCell> cells) {
        boolean ofDays = cells.stream().anyMatch(cell -> cell.kind().isOfDays());
        return sum(cells, (ofDays ? requireNonNull(days).get() : counted).tally());
    }

    private static long sum(List<FlowCell> cells, Tally<FlowCell> tally) {
        return cells.stream().mapToLong(cell -> cell.number(tally)).sum();
    }

    private void addDays(Counted<K, FlowCell> byDay, CustomerFlow.Builder flow) {
        Tally<FlowCell> tally = byDay.tally();
        long first = byDay.rule().timeline().first().firstDay().toEpochDay();
        long from = period.firstDay().toEpochDay();
        long end = period.plus(1).firstDay().toEpochDay();
        int width = tally.cells().width();
        double customerDays = 0;
        for (int day = (int) (from - first); day < Math.min(end - first, width); day++) {
            long live = tally.countAt(day);
            flow.day(live, tally.countAt(day + width));
            customerDays += live;
        }
        flow.customerDays(customerDays).daysPerPeriod((double) (end - from));
    }

    @Override
    public HistoryStore<K> store() {
        return counted.store();
    }

    @Override
    public List<FlowCell> cells(CustomerCount count) {
        if (!PeriodCounts.OF_DAYS.contains(count)) {
            return rows.cells(count, period);
        }
        if (days == null) {
            return List.of();
        }
        LocalDate end = period.plus(1).firstDay();
        LocalDate dataEnd = counted.rule().timeline().asOf().plusDays(1);
        LocalDate to = end.isAfter(dataEnd) ? dataEnd : end;
        LocalDate from = to.minusDays(TRAILING_DAYS);
        return count == CustomerCount.LIVE_30_DAYS_AGO
                ? List.of(new FlowCell(Grain.DAY.periodOf(from), FlowKind.LIVE_ON_DAY))
                : from.datesUntil(to)
                        .map(day -> new FlowCell(Grain.DAY.periodOf(day), FlowKind.LOST_ON_DAY))
                        .toList();
    }

    @Override
    public boolean isOfEvents(FlowCell cell) {
        return cell.kind().isOfEvents();
    }

    @Override
    public Members<K> members(List<FlowCell> cells) {
        List<FlowCell> ofPeriod = ofDays(cells, false);
        List<FlowCell> ofDays = ofDays(cells, true);
        if (ofDays.isEmpty()) {
            return counted.members(ofPeriod);
        }
        Members<K> lookedBack = requireNonNull(days).get().members(ofDays);
        return ofPeriod.isEmpty() ? lookedBack : counted.members(ofPeriod).or(lookedBack);
    }

    /** A column for each cell in the order of the cells, those of periods asked of a rule that names no other period. */
    @Override
    public List<Measured<K>.Column> columns(List<FlowCell> cells) {
        Iterator<Measured<K>.Column> ofPeriod = columns(counted, ofDays(cells, false));
        Iterator<Measured<K>.Column> ofDays = days == null ? ofPeriod : columns(days.get(), ofDays(cells, true));
        return cells.stream()
                .<Measured<K>.Column>map(cell -> (cell.kind().isOfDays() ? ofDays : ofPeriod).next())
                .toList();
    }

    private Iterator<Measured<K>.Column> columns(Counted<K, FlowCell> from, List<FlowCell> cells) {
        if (cells.isEmpty()) {
            return List.<Measured<K>.Column>of().iterator();
        }
        Rule<FlowCell> rule = from.rule();
        if (from == counted && rule instanceof SpellRule all) {
            Set<FlowKind> kinds = EnumSet.noneOf(FlowKind.class);
            cells.forEach(cell -> kinds.add(cell.kind()));
            rule = all.narrowedTo(rule.timeline().indexOf(period), kinds);
        }
        return from.sweep().amountsOf(rule, cells).columns().iterator();
    }

    private static List<FlowCell> ofDays(List<FlowCell> cells, boolean ofDays) {
        return cells.stream().filter(cell -> cell.kind().isOfDays() == ofDays).toList();
    }
}
