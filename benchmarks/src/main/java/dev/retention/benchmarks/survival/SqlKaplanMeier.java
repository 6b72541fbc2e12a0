package dev.retention.benchmarks.survival;

import dev.retention.benchmarks.DuckDb;
import dev.retention.benchmarks.Tenures;

/** The product-limit estimate in SQL: a histogram, a running sum from the longest tenure down and a running product. */
final class SqlKaplanMeier {
    private static final String SQL = """
            WITH histogram AS (
              SELECT days, count(*) AS tenures, sum(ended::INTEGER) AS ends FROM tenures GROUP BY days),
            risk AS (
              SELECT days, ends, sum(tenures) OVER (ORDER BY days DESC) AS at_risk FROM histogram)
            SELECT days, product(1 - ends / at_risk) OVER (ORDER BY days) FROM risk
            """;

    private SqlKaplanMeier() {}

    /** The survival just after each day; on a day without a tenure it is that of the day before. */
    static double[] of(DuckDb database) {
        double[] survival = database.doubles(SQL, Tenures.LONGEST + 1);
        double last = 1;
        for (int day = 0; day < survival.length; day++) {
            if (Double.isNaN(survival[day])) {
                survival[day] = last;
            }
            last = survival[day];
        }
        return survival;
    }
}
