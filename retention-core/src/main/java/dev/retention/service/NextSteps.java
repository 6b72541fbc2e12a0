package dev.retention.service;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.CellSink;
import dev.retention.rule.PeriodMethod;
import dev.retention.time.Timeline;
import java.util.List;

/**
 * Tells which customers have a dated next step before them, and which have none, at the end of every period.
 *
 * <pre>{@code
 * NextSteps steps = NextSteps.over(months).among("contracts", Spells.between("start", "end"));
 * PeriodItems<Long, Item> table = steps.of(contracts.named("contracts").and(contacts));
 * table.inPeriod("2024-03").share(Item.WITHOUT_NEXT_STEP, Item.CUSTOMERS);
 * table.inPeriod("2024-03").members(Item.WITHOUT_NEXT_STEP);   // whom to call
 * }</pre>
 *
 * <p>A customer has a next step at the end of a day if a contact up to that day agreed on one that lies after it; a step of that day or
 * before is past, whether it was taken or not. {@code CUSTOMERS = WITH_NEXT_STEP + WITHOUT_NEXT_STEP}. Customers are ours from their first
 * contact, for ever, unless {@link #among} says by which contracts or orders. Takes one pass over the store, {@code O(contacts + periods)}
 * of each customer. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class NextSteps extends PeriodMethod<NextSteps.Item> {
    private static final long serialVersionUID = 1;

    private final Stays stays;

    private NextSteps(Timeline timeline, Stays stays) {
        super(timeline, Item.class);
        this.stays = stays;
    }

    /** What is counted of a period, as of its end or the as-of day. */
    public enum Item {
        /** Who is ours. */
        CUSTOMERS,
        /** Who has a next step before them. */
        WITH_NEXT_STEP,
        /** Who has none: all are past, or none was ever agreed. */
        WITHOUT_NEXT_STEP,
        /** Of those without, with whom none was ever agreed. */
        NEVER_AGREED
    }

    /**
     * Reads the column {@link Contacts#NEXT_STEP} of the track {@value Contacts#TRACK}.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first contact
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static NextSteps over(Timeline timeline) {
        return new NextSteps(ServiceDays.whole(timeline), Stays.FROM_FIRST_EVENT);
    }

    /**
     * Says when customers are ours.
     *
     * @param track the name of the track of contracts or orders
     * @param spells how they make customers live
     * @return the method with them
     * @throws IllegalArgumentException if the name is empty
     */
    public NextSteps among(String track, Spells spells) {
        return new NextSteps(timeline(), Stays.by(track, spells));
    }

    @Override
    protected String definition() {
        return "customers by a dated next step" + stays.inWords();
    }

    @Override
    protected List<String> tracks() {
        return stays.and(Contacts.TRACK);
    }

    @Override
    protected void check(HistoryStore<?> store) {
        super.check(store);
        StoreWords.checkPlanned(store, Contacts.TRACK, Contacts.NEXT_STEP);
    }

    @Override
    protected List<String> warnings(HistoryStore<?> store) {
        return stays.warnings(store);
    }

    @Override
    protected void apply(Timeline periods, History history, CellSink sink) {
        History contacts = ServiceDays.track(history, tracks(), Contacts.TRACK);
        int step = contacts.column(Contacts.NEXT_STEP);
        Stays.Days ours = stays.days(history, tracks());
        long latest = Long.MIN_VALUE;
        int next = 0;
        for (int period = 0; period < periods.size(); period++) {
            long end = ServiceDays.end(periods, period);
            while (next < contacts.size() && contacts.epochDay(next) <= end) {
                latest = contacts.hasValue(step, next) ? Math.max(latest, contacts.epochDayOf(step, next)) : latest;
                next++;
            }
            if (ours.has(end)) {
                sink.add(Item.CUSTOMERS, period);
                sink.add(latest > end ? Item.WITH_NEXT_STEP : Item.WITHOUT_NEXT_STEP, period);
                if (latest == Long.MIN_VALUE) {
                    sink.add(Item.NEVER_AGREED, period);
                }
            }
        }
    }
}
