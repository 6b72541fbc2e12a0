package dev.retention.cohort;

import dev.retention.history.EventCodes;
import dev.retention.history.History;
import dev.retention.rule.CellSink;
import dev.retention.time.AgeClock;
import dev.retention.time.AgeCounter;
import dev.retention.time.Timeline;
import java.time.LocalDateTime;
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
    private final boolean areInstants;
    private final boolean flooredHour;
    // How many whole periods the data hold from the first period on.
    private final int elapsed;
    // The end of the data, and the last moment before it.
    private final LocalDateTime end;
    private final LocalDateTime lastMoment;
    // Age and number of each event, by age.
    private long[] byAge = {};

    // Of the present customer.
    private @Nullable EventCodes codes;
    private CellSink sink;
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
        this.areInstants = periods.zone().isPresent();
        this.flooredHour = axes.clock() == AgeClock.ELAPSED_FLOORED_HOUR;
        this.end = periods.completeBefore();
        this.lastMoment = end.minusNanos(1);
        this.elapsed = periods.first().until(periods.grain().periodOf(end));
    }

    void apply(History history, CellSink to) {
        sink = to;
        if (codes != history.codes()) {
            codes = history.codes();
            isStart = axes.start().codes().in(codes);
            isReturn = axes.returns().codes().in(codes);
            CohortAxes.Alike label = axes.returns().alike();
            List<String> labels = codes.names().stream()
                    .map(code -> CohortStarts.labelOf(label, code))
                    .toList();
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
        follow(history, period, event, alike[history.codeIndex(event)]);
    }

    @Override
    public void atTime(History history, int period, LocalDateTime time) {
        sink.anchoredOn(time.toLocalDate().toEpochDay());
        if (!countsPeriods) {
            ages.startAt(time.toLocalDate().toEpochDay(), time.toLocalTime().toNanoOfDay());
        }
        follow(history, period, -1, -1);
    }

    private int age(LocalDateTime time) {
        return ages.age(time.toLocalDate().toEpochDay(), time.toLocalTime().toNanoOfDay());
    }

    /** The number of columns in which the customer is looked at. */
    private int limit(int row) {
        return switch (axes.denominator()) {
            case WHOLE_COHORT -> cohorts.observed(row);
            case PERIOD_ELAPSED -> cohorts.ended(countsPeriods ? elapsed - row : age(end));
            case CHANCE_TO_RETURN -> cohorts.begun(countsPeriods ? cohorts.rows() - row : age(lastMoment) + 1);
        };
    }

    /** Walks the events after a start by age. */
    private void follow(History history, int row, int start, int bond) {
        int limit = limit(row);
        returns.start(sink, row, limit, history.currency().isPresent());
        int first = first(history, row, start);
        findAges(history, first, row, start);
        boolean binds = axes.returns().alike() != null && start >= 0;
        long startAmount = 0;
        int age = -1;
        int events = 0;
        long amount = 0;
        for (int at = first; at < history.size(); at++) {
            int next = (int) (byAge[at] >> Integer.SIZE);
            if (next < 0) {
                continue;
            }
            int i = (int) byAge[at];
            int code = history.codeIndex(i);
            boolean fits = !binds || alike[code] == bond;
            if (next == 0 && isStart[code] && fits) {
                startAmount = Math.addExact(startAmount, history.amount(i));
            }
            if (isReturn[code] && fits) {
                if (next != age) {
                    returns.at(age, events, amount);
                    age = next;
                    events = 0;
                    amount = 0;
                }
                events++;
                amount = Math.addExact(amount, history.amount(i));
            }
        }
        returns.at(age, events, amount);
        returns.end();
        int width = cohorts.width();
        int part = 1;
        if (cohorts.countsExposed()) {
            sink.addSpan(cohorts.rows() + row, 0, Math.max(0, limit));
            part++;
        }
        if (cohorts.countsMembers()) {
            sink.add((part * cohorts.rows() + row) * width);
        } else {
            sink.add(row * width, startAmount);
        }
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

    /** Finds the ages of the events from one on, and puts the events in order of age. */
    private void findAges(History history, int first, int row, int start) {
        int size = history.size();
        byAge = byAge.length < size ? new long[2 * size] : byAge;
        if (countsPeriods) {
            for (int i = first; i < size; i++) {
                byAge[i] = aged(history.period(i) - row, i);
            }
        } else if (areInstants) {
            findAgesOfInstants(history, first, start);
        } else {
            for (int i = first; i < size; i++) {
                byAge[i] = aged(ages.age(history.epochDay(i), 0), i);
            }
        }
    }

    /** In the hour that comes twice in autumn civil time runs backwards, but not behind the start. */
    private void findAgesOfInstants(History history, int first, int start) {
        int size = history.size();
        boolean ascends = true;
        for (int i = first; i < size; i++) {
            int age = ages.age(history.civilMicros(i));
            byAge[i] = aged(start >= 0 && i >= start ? Math.max(0, age) : age, i);
            ascends &= i == first || byAge[i - 1] < byAge[i];
        }
        if (!ascends) {
            Arrays.sort(byAge, first, size);
        }
    }

    private static long aged(int age, int event) {
        return (long) age << Integer.SIZE | event;
    }
}
