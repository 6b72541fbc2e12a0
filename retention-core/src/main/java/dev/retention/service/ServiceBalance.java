package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.CellSink;
import dev.retention.rule.Measure;
import dev.retention.rule.PeriodMethod;
import dev.retention.time.Timeline;
import java.util.Collections;
import java.util.List;

/**
 * Counts what was good and what was bad of each customer's tickets, and on which side the balance lies: people remember the bad more, so that
 * a company that counts complaints alone never sees what it is praised for.
 *
 * <pre>{@code
 * ServiceBalance balance = ServiceBalance.over(months);
 * balance.of(tickets).inPeriod("2024-03").members(Item.IN_DEFICIT);       // whose month had more bad than good
 * Sweep.over(tickets).measure(balance.measure()).column("balance"); // per customer, of all their time
 * }</pre>
 *
 * <pre>
 *   balance = good − bad      tickets of one customer, in a period or up to the end of the data
 * </pre>
 *
 * <p>Good is {@link Tickets#PRAISE} and bad {@link Tickets#COMPLAINT} unless {@linkplain #between said otherwise}; tickets of other kinds
 * do not matter. Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class ServiceBalance extends PeriodMethod<ServiceBalance.Item> {
    private static final long serialVersionUID = 1;

    private final TicketChoice good;
    private final TicketChoice bad;

    private ServiceBalance(Timeline timeline, TicketChoice good, TicketChoice bad) {
        super(TicketEnd.ofWholeDays(timeline), Item.class);
        this.good = good;
        this.bad = bad;
    }

    /** What is counted of a period. */
    public enum Item {
        /** Customers with something good, and how much. */
        GOOD,
        /** Customers with something bad, and how much. */
        BAD,
        /** Customers with more good than bad, and by how much. */
        IN_SURPLUS,
        /** Customers with as much good as bad, and some of both. */
        EVEN,
        /** Customers with more bad than good, and by how much. */
        IN_DEFICIT
    }

    /**
     * Praise against complaints in the periods of a timeline, up to the end of the data.
     *
     * @param timeline the periods; without a first period, they begin with the first ticket
     * @return the method
     * @throws IllegalArgumentException if the periods are of hours, or the data end within a day
     */
    public static ServiceBalance over(Timeline timeline) {
        return new ServiceBalance(timeline, TicketChoice.of(Tickets.PRAISE), TicketChoice.of(Tickets.COMPLAINT));
    }

    /**
     * Sets which kinds of tickets are good and which bad.
     *
     * @param good the codes of the kinds that are good, at least one
     * @param bad those of the kinds that are bad, at least one, none of which is good
     * @return the method between these
     * @throws IllegalArgumentException if there is none of one side, or a kind is on both
     */
    public ServiceBalance between(List<String> good, List<String> bad) {
        requireNonNull(good, "good");
        requireNonNull(bad, "bad");
        checkArgument(Collections.disjoint(good, bad), "good (%s) must have no kind that is bad (%s)", good, bad);
        checkArgument(!good.isEmpty() && !bad.isEmpty(), "good (%s) and bad (%s) must name at least one", good, bad);
        return new ServiceBalance(
                timeline(),
                this.good.ofKinds(good.toArray(String[]::new)),
                this.bad.ofKinds(bad.toArray(String[]::new)));
    }

    /**
     * The good, the bad and the balance of every customer with a ticket, up to the end of the data: the columns {@code good}, {@code bad} and
     * {@code balance}.
     *
     * @return the measure
     */
    public Measure measure() {
        return Measure.of(definition(), timeline(), List.of("good", "bad", "balance"), (tickets, sink) -> {
                    int goods = count(good, tickets);
                    int bads = count(bad, tickets);
                    sink.set(0, goods);
                    sink.set(1, bads);
                    sink.set(2, goods - bads);
                })
                .on(Tickets.TRACK);
    }

    private static int count(TicketChoice choice, History tickets) {
        boolean[] counts = choice.counts(tickets);
        int count = 0;
        for (int event = 0; event < tickets.size(); event++) {
            count += choice.has(counts, tickets, event) ? 1 : 0;
        }
        return count;
    }

    @Override
    protected String definition() {
        return "balance of " + good + " and " + bad;
    }

    @Override
    protected List<String> tracks() {
        return List.of(Tickets.TRACK);
    }

    @Override
    protected List<String> warnings(HistoryStore<?> store) {
        return StoreWords.join(good.warnings(store, Tickets.TRACK), bad.warnings(store, Tickets.TRACK));
    }

    @Override
    protected void apply(Timeline periods, History tickets, CellSink sink) {
        boolean[] goods = good.counts(tickets);
        boolean[] bads = bad.counts(tickets);
        int size = tickets.size();
        int of = 0;
        while (of < size) {
            int period = tickets.period(of);
            int goodOnes = 0;
            int badOnes = 0;
            for (; of < size && tickets.period(of) == period; of++) {
                goodOnes += good.has(goods, tickets, of) ? 1 : 0;
                badOnes += bad.has(bads, tickets, of) ? 1 : 0;
            }
            if (period >= 0) {
                name(period, goodOnes, badOnes, sink);
            }
        }
    }

    private static void name(int period, int good, int bad, CellSink sink) {
        if (good > 0) {
            sink.add(Item.GOOD, period, good);
        }
        if (bad > 0) {
            sink.add(Item.BAD, period, bad);
        }
        if (good + bad > 0) {
            Item side = good > bad ? Item.IN_SURPLUS : good < bad ? Item.IN_DEFICIT : Item.EVEN;
            sink.add(side, period, Math.abs(good - bad));
        }
    }
}
