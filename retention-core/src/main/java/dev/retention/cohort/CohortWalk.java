package dev.retention.cohort;

import dev.retention.history.EventCodes;
import dev.retention.history.History;
import dev.retention.rule.CellSink;
import dev.retention.time.AgeClock;
import dev.retention.time.AgeCounter;
import dev.retention.time.Timeline;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Feeds returns from a customer's events, start by start. Events are walked in order of age: those of one age stand together, and
 * one walk is enough for every return rule.
 */
// The sink is there before anything is asked.
@SuppressWarnings("NullAway.Init")
final class CohortWalk implements CohortStarts.Taker {
    private final CohortRule cohorts;
    private final CohortReturns returns;
    private final CohortAxes axes;
    private final AgeCounter ages;
    private final boolean countsPeriods;
    private final boolean sortsAges;
    private final boolean takesAllEvents;
    private final boolean flooredHour;
    // How many whole periods the data hold from the first period on.
    private final int elapsed;
    // The end of the data, and the last microsecond before it.
    private final long endMicros;
    private final long lastMicros;
    // Age and number of each event, by age, where that is not the order of time.
    private long[] byAge = {};

    // Of the present customer.
    private @Nullable EventCodes codes;
    private CellSink sink;
    private boolean hasAmounts;
    private boolean[] isStart = {};
    private boolean[] isReturn = {};
    // By code: a number that start and return must share.
    private int[] alike = {};

    CohortWalk(CohortRule cohorts, CohortReturns returns) {
        Timeline periods = cohorts.timeline();
        this.cohorts = cohorts;
        this.returns = returns;
        this.axes = cohorts.axes();
        this.ages = axes.clock().counter(cohorts.unit());
        this.countsPeriods = axes.countsPeriods(periods);
        this.sortsAges = !countsPeriods && periods.zone().isPresent();
        this.takesAllEvents = axes.start().codes().isAll()
                && axes.returns().codes().isAll()
                && axes.returns().alike() == null;
        this.flooredHour = axes.clock() == AgeClock.ELAPSED_FLOORED_HOUR;
        LocalDateTime end = periods.completeBefore();
        this.endMicros = ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), end);
        this.lastMicros = end.truncatedTo(ChronoUnit.MICROS).equals(end) ? endMicros - 1 : endMicros;
        this.elapsed = periods.first().until(periods.grain().periodOf(end));
    }

    void apply(History history, CellSink to) {
        sink = to;
        hasAmounts = history.currency().isPresent();
        if (!history.codes().equals(codes)) {
            codes = history.codes();
            isStart = axes.start().codes().in(codes);
            isReturn = axes.returns().codes().in(codes);
            CohortAxes.Alike label = axes.returns().alike();
            List<@Nullable String> labels = new ArrayList<>();
            for (String code : codes.names()) {
                labels.add(label == null ? null : label.label().label(code));
            }
            alike = labels.stream().mapToInt(labels::indexOf).toArray();
        }
        cohorts.starts().find(history, this);
    }

    @Override
    public void atEvent(History history, int period, int event) {
        sink.anchoredAt(event);
        if (!countsPeriods) {
            ages.startAt(history.civilMicros(event));
        }
        follow(history, period, event);
    }

    @Override
    public void atTime(History history, int period, LocalDateTime time) {
        sink.anchoredOn(time.toLocalDate().toEpochDay());
        if (!countsPeriods) {
            ages.startAt(time.toLocalDate().toEpochDay(), time.toLocalTime().toNanoOfDay());
        }
        follow(history, period, -1);
    }

    /** The number of columns in which the customer is looked at. */
    private int limit(int row) {
        return switch (axes.denominator()) {
            case WHOLE_COHORT -> cohorts.observed(row);
            case PERIOD_ELAPSED -> cohorts.ended(countsPeriods ? elapsed - row : ages.age(endMicros));
            case CHANCE_TO_RETURN -> cohorts.begun(countsPeriods ? cohorts.rows() - row : ages.age(lastMicros) + 1);
        };
    }

    private void follow(History history, int row, int start) {
        int limit = limit(row);
        returns.start(sink, row, limit, hasAmounts);
        int first = first(history, row, start);
        if (sortsAges) {
            sortAges(history, first, start);
        }
        long startAmount = takesAllEvents ? followAll(history, row, first) : followSome(history, row, first, start);
        if (!cohorts.countsMembers()) {
            returns.startsWith(startAmount);
        }
        returns.end();
        int part = 1;
        if (cohorts.countsExposed()) {
            sink.addSpan(cohorts.rows() + row, 0, limit);
            part++;
        }
        if (cohorts.countsMembers()) {
            sink.add((part * cohorts.rows() + row) * cohorts.width());
        }
    }

    /** Walks the events after a start by age, and gives the amount of those at age 0. */
    private long followAll(History history, int row, int first) {
        long startAmount = 0;
        int age = -1;
        int events = 0;
        long amount = 0;
        int size = history.size();
        for (int at = first; at < size; at++) {
            int next = age(history, row, at);
            if (next < 0) {
                continue;
            }
            if (next != age) {
                if (age == 0) {
                    startAmount = amount;
                }
                if (events > 0 && !returns.at(age, events, amount)) {
                    return startAmount;
                }
                age = next;
                events = 0;
                amount = 0;
            }
            events++;
            amount = hasAmounts ? Math.addExact(amount, history.amount(event(at))) : 0;
        }
        if (events > 0) {
            returns.at(age, events, amount);
        }
        return age == 0 ? amount : startAmount;
    }

    /** The same where some events are starts, or returns, and others are not. */
    private long followSome(History history, int row, int first, int start) {
        int bond = start < 0 || axes.returns().alike() == null ? -1 : alike[history.codeIndex(start)];
        long startAmount = 0;
        int age = -1;
        int events = 0;
        long amount = 0;
        int size = history.size();
        for (int at = first; at < size; at++) {
            int next = age(history, row, at);
            if (next < 0) {
                continue;
            }
            int code = history.codeIndex(event(at));
            if (bond >= 0 && alike[code] != bond) {
                continue;
            }
            long own = hasAmounts ? history.amount(event(at)) : 0;
            if (next == 0 && isStart[code]) {
                startAmount = Math.addExact(startAmount, own);
            }
            if (isReturn[code]) {
                if (next != age) {
                    if (events > 0 && !returns.at(age, events, amount)) {
                        return startAmount;
                    }
                    age = next;
                    events = 0;
                    amount = 0;
                }
                events++;
                amount = Math.addExact(amount, own);
            }
        }
        if (events > 0) {
            returns.at(age, events, amount);
        }
        return startAmount;
    }

    /** The age of the event at a place of the walk. */
    private int age(History history, int row, int at) {
        if (countsPeriods) {
            return history.period(at) - row;
        }
        return sortsAges ? (int) (byAge[at] >> Integer.SIZE) : ages.age(history.epochDay(at), 0);
    }

    private int event(int at) {
        return sortsAges ? (int) byAge[at] : at;
    }

    /**
     * Where the walk begins: on the calendar with the first event of the start's period, else with the first at the time
     * of the start. The start of its hour, or of its unit, may lie before earlier events.
     */
    private int first(History history, int row, int event) {
        boolean exact = axes.clock() != AgeClock.CALENDAR && !flooredHour;
        int first = countsPeriods || exact ? Math.max(0, event) : 0;
        while (first > 0
                && (countsPeriods ? history.period(first - 1) == row : history.areSimultaneous(first - 1, event))) {
            first--;
        }
        return first;
    }

    /**
     * Puts the events from one on in order of age. In the hour that comes twice in autumn civil time runs backwards, but not
     * behind the start.
     */
    private void sortAges(History history, int first, int start) {
        int size = history.size();
        byAge = byAge.length < size ? new long[2 * size] : byAge;
        boolean ascends = true;
        for (int i = first; i < size; i++) {
            int age = ages.age(history.civilMicros(i));
            byAge[i] = (long) (start >= 0 && i >= start ? Math.max(0, age) : age) << Integer.SIZE | i;
            ascends &= i == first || byAge[i - 1] < byAge[i];
        }
        if (!ascends) {
            Arrays.sort(byAge, first, size);
        }
    }
}
