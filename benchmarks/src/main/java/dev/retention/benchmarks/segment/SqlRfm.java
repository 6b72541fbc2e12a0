package dev.retention.benchmarks.segment;

import dev.retention.benchmarks.DuckDb;

/** The scores in SQL: numbers by customer, their quantiles, and the classes, into a table inside the database. */
final class SqlRfm {
    private static final String SQL = """
            CREATE OR REPLACE TABLE rfm AS
            WITH numbers AS MATERIALIZED (
              SELECT customer, DATE '2024-12-31' - max(day) AS recency, count(*) AS frequency, sum(amount)::BIGINT AS money
              FROM events GROUP BY customer),
            edges AS (
              SELECT quantile_cont(recency, [0.2, 0.4, 0.6, 0.8]) AS r, quantile_cont(frequency, [0.2, 0.4, 0.6, 0.8]) AS f,
                quantile_cont(money, [0.2, 0.4, 0.6, 0.8]) AS m
              FROM numbers)
            SELECT customer,
              100 * (5 - (recency > r[1])::INT - (recency > r[2])::INT - (recency > r[3])::INT - (recency > r[4])::INT)
              + 10 * (1 + (frequency > f[1])::INT + (frequency > f[2])::INT + (frequency > f[3])::INT + (frequency > f[4])::INT)
              + (1 + (money > m[1])::INT + (money > m[2])::INT + (money > m[3])::INT + (money > m[4])::INT) AS score
            FROM numbers, edges
            """;

    private SqlRfm() {}

    static void make(DuckDb database) {
        database.run(SQL);
    }

    /** The table in the layout of {@link HandRfm#scores()}. */
    static long[] read(DuckDb database, int customers) {
        return database.longs("SELECT customer, score FROM rfm", customers);
    }
}
