package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.movement.Spells;
import dev.retention.rule.CellSink;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.PeriodMethod;
import dev.retention.service.BoundedShare;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Of the customers who came in a period, how many were lost soon: what the sale had promised and was not kept.
 *
 * <pre>{@code
 * EarlyLosses early = EarlyLosses.over(months, Spells.between("started", "ended")).on("contracts").within(90);
 * PeriodItems<Long, EarlyLosses.Item> table = early.of(tracks);
 * early.share(table.inPeriod("2024-03"));               // 8.0 % to 9.5 % (16 met, 181 missed, 3 open)
 * table.by(Grouping.ofColumn("seller", Grouping.Reading.AT_ANCHOR)).inGroup("ann").inPeriod("2024-03");
 * }</pre>
 *
 * <pre>
 *   STARTED  customers whose first spell begins in the period
 *   LOST     it ended at most 90 days after its first day, or as many as are {@linkplain #within set}
 *   KEPT     it lasted longer
 *   OPEN     it runs at the end of the data, and the days are not over
 *
 *   STARTED = LOST + KEPT + OPEN
 * </pre>
 *
 * <p>A customer counts once, in the period of the first arrival; who comes back does not come anew. A grouping {@linkplain
 * dev.retention.rule.Grouping.Reading#AT_ANCHOR read at the anchor} is read by the event of the arrival: of subscriptions the first of
 * that day that starts one, of orders the first order. Of orders the tolerated gap is part of the days. Takes one pass over the store.
 * This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class EarlyLosses extends PeriodMethod<EarlyLosses.Item> {
    private static final long serialVersionUID = 1;
    private static final int DAYS = 90;

    private final Spells spells;
    private final String track;
    private final int days;

    private EarlyLosses(Timeline timeline, Spells spells, String track, int days) {
        super(timeline, Item.class);
        this.spells = spells;
        this.track = track;
        this.days = days;
    }

    /** What is counted of a period: customers. */
    public enum Item {
        /** Came for the first time. */
        STARTED,
        /** Of these, lost within the days. */
        LOST,
        /** Of these, still there after the days. */
        KEPT,
        /** Of these, still there so far, and the days are not over. */
        OPEN;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** Prints the item in lower case, such as {@code started}. */
        @Override
        public String toString() {
            return label;
        }
    }

    /**
     * Losses within 90 days, or of orders within the tolerated gap if that is longer.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first event
     * @param spells when a customer is live
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static EarlyLosses over(Timeline timeline, Spells spells) {
        LossSettings.checkWholeDays(timeline);
        int gap = requireNonNull(spells, "spells").gapDays().orElse(0);
        return new EarlyLosses(timeline, spells, "", Math.max(DAYS, gap));
    }

    /**
     * {@return this method on a track of a store that has several}
     *
     * @param track the track of contracts or orders
     * @throws IllegalArgumentException if the name is empty
     */
    public EarlyLosses on(String track) {
        checkArgument(!requireNonNull(track, "track").isEmpty(), "track (%s) must not be empty", track);
        return new EarlyLosses(timeline(), spells, track, days);
    }

    /**
     * Sets how soon a loss is an early one.
     *
     * @param days from the day of the arrival to that of the loss, at least 0, of orders at least the gap
     * @return this method with those days
     * @throws IllegalArgumentException if {@code days} is below 0 or the gap
     */
    public EarlyLosses within(int days) {
        checkDays(days, spells);
        return new EarlyLosses(timeline(), spells, track, days);
    }

    /** Refuses days within which nobody can be lost. */
    static void checkDays(int days, @Nullable Spells spells) {
        Checks.notNegative((long) days, "days");
        int gap = spells == null ? 0 : spells.gapDays().orElse(0);
        checkArgument(days >= gap, "days (%s) must be at least the gap, %s: nobody is lost sooner", days, gap);
    }

    /**
     * Which share of those who came in a period was lost within the days, with those of whom it is not known yet as bounds.
     *
     * @param period a period of this method's table
     * @return LOST as met, KEPT as missed, OPEN as open; empty if nobody came
     */
    public Optional<BoundedShare> share(PeriodItems<?, Item>.InPeriod period) {
        requireNonNull(period, "period");
        return period.customers(Item.STARTED) == 0
                ? Optional.empty()
                : Optional.of(BoundedShare.of(
                        period.customers(Item.LOST), period.customers(Item.KEPT), period.customers(Item.OPEN)));
    }

    @Override
    protected String definition() {
        return "losses within " + days + " days of the arrival, " + spells;
    }

    @Override
    protected List<String> tracks() {
        return track.isEmpty() ? List.of() : List.of(track);
    }

    @Override
    protected List<String> warnings(HistoryStore<?> store) {
        requireNonNull(store, "store");
        return spells.warnings(track.isEmpty() ? store : store.track(track));
    }

    @Override
    protected CellState state(Timeline periods, Item item, Period period) {
        return item == Item.STARTED
                ? periods.state(period)
                : CellState.of(period.startInclusive(), period.endExclusive().plusDays(days), periods.completeBefore());
    }

    @Override
    protected void apply(Timeline periods, History history, CellSink sink) {
        spells.of(history).stream().limit(1).forEach(stay -> {
            int period = periods.first().until(periods.grain().periodOf(stay.start()));
            if (period >= 0) {
                sink.anchoredAt(arrival(history, stay.start().toEpochDay()));
                sink.add(Item.STARTED, period);
                boolean isOver = stay.tenureDays() > days;
                sink.add(isOver ? Item.KEPT : stay.ended() ? Item.LOST : Item.OPEN, period);
            }
        });
    }

    /** The event by which a customer arrived on a day. */
    private int arrival(History history, long day) {
        int event = 0;
        while (history.epochDay(event) < day
                || !spells.startCode().map(history.code(event)::equals).orElse(true)) {
            event++;
        }
        return event;
    }
}
