package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.EventFilter;
import dev.retention.history.EventFilter.Refunds;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EventFilterTest {
    private static final EventFilter ORDERS = EventFilter.of("order");
    private static final EventFilter NET_ORDERS = ORDERS.refundedBy("refund");

    private record Line(String who, String day, String kind, String amount) {}

    private static HistoryStore<String> shop() {
        return HistoryStore.<Line, String>ofDates(Line::who, line -> LocalDate.parse(line.day()))
                .codes(Line::kind)
                .amounts(line -> new BigDecimal(line.amount()), Currency.getInstance("EUR"))
                .from(List.of(
                        new Line("A", "2025-01-10", "order", "50"),
                        new Line("B", "2025-01-12", "order", "30"),
                        new Line("A", "2025-02-03", "refund", "-50"),
                        new Line("B", "2025-02-20", "order", "30")));
    }

    @Test
    void aRefundIsNoPurchaseAndIsNotLost() {
        Timeline months = Timeline.monthly(LocalDate.of(2025, 2, 28));
        CohortTable<String> cohorts =
                CohortRetention.over(months).counting(NET_ORDERS).of(shop());
        assertThat(cohorts.cell("2025-01", 1)).hasToString("2025-01 age 1: 50.0 % (1 of 2)");
        // The refund lowers the order that it is for.
        assertThat(cohorts.cell("2025-01", 0).amount()).hasValue(new BigDecimal("30.00"));
        assertThat(cohorts.cell("2025-01", 1).amount()).hasValue(new BigDecimal("30.00"));
        assertThat(cohorts.toString()).contains("counting [order] less [refund]");
        assertThat(CustomerMovements.over(months)
                        .counting(NET_ORDERS)
                        .of(shop())
                        .inPeriod("2025-02"))
                .hasToString("2025-02: 1 live, 0 new, 1 retained, 0 reactivated, 1 lost");
    }

    /** The refund of February sorts before the order of its day, by its amount, and is of it all the same. */
    @Test
    void aRefundMayBeOfAnEventOfItsMoment() {
        HistoryStore<String> store = HistoryStore.<Line, String>ofDates(Line::who, line -> LocalDate.parse(line.day()))
                .amounts(line -> new BigDecimal(line.amount()), Currency.getInstance("EUR"))
                .from(List.of(
                        new Line("A", "2025-01-10", "", "50"),
                        new Line("A", "2025-02-03", "", "-20"),
                        new Line("A", "2025-02-03", "", "30")));
        CohortTable<String> cohorts = CohortRetention.over(Timeline.monthly(LocalDate.of(2025, 2, 28)))
                .counting(EventFilter.ALL.with(Refunds.DEDUCT))
                .of(store);
        assertThat(cohorts.cell("2025-01", 0).amount()).hasValue(new BigDecimal("50.00"));
        assertThat(cohorts.cell("2025-01", 1).amount()).hasValue(new BigDecimal("10.00"));
    }

    /** At ten o'clock nobody gives back what is ordered at two. */
    @Test
    void aRefundIsOfNoLaterEventOfItsDay() {
        Instant morning = Instant.parse("2025-02-03T10:00:00Z");
        HistoryStore<String> store = HistoryStore.<Map.Entry<Instant, String>, String>ofInstants(
                        row -> "A", Map.Entry::getKey)
                .amounts(row -> new BigDecimal(row.getValue()), Currency.getInstance("EUR"))
                .from(List.of(
                        Map.entry(morning.minus(Duration.ofDays(10)), "50"),
                        Map.entry(morning, "-20"),
                        Map.entry(morning.plus(Duration.ofHours(4)), "30")));
        PurchaseCounting counting = PurchaseCounting.daily(LocalDate.of(2025, 2, 28))
                .inZone(ZoneOffset.UTC)
                .counting(EventFilter.ALL.with(Refunds.DEDUCT));
        Measured<String> measured = counting.of(store).measured();
        assertThat(measured.column("first spend").of("A")).hasValue(3000);
        assertThat(measured.column("repeat spend").of("A")).hasValue(3000);
    }

    @Test
    void filtersOfTheSameEventsAreEqual() {
        assertThat(EventFilter.of("order").refundedBy("refund"))
                .isEqualTo(NET_ORDERS)
                .hasSameHashCodeAs(NET_ORDERS);
        assertThat(ORDERS.with(Refunds.DEDUCT)).isNotEqualTo(ORDERS).isNotEqualTo(NET_ORDERS);
        assertThat(EventFilter.ALL).isNotEqualTo(ORDERS);
    }

    @Test
    void misspeltCodesAreKnown() {
        assertThat(EventFilter.of("ordr", "order").refundedBy("refnd").unknownIn(shop().codes()))
                .containsExactly("ordr", "refnd");
        assertThat(NET_ORDERS.unknownIn(shop().codes())).isEmpty();
    }

    @Test
    void refundsMayBeRefused() {
        Rule<String> all = Rule.of(
                "all", Timeline.monthly(LocalDate.of(2025, 2, 28)), Cells.of(List.of("all")), (h, sink) -> sink.add(0));
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> Sweep.over(shop()).count(all.counting(EventFilter.ALL.with(Refunds.REFUSE))))
                .withMessageContaining("customer A")
                .withMessageContaining("the amount of the event on 2025-02-03 (-5000 minor units) must be above 0");
        assertThat(Sweep.over(shop())
                        .count(all.counting(EventFilter.of("refund").with(Refunds.LEAVE_OUT)))
                        .count("all"))
                .isZero();
    }

    @Test
    void saysWhatCounts() {
        assertThat(EventFilter.ALL).hasToString("any event");
        assertThat(EventFilter.ALL.isAll()).isTrue();
        assertThat(EventFilter.ALL.with(Refunds.DEDUCT)).hasToString("any event, amounts below 0: DEDUCT");
        assertThat(NET_ORDERS).hasToString("[order] less [refund]");
        assertThatIllegalArgumentException().isThrownBy(EventFilter::of);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ORDERS.refundedBy("order"))
                .withMessageContaining("must not be among the events that count ([order])");
        assertThatIllegalArgumentException().isThrownBy(() -> EventFilter.ALL.refundedBy("refund"));
    }

    /** What is left of a customer's rows, restated in the plainest way. */
    private static List<EventRow> left(List<EventRow> rows, String counted, String refunded) {
        List<EventRow> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(EventRow::day)
                .thenComparing(EventRow::code)
                .thenComparing(EventRow::cents));
        List<EventRow> left = new ArrayList<>();
        List<EventRow> refunds = new ArrayList<>();
        for (EventRow row : sorted) {
            if (row.code().equals(refunded) || (row.code().equals(counted) && row.cents() < 0)) {
                refunds.add(row);
            } else if (row.code().equals(counted)) {
                left.add(row);
            }
        }
        for (EventRow refund : refunds) {
            for (int i = left.size() - 1; i >= 0; i--) {
                EventRow last = left.get(i);
                if (!last.day().isAfter(refund.day())) {
                    left.set(
                            i,
                            new EventRow(
                                    last.customer(),
                                    last.day(),
                                    last.cents() - Math.abs(refund.cents()),
                                    last.code(),
                                    0));
                    break;
                }
            }
        }
        return left;
    }

    @Property(tries = 200)
    void countsWhatIsLeft(@ForAll("rows") List<EventRow> rows) {
        Timeline months =
                Timeline.monthly(EventLog.FIRST_DAY.plusDays(EventLog.DAYS)).from(EventLog.FIRST_DAY);
        List<EventRow> left = new ArrayList<>();
        EventLog.of(rows).byCustomer().values().forEach(own -> left.addAll(left(own, "order", "refund")));
        Tally<?> filtered = CohortRetention.over(months)
                .counting(NET_ORDERS)
                .of(store(rows))
                .counted()
                .tally();
        Tally<?> plain = CohortRetention.over(months).of(store(left)).counted().tally();
        for (int cell = 0; cell < plain.cells().size(); cell++) {
            assertThat(filtered.countAt(cell)).isEqualTo(plain.countAt(cell));
            assertThat(filtered.amountAt(cell)).isEqualTo(plain.amountAt(cell));
        }
    }

    private static HistoryStore<Long> store(List<EventRow> rows) {
        return HistoryStore.ofDates(EventRow::customer, EventRow::day)
                .amounts(EventRow::amount, EventLog.USD)
                .codes(EventRow::code)
                .from(rows);
    }

    @Provide
    Arbitrary<List<EventRow>> rows() {
        return EventLog.arbitrary().map(EventLog::rows);
    }
}
