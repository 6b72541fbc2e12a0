package dev.retention.internal.store;

import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;

/**
 * Maps event times to the periods of a timeline, by a table over days or over the starts of periods.
 *
 * <p>Periods are numbered from the first in the tables ("folded", negative only for stray events long before) and, for rules,
 * from the timeline's first period ("shown").
 */
public final class PeriodIndex {
    // How far the tables reach back before the first period shown, in periods and in days: a stray event of the year 1
    // shall not cost a table of two thousand years, nor every customer a fold of them.
    private static final int REACH = 1 << 16;

    private final Timeline timeline;
    private final EventClock clock;
    private final Offsets offsets;
    // The first of the folded periods, and the time at which it begins or, if that is later, the first event.
    private final Period first;
    private final long begin;
    private final int size;
    private final int firstShown;
    private final long limit;
    private final long dayLimit;
    // The time that the tables cover.
    private final long min;
    private final long max;

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
    public PeriodIndex(Timeline timeline, long min, long last, EventClock clock) {
        this.timeline = timeline;
        this.clock = clock;
        this.limit = clock.limit(timeline.completeBefore());
        this.dayLimit = EventClock.DAYS.limit(timeline.completeBefore());
        // What lies after the end of the data is never looked at, so a stray far date costs no room.
        this.min = min;
        this.max = Math.max(min, Math.min(last, limit - 1));
        this.first = Collections.max(List.of(clock.period(timeline.grain(), min), farthest(timeline.first())));
        this.size = Math.max(0, first.until(clock.period(timeline.grain(), max))) + 1;
        this.firstShown = first.until(timeline.first());
        if (clock.zone != null) {
            firstDay = 0;
            periodOfDay = new int[0];
            bitOfDay = new long[0];
            offsets = Offsets.of(clock.zone, min, max);
            starts = new long[size + 1];
            for (int p = 0; p <= size; p++) {
                starts[p] = civilMicros(first.plus(p).startInclusive());
            }
            offsets.toInstants(starts);
            begin = starts[0];
            periodsPerMicro = size / (double) Math.max(1, starts[size] - starts[0]);
        } else {
            offsets = Offsets.NONE;
            starts = new long[0];
            periodsPerMicro = 0;
            begin = Math.max(min, first.firstDay().toEpochDay());
            firstDay = Math.toIntExact(begin);
            periodOfDay = new int[Math.toIntExact(Math.max(begin, max) - begin + 1)];
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

    /** The tables of another index, of data that end earlier. */
    private PeriodIndex(PeriodIndex whole, Timeline timeline) {
        this.timeline = timeline;
        clock = whole.clock;
        limit = clock.limit(timeline.completeBefore());
        dayLimit = EventClock.DAYS.limit(timeline.completeBefore());
        min = whole.min;
        max = whole.max;
        first = whole.first;
        size = whole.size;
        firstShown = first.until(timeline.first());
        offsets = whole.offsets;
        begin = whole.begin;
        firstDay = whole.firstDay;
        periodOfDay = whole.periodOfDay;
        bitOfDay = whole.bitOfDay;
        starts = whole.starts;
        periodsPerMicro = whole.periodsPerMicro;
    }

    /**
     * The same periods of data that end with an earlier day, without tables of its own. Where that day lies before the first
     * period shown, its own is the first.
     */
    public PeriodIndex asOf(LocalDate day) {
        boolean isBefore = day.isBefore(timeline.first().firstDay());
        return new PeriodIndex(this, (isBefore ? timeline.from(day) : timeline).asOf(day));
    }

    /** The periods of another timeline with a first one, which ends no later, over the same time. */
    public PeriodIndex under(Timeline other) {
        return new PeriodIndex(other, min, max, EventClock.of(other, clock.zone != null));
    }

    private static Period farthest(Period shown) {
        Period byDays = shown.grain().periodOf(shown.firstDay().minusDays(REACH));
        return shown.until(byDays) < -REACH ? shown.plus(-REACH) : byDays;
    }

    private static long civilMicros(LocalDateTime civil) {
        return Micros.of(civil.toInstant(ZoneOffset.UTC));
    }

    /** What times mean. */
    public EventClock clock() {
        return clock;
    }

    /** The offsets of the zone. */
    public Offsets offsets() {
        return offsets;
    }

    /** The periods, with the first. */
    public Timeline timeline() {
        return timeline;
    }

    /** How many periods hold events. */
    public int size() {
        return size;
    }

    /** The index on the timeline of a folded period. */
    public int shown(int folded) {
        return folded - firstShown;
    }

    /** The folded period at an index on the timeline. */
    public int folded(int shown) {
        return shown + firstShown;
    }

    /** Whether an epoch day has begun before the end of the data. */
    public boolean isKnownDay(long epochDay) {
        return epochDay < dayLimit;
    }

    /** The last epoch day that has begun before the end of the data. */
    public long lastKnownDay() {
        return dayLimit - 1;
    }

    /** The end of the range of events that lie before the end of the data; events are in order of time. */
    public int known(EventColumns columns, int from, int to) {
        int end = to;
        while (end > from && columns.time(end - 1) >= limit) {
            end--;
        }
        return end;
    }

    /** The end of the events of a range that lie before the tables; only {@link #of} knows their periods. */
    public int ancient(EventColumns columns, int from, int to) {
        int end = from;
        while (end < to && columns.time(end) < begin) {
            end++;
        }
        return end;
    }

    /** The end of the events of a range from one on that are in its period. */
    public int endOfPeriod(EventColumns columns, int event, int to) {
        int period = of(columns, event);
        int end = event + 1;
        while (end < to && of(columns, end) == period) {
            end++;
        }
        return end;
    }

    /** The folded period of an event, negative before the tables. */
    public int of(EventColumns columns, int event) {
        long time = columns.time(event);
        return time >= begin ? inTables(columns, event) : first.until(clock.period(timeline.grain(), time));
    }

    private int inTables(EventColumns columns, int event) {
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

    /** The active periods of a range within the tables as bits; only for up to 64 periods. */
    public long bits(EventColumns columns, int from, int to) {
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

    /** The periods of a range within the tables that hold two events or more as bits; only for dates and up to 64 periods. */
    public long repeatedBits(int[] days, int from, int to) {
        long some = 0;
        long more = 0;
        for (int i = from; i < to; i++) {
            long bit = bitOfDay[days[i] - firstDay];
            more |= some & bit;
            some |= bit;
        }
        return more;
    }

    /** Sets the bits of the active periods of a range within the tables. */
    public void mark(EventColumns columns, int from, int to, long[] active) {
        for (int i = from; i < to; i++) {
            int p = inTables(columns, i);
            active[p >>> 6] |= 1L << p;
        }
    }

    /** The bits, and the running total of the amounts at the end of each active period: one pass without a branch. */
    public long bitsAndTotals(EventColumns columns, int from, int to, long[] totals) {
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
    public void totals(EventColumns columns, int from, int to, long[] totals) {
        long total = 0;
        for (int i = from; i < to; i++) {
            total = Math.addExact(total, columns.amount(i));
            totals[inTables(columns, i)] = total;
        }
    }

    /** The running number of events at the end of each active period. */
    public void ranks(EventColumns columns, int from, int to, int[] ranks) {
        for (int i = from; i < to; i++) {
            ranks[inTables(columns, i)] = i + 1 - from;
        }
    }
}
