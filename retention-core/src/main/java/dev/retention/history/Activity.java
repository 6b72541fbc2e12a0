package dev.retention.history;

import dev.retention.internal.store.EventColumns;
import dev.retention.internal.store.PeriodIndex;
import java.util.Arrays;

/**
 * A customer's history folded into the periods of a timeline: in which periods was something done, how often and for how
 * much.
 *
 * <p>Periods are indexes on the timeline, 0 being the first period shown; what lies before has negative indexes. A usual
 * loop over the active periods from the first period on is
 *
 * <pre>{@code
 * for (int p = activity.next(0); p != Activity.NONE; p = activity.next(p + 1)) { sink.add(p); }
 * }</pre>
 *
 * <p>This is a view: it is valid until its history moves on to the next customer, and fails after the sweep.
 *
 * @since 0.1.0
 */
public final class Activity {
    /** Stands for no period; larger than the index of any period. */
    public static final int NONE = Integer.MAX_VALUE;

    private EventColumns columns;
    private final PeriodIndex periods;
    private final int firstShown;
    // One word of its own where it is enough: a field is quicker than an array of one.
    private final boolean oneWord;
    private long word;
    private final long[] active;
    // What was spent, and how many events there were, up to the end of each active period; elsewhere leftovers.
    private final long[] totals;
    private final int[] ranks;
    // The events before the tables of the periods, from `from` to `ancient`, are few if any and are
    // looked at one by one; the others, to `to`, are folded.
    private int from;
    private int ancient;
    private int to;
    private boolean ranked;
    private boolean closed;
    // The words that may hold a bit: what a customer's life does not touch is neither cleared nor searched.
    private int lowWord;
    private int highWord = -1;

    Activity(EventColumns columns, PeriodIndex periods) {
        this.columns = columns;
        this.periods = periods;
        this.firstShown = periods.folded(0);
        this.oneWord = periods.size() <= 64;
        this.active = new long[(periods.size() + 63) >>> 6];
        this.totals = new long[periods.size()];
        this.ranks = new int[periods.size()];
    }

    /** Folds the events of a range. */
    void fold(EventColumns columns, int from, int to) {
        this.columns = columns;
        this.from = from;
        this.ancient = periods.ancient(columns, from, to);
        this.to = to;
        this.ranked = false;
        this.closed = false;
        boolean money = columns.amounts != null;
        if (oneWord) {
            word = money ? periods.bitsAndTotals(columns, ancient, to, totals) : periods.bits(columns, ancient, to);
            return;
        }
        if (lowWord <= highWord) {
            Arrays.fill(active, lowWord, highWord + 1, 0);
        }
        boolean empty = ancient == to;
        lowWord = empty ? 0 : periods.of(columns, ancient) >>> 6;
        highWord = empty ? -1 : periods.of(columns, to - 1) >>> 6;
        periods.mark(columns, ancient, to, active);
        if (money) {
            periods.totals(columns, ancient, to, totals);
        }
    }

    /** Lets this view look at nobody any more: what finds nothing fails. */
    void close() {
        from = 0;
        ancient = 0;
        to = 0;
        word = 0;
        if (lowWord <= highWord) {
            Arrays.fill(active, lowWord, highWord + 1, 0);
        }
        lowWord = 0;
        highWord = -1;
        closed = true;
    }

    /** Nothing is what a view shows of nobody; a closed one must not show it. */
    private void checkOpen() {
        if (closed) {
            throw History.closed();
        }
    }

    /** Whether a folded period is active. */
    private boolean isSet(int at) {
        if (oneWord) {
            return at >= 0 && at < 64 && ((word >>> at) & 1) != 0;
        }
        return at >= 0 && at < totals.length && ((active[at >>> 6] >>> at) & 1) != 0;
    }

    /** The last active folded period before one, or -1. */
    private int previousBit(int at) {
        if (oneWord) {
            return 63 - Long.numberOfLeadingZeros(word & ((1L << at) - 1));
        }
        int i = at >>> 6;
        long bits = active[i] & ((1L << at) - 1);
        while (bits == 0) {
            if (--i < lowWord) {
                return -1;
            }
            bits = active[i];
        }
        return (i << 6) + 63 - Long.numberOfLeadingZeros(bits);
    }

    /** The first active folded period from one on, or -1. */
    private int nextBit(int at) {
        if (oneWord) {
            long bits = at > 63 ? 0 : word & (-1L << at);
            return bits == 0 ? -1 : Long.numberOfTrailingZeros(bits);
        }
        int i = Math.max(at >>> 6, lowWord);
        if (i > highWord) {
            return -1;
        }
        long bits = i == at >>> 6 ? active[i] & (-1L << at) : active[i];
        while (bits == 0) {
            if (++i > highWord) {
                return -1;
            }
            bits = active[i];
        }
        return (i << 6) + Long.numberOfTrailingZeros(bits);
    }

    private int ancientEvents(int at) {
        return ancientFrom(at + 1) - ancientFrom(at);
    }

    /** The first event before the tables that is in a folded period or later, or the end of those events. */
    private int ancientFrom(int at) {
        int event = from;
        while (event < ancient && periods.of(columns, event) < at) {
            event++;
        }
        return event;
    }

    /**
     * The first active period of all, which may lie before the first period shown.
     *
     * @return its index, negative before the timeline's first period
     */
    public int first() {
        checkOpen();
        return (from < ancient ? periods.of(columns, from) : nextBit(0)) - firstShown;
    }

    /**
     * The last active period up to the as-of day.
     *
     * @return its index, at least {@link #first()}
     */
    public int last() {
        checkOpen();
        if (ancient == to && from < to) {
            return periods.of(columns, to - 1) - firstShown;
        }
        return (oneWord ? 63 - Long.numberOfLeadingZeros(word) : lastBit()) - firstShown;
    }

    /**
     * The next active period.
     *
     * @param period an index, where the search begins
     * @return the smallest active index of at least {@code period}, or {@link #NONE}
     */
    public int next(int period) {
        int at = (int) Math.min(Integer.MAX_VALUE, (long) period + firstShown);
        if (at < 0 && from < ancient) {
            int event = ancientFrom(at);
            if (event < ancient) {
                return periods.of(columns, event) - firstShown;
            }
        }
        int bit = nextBit(Math.max(0, at));
        if (bit < 0) {
            checkOpen();
            return NONE;
        }
        return bit - firstShown;
    }

    /**
     * Whether something was done in each of 64 periods.
     *
     * @param period the index of the first of them
     * @return bit {@code i} is set if period {@code period + i} is active
     */
    public long periodsFrom(int period) {
        long bits = 0;
        long at = (long) period + firstShown;
        if (at >= 0) {
            int word = (int) Math.min(active.length, at >>> 6);
            bits = wordAt(word) >>> at | (wordAt(word + 1) << 1 << ~at);
        } else {
            for (int i = 0; i < Long.SIZE; i++) {
                bits |= isActive(period + i) ? 1L << i : 0;
            }
        }
        if (bits == 0) {
            checkOpen();
        }
        return bits;
    }

    private long wordAt(int index) {
        return oneWord ? (index == 0 ? word : 0) : index < active.length ? active[index] : 0;
    }

    /**
     * Whether something was done in a period.
     *
     * @param period an index
     * @return whether the period is active; false outside the time that the store covers
     */
    public boolean isActive(int period) {
        int at = period + firstShown;
        if (isSet(at)) {
            return true;
        }
        checkOpen();
        return at < 0 && ancientEvents(at) > 0;
    }

    /**
     * In how many periods something was done.
     *
     * @return at least 1
     */
    public int count() {
        checkOpen();
        int count = 0;
        for (int event = from; event < ancient; event = ancientFrom(periods.of(columns, event) + 1)) {
            count++;
        }
        if (oneWord) {
            return count + Long.bitCount(word);
        }
        for (int i = lowWord; i <= highWord; i++) {
            count += Long.bitCount(active[i]);
        }
        return count;
    }

    /**
     * How many events a period holds.
     *
     * @param period an index
     * @return at least 0
     */
    public int events(int period) {
        int at = period + firstShown;
        if (!isSet(at)) {
            checkOpen();
            return at < 0 ? ancientEvents(at) : 0;
        }
        if (!ranked) {
            periods.ranks(columns, ancient, to, ranks);
            ranked = true;
        }
        int before = previousBit(at);
        return before < 0 ? ranks[at] : ranks[at] - ranks[before];
    }

    /**
     * The sum of the amounts of a period's events.
     *
     * @param period an index
     * @return minor units of the store's currency; 0 if the store has no amounts
     * @throws ArithmeticException if a running sum of the customer's amounts does not fit a long
     */
    public long amount(int period) {
        int at = period + firstShown;
        if (columns.amounts == null) {
            checkOpen();
            return 0;
        }
        if (!isSet(at)) {
            checkOpen();
            return at < 0 ? ancientAmount(at) : 0;
        }
        int before = previousBit(at);
        return before < 0 ? totals[at] : totals[at] - totals[before];
    }

    private long ancientAmount(int at) {
        long sum = 0;
        for (int event = ancientFrom(at), end = ancientFrom(at + 1); event < end; event++) {
            sum = Math.addExact(sum, columns.amount(event));
        }
        return sum;
    }

    private int lastBit() {
        int i = highWord;
        while (active[i] == 0) {
            i--;
        }
        return (i << 6) + 63 - Long.numberOfLeadingZeros(active[i]);
    }
}
