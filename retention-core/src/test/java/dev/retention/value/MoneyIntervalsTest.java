package dev.retention.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.ChurnFormula;
import dev.retention.CustomerFlow;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.HistoryStore;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueItem;
import dev.retention.movement.RevenueMovements;
import dev.retention.movement.RevenueRate;
import dev.retention.rule.Resampled;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Amounts and ratios of amounts have intervals, also those that are made of several figures of a table. */
class MoneyIntervalsTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 6, 30)).from(LocalDate.of(2024, 1, 1));

    record Change(long customer, LocalDate day, long euros) {}

    /** Customers who start in January, pay more or less from March on, and of whom one of four leaves in June. */
    private static HistoryStore<Long> values() {
        Random random = new Random(5);
        List<Change> changes = new ArrayList<>();
        for (long customer = 0; customer < 600; customer++) {
            long first = 10 + random.nextInt(90);
            long more = random.nextInt(20) - 8;
            changes.add(new Change(customer, LocalDate.of(2024, 1, 1 + random.nextInt(28)), first));
            changes.add(new Change(customer, LocalDate.of(2024, 3, 5), more));
            if (customer % 4 == 1) {
                changes.add(new Change(customer, LocalDate.of(2024, 6, 7), random.nextInt(9)));
            }
            if (customer % 4 == 0) {
                changes.add(new Change(customer, LocalDate.of(2024, 6, 5), -first - more));
            }
            if (customer % 7 == 0) {
                changes.add(new Change(-customer - 1, LocalDate.of(2024, 6, 9), first));
            }
        }
        return store(changes);
    }

    private static HistoryStore<Long> store(List<Change> changes) {
        return HistoryStore.<Change, Long>ofDates(Change::customer, Change::day)
                .amounts(change -> BigDecimal.valueOf(change.euros), EUR)
                .from(changes);
    }

    private static Resampled<RevenueMovements<Long>> drawn() {
        return Resampled.of(RecurringRevenue.over(MONTHS).of(values()).by(Resampled.buckets()));
    }

    private static Resampled.Estimate estimate(Function<RevenueMovements<Long>, Optional<Double>> figure) {
        Resampled.Estimate estimate =
                drawn().estimate(figure, 0.95, Resampled.Method.PERCENTILE, 300).orElseThrow();
        assertThat(estimate.value())
                .isStrictlyBetween(
                        estimate.interval().lower(), estimate.interval().upper());
        return estimate;
    }

    @ParameterizedTest
    @EnumSource(value = RevenueFormula.class, names = ".*RENEWAL.*", mode = EnumSource.Mode.MATCH_NONE)
    void everyFormulaOfRecurringRevenue(RevenueFormula formula) {
        estimate(table -> table.inPeriod("2024-06").rate(formula).map(RevenueRate::asDouble));
    }

    @Test
    void lifetimeValueByFormula() {
        Resampled.Estimate value = estimate(table -> {
            RevenueMovements<Long>.InPeriod june = table.inPeriod("2024-06");
            CustomerFlow flow = CustomerFlow.builder()
                    .start(june.customers(RevenueItem.START))
                    .end(june.customers(RevenueItem.END))
                    .lost(june.customers(RevenueItem.CHURN))
                    .build();
            return june.rate(RevenueFormula.ARPA_END)
                    .flatMap(arpa -> flow.findChurn(ChurnFormula.SNAPSHOT)
                            .flatMap(churn -> LifetimeValue.arpaOverChurn(AmountPerCustomer.of(arpa, EUR), churn)))
                    .map(LifetimeValue::asDouble);
        });
        assertThat(value.value()).isBetween(180.0, 280.0); // some 56 a month over a churn of a quarter
    }

    @Test
    void paybackAgeAndSpendPerCustomer() {
        Random random = new Random(6);
        List<Change> orders = new ArrayList<>();
        for (long customer = 0; customer < 400; customer++) {
            for (int month = 1; month <= 6; month++) {
                if (month == 1 || random.nextInt(3) > 0) {
                    orders.add(new Change(
                            customer, LocalDate.of(2024, month, 3), (long) Math.exp(2.5 + random.nextGaussian())));
                }
            }
        }
        Resampled<CohortTable<Long>> drawn =
                Resampled.of(CohortRetention.over(MONTHS).of(store(orders)).by(Resampled.buckets()));
        AcquisitionCost cost = AcquisitionCost.of(AcquisitionCost.Basis.PAID, new BigDecimal("14500"), 400, EUR);
        Resampled.Estimate age = drawn.estimate(
                        table -> {
                            var paidBack =
                                    Payback.of(cost, table.row("2024-01"), 0.6).age();
                            return paidBack.isPresent() ? Optional.of((double) paidBack.getAsInt()) : Optional.empty();
                        },
                        0.95)
                .orElseThrow();
        assertThat(age.value()).isBetween(2.0, 5.0);
        assertThat(age.interval().lower()).isLessThanOrEqualTo(age.value());
        assertThat(age.interval().upper()).isGreaterThanOrEqualTo(age.value());
    }
}
