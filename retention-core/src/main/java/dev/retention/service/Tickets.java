package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads tickets, the contacts that came to us, out of the caller's objects into a track of its own.
 *
 * <pre>{@code
 * HistoryStore<Long> tickets = Tickets.reader(Ticket::customer, Ticket::openedOn, Ticket::kind)
 *         .text(Tickets.TOPIC, Ticket::topic)
 *         .answered(Ticket::answeredOn)
 *         .resolved(Ticket::resolvedOn)
 *         .from(desk.tickets());
 * HistoryStore<Long> all = orders.named("orders").and(tickets);
 * }</pre>
 *
 * <p>A ticket is an event on the day it was opened, with its kind as code. A column that was not given does not exist, and a method that
 * needs it refuses the store. Where times are known, {@link #readerOfInstants} derives days and minutes from them.
 *
 * <p>Refused, with row and customer:
 *
 * <ul>
 *   <li>a ticket without a kind;
 *   <li>an answer or a resolution before the ticket was opened, and a first answer after the resolution, by days, minutes or times: both may be
 *       of one moment;
 *   <li>minutes below 0, without their day, or such as cannot lie between the days: from {@code d} days fewer than {@code d − 1} or more
 *       than {@code d + 1} times 24 hours, by more than the two hours by which clocks may be set. They are all that went by, at night and
 *       on holidays too. Where a zone leaves out a day, read times;
 *   <li>fewer than 1 contact.
 * </ul>
 *
 * <p>A {@linkplain #lenient() lenient} reader leaves such rows out, counts them all and lists the first ten of each reason in {@link
 * HistoryStore#exclusions}. Rows are
 * looked at one by one and not kept. This class is immutable and thread-safe.
 *
 * @param <S> the type of rows
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Tickets<S, K> {
    /** The name of the track. */
    public static final String TRACK = "tickets";

    /** The code of a ticket that says what was bad. */
    public static final String COMPLAINT = "complaint";

    /** The code of a ticket that says what was good. */
    public static final String PRAISE = "praise";

    /** The code of a ticket that asks. */
    public static final String QUESTION = "question";

    /** The column of texts with what a ticket is about. */
    public static final String TOPIC = "topic";

    /** The column of texts with the stage at which it surfaced, such as {@code delivery}. */
    public static final String STAGE = "stage";

    /** The column of texts with the stage that caused it, such as {@code ordering}. */
    public static final String CAUSE = "cause";

    /** The column of texts with who of ours had it. */
    public static final String AGENT = "agent";

    /** The column of days of the first answer. */
    public static final String ANSWERED = "answered";

    /** The column of days of the resolution. */
    public static final String RESOLVED = "resolved";

    /** The column of numbers with the minutes to the first answer. */
    public static final String MINUTES_TO_ANSWER = "minutes to answer";

    /** The column of numbers with the minutes to the resolution. */
    public static final String MINUTES_TO_RESOLVE = "minutes to resolve";

    /** The column of numbers with how many contacts it took: 1 where the first one resolved it. */
    public static final String CONTACTS = "contacts";

    private final TicketRows<S, K> rows;

    private Tickets(TicketRows<S, K> rows) {
        this.rows = rows;
    }

    /**
     * Reads tickets of which days are known.
     *
     * @param customer the customer's key
     * @param opened the day on which the ticket was opened
     * @param kind what it is, such as {@link #COMPLAINT}
     * @param <S> the type of rows
     * @param <K> the type of customer keys
     * @return the reader
     */
    public static <S, K> Tickets<S, K> reader(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable LocalDate> opened,
            Function<? super S, ? extends @Nullable String> kind) {
        return new Tickets<>(new TicketRows<>(
                requireNonNull(customer, "customer"),
                requireNonNull(opened, "opened"),
                requireNonNull(kind, "kind"),
                null,
                Map.of(),
                false));
    }

    /**
     * Reads tickets of which times are known. They become civil days of a zone, as the events of a store of days are, and minutes where
     * {@link #answeredAt} and {@link #resolvedAt} tell times too.
     *
     * @param customer the customer's key
     * @param opened when the ticket was opened
     * @param kind what it is, such as {@link #COMPLAINT}
     * @param zone the zone whose days count
     * @param <S> the type of rows
     * @param <K> the type of customer keys
     * @return the reader
     */
    public static <S, K> Tickets<S, K> readerOfInstants(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable Instant> opened,
            Function<? super S, ? extends @Nullable String> kind,
            ZoneId zone) {
        requireNonNull(customer, "customer");
        requireNonNull(kind, "kind");
        TicketRows.Times<S> times =
                new TicketRows.Times<>(requireNonNull(opened, "opened"), requireNonNull(zone, "zone"), Map.of());
        return new Tickets<>(new TicketRows<>(customer, times.day(opened), kind, times, Map.of(), false));
    }

    private Tickets<S, K> with(String name, Function<? super S, ? extends @Nullable Object> column) {
        return new Tickets<>(rows.with(name, column));
    }

    /**
     * Reads a text of every ticket: {@link #TOPIC}, {@link #STAGE}, {@link #CAUSE}, {@link #AGENT}, or one of the caller's.
     *
     * @param name the name of the column
     * @param text the text; null of a ticket without one
     * @return this reader with it
     * @throws IllegalArgumentException if the name is empty, another column's, or one that is not of texts
     */
    public Tickets<S, K> text(String name, Function<? super S, ? extends @Nullable String> text) {
        checkArgument(!requireNonNull(name, "name").isEmpty(), "name (%s) must not be empty", name);
        checkArgument(!TicketRows.OTHERS.contains(name), "name (%s) must be that of a column of texts", name);
        return with(name, requireNonNull(text, "text"));
    }

    /**
     * Reads the day of the first answer.
     *
     * @param answered the day; null of a ticket without an answer so far
     * @return this reader with it
     * @throws IllegalArgumentException if it was said before
     */
    public Tickets<S, K> answered(Function<? super S, ? extends @Nullable LocalDate> answered) {
        return with(ANSWERED, requireNonNull(answered, "answered"));
    }

    /**
     * Reads the minutes to the first answer, beside its day.
     *
     * @param minutes whole minutes from the opening, of a ticket with a day of its answer; null where they are not known
     * @return this reader with them
     * @throws IllegalArgumentException if they were said before
     * @throws IllegalStateException if {@link #answered} was not called before
     */
    public Tickets<S, K> minutesToAnswer(Function<? super S, ? extends @Nullable Number> minutes) {
        requireNonNull(minutes, "minutes");
        checkState(rows.has(ANSWERED), "call answered(…) first");
        return with(MINUTES_TO_ANSWER, minutes);
    }

    /**
     * Reads the time of the first answer, as a day and minutes from the opening, of which one that has begun counts: 61 seconds are 2.
     *
     * @param answered the time; null of a ticket without an answer so far
     * @return this reader with both
     * @throws IllegalArgumentException if it was said before
     * @throws IllegalStateException if the reader is not one {@linkplain #readerOfInstants of instants}
     */
    public Tickets<S, K> answeredAt(Function<? super S, ? extends @Nullable Instant> answered) {
        return new Tickets<>(rows.withTime(ANSWERED, MINUTES_TO_ANSWER, requireNonNull(answered, "answered")));
    }

    /**
     * Reads the day of the resolution.
     *
     * @param resolved the day; null of a ticket that is still open
     * @return this reader with it
     * @throws IllegalArgumentException if it was said before
     */
    public Tickets<S, K> resolved(Function<? super S, ? extends @Nullable LocalDate> resolved) {
        return with(RESOLVED, requireNonNull(resolved, "resolved"));
    }

    /**
     * Reads the minutes to the resolution, beside its day.
     *
     * @param minutes whole minutes from the opening, of a ticket with a day of its resolution; null where they are not known
     * @return this reader with them
     * @throws IllegalArgumentException if they were said before
     * @throws IllegalStateException if {@link #resolved} was not called before
     */
    public Tickets<S, K> minutesToResolve(Function<? super S, ? extends @Nullable Number> minutes) {
        requireNonNull(minutes, "minutes");
        checkState(rows.has(RESOLVED), "call resolved(…) first");
        return with(MINUTES_TO_RESOLVE, minutes);
    }

    /**
     * Reads the time of the resolution, as a day and minutes from the opening, of which one that has begun counts: 61 seconds are 2.
     *
     * @param resolved the time; null of a ticket that is still open
     * @return this reader with both
     * @throws IllegalArgumentException if it was said before
     * @throws IllegalStateException if the reader is not one {@linkplain #readerOfInstants of instants}
     */
    public Tickets<S, K> resolvedAt(Function<? super S, ? extends @Nullable Instant> resolved) {
        return new Tickets<>(rows.withTime(RESOLVED, MINUTES_TO_RESOLVE, requireNonNull(resolved, "resolved")));
    }

    /**
     * Reads how many contacts a ticket took.
     *
     * @param contacts a whole number of at least 1; null where it is not known
     * @return this reader with it
     * @throws IllegalArgumentException if it was said before
     */
    public Tickets<S, K> contacts(Function<? super S, ? extends @Nullable Number> contacts) {
        return with(CONTACTS, requireNonNull(contacts, "contacts"));
    }

    /**
     * Leaves rows out that cannot be read, counted and the first ten listed, instead of refusing the first.
     *
     * @return a lenient reader
     */
    public Tickets<S, K> lenient() {
        return new Tickets<>(rows.leftOut());
    }

    /**
     * Reads a store.
     *
     * @param tickets the rows in any order
     * @return the store, a track named {@value #TRACK}, with what was left out
     * @throws dev.retention.history.InvalidRowException if a row is refused and the reader is strict; the message tells row and customer
     */
    public HistoryStore<K> from(Iterable<? extends S> tickets) {
        return rows.reader().from(requireNonNull(tickets, "tickets")).named(TRACK);
    }

    /**
     * Reads a store; the stream is read sequentially and not closed.
     *
     * @param tickets the rows in any order
     * @return the store, a track named {@value #TRACK}, with what was left out
     * @throws dev.retention.history.InvalidRowException if a row is refused and the reader is strict; the message tells row and customer
     */
    public HistoryStore<K> from(Stream<? extends S> tickets) {
        return rows.reader().from(requireNonNull(tickets, "tickets")).named(TRACK);
    }

    /** Prints what is read. */
    @Override
    public String toString() {
        return "tickets, a row each" + (rows.isLenient() ? ", lenient" : "");
    }
}
