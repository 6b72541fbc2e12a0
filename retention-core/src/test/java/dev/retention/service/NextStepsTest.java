package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.PeriodItems;
import dev.retention.service.NextSteps.Item;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NextStepsTest {
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 3, 31)).from(LocalDate.of(2024, 1, 1));

    private record Call(
            long customer, LocalDate day, @Nullable LocalDate next) {}

    private static final HistoryStore<Long> CONTACTS = Contacts.reader(Call::customer, Call::day, call -> "call")
            .nextStep(Call::next)
            .from(List.of(
                    new Call(1, LocalDate.of(2024, 1, 10), LocalDate.of(2024, 2, 29)),
                    new Call(1, LocalDate.of(2024, 2, 10), null),
                    new Call(2, LocalDate.of(2024, 1, 10), null),
                    new Call(2, LocalDate.of(2024, 3, 31), LocalDate.of(2024, 4, 1))));

    @Test
    void aStepLiesAheadUntilItsDay() {
        PeriodItems<Long, Item> table = NextSteps.over(MONTHS).of(CONTACTS);
        assertThat(table.inPeriod("2024-01").members(Item.WITH_NEXT_STEP)).containsExactly(1L);
        assertThat(table.inPeriod("2024-02").members(Item.WITHOUT_NEXT_STEP)).containsExactly(1L, 2L);
        assertThat(table.inPeriod("2024-02").members(Item.NEVER_AGREED)).containsExactly(2L);
        assertThat(table.inPeriod("2024-03").members(Item.WITH_NEXT_STEP)).containsExactly(2L);
        assertThat(table.inPeriod("2024-03")
                        .share(Item.WITHOUT_NEXT_STEP, Item.CUSTOMERS)
                        .orElseThrow()
                        .asDouble())
                .isEqualTo(0.5);
    }

    @Test
    void whoWasNeverContactedHasNoneEither() {
        HistoryStore<Long> contracts = HistoryStore.ofDates((Long row) -> row, row -> LocalDate.of(2024, 1, 1))
                .codes(row -> "start")
                .from(List.of(1L, 3L));
        PeriodItems<Long, Item> table = NextSteps.over(MONTHS)
                .among("contracts", Spells.between("start", "end"))
                .of(contracts.named("contracts").and(CONTACTS));
        assertThat(table.inPeriod("2024-01").members(Item.WITHOUT_NEXT_STEP)).containsExactly(3L);
        assertThat(table.inPeriod("2024-01").members(Item.CUSTOMERS)).containsExactly(1L, 3L);
    }

    @Test
    void refusesContactsWithoutNextSteps() {
        HistoryStore<Long> bare = Contacts.reader((Long row) -> row, row -> LocalDate.of(2024, 1, 1), row -> "call")
                .from(List.of(1L));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NextSteps.over(MONTHS).of(bare))
                .withMessage("track (contacts) must have a column (next step), and has []");
    }
}
