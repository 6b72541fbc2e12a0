package dev.retention.examples;

import dev.retention.ChurnFormula;
import dev.retention.examples.Business.Contract;
import dev.retention.examples.Business.Ticket;
import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.movement.ChurnTable;
import dev.retention.movement.CustomerChurn;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.rule.Live;
import dev.retention.rule.PeriodItem;
import dev.retention.rule.PeriodItems;
import dev.retention.service.Complaints;
import dev.retention.service.Tickets;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.trend.BeforeAfter;
import dev.retention.trend.ChartMethod;
import dev.retention.trend.ControlChart;
import dev.retention.trend.CountComparison;
import dev.retention.trend.CountSeries;
import dev.retention.trend.PeriodComparison.Reference;
import dev.retention.trend.PeriodCounts;
import dev.retention.trend.PeriodRates;
import dev.retention.trend.PeriodSentences;
import dev.retention.trend.RunRule;
import java.io.PrintStream;
import java.util.Map;
import java.util.stream.Collectors;

/** "Is it a change, or chance?" From tickets and contracts to control charts, comparisons and effects beside a comparison group. */
public final class IsItAChange {
    private IsItAChange() {}

    /**
     * Prints what is out of the ordinary in a simulated business.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        Business business = BusinessSimulator.of(1);
        // region chart
        HistoryStore<String> tickets = Tickets.reader(Ticket::customer, Ticket::opened, Ticket::kind)
                .text(Tickets.TOPIC, Ticket::topic)
                .from(business.tickets());
        HistoryStore<String> all = business.contractHistories().and(tickets); // the track "contracts" beside "tickets"
        Timeline months = Timeline.monthly(BusinessSimulator.LAST_DAY).from(BusinessSimulator.FIRST_DAY);
        Complaints complaints = Complaints.over(months).exposedOn("contracts", Business.LIVE);
        PeriodItems<String, Complaints.Item> table = complaints.of(all);
        ChartMethod laney = ChartMethod.of(ChartMethod.Kind.LANEY_U) // limits as wide as the months really vary
                .baseline("2024-07", "2025-06") // a year in which all was well; all months are judged by it
                .per(1000);
        ControlChart chart = laney.of(
                CountSeries.of(table, Complaints.Item.EXPOSED_AND_OPENED, Complaints.Item.EXPOSED)); // per customer-day
        out.println(chart); // Laney u chart of 36 points, centre 3.589 per 1,000, σ_z 1.157: 3 flags
        out.println(chart.flags()); // [2025-08 (Nelson 1), 2025-09 (Nelson 1), 2026-03 (Nelson 2)]
        out.println(chart.words().get(2)); // 2025-08: 5.477 per 1,000, above the upper limit 5.16 per 1,000 (Nelson 1)
        RunRule.Flag flag = chart.flags().get(0);
        out.println(table.inPeriod(flag.label())
                .members(Complaints.Item.EXPOSED_AND_OPENED)
                .size()); // who: 88 customers
        out.println(chart.overdispersion().orElseThrow().words());
        out.println(chart.runsAboutMedian()); // Anhøj's rules, which need no limits
        PeriodItems<String, Complaints.Item> outage =
                complaints.about("outages").of(all);
        ControlChart outages =
                laney.of(CountSeries.of(outage, Complaints.Item.EXPOSED_AND_OPENED, Complaints.Item.EXPOSED));
        out.println(outages.flags()); // it is about outages, from July to October
        // endregion

        // region compare
        PeriodCounts counts = PeriodCounts.of(
                        CountSeries.of(table, Complaints.Item.EXPOSED_AND_OPENED, Complaints.Item.EXPOSED))
                .withDispersion(Math.max(1, chart.overdispersion().orElseThrow().ratio())); // as the chart says
        Period august = Grain.MONTH.parse("2025-08");
        PeriodSentences words = PeriodSentences.at(0.95);
        out.println(words.difference(counts.compare(august, Reference.BEFORE).orElseThrow())); // no clear change
        out.println(words.difference(counts.compare(august, Reference.LAST_YEAR).orElseThrow())); // nor against 2024
        CountComparison quarter =
                counts.rolling(august.plus(1), 3, Reference.LAST_YEAR).orElseThrow();
        out.println(words.difference(quarter)); // July to September: clearly more, 1.25 to 2.02 times as many
        // endregion

        // region effect
        Map<String, String> plans = business.contracts().stream()
                .collect(Collectors.toMap(Contract::customer, Contract::plan, (first, later) -> first));
        ByGroup<ChurnTable<String>> churn = CustomerChurn.over(months, Business.LIVE)
                .of(all)
                .by(Grouping.of("dearer", customer -> "starter".equals(plans.get(customer)) ? "yes" : "no"));
        PeriodRates dearer = rates(churn.inGroup("yes"));
        PeriodRates others = rates(churn.inGroup("no"));
        BeforeAfter priceRise = BeforeAfter.at(Grain.MONTH.parse("2025-02"), 6, 3); // six months before, three after
        out.println(words.effect(priceRise.of(dearer, others).orElseThrow())); // 1.4 points, and -0.4: unclear
        out.println(words.effect(priceRise.beforehand(dearer, others).orElseThrow())); // alike before?
        out.println(words.placebos(priceRise.placebos(dearer, others).orElseThrow())); // as large at 3 of 10 dates
        // endregion

        // region live
        Live<String> live = Live.from(all);
        Live<String>.Table<PeriodItem<Complaints.Item>> current = live.track(complaints.rule());
        table.inPeriod("2026-06").members(Complaints.Item.EXPOSED).stream()
                .limit(60)
                .forEach(customer -> live.add(
                        customer,
                        Tickets.TRACK,
                        Event.on(BusinessSimulator.LAST_DAY).coded(Tickets.COMPLAINT)));
        PeriodItems<String, Complaints.Item> now = complaints.of(current.tally());
        ControlChart after = laney.of(CountSeries.of(now, Complaints.Item.EXPOSED_AND_OPENED, Complaints.Item.EXPOSED));
        out.println(after.flagsSince(chart)); // [2026-06 (Nelson 1)]: what the last events have set off
        // endregion
    }

    // region rates
    /** The churn of every month. */
    private static PeriodRates rates(ChurnTable<String> table) {
        return PeriodRates.of(CountSeries.ofShares(
                table.timeline(),
                month -> table.inPeriod(month).churn(ChurnFormula.SNAPSHOT).proportion()));
    }
    // endregion
}
