package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.store.EventColumns;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which events count where a method asks what a customer did: the kinds of events by their codes, and what an amount below 0 is.
 *
 * <pre>{@code
 * EventFilter orders = EventFilter.of("order").refundedBy("refund");
 * CustomerMovements.over(months).counting(orders).of(store);
 * }</pre>
 *
 * <p>What does not count is as if it had not happened: a customer with visits alone is no customer of a table of orders. Unless said
 * otherwise every event counts, with its amount as it is. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class EventFilter implements Serializable {
    /** Every event, with its amount as it is. */
    public static final EventFilter ALL = new EventFilter(null, List.of(), Refunds.COUNT);

    private static final long serialVersionUID = 1;

    private final @Nullable TreeSet<String> codes;
    private final TreeSet<String> refundCodes;
    private final Refunds refunds;

    private EventFilter(@Nullable Collection<String> codes, Collection<String> refundCodes, Refunds refunds) {
        this.codes = codes == null ? null : new TreeSet<>(codes);
        this.refundCodes = new TreeSet<>(refundCodes);
        this.refunds = refunds;
    }

    /** What an event with an amount below 0 is. */
    public enum Refunds {
        /** An event like any other, with its amount as it is. */
        COUNT,

        /**
         * A refund: no event of its own, but it lowers the amount of the customer's latest event that counts, up to its own moment;
         * before any such event it is passed over. An amount of 0 counts. Events of one moment, in stores of dates those of one day,
         * have no order: a refund may be of any of them.
         */
        DEDUCT,

        /** No event. An amount of 0 is none either. */
        LEAVE_OUT,

        /** An error that names the customer and the event. An amount of 0 is one too. */
        REFUSE
    }

    /**
     * The events of some kinds.
     *
     * @param codes their codes, at least one; a code that no event has matches nothing
     * @return the filter
     * @throws IllegalArgumentException if there are no codes
     */
    public static EventFilter of(String... codes) {
        return new EventFilter(named(codes), List.of(), Refunds.COUNT);
    }

    private static List<String> named(String... codes) {
        checkArgument(codes.length > 0, "codes must not be empty: name at least one");
        Arrays.asList(codes).forEach(code -> requireNonNull(code, "code"));
        return List.of(codes);
    }

    /**
     * Sets what amounts below 0 are.
     *
     * @param policy {@link Refunds#COUNT} by default
     * @return the filter with that policy
     */
    public EventFilter with(Refunds policy) {
        return new EventFilter(codes, refundCodes, requireNonNull(policy, "policy"));
    }

    /**
     * Takes events of further kinds for refunds, which lower the amount of the customer's latest event that counts by theirs, written
     * with either sign.
     *
     * @param codesOfRefunds their codes, at least one; none of those that count
     * @return the filter, with {@link Refunds#DEDUCT}
     * @throws IllegalArgumentException if there are no codes, or one counts as an event already
     */
    public EventFilter refundedBy(String... codesOfRefunds) {
        List<String> further = named(codesOfRefunds);
        checkArgument(
                codes != null && further.stream().noneMatch(codes::contains),
                "codes of refunds (%s) must not be among the events that count (%s)",
                further,
                codes == null ? "all" : codes);
        return new EventFilter(codes, further, Refunds.DEDUCT);
    }

    /**
     * Whether every event counts as it is.
     *
     * @return true if the filter changes nothing
     */
    public boolean isAll() {
        return codes == null && refunds == Refunds.COUNT;
    }

    /**
     * The codes that no event of a store has, which is what a misspelt code looks like.
     *
     * @param known the store's codes
     * @return the codes named here that are not among them, in order
     */
    public List<String> unknownIn(EventCodes known) {
        requireNonNull(known, "known");
        TreeSet<String> unknown = new TreeSet<>(refundCodes);
        if (codes != null) {
            unknown.addAll(codes);
        }
        unknown.removeAll(known.names());
        return List.copyOf(unknown);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof EventFilter other
                && Objects.equals(codes, other.codes)
                && refundCodes.equals(other.refundCodes)
                && refunds == other.refunds;
    }

    @Override
    public int hashCode() {
        return Objects.hash(codes, refundCodes, refunds);
    }

    /** Prints what counts, such as {@code [order] less [refund]}. */
    @Override
    public String toString() {
        return (codes == null ? "any event" : words(codes))
                + (refundCodes.isEmpty() ? "" : " less " + words(refundCodes))
                + (refunds == (refundCodes.isEmpty() ? Refunds.COUNT : Refunds.DEDUCT)
                        ? ""
                        : ", amounts below 0: " + refunds);
    }

    /** The codes, in quotes where they could be taken for several. */
    private static String words(Collection<String> codes) {
        return codes.stream()
                .map(code -> code.contains(", ") || code.contains("\"") ? '"' + code.replace("\"", "\\\"") + '"' : code)
                .toList()
                .toString();
    }

    /**
     * Room to look at histories through this filter, for one thread.
     *
     * @return a view that looks at one history after the other
     */
    public View view() {
        return new View();
    }

    /**
     * Looks at one history after the other and shows the events that count, and the amounts they are left with. This class is not
     * thread-safe: every thread takes its own.
     *
     * @since 0.1.0
     */
    public final class View {
        private @Nullable History source;
        private @Nullable History shown;
        private @Nullable EventColumns columns;
        private @Nullable EventCodes known;
        private boolean[] counts = {};
        private boolean[] deducts = {};
        private int[] originals = {};
        private long lateRefunds;

        private View() {}

        EventFilter filter() {
            return EventFilter.this;
        }

        /**
         * The events of a history that count.
         *
         * @param history a history; the same view is looked at by {@code history} and what is returned
         * @return a history of the events that count, empty if none does; valid until the next call
         * @throws IllegalArgumentException if an amount below 0 is to be refused
         */
        public History of(History history) {
            return of(history, Long.MAX_VALUE);
        }

        /**
         * The same where what is known by the end of a day must not change: a refund after it lowers no event up to it.
         *
         * @param history a history
         * @param lastDay the day, in days since 1970-01-01
         * @return a history of the events that count, empty if none does; valid until the next call
         * @throws IllegalArgumentException if an amount below 0 is to be refused
         */
        public History of(History history, long lastDay) {
            requireNonNull(history, "history");
            if (source != history) {
                columns = source == null || !source.schema.equals(history.schema) ? null : columns;
                source = history;
                shown = history.derived().sibling(this);
            }
            if (columns == null || columns.capacity() < history.size()) {
                columns = EventColumns.of(history.schema, Math.max(16, 2 * history.size()));
                originals = new int[columns.capacity()];
            }
            if (!history.codes().equals(known)) {
                learn(history.codes());
            }
            EventColumns to = requireNonNull(columns);
            History view = requireNonNull(shown);
            int size = 0;
            long refunded = 0;
            int refund = 0;
            lateRefunds = 0;
            for (int i = 0; i < history.size(); i++) {
                if (refunded != 0 && !history.areSimultaneous(refund, i)) {
                    lower(history, size, refund, refunded, lastDay);
                    refunded = 0;
                }
                int code = history.codeIndex(i);
                if (deducts[code] || (counts[code] && lowers(history, i))) {
                    long amount = history.amount(i);
                    // A refund by its code is written with either sign.
                    refunded = Math.addExact(refunded, amount > 0 ? -amount : amount);
                    refund = i;
                } else if (counts[code] && isEvent(history, i)) {
                    to.copy(size, history.columns, history.at(i));
                    originals[size++] = i;
                }
            }
            lower(history, size, refund, refunded, lastDay);
            view.moveTo(to, 0, size, 0);
            return view;
        }

        /** Takes the refunds of one moment off the latest of the events so far. */
        private void lower(History history, int size, int refund, long refunded, long lastDay) {
            if (size == 0 || refunded == 0) {
                return;
            }
            if (history.epochDay(refund) > lastDay && history.epochDay(originals[size - 1]) <= lastDay) {
                lateRefunds = Math.addExact(lateRefunds, refunded);
            } else {
                requireNonNull(columns).addAmount(size - 1, refunded);
            }
        }

        /**
         * The refunds after the last day that lowered no event of the history shown last, since none was shown after that day and
         * before them.
         *
         * @return the sum of their amounts in minor units of the currency, 0 if there are none
         */
        public long lateRefunds() {
            return lateRefunds;
        }

        /**
         * The number that an event of the shown history has in the whole one.
         *
         * @param event an event of the history shown last, from 0
         * @return its number in the history that was looked at
         */
        public int original(int event) {
            return originals[event];
        }

        private void learn(EventCodes all) {
            known = all;
            counts = new boolean[Math.max(1, all.names().size())];
            deducts = new boolean[counts.length];
            for (int i = 0; i < all.names().size(); i++) {
                counts[i] = codes == null || codes.contains(all.name(i));
                deducts[i] = refundCodes.contains(all.name(i));
            }
            if (all.names().isEmpty()) {
                counts[0] = codes == null;
            }
        }

        private boolean lowers(History history, int event) {
            return refunds == Refunds.DEDUCT && history.amount(event) < 0;
        }

        private boolean isEvent(History history, int event) {
            if (refunds == Refunds.COUNT || refunds == Refunds.DEDUCT || !history.schema.hasAmounts()) {
                return true;
            }
            boolean positive = history.amount(event) > 0;
            checkArgument(
                    positive || refunds == Refunds.LEAVE_OUT,
                    "the amount of the event on %s (%s minor units) must be above 0: name another policy for refunds",
                    positive ? "" : history.date(event),
                    history.amount(event));
            return positive;
        }
    }
}
