package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measure;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells how many of the new customers of every period were referred by others, what they brought and cost, and which customers refer.
 *
 * <pre>{@code
 * HistoryStore<String> all = orders.named("orders").and(Referrals.reader(Row::referrer, Row::referred, Row::day).among(orders).from(rows));
 * ReferralTable<String> referrals = Referrals.over(months).of(all);
 * referrals.inPeriod("2026-03").referredShare();          // 33.3 % (1 of 3)
 * referrals.byReferrer("plan of the referrer");     // which customers bring them
 * }</pre>
 *
 * <p>The store has two tracks: one by which customers are such, whose first event makes a customer new, and one of referrals as {@link
 * #reader} reads them. Who was referred counts as referred from the first event on: a referral later than its day says nothing of why the
 * customer came.
 *
 * <p>Takes one pass over the store; a customer costs the events of both tracks. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Referrals implements Serializable {
    /** The name of the track of referrals. */
    public static final String TRACK = "referrals";

    /** The code of the event of a customer who was referred. */
    public static final String REFERRED = "referred";

    /** The code of the event of a customer who referred another. */
    public static final String REFERRED_OTHERS = "referred others";

    /** The name of the further column of the referrer's key as text. */
    public static final String REFERRER = "referrer";

    /** The name of the further column of the days between the referrer's first event and the referral. */
    public static final String TENURE = "tenure of the referrer";

    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final String customers;
    private final String referrals;

    private Referrals(Timeline timeline, String customers, String referrals) {
        this.timeline = timeline;
        this.customers = customers;
        this.referrals = referrals;
    }

    /** What is counted of a period. An amount is in the currency of the store. */
    public enum Item {
        /** Customers with their first event in the period, and the amount of the day of that event. */
        NEW,
        /** Of these who had been referred by that day, and the same amount. */
        REFERRED,
        /** Of these whose referral has a reward, and the rewards. */
        REWARDED,
        /** Referred in the period, customers by now or not, and the rewards. */
        REFERRALS,
        /** Customers with an event by the end of the period. */
        CUSTOMERS,
        /** Of these who referred somebody in the period. */
        REFERRERS,
        /** Of these who have referred somebody by the end of the period. */
        REFERRERS_SO_FAR;

        /** Prints the name in lower case, such as {@code referrers so far}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * A cell of a table of referrals: the customers of one item in one period, and their amount.
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
     * Referrals over the periods of a timeline, of a store with the tracks {@code orders} and {@value #TRACK}.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first customer
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static Referrals over(Timeline timeline) {
        return new Referrals(ItemRule.ofWholeDays(timeline), "orders", TRACK);
    }

    /**
     * Names the tracks.
     *
     * @param customersTrack the track by which customers are such
     * @param referralsTrack the track of referrals
     * @return the method on those tracks
     */
    public Referrals on(String customersTrack, String referralsTrack) {
        return new Referrals(
                timeline,
                requireNonNull(customersTrack, "customersTrack"),
                requireNonNull(referralsTrack, "referralsTrack"));
    }

    /**
     * How to read who referred whom, a row for each referral.
     *
     * @param referrer the key of the customer who referred
     * @param referred the key of the customer who was referred
     * @param day the civil day of the referral
     * @param <S> the type of rows
     * @param <K> the type of customer keys
     * @return a reader, to which rewards and what is known of referrers can be added
     */
    public static <S, K> ReferralReader<S, K> reader(
            Function<? super S, ? extends @Nullable K> referrer,
            Function<? super S, ? extends @Nullable K> referred,
            Function<? super S, ? extends @Nullable LocalDate> day) {
        return new ReferralReader<>(new ReferralRows<>(
                requireNonNull(referrer, "referrer"),
                requireNonNull(referred, "referred"),
                requireNonNull(day, "day"),
                null,
                null,
                ImmutableMap.of(),
                null,
                false));
    }

    /**
     * Parts customers who were referred, group {@value #REFERRED}, from all others, group MISSING, in any table of the store. What such tables show is selection: customers of one kind refer others of their kind, see {@link SelfSelected}.
     *
     * @return the grouping, read at the end of the data
     */
    public Grouping referred() {
        return Grouping.ofEvents(
                        "how they came",
                        Grouping.Reading.LATEST,
                        (history, event) -> history.code(event).equals(REFERRED) ? REFERRED : null)
                .on(referrals);
    }

    /**
     * How many days a customer has been one, for {@link Grouping#ofMeasure(Measure, Grouping.Reading, long...)}: read at each period, it
     * tells the participation of new customers from that of old ones.
     *
     * @return the measure, on the track by which customers are such
     */
    public Measure tenure() {
        return Measure.of("tenure in days", timeline, (history, sink) -> {
                    if (history.size() > 0) {
                        sink.set(history.timeline().asOf().toEpochDay() - history.epochDay(0));
                    }
                })
                .on(customers);
    }

    /** By how long the referrer had been a customer when referring. */
    Grouping byTenure(long... days) {
        long[] cuts = days.clone();
        return Grouping.ofEvents(
                        TENURE + " in days, from " + Arrays.toString(cuts),
                        Grouping.Reading.LATEST,
                        (history, event) -> tenureClass(history, event, cuts))
                .on(referrals);
    }

    private static @Nullable String tenureClass(History history, int event, long[] cuts) {
        int column = history.column(TENURE);
        if (!history.hasValue(column, event)) {
            return null;
        }
        int above = 0;
        while (above < cuts.length && cuts[above] <= history.number(column, event)) {
            above++;
        }
        String from = above == 0 ? "" : Long.toString(cuts[above - 1]);
        String words = above == 0
                ? "below " + cuts[0]
                : above == cuts.length ? from + " and more" : from + " to " + (cuts[above] - 1);
        return above + 1 + ": " + words;
    }

    /** By what the referrer was, of the track of referrals. */
    Grouping byColumn(String column) {
        return Grouping.ofColumn(column, Grouping.Reading.LATEST).on(referrals);
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the customers and their referrals
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the store lacks a track or the timeline does not fit it, see {@link HistoryStore#bind}
     */
    public <K> ReferralTable<K> of(HistoryStore<K> store) {
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
    public <K> ReferralTable<K> of(Sweep<K> sweep) {
        return ReferralTable.whole(
                this, sweep.count(rule(requireNonNull(sweep, "sweep").store())));
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws TallyMismatchException if the tally is of another rule
     */
    public <K> ReferralTable<K> of(Tally<Cell> tally) {
        Rule<Cell> rule = bound(requireNonNull(tally, "tally").bind(timeline));
        return ReferralTable.whole(this, Counted.of(rule, tally));
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the customers and their referrals, whose first customer is the first period unless the timeline has one
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
        return new ReferralRule(periods, customers, referrals);
    }

    /** Prints what is counted. */
    @Override
    public String toString() {
        return ReferralRule.WORDS + ", on " + customers + " and " + referrals + ", " + timeline;
    }
}
