package dev.retention.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.sum;

import dev.retention.purchase.NonPositiveSpend;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import dev.retention.purchase.SpendHistory;
import dev.retention.purchase.SpendSummary;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** Makes summaries of purchases of what was measured of each customer: only distinct rows come to the driver. */
final class Purchases {
    private static final Column FREQUENCY = col("`repeat purchases`");
    private static final Column LOGS = col("`log intervals`");

    private Purchases() {}

    /** The column of customers, under a name that no column of purchases has. */
    static StructField customer(KeyType key) {
        return DataTypes.createStructField("customer", key.spark(), false);
    }

    static PurchaseSummary summary(PurchaseCounting counting, Dataset<Row> measured) {
        // The sum of logarithms in two halves, each of which is exact, as on one machine.
        List<Row> rows = measured.where(FREQUENCY.isNotNull())
                .groupBy(FREQUENCY, col("recency"), col("age"))
                .agg(sum(lit(1L)), sum(shiftright(LOGS, Integer.SIZE)), sum(LOGS.bitwiseAND(lit(0xffff_ffffL))))
                .collectAsList();
        PurchaseSummary.Builder summary = PurchaseSummary.inUnits(counting.unit());
        double daysPerUnit = counting.daysPerUnit();
        long high = 0;
        long low = 0;
        long intervals = 0;
        for (Row row : rows) {
            int frequency = Math.toIntExact(row.getLong(0));
            summary.add(
                    new PurchaseHistory(frequency, row.getLong(1) / daysPerUnit, row.getLong(2) / daysPerUnit),
                    row.getLong(3));
            high += row.getLong(4);
            low += row.getLong(5);
            intervals += frequency * row.getLong(3);
        }
        double logDays = (high * 0x1p32 + low) / 0x1p40;
        return summary.sumOfLogIntervals(logDays - intervals * Math.log(daysPerUnit))
                .build();
    }

    static SpendSummary spend(Currency currency, Dataset<Row> measured, NonPositiveSpend policy) {
        double minorPerMajor = Math.pow(10, Math.max(0, currency.getDefaultFractionDigits()));
        Map<SpendHistory, Long> counts = new HashMap<>();
        measured.where(FREQUENCY.isNotNull())
                .groupBy(FREQUENCY, col("`repeat spend`"))
                .count()
                .toLocalIterator()
                .forEachRemaining(row -> {
                    long frequency = row.getLong(0);
                    SpendHistory history = frequency == 0
                            ? SpendHistory.none()
                            : SpendHistory.of(frequency, row.getLong(1) / (frequency * minorPerMajor));
                    counts.merge(history, row.getLong(2), Math::addExact);
                });
        return SpendSummary.of(counts, policy);
    }
}
