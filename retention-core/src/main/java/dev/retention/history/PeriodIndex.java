package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/**
 * Maps event times to the periods of a timeline, by a table over days or over the starts of periods.
 *
 * <p>Periods are numbered from the first that holds an event ("folded", never negative) and, for rules, from the
 * timeline's first period ("shown").
 */
final class PeriodIndex {
    private final Timeline timeline;
    private final int size;
    private final int firstShown;
    private final long limit;

    // For dates: the folded period of every day, and its bit when one word holds them all.
    private final int firstDay;
    private final int[] periodOfDay;
    private final long[] bitOfDay;

    // For instants: the first microsecond of every folded period, and one more.
    private final long[] starts;
    private final double periodsPerMicro;

    /**
     * An index over the time from {@code min} to {@code max} or the end of the data, whichever comes first; epoch days or
     * microseconds as the clock says.
     */
    PeriodIndex(Timeline timeline, long min, long last, Clock clock) {
        this.timeline = timeline;
        this.limit = clock.limit(timeline.completeBefore());
        // What lies after the end of the data is never looked at, so a stray far date costs no room.
        long max = Math.max(min, Math.min(last, limit - 1));
        Grain grain = timeline.grain();
        Period first = grain.periodOf(clock.civil(min));
        this.size = first.until(grain.periodOf(clock.civil(max))) + 1;
        this.firstShown = first.until(timeline.first());
        if (clock.isInstants()) {
            firstDay = 0;
            periodOfDay = new int[0];
            bitOfDay = new long[0];
            starts = new long[size + 1];
            for (int p = 0; p <= size; p++) {
                starts[p] = clock.start(first.plus(p).startInclusive());
            }
            periodsPerMicro = size / (double) Math.max(1, starts[size] - starts[0]);
        } else {
            starts = new long[0];
            periodsPerMicro = 0;
            firstDay = Math.toIntExact(min);
            periodOfDay = new int[Math.toIntExact(max - min + 1)];
            bitOfDay = new long[size <= 64 ? periodOfDay.length : 0];
            int day = 0;
            for (int p = 0; p < size; p++) {
                long end = first.plus(p).endExclusive().toLocalDate().toEpochDay() - firstDay;
                for (; day < end && day < periodOfDay.length; day++) {
                    periodOfDay[day] = p;
                    if (size <= 64) {
                        bitOfDay[day] = 1L << p;
                    }
                }
            }
        }
    }

    Timeline timeline() {
        return timeline;
    }

    /** How many periods hold events. */
    int size() {
        return size;
    }

    int shown(int folded) {
        return folded - firstShown;
    }

    int folded(int shown) {
        return shown + firstShown;
    }

    /** The end of the range of events that lie before the end of the data; events are in order of time. */
    int known(EventColumns columns, int from, int to) {
        int end = to;
        while (end > from && columns.time(end - 1) >= limit) {
            end--;
        }
        return end;
    }

    int of(EventColumns columns, int event) {
        return columns.days != null
                ? periodOfDay[columns.days[event] - firstDay]
                : of(columns.micros == null ? 0 : columns.micros[event]);
    }

    private int of(long micros) {
        int p = (int) ((micros - starts[0]) * periodsPerMicro);
        // Periods of a calendar differ in length by little, so the guess is off by one or two.
        while (starts[p] > micros) {
            p--;
        }
        while (p + 1 < size && starts[p + 1] <= micros) {
            p++;
        }
        return p;
    }

    /** The active periods of a range as bits; only for up to 64 periods. */
    long bits(EventColumns columns, int from, int to) {
        long bits = 0;
        if (columns.days != null) {
            int[] days = columns.days;
            for (int i = from; i < to; i++) {
                bits |= bitOfDay[days[i] - firstDay];
            }
        } else {
            for (int i = from; i < to; i++) {
                bits |= 1L << of(columns, i);
            }
        }
        return bits;
    }

    void mark(EventColumns columns, int from, int to, long[] active) {
        for (int i = from; i < to; i++) {
            int p = of(columns, i);
            active[p >>> 6] |= 1L << p;
        }
    }

    /** The bits, and the running total of the amounts at the end of each active period: one pass without a branch. */
    long bitsAndTotals(EventColumns columns, int from, int to, long[] totals) {
        int[] days = columns.days;
        long[] amounts = columns.amounts;
        if (days == null || amounts == null) {
            totals(columns, from, to, totals);
            return bits(columns, from, to);
        }
        long bits = 0;
        long total = 0;
        for (int i = from; i < to; i++) {
            int p = periodOfDay[days[i] - firstDay];
            total = Math.addExact(total, amounts[i]);
            totals[p] = total;
            bits |= 1L << p;
        }
        return bits;
    }

    /** The running total of the amounts at the end of each active period. */
    void totals(EventColumns columns, int from, int to, long[] totals) {
        long total = 0;
        for (int i = from; i < to; i++) {
            total = Math.addExact(total, columns.amount(i));
            totals[of(columns, i)] = total;
        }
    }

    /** The running number of events at the end of each active period. */
    void ranks(EventColumns columns, int from, int to, int[] ranks) {
        for (int i = from; i < to; i++) {
            ranks[of(columns, i)] = i + 1 - from;
        }
    }

    /** What the numbers of the time column mean. */
    static final class Clock {
        static final Clock DAYS = new Clock(null);

        private final @Nullable ZoneId zone;

        private Clock(@Nullable ZoneId zone) {
            this.zone = zone;
        }

        static Clock instantsIn(ZoneId zone) {
            return new Clock(zone);
        }

        /** The clock of a store under a timeline. */
        static Clock of(Timeline timeline, boolean instants) {
            if (instants) {
                return new Clock(timeline.zone()
                        .orElseThrow(() -> new IllegalArgumentException("timeline (" + timeline
                                + ") must have a zone, since the events are instants: call in(zone)")));
            }
            checkArgument(
                    !timeline.grain().isWithinDay(),
                    "timeline (%s) must not count hours: the events are dates",
                    timeline);
            return DAYS;
        }

        boolean isInstants() {
            return zone != null;
        }

        LocalDateTime civil(long time) {
            return zone == null
                    ? LocalDate.ofEpochDay(time).atStartOfDay()
                    : LocalDateTime.ofInstant(Micros.toInstant(time), zone);
        }

        /** The time column's number at which a civil time begins. */
        long start(LocalDateTime civil) {
            if (zone == null) {
                return civil.toLocalDate().toEpochDay();
            }
            // A time that the clocks skip begins when they jump; atZone would move it on by the length of the jump.
            ZoneOffsetTransition jump = zone.getRules().getTransition(civil);
            return Micros.of(
                    jump != null && jump.isGap()
                            ? jump.getInstant()
                            : civil.atZone(zone).toInstant());
        }

        /** The first number that is not before a civil time: the next day's where the time is inside a day. */
        long limit(LocalDateTime civil) {
            LocalDate day = civil.toLocalDate();
            if (zone == null) {
                return civil.equals(day.atStartOfDay()) ? day.toEpochDay() : day.toEpochDay() + 1;
            }
            return start(civil);
        }
    }
}
