package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Counted;
import dev.retention.rule.Measure;
import dev.retention.rule.MeasureSink;
import dev.retention.rule.Rule;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the points of a loyalty programme as books are kept: what was issued is spent, expired, reversed or outstanding, of every member,
 * group and period.
 *
 * <pre>{@code
 * HistoryStore<String> points = PointsLedger.reader(Row::customer, Row::day, Row::kind, Row::points)
 *         .expiringOn(Row::expires)
 *         .from(rows);
 * PointsTable<String> ledger = PointsLedger.over(months).of(points);
 * ledger.inPeriod("2026-03");                  // 2026-03: 120 outstanding + 80 issued − 50 spent − …
 * ledger.inPeriod("2026-03").breakage();       // 30.0 % (30 of 100)
 * PointsLedger.over(months).balances();  // a measure: what every member has
 * }</pre>
 *
 * <ul>
 *   <li>Points are taken in the order in which they expire, whether spent, reversed or told to have expired: the earliest day first, those
 *       that never do last. Points of one day of expiry are alike.
 *   <li>Points can be spent on their day of expiry and lapse at its end, once that day is over in the data. Nobody needs to tell that; who tells it as well must do so by
 *       that day.
 *   <li>Of one day, what is issued comes first, then what is reversed, spent and told to have expired, then what lapses.
 *   <li>Reversed is what was issued by mistake or for an order that was taken back. Points given back for a reward that was returned are
 *       issued.
 *   <li>Pending points are promised and not issued: they are outside the books. Their day of expiry is that at whose end they are pending
 *       no more; what is issued then is a row of its own.
 *   <li>More points than there are cannot be taken: {@link #reader} refuses such a row. In a store made otherwise they are {@link
 *       Item#OVERDRAWN}, no part of what was spent, expired or reversed.
 * </ul>
 *
 * <p>Takes one pass over the store; a member costs {@code O(n log n)} for {@code n} movements, not for each period. This class is
 * immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class PointsLedger implements Serializable {
    /** The name of the further column of how many points a movement has. */
    public static final String POINTS = "points";

    /** The name of the further column of the day at whose end points expire. */
    public static final String EXPIRES = "expires";

    static final String WORDS = "points of members, first out by day of expiry";
    static final List<Item> FLOWS = List.of(Item.ISSUED, Item.SPENT, Item.EXPIRED, Item.REVERSED, Item.OVERDRAWN);

    private static final long serialVersionUID = 1;
    private static final List<Item> COLUMNS =
            List.of(Item.ISSUED, Item.SPENT, Item.EXPIRED, Item.REVERSED, Item.OUTSTANDING, Item.PENDING);

    private final Timeline timeline;
    private final ArrayList<String> tracks;

    private PointsLedger(Timeline timeline, List<String> tracks) {
        this.timeline = timeline;
        this.tracks = new ArrayList<>(tracks);
    }

    /**
     * What is counted of a period: members, and their points.
     *
     * <pre>
     *   OPENING + ISSUED = SPENT + EXPIRED + REVERSED + OUTSTANDING
     *   ISSUED_SO_FAR    = SPENT_SO_FAR + EXPIRED_SO_FAR + REVERSED_SO_FAR + OUTSTANDING
     * </pre>
     */
    public enum Item {
        /** With points at the start of the period. */
        OPENING,
        /** Who were issued points in it. */
        ISSUED,
        /** Who spent points. */
        SPENT,
        /** Whose points expired, by their day or told so. */
        EXPIRED,
        /** Whose points were reversed. */
        REVERSED,
        /** With points at the end of the period, or of the data. */
        OUTSTANDING,
        /** With points promised at that end; no part of the books. */
        PENDING,
        /** Of whom more was to be taken than there was, and what was missing; no part of the books. */
        OVERDRAWN,
        /** Who were ever issued points, by the end of the period, and all these. */
        ISSUED_SO_FAR,
        /** Who ever spent points, by the end of the period, and all these. */
        SPENT_SO_FAR,
        /** Whose points ever expired, by the end of the period, and all these. */
        EXPIRED_SO_FAR,
        /** Whose points were ever reversed, by the end of the period, and all these. */
        REVERSED_SO_FAR,
        /** With any movement by the end of the period, without points. */
        MEMBERS,
        /** Who were issued or promised points or spent some in the period, without points. */
        ACTIVE;

        /** Prints the name in lower case, such as {@code issued so far}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * A cell of a ledger: the members of one item in one period, and their points.
     *
     * @param period the period
     * @param item what is counted
     * @since 0.1.0
     */
    public record Cell(Period period, Item item) implements Serializable {
        /**
         * Checks that both are there.
         *
         * @param period the period
         * @param item what is counted
         */
        public Cell {
            requireNonNull(period, "period");
            requireNonNull(item, "item");
        }

        /** Prints the period and the item. */
        @Override
        public String toString() {
            return period + " " + item;
        }
    }

    /**
     * A ledger over the periods of a timeline, of the first track of a store.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first movement
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static PointsLedger over(Timeline timeline) {
        return new PointsLedger(ItemRule.ofWholeDays(timeline), List.of());
    }

    /**
     * Names the track of points, of a store that has several.
     *
     * @param track the name of the track
     * @return the method on that track
     * @throws IllegalArgumentException if the name is empty
     */
    public PointsLedger on(String track) {
        checkArgument(!requireNonNull(track, "track").isEmpty(), "track (%s) must not be empty", track);
        return new PointsLedger(timeline, List.of(track));
    }

    /**
     * How to read movements of points, a row for each.
     *
     * @param customer the member's key
     * @param day the civil day of the movement
     * @param kind what moves the points
     * @param points how many, a whole number of at least 1, such as a Long or a BigDecimal; the kind tells the direction
     * @param <S> the type of rows
     * @param <K> the type of customer keys
     * @return a reader, to which days of expiry can be added
     */
    public static <S, K> PointsReader<S, K> reader(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable LocalDate> day,
            Function<? super S, PointsReader.@Nullable Kind> kind,
            Function<? super S, ? extends @Nullable Number> points) {
        return new PointsReader<>(
                requireNonNull(customer, "customer"),
                requireNonNull(day, "day"),
                requireNonNull(kind, "kind"),
                requireNonNull(points, "points"),
                row -> null,
                false);
    }

    /**
     * What every member has been issued, has spent, let expire and had reversed so far, has outstanding and is promised, as of the end of
     * the timeline's data. A column each, named {@code issued}, {@code spent}, {@code expired}, {@code reversed}, {@code outstanding} and
     * {@code pending}, with a number of every member, 0 included; of each member the first is the sum of the four that follow.
     *
     * @return the measure
     */
    public Measure balances() {
        List<String> columns = COLUMNS.stream().map(Item::toString).toList();
        Measure measure = Measure.of(WORDS, timeline, columns, PointsLedger::balance);
        return tracks.isEmpty() ? measure : measure.on(tracks.get(0));
    }

    private static void balance(History history, MeasureSink sink) {
        PointsAccount.Walk walk = new PointsAccount.Walk(history);
        while (walk.next()) {
            walk.take();
        }
        PointsAccount account = walk.account();
        for (int column = 0; column < COLUMNS.size(); column++) {
            sink.set(column, account.level(COLUMNS.get(column)));
        }
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the movements of points
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the store lacks the track or the timeline does not fit it, see {@link HistoryStore#bind}
     * @throws RuleException if the store lacks a column that {@link #reader} makes, or a member's points pass a long
     * @throws ArithmeticException if a sum of points does not fit a long
     */
    public <K> PointsTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException if the store lacks the track or the timeline does not fit it, see {@link HistoryStore#bind}
     * @throws RuleException if the store lacks a column that {@link #reader} makes, or a member's points pass a long
     * @throws ArithmeticException if a sum of points does not fit a long
     */
    public <K> PointsTable<K> of(Sweep<K> sweep) {
        return new PointsTable<>(sweep.count(rule(requireNonNull(sweep, "sweep").store())));
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws TallyMismatchException if the tally is of another rule
     * @throws ArithmeticException if a sum of points does not fit a long
     */
    public <K> PointsTable<K> of(Tally<Cell> tally) {
        Rule<Cell> rule = new PointsRule(requireNonNull(tally, "tally").bind(timeline), tracks);
        return new PointsTable<>(Counted.of(rule, tally));
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the movements of points, the first of which is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the store lacks the track or the timeline does not fit it, see {@link HistoryStore#bind}
     */
    public Rule<Cell> rule(HistoryStore<?> store) {
        HistoryStore<?> ledger = tracks.isEmpty() ? requireNonNull(store, "store") : store.track(tracks.get(0));
        return new PointsRule(ledger.bind(timeline), tracks);
    }

    /**
     * The rule, where no store is at hand, see {@link #rule(HistoryStore)}.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<Cell> rule() {
        return new PointsRule(timeline, tracks);
    }

    /** Prints what is counted. */
    @Override
    public String toString() {
        return WORDS + (tracks.isEmpty() ? "" : ", on " + tracks.get(0)) + ", " + timeline;
    }
}
