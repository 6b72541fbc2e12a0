package dev.retention.examples;

import dev.retention.CustomerCount;
import dev.retention.StratifiedComparison;
import dev.retention.examples.Business.Booking;
import dev.retention.examples.Business.Contract;
import dev.retention.examples.Business.Owner;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.loss.LossItem;
import dev.retention.loss.LossTable;
import dev.retention.loss.Losses;
import dev.retention.loss.Snapshot;
import dev.retention.loss.Trait;
import dev.retention.loss.TraitFit;
import dev.retention.loss.TraitRanking;
import dev.retention.loss.TraitTable;
import dev.retention.loss.Traits;
import dev.retention.movement.CustomerChurn;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.service.Invoices;
import dev.retention.service.Owners;
import dev.retention.service.Payers;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** "What do the lost have in common?" And the loyal, or any others: traits ranked, with all that was tried in mind. */
public final class WhatTheyHaveInCommon {
    private WhatTheyHaveInCommon() {}

    /**
     * Prints the traits of lost customers.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        ofRows(out);
        Business business = BusinessSimulator.of(1, 2000);
        HistoryStore<String> invoices = Invoices.reader(
                        Booking::customer, Booking::day, Booking::kind, Booking::amount, Currency.getInstance("EUR"))
                .invoice(Booking::invoice)
                .due(Booking::due)
                .from(business.bookings());
        HistoryStore<String> owners = Owners.reader(Owner::customer, Owner::since, Owner::role, Owner::employee)
                .from(business.owners());
        Map<String, String> plans = business.contracts().stream()
                .collect(Collectors.toMap(Contract::customer, Contract::plan, (first, later) -> first));
        // region traits
        HistoryStore<String> all = business.contractHistories().and(invoices).and(owners);
        Timeline years = Timeline.of(Grain.YEAR, LocalDate.of(2025, 12, 31));
        LossTable<String>.InPeriod year =
                Losses.over(years, Business.LIVE).on("contracts").of(all).inPeriod("2025");
        Sweep<String> sweep = Sweep.over(all);
        Grouping plan = Grouping.of("plan", plans::get);
        LocalDate before = LocalDate.of(2024, 12, 31); // what was known before they left
        Traits<String> method = Traits.of(year.members(LossItem.LOST), year.members(LossItem.START))
                .ordered(plan, "starter", "team", "business")
                .by(Owners.by("manager", Grouping.Reading.LATEST), Payers.late(14, Grouping.Reading.LATEST))
                .readOn(before)
                .minimum(20);
        TraitTable<String> traits = method.of(sweep, TraitRanking.WRACC);
        out.println(traits.overall());
        traits.rows().stream().limit(3).forEach(out::println); // plan = starter: 31.0 % against 18.3 %, …
        out.println(traits.tests() + " tried, " + traits.higher().found(0.05).size() + " found");
        Trait<String> late = traits.trait("payment more than 14 days late = late");
        out.println(late.counts().comparison().orElseThrow().differenceInterval(0.95));
        StratifiedComparison within = late.within(plan).orElseThrow(); // is it not their plan?
        out.printf(
                Locale.ROOT,
                "%.2f, %s%n",
                within.oddsRatio().orElseThrow(),
                within.oddsRatioInterval(0.95).orElseThrow());
        out.println(late.membersInTarget().size()); // whom to ask
        traits.trends().forEach(out::println); // along the order of the plans
        // endregion

        // region loyal
        Members<String> kept = year.members(LossItem.START).minus(year.members(LossItem.LOST));
        TraitTable<String> loyal = Traits.of(kept, year.members(LossItem.START))
                .by(plan) // as it is now, or read on the day before
                .of(sweep, TraitRanking.LIFT);
        out.println(loyal.rows().get(0));
        Members<String> arrived = CustomerChurn.over(years, Business.LIVE)
                .of(all)
                .inPeriod("2025")
                .members(CustomerCount.NEW);
        TraitFit<String> fit = loyal.fit(arrived, 0.05);
        out.println(fit.traits().size() + " traits of the loyal: "
                + fit.share(1).orElseThrow()); // of those who came in the year
        // endregion
    }

    private static void ofRows(PrintStream out) {
        List<HowLongTheyStay.Subscriber> subscribers = HowLongTheyStay.simulate(7_000, 1);
        // region snapshot
        List<Integer> rows = IntStream.range(0, subscribers.size()).boxed().toList(); // or your own rows, with a key
        TraitTable<Integer> traits = Snapshot.of(
                        rows, row -> row, (Integer row) -> subscribers.get(row).churned())
                .text("contract", row -> subscribers.get(row).contract())
                .quantiles("charges", row -> (long) subscribers.get(row).monthlyCharges(), 4)
                .text("first letter", row -> row % 2 == 0 ? "A to M" : "N to Z") // has nothing to do with it
                .traits(TraitRanking.LIFT);
        out.println(traits.inWords(0.05));
        traits.contingency("contract").ifPresent(out::println); // chi-squared and Cramér's V
        // endregion
    }
}
