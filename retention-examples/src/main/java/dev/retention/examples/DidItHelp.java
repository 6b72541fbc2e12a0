package dev.retention.examples;

import static java.util.Objects.requireNonNull;

import dev.retention.PValueCorrection;
import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.examples.ActionSimulator.Action;
import dev.retention.examples.ActionSimulator.Sale;
import dev.retention.examples.ActionSimulator.Tried;
import dev.retention.experiment.ActionCost;
import dev.retention.experiment.ActionProfit;
import dev.retention.experiment.Assignment;
import dev.retention.experiment.ConfidenceSequence;
import dev.retention.experiment.Effect;
import dev.retention.experiment.EffectScale;
import dev.retention.experiment.Experiment;
import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.experiment.ExperimentPlan;
import dev.retention.experiment.ExperimentTable;
import dev.retention.experiment.Exposure;
import dev.retention.experiment.ExposureTenureTable;
import dev.retention.experiment.ExposureTenures;
import dev.retention.experiment.GroupEffects;
import dev.retention.experiment.Interference;
import dev.retention.experiment.Outcome;
import dev.retention.experiment.UpliftCurve;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Grouping;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** "Did it help?" A save offer, a loyalty programme, a gesture and a newsletter, each against its holdout, with known effects. */
public final class DidItHelp {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final long SEED = 12;
    private static final String ORDERED = "ordered within 90 days";
    private static final String SPEND = "spend within 90 days";

    private DidItHelp() {}

    /**
     * Prints what came of four actions.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        // region counts
        ProportionComparison lost = Proportion.of(150, 2000).comparedWith(Proportion.of(180, 2000));
        Effect effect = Effect.ofShares(lost, EffectScale.ABSOLUTE, 0.95).named("lost");
        out.println(effect + ": " + effect.verdict(true)); // of losses, less is better
        // endregion

        // region plan
        // Half of the customers order within 90 days: three points more are to be told.
        ExperimentPlan plan = ExperimentPlan.ofShare(0.50, 0.03, EffectScale.ABSOLUTE)
                .withArms("holdout", Map.of("holdout", 1L, "offer", 1L));
        out.println(plan);
        out.println(plan.reading(ActionSimulator.DAY, 400, 90)); // with 400 customers a day, and not before
        // endregion

        // region assignment
        Assignment<Long> offer = Assignment.of("save offer, spring 2026", "holdout", "offer");
        out.println(offer.arm(17L)); // the same everywhere and every time, by the key and the salt alone
        Assignment<Long> programme = Assignment.<Long>of("loyalty programme, spring 2026", "holdout", "member")
                .with("member", 9); // a holdout of a tenth; another salt, so that nobody is held out twice more often
        // endregion
        Assignment<Long> gesture = Assignment.of("gesture, spring 2026", "holdout", "gift");
        Assignment<Long> letter = Assignment.of("newsletter, spring 2026", "holdout", "letter");
        Map<Action, Assignment<Long>> assigned = new EnumMap<>(Map.of(
                Action.SAVE_OFFER, offer,
                Action.LOYALTY_PROGRAMME, programme,
                Action.GESTURE, gesture,
                Action.NEWSLETTER, letter));
        Tried tried = ActionSimulator.of(
                SEED, (action, customer) -> requireNonNull(assigned.get(action)).arm(customer));
        HistoryStore<Long> orders = HistoryStore.ofDates(Sale::customer, Sale::day)
                .amounts(Sale::amount, EUR)
                .from(tried.sales());

        // region reading
        HistoryStore<Long> all = orders.named("orders")
                .and(Exposure.store(tried.exposures(Action.SAVE_OFFER)).named("save offer"))
                .and(Exposure.store(tried.exposures(Action.LOYALTY_PROGRAMME)).named("loyalty programme"))
                .and(Exposure.store(tried.exposures(Action.GESTURE)).named("gesture"))
                .and(Exposure.store(tried.exposures(Action.NEWSLETTER)).named("newsletter"));
        Experiment experiment = Experiment.over(Timeline.monthly(ActionSimulator.LAST_DAY), "holdout", "offer")
                .on("save offer")
                .planned(plan)
                .outcome(Outcome.ordered(90))
                .outcome(Outcome.orders(90).againstPast()) // adjusted by each customer's 90 days before
                .outcome(Outcome.spend(90).againstPast());
        ExperimentTable<Long> table = experiment.of(all);
        out.println(table);
        out.println(table.sampleRatio()); // amiss, no effect would be read
        table.cautions().forEach(out::println);
        out.println(table.effects(0.95, PValueCorrection.HOLM)); // p-values raised for the three questions
        out.println(table.effect(SPEND, EffectScale.RELATIVE, 0.95).orElseThrow()); // the other scale
        out.println(table.cuped(SPEND).orElseThrow()); // how much of the variance their past explains
        // endregion

        // region before
        // The 90 days before: arms that differ there are not alike.
        out.println(experiment.beforehand().of(all).effects(0.95, PValueCorrection.HOLM));
        // endregion

        // region others
        ExperimentTable<Long> gifts = experiment("gesture", "gift", 1, 1).of(all);
        ExperimentTable<Long> members =
                experiment("loyalty programme", "member", 1, 9).of(all);
        ExperimentTable<Long> letters = experiment("newsletter", "letter", 1, 1).of(all);
        out.println(relative(table, ORDERED)); // +8.6 % is true
        out.println(relative(members, "orders within 90 days")); // +20 %
        out.println(relative(gifts, SPEND)); // +8 %
        // Nothing is true of the letter; by themselves, two of its three p-values would have seemed real.
        out.println(letters.effects(0.95, PValueCorrection.HOLM));
        // endregion

        // region sequence
        ConfidenceSequence always = ConfidenceSequence.of(0.95, 10_000); // tightest at 10,000 customers
        for (LocalDate day : List.of(LocalDate.of(2026, 5, 7), LocalDate.of(2026, 5, 15), LocalDate.of(2026, 5, 23))) {
            ExperimentTable<Long> soFar = saveOffer(day).of(all);
            out.println(day + ": "
                    + soFar.sequential(ORDERED, "offer", EffectScale.ABSOLUTE, always)
                            .orElseThrow());
        }
        // endregion

        // region groups
        Grouping prices = Grouping.of(
                "prices", Grouping.Reading.AT_ANCHOR, (Long customer, LocalDate day) -> looksAtPrices(customer));
        GroupEffects byPrices = table.effectsBy(prices, EffectScale.ABSOLUTE, 0.95, PValueCorrection.HOLM);
        out.println(byPrices); // the same p-values, raised for two groups and three questions
        // The whole again, weighed by the sizes of the groups.
        out.println(table.postStratified(ORDERED, "offer", prices)
                .effect(EffectScale.ABSOLUTE, 0.95)
                .orElseThrow());
        // endregion

        // region customers
        out.println(table.members("offer", ORDERED, Item.YES).size() + " of " + table.exposed("offer"));
        out.println(table.reconcile("offer", assigned(offer, tried)).onlyRight()); // assigned, and not exposed
        // endregion

        // region uplift
        UpliftCurve curve = table.uplift(ORDERED, "offer", tried.scores()::get);
        out.println(curve.verdict(0.95)); // does the score tell whom the offer keeps?
        // In each quarter of the customers, from the highest scores on.
        curve.byShare(4, 0.95).parts().forEach(out::println);
        // endregion

        // region cost
        ProportionComparison kept = table.shares(ORDERED, "offer").orElseThrow();
        ActionCost cost = ActionCost.perCustomer(new BigDecimal("2.00"), EUR);
        ActionProfit profit = ActionProfit.of(kept, new BigDecimal("120.00"), cost); // a customer kept is worth 120
        out.println(profit); // a price for each customer who would have left, not for each who stayed
        // endregion
        time(out);
    }

    private static void time(PrintStream out) {
        Business business = BusinessSimulator.of(1);
        // region time
        HistoryStore<String> contracts = business.contractHistories()
                .and(Exposure.store(business.campaigns().stream()
                        .map(row -> new Exposure<>(row.customer(), row.arm(), row.day()))
                        .toList()));
        ExposureTenureTable<String> stayed = ExposureTenures.over(
                        Timeline.monthly(BusinessSimulator.LAST_DAY), "holdout", "gesture")
                .untilLost(Business.LIVE)
                .on("contracts")
                .of(contracts);
        out.println(stayed.logRank().orElseThrow()); // do they leave alike?
        out.println(stayed.difference("gesture", 180).orElseThrow()); // days more within half a year
        // endregion

        // region households
        Interference<String> homes = Interference.of(
                Map.of("gesture", members(business, "gesture"), "holdout", members(business, "holdout")),
                customer -> customer.substring(0, 4)); // customers of one household, or of one company
        out.println(homes);
        // endregion
    }

    private static String looksAtPrices(long customer) {
        return ActionSimulator.isPriceSensitive(customer) ? "looks at them" : "does not";
    }

    private static List<Long> assigned(Assignment<Long> offer, Tried tried) {
        return tried.scores().keySet().stream()
                .filter(customer -> offer.arm(customer).equals("offer"))
                .toList();
    }

    private static List<String> members(Business business, String arm) {
        return business.campaigns().stream()
                .filter(row -> row.arm().equals(arm))
                .map(Business.Arm::customer)
                .toList();
    }

    private static Effect relative(ExperimentTable<Long> table, String outcome) {
        return table.effect(outcome, EffectScale.RELATIVE, 0.95).orElseThrow();
    }

    private static Experiment saveOffer(LocalDate asOf) {
        return experiment("save offer", "offer", Timeline.monthly(asOf));
    }

    private static Experiment experiment(String track, String arm, long... shares) {
        return experiment(track, arm, Timeline.monthly(ActionSimulator.LAST_DAY))
                .shares(shares);
    }

    private static Experiment experiment(String track, String arm, Timeline timeline) {
        return Experiment.over(timeline, "holdout", arm)
                .on(track)
                .outcome(Outcome.ordered(90))
                .outcome(Outcome.orders(90).againstPast())
                .outcome(Outcome.spend(90).againstPast());
    }
}
