package dev.retention.service;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.movement.Spells;
import dev.retention.rule.CellSink;
import dev.retention.rule.Measure;
import dev.retention.rule.PeriodMethod;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts our contacts with customers and the minutes they took, by channel, role or reason.
 *
 * <pre>{@code
 * HistoryStore<Long> contacts = Contacts.reader(Call::customer, Call::day, Call::channel)
 *         .role(Call::ourRole).minutes(Call::minutes).from(calls);
 * Contacts.over(months).through("call").of(contacts).inPeriod("2024-03").number(Item.MINUTES);
 * Contacts.over(months).where(Contacts.ROLE, "director").daysSince();   // a measure: since the director last called
 * }</pre>
 *
 * <p>A contact counts on its day. {@link Item#EXPOSED} tells for how many days customers were ours in the period, so that {@code
 * ratio(CONTACTS, EXPOSED)} is contacts per customer and day: from their first contact for ever, unless {@link #among} says by which
 * contracts or orders. A contact of who is no customer then still counts. Takes one pass over the store, {@code O(contacts + periods)} of
 * each customer. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Contacts extends PeriodMethod<Contacts.Item> {
    /** The name of the track. */
    public static final String TRACK = "contacts";
    /** The column of texts: the role of who of ours made contact, such as a director. */
    public static final String ROLE = "role";
    /** The column of texts: who of ours made contact. */
    public static final String EMPLOYEE = "employee";
    /** The column of texts: with whom on the customer's side. */
    public static final String PERSON = "person";
    /** The column of texts: the role of that person, such as a decision maker. */
    public static final String PERSON_ROLE = "person role";
    /** The column of numbers: how many minutes it took. */
    public static final String MINUTES = "minutes";
    /** The column of planned days: when the next step that was agreed is due. */
    public static final String NEXT_STEP = "next step";
    /** The column of texts: why contact was made. */
    public static final String REASON = "reason";

    private static final long serialVersionUID = 1;

    private final ContactChoice choice;
    private final Stays stays;

    private Contacts(Timeline timeline, ContactChoice choice, Stays stays) {
        super(timeline, Item.class);
        this.choice = choice;
        this.stays = stays;
    }

    /** What is counted of a period. */
    public enum Item {
        /** Customers who were contacted; as a number, how often. */
        CONTACTS,
        /** Customers of whose contacts minutes are known; as a number, the minutes. */
        MINUTES,
        /** Customers with contacts of which minutes are not known; as a number, these contacts. */
        UNTIMED,
        /** Customers who were ours on a day of the period; as a number, on how many days. */
        EXPOSED
    }

    /**
     * Counts all contacts.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first contact
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static Contacts over(Timeline timeline) {
        return new Contacts(ServiceDays.whole(timeline), ContactChoice.ALL, Stays.FROM_FIRST_EVENT);
    }

    /**
     * Counts contacts through some channels only.
     *
     * @param channels their codes, at least one
     * @return the method with them, in place of those it had
     * @throws IllegalArgumentException if no channel is named
     */
    public Contacts through(String... channels) {
        return new Contacts(timeline(), choice.through(channels), stays);
    }

    /**
     * Counts contacts only whose column has a text, such as {@link #REASON} or {@link #ROLE}.
     *
     * @param column the name of a column of texts
     * @param text the text
     * @return the method with that condition beside those on other columns
     * @throws IllegalArgumentException if the name is empty
     */
    public Contacts where(String column, String text) {
        return new Contacts(timeline(), choice.where(column, text), stays);
    }

    /**
     * Says when customers are ours.
     *
     * @param track the name of the track of contracts or orders
     * @param spells how they make customers live
     * @return the method with them
     * @throws IllegalArgumentException if the name is empty
     */
    public Contacts among(String track, Spells spells) {
        return new Contacts(timeline(), choice, Stays.by(track, spells));
    }

    /**
     * How many days ago the last contact that counts was, as of the end of the data; none of a customer who never had one.
     *
     * @return the measure, of one column; 0 for a contact on the as-of day
     */
    public Measure daysSince() {
        ContactChoice counted = choice;
        return Measure.of("days since contact" + choice.inWords(), timeline(), (contacts, sink) -> {
                    for (int contact = contacts.size() - 1; contact >= 0; contact--) {
                        if (counted.has(contacts, contact)) {
                            sink.set(ServiceDays.asOf(contacts.timeline()) - contacts.epochDay(contact));
                            return;
                        }
                    }
                })
                .on(TRACK);
    }

    /**
     * How to read contacts, a row for each.
     *
     * @param customer the customer's key
     * @param day the civil day on which contact was made
     * @param channel how, such as {@code call} or {@code visit}
     * @param <S> the type of rows
     * @param <K> the type of customer keys
     * @return a reader, to which columns can be added
     */
    public static <S, K> Reader<S, K> reader(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable LocalDate> day,
            Function<? super S, ? extends @Nullable String> channel) {
        return new Reader<>(new RelationRows<>(
                requireNonNull(customer, "customer"), requireNonNull(day, "day"), requireNonNull(channel, "channel")));
    }

    @Override
    protected String definition() {
        return "contacts" + choice.inWords() + stays.inWords();
    }

    @Override
    protected List<String> tracks() {
        return stays.and(TRACK);
    }

    @Override
    protected void check(HistoryStore<?> store) {
        super.check(store);
        choice.check(store, TRACK);
    }

    @Override
    protected List<String> warnings(HistoryStore<?> store) {
        return StoreWords.join(choice.warnings(store, TRACK), stays.warnings(store));
    }

    @Override
    protected void apply(Timeline periods, History history, CellSink sink) {
        History contacts = ServiceDays.track(history, tracks(), TRACK);
        int minutes = contacts.hasColumn(MINUTES) ? contacts.column(MINUTES) : -1;
        for (int i = choice.next(contacts, 0); i < contacts.size(); i = choice.next(contacts, i + 1)) {
            int period = contacts.period(i);
            if (period >= 0) {
                sink.add(Item.CONTACTS, period, 1);
                boolean isTimed = minutes >= 0 && contacts.hasValue(minutes, i);
                sink.add(isTimed ? Item.MINUTES : Item.UNTIMED, period, isTimed ? contacts.number(minutes, i) : 1);
            }
        }
        stays.forEach(
                history, tracks(), (start, end, ended) -> ServiceDays.addDays(sink, Item.EXPOSED, periods, start, end));
    }

    /**
     * Reads contacts out of the caller's objects. A column that is not asked for does not exist in the store.
     *
     * <p>Refused, with row and customer: a contact without an employee or person where they are asked for, minutes below 0, and a next
     * step before the contact. A {@linkplain #lenient() lenient} reader leaves such rows out, counts them all and lists the first ten of
     * each reason in {@link HistoryStore#exclusions}. Immutable and thread-safe.
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

        /**
         * {@return this reader with the role of who of ours made contact}
         *
         * @param role the role, null if not known
         */
        public Reader<S, K> role(Function<? super S, ? extends @Nullable String> role) {
            return new Reader<>(rows.text(ROLE, requireNonNull(role, "role")));
        }

        /**
         * {@return this reader with who of ours made contact}
         *
         * @param employee who, which every row must tell
         */
        public Reader<S, K> employee(Function<? super S, ? extends @Nullable String> employee) {
            return new Reader<>(rows.neededText(EMPLOYEE, requireNonNull(employee, "employee"), "a contact"));
        }

        /**
         * {@return this reader with whom contact was made}
         *
         * @param person who, which every row must tell
         */
        public Reader<S, K> person(Function<? super S, ? extends @Nullable String> person) {
            return new Reader<>(rows.neededText(PERSON, requireNonNull(person, "person"), "a contact"));
        }

        /**
         * {@return this reader with the role of that person}
         *
         * @param role the role, null if not known
         */
        public Reader<S, K> personRole(Function<? super S, ? extends @Nullable String> role) {
            return new Reader<>(rows.text(PERSON_ROLE, requireNonNull(role, "role")));
        }

        /**
         * {@return this reader with minutes}
         *
         * @param minutes a whole number of at least 0, null if not known
         */
        public Reader<S, K> minutes(Function<? super S, ? extends @Nullable Number> minutes) {
            return new Reader<>(rows.number(MINUTES, requireNonNull(minutes, "minutes")));
        }

        /**
         * {@return this reader with the next step}
         *
         * @param day when it is due, not before the contact; null if none was agreed
         */
        public Reader<S, K> nextStep(Function<? super S, ? extends @Nullable LocalDate> day) {
            return new Reader<>(rows.day(NEXT_STEP, requireNonNull(day, "day"), true));
        }

        /**
         * {@return this reader with the reason}
         *
         * @param reason why contact was made, null if not known
         */
        public Reader<S, K> reason(Function<? super S, ? extends @Nullable String> reason) {
            return new Reader<>(rows.text(REASON, requireNonNull(reason, "reason")));
        }

        /** {@return a reader that leaves rows out that cannot be read, instead of refusing the first} */
        public Reader<S, K> lenient() {
            return new Reader<>(rows.lenient());
        }

        /**
         * Reads a store of the one track {@value Contacts#TRACK}.
         *
         * @param contacts the rows in any order
         * @return the store, with what was left out
         * @throws InvalidRowException if a row is refused and the reader is strict; the message tells row and customer
         */
        public HistoryStore<K> from(Iterable<? extends S> contacts) {
            return rows.from(requireNonNull(contacts, "contacts"), TRACK);
        }

        /** Prints what is read. */
        @Override
        public String toString() {
            return rows.inWords("contacts");
        }
    }
}
