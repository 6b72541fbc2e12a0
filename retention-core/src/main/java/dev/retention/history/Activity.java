package dev.retention.history;

/**
 * A customer's history folded into the periods of a timeline: in which periods was something done, how often and for how
 * much.
 *
 * <p>Periods are indexes on the timeline, 0 being the first period shown; what lies before has negative indexes. A usual
 * loop over the active periods from the first period on is
 *
 * <pre>{@code
 * for (int p = activity.next(0); p != Activity.NONE; p = activity.next(p + 1)) { … }
 * }</pre>
 *
 * <p>This is a view: it is valid until its history moves on to the next customer.
 *
 * @since 0.1.0
 */
public final class Activity {
    /** Stands for no period; larger than the index of any period. */
    public static final int NONE = Integer.MAX_VALUE;

    private EventColumns columns;
    private final PeriodIndex periods;
    private final long[] active;
    private final long[] amounts;
    private final int[] events;
    private int from;
    private int to;
    private boolean counted;

    Activity(EventColumns columns, PeriodIndex periods) {
        this.columns = columns;
        this.periods = periods;
        this.active = new long[(periods.size() + 63) >>> 6];
        this.amounts = new long[periods.size()];
        this.events = new int[periods.size()];
    }

    /** Folds the events of a range; the amounts only when someone asks. */
    void fold(EventColumns columns, int from, int to) {
        if (counted) {
            forget();
        }
        this.columns = columns;
        this.from = from;
        this.to = to;
        if (active.length == 1) {
            active[0] = periods.bits(columns, from, to);
        } else {
            java.util.Arrays.fill(active, 0);
            periods.mark(columns, from, to, active);
        }
    }

    private void forget() {
        for (int i = nextBit(0); i >= 0; i = nextBit(i + 1)) {
            amounts[i] = 0;
            events[i] = 0;
        }
        counted = false;
    }

    private void tallyUp() {
        if (!counted) {
            periods.count(columns, from, to, events, amounts);
            counted = true;
        }
    }

    private int nextBit(int at) {
        int word = at >>> 6;
        if (word >= active.length) {
            return -1;
        }
        long bits = active[word] & (-1L << at);
        while (bits == 0) {
            if (++word == active.length) {
                return -1;
            }
            bits = active[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }

    /**
     * The first active period of all, which may lie before the first period shown.
     *
     * @return its index, negative before the timeline's first period
     */
    public int first() {
        return periods.shown(nextBit(0));
    }

    /**
     * The last active period up to the as-of day.
     *
     * @return its index, at least {@link #first()}
     */
    public int last() {
        int word = active.length - 1;
        while (active[word] == 0) {
            word--;
        }
        return periods.shown((word << 6) + 63 - Long.numberOfLeadingZeros(active[word]));
    }

    /**
     * The next active period.
     *
     * @param period an index, where the search begins
     * @return the smallest active index of at least {@code period}, or {@link #NONE}
     */
    public int next(int period) {
        int bit = nextBit(Math.max(0, periods.folded(period)));
        return bit < 0 ? NONE : periods.shown(bit);
    }

    /**
     * Whether something was done in a period.
     *
     * @param period an index
     * @return whether the period is active; false outside the time that the store covers
     */
    public boolean isActive(int period) {
        int bit = periods.folded(period);
        return bit >= 0 && bit < periods.size() && (active[bit >>> 6] & 1L << bit) != 0;
    }

    /**
     * In how many periods something was done.
     *
     * @return at least 1
     */
    public int count() {
        int count = 0;
        for (long word : active) {
            count += Long.bitCount(word);
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
        tallyUp();
        int at = periods.folded(period);
        return at >= 0 && at < events.length ? events[at] : 0;
    }

    /**
     * The sum of the amounts of a period's events.
     *
     * @param period an index
     * @return minor units of the store's currency; 0 if the store has no amounts
     * @throws ArithmeticException if a sum of the customer's period amounts does not fit a long
     */
    public long amount(int period) {
        if (columns.amounts == null) {
            return 0;
        }
        tallyUp();
        int at = periods.folded(period);
        return at >= 0 && at < amounts.length ? amounts[at] : 0;
    }
}
