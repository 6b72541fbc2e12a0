package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.rule.Rule;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.Currency;
import java.util.function.Function;

/**
 * Counts contracts whose term ends in a period: what became of them, for how much, when, and why.
 *
 * <pre>{@code
 * HistoryStore<String> terms = Renewals.reader((Row row) -> RenewalTerm.of(row.customer(), row.termEnd(), row.due())
 *                 .decided(row.decidedOn(), row.renewedFor())      // null, null while pending; null or 0 if lost
 *                 .because(row.reason())
 *                 .recoded(row.reviewedOn(), row.reasonNow()), EUR)
 *         .text("plan", Row::plan)                                 // any further column
 *         .from(rows);
 * RenewalTable<String> renewals = Renewals.over(months).grace(5).of(terms);
 * renewals.inPeriod("2024-03").bounds(RenewalFormula.Basis.CUSTOMERS);   // pending left out, lost, won
 * renewals.by(Renewals.presentReason()).inGroup("price").inPeriod("2024-03").members(RenewalItem.LOST);
 * }</pre>
 *
 * <p>The store has an event on the day on which a term ends, worth what is due, with the columns {@link #DECIDED}, {@link #RENEWED},
 * {@link #REASON}, {@link #RECODED} and {@link #REASON_NOW}; a rule needs the first two.
 *
 * <ul>
 *   <li>A term is in the period in which it ends, however early or late it is decided. Terms that end after the as-of day are not there,
 *       and in a period still running those that ended so far.
 *   <li>A decision after the as-of day is not known: the term is pending, also long after its end. A decision without a renewed value,
 *       or with 0, is a loss.
 *   <li>Several terms of one key in one period are one renewal: their values are added; it is renewed if any of them is, else pending if
 *       any is, else lost. Take the contract as key for renewals by contract.
 *   <li>Groups {@linkplain Grouping.Reading#AT_ANCHOR at the anchor} are read by the term that decides: the last renewed one of a
 *       renewed renewal, else the last pending one, else the last lost one.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Renewals implements Serializable {
    /** The column of the days on which terms were renewed or declined. */
    public static final String DECIDED = "decided";

    /** The column of the money for which terms were renewed. */
    public static final String RENEWED = "renewed";

    /** The column of the reasons as they were recorded first. */
    public static final String REASON = "reason";

    /** The column of the present reasons, where they are others. */
    public static final String REASON_NOW = "reason now";

    /** The column of the days from which the present reasons are recorded. */
    public static final String RECODED = "recoded";

    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final int grace;
    private final EventFilter events;

    private Renewals(Timeline timeline, int grace, EventFilter events) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.grace = grace;
        this.events = events;
    }

    /**
     * A reader of terms, to which further columns can be added. It refuses the first row that is no {@link RenewalTerm}, with its number,
     * its customer and why, or, {@linkplain HistoryReader#lenient lenient}, tells them in {@link HistoryStore#exclusions}.
     *
     * @param term makes a term of a row; asked once for each column
     * @param currency the currency of all values
     * @param <S> the type of rows
     * @param <K> the type of keys
     * @return a reader with the columns of renewals
     */
    public static <S, K> HistoryReader<S, K> reader(
            Function<? super S, ? extends RenewalTerm<K>> term, Currency currency) {
        requireNonNull(term, "term");
        return HistoryStore.<S, K>ofDates(
                        row -> of(term, row).customer(), row -> of(term, row).termEnd())
                .amounts(row -> of(term, row).target(), requireNonNull(currency, "currency"))
                .day(DECIDED, row -> of(term, row).decided())
                .money(RENEWED, row -> of(term, row).renewed())
                .text(REASON, row -> of(term, row).reason())
                .day(RECODED, row -> of(term, row).recoded())
                .text(REASON_NOW, row -> of(term, row).reasonNow());
    }

    private static <S, K> RenewalTerm<K> of(Function<? super S, ? extends RenewalTerm<K>> term, S row) {
        return requireNonNull(term.apply(row), "term");
    }

    /**
     * Renewals by the end of the term over the periods of a timeline.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first event of the store
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static Renewals over(Timeline timeline) {
        return new Renewals(PeriodRule.ofWholeDays(timeline), 0, EventFilter.ALL);
    }

    /**
     * Takes renewals up to some days after the end of the term for on time.
     *
     * @param days how many days after the end are not late, at least 0; 0 by default
     * @return the method with that grace
     * @throws IllegalArgumentException if {@code days} is negative
     */
    public Renewals grace(int days) {
        Checks.notNegative((long) days, "days");
        return new Renewals(timeline, days, events);
    }

    /**
     * Sets which terms count; what does not is as if it were not there.
     *
     * @param events the terms by their codes, if the store has any; every term by default
     * @return this method over those terms
     */
    public Renewals counting(EventFilter events) {
        return new Renewals(timeline, grace, requireNonNull(events, "events"));
    }

    /**
     * Parts renewals by the reason that was recorded first, of kept and of lost ones: that of the term that decides.
     *
     * <p>A reason is known from the decision on, so that pending renewals have none, where {@link Grouping#ofColumn} reads of them too what is
     * there.
     *
     * @return the grouping, by a store with {@link #REASON}
     */
    public static Grouping firstReason() {
        return Grouping.ofEvents(REASON, Grouping.Reading.AT_ANCHOR, Reasons::first);
    }

    /**
     * Parts renewals by the present reason: as it was recoded by the as-of day, else as it was recorded first.
     *
     * @return the grouping, by a store with {@link #REASON}, {@link #REASON_NOW} and {@link #RECODED}
     */
    public static Grouping presentReason() {
        return Grouping.ofEvents(REASON_NOW, Grouping.Reading.AT_ANCHOR, Reasons::present);
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the terms, as of {@link #reader}
     * @param <K> the type of keys
     * @return the table
     * @throws IllegalArgumentException if the store has no amounts, lacks a column, or the timeline does not fit it, see
     *     {@link HistoryStore#bind}
     * @throws RuleException if a value due is not above 0 or a renewed one below 0; the message names the customer
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> RenewalTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException if the store has no amounts, lacks a column, or the timeline does not fit it, see
     *     {@link HistoryStore#bind}
     * @throws RuleException if a value due is not above 0 or a renewed one below 0; the message names the customer
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> RenewalTable<K> of(Sweep<K> sweep) {
        HistoryStore<K> store = requireNonNull(sweep, "sweep").store();
        checkArgument(store.currency().isPresent(), "store (%s) must have amounts", store);
        return new RenewalTable<>(sweep.count(rule(store)));
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of keys
     * @return the table, without customers
     * @throws TallyMismatchException if the tally is of another rule
     */
    public <K> RenewalTable<K> of(Tally<RenewalCell> tally) {
        Rule<RenewalCell> rule = bound(requireNonNull(tally, "tally").bind(timeline));
        return new RenewalTable<>(Counted.of(rule, tally));
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the terms, the first of which is in the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public Rule<RenewalCell> rule(HistoryStore<?> store) {
        return bound(requireNonNull(store, "store").bind(timeline));
    }

    /**
     * The rule, where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<RenewalCell> rule() {
        return bound(timeline);
    }

    private Rule<RenewalCell> bound(Timeline periods) {
        return new RenewalRule(definition(periods), periods, grace).counting(events);
    }

    private String definition(Timeline periods) {
        return "renewals by the end of the term, " + (grace == 0 ? "" : "grace " + grace + " days, ") + periods;
    }

    /** Prints what is told from what. */
    @Override
    public String toString() {
        return definition(timeline);
    }
}
