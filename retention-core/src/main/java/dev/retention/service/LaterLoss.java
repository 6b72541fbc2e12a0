package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.movement.Spells;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells whether customers to whom something happened are lost sooner than others of the same tenure.
 *
 * <pre>{@code
 * LaterLossTable<Long> complained = LaterLoss.over(months, Spells.between("started", "ended"))
 *         .on("contracts")
 *         .after(Signal.of("tickets", "complaint"))
 *         .within(90)
 *         .of(tracks);
 * complained.overall().orElseThrow().ratio();    // of the risks to be lost in a month
 * complained.inPeriod("2024-03").members(LaterLoss.Item.EXPOSED_LOST);
 * }</pre>
 *
 * <p>Customers who are live at the start of a period are asked two things: whether the signal came in the {@link #within(int) days} days before, and
 * whether they are lost in the period. So what is asked first is known first, and nobody counts as exposed for time that had to be
 * survived to be exposed (immortal time). Of each period and bracket of tenure, risks are set side by side:
 *
 * <pre>
 *   exposed    live at the start s of the period, signal on a day in [s − within, s)
 *   others     live at s, and no such day
 *   lost       the spell ends on a day of the period
 *   tenure     s − day of arrival, in brackets
 * </pre>
 *
 * <p>{@link LaterLossTable#overall} holds the groups against each other within brackets and periods. A customer counts once in each period
 * for which it is live, which is what a risk per period means, and independent as long as a loss is one loss. A difference says that the
 * one goes before the other, and not that it is its doing: customers who complain may be those who were about to leave.
 *
 * <p>A customer costs its live periods and its signals. This class is immutable, thread-safe and serialisable.
 *
 * @see <a href="https://doi.org/10.1200/JCO.1983.1.11.710">Anderson, Cain and Gelber (1983), of landmarks</a>
 * @since 0.1.0
 */
public final class LaterLoss implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int WITHIN = 90;
    private static final int[] BRACKETS = {91, 182, 365, 730};

    private final Timeline timeline;
    private final Spells spells;
    private final String track;
    private final Signal signal;
    private final int within;
    private final int[] brackets;

    private LaterLoss(Timeline timeline, Spells spells, String track, Signal signal, int within, int[] brackets) {
        this.timeline = timeline;
        this.spells = spells;
        this.track = track;
        this.signal = signal;
        this.within = within;
        this.brackets = brackets;
    }

    /** What is counted of the customers who are live at the start of a period. */
    public enum Item {
        /** The signal came within the days before. */
        EXPOSED,
        /** It came, and the customer is lost in the period. */
        EXPOSED_LOST,
        /** It did not come within those days. */
        OTHERS,
        /** It did not come, and the customer is lost in the period. */
        OTHERS_LOST
    }

    /**
     * A cell of the table.
     *
     * @param tenure the bracket of tenure, such as {@code 91 to 181 days}
     * @param item what is counted
     * @param period the period
     * @since 0.1.0
     */
    public record Cell(String tenure, Item item, Period period) implements Serializable {
        /**
         * Refuses null.
         *
         * @param tenure the bracket of tenure
         * @param item what is counted
         * @param period the period
         */
        public Cell {
            requireNonNull(tenure, "tenure");
            requireNonNull(item, "item");
            requireNonNull(period, "period");
        }
    }

    /**
     * Losses in the periods of a timeline, after complaints on the track {@code tickets} within 90 days unless told otherwise.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first event of the track of spells
     * @param spells when customers are live
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static LaterLoss over(Timeline timeline, Spells spells) {
        ServiceDays.whole(timeline);
        requireNonNull(spells, "spells");
        return new LaterLoss(timeline, spells, "orders", Signal.of("tickets", "complaint"), WITHIN, BRACKETS);
    }

    /**
     * Names the track of spells.
     *
     * @param track the track, {@code orders} by default
     * @return the method on that track
     */
    public LaterLoss on(String track) {
        return new LaterLoss(timeline, spells, requireNonNull(track, "track"), signal, within, brackets);
    }

    /**
     * Sets what may go before a loss.
     *
     * @param signal the signal
     * @return the method after that signal
     */
    public LaterLoss after(Signal signal) {
        return new LaterLoss(timeline, spells, track, requireNonNull(signal, "signal"), within, brackets);
    }

    /**
     * Sets for how many days a signal makes a customer an exposed one.
     *
     * @param days at least 1; 90 by default
     * @return the method with those days
     * @throws IllegalArgumentException if {@code days < 1}
     */
    public LaterLoss within(int days) {
        Checks.positive((long) days, "days");
        return new LaterLoss(timeline, spells, track, signal, days, brackets);
    }

    /**
     * Sets the brackets of tenure within which customers are compared.
     *
     * @param firstDays the first day of each bracket but the first, which begins with the arrival: ascending, at least 1, none for one
     *     bracket; 91, 182, 365 and 730 by default
     * @return the method with those brackets
     * @throws IllegalArgumentException if the days do not ascend or begin below 1
     */
    public LaterLoss byTenure(int... firstDays) {
        int least = 0;
        for (int day : requireNonNull(firstDays, "firstDays")) {
            checkArgument(day > least, "firstDays (%s) must ascend from 1", Arrays.toString(firstDays));
            least = day;
        }
        return new LaterLoss(timeline, spells, track, signal, within, firstDays.clone());
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the store, with the tracks
     * @return the rule
     * @throws IllegalArgumentException if the store lacks a track or the timeline does not fit it, see {@link HistoryStore#bind}
     */
    public Rule<Cell> rule(HistoryStore<?> store) {
        tracks().forEach(requireNonNull(store, "store")::track);
        return new LaterLossRule(this, store.track(track).bind(timeline));
    }

    /**
     * The rule, where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<Cell> rule() {
        timeline.first();
        return new LaterLossRule(this, timeline);
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the store, with the tracks
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the store lacks a track or the timeline does not fit it, see {@link HistoryStore#bind}
     */
    public <K> LaterLossTable<K> of(HistoryStore<K> store) {
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
    public <K> LaterLossTable<K> of(Sweep<K> sweep) {
        HistoryStore<K> store = requireNonNull(sweep, "sweep").store();
        return of(sweep.count(rule(store)));
    }

    /**
     * The table of what this method's rule counted together with other rules in one pass, see {@link Sweep#countAll}.
     *
     * @param counted what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, with customers if {@code counted} has them
     * @throws dev.retention.rule.TallyMismatchException if it was counted by another rule
     */
    public <K> LaterLossTable<K> of(Counted<K, Cell> counted) {
        LaterLossTable<K> table = of(requireNonNull(counted, "counted").tally());
        return counted.hasMembers() ? new LaterLossTable<>(labels(), counted, warnings(counted.store())) : table;
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws dev.retention.rule.TallyMismatchException if the tally is of another rule
     */
    public <K> LaterLossTable<K> of(Tally<Cell> tally) {
        Rule<Cell> rule = new LaterLossRule(this, requireNonNull(tally, "tally").bind(timeline));
        return new LaterLossTable<>(labels(), Counted.of(rule, tally), List.of());
    }

    private List<String> warnings(HistoryStore<?> store) {
        return StoreWords.join(spells.warnings(store.track(track)), signal.warnings(store));
    }

    Signal signal() {
        return signal;
    }

    Spells spells() {
        return spells;
    }

    int within() {
        return within;
    }

    /** The first day of each bracket of tenure but the first; not to be changed. */
    int[] brackets() {
        return brackets;
    }

    List<String> tracks() {
        Set<String> names = new LinkedHashSet<>(List.of(track));
        names.addAll(signal.tracks());
        return List.copyOf(names);
    }

    /** The names of the brackets of tenure. */
    List<String> labels() {
        List<String> labels = new ArrayList<>();
        int from = 0;
        for (int next : brackets) {
            labels.add(from + " to " + (next - 1) + " days");
            from = next;
        }
        labels.add(from + " days and more");
        return labels;
    }

    /** Prints what is counted. */
    @Override
    public String toString() {
        return "losses after " + signal.definition() + " within " + within + " days, " + spells + ", by tenure from "
                + Arrays.toString(brackets) + ", on " + String.join(" and ", tracks());
    }
}
