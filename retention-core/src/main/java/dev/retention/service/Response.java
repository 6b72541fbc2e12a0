package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.EventLabel;
import dev.retention.rule.Group;
import dev.retention.rule.Sweep;
import dev.retention.survival.LifeTable;
import dev.retention.survival.LifeTableAccumulator;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collector;

/**
 * How long tickets wait for their first answer, or for their resolution, where those that are still open are censored: from tickets to a
 * {@link LifeTable}.
 *
 * <pre>{@code
 * LifeTable waiting = Response.toAnswer(months).inMinutes().of(tickets);
 * SurvivalCurve curve = KaplanMeier.withDefaults().estimate(waiting);
 * curve.median();                   // minutes until half of all tickets have an answer
 * curve.quantileInterval(0.9);      // of nine out of ten, with an interval
 * Response.toResolution(months).by(Tickets.AGENT, Sweep.over(tickets));
 * Response.toResolution(months).byPeriod(Sweep.over(tickets));   // by the period in which they were opened
 * }</pre>
 *
 * <ul>
 *   <li>A mean of those that were answered leaves out the open ones, which wait longest.
 *   <li>Tickets opened before the first period are not counted. One that was resolved without an answer was answered by its resolution.
 *   <li>In days, an open ticket is censored at the as-of day. In minutes, where the day of the opening is known and not its time, at the
 *       minutes from the end of that day, the fewest there can be of days of 24
 *       hours. Minutes of a ticket that is over and has none cannot be told: its store is
 *       refused.
 *   <li>Tickets are taken for independent: if a few customers have most of them, intervals are too narrow.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Response implements Serializable {
    private static final long serialVersionUID = 1;
    private static final EventLabel ALL = (tickets, event) -> "";

    private final Timeline timeline;
    private final TicketEnd end;
    private final TicketChoice choice;
    private final boolean minutes;

    private Response(Timeline timeline, TicketEnd end, TicketChoice choice, boolean minutes) {
        this.timeline = timeline;
        this.end = end;
        this.choice = choice;
        this.minutes = minutes;
    }

    /**
     * The days to the first answer.
     *
     * @param timeline the periods in which tickets were opened, and the end of the data
     * @return the method, over tickets of all kinds
     * @throws IllegalArgumentException if the periods are of hours, or the data end within a day
     */
    public static Response toAnswer(Timeline timeline) {
        return new Response(TicketEnd.ofWholeDays(timeline), TicketEnd.ANSWERED, TicketChoice.of(), false);
    }

    /**
     * The days to the resolution.
     *
     * @param timeline the periods in which tickets were opened, and the end of the data
     * @return the method, over tickets of all kinds
     * @throws IllegalArgumentException if the periods are of hours, or the data end within a day
     */
    public static Response toResolution(Timeline timeline) {
        return new Response(TicketEnd.ofWholeDays(timeline), TicketEnd.RESOLVED, TicketChoice.of(), false);
    }

    /**
     * Counts minutes instead of days, of a store that tells them.
     *
     * @return the method in minutes
     */
    public Response inMinutes() {
        return new Response(timeline, end, choice, true);
    }

    /**
     * Sets which kinds of tickets count.
     *
     * @param kinds the codes of their kinds, at least one, such as {@link Tickets#COMPLAINT}
     * @return the method over tickets of these kinds
     * @throws IllegalArgumentException if there is none
     */
    public Response ofKinds(String... kinds) {
        return new Response(timeline, end, choice.ofKinds(kinds), minutes);
    }

    /**
     * Takes only tickets about one topic.
     *
     * @param topic the text in the column {@link Tickets#TOPIC}
     * @return the method over these tickets
     */
    public Response about(String topic) {
        return new Response(timeline, end, choice.with(Tickets.TOPIC, requireNonNull(topic, "topic")), minutes);
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the tickets, alone or beside other tracks
     * @return the life table in days or minutes
     * @throws IllegalArgumentException if the store lacks the track or a column that is read, or the timeline does not fit it
     * @throws dev.retention.rule.RuleException in minutes, if a ticket that is over has none
     */
    public LifeTable of(HistoryStore<?> store) {
        return of(Sweep.over(requireNonNull(store, "store")));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @return the life table in days or minutes, the same on any number of threads
     * @throws IllegalArgumentException if the store lacks the track or a column that is read, or the timeline does not fit it
     * @throws dev.retention.rule.RuleException in minutes, if a ticket that is over has none
     */
    public LifeTable of(Sweep<?> sweep) {
        return by(ALL, sweep).getOrDefault(Group.of(""), LifeTable.empty());
    }

    /**
     * Counts for each text in a column of tickets, such as {@link Tickets#TOPIC} or {@link Tickets#AGENT}.
     *
     * @param column the name of the column
     * @param sweep the sweep
     * @return a life table for each text, which add up to that of all; {@link Group#MISSING} of tickets without one
     * @throws IllegalArgumentException if the store lacks the track or a column that is read, or the timeline does not fit it
     * @throws dev.retention.rule.RuleException in minutes, if a ticket that is over has none
     */
    public SortedMap<Group, LifeTable> by(String column, Sweep<?> sweep) {
        requireNonNull(column, "column");
        TicketEnd.checkColumn(requireNonNull(sweep, "sweep").store(), column);
        return by((tickets, event) -> tickets.text(tickets.column(column), event), sweep);
    }

    /**
     * Counts for each period in which tickets were opened.
     *
     * @param sweep the sweep
     * @return a life table for each period that has tickets, by its label
     * @throws IllegalArgumentException if the store lacks the track or a column that is read, or the timeline does not fit it
     * @throws dev.retention.rule.RuleException in minutes, if a ticket that is over has none
     */
    public SortedMap<Group, LifeTable> byPeriod(Sweep<?> sweep) {
        return by(
                (tickets, event) ->
                        tickets.timeline().period(tickets.period(event)).label(),
                sweep);
    }

    /**
     * Counts for each label of tickets, or of their customers: {@code (tickets, ticket) -> plans.get(tickets.customer())}.
     *
     * @param label tells the label of a ticket
     * @param sweep the sweep
     * @return a life table for each label, which add up to that of all; {@link Group#MISSING} of tickets without one
     * @throws IllegalArgumentException if the store lacks the track or a column that is read, or the timeline does not fit it
     * @throws dev.retention.rule.RuleException in minutes, if a ticket that is over has none
     */
    public SortedMap<Group, LifeTable> by(EventLabel label, Sweep<?> sweep) {
        requireNonNull(label, "label");
        HistoryStore<?> store = requireNonNull(sweep, "sweep").store();
        end.check(store, minutes);
        choice.check(store);
        return sweep.collect(
                store.track(Tickets.TRACK).bind(timeline),
                Collector.<History, SortedMap<Group, LifeTableAccumulator>, SortedMap<Group, LifeTable>>of(
                        TreeMap::new,
                        (tables, history) -> add(tables, history.track(Tickets.TRACK), label),
                        Response::merge,
                        Response::tables));
    }

    /**
     * What is odd about a store: kinds and topics that the method was told of and no ticket has.
     *
     * @param store the tickets, alone or beside other tracks
     * @return a sentence for each
     * @throws IllegalArgumentException if the store lacks the track or a column that is read
     */
    public List<String> warnings(HistoryStore<?> store) {
        choice.check(requireNonNull(store, "store"));
        return choice.warnings(store, Tickets.TRACK);
    }

    private void add(Map<Group, LifeTableAccumulator> tables, History tickets, EventLabel label) {
        boolean[] counts = choice.counts(tickets);
        for (int event = 0; event < tickets.size(); event++) {
            if (tickets.period(event) >= 0 && choice.has(counts, tickets, event)) {
                String text = label.label(tickets, event);
                Group group = text == null ? Group.MISSING : Group.of(text);
                long day = end.day(tickets, event);
                tables.computeIfAbsent(group, unused -> new LifeTableAccumulator())
                        .add(time(tickets, event, day), day != TicketEnd.NONE);
            }
        }
    }

    private long time(History tickets, int event, long day) {
        long opened = tickets.epochDay(event);
        if (day == TicketEnd.NONE) {
            return (tickets.timeline().asOf().toEpochDay() - opened) * (minutes ? TicketEnd.MINUTES_A_DAY : 1);
        }
        long time = minutes ? end.minutes(tickets, event) : day - opened;
        checkArgument(
                time != TicketEnd.NONE,
                "minutes of the ticket opened on %s must be told, since it was %s: count days",
                tickets.date(event),
                end.words());
        return time;
    }

    private static SortedMap<Group, LifeTableAccumulator> merge(
            SortedMap<Group, LifeTableAccumulator> tables, SortedMap<Group, LifeTableAccumulator> others) {
        others.forEach((group, other) -> tables.computeIfAbsent(group, unused -> new LifeTableAccumulator())
                .addAll(other.snapshot()));
        return tables;
    }

    private static SortedMap<Group, LifeTable> tables(SortedMap<Group, LifeTableAccumulator> all) {
        TreeMap<Group, LifeTable> tables = new TreeMap<>();
        all.forEach((group, table) -> tables.put(group, table.snapshot()));
        return Collections.unmodifiableSortedMap(tables);
    }

    /** Prints what is measured. */
    @Override
    public String toString() {
        return (minutes ? "minutes" : "days") + " until " + choice + " are " + end.words() + ", " + timeline;
    }
}
