package dev.retention.examples;

import dev.retention.ChurnFormula;
import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import dev.retention.history.HistoryStore;
import dev.retention.movement.ChurnTable;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.Spells;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.List;

/** "Why is my churn 10 % and theirs 30 %?" One month of a subscription business under the formulas of several vendors. */
public final class WhyFiguresDiffer {
    private WhyFiguresDiffer() {}

    // region changes
    /** What the billing system knows: who started, cancelled and ended when. */
    record Change(String customer, LocalDate day, String kind) {
        static Change of(String customer, String day, String kind) {
            return new Change(customer, LocalDate.parse(day), kind);
        }
    }

    private static final List<Change> CHANGES = List.of(
            Change.of("Ann", "2025-11-03", "started"),
            Change.of("Bob", "2025-12-01", "started"),
            Change.of("Cleo", "2025-12-09", "started"),
            Change.of("Dan", "2026-01-15", "started"),
            Change.of("Bob", "2026-03-10", "ended"),
            Change.of("Cleo", "2026-03-12", "ended"),
            Change.of("Cleo", "2026-03-25", "started"), // a change of mind
            Change.of("Dan", "2026-03-20", "cancelled"), // is paid to July
            Change.of("Eve", "2026-03-09", "started"),
            Change.of("Eve", "2026-03-20", "ended"));
    // endregion

    /**
     * Prints the churn of one month by every formula that its counts feed, and the customers who make two formulas differ.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        // region formulas
        CustomerFlow month = CustomerFlow.builder()
                .start(10)
                .end(11)
                .lost(1)
                .reactivated(2)
                .count(CustomerCount.NEW, 2)
                .count(CustomerCount.LOSS_EVENTS, 3)
                .build();
        for (ChurnFormula formula : ChurnFormula.values()) {
            month.findChurn(formula).ifPresent(out::println);
        }
        // endregion

        // region customers
        HistoryStore<String> changes = HistoryStore.ofDates(Change::customer, Change::day)
                .codes(Change::kind)
                .from(CHANGES);
        Spells paying = Spells.between("started", "ended").announcedBy("cancelled");
        ChurnTable<String>.InPeriod march = CustomerChurn.over(Timeline.monthly(LocalDate.of(2026, 3, 31)), paying)
                .of(changes)
                .inPeriod("2026-03");
        out.println(march.churn(ChurnFormula.SNAPSHOT)); // 2026-03: 25.0 % (1 of 4, SNAPSHOT)
        out.println(march.churn(ChurnFormula.SCHEDULED).numerator()); // [Bob, Dan]
        // Theirs is 75.0 % (3 of 4): they count Cleo, who came back, and Eve, who was there for eleven days.
        out.println(march.churn(ChurnFormula.SNAPSHOT).reconcileWith(ChurnFormula.EVENTS_OVER_START));
        // endregion
    }
}
