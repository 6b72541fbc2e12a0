package dev.retention.service;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.internal.Checks;
import dev.retention.movement.Spells;
import dev.retention.rule.CellSink;
import dev.retention.rule.Grouping;
import dev.retention.rule.PeriodMethod;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells who of ours looks after which customers, who has nobody, and when customers are handed over.
 *
 * <pre>{@code
 * HistoryStore<Long> owners = Owners.reader(Row::customer, Row::from, Row::role, Row::employee).from(rows);
 * Owners managers = Owners.over(months, "manager").among("contracts", contractSpells).valuedBy("invoices", 365);
 * HistoryStore<Long> tracks = contracts.named("contracts").and(invoices.named("invoices")).and(owners);
 * managers.of(tracks).inPeriod("2024-03").members(Item.HANDED_OVER);
 * managers.load(Sweep.over(tracks)).inPeriod("2024-03").people();
 * LaterLoss.over(months, contractSpells).on("contracts").after(Owners.handedOver("manager")).of(tracks);
 * CustomerChurn.over(months, contractSpells).of(tracks).by(managers.byLoad(Sweep.over(tracks), 20, 40));   // do managers with many lose more?
 * }</pre>
 *
 * <ul>
 *   <li>In each role a customer has one owner at a time, from the day of the row until another is named.
 *   <li>{@link Item#OWNED} and {@link Item#UNOWNED} are customers who are ours at the end of the period: {@code CUSTOMERS = OWNED +
 *       UNOWNED}. As numbers they are what these are worth, see {@link #valuedBy}: 0 if that is not asked for.
 *   <li>A customer is handed over on the day from which another employee has the role than before, if ours on that day. The first owner
 *       is no hand-over. Some have left by the end of the period: the share is that of {@link Item#HANDED_OVER} in {@link Item#OURS}.
 *   <li>Customers are ours from their first owner in whatever role, for ever, unless {@link #among} says by which contracts or orders.
 * </ul>
 *
 * <p>Takes one pass over the store, {@code O(rows + periods)} of each customer. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Owners extends PeriodMethod<Owners.Item> {
    /** The name of the track. */
    public static final String TRACK = "owners";
    /** The column of texts: who of ours looks after the customer from that day on. */
    public static final String EMPLOYEE = "employee";

    private static final long serialVersionUID = 1;

    private final String role;
    private final Stays stays;
    private final TrailingMoney worth;

    private Owners(Timeline timeline, String role, Stays stays, TrailingMoney worth) {
        super(timeline, Item.class);
        this.role = role;
        this.stays = stays;
        this.worth = worth;
    }

    /** What is counted of a period. */
    public enum Item {
        /** Who is ours at the end of the period. */
        CUSTOMERS,
        /** Who has an owner then. */
        OWNED,
        /** Who has none then. */
        UNOWNED,
        /** Of those who were ours, customers who were handed over in the period; as a number, how often. */
        HANDED_OVER,
        /** Who was ours on a day of the period, and may have left by its end; as a number, on how many days. */
        OURS
    }

    /**
     * Looks at the owners in one role.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first owner
     * @param role the role, which is the code of the track
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static Owners over(Timeline timeline, String role) {
        return new Owners(
                ServiceDays.whole(timeline), requireNonNull(role, "role"), Stays.FROM_FIRST_EVENT, TrailingMoney.NONE);
    }

    /**
     * Says when customers are ours.
     *
     * @param track the name of the track of contracts or orders
     * @param spells how they make customers live
     * @return the method with them
     * @throws IllegalArgumentException if the name is empty
     */
    public Owners among(String track, Spells spells) {
        return new Owners(timeline(), role, Stays.by(track, spells), worth);
    }

    /**
     * Says what customers are worth: the amounts of a track in the last days up to the end of each period.
     *
     * @param track the name of a track with amounts
     * @param last how many days, from 1 to 1,000,000
     * @return the method with it
     * @throws IllegalArgumentException if the name is empty or the number out of range
     */
    public Owners valuedBy(String track, int last) {
        Checks.within(last, 1, Checks.MOST, "last");
        return new Owners(timeline(), role, stays, TrailingMoney.of(track, last));
    }

    /**
     * Parts customers by their owner in a role; who has none is in {@link dev.retention.rule.Group#MISSING}.
     *
     * @param role the role, which is what the groups are
     * @param reading when it is read
     * @return the grouping
     */
    public static Grouping by(String role, Grouping.Reading reading) {
        requireNonNull(role, "role");
        return Grouping.ofEvents(
                        role,
                        requireNonNull(reading, "reading"),
                        (owners, event) -> OwnerLoads.owner(owners, event, role))
                .on(TRACK);
    }

    /**
     * The customers of every owner at the end of every period.
     *
     * @param sweep the sweep, for two passes
     * @param <K> the type of customer keys
     * @return owners with the customers they have
     * @throws IllegalArgumentException if the store lacks a track or column that is read
     */
    public <K> PeopleTable<K> load(Sweep<K> sweep) {
        Grouping owners = by(role, Grouping.Reading.AT_PERIOD);
        return PeopleTable.of(of(requireNonNull(sweep, "sweep")).by(owners), Item.OWNED, name -> name, toString());
    }

    /**
     * Parts customers at each period by how many customers their owner has. Whoever was there before is read at the start of the period,
     * with the load of the owner at the end of the period before, others at its end; so a table of losses is parted by what was so before
     * them. Load is a fact about all customers: it is counted now, with two passes over the store, and stays as it is, so that parts of a
     * store, later states of it and live tables are parted by the load of this one.
     *
     * @param sweep the sweep over the whole store
     * @param cuts the smallest number of customers of each range but the first, strictly ascending, at least one
     * @return the grouping, with groups such as {@code 1: below 20}, {@code 2: 20 to 39} and {@code 3: 40 and more}; who had no owner, or
     *     whose owner had no customer who is ours, is in {@link dev.retention.rule.Group#MISSING}
     * @throws IllegalArgumentException if there are no cuts or they do not ascend
     */
    public Grouping byLoad(Sweep<?> sweep, long... cuts) {
        OwnerLoads loads = OwnerLoads.checked(cuts);
        Timeline bound = requireNonNull(sweep, "sweep").store().track(TRACK).bind(timeline());
        Owners earlier = new Owners(bound.from(bound.first().plus(-1)), role, stays, TrailingMoney.NONE);
        return Grouping.ofEvents(
                        "load of " + role + stays.inWords() + ", cut at " + loads.cuts(),
                        Grouping.Reading.AT_PERIOD,
                        loads.with(role, earlier.load(sweep)))
                .on(TRACK);
    }

    /**
     * The hand-overs of one customer, in every role.
     *
     * @param owners a history on this track
     * @return the numbers of the events from which another employee has the role, ascending; their days are {@code owners.date(event)}
     * @throws IllegalArgumentException if the store has no column {@value #EMPLOYEE}
     */
    public static IntStream handOvers(History owners) {
        return HandedOver.events(requireNonNull(owners, "owners"));
    }

    /**
     * A hand-over in one role, to be asked whether it goes before a loss, see {@link LaterLoss#after}.
     *
     * @param role the role, such as {@code manager}
     * @return the signal, on the days from which another employee has the role than before
     */
    public static Signal handedOver(String role) {
        return new HandedOver(requireNonNull(role, "role"));
    }

    /**
     * How to read owners, a row for each employee who takes on a customer.
     *
     * @param customer the customer's key
     * @param from the civil day from which the employee looks after the customer
     * @param role the role, such as {@code manager}
     * @param employee who of ours it is
     * @param <S> the type of rows
     * @param <K> the type of customer keys
     * @return a reader
     */
    public static <S, K> Reader<S, K> reader(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable LocalDate> from,
            Function<? super S, ? extends @Nullable String> role,
            Function<? super S, ? extends @Nullable String> employee) {
        requireNonNull(employee, "employee");
        return new Reader<>(new RelationRows<S, K>(
                        requireNonNull(customer, "customer"),
                        requireNonNull(from, "from"),
                        requireNonNull(role, "role"))
                .neededText(EMPLOYEE, employee, "an owner")
                .checkedLast(() -> OwnerLoads.oneAtATime(role, employee)));
    }

    @Override
    protected String definition() {
        return "customers by their " + StoreWords.name(role) + stays.inWords() + worth.inWords();
    }

    @Override
    protected List<String> tracks() {
        return stays.and(TRACK, worth.track());
    }

    @Override
    protected void check(HistoryStore<?> store) {
        super.check(store);
        ContactChoice.checkColumn(store, TRACK, EMPLOYEE);
        worth.check(store);
    }

    @Override
    protected List<String> warnings(HistoryStore<?> store) {
        return StoreWords.join(store.track(TRACK).codes().warnings(List.of(role)), stays.warnings(store));
    }

    @Override
    protected void apply(Timeline periods, History history, CellSink sink) {
        History owners = ServiceDays.track(history, tracks(), TRACK);
        Stays.Days ours = stays.days(history, tracks());
        TrailingMoney.Sum money = worth.sum(history, tracks());
        long owned = OwnerLoads.firstDay(owners, role);
        for (int period = 0; period < periods.size(); period++) {
            long end = ServiceDays.end(periods, period);
            if (ours.has(end)) {
                long value = money.at(end);
                sink.add(Item.CUSTOMERS, period, value);
                sink.add(owned <= end ? Item.OWNED : Item.UNOWNED, period, value);
            }
        }
        stays.forEach(
                history, tracks(), (start, end, ended) -> ServiceDays.addDays(sink, Item.OURS, periods, start, end));
        Stays.Days then = stays.days(history, tracks());
        new HandedOver(role)
                .inRole(owners)
                .filter(event -> owners.period(event) >= 0 && then.has(owners.epochDay(event)))
                .forEach(event -> sink.add(Item.HANDED_OVER, owners.period(event), 1));
    }

    /**
     * Reads owners out of the caller's objects.
     *
     * <p>Refused, with row and customer: an owner without an employee, and a second employee in one role from one day on. A {@linkplain
     * #lenient() lenient} reader leaves such rows out, counts them all and lists the first ten of each reason in {@link HistoryStore#exclusions}. Immutable and thread-safe.
     *
     * @param <S> the type of rows
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    public static final class Reader<S, K> {
        private final RelationRows<S, K> rows;

        private Reader(RelationRows<S, K> rows) {
            this.rows = rows;
        }

        /** {@return a reader that leaves rows out that cannot be read, instead of refusing the first} */
        public Reader<S, K> lenient() {
            return new Reader<>(rows.lenient());
        }

        /**
         * Reads a store of the one track {@value Owners#TRACK}.
         *
         * @param owners the rows in any order; of two that contradict each other the first counts
         * @return the store, with what was left out
         * @throws InvalidRowException if a row is refused and the reader is strict; the message tells row and customer
         */
        public HistoryStore<K> from(Iterable<? extends S> owners) {
            return rows.from(requireNonNull(owners, "owners"), TRACK);
        }

        /** Prints what is read. */
        @Override
        public String toString() {
            return rows.inWords("owners");
        }
    }
}
