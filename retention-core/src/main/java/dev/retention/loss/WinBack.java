package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.movement.Spells;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;

/**
 * Whether lost customers whom somebody called come back sooner than others, how long they take, and what they are then worth.
 *
 * <pre>{@code
 * HistoryStore<Long> all = contracts.named("contracts").and(CallRecord.store(calls));
 * WinBackTable<Long> table = WinBack.over(months, Spells.between("started", "ended"))
 *         .on("contracts")
 *         .worth(LossValue.recurring())
 *         .of(all);
 * table.compare(90, 0.95);      // of the called came back within 90 days, of others of the same days since their loss would have
 * table.test();                 // log-rank, with calls as what changes in time
 * KaplanMeier.withDefaults().estimate(table.sinceCall()).median();
 * }</pre>
 *
 * <p>A customer counts once, by the first loss on a day of the timeline's periods, or of the one that is {@link #lostIn named}; the last
 * loss would be that of those who did not come back. Of it:
 *
 * <pre>
 *   L  the day of the loss          the end of a spell
 *   R  the day of the return        the start of the next spell, L &lt; R
 *   C  the day of the call          the first from L on, no later than R
 * </pre>
 *
 * <ul>
 *   <li>Who was called had to be away until then. Counted from the loss, that time would be held to the call's credit (immortal time). So a
 *       customer is one of the others until the day of the call and one of the called from that day on, and each call is compared with
 *       those who were away at the start of the same day since their loss, and had not been called by the end of it.
 *   <li>What happens on the day of the call happens after it, for the called as for those they are compared with.
 *   <li>Who is called is chosen, mostly for being worth it: a difference need not be the call's doing. Only of a list that was drawn are
 *       those who were not drawn a fair comparison, see {@link DrawnReturns}.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1974.10480131">Mantel and Byar (1974), of states that change in time</a>
 * @since 0.1.0
 */
public final class WinBack implements Serializable {
    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final WinBackSettings settings;

    private WinBack(Timeline timeline, WinBackSettings settings) {
        this.timeline = timeline;
        this.settings = settings;
    }

    /** What is counted of a lost customer, at how many days. */
    public enum Item {
        /** Called so many days after the loss; the amount is the worth before the loss. */
        CALLED,
        /** Called, and back so many days after the call; the amount is the worth at the return. */
        CALL_TO_RETURN,
        /** Called, and still away at the end of the data, so many days after the call. */
        CALL_TO_END,
        /** Back so many days after the loss; the amount is the worth at the return. */
        BACK,
        /** Back so many days after the loss; the amount is the worth before the loss. */
        BACK_BEFORE,
        /** Still away at the end of the data, so many days after the loss; the amount is the worth before the loss. */
        AWAY
    }

    /**
     * A cell of the table.
     *
     * @param call when the call came, such as {@code called 0 to 30 days after the loss}, or {@code not called}
     * @param item what is counted
     * @param days the days, as the item says
     * @since 0.1.0
     */
    public record Cell(String call, Item item, int days) implements Serializable {
        /**
         * Checks the days.
         *
         * @param call when the call came
         * @param item what is counted
         * @param days the days
         * @throws IllegalArgumentException if {@code days} is negative
         */
        public Cell {
            requireNonNull(call, "call");
            requireNonNull(item, "item");
            Checks.notNegative((long) days, "days");
        }
    }

    /**
     * Losses in the periods of a timeline, the calls on the track {@value CallRecord#TRACK}.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first event of the track of spells
     * @param spells when customers are live
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static WinBack over(Timeline timeline, Spells spells) {
        LossSettings.checkWholeDays(timeline);
        return new WinBack(timeline, new WinBackSettings(requireNonNull(spells, "spells")));
    }

    private WinBack with(Consumer<WinBackSettings> change) {
        WinBackSettings copy = settings.copy();
        change.accept(copy);
        return new WinBack(timeline, copy);
    }

    /**
     * {@return the method with spells on another track}
     *
     * @param track the track, {@code orders} by default
     * @throws IllegalArgumentException if the name is empty
     */
    public WinBack on(String track) {
        return with(changed -> changed.track = WinBackSettings.named(requireNonNull(track, "track")));
    }

    /**
     * Sets which events are calls. A call that is left out, such as one in which nobody was reached, is as if it had not been made; take it
     * in where the question is what calling does, and not what being reached does.
     *
     * @param track the track, {@value CallRecord#TRACK} by default
     * @param codes the codes of calls; none for every event, the default
     * @return the method with those calls
     * @throws IllegalArgumentException if the name is empty
     */
    public WinBack calledBy(String track, String... codes) {
        requireNonNull(track, "track");
        List<String> all = ImmutableList.copyOf(requireNonNull(codes, "codes"));
        return with(changed -> {
            changed.calls = WinBackSettings.named(track);
            changed.codes.clear();
            changed.codes.addAll(all);
        });
    }

    /**
     * Tells from where the worth of customers comes: what came last before the loss, and by the end of the day of the return.
     *
     * @param value orders or recurring value
     * @return the method with it; without, the worth is not known
     * @throws IllegalArgumentException if it is that of a list
     */
    public WinBack worth(LossValue value) {
        checkArgument(
                requireNonNull(value, "value").kind() != LossValue.Kind.LISTED,
                "value (%s) must be of orders or recurring, for a list of losses tells no returns",
                value);
        return with(changed -> changed.value = value);
    }

    /**
     * Looks at the losses of one period alone, and at what came of them until the end of the data.
     *
     * @param period of any grain of whole days
     * @return the method with those losses, which counts where some of its days are of the timeline
     * @throws IllegalArgumentException if the period is shorter than a day
     */
    public WinBack lostIn(Period period) {
        checkArgument(
                !requireNonNull(period, "period").grain().isWithinDay(), "period (%s) must be of whole days", period);
        return with(changed -> {
            changed.from = period.firstDay().toEpochDay();
            changed.to = period.plus(1).firstDay().toEpochDay() - 1;
        });
    }

    /**
     * Sets the brackets of days since the loss by which the called are told apart.
     *
     * @param firstDays the first day of each bracket but the first, which begins with the loss: ascending, at least 1, none for one
     *     bracket; 31, 61, 91 and 181 by default
     * @return the method with those brackets
     * @throws IllegalArgumentException if the days do not ascend or begin below 1
     */
    public WinBack byDaysSinceLoss(int... firstDays) {
        int[] brackets = WinBackSettings.ascending(requireNonNull(firstDays, "firstDays"));
        return with(changed -> changed.brackets = brackets);
    }

    /**
     * Sets which events of the track of spells count; what does not is as if it had not happened.
     *
     * @param events the events, and what amounts below 0 are; every event as it is by default
     * @return the method over those events
     */
    public WinBack counting(EventFilter events) {
        requireNonNull(events, "events");
        return with(changed -> changed.events = events);
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the store, with the tracks
     * @return the rule
     * @throws IllegalArgumentException if the store lacks a track or amounts that are read, or the timeline does not fit it, see {@link
     *     HistoryStore#bind}
     */
    public Rule<Cell> rule(HistoryStore<?> store) {
        settings.check(requireNonNull(store, "store"));
        return bound(store.track(settings.track).bind(timeline));
    }

    /**
     * The rule, where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<Cell> rule() {
        timeline.first();
        return bound(timeline);
    }

    private Rule<Cell> bound(Timeline periods) {
        settings.checkWithin(periods);
        return new WinBackRule(settings, periods).counting(settings.events);
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the store, with the tracks
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException as for {@link #rule(HistoryStore)}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> WinBackTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException as for {@link #rule(HistoryStore)}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> WinBackTable<K> of(Sweep<K> sweep) {
        HistoryStore<K> store = requireNonNull(sweep, "sweep").store();
        return new WinBackTable<>(settings, sweep.count(rule(store)), settings.warnings(store));
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws TallyMismatchException if the tally is of another rule
     */
    public <K> WinBackTable<K> of(Tally<Cell> tally) {
        requireNonNull(tally, "tally");
        return new WinBackTable<>(settings, Counted.of(bound(tally.bind(timeline)), tally), List.of());
    }

    Timeline timeline() {
        return timeline;
    }

    WinBackSettings settings() {
        return settings;
    }

    /** Prints all settings and the timeline. */
    @Override
    public String toString() {
        return settings + ", " + timeline + (settings.events.isAll() ? "" : ", counting " + settings.events);
    }
}
