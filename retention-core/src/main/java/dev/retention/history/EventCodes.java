package dev.retention.history;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.store.Dictionary;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of events that a store holds, such as {@code sign-up} and {@code order}, each with a small number.
 *
 * <p>Codes are numbered in alphabetical order, so that the numbers depend on the set of codes only, unless a
 * {@link LongHistoryBuilder} gave them another order. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class EventCodes {
    private final Dictionary codes;

    EventCodes(Dictionary codes) {
        this.codes = codes;
    }

    /**
     * The codes in the order of their numbers.
     *
     * @return the codes; one empty text if the store has no codes
     */
    public List<String> names() {
        return codes.names();
    }

    /**
     * The code with a number.
     *
     * @param index from 0
     * @return the code
     */
    public String name(int index) {
        return codes.name(index);
    }

    /**
     * The number of a code.
     *
     * @param name the code
     * @return its number, or empty if the store has no such event
     */
    public OptionalInt find(String name) {
        int index = codes.find(requireNonNull(name, "name"));
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /**
     * What is odd about codes that a method was told of: those that no event has, as a misspelt one, or one of what has not happened yet.
     *
     * @param told the codes
     * @return a sentence for each that no event has, in the order in which they were told
     */
    public List<String> warnings(Collection<String> told) {
        return requireNonNull(told, "told").stream()
                .distinct()
                .filter(code -> find(code).isEmpty())
                .map(code -> "no event has the code " + code + ": there are " + codes)
                .toList();
    }

    /** Equal are the same codes with the same numbers. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventCodes that && codes.equals(that.codes);
    }

    @Override
    public int hashCode() {
        return codes.hashCode();
    }

    /** Prints the codes. */
    @Override
    public String toString() {
        return codes.toString();
    }
}
