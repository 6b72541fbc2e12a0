package dev.retention.benchmarks.cohort;

import dev.retention.benchmarks.DuckDb;

/**
 * The cohort table in SQL: a customer's months as bits, then as few rows as there are different sets of months.
 *
 * <p>The quickest of what was tried; removing duplicates of (customer, month) and then joining the first month, or taking
 * it by a window, needs two to three times as long.
 */
final class SqlCohortTable {
    private static final String SQL = """
            WITH history AS (
              SELECT bit_or(1::INTEGER << (year(day) * 12 + month(day) - 24277)) AS months
              FROM %s GROUP BY customer),
            pattern AS (
              SELECT months, bit_count((months & -months) - 1)::INTEGER AS cohort, count(*) AS customers
              FROM history GROUP BY months)
            SELECT cohort * 24 + age, sum(customers)::BIGINT
            FROM pattern, (SELECT range::INTEGER AS age FROM range(24))
            WHERE (months >> (cohort + age)) & 1 = 1
            GROUP BY ALL
            """;

    private SqlCohortTable() {}

    static long[] of(DuckDb database, String table) {
        return database.longs(SQL.formatted(table), HandCohortTable.CELLS);
    }
}
