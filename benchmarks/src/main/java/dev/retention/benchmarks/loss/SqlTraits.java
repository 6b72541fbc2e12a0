package dev.retention.benchmarks.loss;

import dev.retention.benchmarks.DuckDb;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Traits in SQL: a table of one row for each customer with 40 columns of texts, grouped by each column in turn. */
final class SqlTraits {
    private static final String SQL = IntStream.range(0, HandTraits.ATTRIBUTES)
            .mapToObj(attribute -> "SELECT ((" + attribute + " * " + HandTraits.VALUES + " + substr(t" + attribute
                    + ", 2)::INTEGER) * 2)::INTEGER AS cell, count(*) AS n, count(*) FILTER (lost) AS l FROM profiles GROUP BY t"
                    + attribute)
            .collect(Collectors.joining(
                    " UNION ALL ",
                    "WITH each AS MATERIALIZED (",
                    ") SELECT cell, n::BIGINT FROM each UNION ALL SELECT cell + 1, l::BIGINT FROM each"));

    private SqlTraits() {}

    /** Makes the table {@code profiles (customer INTEGER, lost BOOLEAN, t0 VARCHAR, …)} of customers numbered from 0. */
    static void load(DuckDb database, int customers) {
        String columns = IntStream.range(0, HandTraits.ATTRIBUTES)
                .mapToObj(attribute -> ", t" + attribute + " VARCHAR")
                .collect(Collectors.joining());
        database.run("CREATE OR REPLACE TABLE profiles (customer INTEGER, lost BOOLEAN" + columns + ")");
        database.append("profiles", customers, (row, customer) -> {
            row.append(customer).append(HandTraits.isLost(customer));
            for (int attribute = 0; attribute < HandTraits.ATTRIBUTES; attribute++) {
                row.append(text(HandTraits.value(customer, attribute)));
            }
        });
    }

    static String text(int value) {
        return "v" + value;
    }

    static long[] of(DuckDb database) {
        return database.longs(SQL, HandTraits.CELLS);
    }
}
