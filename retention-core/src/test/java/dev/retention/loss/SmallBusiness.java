package dev.retention.loss;

import dev.retention.history.HistoryStore;
import dev.retention.movement.Contracts;
import dev.retention.movement.Spells;
import dev.retention.service.Signal;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Six customers of a subscription, with contracts and tickets. */
final class SmallBusiness {
    static final Currency EUR = Currency.getInstance("EUR");
    static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2024, 4, 20)).from(LocalDate.of(2024, 1, 1));
    static final Spells CONTRACTS = Spells.between("started", "cancelled", "failed payment");
    static final LossCauses CAUSES = LossCauses.recordedIn(Contracts.REASON, Contracts.REASON_NOW)
            .involuntary("failed payment")
            .avoidable("support")
            .unavoidable("moved away");

    private record Change(
            String customer,
            LocalDate day,
            String code,
            int euros,
            @Nullable String reason,
            @Nullable String now) {
        BigDecimal amount() {
            return BigDecimal.valueOf(euros);
        }
    }

    static Change change(String customer, String day, String code, int euros) {
        return new Change(customer, LocalDate.parse(day), code, euros, null, null);
    }

    static Change lost(String customer, String day, String code, int euros, String reason, String now) {
        return new Change(customer, LocalDate.parse(day), code, euros, reason, now);
    }

    static final List<Change> CHANGES = List.of(
            change("ann", "2023-03-01", "started", 365),
            lost("ann", "2024-03-12", "cancelled", -365, "price", "support"),
            change("bob", "2023-12-31", "started", 100),
            change("bob", "2024-02-01", "changed", 50),
            lost("bob", "2024-03-31", "failed payment", -150, null, null),
            // Comes and goes within March.
            change("cat", "2024-03-02", "started", 10),
            lost("cat", "2024-03-05", "cancelled", -10, null, null),
            // Lost and back.
            change("dan", "2024-01-10", "started", 20),
            lost("dan", "2024-03-03", "cancelled", -20, "price", null),
            change("dan", "2024-03-20", "started", 30),
            change("eve", "2024-01-01", "started", 40),
            lost("eve", "2024-04-02", "cancelled", -40, "moved away", null),
            change("fay", "2024-01-01", "started", 50));

    private record Ticket(String customer, LocalDate day, String code) {}

    static final List<Ticket> TICKETS = List.of(
            new Ticket("ann", LocalDate.of(2024, 3, 12), "complaint"), // on the day, which is too late
            new Ticket("ann", LocalDate.of(2024, 2, 11), "complaint"),
            new Ticket("ann", LocalDate.of(2024, 2, 20), "question"),
            new Ticket("cat", LocalDate.of(2024, 2, 1), "complaint"), // a day before the window
            new Ticket("fay", LocalDate.of(2024, 3, 1), "complaint"));

    static HistoryStore<String> contracts(List<Change> changes) {
        return HistoryStore.ofDates(Change::customer, Change::day)
                .amounts(Change::amount, EUR)
                .codes(Change::code)
                .text(Contracts.REASON, Change::reason)
                .text(Contracts.REASON_NOW, Change::now)
                .from(changes)
                .named("contracts");
    }

    static final HistoryStore<String> STORE = contracts(CHANGES)
            .and(HistoryStore.ofDates(Ticket::customer, Ticket::day)
                    .codes(Ticket::code)
                    .from(TICKETS)
                    .named("tickets"));

    static Losses method() {
        return Losses.over(MONTHS, CONTRACTS)
                .on("contracts")
                .worth(LossValue.recurring())
                .by(CAUSES)
                .listening(32, Signal.of("tickets", "complaint"), Signal.of("tickets", "question"));
    }

    private SmallBusiness() {}
}
