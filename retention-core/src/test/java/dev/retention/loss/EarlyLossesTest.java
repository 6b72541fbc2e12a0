package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.history.HistoryStore;
import dev.retention.loss.EarlyLosses.Item;
import dev.retention.movement.Spells;
import dev.retention.rule.Grouping;
import dev.retention.rule.PeriodItems;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyLossesTest {
    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2024, 6, 30));

    private record Row(long customer, String day, String code, String seller) {
        LocalDate on() {
            return LocalDate.parse(day);
        }
    }

    private static HistoryStore<Long> store(List<Row> rows) {
        return HistoryStore.ofDates(Row::customer, Row::on)
                .codes(Row::code)
                .text("seller", Row::seller)
                .from(rows);
    }

    private final HistoryStore<Long> store = store(List.of(
            new Row(1, "2024-01-05", "invited", "bob"),
            new Row(1, "2024-01-10", "started", "ann"),
            new Row(1, "2024-04-09", "ended", "bob"), // after 90 days
            new Row(2, "2024-01-10", "started", "ann"),
            new Row(2, "2024-04-10", "ended", "ann"), // after 91 days
            new Row(3, "2024-01-31", "started", "bob"),
            new Row(4, "2024-04-02", "started", "bob"), // 89 days before the last one
            new Row(5, "2024-04-01", "started", "ann"), // 90 days before the last one
            new Row(6, "2024-03-31", "started", "ann"), // 91 days before it
            new Row(6, "2024-03-31", "note", "bob"),
            new Row(7, "2024-04-05", "started", "bob"),
            new Row(7, "2024-04-05", "ended", "bob"),
            new Row(7, "2024-04-06", "started", "bob")));
    private final EarlyLosses method = EarlyLosses.over(MONTHS, Spells.between("started", "ended"));
    private final PeriodItems<Long, Item> table = method.of(store);

    @Test
    void whoIsLostWithinTheDaysIsLostEarly() {
        PeriodItems<Long, Item>.InPeriod january = table.inPeriod("2024-01");
        assertThat(january.members(Item.STARTED)).containsExactly(1L, 2L, 3L);
        assertThat(january.members(Item.LOST)).containsExactly(1L);
        assertThat(january.members(Item.KEPT)).containsExactly(2L, 3L);
        assertThat(method.share(january).orElseThrow()).hasToString("33.3 % (1 met, 2 missed, 0 open)");
        assertThat(january.state(Item.LOST)).isEqualTo(CellState.OBSERVED);
        assertThat(method.share(table.inPeriod("2024-02"))).isEmpty();
    }

    @Test
    void whoseDaysAreNotOverIsOpen() {
        PeriodItems<Long, Item>.InPeriod april = table.inPeriod("2024-04");
        // 5 was not lost by the end of day 90, the last of the data; of 4 that day is not over.
        assertThat(april.members(Item.KEPT)).containsExactly(5L);
        assertThat(april.members(Item.OPEN)).containsExactly(4L);
        assertThat(april.members(Item.LOST)).containsExactly(7L);
        assertThat(method.share(april).orElseThrow()).hasToString("33.3 % to 66.7 % (1 met, 1 missed, 1 open)");
        assertThat(april.state(Item.STARTED)).isEqualTo(CellState.OBSERVED);
        assertThat(april.state(Item.LOST)).isEqualTo(CellState.PARTIAL);
        assertThat(table.inPeriod("2024-03").members(Item.KEPT)).containsExactly(6L);
    }

    @Test
    void sellersAreReadByTheEventOfTheArrival() {
        var sellers = table.by(Grouping.ofColumn("seller", Grouping.Reading.AT_ANCHOR));
        assertThat(sellers.inGroup("ann").inPeriod("2024-01").members(Item.STARTED))
                .containsExactly(1L, 2L);
        assertThat(sellers.inGroup("ann").inPeriod("2024-03").members(Item.STARTED))
                .containsExactly(6L);
        assertThat(method.share(sellers.inGroup("ann").inPeriod("2024-01")).orElseThrow())
                .hasToString("50.0 % (1 met, 1 missed, 0 open)");
    }

    @Test
    void ofOrdersTheGapIsPartOfTheDays() {
        HistoryStore<Long> orders = store(List.of(
                new Row(1, "2024-01-10", "order", "ann"),
                new Row(2, "2024-01-10", "order", "ann"),
                new Row(2, "2024-02-01", "order", "ann"),
                new Row(3, "2024-01-10", "order", "ann"),
                new Row(3, "2024-02-09", "order", "ann"),
                new Row(3, "2024-02-10", "order", "ann")));
        EarlyLosses early = EarlyLosses.over(MONTHS, Spells.ofOrders(60));
        assertThat(early.of(orders).inPeriod("2024-01").members(Item.LOST)).containsExactly(1L, 2L);
        assertThat(early.within(60).of(orders).inPeriod("2024-01").members(Item.LOST))
                .containsExactly(1L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> early.within(59))
                .withMessage("days (59) must be at least the gap, 60: nobody is lost sooner");
        assertThat(EarlyLosses.over(MONTHS, Spells.ofOrders(120)))
                .hasToString("losses within 120 days of the arrival, live for 120 days after an order, " + MONTHS);
    }

    @Test
    void warnsOfCodesThatNoEventHas() {
        assertThat(EarlyLosses.over(MONTHS, Spells.between("start", "ended"))
                        .of(store)
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("no event has the code start");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.on("contracts").of(store));
        assertThat(method.on("contracts")
                        .of(store.named("contracts"))
                        .inPeriod("2024-01")
                        .customers(Item.STARTED))
                .isEqualTo(3);
    }
}
