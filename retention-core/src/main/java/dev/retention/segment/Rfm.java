package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measure;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Recency, frequency and money: who bought lately, often and for much.
 *
 * <pre>{@code
 * RfmScores<String> scores = Rfm.asOf(LocalDate.of(2026, 6, 30)).of(orders);
 * scores.scoreOf("Ann");                             // 5-4-5 (3 days, 8 purchases, 47200 minor units)
 * scores.segments(RfmSegments.standard());           // champions, loyal, … with members and revenue
 * }</pre>
 *
 * <pre>
 *   recency     as-of day − day of the last purchase, in days
 *   frequency   number of purchases, or of days with one
 *   money       Σ amount, or Σ amount / frequency rounded half even, in minor units
 * </pre>
 *
 * <p>Each is cut into classes, and the class is the score: the highest is the best, of recency that of the fewest days. Classes depend on
 * the numbers alone, never on ranks: equal customers have equal scores, in whatever order they come.
 *
 * <ul>
 *   <li>A purchase is an event that counts: every one, unless {@link #counting} says otherwise. In a store with the column {@link
 *       OrderLines#ORDER} it is an order, as in {@link OrderSequence}: its lines are one purchase worth what was paid for them, and a return
 *       is none, neither moves recency nor lowers money, unless it is {@linkplain EventFilter#refundedBy deducted}.
 *   <li>Who has bought once is a customer like any other. Who has bought nothing by the as-of day has no score.
 *   <li>The as-of day is the caller's; later events do not exist.
 * </ul>
 *
 * <p>Takes one pass over the store, and time in proportion to {@code n log n} for {@code n} customers. This class is immutable,
 * thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Rfm implements Serializable {
    static final int MOST_CLASSES = 20;
    static final int BASE = 32;

    private static final long serialVersionUID = 1;

    final RfmMeasure measure;
    private final Method method;
    private final int classes;
    private final @Nullable RfmCuts kept;

    private Rfm(RfmMeasure measure, Method method, int classes, @Nullable RfmCuts kept) {
        this.measure = measure;
        this.method = method;
        this.classes = classes;
        this.kept = kept;
    }

    /** How classes are found. */
    public enum Method {
        /** Quantiles of all customers, of type 7; an edge belongs to the class below it. */
        QUANTILES,
        /**
         * Recency by quantiles of all customers, frequency by those of the customers with the same score of recency, money by those of the
         * customers with the same scores of both. A class without customers has the edges of all of them.
         */
        NESTED,
        /**
         * As the package rfm of R does (0.3.0): quantiles of type 7 to which 1 is added, a day, a purchase and a major unit of the
         * currency; an edge belongs to the class above it. So scores change with the unit of money.
         */
        R_RFM,
        /** Edges that are known beforehand. */
        FIXED
    }

    /** What frequency counts. */
    public enum Frequency {
        /** Every purchase; of lines, every order. */
        PURCHASES,
        /** Days with a purchase, so that several of one day are one. */
        DAYS
    }

    /** What is made of a customer's amounts. */
    public enum Money {
        /** Their sum. */
        SUM,
        /** Their mean per purchase, or per day if frequency counts days, rounded half even to the minor unit. */
        MEAN
    }

    /** Refuses classes that a method cannot make. */
    static void checkMade(Method method, String name, int classes, String nameOfClasses) {
        checkArgument(
                method != Method.FIXED, "%s (%s) must find edges: give those that are known as cuts", name, method);
        Checks.within(classes, 2, MOST_CLASSES, nameOfClasses);
    }

    /**
     * Scores by quantiles in five classes, of the number of purchases and the sum of amounts.
     *
     * @param asOf the last day on which the data are complete
     * @return the method
     */
    public static Rfm asOf(LocalDate asOf) {
        Checks.day(asOf, "asOf");
        RfmMeasure plain = new RfmMeasure(asOf, null, EventFilter.ALL, Frequency.PURCHASES, Money.SUM);
        return new Rfm(plain, Method.QUANTILES, 5, null);
    }

    private Rfm of(RfmMeasure other) {
        return new Rfm(other, method, classes, kept);
    }

    /**
     * Sets the zone in which instants become days.
     *
     * @param zone the zone, needed for stores of instants
     * @return this method in that zone
     */
    public Rfm inZone(ZoneId zone) {
        requireNonNull(zone, "zone");
        return of(new RfmMeasure(measure.asOf(), zone, measure.events(), measure.frequency(), measure.money()));
    }

    /**
     * Sets which events are purchases; what is none is as if it had not happened, and a refund that is deducted lowers what was spent.
     *
     * @param events the events, and what amounts below 0 are; every event as it is by default
     * @return this method over those events
     */
    public Rfm counting(EventFilter events) {
        requireNonNull(events, "events");
        return of(new RfmMeasure(measure.asOf(), measure.zone(), events, measure.frequency(), measure.money()));
    }

    /**
     * Sets what frequency counts.
     *
     * @param frequency {@link Frequency#PURCHASES} by default
     * @return this method with that frequency
     */
    public Rfm frequency(Frequency frequency) {
        requireNonNull(frequency, "frequency");
        return of(new RfmMeasure(measure.asOf(), measure.zone(), measure.events(), frequency, measure.money()));
    }

    /**
     * Sets what is made of a customer's amounts.
     *
     * @param money {@link Money#SUM} by default
     * @return this method with that money
     */
    public Rfm money(Money money) {
        requireNonNull(money, "money");
        return of(new RfmMeasure(measure.asOf(), measure.zone(), measure.events(), measure.frequency(), money));
    }

    /**
     * Sets how the edges of classes are found in the customers.
     *
     * @param found not {@link Method#FIXED}; {@link Method#QUANTILES} by default
     * @param count how many classes, from 2 to 20; 5 by default
     * @return this method with those classes
     * @throws IllegalArgumentException if {@code found} finds no edges or {@code count} is out of its range
     */
    public Rfm by(Method found, int count) {
        requireNonNull(found, "found");
        checkMade(found, "found", count, "count");
        return new Rfm(measure, found, count, null);
    }

    /**
     * Sets edges that are known: {@linkplain RfmCuts#fixed the caller's}, or those of earlier {@linkplain RfmScores#cuts scores}.
     *
     * @param cuts the edges
     * @return this method by those edges, whoever the customers are
     */
    public Rfm by(RfmCuts cuts) {
        requireNonNull(cuts, "cuts");
        return new Rfm(measure, cuts.method(), cuts.classes(), cuts);
    }

    /**
     * Scores all customers on the calling thread.
     *
     * @param store the histories, with amounts
     * @param <K> the type of customer keys
     * @return the scores of those who had bought by the as-of day
     * @throws IllegalArgumentException if the store has no amounts, or has instants and no zone was set
     * @throws dev.retention.rule.RuleException if an amount is not positive and the policy is to refuse that, or a customer's amounts
     *     add up to more than a long holds; the message names the customer
     */
    public <K> RfmScores<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Scores all customers with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the scores, the same on any number of threads
     * @throws IllegalArgumentException if the store has no amounts, or has instants and no zone was set
     * @throws dev.retention.rule.RuleException if an amount is not positive and the policy is to refuse that, or a customer's amounts
     *     add up to more than a long holds; the message names the customer
     */
    public <K> RfmScores<K> of(Sweep<K> sweep) {
        checkArgument(
                requireNonNull(sweep, "sweep").store().currency().isPresent(),
                "store (%s) must have amounts",
                sweep.store());
        return of(sweep.measure(measure));
    }

    /**
     * Scores customers who were measured with others in one pass, or by a live store.
     *
     * @param measured what {@link #measure()} says of them
     * @param <K> the type of customer keys
     * @return the scores
     * @throws IllegalArgumentException if another measure was taken
     */
    public <K> RfmScores<K> of(Measured<K> measured) {
        checkArgument(
                requireNonNull(measured, "measured").measure().definition().equals(measure.definition()),
                "measured (%s) must be of the measure (%s)",
                measured.measure().definition(),
                measure.definition());
        return new RfmScores<>(this, measured, kept);
    }

    /**
     * What is measured of a customer: {@code recency} in days, {@code frequency} and {@code money} in minor units; where money is the mean,
     * {@code spend} too, their sum. Of who has bought nothing there are no numbers.
     *
     * @return the measure
     */
    public Measure measure() {
        return measure;
    }

    /**
     * By the segments in which customers are by the edges given, which stand in the definition. Read at each period, customers are scored
     * as known at its start and end, so that {@link Grouping#moves} shows who went from which segment to which. Who has no score, or one
     * that no segment holds, is in {@link dev.retention.rule.Group#MISSING}.
     *
     * @param segments the segments
     * @param reading when customers are scored
     * @return the grouping, for tables that end with this as-of day
     * @throws IllegalStateException if no edges were given by {@link #by(RfmCuts)}
     * @throws IllegalArgumentException if the segments are of another number of classes, or of scores that there are not
     */
    public Grouping grouping(RfmSegments segments, Grouping.Reading reading) {
        requireNonNull(segments, "segments");
        requireNonNull(reading, "reading");
        checkState(kept != null, "edges must be given before customers are grouped by them: by(cuts)");
        RfmCuts cuts = requireNonNull(kept);
        cuts.checkHas(segments);
        return Grouping.ofNumbers(
                "RFM segment",
                measure,
                "by " + cuts + " in " + segments,
                reading,
                numbers -> segments.name(cuts.code(
                        numbers[RfmMeasure.RECENCY], numbers[RfmMeasure.FREQUENCY], numbers[RfmMeasure.MONEY])));
    }

    /** Three scores in one number. */
    static int code(int recency, int frequency, int money) {
        return (recency * BASE + frequency) * BASE + money;
    }

    Method method() {
        return method;
    }

    int classes() {
        return classes;
    }

    /** Prints what is measured and how it is cut. */
    @Override
    public String toString() {
        return measure.definition() + ", by "
                + (kept == null ? method + " in " + classes + " classes" : kept.toString());
    }
}
