package dev.retention.benchmarks.model;

import dev.retention.benchmarks.DuckDb;

/** The summary in SQL: sums by (customer, day), then by customer, into a table inside the database. */
final class SqlSummary {
    private static final String SQL = """
            CREATE OR REPLACE TABLE summary AS
            WITH day AS (
              SELECT customer, day, sum(amount)::BIGINT AS amount FROM events GROUP BY ALL)
            SELECT customer, count(*) - 1 AS repeat_days, max(day) - min(day) AS recency,
              DATE '2024-12-31' - min(day) AS age,
              (sum(amount) - arg_min(amount, day)) / nullif(count(*) - 1, 0) AS mean_spend
            FROM day GROUP BY customer
            """;

    private SqlSummary() {}

    static void make(DuckDb database) {
        database.run(SQL);
    }

    /** The table in the layout of {@link HandSummary#values()}. */
    static double[] read(DuckDb database, int customers) {
        double[] values = new double[4 * customers];
        String[] columns = {"repeat_days", "recency", "age", "coalesce(mean_spend, 0)"};
        for (int column = 0; column < columns.length; column++) {
            double[] of = database.doubles("SELECT customer, " + columns[column] + " FROM summary", customers);
            for (int customer = 0; customer < customers; customer++) {
                values[4 * customer + column] = Double.isNaN(of[customer]) ? 0 : of[customer];
            }
        }
        return values;
    }
}
