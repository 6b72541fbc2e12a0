package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Spells;
import dev.retention.segment.CustomerProfit;
import dev.retention.segment.LaterOrders;
import dev.retention.segment.OrderSequence;
import dev.retention.segment.Rfm;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A count of nothing from a code that no event has is told, whatever is counted. */
class WarningsTest {
    private record Row(String customer, LocalDate day, String code) {}

    private static final LocalDate AS_OF = LocalDate.of(2026, 2, 28);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF);
    private static final EventFilter MISSPELT = EventFilter.of("ordr");
    private static final String TOLD = "no event has the code ordr: there are [order]";

    private static final HistoryStore<String> STORE = HistoryStore.ofDates(Row::customer, Row::day)
            .amounts(row -> BigDecimal.ONE, Currency.getInstance("EUR"))
            .codes(Row::code)
            .from(List.of(new Row("Ann", AS_OF, "order"), new Row("Bob", AS_OF.minusMonths(1), "order")));

    @Test
    void theCodesOfAFilterAreToldByEveryTable() {
        assertThat(CustomerMovements.over(MONTHS).counting(MISSPELT).of(STORE).warnings())
                .containsExactly(TOLD);
        assertThat(CustomerChurn.over(MONTHS, Spells.ofOrders(30))
                        .counting(MISSPELT)
                        .of(STORE)
                        .warnings())
                .containsExactly(TOLD);
        assertThat(CustomerProfit.over(MONTHS).counting(MISSPELT).of(STORE).warnings())
                .containsExactly(TOLD);
        assertThat(OrderSequence.over(MONTHS).counting(MISSPELT).of(STORE).warnings())
                .containsExactly(TOLD);
        assertThat(Rfm.asOf(AS_OF).counting(MISSPELT).of(STORE).warnings()).containsExactly(TOLD);
        assertThat(CustomerMovements.over(MONTHS).of(STORE).warnings()).isEmpty();
        assertThat(LaterOrders.over(MONTHS).counting(MISSPELT).of(STORE).warnings())
                .containsExactly(TOLD);
    }

    @Test
    void soAreThoseOfAFilterOnATrackAndUnderGroups() {
        HistoryStore<String> tracks = STORE.named("orders").and(STORE.named("again"));
        Rule<?> onTrack =
                CustomerMovements.over(MONTHS).counting(MISSPELT).rule(STORE).on("again");
        assertThat(Sweep.over(tracks).count(onTrack).warnings()).containsExactly(TOLD);
        Grouping all = Grouping.of("all", (String customer) -> "all");
        assertThat(Sweep.over(STORE)
                        .count(CustomerMovements.over(MONTHS)
                                .counting(MISSPELT)
                                .rule(STORE)
                                .by(all))
                        .warnings())
                .containsExactly(TOLD);
        assertThat(CustomerMovements.over(MONTHS)
                        .counting(EventFilter.of("order", "ordr"))
                        .of(STORE)
                        .by(all)
                        .inGroup("all")
                        .warnings())
                .containsExactly(TOLD);
    }

    @Test
    void aTableOfATallyKnowsNoEvents() {
        CustomerMovements method = CustomerMovements.over(MONTHS).counting(MISSPELT);
        assertThat(Counted.of(
                                method.rule(STORE),
                                Sweep.over(STORE).count(method.rule(STORE)).tally())
                        .warnings())
                .isEmpty();
    }
}
