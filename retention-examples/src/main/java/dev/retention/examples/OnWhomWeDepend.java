package dev.retention.examples;

import dev.retention.history.HistoryStore;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RevenueCell;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueItem;
import dev.retention.movement.RevenueMovements;
import dev.retention.rule.Measured;
import dev.retention.segment.Concentration;
import dev.retention.segment.Dependence;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;

/** "On whom do we depend?" How much the largest customers have of all, and what retention is without them. */
public final class OnWhomWeDepend {
    private OnWhomWeDepend() {}

    /**
     * Prints how concentrated recurring value is, and what is left without the largest customers.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    /** A change of what a customer pays per month. */
    record Change(String customer, String day, String euros) {}

    private static final List<Change> CHANGES = List.of(
            new Change("Ann", "2026-01-05", "500.00"),
            new Change("Bob", "2026-01-09", "200.00"),
            new Change("Cleo", "2026-01-20", "100.00"),
            new Change("Dan", "2026-02-01", "100.00"),
            new Change("Eve", "2026-02-03", "100.00"),
            new Change("Ann", "2026-03-10", "150.00"), // pays more
            new Change("Bob", "2026-03-12", "-50.00"),
            new Change("Eve", "2026-03-15", "-100.00")); // is lost

    static void run(PrintStream out) {
        HistoryStore<String> changes = HistoryStore.<Change, String>ofDates(
                        Change::customer, change -> LocalDate.parse(change.day()))
                .amounts(change -> new BigDecimal(change.euros()), Currency.getInstance("EUR"))
                .from(CHANGES);
        // region depend
        RevenueMovements<String> revenue = RecurringRevenue.over(Timeline.monthly(LocalDate.of(2026, 3, 31)))
                .of(changes);
        Measured<String>.Column paid = revenue.counted()
                .amountsOf(List.of(new RevenueCell(revenue.inPeriod("2026-03").period(), RevenueItem.START)))
                .column(); // or any measure of yours, by Sweep.over(store).measure(…)
        Concentration concentration = Concentration.of(paid);
        out.println(concentration); // Gini 0.36, as concentrated as 3.125 equal customers
        concentration.top(3).ifPresent(out::println); // 80 %; three are tied for the third place
        concentration.holding(0.5).ifPresent(out::println); // 1 customer has 50 %
        Concentration.estimate(paid, Concentration.Part.ALL, Concentration::gini, 0.95)
                .ifPresent(out::println);
        Dependence<String> dependence = Dependence.of(paid, 2); // on the two largest
        out.println(dependence.members()); // the power players
        revenue.inPeriod("2026-03").rate(RevenueFormula.NRR_COHORT).ifPresent(out::println); // 100.0 %
        dependence.rate(revenue, "2026-03", RevenueFormula.NRR_COHORT).forEach(out::println); // 70.0 % without Ann
        // endregion
    }
}
