package dev.retention.internal.store;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Texts with numbers: the codes of events, or the values of a column. Immutable; equal if the texts are.
 *
 * <p>The first {@link #declared()} texts are in an order that was given, and are there whether events have them or not; the
 * others are those that events have, in alphabetical order.
 */
public final class Dictionary {
    /** No texts. */
    public static final Dictionary EMPTY = new Dictionary(ImmutableList.of(), 0);
    /** The codes of a store that has none: one code without a name. */
    public static final Dictionary NAMELESS = new Dictionary(ImmutableList.of(""), 1);

    private final ImmutableList<String> names;
    private final ImmutableMap<String, Integer> indexes;
    private final int declared;

    private Dictionary(ImmutableList<String> names, int declared) {
        this(names, IntStream.range(0, names.size()).boxed().collect(toImmutableMap(names::get, i -> i)), declared);
    }

    /** Texts of which some numbers may stand for none. */
    Dictionary(List<String> names, Map<String, Integer> indexes, int declared) {
        this.names = ImmutableList.copyOf(names);
        this.indexes = ImmutableMap.copyOf(indexes);
        this.declared = declared;
    }

    /** Distinct texts of which the first so many were declared. */
    public static Dictionary of(List<String> names, int declared) {
        return new Dictionary(ImmutableList.copyOf(names), declared);
    }

    /** The texts in the order of their numbers. */
    public ImmutableList<String> names() {
        return names;
    }

    /** How many texts there are. */
    public int size() {
        return names.size();
    }

    /** How many texts are there whether events have them or not. */
    public int declared() {
        return declared;
    }

    /** The text with a number. */
    public String name(int index) {
        return names.get(index);
    }

    /** The number of a text, or -1. */
    public int find(String name) {
        Integer index = indexes.get(name);
        return index == null ? -1 : index;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Dictionary that && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    /** Prints the texts. */
    @Override
    public String toString() {
        return names.toString();
    }
}
