package dev.retention.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.EventFilter;
import dev.retention.history.EventFilter.Refunds;
import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** One definition of a purchase day serves summaries, regularity, opportunities and lists of days: that of {@link #naive}. */
class PurchaseDaysProperties {

    @Provide
    Arbitrary<List<EventRow>> rows() {
        return EventLog.arbitrary().map(EventLog::rows);
    }

    @Provide
    Arbitrary<Refunds> policies() {
        return Arbitraries.of(Refunds.COUNT, Refunds.DEDUCT, Refunds.LEAVE_OUT);
    }

    private static HistoryStore<Long> store(List<EventRow> rows) {
        return HistoryStore.ofDates(EventRow::customer, EventRow::day)
                .amounts(EventRow::amount, EventLog.USD)
                .codes(EventRow::code)
                .from(rows);
    }

    /** By customer the days of purchase with what was spent, and refunds of the holdout under the day after the as-of day. */
    private static Map<Long, TreeMap<LocalDate, Long>> naive(
            List<EventRow> rows, LocalDate end, LocalDate asOf, Refunds policy) {
        Map<Long, TreeMap<LocalDate, Long>> all = new HashMap<>();
        EventLog.of(rows).byCustomer().forEach((customer, own) -> {
            TreeMap<LocalDate, Long> days = new TreeMap<>();
            List<EventRow> known = own.stream()
                    .filter(row -> !row.day().isAfter(asOf) && !row.code().equals("visit"))
                    .toList();
            for (EventRow row : known) {
                boolean isPurchase =
                        row.cents() > 0 || policy == Refunds.COUNT || (row.cents() == 0 && policy == Refunds.DEDUCT);
                if (isPurchase) {
                    days.merge(row.day(), row.cents(), Long::sum);
                }
            }
            long late = 0;
            for (EventRow row : known) {
                LocalDate latest = days.floorKey(row.day());
                if (policy == Refunds.DEDUCT && row.cents() < 0 && latest != null) {
                    if (row.day().isAfter(end) && !latest.isAfter(end)) {
                        late += row.cents();
                    } else {
                        days.merge(latest, row.cents(), Long::sum);
                    }
                }
            }
            if (!days.isEmpty()) {
                days.put(asOf.plusDays(1), late);
                all.put(customer, days);
            }
        });
        return all;
    }

    @Property(tries = 300)
    void everythingIsCountedByOneDefinition(
            @ForAll("rows") List<EventRow> rows,
            @ForAll("policies") Refunds policy,
            @ForAll @IntRange(min = 1, max = 800) int known,
            @ForAll @IntRange(max = 300) int holdout) {
        LocalDate asOf = EventLog.FIRST_DAY.plusDays(known);
        LocalDate end = asOf.minusDays(holdout);
        PurchaseCounting plain = PurchaseCounting.daily(asOf)
                .counting(EventFilter.of("order", "refund").with(policy));
        PurchaseCounting counting = holdout == 0 ? plain : plain.holdoutFrom(end.plusDays(1));
        HistoryStore<Long> store = store(rows);
        CustomerPurchases<Long> purchases = counting.of(store);
        Measured<Long> measured = purchases.measured();
        List<double[]> intervals = new ArrayList<>();
        naive(rows, end, asOf, policy).forEach((customer, all) -> {
            TreeMap<LocalDate, Long> days = new TreeMap<>(all.headMap(asOf, true));
            TreeMap<LocalDate, Long> calibration = new TreeMap<>(days.headMap(end, true));
            long ahead = days.tailMap(end, false).values().stream()
                    .mapToLong(each -> each)
                    .sum();
            if (holdout > 0) {
                assertThat(measured.column("holdout purchases").of(customer))
                        .hasValue(days.size() - calibration.size());
                assertThat(measured.column("holdout spend").of(customer)).hasValue(ahead + all.get(asOf.plusDays(1)));
            }
            if (calibration.isEmpty()) {
                assertThat(purchases.find(customer)).isEmpty();
                assertThat(measured.column("age").of(customer)).isEmpty();
                return;
            }
            long first = calibration.firstKey().toEpochDay();
            assertThat(measured.column("repeat purchases").of(customer)).hasValue(calibration.size() - 1);
            assertThat(measured.column("recency").of(customer))
                    .hasValue(calibration.lastKey().toEpochDay() - first);
            assertThat(measured.column("age").of(customer)).hasValue(end.toEpochDay() - first);
            assertThat(measured.column("first spend").of(customer))
                    .hasValue(calibration.firstEntry().getValue());
            assertThat(measured.column("repeat spend").of(customer))
                    .hasValue(calibration.tailMap(calibration.firstKey(), false).values().stream()
                            .mapToLong(each -> each)
                            .sum());
            assertThat(purchases.purchaseDays(purchases.find(customer).orElseThrow()))
                    .containsExactlyElementsOf(days.keySet());
            List<LocalDate> own = new ArrayList<>(calibration.keySet());
            double[] gaps = new double[own.size() - 1];
            for (int i = 0; i < gaps.length; i++) {
                gaps[i] = own.get(i + 1).toEpochDay() - own.get(i).toEpochDay();
            }
            intervals.add(gaps);
        });
        PurchaseRegularity expected = PurchaseRegularity.from(intervals, own -> own);
        PurchaseRegularity regularity = PurchaseRegularity.of(store, counting);
        assertThat(regularity.customers()).isEqualTo(expected.customers());
        assertThat(regularity.leftOut()).isEqualTo(expected.leftOut());
        assertThat(regularity.byLastTwoIntervals()).isEqualTo(expected.byLastTwoIntervals());
        assertThat(regularity.byAllIntervals()).isEqualTo(expected.byAllIntervals());
    }

    @Property(tries = 200)
    void opportunitiesArePeriodsAfterThatOfTheFirstPurchase(
            @ForAll("rows") List<EventRow> rows,
            @ForAll("policies") Refunds policy,
            @ForAll @IntRange(min = 31, max = 800) int known) {
        LocalDate asOf = EventLog.FIRST_DAY.plusDays(known);
        Timeline months = Timeline.monthly(asOf).from(EventLog.FIRST_DAY.plusMonths(1));
        PurchaseCounting counting = PurchaseCounting.daily(asOf)
                .counting(EventFilter.of("order", "refund").with(policy));
        int complete = months.size() - (asOf.plusDays(1).getDayOfMonth() == 1 ? 0 : 1);
        Map<OpportunityHistory, Long> expected = new HashMap<>();
        naive(rows, asOf, asOf, policy).values().forEach(days -> {
            int[] periods = days.headMap(asOf, true).keySet().stream()
                    .mapToInt(day -> day.isBefore(months.first().firstDay()) ? -1 : months.indexOf(day))
                    .distinct()
                    .toArray();
            if (periods[0] >= 0 && periods[0] < complete) {
                int[] later = java.util.Arrays.stream(periods, 1, periods.length)
                        .filter(period -> period < complete)
                        .toArray();
                expected.merge(
                        OpportunityHistory.of(
                                later.length,
                                later.length == 0 ? 0 : later[later.length - 1] - periods[0],
                                complete - 1 - periods[0]),
                        1L,
                        Long::sum);
            }
        });
        var counted = Sweep.over(store(rows)).threads(2).count(counting.opportunities(months));
        expected.forEach((history, count) -> {
            assertThat(counted.count(history)).isEqualTo(count);
            assertThat(counted.members(history)).hasSize(count.intValue());
        });
        if (!expected.isEmpty()) {
            assertThat(OpportunityCounts.of(counted.tally())).isEqualTo(OpportunityCounts.of(expected));
        }
        assertThat(counted.tally().cells().size()).isPositive();
        for (int i = 0; i < counted.tally().cells().size(); i++) {
            assertThat(counted.tally().cells().indexOf(counted.tally().cells().cell(i)))
                    .isEqualTo(i);
        }
    }

    @Property(tries = 100)
    void neitherTheOrderOfEventsNorThreadsMatter(
            @ForAll("rows") List<EventRow> rows, @ForAll("policies") Refunds policy, @ForAll Random random) {
        List<EventRow> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        PurchaseCounting counting = PurchaseCounting.weekly(EventLog.FIRST_DAY.plusDays(600))
                .counting(EventFilter.ALL.with(policy))
                .holdoutFrom(EventLog.FIRST_DAY.plusDays(500));
        CustomerPurchases<Long> one = counting.of(store(rows));
        CustomerPurchases<Long> other = counting.of(Sweep.over(store(shuffled)).threads(3));
        assertThat(other.customers()).isEqualTo(one.customers());
        assertThat(other.startedInHoldout()).isEqualTo(one.startedInHoldout());
        assertThat(other.withoutPurchase()).isEqualTo(one.withoutPurchase());
        assertThat(other.repeatPurchasesByDay()).isEqualTo(one.repeatPurchasesByDay());
        if (one.customers() > 0) {
            assertThat(other.summary()).isEqualTo(one.summary());
        }
        PurchaseRegularity regularity =
                PurchaseRegularity.of(Sweep.over(store(shuffled)).threads(3), counting);
        assertThat(regularity)
                .hasToString(PurchaseRegularity.of(store(rows), counting).toString());
    }

    @Property(tries = 100)
    void groupsAddUpToTheWhole(@ForAll("rows") List<EventRow> rows) {
        PurchaseCounting counting =
                PurchaseCounting.weekly(EventLog.FIRST_DAY.plusDays(600)).holdoutFrom(EventLog.FIRST_DAY.plusDays(500));
        CustomerPurchases<Long> all = counting.of(store(rows));
        ByGroup<CustomerPurchases<Long>> parts =
                all.by(Grouping.of("remainder", (Long customer) -> customer % 3 == 0 ? null : "" + customer % 3));
        int customers = 0;
        long started = 0;
        TreeMap<LocalDate, Long> byDay = new TreeMap<>();
        for (CustomerPurchases<Long> part : parts.tables().values()) {
            customers += part.customers();
            started += part.startedInHoldout();
            part.repeatPurchasesByDay().forEach((day, count) -> byDay.merge(day, count, Long::sum));
            for (int i = 0; i < part.customers(); i++) {
                int at = all.find(part.customer(i)).orElseThrow();
                assertThat(part.history(i)).isEqualTo(all.history(at));
                assertThat(part.spend(i)).isEqualTo(all.spend(at));
                assertThat(part.holdoutPurchases(i)).isEqualTo(all.holdoutPurchases(at));
                assertThat(part.find(part.customer(i))).hasValue(i);
            }
        }
        assertThat(customers).isEqualTo(all.customers());
        assertThat(started).isEqualTo(all.startedInHoldout());
        assertThat(byDay).isEqualTo(all.repeatPurchasesByDay());
        assertThat(parts.inGroup("nobody").customers()).isZero();
    }

    @Property(tries = 100)
    void restatementTellsWhoseNumbersChanged(
            @ForAll("rows") List<EventRow> rows, @ForAll @IntRange(max = 20) int taken) {
        List<EventRow> fewer = rows.size() <= taken ? List.of() : rows.subList(taken, rows.size());
        PurchaseCounting counting = PurchaseCounting.daily(EventLog.FIRST_DAY.plusDays(600));
        CustomerPurchases<Long> before = counting.of(store(fewer));
        CustomerPurchases<Long> after = counting.of(store(rows));
        Map<String, OptionalLong[]> changes = new HashMap<>();
        before.measured()
                .restate(store(rows))
                .forEach(change -> changes.put(
                        change.customer() + change.column(), new OptionalLong[] {change.before(), change.after()}));
        for (Long customer : EventLog.of(rows).byCustomer().keySet()) {
            for (Measured<Long>.Column column : after.measured().columns()) {
                OptionalLong was = before.measured().column(column.name()).of(customer);
                OptionalLong is = column.of(customer);
                OptionalLong[] change = changes.getOrDefault(customer + column.name(), new OptionalLong[] {is, is});
                assertThat(change[1]).isEqualTo(is);
                assertThat(change[0]).isEqualTo(was);
            }
        }
    }

    @Property(tries = 20)
    void methodsAndMeasuresTravel(@ForAll("rows") List<EventRow> rows) throws Exception {
        PurchaseCounting counting = PurchaseCounting.daily(EventLog.FIRST_DAY.plusDays(600))
                .counting(EventFilter.of("order").with(Refunds.LEAVE_OUT));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(counting);
            out.writeObject(counting.measure().forOneThread());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            PurchaseCounting travelled = (PurchaseCounting) in.readObject();
            assertThat(travelled).hasToString(counting.toString());
            assertThat(in.readObject()).isEqualTo(counting.measure()).isEqualTo(travelled.measure());
            assertThat(travelled.of(store(rows)).customers())
                    .isEqualTo(counting.of(store(rows)).customers());
        }
        assertThat(Timeline.of(Grain.DAY, EventLog.FIRST_DAY.plusDays(600)))
                .isEqualTo(counting.measure().timeline());
    }
}
