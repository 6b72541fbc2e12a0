package dev.retention.examples;

import dev.retention.ChurnFormula;
import dev.retention.examples.Business.Booking;
import dev.retention.examples.Business.Step;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerChurn;
import dev.retention.rule.Grouping;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.Sweep;
import dev.retention.service.Invoices;
import dev.retention.service.Journey;
import dev.retention.service.JourneyTable;
import dev.retention.service.Journeys;
import dev.retention.service.LaterLoss;
import dev.retention.service.MoneyOwed;
import dev.retention.service.Payers;
import dev.retention.service.Payments;
import dev.retention.service.StageRates;
import dev.retention.survival.KaplanMeier;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.util.Currency;
import java.util.List;

/** "Who owes us, and how far do they come?" From stages to a journey, and from invoices to ageing and days of sales. */
public final class WhoOwesUs {
    private WhoOwesUs() {}

    /**
     * Prints the journey and the invoices of a simulated business.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        Business business = BusinessSimulator.of(1);
        Timeline months = Timeline.monthly(BusinessSimulator.LAST_DAY);
        // region journey
        out.println(StageRates.productOf(0.95, 0.95, 0.95, 0.95, 0.95, 0.95)); // 0.735…: all good, but no good journey
        List<String> stages = List.of("signed", "kick-off", "data connected", "trained", "first result");
        HistoryStore<String> journey = Journey.reader(Step::customer, Step::entered, Step::stage, stages)
                .from(business.journey());
        Journeys journeys =
                Journeys.over(months).stages(stages.toArray(String[]::new)).within(90); // then they are lost there
        JourneyTable<String> table = journeys.of(journey);
        StageRates rates = table.all().rates(); // or StageRates.of(stages, counts)
        out.println(rates); // signed 1011 → kick-off 935 → … → first result 752: 74.4 %
        out.println(rates.byLoss(0.95).get(0)); // trained: where most may be lost, by the upper bound
        out.println(
                table.inPeriod("2025-12").members("kick-off", Journeys.Item.LOST)); // [B0488], who signed in December
        out.println(KaplanMeier.withDefaults()
                .estimate(journeys.days("signed", "first result", Sweep.over(journey)))
                .median()); // 79 days to the first result, those who wait for it included
        // endregion

        // region invoices
        HistoryStore<String> invoices = Invoices.reader(
                        Booking::customer, Booking::day, Booking::kind, Booking::amount, Currency.getInstance("EUR"))
                .invoice(Booking::invoice)
                .due(Booking::due)
                .from(business.bookings());
        MoneyOwed method = MoneyOwed.over(months);
        PeriodItems<String, MoneyOwed.Item> owed = method.of(invoices);
        method.ageing(owed.inPeriod("2026-06")).lines().forEach(out::println); // not due: 82196.00, …: they add up
        out.println(owed.inPeriod("2026-06")
                .members(MoneyOwed.Item.OVERDUE_4)
                .size()); // 14 customers, over 90 days past due
        out.println(
                method.receivables(owed.inPeriod("2026-06"))); // DSO 15.39 days, best possible 8.624 days, CEI 80.43 %
        out.println(method.countback(owed, "2026-06")); // 15.39 days, counted back month by month
        Payments payments = Payments.over(months);
        out.println(Payments.onTime(payments.of(invoices).inPeriod("2026-06")).orElseThrow()); // 81.5 % to 82.1 %
        out.println(KaplanMeier.withDefaults()
                .estimate(payments.daysToPay(Sweep.over(invoices)))
                .median()); // 9 days
        HistoryStore<String> all = business.contractHistories().and(invoices);
        CustomerChurn.over(months, Business.LIVE)
                .of(all)
                .by(Payers.late(14, Grouping.Reading.AT_PERIOD))
                .tables()
                .forEach((payers, of) ->
                        out.println(payers + ": " + of.inPeriod("2026-06").churn(ChurnFormula.SNAPSHOT)));
        LaterLoss.over(months, Business.LIVE)
                .on("contracts")
                .after(Payers.turningLate(14))
                .within(180)
                .of(all)
                .overall()
                .ifPresent(risk -> out.println(risk.ratioInterval(0.95))); // [0.9633, 1.526]: it may be chance
        // endregion
    }
}
