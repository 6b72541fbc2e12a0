package dev.retention.benchmarks.movement;

import dev.retention.benchmarks.DuckDb;

/**
 * The movements in SQL: a customer's months as bits; the counts from the different sets of months, the amounts from the
 * events joined to their customer's set.
 *
 * <p>As quick as anything that was tried; sums by (customer, month) with a window over each customer need somewhat longer.
 */
final class SqlMovements {
    private static final String SQL = """
            WITH event AS (
              SELECT customer, (year(day) * 12 + month(day) - 24277)::INTEGER AS m, amount FROM events),
            history AS MATERIALIZED (
              SELECT customer, bit_or(1::INTEGER << m) AS months FROM event GROUP BY customer),
            pattern AS (
              SELECT months, count(*) AS customers FROM history GROUP BY months),
            cell AS (
              SELECT m, CASE WHEN months & ((1::INTEGER << m) - 1) = 0 THEN 0
                             WHEN (months >> (m - 1)) & 1 = 1 THEN 1 ELSE 2 END AS kind,
                (months >> (m + 1)) & 1 = 0 AS lost,
                0 AS field, sum(customers)::BIGINT AS value
              FROM pattern, (SELECT range::INTEGER AS m FROM range(24))
              WHERE (months >> m) & 1 = 1
              GROUP BY ALL
              UNION ALL
              SELECT m, CASE WHEN months & ((1::INTEGER << m) - 1) = 0 THEN 0
                             WHEN (months >> (m - 1)) & 1 = 1 THEN 1 ELSE 2 END AS kind,
                (months >> (m + 1)) & 1 = 0 AS lost,
                1, sum(amount)::BIGINT
              FROM event JOIN history USING (customer)
              GROUP BY ALL)
            SELECT (m * 8 + kind * 2 + field)::INTEGER, value FROM cell
            UNION ALL
            SELECT ((m + 1) * 8 + 6 + field)::INTEGER, value FROM cell WHERE lost AND m < 23
            """;

    private SqlMovements() {}

    static long[] of(DuckDb database) {
        return database.longs(SQL, HandMovements.CELLS);
    }
}
