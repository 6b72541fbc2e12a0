package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.ChiSquared;
import dev.retention.internal.Text;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/**
 * Counts of customers by two attributes at once, such as lost or not by contract, and whether the two have to do with each other.
 *
 * <pre>{@code
 * ContingencyTable contracts = ContingencyTable.of(
 *         new long[] {1655, 2220},     // month to month: lost, others
 *         new long[] {166, 1307},      // one year
 *         new long[] {48, 1647});      // two years
 * contracts.chiSquared();              // 1184.6 of 2 degrees of freedom
 * contracts.cramersV();                // 0.41
 * }</pre>
 *
 * <p>With the counts O, and {@code E = row · column / n} for what they would be if the attributes had nothing to do with each other:
 *
 * <pre>
 *   chi-squared          Σ (O − E)² / E                                     Pearson, no continuity correction
 *   degrees of freedom   (rows − 1)(columns − 1)
 *   Cramér's V           √(chi-squared / (n · min(rows − 1, columns − 1)))   0: independent, 1: one tells the other
 * </pre>
 *
 * <ul>
 *   <li>Rows and columns of nobody say nothing and are left out. With fewer than two of either left, no statistic is defined.
 *   <li>The p-value is that of large numbers: if {@link #leastExpected()} is below 5, take it with care, or
 *       {@link ProportionComparison#fisherExact} of two groups at a time.
 *   <li>Where rows have an order, {@link TrendInProportions} sees a rise from row to row sooner.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1080/14786440009463897">Pearson (1900)</a>
 * @see "Cramér (1946), Mathematical methods of statistics, section 21.9"
 * @since 0.1.0
 */
public final class ContingencyTable {
    private final long[][] counts;
    private final long[] rowSums;
    private final long[] columnSums;
    private final long total;

    private ContingencyTable(long[][] counts) {
        this.counts = counts;
        this.columnSums = new long[counts[0].length];
        this.rowSums = new long[counts.length];
        for (int row = 0; row < counts.length; row++) {
            for (int column = 0; column < columnSums.length; column++) {
                rowSums[row] = Math.addExact(rowSums[row], counts[row][column]);
                columnSums[column] = Math.addExact(columnSums[column], counts[row][column]);
            }
        }
        this.total = LongStream.of(rowSums).reduce(0, Math::addExact);
    }

    /**
     * Takes the counts row by row.
     *
     * @param rows the counts of each row, each at least 0; at least two rows and two columns
     * @return the table
     * @throws IllegalArgumentException if there are fewer rows or columns, rows differ in length, or a count is below 0; the message has the
     *     indexes
     * @throws ArithmeticException if counts sum past {@link Long#MAX_VALUE}
     */
    public static ContingencyTable of(long[]... rows) {
        checkArgument(requireNonNull(rows, "rows").length >= 2, "rows (%s) must be at least two", rows.length);
        long[][] counts = new long[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            counts[row] = requireNonNull(rows[row], "rows[" + row + "]").clone();
            int columns = counts[0].length;
            checkArgument(columns >= 2, "rows[0] (%s counts) must have at least two", columns);
            checkArgument(
                    counts[row].length == columns,
                    "rows[%s] must have %s counts as rows[0] has, but has %s",
                    (Object) row,
                    columns,
                    counts[row].length);
            for (int column = 0; column < columns; column++) {
                Checks.notNegative(counts[row][column], "rows[" + row + "][" + column + "]");
            }
        }
        return new ContingencyTable(counts);
    }

    /**
     * Takes groups, in each of which some are counted: a row for each, the counted and the others.
     *
     * @param groups the groups, of disjoint customers; at least two
     * @return the table of two columns
     * @throws IllegalArgumentException if there are fewer than two groups
     * @throws ArithmeticException if counts sum past {@link Long#MAX_VALUE}
     */
    public static ContingencyTable of(List<Proportion> groups) {
        checkArgument(requireNonNull(groups, "groups").size() >= 2, "groups (%s) must be at least two", groups.size());
        return of(groups.stream()
                .map(group -> requireNonNull(group, "a group of groups"))
                .map(group -> new long[] {group.count(), group.complement().count()})
                .toArray(long[][]::new));
    }

    /**
     * How many rows there are.
     *
     * @return at least 2, those of nobody among them
     */
    public int rows() {
        return rowSums.length;
    }

    /**
     * How many columns there are.
     *
     * @return at least 2, those of nobody among them
     */
    public int columns() {
        return columnSums.length;
    }

    /**
     * How many customers there are in all.
     *
     * @return the sum of the counts
     */
    public long total() {
        return total;
    }

    /**
     * One count.
     *
     * @param row its row, from 0
     * @param column its column, from 0
     * @return at least 0
     * @throws IllegalArgumentException if there is no such row or column
     */
    public long count(int row, int column) {
        Checks.within(row, 0, rows() - 1, "row");
        return counts[row][Checks.within(column, 0, columns() - 1, "column")];
    }

    /**
     * What a count would be if the two attributes had nothing to do with each other.
     *
     * @param row its row, from 0
     * @param column its column, from 0
     * @return the sum of the row times that of the column over the total; empty if there is nobody in the table
     * @throws IllegalArgumentException if there is no such row or column
     */
    public OptionalDouble expected(int row, int column) {
        Checks.within(row, 0, rows() - 1, "row");
        Checks.within(column, 0, columns() - 1, "column");
        return total == 0 ? OptionalDouble.empty() : OptionalDouble.of(expectedAt(row, column));
    }

    private double expectedAt(int row, int column) {
        return (double) rowSums[row] * ((double) columnSums[column] / total);
    }

    /**
     * The smallest of the expected counts in rows and columns that are not left out.
     *
     * @return above 0; empty if there is nobody in the table
     */
    public OptionalDouble leastExpected() {
        if (total == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((double) least(rowSums) * ((double) least(columnSums) / total));
    }

    private static long least(long[] sums) {
        return LongStream.of(sums).filter(sum -> sum > 0).min().orElseThrow();
    }

    /**
     * How far the counts are from those of independent attributes.
     *
     * @return chi-squared, at least 0; empty if fewer than two rows or two columns have anybody
     */
    public OptionalDouble chiSquared() {
        if (degreesOfFreedom() == 0) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (int row = 0; row < rows(); row++) {
            for (int column = 0; column < columns(); column++) {
                double expected = expectedAt(row, column);
                double off = (double) counts[row][column] - expected;
                sum += expected == 0 ? 0 : off * off / expected;
            }
        }
        return OptionalDouble.of(sum);
    }

    /**
     * The degrees of freedom of chi-squared.
     *
     * @return {@code (rows − 1)(columns − 1)} of the rows and columns that have anybody; 0 where no statistic is defined
     */
    public long degreesOfFreedom() {
        return (long) Math.max(0, filled(rowSums) - 1) * Math.max(0, filled(columnSums) - 1);
    }

    private static int filled(long[] sums) {
        return (int) LongStream.of(sums).filter(sum -> sum > 0).count();
    }

    /**
     * The p-value of chi-squared, of large numbers.
     *
     * @return the probability, of independent attributes, of counts at least as far from the expected, in [0, 1]; empty if chi-squared is
     */
    public OptionalDouble pValue() {
        OptionalDouble statistic = chiSquared();
        return statistic.isEmpty()
                ? statistic
                : OptionalDouble.of(ChiSquared.survival(statistic.getAsDouble(), (double) degreesOfFreedom()));
    }

    /**
     * The natural logarithm of the p-value, also where that is too small for a double.
     *
     * @return at most 0, finite; empty if chi-squared is
     */
    public OptionalDouble logPValue() {
        OptionalDouble statistic = chiSquared();
        return statistic.isEmpty()
                ? statistic
                : OptionalDouble.of(ChiSquared.logSurvival(statistic.getAsDouble(), (double) degreesOfFreedom()));
    }

    /**
     * How much the attributes have to do with each other, whatever the number of customers, rows and columns.
     *
     * @return Cramér's V, in [0, 1]; empty if chi-squared is
     */
    public OptionalDouble cramersV() {
        OptionalDouble statistic = chiSquared();
        if (statistic.isEmpty()) {
            return statistic;
        }
        double most = (double) total * (Math.min(filled(rowSums), filled(columnSums)) - 1);
        return OptionalDouble.of(Math.min(1, Math.sqrt(statistic.getAsDouble() / most)));
    }

    /** Whether the counts are the same. */
    @Override
    public boolean equals(Object object) {
        return object instanceof ContingencyTable other && Arrays.deepEquals(counts, other.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(counts);
    }

    /** Prints the size and the statistic, such as {@code 3 × 2 of 7043: chi-squared 1184.6 of 2, V 0.41}. */
    @Override
    public String toString() {
        String statistic = chiSquared().isEmpty()
                ? "nothing to compare"
                : "chi-squared " + Text.number(chiSquared().orElseThrow(), 5) + " of " + degreesOfFreedom() + ", V "
                        + Text.number(cramersV().orElseThrow(), 2);
        return rows() + " × " + columns() + " of " + total + ": " + statistic;
    }
}
