package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.ChurnFormula;
import dev.retention.RetentionFormula;
import dev.retention.history.History;
import dev.retention.internal.Checks;
import java.io.Serializable;
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
 * Spells.between("started", "ended").announcedBy("cancelled").dueOn("term ended");   // with what contracts tell
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
 * <p>Folding a history takes one pass over its events. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class Spells implements Serializable {
    private static final long serialVersionUID = 1;

    /** Stands for no code. */
    static final int NONE = -1;

    // 0 for subscriptions.
    private final int gap;
    private final @Nullable Contract contract;

    private Spells(int gap, @Nullable Contract contract) {
        this.gap = gap;
        this.contract = contract;
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
        return new Spells(gapDays, null);
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
        requireNonNull(endCode, "endCode");
        checkArgument(!startCode.equals(endCode), "endCode (%s) must differ from startCode", endCode);
        return new Spells(0, new Contract(startCode, endCode, null, null));
    }

    /**
     * Tells which events announce that a subscription will end, for {@link ChurnFormula#SCHEDULED}.
     *
     * <ul>
     *   <li>An announcement counts in its own period only, for a customer live at the start and the end of that period. The loss
     *       counts once more in the period in which it comes, as lost.
     *   <li>It does not change when the customer is live. An announcement that is taken back is to be taken out of the store.
     * </ul>
     *
     * @param announceCode the code of the events, on the day of the announcement
     * @return the rule with announcements
     * @throws IllegalStateException if customers are live by orders, which have no contract
     * @throws IllegalArgumentException if the code has another meaning already
     */
    public Spells announcedBy(String announceCode) {
        Contract known = contractWithout(announceCode, "announceCode");
        return new Spells(0, new Contract(known.start, known.end, announceCode, known.due));
    }

    /**
     * Tells which events end a term, for {@link ChurnFormula#RENEWAL_BASE} and {@link RetentionFormula#RENEWAL_BASE}.
     *
     * <ul>
     *   <li>A customer live at the start of a period with such an event in it is due, once however many terms end. Whoever is live
     *       at the end of the period has renewed; a loss that follows from the term's end therefore lies in the same period.
     *   <li>Terms that end after the as-of day are not known yet. So every term that is due in a period still running has ended, and
     *       no renewal is pending.
     * </ul>
     *
     * @param dueCode the code of the events, on the day on which the term ends
     * @return the rule with terms
     * @throws IllegalStateException if customers are live by orders, which have no contract
     * @throws IllegalArgumentException if the code has another meaning already
     */
    public Spells dueOn(String dueCode) {
        Contract known = contractWithout(dueCode, "dueCode");
        return new Spells(0, new Contract(known.start, known.end, known.announcement, dueCode));
    }

    /** The contract, which must not use a code yet. */
    private Contract contractWithout(String code, String name) {
        requireNonNull(code, name);
        checkState(contract != null, "spells (%s) must be between events, since orders have no contract", this);
        checkArgument(!contract.uses(code), "%s (%s) must differ from the codes of %s", name, code, this);
        return contract;
    }

    /** Whether every event is an order, so that buyers can be counted. */
    boolean ofOrders() {
        return contract == null;
    }

    /** Whether announcements of losses are known. */
    boolean tellAnnouncements() {
        return contract != null && contract.announcement != null;
    }

    /** Whether ends of terms are known. */
    boolean tellTerms() {
        return contract != null && contract.due != null;
    }

    /** The number of the code that announces losses in the store of a history, or {@link #NONE}. */
    int announcementIndex(History history) {
        return contract == null ? NONE : indexOf(contract.announcement, history);
    }

    /** The number of the code that ends terms in the store of a history, or {@link #NONE}. */
    int dueIndex(History history) {
        return contract == null ? NONE : indexOf(contract.due, history);
    }

    private static int indexOf(@Nullable String code, History history) {
        return code == null ? NONE : history.codes().find(code).orElse(NONE);
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
        Cursor spell = cursor(history, history.timeline().asOf().toEpochDay() + 1);
        while (spell.next()) {
            consumer.accept(spell.start, spell.end, spell.ended);
        }
    }

    /** Stands before the first spell of a customer; the end of the data is the day after the as-of day. */
    Cursor cursor(History history, long dataEnd) {
        // In one place, since the compiler gives up on an object that may have been made in two.
        return new Cursor(
                history,
                dataEnd,
                gap,
                contract == null ? NONE : indexOf(contract.start, history),
                contract == null ? NONE : indexOf(contract.end, history));
    }

    /** The last day that can be of a spell of a customer whose last event is on a day. */
    long lastLiveDay(long lastEvent) {
        return ofOrders() ? lastEvent + gap : Long.MAX_VALUE / 2;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Spells that && gap == that.gap && Objects.equals(contract, that.contract);
    }

    @Override
    public int hashCode() {
        return Objects.hash(gap, contract);
    }

    /** Prints the rule in words, such as {@code live for 90 days after an order}. */
    @Override
    public String toString() {
        return contract == null ? "live for " + gap + " days after an order" : "live " + contract;
    }

    /** The codes of what happens to a subscription. */
    private record Contract(
            String start,
            String end,
            @Nullable String announcement,
            @Nullable String due) implements Serializable {
        boolean uses(String code) {
            return code.equals(start) || code.equals(end) || code.equals(announcement) || code.equals(due);
        }

        @Override
        public String toString() {
            return "from " + start + " to " + end
                    + (announcement == null ? "" : ", announced by " + announcement)
                    + (due == null ? "" : ", due on " + due);
        }
    }

    /** Goes through the spells of one customer. Short-lived and seen through by the compiler, so that it costs no object. */
    static final class Cursor {
        private final History history;
        private final long dataEnd;
        // 0 for subscriptions, whose codes are numbered as in the store, NONE where it has none.
        private final int gap;
        private final int startIndex;
        private final int endIndex;
        private int at;
        private int running;
        private long start;
        private long end;
        private boolean ended;

        private Cursor(History history, long dataEnd, int gap, int startIndex, int endIndex) {
            this.history = history;
            this.dataEnd = dataEnd;
            this.gap = gap;
            this.startIndex = startIndex;
            this.endIndex = endIndex;
        }

        /** Moves on to the next spell, if there is one. */
        boolean next() {
            return gap > 0 ? nextOfOrders() : nextSubscribed();
        }

        /** The day of the arrival. */
        long start() {
            return start;
        }

        /** The day of the loss, or the end of the data. */
        long end() {
            return end;
        }

        /** Whether the loss was seen. */
        boolean ended() {
            return ended;
        }

        private boolean nextOfOrders() {
            int size = history.size();
            if (at == size) {
                return false;
            }
            start = history.epochDay(at++);
            long gone = start + gap;
            while (at < size) {
                long day = history.epochDay(at);
                if (day > gone) {
                    break;
                }
                gone = day + gap;
                at++;
            }
            ended = gone < dataEnd;
            end = ended ? gone : dataEnd;
            return true;
        }

        private boolean nextSubscribed() {
            int size = history.size();
            while (at < size) {
                long day = history.epochDay(at);
                int starts = 0;
                int ends = 0;
                for (; at < size && history.epochDay(at) == day; at++) {
                    int code = history.codeIndex(at);
                    starts += code == startIndex ? 1 : 0;
                    ends += code == endIndex ? 1 : 0;
                }
                if (running == 0) {
                    start = day;
                }
                running += starts;
                boolean live = running > 0;
                running = Math.max(0, running - ends);
                if (live && running == 0) {
                    end = day;
                    ended = true;
                    return true;
                }
            }
            boolean censored = running > 0;
            running = 0;
            end = dataEnd;
            ended = false;
            return censored;
        }
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
