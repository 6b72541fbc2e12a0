package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.history.Members;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measure;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One row for each customer, with a flag such as whether the customer has left, and what else is known: all that many a company has at
 * hand.
 *
 * <pre>{@code
 * Snapshot.of(rows, Row::customer, Row::hasLeft)
 *         .text("contract", Row::contract)
 *         .ordered("size", Row::size, "1 to 9", "10 to 99", "100 and more")
 *         .number("tenure", Row::months, 6, 12, 24)
 *         .quantiles("monthly charge", Row::cents, 4)
 *         .traits(TraitRanking.LIFT, traits -> traits.minimum(20))
 *         .higher().found(0.05);
 * }</pre>
 *
 * <p>A snapshot tells what is known today, also of those who left long ago: what changes when a customer leaves, such as a status or a
 * balance,
 * must not be a column. Rows become a store of one event for each customer, so that all else that takes customers of a store can be asked.
 * This class is immutable, and thread-safe if the rows and accessors are; every method returns another snapshot.
 *
 * @param <T> the caller's type of row
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Snapshot<T, K> {
    private static final LocalDate DAY = LocalDate.EPOCH;
    private static final Timeline TIMELINE = Timeline.of(Grain.DAY, DAY).from(DAY);

    private final List<T> rows;
    private final Function<? super T, ? extends K> customer;
    private final Predicate<? super T> flag;
    private final HistoryReader<T, K> reader;
    private final List<Attribute<K>> attributes;
    private final List<String> numbers;
    // The name of the number that is added up, empty if there is none.
    private final String worth;

    private Snapshot(
            List<T> rows,
            Function<? super T, ? extends K> customer,
            Predicate<? super T> flag,
            HistoryReader<T, K> reader,
            List<Attribute<K>> attributes,
            List<String> numbers,
            String worth) {
        this.rows = rows;
        this.customer = customer;
        this.flag = flag;
        this.reader = reader;
        this.attributes = attributes;
        this.numbers = numbers;
        this.worth = worth;
    }

    /** Adds an attribute to those of a method, given the numbers of the rows. */
    private interface Attribute<K> {
        Traits<K> addTo(Traits<K> traits, Measured<K> measured);
    }

    /**
     * The rows of customers.
     *
     * @param rows one for each customer
     * @param customer the key, any type with {@code equals} and {@code hashCode}
     * @param flag whether the customer is in the target
     * @param <T> the type of row
     * @param <K> the type of customer keys
     * @return the snapshot, without attributes yet
     * @throws IllegalArgumentException if there is no row, or a customer comes twice; the message names the rows, counted from 1
     * @throws InvalidRowException if the key of a row cannot be read; the message names the row
     */
    public static <T, K> Snapshot<T, K> of(
            Iterable<? extends T> rows, Function<? super T, ? extends K> customer, Predicate<? super T> flag) {
        requireNonNull(rows, "rows");
        requireNonNull(customer, "customer");
        requireNonNull(flag, "flag");
        List<T> all = new ArrayList<>();
        Map<K, Integer> numbers = new HashMap<>();
        for (T row : rows) {
            int number = all.size() + 1;
            all.add(requireNonNull(row, () -> "row " + number));
            K key = requireNonNull(read(customer, row, number), () -> "the customer of row " + number);
            Integer former = numbers.putIfAbsent(key, all.size());
            checkArgument(former == null, "rows %s and %s must not both be of %s", former, all.size(), key);
        }
        checkArgument(!all.isEmpty(), "rows must hold at least one");
        return new Snapshot<>(
                List.copyOf(all), customer, flag, HistoryStore.ofDates(customer, row -> DAY), List.of(), List.of(), "");
    }

    private static <T, R> R read(Function<? super T, ? extends R> of, T row, int number) {
        try {
            return of.apply(row);
        } catch (RuntimeException e) {
            throw InvalidRowException.unreadable(number, e);
        }
    }

    /**
     * Looks at a text of each customer.
     *
     * @param name what it is
     * @param text the text; null where it is not known
     * @return the snapshot with this attribute besides those named before
     * @throws IllegalArgumentException if the name is empty or another's
     */
    public Snapshot<T, K> text(String name, Function<? super T, ? extends @Nullable String> text) {
        Grouping grouping = Grouping.ofColumn(requireNonNull(name, "name"), Grouping.Reading.LATEST);
        requireNonNull(text, "text");
        return with(reader.text(name, text), (traits, measured) -> traits.by(grouping), List.of());
    }

    /**
     * Looks at a text whose values have an order.
     *
     * @param name what it is
     * @param text the text; null where it is not known
     * @param labels all values, first to last, at least two
     * @return the snapshot with this attribute besides those named before
     * @throws IllegalArgumentException if the name is empty or another's, or labels are fewer than two or repeat
     */
    public Snapshot<T, K> ordered(String name, Function<? super T, ? extends @Nullable String> text, String... labels) {
        Grouping grouping = Grouping.ofColumn(requireNonNull(name, "name"), Grouping.Reading.LATEST);
        requireNonNull(text, "text");
        String[] order = requireNonNull(labels, "labels").clone();
        TraitAttribute.ordered(grouping, order);
        return with(reader.text(name, text), (traits, measured) -> traits.ordered(grouping, order), List.of());
    }

    /**
     * Looks at a whole number of each customer in classes.
     *
     * @param name what it is
     * @param number a whole number that fits a long, such as money in minor units; null where it is not known
     * @param edges the smallest number of each class but the first, strictly ascending, at least one
     * @return the snapshot with this attribute besides those named before
     * @throws IllegalArgumentException if the name is empty or another's, or the edges do not ascend
     */
    public Snapshot<T, K> number(String name, Function<? super T, ? extends @Nullable Number> number, long... edges) {
        requireNonNull(name, "name");
        requireNonNull(number, "number");
        long[] bounds = requireNonNull(edges, "edges").clone();
        TraitAttribute.checkEdges(bounds);
        return with(
                reader.number(name, number),
                (traits, measured) -> traits.numbers(name, measured.column(name), bounds),
                List.of(name));
    }

    /**
     * Looks at a whole number of each customer in classes of about as many customers each, see {@link Traits#quantiles}.
     *
     * @param name what it is
     * @param number a whole number that fits a long; null where it is not known
     * @param classes how many classes, from 2 to 1000
     * @return the snapshot with this attribute besides those named before
     * @throws IllegalArgumentException if the name is empty or another's, or there are fewer or more classes
     */
    public Snapshot<T, K> quantiles(String name, Function<? super T, ? extends @Nullable Number> number, int classes) {
        requireNonNull(name, "name");
        requireNonNull(number, "number");
        TraitAttribute.checkClasses(classes);
        return with(
                reader.number(name, number),
                (traits, measured) -> traits.quantiles(name, measured.column(name), classes),
                List.of(name));
    }

    /**
     * Adds up a whole number of customers beside counting them, see {@link Traits#value}.
     *
     * @param name what it is
     * @param number a whole number that fits a long, such as money in minor units; null where there is none
     * @return the snapshot with that value
     * @throws IllegalArgumentException if the name is empty or another's
     * @throws IllegalStateException if a value is named already
     */
    public Snapshot<T, K> value(String name, Function<? super T, ? extends @Nullable Number> number) {
        requireNonNull(name, "name");
        requireNonNull(number, "number");
        checkState(worth.isEmpty(), "value is named already: %s", worth);
        List<String> columns = new ArrayList<>(numbers);
        columns.add(name);
        return new Snapshot<>(rows, customer, flag, reader.number(name, number), attributes, columns, name);
    }

    private Snapshot<T, K> with(HistoryReader<T, K> reader, Attribute<K> attribute, List<String> numbers) {
        List<Attribute<K>> all = new ArrayList<>(attributes);
        all.add(attribute);
        List<String> columns = new ArrayList<>(this.numbers);
        columns.addAll(numbers);
        return new Snapshot<>(rows, customer, flag, reader, List.copyOf(all), List.copyOf(columns), worth);
    }

    /**
     * The rows as a store, with what is known of each customer in one event on 1970-01-01.
     *
     * @return a store of as many customers as there are rows
     * @throws InvalidRowException if an accessor fails, or a number is no whole number; the message names the row
     */
    public HistoryStore<K> store() {
        return reader.from(rows);
    }

    /**
     * Finds what customers with the flag have in common.
     *
     * @param ranking what comes first
     * @return the traits
     * @throws IllegalArgumentException if no attribute was named, or value is to come first and none was named
     * @throws InvalidRowException if an accessor fails, or a number is no whole number; the message names the row
     */
    public TraitTable<K> traits(TraitRanking ranking) {
        return traits(ranking, UnaryOperator.identity());
    }

    /**
     * Finds what customers with the flag have in common.
     *
     * @param ranking what comes first
     * @param options sets what else is to be set of the method, such as a minimum or the correction
     * @return the traits
     * @throws IllegalArgumentException if no attribute was named, or value is to come first and none was named
     * @throws InvalidRowException if an accessor fails, or a number is no whole number; the message names the row
     */
    public TraitTable<K> traits(TraitRanking ranking, UnaryOperator<Traits<K>> options) {
        requireNonNull(ranking, "ranking");
        requireNonNull(options, "options");
        Sweep<K> sweep = Sweep.over(store());
        HistoryStore<K> store = sweep.store();
        Traits<K> traits = Traits.of(those(store, flag), Members.everybody(store));
        Measured<K> measured = sweep.measure(measure(List.copyOf(numbers)));
        for (Attribute<K> attribute : attributes) {
            traits = attribute.addTo(traits, measured);
        }
        if (!worth.isEmpty()) {
            traits = traits.value(measured.column(worth));
        }
        return requireNonNull(options.apply(traits), "options must not give null")
                .of(sweep, ranking);
    }

    private Members<K> those(HistoryStore<K> store, Predicate<? super T> fit) {
        List<K> those = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (read(fit::test, rows.get(i), i + 1)) {
                those.add(customer.apply(rows.get(i)));
            }
        }
        return Members.of(store, those);
    }

    private static Measure measure(List<String> names) {
        return names.isEmpty()
                ? Measure.of("nothing", TIMELINE, (history, sink) -> {})
                : Measure.of("numbers of a snapshot", TIMELINE, names, (history, sink) -> {
                    for (int i = 0; i < names.size(); i++) {
                        int column = history.column(names.get(i));
                        if (history.hasValue(column, 0)) {
                            sink.set(i, history.number(column, 0));
                        }
                    }
                });
    }

    /** Prints how many rows there are. */
    @Override
    public String toString() {
        return "snapshot of " + rows.size() + (rows.size() == 1 ? " customer" : " customers");
    }
}
