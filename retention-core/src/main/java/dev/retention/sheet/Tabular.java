package dev.retention.sheet;

/**
 * What is written as text, as CSV and as JSON.
 *
 * <pre>{@code
 * out.println(cohorts.toText());                    // aligned; unobserved cells as ·, running ones marked
 * Files.writeString(path, movements.toCsv());       // one line per period
 * cohorts.sheet().withCustomers().toJson();         // with the customers of each row
 * }</pre>
 *
 * @since 0.1.0
 */
public interface Tabular {
    /**
     * The rows and columns, with what they mean. Customers are found only when {@link Sheet#withCustomers()} asks for them.
     *
     * @return the sheet
     */
    Sheet sheet();

    /**
     * The sheet as aligned text.
     *
     * @return lines, each ended by a line feed; see {@link Sheet#toText()}
     */
    default String toText() {
        return sheet().toText();
    }

    /**
     * The sheet as CSV.
     *
     * @return lines, each ended by carriage return and line feed; see {@link Sheet#toCsv()}
     */
    default String toCsv() {
        return sheet().toCsv();
    }

    /**
     * The sheet as JSON.
     *
     * @return one object; see {@link Sheet#toJson()}
     */
    default String toJson() {
        return sheet().toJson();
    }
}
