package dev.retention.history;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.retention.internal.OfRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a store left out of its input, counted by reason, with the first offending rows of each.
 *
 * <p>Nothing is dropped silently: rows read = events + {@link #total()}. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class Exclusions {
    /** How many rows of each reason are kept as examples. */
    public static final int EXAMPLES = 10;

    static final Exclusions NONE = new Exclusions(ImmutableMap.of(), ImmutableList.of());

    private final ImmutableMap<ExclusionReason, Long> counts;
    private final ImmutableList<Row> examples;

    private Exclusions(Map<ExclusionReason, Long> counts, List<Row> examples) {
        this.counts = ImmutableMap.copyOf(counts);
        this.examples = ImmutableList.copyOf(examples);
    }

    static Exclusions of(Map<ExclusionReason, Long> counts, List<Row> examples) {
        return new Exclusions(counts, examples);
    }

    /**
     * A row that was left out. The detail may hold a customer's key or another value of the row: JSON has it only with customers named.
     *
     * @param number the position in the input, the first row being 1
     * @param reason why
     * @param detail the offending value in words
     * @since 0.1.0
     */
    public record Row(
            long number, ExclusionReason reason, @OfRow String detail) {
        /**
         * Refuses null.
         *
         * @param number the number of the row
         * @param reason why it was left out
         * @param detail more words, or none
         */
        public Row {
            requireNonNull(reason, "reason");
            requireNonNull(detail, "detail");
        }

        /** Prints the row, the reason and the detail. */
        @Override
        public String toString() {
            return "row " + number + ": " + reason.words() + (detail.isEmpty() ? "" : " (" + detail + ")");
        }
    }

    /**
     * How many rows were left out.
     *
     * @return at least 0
     */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * How many rows were left out for a reason.
     *
     * @param reason the reason
     * @return at least 0
     */
    public long count(ExclusionReason reason) {
        return counts.getOrDefault(requireNonNull(reason, "reason"), 0L);
    }

    /**
     * The counts by reason, without the reasons that did not occur.
     *
     * @return counts of at least 1
     */
    public Map<ExclusionReason, Long> counts() {
        return counts;
    }

    /**
     * The first rows of each reason, at most {@value #EXAMPLES} each, in the order of the input.
     *
     * @return the rows
     */
    public List<Row> examples() {
        return examples;
    }

    /** Prints the counts, such as {@code 3 excluded: 2 no exchange rate, 1 repeated}. */
    @Override
    public String toString() {
        if (counts.isEmpty()) {
            return "none excluded";
        }
        List<String> parts = new ArrayList<>();
        counts.forEach((reason, count) -> parts.add(count + " " + reason.words()));
        return total() + " excluded: " + String.join(", ", parts);
    }

    static InvalidRowException unreadable(long row, RuntimeException cause) {
        return new InvalidRowException(new Row(row, ExclusionReason.UNREADABLE, cause.toString()), cause);
    }

    /** Counts rows while they are read; a strict log refuses the first one instead. */
    static final class Log {
        private final boolean lenient;
        private final EnumMap<ExclusionReason, Long> counts = new EnumMap<>(ExclusionReason.class);
        private final List<Row> examples = new ArrayList<>();

        Log(boolean lenient) {
            this.lenient = lenient;
        }

        void exclude(long row, ExclusionReason reason, String detail) {
            exclude(row, reason, detail, null);
        }

        void excludeUnreadable(long row, RuntimeException cause) {
            exclude(row, ExclusionReason.UNREADABLE, cause.toString(), cause);
        }

        private void exclude(long row, ExclusionReason reason, String detail, @Nullable RuntimeException cause) {
            if (!lenient && reason != ExclusionReason.REPEATED) {
                throw new InvalidRowException(new Row(row, reason, detail), cause);
            }
            if (counts.merge(reason, 1L, Long::sum) <= EXAMPLES) {
                examples.add(new Row(row, reason, detail));
            }
        }

        Exclusions toExclusions() {
            return new Exclusions(counts, examples);
        }
    }
}
