package dev.retention.benchmarks.service;

import dev.retention.benchmarks.DuckDb;

/** Complaints by topic and month in SQL: a window over each customer and topic for the one before, and sums by customer and month. */
final class SqlComplaints {
    private static final String SQL = """
            WITH each AS (
              SELECT customer, code AS g, day, (year(day) * 12 + month(day) - 24277)::INTEGER AS m,
                lag(day) OVER (PARTITION BY customer, code ORDER BY day) AS before
              FROM orders),
            own AS MATERIALIZED (
              SELECT customer, m, g, count(*) AS n, count(*) FILTER (day - before <= 30) AS r FROM each GROUP BY ALL),
            item AS (
              SELECT m, g, count(*) AS opened, sum(n) AS number, count(*) FILTER (n > 1) AS again, sum(n - 1) AS beyond,
                count(*) FILTER (r > 0) AS repeated, sum(r) AS repeats
              FROM own GROUP BY ALL)
            SELECT ((m * 4 + g) * 6)::INTEGER, opened::BIGINT FROM item
            UNION ALL SELECT ((m * 4 + g) * 6 + 1)::INTEGER, number::BIGINT FROM item
            UNION ALL SELECT ((m * 4 + g) * 6 + 2)::INTEGER, again::BIGINT FROM item
            UNION ALL SELECT ((m * 4 + g) * 6 + 3)::INTEGER, beyond::BIGINT FROM item
            UNION ALL SELECT ((m * 4 + g) * 6 + 4)::INTEGER, repeated::BIGINT FROM item
            UNION ALL SELECT ((m * 4 + g) * 6 + 5)::INTEGER, repeats::BIGINT FROM item
            """;

    private SqlComplaints() {}

    static long[] of(DuckDb database) {
        return database.longs(SQL, HandComplaints.CELLS);
    }
}
