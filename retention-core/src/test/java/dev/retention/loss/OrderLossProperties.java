package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.CustomerCount;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.Spells;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The losses of random orders against the definition, day by day. */
class OrderLossProperties {
    private static final LocalDate AS_OF = LocalDate.of(2024, 11, 10);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF).from(LocalDate.of(2023, 7, 1));
    private static final EventFilter ORDERS = EventFilter.of("order", "visit");

    @Provide
    Arbitrary<List<EventRow>> rows() {
        return EventLog.arbitrary().map(EventLog::rows);
    }

    /** Whether there was an order in the days before a midnight. */
    private static boolean isLive(TreeMap<LocalDate, Long> orders, LocalDate midnight, int gap) {
        return !orders.subMap(midnight.minusDays(gap), midnight).isEmpty();
    }

    @Property(tries = 40)
    void isTheDefinition(@ForAll("rows") List<EventRow> rows, @ForAll @IntRange(min = 1, max = 100) int gap) {
        HistoryStore<Long> store = HistoryStore.ofDates(EventRow::customer, EventRow::day)
                .amounts(EventRow::amount, EventLog.USD)
                .codes(EventRow::code)
                .from(rows);
        Spells spells = Spells.ofOrders(gap);
        LossTable<Long> table = Losses.over(MONTHS, spells)
                .worth(LossValue.ofOrders())
                .counting(ORDERS)
                .of(store);
        var churn = CustomerChurn.over(MONTHS, spells).counting(ORDERS).of(store);
        Map<Long, TreeMap<LocalDate, Long>> customers = new TreeMap<>();
        for (EventRow row : rows) {
            if (!row.code().equals("refund") && !row.day().isAfter(AS_OF)) {
                customers
                        .computeIfAbsent(row.customer(), unused -> new TreeMap<>())
                        .merge(row.day(), row.cents(), Long::sum);
            }
        }
        for (LossTable<Long>.InPeriod in : table.periods()) {
            LocalDate from = in.period().firstDay();
            LocalDate next = in.period().plus(1).firstDay();
            LocalDate to = next.isAfter(AS_OF) ? AS_OF.plusDays(1) : next;
            TreeSet<Long> lost = new TreeSet<>();
            TreeSet<Long> start = new TreeSet<>();
            long[] sums = new long[3];
            long startLife = 0;
            for (var customer : customers.entrySet()) {
                TreeMap<LocalDate, Long> orders = customer.getValue();
                if (isLive(orders, from, gap)) {
                    start.add(customer.getKey());
                    startLife += sum(orders, LocalDate.MIN, from);
                }
                boolean wasLive =
                        isLive(orders, from, gap) || !orders.subMap(from, to).isEmpty();
                if (wasLive && !isLive(orders, to, gap)) {
                    lost.add(customer.getKey());
                    LocalDate last = orders.lowerKey(to);
                    LocalDate day = last.plusDays(gap);
                    sums[0] += orders.get(last);
                    sums[1] += sum(orders, day.minusDays(365), day);
                    sums[2] += sum(orders, LocalDate.MIN, day);
                }
            }
            assertThat(in.members(LossItem.LOSSES)).containsExactlyElementsOf(lost);
            assertThat(in.members(LossItem.START)).containsExactlyElementsOf(start);
            assertThat(in.members(LossItem.LOST))
                    .isEqualTo(churn.inPeriod(in.period()).members(CustomerCount.LOST));
            assertThat(in.value(LossItem.START, LossWorth.LIFETIME)).contains(BigDecimal.valueOf(startLife, 2));
            for (LossWorth worth : LossWorth.values()) {
                assertThat(in.value(LossItem.LOSSES, worth)).contains(BigDecimal.valueOf(sums[worth.ordinal()], 2));
            }
            assertThat(in.losses())
                    .extracting(loss -> loss.day().isBefore(from) || !loss.day().isBefore(to))
                    .doesNotContain(true);
        }
    }

    private static long sum(TreeMap<LocalDate, Long> orders, LocalDate from, LocalDate to) {
        return orders.subMap(from, to).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
