package dev.retention.benchmarks.movement;

import dev.retention.benchmarks.DuckDb;

/**
 * The movements of recurring value in SQL, from which everything else follows.
 *
 * <p>One window over each customer's days gives the value after every change; sums by customer, month and kind of change are the
 * ledger, and sums by customer and month the snapshots. A second window, over months, and counts of distinct customers need longer.
 */
final class SqlRevenue {
    // The month before January 2022 is number 0, and so is all before it. From 5 on the items are of snapshots, from 10
    // of the ledger.
    private static final String SQL = """
            WITH change AS (
              SELECT customer, day, sum(amount)::BIGINT AS delta FROM events GROUP BY ALL HAVING sum(amount) <> 0),
            step AS (
              SELECT customer, greatest(0, year(day) * 12 + month(day) - 24264)::INTEGER AS m, delta,
                (sum(delta) OVER past)::BIGINT AS after, row_number() OVER past AS number
              FROM change
              WINDOW past AS (PARTITION BY customer ORDER BY day ROWS UNBOUNDED PRECEDING)),
            booked AS (
              SELECT customer, m, CASE WHEN after = delta THEN CASE WHEN number = 1 THEN 10 ELSE 12 END
                  WHEN after = 0 THEN 14 WHEN delta > 0 THEN 11 ELSE 13 END AS item,
                sum(delta) AS delta
              FROM step GROUP BY ALL),
            month AS (
              SELECT customer, m, sum(delta)::BIGINT AS delta, arg_max(after, number) AS after, min(number) AS number
              FROM step GROUP BY customer, m HAVING sum(delta) <> 0),
            cell AS MATERIALIZED (
              SELECT m * 15 + item AS place, count(*) AS customers, sum(abs(delta))::BIGINT AS amount
              FROM booked GROUP BY place
              UNION ALL
              SELECT m * 15 + CASE WHEN after = delta THEN CASE WHEN number = 1 THEN 5 ELSE 7 END
                  WHEN after = 0 THEN 9 WHEN delta > 0 THEN 6 ELSE 8 END AS place,
                count(*), sum(abs(delta))::BIGINT
              FROM month GROUP BY place)
            SELECT (place * 2)::INTEGER, customers FROM cell
            UNION ALL
            SELECT (place * 2 + 1)::INTEGER, amount FROM cell
            """;

    private SqlRevenue() {}

    static Revenue of(DuckDb database) {
        return Revenue.ofMovements(database.longs(SQL, Revenue.CELLS + Revenue.ITEMS * 2));
    }
}
