package dev.retention.rule;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.internal.Captures;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A named way of parting customers into {@linkplain Group groups}: every customer is in exactly one group at each reading, so that
 * the groups always add up to the whole.
 *
 * <pre>{@code
 * Grouping plan = Grouping.of("plan", (Long customer) -> crm.plan(customer));
 * CustomerMovements.over(months).of(store).by(plan);
 * }</pre>
 *
 * <p>Known of a customer, for ever or on a day; by the codes or texts of events or what a function says of them; by the ranges of a
 * number or what a function says of several. Who is not known is in {@link Group#MISSING}. Its {@link Reading}, when it is read, is part of
 * it. This class is immutable, thread-safe if its functions are, and serialisable if what they capture is.
 *
 * @since 0.1.0
 */
public final class Grouping implements Serializable {
    private static final long serialVersionUID = 1;

    private final String name;
    private final Reading reading;
    private final GroupSource source;
    private final ArrayList<Group> declared;

    private Grouping(String name, Reading reading, GroupSource source, List<Group> declared) {
        this.name = requireNonNull(name, "name");
        this.reading = requireNonNull(reading, "reading");
        this.source = source;
        this.declared = new ArrayList<>(declared);
    }

    /** When a grouping is read. */
    public enum Reading {
        /** As known at the end of the data. */
        LATEST,
        /** On the day, or by the event, that placed the customer in a cohort; of tables without cohorts the first event. */
        AT_ANCHOR,
        /** For every period anew: at its start of those who were there before, else at its end. */
        AT_PERIOD
    }

    /**
     * Tells the label of a customer.
     *
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface OfCustomer<K> extends Serializable {
        /**
         * The label of a customer.
         *
         * @param customer the key
         * @return the label, null if there is none
         */
        @Nullable
        String label(K customer);
    }

    /**
     * Tells the label that a customer had on a day.
     *
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface OfCustomerOnDay<K> extends Serializable {
        /**
         * The label of a customer on a day.
         *
         * @param customer the key
         * @param day the day at whose end the label is read
         * @return the label, null if there is none
         */
        @Nullable
        String label(K customer, LocalDate day);
    }

    /**
     * Tells the label of an event's code.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface OfCode extends Serializable {
        /**
         * The label of a code.
         *
         * @param code the code of an event
         * @return the label, null if the code has none
         */
        @Nullable
        String label(String code);
    }

    /**
     * By something known of a customer that does not change, such as a country.
     *
     * @param name what the groups are, part of the definition of tables
     * @param label the label of a customer
     * @param <K> the type of customer keys
     * @return the grouping
     */
    @SuppressWarnings("unchecked") // histories carry keys without their type
    public static <K> Grouping of(String name, OfCustomer<K> label) {
        OfCustomer<Object> ofKey = (OfCustomer<Object>) requireNonNull(label, "label");
        return new Grouping(name, Reading.LATEST, GroupSource.ofCustomers(ofKey), List.of());
    }

    /**
     * By something known of a customer that may change over time, such as a tier.
     *
     * @param name what the groups are, part of the definition of tables
     * @param reading when it is read
     * @param label the label of a customer on a day
     * @param <K> the type of customer keys
     * @return the grouping
     */
    @SuppressWarnings("unchecked") // histories carry keys without their type
    public static <K> Grouping of(String name, Reading reading, OfCustomerOnDay<K> label) {
        OfCustomerOnDay<Object> ofKey = (OfCustomerOnDay<Object>) requireNonNull(label, "label");
        return new Grouping(name, reading, GroupSource.ofDays(ofKey), List.of());
    }

    /**
     * By the code of an event: at the anchor, of its event; else of the last event so far whose code has a label.
     *
     * @param name what the groups are, part of the definition of tables
     * @param reading when it is read
     * @param label the label of a code
     * @return the grouping
     */
    public static Grouping ofCode(String name, Reading reading, OfCode label) {
        return new Grouping(name, reading, GroupSource.ofCodes(requireNonNull(label, "label")), List.of());
    }

    /**
     * By the texts in a {@linkplain History#column further column} of events: at the anchor, that of its event; else the last one so far.
     *
     * @param column the name of a column of texts, which is what the groups are
     * @param reading when it is read
     * @return the grouping; a table of a store without such a column of texts is refused, with the columns there are
     */
    public static Grouping ofColumn(String column, Reading reading) {
        return new Grouping(column, reading, GroupSource.ofColumn(requireNonNull(column, "column")), List.of());
    }

    /**
     * By what a function says of an event: at the anchor, of its event; else of the last one so far that has a label. Read on a day, the
     * function sees the customer {@linkplain History#asOf as known} at its end.
     *
     * @param name what the groups are, part of the definition of tables
     * @param reading when it is read
     * @param label the label of an event
     * @return the grouping
     */
    public static Grouping ofEvents(String name, Reading reading, EventLabel label) {
        return new Grouping(name, reading, GroupSource.ofEvents(requireNonNull(label, "label")), List.of());
    }

    /**
     * By the ranges in which the number in a measure's first column lies.
     *
     * @param measure the measure
     * @param reading when it is read
     * @param cuts the smallest number of each range but the first, strictly ascending, at least one
     * @return the grouping
     * @throws IllegalArgumentException if there are no cuts or they do not ascend
     * @see #ofMeasure(Measure, String, Reading, long...)
     */
    public static Grouping ofMeasure(Measure measure, Reading reading, long... cuts) {
        return ofMeasure(measure, requireNonNull(measure, "measure").columns().get(0), reading, cuts);
    }

    /**
     * By the ranges in which a measure's number lies.
     *
     * <p>Cuts at 1 and 5 make three groups, {@code 1: below 1}, {@code 2: 1 to 4} and {@code 3: 5 and more}: numbered so as to come in
     * order of value, and there even if nobody is in them. Read at an anchor or period, the measure sees a customer {@linkplain
     * History#asOf as known} at the end of that day, by its own timeline up to then: it must ask the history's for the end of the data.
     *
     * @param measure the measure; tables must end with its data and have its zone, else they are refused
     * @param column the name of one of its columns, which is what the groups are
     * @param reading when it is read
     * @param cuts the smallest number of each range but the first, strictly ascending, at least one
     * @return the grouping
     * @throws IllegalArgumentException if the measure has no such column, there are no cuts, or they do not ascend
     */
    public static Grouping ofMeasure(Measure measure, String column, Reading reading, long... cuts) {
        requireNonNull(reading, "reading");
        MeasureLabels ranges = MeasureLabels.Ranges.of(measure, column, cuts);
        return new Grouping(column, reading, new MeasureSource(measure, ranges), List.of());
    }

    /**
     * By what a function says of all numbers of a measure, read as ranges are; who lacks one of them is in {@link Group#MISSING}.
     *
     * @param name what the groups are
     * @param measure the measure; tables must end with its data and have its zone, else they are refused
     * @param words how numbers make groups, with every bound: part of the definition of tables
     * @param reading when it is read
     * @param label the label of a customer's numbers
     * @return the grouping
     */
    public static Grouping ofNumbers(String name, Measure measure, String words, Reading reading, Measure.Label label) {
        MeasureLabels all = new MeasureLabels.OfAll(words, label);
        return new Grouping(name, reading, new MeasureSource(measure, all), List.of());
    }

    /**
     * The same by the events of another track of a store that has {@linkplain dev.retention.history.HistoryStore#and several}, such as
     * what is known of customers from a day on: undated things are given the first day there is. Between tracks only days are ordered,
     * so that at an anchor the group is that at the end of its day: {@code Grouping.ofColumn("country", LATEST).on("profiles")}.
     *
     * @param track the name of the track
     * @return the grouping
     * @throws IllegalArgumentException if the name is empty, or the grouping is not by events; measures have {@link Measure#on}
     */
    public Grouping on(String track) {
        TrackNames.of(requireNonNull(track, "track"));
        return new Grouping(name, reading, source.on(track), declared);
    }

    /**
     * From which group to which a customer {@linkplain Group#move moves} in each period, or {@code A → A} of who stays, so that changes of
     * group are apart from those inside: {@code revenue.by(plan.moves()).inGroup("A → B").inPeriod("2024-03").amount(SURVIVORS_START)}.
     *
     * @return the grouping, of which all of a period is read at once
     * @throws IllegalStateException if the grouping is not read at each period
     */
    public Grouping moves() {
        checkState(reading == Reading.AT_PERIOD, "moves are between groups that are read at each period, not %s", this);
        return new Grouping(name, reading, new MoveSource(source), declared);
    }

    /**
     * The same with groups that are there even if nobody is in them; they are part of the definition of tables.
     *
     * @param labels the labels
     * @return the grouping
     */
    public Grouping declaring(String... labels) {
        Stream<Group> more = Stream.of(requireNonNull(labels, "labels")).map(Group::of);
        return new Grouping(name, reading, source, Stream.concat(declared.stream(), more).toList());
    }

    /** {@return what the groups are} */
    public String name() {
        return name;
    }

    /** {@return when the grouping is read} */
    public Reading reading() {
        return reading;
    }

    /** {@return whether groups are {@link #moves}, so that who ends a period in one may start the next in another} */
    public boolean isOfMoves() {
        return source.isOfPeriods();
    }

    String definition() {
        return "by " + name + " " + source.readingInWords(reading) + (declared.isEmpty() ? "" : " with " + declared);
    }

    List<Group> declared() {
        return Stream.concat(source.groups().stream(), declared.stream()).toList();
    }

    GroupSource source() {
        return source;
    }

    /** Prints the name, from where groups come, and when they are read. */
    @Override
    public String toString() {
        return definition();
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
        Captures.write(out, "grouping (" + definition() + ")");
    }
}
