package dev.retention.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What is counted of random histories is what its definition says, day by day. */
class PurchaseCountingProperties {

    @Provide
    Arbitrary<List<EventRow>> rows() {
        return EventLog.arbitrary().map(EventLog::rows);
    }

    @Property(tries = 300)
    void everyStoreIsCountedByTheDefinition(
            @ForAll("rows") List<EventRow> rows,
            @ForAll @IntRange(max = 800) int known,
            @ForAll @IntRange(max = 300) int holdout) {
        LocalDate asOf = EventLog.FIRST_DAY.plusDays(known);
        LocalDate end = asOf.minusDays(holdout);
        PurchaseCounting counting = PurchaseCounting.weekly(asOf);
        if (holdout > 0) {
            counting = counting.holdoutFrom(end.plusDays(1));
        }
        HistoryStore<Long> dates = EventLog.reader().from(rows);
        HistoryStore<Long> codes = HistoryStore.ofDates(EventRow::customer, EventRow::day)
                .amounts(EventRow::amount, EventLog.USD)
                .codes(EventRow::code)
                .from(rows);
        HistoryStore<Long> instants = HistoryStore.ofInstants(EventRow::customer, EventRow::instant)
                .amounts(EventRow::amount, EventLog.USD)
                .from(rows);
        CustomerPurchases<Long> plain = counting.of(dates);
        assertCounted(rows, end, asOf, plain);
        assertCounted(
                rows,
                end,
                asOf,
                counting.counting(EventFilter.of("order", "visit", "refund")).of(codes));
        assertCounted(rows, end, asOf, counting.inZone(ZoneOffset.UTC).of(instants));
        assertThat(counting.inZone(ZoneOffset.UTC).of(dates)).hasToString(plain.toString());
    }

    @Property(tries = 100)
    void theOrderOfEventsDoesNotMatter(@ForAll("rows") List<EventRow> rows, @ForAll Random random) {
        List<EventRow> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        PurchaseCounting counting = PurchaseCounting.daily(EventLog.FIRST_DAY.plusDays(800));
        CustomerPurchases<Long> one = counting.of(EventLog.reader().from(rows));
        CustomerPurchases<Long> other = counting.of(EventLog.reader().from(shuffled));
        assertThat(other.customers()).isEqualTo(one.customers());
        if (one.customers() > 0) {
            assertThat(other.summary()).isEqualTo(one.summary());
        }
        assertThat(other.spendSummary(NonPositiveSpend.LEAVE_OUT))
                .isEqualTo(one.spendSummary(NonPositiveSpend.LEAVE_OUT));
    }

    private static void assertCounted(
            List<EventRow> rows, LocalDate end, LocalDate asOf, CustomerPurchases<Long> counted) {
        int customers = 0;
        int startedInHoldout = 0;
        int without = 0;
        double logs = 0;
        Map<LocalDate, Long> purchasesByDay = new TreeMap<>();
        for (Map.Entry<Long, List<EventRow>> entry :
                EventLog.of(rows).byCustomer().entrySet()) {
            TreeMap<LocalDate, Long> centsByDay = new TreeMap<>();
            entry.getValue().forEach(row -> centsByDay.merge(row.day(), row.cents(), Long::sum));
            TreeMap<LocalDate, Long> holdout =
                    new TreeMap<>(centsByDay.headMap(asOf, true).tailMap(end, false));
            TreeMap<LocalDate, Long> calibration = new TreeMap<>(centsByDay.headMap(end, true));
            if (calibration.isEmpty()) {
                startedInHoldout += holdout.isEmpty() ? 0 : 1;
                without += holdout.isEmpty() ? 1 : 0;
                assertThat(counted.find(entry.getKey())).isEmpty();
                continue;
            }
            Map.Entry<LocalDate, Long> first = calibration.firstEntry();
            int index = counted.find(entry.getKey()).orElseThrow();
            assertThat(counted.customer(index)).isEqualTo(entry.getKey());
            assertThat(counted.history(index))
                    .isEqualTo(PurchaseHistory.of(
                            calibration.size() - 1,
                            days(first.getKey(), calibration.lastKey()) / 7.0,
                            days(first.getKey(), end) / 7.0));
            assertThat(counted.measured().column("first spend").of(entry.getKey()))
                    .hasValue(first.getValue());
            calibration.remove(first.getKey());
            long cents = calibration.values().stream().mapToLong(each -> each).sum();
            assertThat(counted.spend(index))
                    .isEqualTo(
                            calibration.isEmpty()
                                    ? SpendHistory.none()
                                    : SpendHistory.of(calibration.size(), cents / (calibration.size() * 100.0)));
            assertThat(counted.holdoutPurchases(index)).isEqualTo(holdout.size());
            if (end.isBefore(asOf)) {
                assertThat(counted.measured().column("holdout spend").of(entry.getKey()))
                        .hasValue(holdout.values().stream()
                                .mapToLong(each -> each)
                                .sum());
            }
            LocalDate latest = first.getKey();
            for (LocalDate day : calibration.keySet()) {
                logs += Math.log(days(latest, day) / 7.0);
                latest = day;
            }
            calibration.keySet().forEach(day -> purchasesByDay.merge(day, 1L, Long::sum));
            holdout.keySet().forEach(day -> purchasesByDay.merge(day, 1L, Long::sum));
            customers++;
        }
        assertThat(counted.customers()).isEqualTo(customers);
        assertThat(counted.startedInHoldout()).isEqualTo(startedInHoldout);
        assertThat(counted.withoutPurchase()).isEqualTo(without);
        assertThat(counted.repeatPurchasesByDay()).isEqualTo(purchasesByDay);
        if (customers > 0) {
            assertThat(counted.summary().sumOfLogIntervals().orElseThrow()).isCloseTo(logs, within(1e-9));
        }
    }

    private static long days(LocalDate from, LocalDate to) {
        return to.toEpochDay() - from.toEpochDay();
    }
}
