package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.ProportionInterval;
import dev.retention.internal.Checks;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Pairs of values of different attributes, such as a contract by the month with payment by check, ranked.
 *
 * <pre>{@code
 * TraitPairs<Long> pairs = table.pairs(350).beyondParents(0.95);
 * pairs.found(0.05);
 * }</pre>
 *
 * <p>There are many pairs, and most tell nothing that one of their values does not. {@link #beyondParents} leaves those that do. Pairs
 * with the
 * same customers are one, and a pair that all with one of its values are in is that value, and no pair. P-values are raised by all pairs
 * that were tried, apart from the values by themselves. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class TraitPairs<K> implements Tabular {
    private static final long MOST_CELLS = 1 << 24;

    private final List<Trait<K>> rows;
    private final int tests;
    private final long candidates;
    private final Map<TraitValue, Double> rates;

    private TraitPairs(List<Trait<K>> rows, int tests, long candidates, Map<TraitValue, Double> rates) {
        this.rows = rows;
        this.tests = tests;
        this.candidates = candidates;
        this.rates = rates;
    }

    static <K> TraitPairs<K> of(TraitData<K> data, long minimum, TraitRanking ranking, TraitSets<K> sets) {
        List<Kept> kept = new ArrayList<>();
        Map<TraitValue, Double> rates = new HashMap<>();
        for (TraitColumn column : data.columns()) {
            kept.add(Kept.of(data, column, minimum, rates));
        }
        long candidates = 0;
        for (int i = 0; i < kept.size(); i++) {
            for (int j = i + 1; j < kept.size(); j++) {
                candidates += add(data, kept.get(i), kept.get(j), minimum, sets);
            }
        }
        return new TraitPairs<>(ranking.ranked(sets.traits()), sets.tests(), candidates, rates);
    }

    /**
     * The values of an attribute that enough customers have.
     */
    private static final class Kept {
        private final TraitColumn column;
        private final int[] places;
        private final int[] sizes;
        private final int[] number;

        private Kept(TraitColumn column, int[] places, int[] sizes, int[] number) {
            this.column = column;
            this.places = places;
            this.sizes = sizes;
            this.number = number;
        }

        static Kept of(TraitData<?> data, TraitColumn column, long minimum, Map<TraitValue, Double> rates) {
            int values = column.values().size();
            TraitCells cells = data.count(column);
            int[] number = new int[values];
            int[] places = new int[values];
            int[] sizes = new int[values];
            int n = 0;
            for (int at = 0; at < values; at++) {
                boolean enough = cells.with(at) >= minimum;
                number[at] = enough ? n : -1;
                if (enough) {
                    places[n] = at;
                    sizes[n++] = cells.with(at);
                    rates.put(
                            column.value(at),
                            cells.counts(at).rate().orElseThrow().asDouble());
                }
            }
            return new Kept(column, Arrays.copyOf(places, n), Arrays.copyOf(sizes, n), number);
        }

        /** The number of a customer's value, −1 if it is not among them. */
        int number(int customer) {
            return number[column.places().place(customer)];
        }
    }

    /** The cell of each customer, line by line of one attribute, −1 of who is in none. */
    private record OfBoth(Kept one, Kept other) implements TraitPlaces {
        @Override
        public int place(int customer) {
            return cell(one.number(customer), other.number(customer));
        }

        @Override
        public void read(int first, int count, int[] places) {
            int[] others = new int[places.length];
            one.column.places().read(first, count, places);
            other.column.places().read(first, count, others);
            for (int i = 0; i < count; i++) {
                places[i] = cell(one.number[places[i]], other.number[others[i]]);
            }
        }

        private int cell(int line, int place) {
            return line < 0 || place < 0 ? -1 : line * other.places.length + place;
        }
    }

    private static <K> long add(TraitData<K> data, Kept one, Kept other, long minimum, TraitSets<K> sets) {
        int width = other.places.length;
        long size = (long) one.places.length * width;
        checkArgument(
                size <= MOST_CELLS,
                "minimum (%s) must be larger: %s and %s make %s pairs, more than %s",
                minimum,
                one.column.name(),
                other.column.name(),
                size,
                MOST_CELLS);
        TraitPlaces cell = new OfBoth(one, other);
        TraitCells cells = data.count((int) size, cell);
        long candidates = 0;
        for (int at = 0; at < size; at++) {
            int with = cells.with(at);
            if (with >= minimum) {
                candidates++;
                if (with < one.sizes[at / width] && with < other.sizes[at % width]) {
                    int pair = at;
                    sets.add(
                            List.of(
                                    one.column.value(one.places[at / width]),
                                    other.column.value(other.places[at % width])),
                            customer -> cell.place(customer) == pair,
                            cells,
                            at);
                }
            }
        }
        return candidates;
    }

    /**
     * The pairs that were tried, those with the same customers as one.
     *
     * @return the pairs, ranked
     */
    public List<Trait<K>> rows() {
        return rows;
    }

    /**
     * How many tests were made, by which p-values are raised.
     *
     * @return at least 0
     */
    public int tests() {
        return tests;
    }

    /**
     * How many pairs of values have enough customers.
     *
     * @return at least as many as {@link #rows()} were before any were left out: those with the same customers each count, and so do those
     *     that
     *     are one of their values
     */
    public long candidates() {
        return candidates;
    }

    /**
     * Leaves the pairs of which surely more are in the target than of either of its values: the lower bound of the pair's share, by
     * Wilson, is
     * above the shares of both, by whatever names the pair has.
     *
     * @param confidence the two-sided level of the bound, inside (0, 1), such as 0.95
     * @return the pairs, of the same tests
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public TraitPairs<K> beyondParents(double confidence) {
        Checks.openUnit(confidence, "confidence");
        return those(pair -> {
            double lower = pair.counts()
                    .rate()
                    .orElseThrow()
                    .interval(ProportionInterval.WILSON, confidence)
                    .lower();
            return pair.namesOfAll().stream().allMatch(value -> lower > requireNonNull(rates.get(value)));
        });
    }

    /**
     * The pairs whose adjusted p-value is at most a level.
     *
     * @param level inside (0, 1), such as 0.05
     * @return the pairs, ranked; none, if nothing is beyond chance
     * @throws IllegalArgumentException if {@code level} is not inside (0, 1)
     */
    public List<Trait<K>> found(double level) {
        Checks.openUnit(level, "level");
        return rows.stream().filter(pair -> pair.isFound(level)).toList();
    }

    private TraitPairs<K> those(Predicate<Trait<K>> kept) {
        return new TraitPairs<>(rows.stream().filter(kept).toList(), tests, candidates, rates);
    }

    /** {@return a row per pair} */
    @Override
    public Sheet sheet() {
        return LossSheets.of("Pairs of traits", toString(), List.of(), rows());
    }

    /** Prints the pairs, ranked. */
    @Override
    public String toString() {
        return tests + (tests == 1 ? " test: " : " tests: ") + rows;
    }
}
