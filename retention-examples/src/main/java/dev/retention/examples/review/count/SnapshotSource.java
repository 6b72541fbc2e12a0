package dev.retention.examples.review.count;

import dev.retention.examples.report.figures.HowRead;
import dev.retention.examples.report.figures.LeftOut;
import dev.retention.examples.report.figures.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file with one line for each customer.
 *
 * @param name its name
 * @param rows its lines
 * @param columns the columns of what is known of customers
 * @param lostColumn the column that says who left
 * @param valueColumn the column of what they are worth, if there is one
 * @param unit what amounts are in
 * @param leftOut the lines that are not counted
 * @param read how it was read
 */
public record SnapshotSource(
        String name,
        List<Row> rows,
        List<String> columns,
        String lostColumn,
        Optional<String> valueColumn,
        Unit unit,
        LeftOut leftOut,
        HowRead read) {

    /** Copies. */
    public SnapshotSource {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
    }

    /**
     * A customer.
     *
     * @param customer the key
     * @param lost whether they left
     * @param value what they are worth, if that is known
     * @param attributes what is known of them by column; what is not known is not there
     */
    public record Row(String customer, boolean lost, Optional<BigDecimal> value, Map<String, String> attributes) {

        /** Copies. */
        public Row {
            attributes = Map.copyOf(attributes);
        }
    }
}
