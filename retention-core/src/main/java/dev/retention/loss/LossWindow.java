package dev.retention.loss;

import dev.retention.history.History;
import dev.retention.movement.Spells;
import org.jspecify.annotations.Nullable;

/**
 * The days on which something was said of a loss: those of the stay that it ended, and those after it until the customer comes again.
 *
 * @param from the first day
 * @param loss the day of the loss
 * @param to the day after the last
 */
record LossWindow(long from, long loss, long to) {
    /** That of the loss which an event made; null if the event made none. */
    static @Nullable LossWindow of(LossSettings settings, History history, int event) {
        Spells spells = settings.spells;
        return spells == null
                ? listed(settings.since, history, event)
                : ofStay(spells, history, history.epochDay(event));
    }

    /** From the arrival to the day before the next one. */
    private static @Nullable LossWindow ofStay(Spells spells, History history, long made) {
        long loss = made + spells.gapDays().orElse(0);
        long[] days = {Long.MAX_VALUE, Long.MAX_VALUE};
        spells.forEach(history, (start, end, ended) -> {
            if (ended && end == loss) {
                days[0] = start;
            } else if (start > loss) {
                days[1] = Math.min(days[1], start);
            }
        });
        return days[0] == Long.MAX_VALUE ? null : new LossWindow(days[0], loss, days[1]);
    }

    /** From the arrival as far as it is known, after the loss before, to the day before the next arrival or loss. */
    private static LossWindow listed(String since, History history, int event) {
        long loss = history.epochDay(event);
        long from = since(since, history, event, Long.MIN_VALUE);
        long to = Long.MAX_VALUE;
        for (int other = 0; other < history.size(); other++) {
            long day = history.epochDay(other);
            if (day < loss) {
                from = Math.max(from, day + 1);
            } else if (day > loss) {
                to = Math.min(to, Math.min(day, Math.max(loss + 1, since(since, history, other, day))));
            }
        }
        return new LossWindow(from, loss, to);
    }

    private static long since(String name, History history, int event, long unknown) {
        int column = name.isEmpty() ? -1 : history.column(name);
        return column >= 0 && history.hasValue(column, event) ? history.epochDayOf(column, event) : unknown;
    }

    boolean has(long day) {
        return day >= from && day < to;
    }
}
