package dev.retention.spark;

import dev.retention.cohort.CohortCell;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.EventFilter;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Movements;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.purchase.PurchaseSummary;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.rule.Resampled;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Retention of the customers of a Dataset, as the README shows it. */
final class CohortsOnSpark {
    private CohortsOnSpark() {}

    static void run(Dataset<Row> orders, PrintStream out) {
        // region cohorts
        SparkHistories<Long> histories = SparkHistories.ofDates(Long.class, "customer", "day")
                .amounts("amount", Currency.getInstance("EUR"))
                .codes("kind")
                .text("plan")
                .from(orders); // a Dataset<Row>; nothing is read yet
        Timeline months = histories.bind(Timeline.monthly(LocalDate.of(2026, 3, 31))); // from the first event of all
        CohortRetention method = CohortRetention.over(months).counting(EventFilter.of("order"));
        CohortTable<Long> cohorts = method.of(histories.count(method.rule()));
        out.println(cohorts.cell("2026-01", 2)); // 2026-01 age 2: 33.3 % (1 of 3)
        CohortCell cell = CohortCell.of(months.first(), 2);
        Dataset<Row> who = histories.members(method.rule(), cell); // a row for each, with the customer
        // endregion
        out.println(who.collectAsList());

        // region more
        CustomerMovements movements = CustomerMovements.over(months);
        Grouping plan = Grouping.ofColumn("plan", Grouping.Reading.LATEST);
        ByGroup<Movements<Long>> byPlan = ByGroup.of(
                movements.rule(), plan, histories.count(movements.rule().by(plan)), movements::of);
        out.println(byPlan.inGroup("basic")
                .inPeriod("2026-02")); // 2026-02: 1 live, 0 new, 1 retained, 0 reactivated, 0 lost
        Resampled<Movements<Long>> drawn = Resampled.of(
                movements.rule(), histories.count(movements.rule().by(Resampled.buckets())), movements::of);
        drawn.estimate(table -> Optional.of(table.inPeriod("2026-02").amount().doubleValue()), 0.95)
                .ifPresent(out::println);
        PurchaseSummary summary = histories.purchases(PurchaseCounting.weekly(months.asOf())); // for a model's fit
        // endregion
        out.println(summary);
    }
}
