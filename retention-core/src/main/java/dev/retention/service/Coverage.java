package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.movement.Spells;
import dev.retention.rule.CellSink;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measure;
import dev.retention.rule.PeriodMethod;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells how many people carry the relation with each customer, on our side or on theirs, and who carries it alone.
 *
 * <pre>{@code
 * Coverage ours = Coverage.over(months, Contacts.EMPLOYEE).within(180).valuedBy("orders", 365);
 * ours.of(tracks).inPeriod("2024-03").members(Item.ONE);      // customers who know one of us only
 * ours.of(tracks).inPeriod("2024-03").money(Item.ONE);        // what they bought in the last year
 * ours.alone(Sweep.over(tracks)).inPeriod("2024-03").people(); // on whom most hangs, and what would leave with them
 *
 * Coverage deciders = Coverage.over(months, Contacts.PERSON).within(90)
 *         .where(Contacts.PERSON_ROLE, "decision maker");
 * deciders.of(tracks).inPeriod("2024-03").share(Item.REACHED, Item.CUSTOMERS);
 * }</pre>
 *
 * <ul>
 *   <li>At the end of every period, or on the as-of day of a running one, the contacts of the last days are looked at, that day
 *       included, and the distinct texts in a column counted: {@link Contacts#EMPLOYEE}, {@link Contacts#PERSON} or another. Contacts
 *       without a text are left out, so that they reach nobody.
 *   <li>{@code CUSTOMERS = NONE + ONE + SEVERAL} and {@code REACHED = ONE + SEVERAL}.
 *   <li>As a number, every item is what its customers are worth, see {@link #valuedBy}: what is not asked for is 0.
 *   <li>Customers are ours from their first contact, for ever, unless {@link #among} says by which contracts or orders.
 * </ul>
 *
 * <p>Takes one pass over the store; a customer costs for every period the contacts of the days looked at. This class is immutable,
 * thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Coverage extends PeriodMethod<Coverage.Item> {
    private static final long serialVersionUID = 1;
    // Of labels: tells the only one from the label of several, whatever people are called.
    private static final String ALONE = " alone";

    private final String column;
    private final int days;
    private final ContactChoice choice;
    private final Stays stays;
    private final TrailingMoney worth;

    private Coverage(
            Timeline timeline, String column, int days, ContactChoice choice, Stays stays, TrailingMoney worth) {
        super(timeline, Item.class);
        this.column = column;
        this.days = days;
        this.choice = choice;
        this.stays = stays;
        this.worth = worth;
    }

    /** What is counted of a period, as of its end or the as-of day. As numbers these are what customers are worth. */
    public enum Item {
        /** Who is ours. */
        CUSTOMERS,
        /** Contact was with nobody. */
        NONE,
        /** Contact was with one only: what hangs on one. */
        ONE,
        /** Contact was with two or more. */
        SEVERAL,
        /** Contact was with one at least. */
        REACHED
    }

    /**
     * Counts the distinct texts of a column in contacts of the last 365 days.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first contact
     * @param column the name of a column of texts of the track {@value Contacts#TRACK}, such as {@link Contacts#PERSON}
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day or the name is empty
     */
    public static Coverage over(Timeline timeline, String column) {
        checkArgument(!requireNonNull(column, "column").isEmpty(), "column (%s) must not be empty", column);
        return new Coverage(
                ServiceDays.whole(timeline),
                column,
                365,
                ContactChoice.ALL,
                Stays.FROM_FIRST_EVENT,
                TrailingMoney.NONE);
    }

    /**
     * Says how far back contacts are looked at.
     *
     * @param last how many days, the last of which is that at whose end one looks, from 1 to 1,000,000
     * @return the method with it
     * @throws IllegalArgumentException if the number is out of range
     */
    public Coverage within(int last) {
        return new Coverage(timeline(), column, Checks.within(last, 1, Checks.MOST, "last"), choice, stays, worth);
    }

    /**
     * Lets contacts through some channels count only.
     *
     * @param channels their codes, at least one
     * @return the method with them, in place of those it had
     * @throws IllegalArgumentException if no channel is named
     */
    public Coverage through(String... channels) {
        return new Coverage(timeline(), column, days, choice.through(channels), stays, worth);
    }

    /**
     * Lets contacts count only whose column has a text, such as {@link Contacts#PERSON_ROLE}.
     *
     * @param name the name of a column of texts
     * @param text the text
     * @return the method with that condition beside those on other columns
     * @throws IllegalArgumentException if the name is empty
     */
    public Coverage where(String name, String text) {
        checkArgument(!requireNonNull(name, "name").isEmpty(), "name (%s) must not be empty", name);
        return new Coverage(timeline(), column, days, choice.where(name, text), stays, worth);
    }

    /**
     * Says when customers are ours.
     *
     * @param track the name of the track of contracts or orders
     * @param spells how they make customers live
     * @return the method with them
     * @throws IllegalArgumentException if the name is empty
     */
    public Coverage among(String track, Spells spells) {
        return new Coverage(timeline(), column, days, choice, Stays.by(track, spells), worth);
    }

    /**
     * Says what customers are worth: the amounts of a track in the last days before the day at whose end one looks, that day included.
     *
     * @param track the name of a track with amounts
     * @param last how many days, from 1 to 1,000,000
     * @return the method with it
     * @throws IllegalArgumentException if the name is empty or the number out of range
     */
    public Coverage valuedBy(String track, int last) {
        TrailingMoney money = TrailingMoney.of(track, Checks.within(last, 1, Checks.MOST, "last"));
        return new Coverage(timeline(), column, days, choice, stays, money);
    }

    /**
     * How many distinct texts each customer's contacts of the last days have, as of the end of the data: 0 of who had contact, but not of
     * late; none of who never had.
     *
     * @return the measure, of one column
     */
    public Measure breadth() {
        Coverage method = this;
        return Measure.of("distinct " + contactsInWords(), timeline(), (contacts, sink) -> {
                    if (contacts.size() > 0) {
                        long asOf = ServiceDays.asOf(contacts.timeline());
                        sink.set(
                                method.distinct(contacts, contacts.size(), asOf).size());
                    }
                })
                .on(Contacts.TRACK);
    }

    /**
     * Parts customers by who carries the relation: {@code Ann alone}, or {@code several}; who was reached by nobody is in {@link
     * dev.retention.rule.Group#MISSING}. Read on a day, it looks at the days before it.
     *
     * @param reading when it is read
     * @return the grouping
     */
    public Grouping byOnlyOne(Grouping.Reading reading) {
        Coverage method = this;
        return Grouping.ofEvents("only " + contactsInWords(), requireNonNull(reading, "reading"), (contacts, event) -> {
                    // All is known of the last event.
                    if (event < contacts.size() - 1) {
                        return null;
                    }
                    Set<String> people =
                            method.distinct(contacts, contacts.size(), ServiceDays.asOf(contacts.timeline()));
                    return people.isEmpty()
                            ? null
                            : people.size() > 1 ? "several" : people.iterator().next() + ALONE;
                })
                .on(Contacts.TRACK);
    }

    /**
     * Who carries relations alone, with how many customers and what they are worth: what would leave with them. Takes two passes over the
     * store.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the people on whom customers hang, at the end of every period
     * @throws IllegalArgumentException if the store lacks a track or column that is read
     */
    public <K> PeopleTable<K> alone(Sweep<K> sweep) {
        Grouping people = byOnlyOne(Grouping.Reading.AT_PERIOD);
        return PeopleTable.of(
                of(requireNonNull(sweep, "sweep")).by(people),
                Item.ONE,
                label -> label.substring(0, label.length() - ALONE.length()),
                toString());
    }

    private String contactsInWords() {
        return StoreWords.name(column) + " of contacts" + choice.inWords() + " in the last " + days + " days";
    }

    @Override
    protected String definition() {
        return "customers by distinct " + contactsInWords() + stays.inWords() + worth.inWords();
    }

    @Override
    protected List<String> tracks() {
        return stays.and(Contacts.TRACK, worth.track());
    }

    @Override
    protected void check(HistoryStore<?> store) {
        super.check(store);
        ContactChoice.checkColumn(store, Contacts.TRACK, column);
        choice.check(store, Contacts.TRACK);
        worth.check(store);
    }

    @Override
    protected List<String> warnings(HistoryStore<?> store) {
        return StoreWords.join(choice.warnings(store, Contacts.TRACK), stays.warnings(store));
    }

    @Override
    protected void apply(Timeline periods, History history, CellSink sink) {
        History contacts = ServiceDays.track(history, tracks(), Contacts.TRACK);
        Stays.Days ours = stays.days(history, tracks());
        TrailingMoney.Sum money = worth.sum(history, tracks());
        int known = 0;
        for (int period = 0; period < periods.size(); period++) {
            long end = ServiceDays.end(periods, period);
            while (known < contacts.size() && contacts.epochDay(known) <= end) {
                known++;
            }
            if (ours.has(end)) {
                long value = money.at(end);
                int people = distinct(contacts, known, end).size();
                sink.add(Item.CUSTOMERS, period, value);
                sink.add(people == 0 ? Item.NONE : people == 1 ? Item.ONE : Item.SEVERAL, period, value);
                if (people > 0) {
                    sink.add(Item.REACHED, period, value);
                }
            }
        }
    }

    /** The texts of the last days up to a day, to which so many contacts are known. */
    private Set<String> distinct(History contacts, int known, long day) {
        Set<String> people = new HashSet<>();
        int texts = contacts.column(column);
        for (int i = known - 1; i >= 0 && contacts.epochDay(i) > day - days; i--) {
            if (contacts.hasValue(texts, i) && choice.has(contacts, i)) {
                people.add(requireNonNull(contacts.text(texts, i)));
            }
        }
        return people;
    }
}
