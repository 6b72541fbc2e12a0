package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeriodMethodTest {
    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2024, 3, 10));

    /** Who came and who came twice, with what was paid. */
    static final class Visits extends PeriodMethod<Visits.Item> {
        private static final long serialVersionUID = 1;

        enum Item {
            CAME,
            CAME_TWICE,
            LEFT
        }

        private final EventFilter events;
        private final ArrayList<String> tracks;

        Visits(EventFilter events, String... tracks) {
            super(MONTHS, Item.class);
            this.events = events;
            this.tracks = new ArrayList<>(List.of(tracks));
        }

        @Override
        protected String definition() {
            return "visits";
        }

        @Override
        protected EventFilter events() {
            return events;
        }

        @Override
        protected List<String> tracks() {
            return tracks;
        }

        @Override
        protected CellState state(Timeline periods, Item item, Period period) {
            return item == Item.CAME_TWICE
                    ? CellState.PARTIAL
                    : item == Item.LEFT ? CellState.UNOBSERVED : super.state(periods, item, period);
        }

        @Override
        protected List<String> warnings(HistoryStore<?> store) {
            return store.codes().warnings(List.of("shop", "shpo"));
        }

        @Override
        protected void apply(Timeline periods, History history, CellSink sink) {
            for (int i = 0; i < history.size(); i++) {
                sink.add(Item.CAME, history.period(i), history.amount(i));
                if (i > 0 && history.period(i - 1) == history.period(i)) {
                    sink.add(Item.CAME_TWICE, history.period(i), 1);
                }
            }
        }
    }

    private record Visit(long customer, int month, int day, String kind) {}

    private static final HistoryStore<Long> STORE = HistoryStore.ofDates(
                    Visit::customer, (Visit visit) -> LocalDate.of(2024, visit.month(), visit.day()))
            .codes(Visit::kind)
            .amounts(visit -> BigDecimal.TEN, Currency.getInstance("EUR"))
            .from(List.of(
                    new Visit(1, 1, 3, "shop"),
                    new Visit(1, 1, 9, "web"),
                    new Visit(2, 1, 4, "web"),
                    new Visit(2, 3, 4, "web")));

    private final PeriodItems<Long, Visits.Item> table = new Visits(EventFilter.ALL).of(STORE);

    @Test
    void itemsHaveCustomersNumbersMoneyAndShares() {
        PeriodItems<Long, Visits.Item>.InPeriod january = table.inPeriod("2024-01");
        assertThat(january.customers(Visits.Item.CAME)).isEqualTo(2);
        assertThat(january.money(Visits.Item.CAME)).isEqualByComparingTo("30");
        assertThat(january.number(Visits.Item.CAME_TWICE)).isEqualTo(1);
        assertThat(january.members(Visits.Item.CAME_TWICE)).containsExactly(1L);
        assertThat(january.share(Visits.Item.CAME_TWICE, Visits.Item.CAME))
                .hasValueSatisfying(share -> assertThat(share).hasToString("50.0 % (1 of 2)"));
        assertThat(january.shareOfNumber(Visits.Item.CAME_TWICE, Visits.Item.CAME))
                .hasValueSatisfying(share -> assertThat(share.asDouble()).isEqualTo(1 / 3000.0));
        assertThat(january.ratio(Visits.Item.CAME, Visits.Item.CAME_TWICE)).hasValue(3000);
        assertThat(table.inPeriod("2024-02").share(Visits.Item.CAME_TWICE, Visits.Item.CAME))
                .isEmpty();
        assertThat(table.inPeriod("2024-02").ratio(Visits.Item.CAME, Visits.Item.CAME_TWICE))
                .isEmpty();
    }

    @Test
    void aPeriodAndItsItemsSayHowMuchOfThemIsThere() {
        assertThat(table.inPeriod("2024-01").state()).isEqualTo(CellState.OBSERVED);
        assertThat(table.inPeriod("2024-01").state(Visits.Item.CAME_TWICE)).isEqualTo(CellState.PARTIAL);
        assertThat(table.inPeriod("2024-03").state(Visits.Item.CAME)).isEqualTo(CellState.PARTIAL);
        assertThat(table.inPeriod("2024-01"))
                .hasToString("2024-01: came 2 customers (3000), came twice 1 customer (1, so far), left not observed");
        assertThat(table.inPeriod("2024-01").share(Visits.Item.LEFT, Visits.Item.CAME))
                .isEmpty();
        assertThat(table.inPeriod("2024-01").ratio(Visits.Item.LEFT, Visits.Item.CAME))
                .isEmpty();
        assertThat(table.periods()).hasSize(3);
        assertThat(table.inPeriod(table.timeline().period(1))).hasToString("2024-02: left not observed");
        assertThat(table.inPeriod("2024-03"))
                .hasToString("2024-03 (running): came 1 customer (1000), left not observed");
    }

    @Test
    void groupsAddUpAndFiltersAndTracksAreInTheDefinition() {
        ByGroup<PeriodItems<Long, Visits.Item>> byPlan = table.by(Grouping.of("plan", Map.of(1L, "a", 2L, "b")::get));
        assertThat(byPlan.inGroup("a").inPeriod("2024-01").number(Visits.Item.CAME))
                .isEqualTo(2000);
        assertThat(byPlan.inGroup("b").inPeriod("2024-01").number(Visits.Item.CAME))
                .isEqualTo(1000);
        Visits web = new Visits(EventFilter.of("web"), "visits");
        assertThat(web.of(STORE.named("visits")).inPeriod("2024-01").customers(Visits.Item.CAME_TWICE))
                .isZero();
        assertThat(web.rule(STORE.named("visits")).definition()).contains("visits, on visits, ");
        assertThat(new Visits(EventFilter.of("wbe")).of(STORE).warnings())
                .containsExactly(
                        "no event has the code shpo: there are [shop, web]",
                        "no event has the code wbe: there are [shop, web]");
        assertThat(web.rule(STORE.named("visits")).definition())
                .isNotEqualTo(new Visits(EventFilter.of("shop"), "visits")
                        .rule(STORE.named("visits"))
                        .definition());
        assertThatIllegalArgumentException().isThrownBy(() -> web.of(STORE.named("orders")));
    }

    @Test
    void aTallyOfItsOwnBecomesATableAndAnotherIsRefused() {
        Visits all = new Visits(EventFilter.ALL);
        PeriodItems<Long, Visits.Item> again = all.of(table.counted().tally());
        assertThat(again.inPeriod("2024-01").number(Visits.Item.CAME)).isEqualTo(3000);
        assertThatThrownBy(() ->
                        new Visits(EventFilter.of("web")).of(table.counted().tally()))
                .isInstanceOf(TallyMismatchException.class);
        assertThat(all.timeline()).isEqualTo(MONTHS);
        assertThat(all).hasToString("visits, " + MONTHS);
        assertThatThrownBy(all::rule).isInstanceOf(IllegalStateException.class);
    }
}
