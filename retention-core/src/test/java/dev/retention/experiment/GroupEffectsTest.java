package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.PValueCorrection;
import dev.retention.experiment.Effect.Verdict;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Grouping;
import dev.retention.rule.Grouping.Reading;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Effects within groups, and whether they differ. */
class GroupEffectsTest {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 1);
    private static final Outcome ORDERED = Outcome.ordered(30).named("ordered");
    private static final Outcome SPEND = Outcome.spend(30).named("spend");
    private static final Grouping PLAN = Grouping.of("plan", Reading.AT_ANCHOR, (Long customer, LocalDate day) ->
            customer >= 20_000 ? null : customer >= 10_000 ? "gold" : "basic");

    record Order(long customer, LocalDate day, long euros) {}

    private final List<Order> orders = new ArrayList<>();
    private final List<Exposure<Long>> exposures = new ArrayList<>();

    private void arm(String arm, int from, int customers, int yes) {
        for (int i = 0; i < customers; i++) {
            exposures.add(new Exposure<>((long) from + i, arm, DAY));
            if (i < yes) {
                orders.add(new Order(from + i, DAY.plusDays(10), i % 7 + 1));
            }
        }
    }

    private ExperimentTable<Long> table(Outcome... outcomes) {
        HistoryStore<Long> store = HistoryStore.ofDates(Order::customer, Order::day)
                .amounts(order -> BigDecimal.valueOf(order.euros()), Currency.getInstance("EUR"))
                .from(orders)
                .named("orders")
                .and(Exposure.store(exposures));
        Experiment experiment =
                Experiment.over(Timeline.monthly(LocalDate.of(2024, 6, 30)), "holdout", "offer");
        for (Outcome outcome : outcomes) {
            experiment = experiment.outcome(outcome);
        }
        return experiment.of(store);
    }

    private void twoPlans() {
        arm("offer", 0, 500, 100);
        arm("holdout", 1_000, 500, 100);
        arm("offer", 10_000, 400, 160);
        arm("holdout", 11_000, 400, 80);
    }

    @Test
    void effectsAreThoseOfTheTablesOfGroups() {
        twoPlans();
        arm("offer", 20_000, 1, 1);
        ExperimentTable<Long> table = table(ORDERED, SPEND);
        GroupEffects effects = table.effectsBy(PLAN, EffectScale.ABSOLUTE, 0.95, PValueCorrection.HOLM);
        assertThat(effects.rows()).hasSize(6);
        for (GroupEffects.Row row : effects.rows()) {
            assertThat(row.of().effect())
                    .isEqualTo(table.by(PLAN)
                            .inGroup(row.group())
                            .effect(row.of().outcome(), EffectScale.ABSOLUTE, 0.95));
        }
        assertThat(effects.rows().get(2).of().verdict()).isEqualTo(Verdict.BETTER);
        assertThat(effects.rows().get(2).of().adjusted().orElseThrow())
                .as("four effects have a p-value")
                .isGreaterThan(effects.rows().get(2).of().effect().orElseThrow().pValue().orElseThrow());
        assertThat(effects.cautions())
                .extracting(Caution::kind)
                .containsExactly(Caution.Kind.FISHING);
        assertThat(effects.cautions().get(0).sentence())
                .startsWith("4 effects were looked at: without any effect chance makes about 0.2 of them look real");
        assertThat(effects.toText()).contains("gold").contains("between groups: offer, spend: Q = ");
        assertThat(effects.toString()).contains("basic: offer, ordered: absolute 0 points");
    }

    /** Q by its definition. */
    @Test
    void cochransQIsTheWeightedSumOfSquares() {
        twoPlans();
        ExperimentTable<Long> table = table(ORDERED, SPEND);
        GroupEffects effects = table.effectsBy(PLAN, EffectScale.RELATIVE, 0.95, PValueCorrection.HOLM);
        double[] d = {0, 161 / 402.0 - 81 / 402.0};
        double[] variance = {2 * smoothed(100, 500), smoothed(160, 400) + smoothed(80, 400)};
        double mean = (d[0] / variance[0] + d[1] / variance[1]) / (1 / variance[0] + 1 / variance[1]);
        double q = Math.pow(d[0] - mean, 2) / variance[0] + Math.pow(d[1] - mean, 2) / variance[1];
        GroupEffects.Difference difference = effects.difference("offer", "ordered");
        assertThat(difference.q()).isEqualTo(q, within(1e-9));
        assertThat(difference.groups()).isEqualTo(2);
        assertThat(difference.degreesOfFreedom()).isEqualTo(1);
        // Of one degree of freedom chi-squared is the square of a normal number.
        assertThat(difference.pValue().orElseThrow()).isLessThan(1e-4).isPositive();
        MeanComparison basic = table.by(PLAN).inGroup("basic").means("spend", "offer").orElseThrow();
        MeanComparison gold = table.by(PLAN).inGroup("gold").means("spend", "offer").orElseThrow();
        double one = Math.pow(basic.standardError(EffectScale.ABSOLUTE).orElseThrow(), 2);
        double other = Math.pow(gold.standardError(EffectScale.ABSOLUTE).orElseThrow(), 2);
        double apart = gold.estimate(EffectScale.ABSOLUTE).orElseThrow()
                - basic.estimate(EffectScale.ABSOLUTE).orElseThrow();
        assertThat(effects.difference("offer", "spend").q())
                .as("of two groups")
                .isEqualTo(apart * apart / (one + other), within(1e-9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> effects.difference("offer", "orders"))
                .withMessage("outcome (orders) of arm (offer) must be among the differences");
    }

    private static double smoothed(double count, double total) {
        double p = (count + 1) / (total + 2);
        return p * (1 - p) / (total + 2);
    }

    @Test
    void oneGroupDoesNotDifferFromItself() {
        arm("offer", 0, 50, 10);
        arm("holdout", 1_000, 50, 10);
        GroupEffects effects =
                table(ORDERED).effectsBy(PLAN, EffectScale.ABSOLUTE, 0.95, PValueCorrection.BENJAMINI_HOCHBERG);
        assertThat(effects.differences().get(0).pValue()).isEmpty();
        assertThat(effects.differences().get(0)).hasToString("offer, ordered: too few groups to differ");
        assertThat(effects.cautions()).as("one effect is no fishing").isEmpty();
    }

    @Test
    void groupsThatAreReadLaterOrHoldOtherArmsAreSaid() {
        arm("offer", 0, 500, 100);
        arm("holdout", 1_000, 400, 100);
        arm("offer", 10_000, 400, 160);
        arm("holdout", 11_000, 500, 80);
        Grouping latest = Grouping.of("plan", (Long customer) -> customer >= 10_000 ? "gold" : "basic");
        List<Caution> cautions = table(ORDERED)
                .effectsBy(latest, EffectScale.ABSOLUTE, 0.95, PValueCorrection.HOLM)
                .cautions();
        assertThat(cautions)
                .extracting(Caution::kind)
                .containsExactly(
                        Caution.Kind.FISHING,
                        Caution.Kind.GROUPS_READ_LATER);
        arm("holdout", 12_000, 100, 80);
        arm("offer", 3_000, 100, 80);
        assertThat(table(ORDERED)
                        .effectsBy(PLAN, EffectScale.ABSOLUTE, 0.95, PValueCorrection.HOLM)
                        .cautions())
                .extracting(Caution::sentence)
                .anySatisfy(sentence -> assertThat(sentence).matches("within basic: .* has [46]00 of 1,000 customers .*"))
                .anySatisfy(sentence -> assertThat(sentence).startsWith("within gold: "));
    }

    @Test
    void strataArePutTogetherByTheirSizes() {
        twoPlans();
        ExperimentTable<Long> table = table(ORDERED, SPEND, Outcome.spendPerOrder(30));
        PostStratification strata = table.postStratified("ordered", "offer", PLAN);
        assertThat(strata.strata().keySet()).containsExactly("basic", "gold");
        assertThat(strata.effect(EffectScale.ABSOLUTE, 0.95).orElseThrow().estimate().orElseThrow())
                .isEqualTo(800.0 / 1800 * 0.2, within(1e-12));
        assertThat(table.postStratified("spend", "offer", PLAN).strata())
                .isEqualTo(Map.of(
                        "basic", table.by(PLAN).inGroup("basic").means("spend", "offer").orElseThrow(),
                        "gold", table.by(PLAN).inGroup("gold").means("spend", "offer").orElseThrow()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.postStratified("spend per order within 30 days", "offer", PLAN))
                .withMessageContaining("must be no ratio");
    }

    /** Of experiments in which nothing helps, at most one in twenty tells of an effect or of a difference between five groups. */
    @Test
    void nothingIsFoundWhereNothingIs() {
        SplittableRandom random = new SplittableRandom(3);
        Grouping fifth = Grouping.of("fifth", Reading.AT_ANCHOR, (Long customer, LocalDate day) -> "" + customer % 5);
        int found = 0;
        int differing = 0;
        for (int run = 0; run < 60; run++) {
            orders.clear();
            exposures.clear();
            for (long customer = 0; customer < 250; customer++) {
                exposures.add(new Exposure<>(customer, random.nextBoolean() ? "offer" : "holdout", DAY));
                if (random.nextDouble() < 0.3 + 0.1 * (customer % 5)) {
                    orders.add(new Order(customer, DAY, random.nextInt(50)));
                }
            }
            GroupEffects effects = table(ORDERED, SPEND)
                    .despiteSampleRatio()
                    .effectsBy(fifth, EffectScale.ABSOLUTE, 0.95, PValueCorrection.HOLM);
            found += effects.rows().stream().anyMatch(row -> row.of().verdict() != Verdict.NO_DIFFERENCE_TOLD) ? 1 : 0;
            differing += effects.difference("offer", "ordered").pValue().orElseThrow() < 0.05 ? 1 : 0;
        }
        // Of 60, 3 are expected of each at most, with a standard deviation of 1.7.
        assertThat(found).isBetween(0, 8);
        assertThat(differing).isBetween(0, 8);
    }
}
