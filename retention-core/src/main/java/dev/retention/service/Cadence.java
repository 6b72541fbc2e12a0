package dev.retention.service;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.movement.Spells;
import dev.retention.rule.CellSink;
import dev.retention.rule.PeriodMethod;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.List;

/**
 * Tells whether customers are contacted as often as was promised, such as by the director every 90 days, and whether reports come every
 * month.
 *
 * <pre>{@code
 * Cadence checkIns = Cadence.every(90, months)
 *         .where(Contacts.ROLE, "director")
 *         .among("contracts", Spells.between("start", "end"));
 * PeriodItems<Long, Item> kept = checkIns.of(contracts.named("contracts").and(contacts));
 * kept.inPeriod("2024-03").shareOfNumber(Item.MADE, Item.DUE);          // kept for sure
 * kept.inPeriod("2024-03").shareOfNumber(Item.MADE_OR_OPEN, Item.DUE);  // and at most
 * kept.inPeriod("2024-03").members(Item.OVERDUE);                       // who waits
 * kept.by(Owners.by("manager", Reading.AT_PERIOD));               // team by team
 * }</pre>
 *
 * <p>A customer's clock starts on the day from which the customer is ours. A contact is due so many days after the start or the last
 * contact that counts, whichever is later, so that a contact that comes early moves the next due day forward:
 *
 * <ul>
 *   <li>{@code DUE}: the due day lies in the period, is known by the end of the data, and before the customer left.
 *   <li>While a customer waits, a contact falls due anew: on the day that lies as many days after the due day as are between contacts, or a
 *       day more than are granted if that is later, unless contact was made up to that day. So each customer who is neglected for a year
 *       counts in every period like the others, and the share that is kept is not one of those alone who are cared for.
 *   <li>{@code MADE}: contact was made after the one before and at most as many days after the due day as are granted. {@code LATE}: later
 *       than that, and before a contact fell due anew. A contact is that of one due day, the last before it.
 *   <li>{@code MISSED}: it fell due anew. Of the last due day, without contact by the end of the data or when the customer left, {@code
 *       OPEN} if the days granted were not over then, else {@code MISSED} so far. So {@code DUE = MADE + LATE + MISSED + OPEN}.
 *   <li>{@code OVERDUE}, {@code CUSTOMERS}: at the period's end, who waits for a contact beyond the days granted, and who is ours.
 * </ul>
 *
 * <p>Customers are ours from their first contact of any kind, for ever, unless {@link #among} says by which contracts or orders. A contact
 * on the first day is the start itself; contacts before it, and from the day of leaving on, do not count. Several contacts of a day are
 * one. Due days of one customer are not independent: {@link dev.retention.rule.Resampled} draws customers for intervals. Takes one pass
 * over the store, {@code O(contacts + due days)} for each stay of a customer. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Cadence extends PeriodMethod<Cadence.Item> {
    private static final long serialVersionUID = 1;

    private final int days;
    private final int grace;
    private final ContactChoice choice;
    private final Stays stays;

    private Cadence(Timeline timeline, int days, int grace, ContactChoice choice, Stays stays) {
        super(timeline, Item.class);
        this.days = days;
        this.grace = grace;
        this.choice = choice;
        this.stays = stays;
    }

    /** What is counted of a period. As numbers these are contacts. */
    public enum Item {
        /** Contacts that fell due in the period. */
        DUE,
        /** Due, and made in time. */
        MADE,
        /** Due, and made after the days granted, before it fell due anew. */
        LATE,
        /** Due, not made before it fell due anew or by the end of the data, and the days granted are over. */
        MISSED,
        /** Due, not made, and the days granted are not over. */
        OPEN,
        /** Made in time or open: what may come to be kept at most. */
        MADE_OR_OPEN,
        /** At the period's end, customers who wait beyond the days granted. */
        OVERDUE,
        /** At the period's end, customers who are ours. */
        CUSTOMERS
    }

    /**
     * Asks for a contact of any kind every so many days, without further days granted.
     *
     * @param days after how many days a contact is due, from 1 to 1,000,000
     * @param timeline the periods, of whole days; without a first period, they begin with the first contact
     * @return the method
     * @throws IllegalArgumentException if the number is out of range or the periods are shorter than a day
     */
    public static Cadence every(int days, Timeline timeline) {
        Checks.within(days, 1, Checks.MOST, "days");
        return new Cadence(ServiceDays.whole(timeline), days, 0, ContactChoice.ALL, Stays.FROM_FIRST_EVENT);
    }

    /**
     * Grants some days after the due day.
     *
     * @param granted how many days after its due day a contact is still in time, from 0 to 1,000,000
     * @return the method with it
     * @throws IllegalArgumentException if the number is out of range
     */
    public Cadence granting(int granted) {
        Checks.within(granted, 0, Checks.MOST, "granted");
        return new Cadence(timeline(), days, granted, choice, stays);
    }

    /**
     * Lets contacts through some channels count only.
     *
     * @param channels their codes, at least one
     * @return the method with them, in place of those it had
     * @throws IllegalArgumentException if no channel is named
     */
    public Cadence through(String... channels) {
        return new Cadence(timeline(), days, grace, choice.through(channels), stays);
    }

    /**
     * Lets contacts count only whose column has a text, such as {@link Contacts#ROLE}.
     *
     * @param column the name of a column of texts
     * @param text the text
     * @return the method with that condition beside those on other columns
     * @throws IllegalArgumentException if the name is empty
     */
    public Cadence where(String column, String text) {
        return new Cadence(timeline(), days, grace, choice.where(column, text), stays);
    }

    /**
     * Says when customers are ours.
     *
     * @param track the name of the track of contracts or orders
     * @param spells how they make customers live: every spell starts the clock anew
     * @return the method with them
     * @throws IllegalArgumentException if the name is empty
     */
    public Cadence among(String track, Spells spells) {
        return new Cadence(timeline(), days, grace, choice, Stays.by(track, spells));
    }

    @Override
    protected String definition() {
        return "a contact" + choice.inWords() + " every " + days + " days"
                + (grace == 0 ? "" : ", " + grace + " days granted") + stays.inWords();
    }

    @Override
    protected List<String> tracks() {
        return stays.and(Contacts.TRACK);
    }

    @Override
    protected void check(HistoryStore<?> store) {
        super.check(store);
        choice.check(store, Contacts.TRACK);
    }

    /** What is due may still be made for some days after its period. */
    @Override
    protected CellState state(Timeline periods, Item item, Period period) {
        return switch (item) {
            case DUE, OVERDUE, CUSTOMERS -> super.state(periods, item, period);
            case MADE, OPEN, MADE_OR_OPEN -> ServiceDays.stateWithin(periods, period, grace);
            case LATE, MISSED -> ServiceDays.stateWithin(periods, period, anew());
        };
    }

    @Override
    protected List<String> warnings(HistoryStore<?> store) {
        return StoreWords.join(choice.warnings(store, Contacts.TRACK), stays.warnings(store));
    }

    @Override
    protected void apply(Timeline periods, History history, CellSink sink) {
        History contacts = ServiceDays.track(history, tracks(), Contacts.TRACK);
        stays.forEach(history, tracks(), (start, end, ended) -> {
            ServiceDays.addLevel(sink, Item.CUSTOMERS, periods, start, end - 1);
            long over = ended ? end : ServiceDays.lastOver(periods) + 1;
            addPromises(periods, contacts, start, end, over, sink);
        });
    }

    /** Names what fell due from the start to before the end; what could still be made when all was over is open. */
    private void addPromises(Timeline periods, History contacts, long start, long end, long over, CellSink sink) {
        int contact = 0;
        long last = start;
        while (last + days < end) {
            while (contact < contacts.size()
                    && (contacts.epochDay(contact) <= last || !choice.has(contacts, contact))) {
                contact++;
            }
            boolean isMade = contact < contacts.size() && contacts.epochDay(contact) < end;
            long made = isMade ? contacts.epochDay(contact) : end;
            long due = last + days;
            ServiceDays.addLevel(sink, Item.OVERDUE, periods, due + grace + 1, made - 1);
            for (; due + anew() < made; due += anew()) {
                addDue(periods, ServiceDays.index(periods, due), Item.MISSED, sink);
            }
            Item outcome =
                    isMade ? made <= due + grace ? Item.MADE : Item.LATE : due + grace < over ? Item.MISSED : Item.OPEN;
            addDue(periods, ServiceDays.index(periods, due), outcome, sink);
            last = made;
        }
    }

    /** How many days after a due day a contact that is not made falls due anew. */
    private long anew() {
        return Math.max(days, grace + 1L);
    }

    private static void addDue(Timeline periods, int period, Item outcome, CellSink sink) {
        if (ServiceDays.isOn(periods, period)) {
            sink.add(Item.DUE, period, 1);
            sink.add(outcome, period, 1);
            if (outcome == Item.MADE || outcome == Item.OPEN) {
                sink.add(Item.MADE_OR_OPEN, period, 1);
            }
        }
    }
}
