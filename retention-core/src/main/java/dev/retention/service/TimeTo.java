package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.Axis;
import dev.retention.rule.ByGroup;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measure;
import dev.retention.rule.PeriodMethod;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.survival.CustomerTenures;
import dev.retention.survival.LifeTable;
import dev.retention.survival.TenureCell;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;

/**
 * How long customers take from a start to what they came for, the first result, the end of on-boarding or the n-th contact, where those who
 * are not there yet are censored: from histories to a {@link LifeTable}.
 *
 * <pre>{@code
 * TimeTo value = TimeTo.over(months, "contracts", "results").startingWith("started").endingWith("first result");
 * KaplanMeier.withDefaults().estimate(value.of(tracks)).median();    // days to value, with the not-yet
 * Standard.share(value.within(90).of(tracks).inPeriod("2024-03"));         // who started in March: there within 90 days, with bounds
 * Standard.share(value.promised("go live").of(tracks).inPeriod("2024-03"));   // by the day that was promised
 * Sweep.over(tracks).measure(value.daysLate("go live"));             // by how many days, early below 0
 * }</pre>
 *
 * <p>A customer's time begins on the day of the first event that starts, and ends on that of the n-th event that ends, of those from that day
 * on. What happens on one day has no order: days are whole, 0 if both are of one day. Of one track, the event that starts is not one that
 * ends. Of who has none so far it is censored at the as-of day. Not everybody gets there: the curve need not come down to 0, and then there
 * is no mean.
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class TimeTo implements Serializable {
    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final StartToEnd events;

    private TimeTo(Timeline timeline, StartToEnd events) {
        this.timeline = timeline;
        this.events = events;
    }

    /**
     * The time from the first event on one track to the next on another; between orders {@link dev.retention.segment.TimeToOrder} counts.
     *
     * @param timeline the end of the data, and the first day, that of its first period, before which nobody may have started, or else that
     *     of the first event on the track that starts; its periods matter to {@link #within} and {@link #promised} alone
     * @param from the name of the track that starts
     * @param to the name of the track that ends, which may be the same
     * @return the method
     * @throws IllegalArgumentException if the periods are of hours, or the data end within a day
     */
    public static TimeTo over(Timeline timeline, String from, String to) {
        TicketEnd.ofWholeDays(timeline);
        requireNonNull(from, "from");
        return new TimeTo(
                timeline, new StartToEnd(from, requireNonNull(to, "to"), TicketChoice.of(), TicketChoice.of(), 1));
    }

    /**
     * Sets which events start.
     *
     * @param codes their codes, at least one; all events of the track by default
     * @return the method with this start
     * @throws IllegalArgumentException if there is none
     */
    public TimeTo startingWith(String... codes) {
        return with(events.starts().ofCodes(codes), events.ends(), events.nth());
    }

    /**
     * Sets which events end.
     *
     * @param codes their codes, at least one; all events of the track by default
     * @return the method with this end
     * @throws IllegalArgumentException if there is none
     */
    public TimeTo endingWith(String... codes) {
        return with(events.starts(), events.ends().ofCodes(codes), events.nth());
    }

    /**
     * Sets how many events it takes to end.
     *
     * @param nth the number of the event, from 1, which is the default
     * @return the method to that event
     * @throws IllegalArgumentException if {@code nth < 1}
     */
    public TimeTo nth(int nth) {
        Checks.positive((long) nth, "nth");
        return with(events.starts(), events.ends(), nth);
    }

    private TimeTo with(TicketChoice starts, TicketChoice ends, int nth) {
        return new TimeTo(timeline, new StartToEnd(events.from(), events.to(), starts, ends, nth));
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the tracks
     * @return the life table in days
     * @throws IllegalArgumentException if the store lacks a track, or the timeline does not fit it
     * @throws dev.retention.rule.RuleException if a customer started before the first day
     */
    public LifeTable of(HistoryStore<?> store) {
        return of(Sweep.over(requireNonNull(store, "store")));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @return the life table in days, the same on any number of threads
     * @throws IllegalArgumentException if the store lacks a track, or the timeline does not fit it
     * @throws dev.retention.rule.RuleException if a customer started before the first day
     */
    public LifeTable of(Sweep<?> sweep) {
        return CustomerTenures.tableOf(
                requireNonNull(sweep, "sweep").count(rule(sweep.store())).tally());
    }

    /**
     * Counts for each group of customers, such as for a log-rank test.
     *
     * @param grouping how customers are parted
     * @param sweep the sweep
     * @return a life table for each group that somebody is in
     * @throws IllegalArgumentException if the store lacks a track, the timeline does not fit it, or the grouping is read at each period
     */
    public ByGroup<LifeTable> by(Grouping grouping, Sweep<?> sweep) {
        requireNonNull(grouping, "grouping");
        return requireNonNull(sweep, "sweep")
                .count(rule(sweep.store()))
                .by(grouping, slice -> CustomerTenures.tableOf(slice.tally()));
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere; {@link CustomerTenures#tableOf} makes the life
     * table of its tally.
     *
     * @param store the tracks, of which the first event on the one that starts is the first day unless the timeline has a first period
     * @return the rule
     * @throws IllegalArgumentException if the store lacks a track, or the timeline does not fit it
     */
    public Rule<TenureCell> rule(HistoryStore<?> store) {
        requireNonNull(store, "store").track(events.to());
        return ruleOver(store.track(events.from()).bind(days()));
    }

    /**
     * The rule, where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<TenureCell> rule() {
        timeline.first();
        return ruleOver(days());
    }

    /**
     * Whether customers got there within some days, by the period in which they started.
     *
     * @param days at most so many, at least 0
     * @return a method that counts those who did, did not, and still may; its periods are those of the timeline
     * @throws IllegalArgumentException if {@code days < 0}
     */
    public PeriodMethod<Standard.Item> within(int days) {
        Checks.notNegative((long) days, "days");
        return new TimeToStandard(timeline, this, days, "");
    }

    /**
     * Whether customers got there by the day that was promised them when they started, by the period in which they did. Who was promised
     * nothing is in {@link Standard.Item#UNTOLD}.
     *
     * @param column the name of a column of planned days on the track that starts
     * @return a method that counts those who did, did not, and still may; its periods are those of the timeline
     * @throws IllegalArgumentException if the name is empty
     */
    public PeriodMethod<Standard.Item> promised(String column) {
        checkArgument(!requireNonNull(column, "column").isEmpty(), "column (%s) must not be empty", column);
        return new TimeToStandard(timeline, this, 0, column);
    }

    /**
     * By how many days each customer got there later than promised, below 0 of those who were early. Those who are not there yet, or were
     * promised nothing, have none: of who is late and waits still, {@link #promised} tells.
     *
     * @param column the name of a column of planned days on the track that starts
     * @return a measure of one column, {@code days late}
     */
    public Measure daysLate(String column) {
        String name = events.inWords() + ", days later than "
                + TicketChoice.quoted(List.of(requireNonNull(column, "column")));
        return Measure.of(name, days(), List.of("days late"), (history, sink) -> {
                    int start = events.start(history);
                    long end = start < 0 ? TicketEnd.NONE : events.end(history, start);
                    int promise = history.column(column);
                    if (end != TicketEnd.NONE && history.hasValue(promise, start)) {
                        sink.set(end - history.epochDayOf(promise, start));
                    }
                })
                .on(events.tracks().toArray(String[]::new));
    }

    private Timeline days() {
        Timeline days = Timeline.of(Grain.DAY, timeline.asOf());
        Timeline inZone = timeline.zone().map(days::inZone).orElse(days);
        return timeline.hasFirst() ? inZone.from(timeline.first().firstDay()) : inZone;
    }

    private Rule<TenureCell> ruleOver(Timeline days) {
        Cells<TenureCell> cells = Cells.grid(
                Axis.range("days", 0, Math.max(1, days.size())),
                Axis.of("ended", List.of(false, true)),
                TenureCell::new,
                TenureCell::days,
                TenureCell::ended);
        return Rule.of(events.inWords() + ", as of " + timeline.asOf(), days, cells, this::count)
                .on(events.tracks().toArray(String[]::new));
    }

    private void count(History history, CellSink sink) {
        int start = events.start(history);
        if (start < 0) {
            return;
        }
        LocalDate first = history.timeline().first().firstDay();
        checkArgument(
                history.epochDay(start) >= first.toEpochDay(),
                "the start must not be before %s, the first day: it was on %s; give an earlier first period",
                first,
                history.date(start));
        long end = events.end(history, start);
        long last = end == TicketEnd.NONE ? history.timeline().asOf().toEpochDay() : end;
        sink.add(2 * Math.toIntExact(last - history.epochDay(start)) + (end == TicketEnd.NONE ? 0 : 1));
    }

    /**
     * What is odd about a store: codes that the method was told of and no event has.
     *
     * @param store the tracks
     * @return a sentence for each such code
     * @throws IllegalArgumentException if the store lacks a track
     */
    public List<String> warnings(HistoryStore<?> store) {
        return events.warnings(requireNonNull(store, "store"));
    }

    /** Which events start and end. */
    StartToEnd events() {
        return events;
    }

    /** Prints what is measured. */
    @Override
    public String toString() {
        return events.inWords() + ", " + timeline;
    }
}
