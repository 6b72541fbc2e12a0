package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * Tells how many customers are members of a programme, such as one of loyalty, and how many of the members do anything in it.
 *
 * <pre>{@code
 * HistoryStore<String> all = orders.named("orders").and(points.named("points"));
 * ProgrammeTable<String> programme = Programme.over(months).on("orders", "points").of(all);
 * programme.inPeriod("2026-03").enrolment();                  // 40.0 % (2 of 5)
 * Grouping tier = Grouping.ofColumn("tier", Grouping.Reading.AT_PERIOD).on("tiers");
 * programme.by(tier.moves()).inGroup("silver → gold");       // who rose
 * }</pre>
 *
 * <p>The store has two tracks: one by which customers are such, and one of the programme, whose first event makes a customer a member for
 * good. Members without an event of the first track are members and not customers yet.
 *
 * <p>What members do against others is selection, see {@link SelfSelected} and {@link #joined}; what the programme does to them, only an
 * experiment tells, in which chance decides who may join.
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Programme implements Serializable {
    /** The label of members in the grouping {@link #joined}. */
    public static final String MEMBER = "member";

    private static final long serialVersionUID = 1;
    private static final String WORDS = "members of a programme";

    private final Timeline timeline;
    private final String customers;
    private final String members;

    private Programme(Timeline timeline, String customers, String members) {
        this.timeline = timeline;
        this.customers = customers;
        this.members = members;
    }

    /** What is counted of a period. */
    public enum Item {
        /** Customers with an event by the end of the period. */
        CUSTOMERS,
        /** Of these who are members by then. */
        ENROLLED,
        /** Members by the end of the period, customers or not. */
        MEMBERS,
        /** Who became members in the period. */
        JOINED,
        /** Members with an event of the programme in the period. */
        ACTIVE;

        /** Prints the name in lower case. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A cell of a table of a programme: the customers of one item in one period.
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
     * A programme over the periods of a timeline, of a store with the tracks {@code orders} and {@code points}.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first customer
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static Programme over(Timeline timeline) {
        return new Programme(ItemRule.ofWholeDays(timeline), "orders", "points");
    }

    /**
     * Names the tracks.
     *
     * @param customersTrack the track by which customers are such
     * @param membersTrack the track of what members do
     * @return the method on those tracks
     */
    public Programme on(String customersTrack, String membersTrack) {
        return new Programme(
                timeline,
                requireNonNull(customersTrack, "customersTrack"),
                requireNonNull(membersTrack, "membersTrack"));
    }

    /**
     * Parts customers who were members by the day that placed them in a cohort, group {@value #MEMBER}, from all others, group MISSING.
     * Who joined later is among the others: members by now have stayed long enough to join, which alone would make them look better.
     *
     * @param membersTrack the track of what members do
     * @return the grouping, read at the anchor
     */
    public static Grouping joined(String membersTrack) {
        return Grouping.ofEvents("membership", Grouping.Reading.AT_ANCHOR, (history, event) -> MEMBER)
                .on(requireNonNull(membersTrack, "membersTrack"));
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the customers and what members do
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the store lacks a track or the timeline does not fit it, see {@link HistoryStore#bind}
     */
    public <K> ProgrammeTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException if the store lacks a track or the timeline does not fit it, see {@link HistoryStore#bind}
     */
    public <K> ProgrammeTable<K> of(Sweep<K> sweep) {
        return new ProgrammeTable<>(
                sweep.count(rule(requireNonNull(sweep, "sweep").store())));
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws TallyMismatchException if the tally is of another rule
     */
    public <K> ProgrammeTable<K> of(Tally<Cell> tally) {
        Rule<Cell> rule = bound(requireNonNull(tally, "tally").bind(timeline));
        return new ProgrammeTable<>(Counted.of(rule, tally));
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the customers and what members do, whose first customer is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the store lacks the track of customers or the timeline does not fit it
     */
    public Rule<Cell> rule(HistoryStore<?> store) {
        return bound(requireNonNull(store, "store").track(customers).bind(timeline));
    }

    /**
     * The rule, where no store is at hand, see {@link #rule(HistoryStore)}.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<Cell> rule() {
        return bound(timeline);
    }

    private Rule<Cell> bound(Timeline periods) {
        return new MembersRule(periods, customers, members);
    }

    /** Names in which periods a customer is one and a member, and does anything as such. */
    private static final class MembersRule extends ItemRule<Cell> {
        private static final long serialVersionUID = 1;

        private final String members;

        MembersRule(Timeline timeline, String customers, String members) {
            super(
                    WORDS,
                    timeline,
                    Cells.byPeriod(timeline, Item.class, Cell::new, Cell::period, Cell::item),
                    Cell::period,
                    List.of(customers, members));
            this.members = members;
        }

        @Override
        public void apply(History history, CellSink sink) {
            History member = history.track(members);
            if (history.size() > 0) {
                sink.addSpan(Item.CUSTOMERS, Math.max(0, history.period(0)), size);
            }
            if (member.size() == 0) {
                return;
            }
            int joined = member.period(0);
            sink.addSpan(Item.MEMBERS, Math.max(0, joined), size);
            if (history.size() > 0) {
                sink.addSpan(Item.ENROLLED, Math.max(0, Math.max(joined, history.period(0))), size);
            }
            if (joined >= 0) {
                sink.add(Item.JOINED, joined);
            }
            for (int i = 0; i < member.size(); i++) {
                if (member.period(i) >= 0) {
                    sink.add(Item.ACTIVE, member.period(i));
                }
            }
        }
    }

    /** Prints what is counted. */
    @Override
    public String toString() {
        return WORDS + ", on " + customers + " and " + members + ", " + timeline;
    }
}
