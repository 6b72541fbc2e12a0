package dev.retention.spark;

import static java.util.Objects.requireNonNull;

import dev.retention.rule.Restatement.CellChange;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Why yesterday's figure for a past period differs from today's, over two states of the data on a cluster.
 *
 * <p>The changes of the customers sum exactly to the change of every cell. This record is immutable and thread-safe.
 *
 * @param cells the cells that changed in count or amount, in order
 * @param customers who changed which cell by what: the customer, the cell in words, by how many customers (1, 0 or −1) and by how much in
 *     minor units (columns "cell", "customers" and "amount"); a row for each customer and cell,
 *     found anew by every action unless it is cached
 * @param <C> the type of cells
 * @since 0.1.0
 */
public record SparkRestatement<C>(List<CellChange<C>> cells, Dataset<Row> customers) {
    /** The columns of changes behind that of customers. */
    static final List<StructField> FIELDS = List.of(
            DataTypes.createStructField("cell", DataTypes.StringType, false),
            DataTypes.createStructField("customers", DataTypes.LongType, false),
            DataTypes.createStructField("amount", DataTypes.LongType, false));

    /**
     * Keeps an immutable copy of the cells.
     *
     * @param cells the cells that changed
     * @param customers who changed which cell by what
     */
    public SparkRestatement {
        cells = List.copyOf(cells);
        requireNonNull(customers, "customers");
    }
}
