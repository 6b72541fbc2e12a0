package dev.retention.history;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Ordering;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The kinds of events that a store holds, such as {@code sign-up} and {@code order}, each with a small number.
 *
 * <p>Codes are numbered in alphabetical order, so that the numbers depend on the set of codes only, unless a
 * {@link LongHistoryBuilder} gave them another order. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class EventCodes {
    /** The codes of a store that has none: one code without a name. */
    static final EventCodes NONE = new EventCodes(ImmutableList.of(""));

    private final ImmutableList<String> names;
    private final ImmutableMap<String, Integer> indexes;

    private EventCodes(ImmutableList<String> names) {
        this.names = names;
        this.indexes = IntStream.range(0, names.size()).boxed().collect(toImmutableMap(names::get, i -> i));
    }

    /** Codes in a given order. */
    static EventCodes inOrder(List<String> names) {
        return new EventCodes(ImmutableList.copyOf(names));
    }

    /** These codes and a new one: at its place if they are in alphabetical order, else at the end. */
    EventCodes with(String name) {
        int at =
                Ordering.natural().isStrictlyOrdered(names) ? -1 - Collections.binarySearch(names, name) : names.size();
        return new EventCodes(ImmutableList.<String>builder()
                .addAll(names.subList(0, at))
                .add(name)
                .addAll(names.subList(at, names.size()))
                .build());
    }

    /**
     * The codes in the order of their numbers.
     *
     * @return the codes; one empty text if the store has no codes
     */
    public List<String> names() {
        return names;
    }

    /**
     * The code with a number.
     *
     * @param index from 0
     * @return the code
     */
    public String name(int index) {
        return names.get(index);
    }

    /**
     * The number of a code.
     *
     * @param name the code
     * @return its number, or empty if the store has no such event
     */
    public OptionalInt find(String name) {
        Integer index = indexes.get(name);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** Prints the codes. */
    @Override
    public String toString() {
        return names.toString();
    }
}
