package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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
 * <p>Customers of whom the grouping knows nothing are in {@link Group#MISSING}. When it is read is part of it:
 *
 * <table>
 *   <caption>Readings</caption>
 *   <tr><td>{@link Reading#LATEST}</td><td>as known at the end of the data</td></tr>
 *   <tr><td>{@link Reading#AT_ANCHOR}</td><td>on the day, or by the event, that placed the customer in a cohort; for tables without
 *       cohorts, the first event</td></tr>
 *   <tr><td>{@link Reading#AT_PERIOD}</td><td>for every period anew: at its start of those there before, else at its end</td></tr>
 * </table>
 *
 * <p>This class is immutable, thread-safe if its functions are, and serialisable if what they capture is.
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
        /** On the day, or by the event, that placed the customer in a cohort; else by the first event. */
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
        requireNonNull(label, "label");
        OfCustomer<Object> ofKey = (OfCustomer<Object>) label;
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
        requireNonNull(label, "label");
        OfCustomerOnDay<Object> ofKey = (OfCustomerOnDay<Object>) label;
        return new Grouping(name, reading, GroupSource.ofDays(ofKey), List.of());
    }

    /**
     * By the code of an event: at the anchor, the event that placed the customer in a cohort; else the last event so far whose code
     * has a label.
     *
     * @param name what the groups are, part of the definition of tables
     * @param reading when it is read
     * @param label the label of a code
     * @return the grouping
     */
    public static Grouping ofCode(String name, Reading reading, OfCode label) {
        requireNonNull(label, "label");
        return new Grouping(name, reading, GroupSource.ofCodes(label), List.of());
    }

    /**
     * The same with groups that are there even if nobody is in them; they are part of the definition of tables.
     *
     * @param labels the labels
     * @return the grouping
     */
    public Grouping declaring(String... labels) {
        List<Group> groups = new ArrayList<>(declared);
        for (String label : labels) {
            groups.add(Group.of(label));
        }
        return new Grouping(name, reading, source, groups);
    }

    /**
     * What the groups are.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * When the grouping is read.
     *
     * @return the reading
     */
    public Reading reading() {
        return reading;
    }

    /** What the grouping adds to the definition of a table. */
    String definition() {
        return "by " + name + " " + source.readingInWords(reading) + (declared.isEmpty() ? "" : " with " + declared);
    }

    List<Group> declared() {
        return declared;
    }

    /** Prints name and reading. */
    @Override
    public String toString() {
        return definition();
    }

    /** Reads groups for one thread, which may keep what it learned of a store's codes. */
    Reader reader() {
        return source.reader();
    }

    /** Reads the groups of one customer after the other. */
    interface Reader {
        /** The group by an event itself. */
        Group at(History history, int event);

        /** The group by the first event; of a customer with events on other tracks only there is none. */
        default Group atFirst(History history) {
            return history.size() == 0 ? Group.MISSING : at(history, 0);
        }

        /** The group at the end of a day. */
        Group on(History history, long epochDay);

        /** The group at the end of the data. */
        Group latest(History history);

        /** The groups at all moments of a timeline, the starts and ends of its periods. */
        void atMoments(History history, Changes changes);
    }

    /** Takes the group from a moment on; moment {@code p} is the start of period {@code p} and the end of the one before. */
    interface Changes {
        int lastMoment();

        void from(int moment, Group group);
    }

    /** Refuses to part what is parted already. */
    static void checkUnparted(Rule<?> rule) {
        checkArgument(
                !(rule.cells() instanceof Cells.Grouped<?>),
                "rule (%s) is parted into groups already: take one grouping whose labels tell both",
                rule.definition());
    }
}
