package dev.retention.benchmarks.segment;

import dev.retention.benchmarks.DuckDb;

/**
 * What groups bring and what changed it in SQL: sums by customer and month with the code of the last event, a window over each customer for
 * the months before and after, and the sums of the items by month and group.
 */
final class SqlGroups {
    private static final String SQL = """
            WITH bought AS (
              SELECT customer, (year(day) * 12 + month(day) - 24277)::INTEGER AS m,
                sum(amount)::BIGINT AS r, sum(cost)::BIGINT AS c, arg_max(code, day) AS g
              FROM orders GROUP BY ALL),
            beside AS MATERIALIZED (
              SELECT m, r, c, g, lag(m) OVER each AS pm, lag(r) OVER each AS pr, lag(g) OVER each AS pg, lead(m) OVER each AS nm
              FROM bought WINDOW each AS (PARTITION BY customer ORDER BY m)),
            item AS (
              SELECT m, g, 0 AS item, count(*) AS n, sum(r) AS a FROM beside GROUP BY ALL
              UNION ALL
              SELECT m, g, 1, count(*), sum(c) FROM beside GROUP BY ALL
              UNION ALL
              SELECT m, g, CASE WHEN pm IS NULL THEN 2 WHEN pm < m - 1 THEN 3 WHEN g <> pg THEN 7
                                WHEN r > pr THEN 4 ELSE 5 END AS kind,
                count(*), sum(CASE WHEN pm = m - 1 AND g = pg THEN abs(r - pr) ELSE r END)
              FROM beside WHERE NOT (pm IS NOT NULL AND pm = m - 1 AND g = pg AND r = pr) GROUP BY ALL
              UNION ALL
              SELECT m, pg, 8, count(*), sum(pr) FROM beside WHERE pm = m - 1 AND g <> pg GROUP BY ALL
              UNION ALL
              SELECT m + 1, g, 6, count(*), sum(r) FROM beside WHERE (nm IS NULL OR nm > m + 1) AND m < 23 GROUP BY ALL)
            SELECT (((m * 4 + g) * 9 + item) * 2)::INTEGER, n::BIGINT FROM item
            UNION ALL
            SELECT (((m * 4 + g) * 9 + item) * 2 + 1)::INTEGER, a::BIGINT FROM item
            """;

    private SqlGroups() {}

    static long[] of(DuckDb database) {
        return database.longs(SQL, HandGroups.CELLS);
    }
}
