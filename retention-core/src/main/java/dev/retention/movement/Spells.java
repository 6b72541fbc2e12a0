package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.internal.Checks;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a customer is live: how a history becomes spells, each from an arrival to a loss.
 *
 * <pre>{@code
 * Spells.ofOrders(90);                  // live from an order until 90 days after the last one
 * Spells.between("started", "ended");   // live while a subscription runs
 * }</pre>
 *
 * <p>Time is in civil days. A spell has the day of its arrival and the day of its loss; a customer is live at a midnight if
 * the arrival lies before it and the loss does not:
 *
 * <pre>
 *   live at the start of day m  ⇔  start &lt; m ≤ end
 *   tenure                      =  end − start   days
 * </pre>
 *
 * <ul>
 *   <li>What happens on a day happens before its end, so that the loss on the last day of a month is that month's.
 *   <li>A spell whose loss has not been seen by the end of the data is censored: its {@code end} is the day after the as-of
 *       day, and it is at least as long as it is.
 *   <li>The order of what happens on one day does not matter.
 * </ul>
 *
 * <p>Folding a history takes one pass over its events and, for dates, allocates nothing. This class is immutable and
 * thread-safe.
 *
 * @since 0.1.0
 */
public final class Spells {
    private final int gap;
    private final @Nullable String startCode;
    private final @Nullable String endCode;

    private Spells(int gap, @Nullable String startCode, @Nullable String endCode) {
        this.gap = gap;
        this.startCode = startCode;
        this.endCode = endCode;
    }

    /**
     * Customers without a contract: live from an event until some days after the last one.
     *
     * <ul>
     *   <li>The loss lies on the day on which the gap runs out: the day of the last event plus {@code gapDays}. An event on
     *       that very day still prolongs the spell; the next later event begins another.
     *   <li>Live at the start of a day {@code m} is: at least one event in the {@code gapDays} days before {@code m}.
     * </ul>
     *
     * @param gapDays how many days after an event a customer is still live, at least 1
     * @return the rule
     * @throws IllegalArgumentException if {@code gapDays < 1}
     */
    public static Spells ofOrders(int gapDays) {
        Checks.positive((long) gapDays, "gapDays");
        return new Spells(gapDays, null, null);
    }

    /**
     * Customers with subscriptions, whose starts and ends are events of the store with codes of their own.
     *
     * <ul>
     *   <li>A customer with several subscriptions is live while at least one runs.
     *   <li>A subscription that starts on the day on which the last other one ends prolongs the spell: a change of plan is no
     *       loss. One that ends on the day of its start is a spell of no days: an arrival and a loss.
     *   <li>An end without a start is passed over. Events of other codes do not matter.
     * </ul>
     *
     * @param startCode the code of the events that start a subscription
     * @param endCode the code of the events that end one, on the day of the loss
     * @return the rule
     * @throws IllegalArgumentException if the codes are equal
     */
    public static Spells between(String startCode, String endCode) {
        requireNonNull(startCode, "startCode");
        checkArgument(!startCode.equals(endCode), "endCode (%s) must differ from startCode", endCode);
        return new Spells(0, startCode, requireNonNull(endCode, "endCode"));
    }

    /** Whether every event is an order, so that buyers can be counted. */
    boolean ofOrders() {
        return startCode == null;
    }

    /**
     * The spells of one customer as values.
     *
     * @param history the history
     * @return the spells in order of time; no two overlap
     */
    public List<Spell> of(History history) {
        List<Spell> spells = new ArrayList<>();
        forEach(
                history,
                (start, end, ended) ->
                        spells.add(new Spell(LocalDate.ofEpochDay(start), LocalDate.ofEpochDay(end), ended)));
        return List.copyOf(spells);
    }

    /**
     * Hands over the spells of one customer in order of time.
     *
     * @param history the history
     * @param consumer takes the spells
     */
    public void forEach(History history, SpellConsumer consumer) {
        requireNonNull(consumer, "consumer");
        long dataEnd = history.timeline().asOf().toEpochDay() + 1;
        if (startCode == null || endCode == null) {
            orders(history, dataEnd, consumer);
        } else {
            subscriptions(history, dataEnd, startCode, endCode, consumer);
        }
    }

    /** The last day that can be of a spell of a customer whose last event is on a day. */
    long lastLiveDay(long lastEvent) {
        return ofOrders() ? lastEvent + gap : Long.MAX_VALUE / 2;
    }

    private void orders(History history, long dataEnd, SpellConsumer consumer) {
        int size = history.size();
        long start = size == 0 ? 0 : history.epochDay(0);
        long last = start;
        for (int i = 1; i < size; i++) {
            long day = history.epochDay(i);
            if (day > last + gap) {
                consumer.accept(start, last + gap, true);
                start = day;
            }
            last = day;
        }
        if (size > 0) {
            boolean ended = last + gap < dataEnd;
            consumer.accept(start, ended ? last + gap : dataEnd, ended);
        }
    }

    private static void subscriptions(
            History history, long dataEnd, String startCode, String endCode, SpellConsumer consumer) {
        int startIndex = history.codes().find(startCode).orElse(-1);
        int endIndex = history.codes().find(endCode).orElse(-1);
        int running = 0;
        long start = 0;
        int i = 0;
        while (i < history.size()) {
            long day = history.epochDay(i);
            int starts = 0;
            int ends = 0;
            for (; i < history.size() && history.epochDay(i) == day; i++) {
                int code = history.codeIndex(i);
                starts += code == startIndex ? 1 : 0;
                ends += code == endIndex ? 1 : 0;
            }
            if (running == 0 && starts > 0) {
                start = day;
            }
            boolean live = running + starts > 0;
            running = Math.max(0, running + starts - ends);
            if (live && running == 0) {
                consumer.accept(start, day, true);
            }
        }
        if (running > 0) {
            consumer.accept(start, dataEnd, false);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Spells that
                && gap == that.gap
                && Objects.equals(startCode, that.startCode)
                && Objects.equals(endCode, that.endCode);
    }

    @Override
    public int hashCode() {
        return Objects.hash(gap, startCode, endCode);
    }

    /** Prints the rule in words, such as {@code live for 90 days after an order}. */
    @Override
    public String toString() {
        return startCode == null
                ? "live for " + gap + " days after an order"
                : "live from " + startCode + " to " + endCode;
    }

    /**
     * Takes one spell.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface SpellConsumer {
        /**
         * Takes a spell.
         *
         * @param startDay the day of the arrival, in days since 1970-01-01
         * @param endDay the day of the loss or, if none was seen, the day after the as-of day; at least {@code startDay}
         * @param ended whether the loss was seen
         */
        void accept(long startDay, long endDay, boolean ended);
    }

    /**
     * A stretch of time for which a customer was live.
     *
     * @param start the day of the arrival
     * @param end the day of the loss or, if none was seen, the day after the as-of day
     * @param ended whether the loss was seen; otherwise the spell is censored
     * @since 0.1.0
     */
    public record Spell(LocalDate start, LocalDate end, boolean ended) {
        /**
         * Checks the days.
         *
         * @param start the day of the arrival
         * @param end the day of the loss or of the end of the data
         * @param ended whether the loss was seen
         * @throws IllegalArgumentException if {@code end} is before {@code start}
         */
        public Spell {
            checkArgument(!end.isBefore(start), "end (%s) must not be before start (%s)", end, start);
        }

        /**
         * How long the spell lasted, or has lasted so far.
         *
         * @return days, at least 0
         */
        public long tenureDays() {
            return end.toEpochDay() - start.toEpochDay();
        }

        /** Prints the days, such as {@code 1997-01-03 to 1997-04-12} or {@code since 1997-01-03}. */
        @Override
        public String toString() {
            return ended ? start + " to " + end : "since " + start;
        }
    }
}
