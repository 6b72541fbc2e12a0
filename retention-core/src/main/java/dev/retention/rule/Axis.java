package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static java.util.Objects.requireNonNull;

import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a table: a name and a fixed, ordered list of values, such as the periods of a timeline or the ages 0 to 23.
 *
 * <pre>{@code
 * Axis<Integer> visits = Axis.range("visits", 0, 10);
 * Axis<String> speed = Axis.of("speed", List.of("within 30 days", "later", "not yet"));
 * Cells<String> cells = Cells.of(speed);   // or, of two: Cells.grid(visits, speed, …)
 * }</pre>
 *
 * <p>Axes are values: two are equal if they have the same name and the same values in the same order. Periods and ranges take
 * constant room however many values they have. This class is immutable, thread-safe and serialisable if its values are.
 *
 * @param <V> the type of values
 * @since 0.1.0
 */
public abstract sealed class Axis<V> implements Serializable {
    private static final long serialVersionUID = 1;

    private final String name;
    private final int size;

    private Axis(String name, int size) {
        this.name = requireNonNull(name, "name");
        this.size = size;
    }

    /**
     * The periods of a timeline.
     *
     * @param name what the periods are, such as {@code period} or {@code cohort}
     * @param timeline the timeline, with a first period
     * @return one value per period
     * @throws IllegalStateException if the timeline has no first period
     */
    public static Axis<Period> periods(String name, Timeline timeline) {
        return new Periods(name, requireNonNull(timeline, "timeline").first(), timeline.size());
    }

    /**
     * Whole numbers in a row.
     *
     * @param name what the numbers are, such as {@code age}
     * @param first the smallest
     * @param size how many, at least 0
     * @return the numbers from {@code first} to {@code first + size − 1}
     * @throws IllegalArgumentException if {@code size} is negative or the last number does not fit an int
     */
    public static Axis<Integer> range(String name, int first, int size) {
        checkArgument(size >= 0, "size (%s) must be at least 0", size);
        checkArgument(
                (long) first + size - 1 <= Integer.MAX_VALUE, "first (%s) + size (%s) must fit an int", first, size);
        return new Range(name, first, size);
    }

    /**
     * The constants of an enum.
     *
     * @param name what the constants are, such as {@code kind}
     * @param type the enum
     * @param <E> the enum
     * @return one value per constant
     */
    public static <E extends Enum<E>> Axis<E> of(String name, Class<E> type) {
        return new Labels<>(name, Arrays.asList(requireNonNull(type, "type").getEnumConstants()), Enum::name);
    }

    /**
     * Listed values, told apart by their text where tables travel as bytes.
     *
     * @param name what the values are
     * @param values the values in order, each once, with {@code equals}, {@code hashCode} and a {@code toString} of their own
     * @param <V> the type of values
     * @return the values
     * @throws IllegalArgumentException if a value comes twice
     */
    public static <V> Axis<V> of(String name, List<? extends V> values) {
        return new Labels<>(name, requireNonNull(values, "values"), String::valueOf);
    }

    /**
     * What the values are.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * How many values there are.
     *
     * @return at least 0
     */
    public int size() {
        return size;
    }

    /**
     * The value at an index.
     *
     * @param index from 0
     * @return the value
     * @throws IndexOutOfBoundsException if there is no such value
     */
    public V value(int index) {
        return valueAt(checkElementIndex(index, size, name));
    }

    /**
     * The index of a value.
     *
     * @param value a value
     * @return its index, or −1 if the axis has no such value
     */
    public int indexOf(V value) {
        int index = find(requireNonNull(value, "value"));
        return index >= 0 && index < size ? index : -1;
    }

    abstract V valueAt(int index);

    abstract int find(V value);

    /** What tells the axis from every other where it travels without its classes. */
    abstract List<String> identity();

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Axis<?> that && identity().equals(that.identity());
    }

    @Override
    public int hashCode() {
        return identity().hashCode();
    }

    /** Prints name and values, such as {@code age 0 to 23}. */
    @Override
    public String toString() {
        return String.join(" ", identity());
    }

    private static final class Periods extends Axis<Period> {
        private static final long serialVersionUID = 1;
        private final Period first;

        Periods(String name, Period first, int size) {
            super(name, size);
            this.first = first;
        }

        @Override
        Period valueAt(int index) {
            return first.plus(index);
        }

        @Override
        int find(Period value) {
            Grain grain = first.grain();
            return value.grain().equals(grain) ? first.until(value) : -1;
        }

        @Override
        List<String> identity() {
            return List.of(name(), first.grain().toString(), first.toString(), "+" + size());
        }
    }

    private static final class Range extends Axis<Integer> {
        private static final long serialVersionUID = 1;
        private final int first;

        Range(String name, int first, int size) {
            super(name, size);
            this.first = first;
        }

        @Override
        Integer valueAt(int index) {
            return first + index;
        }

        @Override
        int find(Integer value) {
            return value < first ? -1 : (int) Math.min(Integer.MAX_VALUE, (long) value - first);
        }

        @Override
        List<String> identity() {
            return List.of(name(), Integer.toString(first), "+" + size());
        }
    }

    private static final class Labels<V> extends Axis<V> {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // serialisable as far as the values are
        private final List<V> values;

        @SuppressWarnings("serial")
        private final Map<V, Integer> indexes = new HashMap<>();

        private final ArrayList<String> identity = new ArrayList<>();

        Labels(String name, List<? extends V> values, Function<? super V, String> label) {
            super(name, values.size());
            this.values = Collections.unmodifiableList(new ArrayList<V>(values));
            for (V value : this.values) {
                Integer before = indexes.put(requireNonNull(value, "value"), indexes.size());
                checkArgument(before == null, "values of axis %s must differ: %s comes twice", name, value);
            }
            Stream.concat(Stream.of(name), this.values.stream().map(label)).forEach(identity::add);
        }

        @Override
        V valueAt(int index) {
            return values.get(index);
        }

        @Override
        int find(V value) {
            return indexes.getOrDefault(value, -1);
        }

        @Override
        List<String> identity() {
            return identity;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Labels<?> that && identity.equals(that.identity) && values.equals(that.values);
        }

        @Override
        public int hashCode() {
            return identity.hashCode();
        }
    }
}
