package dev.retention.loss;

import static dev.retention.loss.SmallBusiness.CONTRACTS;
import static dev.retention.loss.SmallBusiness.MONTHS;
import static dev.retention.loss.SmallBusiness.change;
import static dev.retention.loss.SmallBusiness.contracts;
import static dev.retention.loss.SmallBusiness.lost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.loss.LossCauses.Recorded;
import dev.retention.movement.Contracts;
import dev.retention.movement.Spells;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which reasons are of a loss. */
class LossReasonsTest {
    private static final Losses METHOD = Losses.over(MONTHS, CONTRACTS)
            .on("contracts")
            .by(LossCauses.recordedOn("calls", "why").avoidable("support").unavoidable("price"));

    private record Call(String day, @Nullable String why) {}

    private static HistoryStore<String> calls(Call... calls) {
        return HistoryStore.ofDates((Call call) -> "ann", call -> LocalDate.parse(call.day()))
                .text("why", Call::why)
                .from(List.of(calls))
                .named("calls");
    }

    /** The first and the present reason of the loss of a month, which are the same one by one and by reason. */
    private static String reasons(LossTable<String> table, String month) {
        Loss<String> loss = table.inPeriod(month).losses().get(0);
        String first = loss.reason().orElse("-");
        String now = loss.reasonNow().orElse("-");
        assertThat(table.inPeriod(month).pareto(Recorded.FIRST).rows())
                .extracting(row -> row.group().label())
                .containsExactlyElementsOf(loss.reason().stream().toList());
        assertThat(table.inPeriod(month).pareto(Recorded.NOW).rows())
                .extracting(row -> row.group().label())
                .containsExactlyElementsOf(loss.reasonNow().stream().toList());
        assertThat(table.inPeriod(month).customers(LossItem.WITH_REASON))
                .isEqualTo(loss.reasonNow().isPresent() ? 1 : 0);
        return first + ", " + now;
    }

    @Test
    void theStayTellsWhichCallsAreOfItsLoss() {
        HistoryStore<String> contracts = contracts(List.of(
                change("ann", "2024-01-01", "started", 10),
                change("ann", "2024-02-10", "announced", 0),
                change("ann", "2024-03-01", "due", 0),
                change("ann", "2024-03-01", "cancelled", -10),
                change("ann", "2024-03-10", "noted", 0)));
        assertThat(reasons(METHOD.of(contracts.and(calls(new Call("2024-02-12", "price")))), "2024-03"))
                .isEqualTo("price, price");
        assertThat(reasons(METHOD.of(contracts.and(calls(new Call("2024-01-01", "price")))), "2024-03"))
                .isEqualTo("price, price");
        assertThat(reasons(METHOD.of(contracts.and(calls(new Call("2024-04-12", "price")))), "2024-03"))
                .isEqualTo("price, price");
        assertThat(reasons(METHOD.of(contracts.and(calls(new Call("2023-12-31", "price")))), "2024-03"))
                .isEqualTo("-, -");
    }

    @Test
    void theFirstReasonStoodOnTheDayOfTheLossAndThePresentOneIsTheLast() {
        HistoryStore<String> contracts = contracts(List.of(
                change("ann", "2024-01-01", "started", 10),
                change("ann", "2024-02-01", "cancelled", -10),
                change("ann", "2024-03-05", "started", 10),
                change("ann", "2024-03-20", "cancelled", -10)));
        HistoryStore<String> calls = calls(
                new Call("2024-01-05", "early"),
                new Call("2024-02-01", "price"),
                new Call("2024-02-01", " "),
                new Call("2024-02-02", "support"),
                new Call("2024-03-04", "moved"),
                new Call("2024-03-21", "again"),
                new Call("2024-03-30", "at last"));
        LossTable<String> table = METHOD.of(contracts.and(calls));
        assertThat(reasons(table, "2024-02")).isEqualTo("price, moved");
        assertThat(reasons(table, "2024-03")).isEqualTo("again, at last");
    }

    @Test
    void whatHappensOnOneDayHasNoOrder() {
        List<String> codes = new ArrayList<>(List.of("cancelled", "failed payment", "due", "zoned"));
        for (int turn = 0; turn < codes.size(); turn++) {
            Collections.rotate(codes, 1);
            HistoryStore<String> contracts = contracts(List.of(
                    change("ann", "2024-01-01", "started", 10),
                    change("ann", "2024-01-02", "started", 5),
                    change("ann", "2024-03-01", codes.get(0), -5),
                    change("ann", "2024-03-01", codes.get(1), -3),
                    change("ann", "2024-03-01", codes.get(2), -2),
                    change("ann", "2024-03-01", codes.get(3), -1)));
            LossTable<String> table = METHOD.of(contracts.and(calls(new Call("2024-03-12", "price"))));
            assertThat(reasons(table, "2024-03")).isEqualTo("price, price");
            assertThat(table.inPeriod("2024-03").members(LossItem.UNAVOIDABLE)).containsExactly("ann");
        }
    }

    @Test
    void staysAreOfTheEventsThatCount() {
        HistoryStore<String> orders = contracts(List.of(
                change("ann", "2024-01-01", "order", 10),
                change("ann", "2024-01-20", "order", 10),
                change("ann", "2024-02-25", "visit", 0)));
        Losses method = Losses.over(MONTHS, Spells.ofOrders(30))
                .on("contracts")
                .counting(EventFilter.of("order"))
                .by(LossCauses.recordedOn("calls", "why"));
        LossTable<String> table =
                method.of(orders.and(calls(new Call("2024-01-05", "price"), new Call("2024-02-26", "support"))));
        assertThat(reasons(table, "2024-02")).isEqualTo("price, support");
    }

    private record Gone(String day, @Nullable LocalDate since) {}

    @Test
    void ofAListTheArrivalOrTheLossBeforeSeparates() {
        HistoryStore<String> list = HistoryStore.ofDates((Gone gone) -> "ann", gone -> LocalDate.parse(gone.day()))
                .day("since", Gone::since)
                .from(List.of(
                        new Gone("2024-01-15", null),
                        new Gone("2024-02-20", LocalDate.of(2024, 2, 10)),
                        new Gone("2024-02-20", LocalDate.of(2024, 2, 10)),
                        new Gone("2024-03-20", null)))
                .named("list");
        Losses method = Losses.ofList(MONTHS).on("list").by(LossCauses.recordedOn("calls", "why"));
        HistoryStore<String> store = list.and(calls(
                new Call("2024-01-15", "price"), new Call("2024-02-09", "later"), new Call("2024-02-21", "support")));
        assertThat(reasons(method.since("since").of(store), "2024-01")).isEqualTo("price, later");
        assertThat(reasons(method.since("since").of(store), "2024-02")).isEqualTo("support, support");
        assertThat(reasons(method.since("since").of(store), "2024-03")).isEqualTo("support, support");
        assertThat(reasons(method.of(store), "2024-02")).isEqualTo("later, support");
    }

    @Test
    void aBlankTextIsNoReason() {
        HistoryStore<String> contracts = contracts(List.of(
                change("ann", "2024-01-01", "started", 10),
                lost("ann", "2024-02-01", "cancelled", -10, "price", ""),
                change("bob", "2024-01-01", "started", 10),
                lost("bob", "2024-03-01", "cancelled", -10, "", " ")));
        LossTable<String> table = Losses.over(MONTHS, CONTRACTS)
                .by(LossCauses.recordedIn(Contracts.REASON, Contracts.REASON_NOW)
                        .avoidable("price", "prise"))
                .of(contracts);
        assertThat(reasons(table, "2024-02")).isEqualTo("price, price");
        assertThat(reasons(table, "2024-03")).isEqualTo("-, -");
        assertThat(table.inPeriod("2024-03").members(LossItem.UNEXPLAINED)).containsExactly("bob");
        assertThat(table.warnings()).contains("no event has the reason prise: there are [price]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LossCauses.recordedIn("why").avoidable(" "));
    }
}
