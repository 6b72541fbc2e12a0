package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.history.HistoryStore;
import dev.retention.rule.PeriodItems;
import dev.retention.service.StageContacts.Item;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageContactsTest {
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 3, 31)).from(LocalDate.of(2024, 1, 1));

    private record Row(long customer, LocalDate day, String code, String reason) {}

    private static Row row(long customer, String day, String code, String reason) {
        return new Row(customer, LocalDate.parse(day), code, reason);
    }

    // A television sold well, then trouble installing it: two calls for the same that a better stage had avoided.
    private static final HistoryStore<Long> STORE = HistoryStore.ofDates(Row::customer, Row::day)
            .codes(Row::code)
            .from(List.of(
                    row(1, "2024-01-10", "sold", ""),
                    row(1, "2024-01-15", "installed", ""),
                    row(2, "2024-01-20", "installed", ""),
                    row(3, "2024-03-20", "installed", "")))
            .named("journey")
            .and(Contacts.reader(Row::customer, Row::day, Row::code)
                    .reason(Row::reason)
                    .from(List.of(
                            row(1, "2024-01-09", "call", "price"),
                            row(1, "2024-01-15", "call", "no picture"),
                            row(1, "2024-01-18", "call", "no sound"),
                            row(1, "2024-02-14", "call", "no picture"),
                            row(1, "2024-02-15", "call", "no picture"))));

    private static final StageContacts AFTER = StageContacts.over(MONTHS).after("installed");

    @Test
    void countsContactsPerStagePassed() {
        PeriodItems<Long, Item>.InPeriod january =
                AFTER.sameBy(Contacts.REASON).of(STORE).inPeriod("2024-01");
        assertThat(january.number(Item.PASSED)).isEqualTo(2);
        assertThat(january.number(Item.CONTACTS)).isEqualTo(3);
        assertThat(january.ratio(Item.CONTACTS, Item.PASSED)).hasValue(1.5);
        assertThat(january.members(Item.CONTACTED)).containsExactly(1L);
        assertThat(january.number(Item.REPEATS)).isEqualTo(1);
        assertThat(AFTER.of(STORE).inPeriod("2024-01").number(Item.REPEATS)).isEqualTo(2);
    }

    @Test
    void whoseDaysAreNotOverWaits() {
        PeriodItems<Long, Item>.InPeriod march = AFTER.of(STORE).inPeriod("2024-03");
        assertThat(march.members(Item.WAITING)).containsExactly(3L);
        assertThat(march.shareOfNumber(Item.CONTACTED, Item.PASSED)
                        .orElseThrow()
                        .asDouble())
                .isZero();
        assertThat(march.shareOfNumber(Item.CONTACTED_OR_WAITING, Item.PASSED)
                        .orElseThrow()
                        .asDouble())
                .isEqualTo(1);
        assertThat(AFTER.of(STORE).inPeriod("2024-02").state(Item.CONTACTS)).isEqualTo(CellState.OBSERVED);
        assertThat(AFTER.within(31).of(STORE).inPeriod("2024-02").state(Item.CONTACTS))
                .isEqualTo(CellState.OBSERVED);
        assertThat(AFTER.within(32).of(STORE).inPeriod("2024-02").state(Item.CONTACTS))
                .isEqualTo(CellState.PARTIAL);
        assertThat(AFTER.within(32).of(STORE).inPeriod("2024-02").state(Item.PASSED))
                .isEqualTo(CellState.OBSERVED);
    }

    @Test
    void aContactCountsForTheLastStageAlone() {
        PeriodItems<Long, Item> all = StageContacts.over(MONTHS).of(STORE);
        PeriodItems<Long, Item> sold = StageContacts.over(MONTHS).after("sold").of(STORE);
        assertThat(all.inPeriod("2024-01").number(Item.PASSED)).isEqualTo(3);
        assertThat(all.inPeriod("2024-01").number(Item.CONTACTS)).isEqualTo(3);
        assertThat(sold.inPeriod("2024-01").number(Item.CONTACTS)).isEqualTo(2);
    }

    @Test
    void refusesATrackThatDoesNotTell() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AFTER.sameBy("topic").of(STORE))
                .withMessageContaining("must have a column (topic)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AFTER.on("tickets").of(STORE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AFTER.on("journey"))
                .withMessage("contacts (journey) must be a track of its own");
        assertThat(AFTER.sameBy("reason").toString())
                .startsWith("contacts within 30 days after a stage of the journey, repeated for the same reason");
    }
}
