package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.internal.Fraction;
import dev.retention.internal.Text;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measured;
import dev.retention.segment.Quadrants.Quadrant;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Customers in four groups by two numbers, and how firmly they are there: what {@link Quadrants} makes of a store. This class is immutable
 * and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class QuadrantTable<K> implements Tabular {
    private final Quadrants method;
    private final Measured<K>.Column first;
    private final Measured<K>.Column second;
    private final Fraction firstAt;
    private final Fraction secondAt;
    // The smallest whole numbers that are high.
    private final long firstLeast;
    private final long secondLeast;
    private final MeasuredParts<K> parts;

    QuadrantTable(Quadrants method, Measured<K> measured, Fraction firstAt, Fraction secondAt) {
        this.method = method;
        this.first = measured.column(method.first().column());
        this.second = measured.column(method.second().column());
        this.firstAt = firstAt;
        this.secondAt = secondAt;
        this.firstLeast = firstAt.ceiling();
        this.secondLeast = secondAt.ceiling();
        List<String> labels = Stream.of(Quadrant.values())
                .map(quadrant -> quadrant.label(first.name(), second.name()))
                .toList();
        this.parts = MeasuredParts.of(
                measured, labels, Set.of(), row -> isMeasured(row) ? place(row).ordinal() : MeasuredParts.NOWHERE);
    }

    private boolean isMeasured(int row) {
        return first.has(row) && second.has(row);
    }

    private Quadrant place(int row) {
        return Quadrant.of(first.at(row) >= firstLeast, second.at(row) >= secondLeast);
    }

    /**
     * The four groups with their customers and sums, in the order of {@link Quadrant}.
     *
     * @return the groups, {@code high revenue, high profit} and so on
     */
    public MeasuredParts<K> parts() {
        return parts;
    }

    /**
     * One of the four groups.
     *
     * @param quadrant which
     * @return the group
     */
    public MeasuredParts<K>.Part inQuadrant(Quadrant quadrant) {
        return parts.parts().get(requireNonNull(quadrant, "quadrant").ordinal());
    }

    /**
     * From where on the first number is high.
     *
     * @return the threshold in the column's unit; 0 if it was to be found and nobody has a number
     */
    public double firstThreshold() {
        return firstAt.doubleValue();
    }

    /**
     * From where on the second number is high.
     *
     * @return the threshold in the column's unit; 0 if it was to be found and nobody has a number
     */
    public double secondThreshold() {
        return secondAt.doubleValue();
    }

    /**
     * By quadrant with these thresholds, which stay when customers are measured at other times and stand in the definition.
     *
     * @param reading when customers are measured
     * @return the grouping, for tables that end with the measure's data; who lacks a number is in
     *     {@link dev.retention.rule.Group#MISSING}
     */
    public Grouping grouping(Grouping.Reading reading) {
        return method.grouping(firstLeast, secondLeast, requireNonNull(reading, "reading"));
    }

    /**
     * How many customers would be in another quadrant were a threshold a little lower or higher. A threshold of 0 does not move.
     *
     * @param share by what share of its size a threshold moves, in (0, 1], such as 0.1
     * @return who would change
     * @throws IllegalArgumentException if {@code share} is not in (0, 1]
     */
    public Stability stability(double share) {
        checkArgument(share > 0 && share <= 1, "share (%s) must be in (0, 1]", share);
        return new Stability(share);
    }

    /** Which threshold moves and where to. */
    public enum Move {
        /** The first threshold is lower, so that more customers are high. */
        FIRST_LOWER,
        /** The first threshold is higher, so that fewer customers are high. */
        FIRST_HIGHER,
        /** The second threshold is lower. */
        SECOND_LOWER,
        /** The second threshold is higher. */
        SECOND_HIGHER
    }

    /**
     * Who would change quadrant were a threshold moved, the other staying where it is.
     *
     * @since 0.1.0
     */
    public final class Stability {
        private final double share;
        private final Map<Move, Members<K>> members = new EnumMap<>(Move.class);

        private Stability(double share) {
            this.share = share;
            members.put(Move.FIRST_LOWER, between(first, firstAt.moved(-share).ceiling(), firstLeast));
            members.put(
                    Move.FIRST_HIGHER,
                    between(first, firstLeast, firstAt.moved(share).ceiling()));
            members.put(
                    Move.SECOND_LOWER, between(second, secondAt.moved(-share).ceiling(), secondLeast));
            members.put(
                    Move.SECOND_HIGHER,
                    between(second, secondLeast, secondAt.moved(share).ceiling()));
        }

        /** The customers who are high by one of two thresholds alone. */
        private Members<K> between(Measured<K>.Column column, long from, long to) {
            return parts.measured()
                    .store()
                    .members(IntStream.range(0, parts.measured().store().customers())
                            .filter(row -> isMeasured(row) && column.at(row) >= from && column.at(row) < to)
                            .toArray());
        }

        /**
         * The customers who would change by one move.
         *
         * @param move the move
         * @return the customers
         */
        public Members<K> members(Move move) {
            return requireNonNull(members.get(requireNonNull(move, "move")));
        }

        /** {@return the customers who would change by at least one of the four moves} */
        public Members<K> members() {
            return members.values().stream().reduce(Members::or).orElseThrow();
        }

        /** {@return the part of all customers who would change by at least one move, empty if there are none} */
        public Optional<Proportion> changed() {
            return parts.customers() == 0
                    ? Optional.empty()
                    : Optional.of(Proportion.of(members().size(), parts.customers()));
        }

        /** Prints how many would change, such as {@code 12.0 % (3 of 25) change where a threshold moves by 10.0 %}. */
        @Override
        public String toString() {
            return changed().map(Proportion::toString).orElse("nobody") + " change where a threshold moves by "
                    + Text.percent(share);
        }
    }

    /** {@return a row per quadrant} */
    @Override
    public Sheet sheet() {
        return parts.sheet();
    }

    /** Prints the thresholds and the groups. */
    @Override
    public String toString() {
        return first.name() + " high from " + Text.number(firstAt.doubleValue(), 9) + ", " + second.name()
                + " high from " + Text.number(secondAt.doubleValue(), 9) + "; " + parts;
    }
}
