package dev.retention.examples.report.figures;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The customers by recency, frequency and money.
 *
 * @param customers how many customers have scores
 * @param money what they spent
 * @param segments the segments in the order of the library's standard table, and after them who is in none
 * @param map how many customers have each score of recency, 5 first, and of frequency, 1 first
 * @param recency what the scores of recency mean, in days since the last order, the best first
 * @param frequency what the scores of frequency mean, in orders
 * @param spent what the scores of money mean
 * @param warnings where there are fewer classes than five
 * @param moves who went from segment to segment, if customers were enough at the time before
 */
public record RfmFigures(
        long customers,
        BigDecimal money,
        List<Segment> segments,
        List<List<Square>> map,
        List<Range> recency,
        List<Range> frequency,
        List<Range> spent,
        List<String> warnings,
        Optional<Moves> moves) {

    public RfmFigures {
        segments = List.copyOf(segments);
        map = map.stream().map(List::copyOf).toList();
        recency = List.copyOf(recency);
        frequency = List.copyOf(frequency);
        spent = List.copyOf(spent);
        warnings = List.copyOf(warnings);
    }

    /** The segments of customers who used to order often or for much, and have not done so for long. */
    private static final List<String> SLIPPING = List.of("Can't lose them", "At risk");

    /** The segment with that name, if it is one of the table. */
    public Optional<Segment> segment(String name) {
        return segments.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** The segments of those who are slipping away. */
    public List<Segment> slipping() {
        return segments.stream().filter(each -> SLIPPING.contains(each.name())).toList();
    }

    /**
     * A segment.
     *
     * @param name its name
     * @param meaning what that means
     * @param cell the cell that opens to its customers
     * @param customers how many they are
     * @param share which share of all customers, in [0, 1]
     * @param money what they spent
     * @param moneyShare which share of what all spent, if that is not 0; past 1 or below 0 where some were paid back more than they spent
     */
    public record Segment(
            String name,
            String meaning,
            String cell,
            long customers,
            double share,
            BigDecimal money,
            OptionalDouble moneyShare) {}

    /**
     * A square of the map.
     *
     * @param cell the cell that opens to its customers
     * @param customers how many they are
     */
    public record Square(String cell, long customers) {}

    /**
     * What a score means; of a score that nobody can have there is none.
     *
     * @param score the score, from 1 to 5
     * @param from the smallest number with it; empty if it has no lower bound
     * @param to the largest number with it; empty if it has no upper bound
     */
    public record Range(int score, Optional<BigDecimal> from, Optional<BigDecimal> to) {}

    /**
     * Who went from segment to segment, by the same edges on both days.
     *
     * @param since the day from which on
     * @param customers how many were customers by then
     * @param stayed how many of them are in the segment in which they were
     * @param fresh how many became customers since
     * @param largest the largest moves
     */
    public record Moves(LocalDate since, long customers, long stayed, long fresh, List<Move> largest) {

        public Moves {
            largest = List.copyOf(largest);
        }
    }

    /**
     * A move.
     *
     * @param from the segment before
     * @param to the segment now
     * @param cell the cell that opens to its customers
     * @param customers how many went
     * @param money what they spent in all
     */
    public record Move(String from, String to, String cell, long customers, BigDecimal money) {}
}
