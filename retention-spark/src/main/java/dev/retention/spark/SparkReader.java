package dev.retention.spark;

import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.spark.RowLayout.Part;
import dev.retention.spark.RowLayout.Use;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * How to read events out of a Dataset: which of its columns are what, and where the stores are kept.
 *
 * <pre>{@code
 * SparkHistories<Long> orders = SparkHistories.ofDates(Long.class, "customer", "day")
 *         .amounts("amount", Currency.getInstance("EUR"))
 *         .codes("kind")
 *         .text("plan")
 *         .partitions(200)
 *         .from(dataset);
 * }</pre>
 *
 * <ul>
 *   <li>Columns are named as the Dataset names them and checked at once: a customer of type long, int or string (well-formed: Spark itself
 *       turns half a surrogate pair into a question mark), a day of type date or
 *       an instant of type timestamp, amounts of type decimal or whole numbers, never double. A timestamp without a time zone is
 *       refused: cast it in a zone that you name.
 *   <li>The rows are parted by a hash of the customer, so that a customer is in one partition. The same number of partitions is the same
 *       parting, for any Dataset with the same type of keys. One partition holds up to 2<sup>31</sup> − 1 events.
 *   <li>A row that cannot become an event (no customer, no day, an amount with more decimals than the currency) fails the first action
 *       with its content, unless the reader is {@link #lenient}. Rows that are alike are so many events: see
 *       {@link Dataset#dropDuplicates()}.
 * </ul>
 *
 * <p>This class is immutable and thread-safe: every method returns another reader.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class SparkReader<K> {
    private final RowLayout layout;
    private final int partitions;
    private final StorageLevel level;

    private SparkReader(RowLayout layout, int partitions, StorageLevel level) {
        this.layout = layout;
        this.partitions = partitions;
        this.level = level;
    }

    static <K> SparkReader<K> of(Class<K> keys, String customer, String time, ColumnKind kind) {
        KeyType key = KeyType.of(keys);
        List<Part> parts = List.of(
                new Part(requireNonNull(customer, "customer"), key.column(), Use.CUSTOMER),
                new Part(requireNonNull(time, "time"), kind, Use.TIME));
        return new SparkReader<>(new RowLayout(key, parts), 0, StorageLevel.MEMORY_AND_DISK());
    }

    /**
     * Reads an amount with every event.
     *
     * @param column the column of amounts in major units of the currency, such as 12.34
     * @param currency the one currency of all rows
     * @return a reader with amounts
     * @throws IllegalStateException if there are amounts already
     */
    public SparkReader<K> amounts(String column, Currency currency) {
        checkOnce(Use.AMOUNT);
        RowLayout with = with(column, ColumnKind.MONEY, Use.AMOUNT).layout;
        return with(new RowLayout(
                with.key(), with.parts(), requireNonNull(currency, "currency"), with.rounding(), with.lenient()));
    }

    /**
     * Names how amounts with more decimals than the currency are rounded, row by row; without it they are refused.
     *
     * @param rounding the rounding
     * @return a reader that rounds
     */
    public SparkReader<K> rounding(RoundingMode rounding) {
        return with(new RowLayout(
                layout.key(),
                layout.parts(),
                layout.currency(),
                requireNonNull(rounding, "rounding"),
                layout.lenient()));
    }

    /**
     * Reads a code with every event, which tells kinds of events apart.
     *
     * @param column the column of codes
     * @return a reader with codes
     * @throws IllegalStateException if there are codes already
     */
    public SparkReader<K> codes(String column) {
        checkOnce(Use.CODE);
        return with(column, ColumnKind.TEXT, Use.CODE);
    }

    /**
     * Reads a text with every event that has one into a further column of the same name.
     *
     * @param column the column
     * @return a reader with that column
     */
    public SparkReader<K> text(String column) {
        return with(column, ColumnKind.TEXT, Use.FURTHER);
    }

    /**
     * Reads an exact whole number with every event that has one into a further column of the same name.
     *
     * @param column the column
     * @return a reader with that column
     */
    public SparkReader<K> number(String column) {
        return with(column, ColumnKind.NUMBER, Use.FURTHER);
    }

    /**
     * Reads money with every event that has some into a further column of the same name; it is in the currency of the amounts and rounded
     * as these are.
     *
     * @param column the column
     * @return a reader with that column
     * @throws IllegalStateException if {@link #amounts} was not called before
     */
    public SparkReader<K> money(String column) {
        if (layout.currency() == null) {
            throw new IllegalStateException("call amounts(…) first");
        }
        return with(column, ColumnKind.MONEY, Use.FURTHER);
    }

    /**
     * Reads a day with every event that has one into a further column of the same name; after the as-of day of a timeline it is not known
     * to rules.
     *
     * @param column the column
     * @return a reader with that column
     */
    public SparkReader<K> day(String column) {
        return with(column, ColumnKind.DAY, Use.FURTHER);
    }

    /**
     * Reads a day that is known when the event happens into a further column of the same name.
     *
     * @param column the column
     * @return a reader with that column
     */
    public SparkReader<K> plannedDay(String column) {
        return with(column, ColumnKind.PLANNED_DAY, Use.FURTHER);
    }

    /**
     * Leaves rows that cannot become events out and counts them in {@link SparkHistories#exclusions()} instead of refusing the first.
     *
     * @return a lenient reader
     */
    public SparkReader<K> lenient() {
        return with(new RowLayout(layout.key(), layout.parts(), layout.currency(), layout.rounding(), true));
    }

    /**
     * Sets into how many partitions customers are spread. Some 100,000 to 10 million events in each are well.
     *
     * @param number at least 1; Spark's setting {@code spark.sql.shuffle.partitions} unless set here
     * @return a reader with that number
     * @throws IllegalArgumentException if {@code number < 1}
     */
    public SparkReader<K> partitions(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("number of partitions (" + number + ") must be at least 1");
        }
        return new SparkReader<>(layout, number, level);
    }

    /**
     * Sets where stores are kept between one action and the next.
     *
     * @param storage any level; {@code MEMORY_AND_DISK} unless set here: as objects in memory, and as bytes on disk where memory is short.
     *     With {@code NONE} every action reads the rows again
     * @return a reader with that level
     */
    public SparkReader<K> keptAs(StorageLevel storage) {
        return new SparkReader<>(layout, partitions, requireNonNull(storage, "storage"));
    }

    /**
     * The histories of the customers of a Dataset. Nothing is read before the first action on them.
     *
     * @param rows the events, a row each, in any order; of a classic session, since Spark Connect has no partitions to offer
     * @return the histories
     * @throws IllegalArgumentException if a column is not there or of a type that does not fit
     */
    public SparkHistories<K> from(Dataset<Row> rows) {
        Dataset<Row> sent =
                requireNonNull(rows, "rows").select(layout.sent(rows)).toDF(positions());
        int number = partitions > 0
                ? partitions
                : Integer.parseInt(rows.sparkSession().conf().get("spark.sql.shuffle.partitions"));
        RowLayout travelling = layout;
        return new SparkHistories<>(
                new SparkHistories.Source(rows.sparkSession(), layout.key(), layout.customer(), level),
                List.of(),
                () -> {
                    JavaRDD<Row> parted =
                            sent.repartition(number, sent.col("c0")).javaRDD();
                    return parted.mapPartitions(part -> {
                        HistoryStore<K> store = travelling.store(part);
                        return List.of(new KeptStore<>(travelling.key(), store)).iterator();
                    });
                });
    }

    private String[] positions() {
        return IntStream.range(0, layout.parts().size()).mapToObj(i -> "c" + i).toArray(String[]::new);
    }

    private SparkReader<K> with(String column, ColumnKind kind, Use use) {
        return with(layout.with(new Part(requireNonNull(column, "column"), kind, use)));
    }

    private SparkReader<K> with(RowLayout other) {
        return new SparkReader<>(other, partitions, level);
    }

    private void checkOnce(Use use) {
        if (layout.has(use)) {
            throw new IllegalStateException("a reader has one column of " + (use == Use.CODE ? "codes" : "amounts"));
        }
    }
}
