package dev.retention.service;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.movement.Spells;
import dev.retention.rule.CellSink;
import dev.retention.rule.PeriodItems;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts complaints by period: of how many customers, how many, how many again, and out of how many customers who could complain.
 *
 * <pre>{@code
 * Complaints complaints = Complaints.over(months).exposedOn("contracts", Spells.between("started", "ended"));
 * PeriodItems<Long, Complaints.Item> all = complaints.of(tracks);
 * Complaints.perThousand(all.inPeriod("2024-03"));                    // complaints per 1,000 exposed customers
 * all.inPeriod("2024-03").share(Item.EXPOSED_AND_OPENED, Item.EXPOSED);  // which share of them complained
 * complaints.each(Tickets.TOPIC, Sweep.over(tracks));           // the same by topic, in one pass
 * complaints.eachCauseAndStage(Sweep.over(tracks));             // by the stage that caused and the one that saw it
 * }</pre>
 *
 * <ul>
 *   <li>A complaint is a ticket with the code {@link Tickets#COMPLAINT}, on the day it was opened. Praise is counted alike: {@code
 *       ofKinds(Tickets.PRAISE)}.
 *   <li>Exposed are the customers who could complain: {@linkplain #exposedOn(String, Spells) those live} on a day of the period. Unless said
 *       so they are all who had a ticket of any kind so far, which leaves out everybody who never had one.
 *   <li>A customer who complains without being live then counts in {@link Item#OPENED} and not in {@link Item#EXPOSED_AND_OPENED}.
 *   <li>Complaints come in bunches of one customer, so that an interval for their number that takes them for independent is too narrow: take
 *       that of the share of customers who complained.
 *   <li>The tables of {@link #each} tell nothing of the exposed, who are those of the whole: {@link CellState#UNOBSERVED}. Divide by the
 *       whole's, {@code perThousand(delivery.inPeriod("2024-03").number(OPENED), all.inPeriod("2024-03").customers(EXPOSED))}, in a chart
 *       by {@code CountSeries.of(delivery, OPENED, all, EXPOSED)}.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Complaints extends TicketMethod<Complaints.Item, Complaints> {
    private static final long serialVersionUID = 1;
    private static final int MONTH = 30;
    private static final int UNTOLD = -1;
    private static final int NOT_COUNTED = -2;

    private final int days;
    private final @Nullable String exposedTrack;
    private final @Nullable Spells spells;
    private final PeriodDays periodDays = new PeriodDays();

    private Complaints(
            Timeline timeline,
            TicketChoice choice,
            List<String> apart,
            int days,
            @Nullable String exposedTrack,
            @Nullable Spells spells) {
        super(timeline, Item.class, choice, apart);
        this.days = days;
        this.exposedTrack = exposedTrack;
        this.spells = spells;
    }

    /** What is counted of a period. */
    public enum Item {
        /** Customers with a complaint opened in the period, and how many complaints. */
        OPENED,
        /** Those with more than one, and how many beyond the first of each. */
        OPENED_AGAIN,
        /** Customers with a complaint some days after one on the same topic at most, see {@link #repeatedWithin}, and how many of these. */
        REPEATED,
        /** Customers who could complain on at least a day of the period, and on how many days. */
        EXPOSED,
        /** Those of them with a complaint opened in the period, and how many complaints. */
        EXPOSED_AND_OPENED
    }

    /**
     * Complaints in the periods of a timeline, up to the end of the data.
     *
     * @param timeline the periods; without a first period, they begin with the first ticket
     * @return the method, with repeats within 30 days
     * @throws IllegalArgumentException if the periods are of hours, or the data end within a day
     */
    public static Complaints over(Timeline timeline) {
        return new Complaints(timeline, TicketChoice.of(Tickets.COMPLAINT), List.of(), MONTH, null, null);
    }

    @Override
    Complaints with(TicketChoice chosen, List<String> parting) {
        return new Complaints(timeline(), chosen, parting, days, exposedTrack, spells);
    }

    /**
     * Sets within how many days of one a further complaint of the same customer repeats it. Of a store with {@linkplain Tickets#TOPIC topics}
     * both must be of one topic, and one without a topic repeats none; of a store without topics any further complaint does.
     *
     * @param days at most so many from the day of the one to that of the other, 0 for the same day; 30 by default
     * @return the method with these days
     * @throws IllegalArgumentException if {@code days < 0}
     */
    public Complaints repeatedWithin(int days) {
        Checks.notNegative((long) days, "days");
        return new Complaints(timeline(), choice, apart, days, exposedTrack, spells);
    }

    /**
     * Sets that customers can complain while they are live: a customer-day for each midnight at which they are.
     *
     * @param track the name of the track that tells, such as of orders or contracts
     * @param spells when a customer is live
     * @return the method with these customers exposed
     */
    public Complaints exposedOn(String track, Spells spells) {
        requireNonNull(track, "track");
        return new Complaints(timeline(), choice, apart, days, track, requireNonNull(spells, "spells"));
    }

    /**
     * Sets that customers can complain from their first event on a track on, for ever.
     *
     * @param track the name of the track, such as of orders
     * @return the method with these customers exposed
     */
    public Complaints exposedSince(String track) {
        return new Complaints(timeline(), choice, apart, days, requireNonNull(track, "track"), null);
    }

    /**
     * Complaints per 1,000 customers, or per 1,000 of what else could bring one, such as customer-days over 30.
     *
     * @param complaints how many, at least 0
     * @param exposed of how many, at least 0 and finite
     * @return {@code 1000 · complaints / exposed}; empty if nobody was exposed
     * @throws IllegalArgumentException if a number is below 0, or {@code exposed} is not finite
     */
    public static OptionalDouble perThousand(long complaints, double exposed) {
        Checks.notNegative(complaints, "complaints");
        Checks.notNegative(exposed, "exposed");
        double rate = 1000.0 * complaints / exposed;
        return rate < Double.POSITIVE_INFINITY ? OptionalDouble.of(rate) : OptionalDouble.empty();
    }

    /**
     * Complaints of customers exposed in a period per 1,000 of these; those of others, such as who had left, do not count.
     *
     * @param period the period of a table that tells who was exposed
     * @return the rate; empty if nobody was
     */
    public static OptionalDouble perThousand(PeriodItems<?, Item>.InPeriod period) {
        return perThousand(requireNonNull(period, "period").number(Item.EXPOSED_AND_OPENED), (double)
                period.customers(Item.EXPOSED));
    }

    @Override
    String words() {
        return "complaints by "
                + (spells != null
                        ? "customers " + spells + " on "
                        : exposedTrack == null
                                ? "customers with a ticket so far"
                                : "customers since their first event on ")
                + (exposedTrack == null ? "" : TicketChoice.quoted(List.of(exposedTrack)))
                + ", repeated within " + days + " days,";
    }

    @Override
    protected List<String> tracks() {
        return exposedTrack == null || exposedTrack.equals(Tickets.TRACK)
                ? List.of(Tickets.TRACK)
                : List.of(Tickets.TRACK, exposedTrack);
    }

    @Override
    protected List<String> warnings(HistoryStore<?> store) {
        return exposedTrack == null || spells == null
                ? super.warnings(store)
                : StoreWords.join(super.warnings(store), spells.warnings(store.track(exposedTrack)));
    }

    @Override
    protected CellState state(Timeline periods, Item item, Period period) {
        boolean isTold = apart.isEmpty() || item.compareTo(Item.EXPOSED) < 0;
        return isTold ? super.state(periods, item, period) : CellState.UNOBSERVED;
    }

    @Override
    protected void apply(Timeline periods, History tickets, CellSink sink) {
        boolean[] exposed = new boolean[apart.isEmpty() ? periods.size() : 0];
        if (apart.isEmpty()) {
            expose(periods, tickets, exposed, sink);
        }
        int[] topics = topics(tickets);
        int[] alike = apart.stream().mapToInt(tickets::column).toArray();
        Map<Integer, Long> lastDays = new HashMap<>();
        Set<List<Integer>> inPeriod = new HashSet<>();
        int before = -1;
        for (int event = 0; event < topics.length; event++) {
            if (topics[event] == NOT_COUNTED) {
                continue;
            }
            boolean isRepeated = isRepeated(lastDays, topics[event], tickets.epochDay(event));
            int period = tickets.period(event);
            if (period < 0) {
                continue;
            }
            if (period != before) {
                inPeriod.clear();
                before = period;
            }
            anchor(event, sink);
            sink.add(Item.OPENED, period, 1);
            if (!inPeriod.add(parts(tickets, event, alike))) {
                sink.add(Item.OPENED_AGAIN, period, 1);
            }
            if (isRepeated) {
                sink.add(Item.REPEATED, period, 1);
            }
            if (exposed.length > 0 && exposed[period]) {
                sink.add(Item.EXPOSED_AND_OPENED, period, 1);
            }
        }
    }

    private void expose(Timeline periods, History tickets, boolean[] exposed, CellSink sink) {
        History track = exposedTrack == null ? tickets : tickets.track(exposedTrack);
        if (track.size() == 0) {
            return;
        }
        long[] starts = periodDays.starts(periods);
        long end = periods.asOf().toEpochDay() + 1;
        if (spells == null) {
            expose(starts, track.epochDay(0), end, exposed, sink);
        } else {
            spells.forEach(track, (from, to, ended) -> expose(starts, from, to, exposed, sink));
        }
    }

    private static void expose(long[] starts, long from, long to, boolean[] exposed, CellSink sink) {
        int first = PeriodDays.find(starts, from);
        for (int period = Math.max(0, first); period < exposed.length && starts[period] < to; period++) {
            long next = Math.min(to, starts[period + 1]);
            if (next > Math.max(from, starts[period])) {
                exposed[period] = true;
                sink.add(Item.EXPOSED, period, next - Math.max(from, starts[period]));
            }
        }
    }

    /** The number of each ticket's topic, UNTOLD without one; of a store without topics all are alike. */
    private int[] topics(History tickets) {
        boolean[] counts = choice.counts(tickets);
        boolean hasTopics = tickets.hasColumn(Tickets.TOPIC);
        int column = hasTopics ? tickets.column(Tickets.TOPIC) : 0;
        int[] topics = new int[tickets.size()];
        for (int event = 0; event < topics.length; event++) {
            topics[event] =
                    !choice.has(counts, tickets, event) ? NOT_COUNTED : hasTopics ? text(tickets, column, event) : 0;
        }
        return topics;
    }

    private static int text(History tickets, int column, int event) {
        return tickets.hasValue(column, event) ? tickets.textIndex(column, event) : UNTOLD;
    }

    /** What is the same of tickets that are parted alike. */
    private static List<Integer> parts(History tickets, int event, int[] columns) {
        return Arrays.stream(columns)
                .mapToObj(column -> text(tickets, column, event))
                .toList();
    }

    /** Whether one on the same topic came some days before at most; from now on this one is the last. */
    private boolean isRepeated(Map<Integer, Long> lastDays, int topic, long day) {
        Long last = topic == UNTOLD ? null : lastDays.put(topic, day);
        return last != null && last >= day - days;
    }
}
