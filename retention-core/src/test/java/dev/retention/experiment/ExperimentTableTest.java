package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.PValueCorrection;
import dev.retention.ProportionComparison;
import dev.retention.ProportionComparison.Alternative;
import dev.retention.experiment.Effect.Verdict;
import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Live;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.testkit.Travelled;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is read of an experiment, by hand. */
class ExperimentTableTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final LocalDate DAY = LocalDate.of(2024, 3, 1);
    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2024, 6, 30));

    private static final Outcome ORDERED = Outcome.ordered(30).named("ordered");
    private static final Outcome SPEND = Outcome.spend(30).named("spend");

    record Order(long customer, LocalDate day, String amount) {}

    private final List<Order> orders = new ArrayList<>();
    private final List<Exposure<Long>> exposures = new ArrayList<>();

    private void exposed(long customer, String arm, LocalDate day) {
        exposures.add(new Exposure<>(customer, arm, day));
    }

    private void ordered(long customer, LocalDate day, String amount) {
        orders.add(new Order(customer, day, amount));
    }

    private HistoryStore<Long> store() {
        return HistoryStore.ofDates(Order::customer, Order::day)
                .amounts(order -> new BigDecimal(order.amount()), EUR)
                .from(orders)
                .named("orders")
                .and(Exposure.store(exposures));
    }

    private static Experiment experiment() {
        return Experiment.over(MONTHS, "holdout", "offer");
    }

    /** As many customers of an arm, exposed on a day, of whom the first so many order 10 days later. */
    private void arm(String arm, LocalDate day, int from, int customers, int yes) {
        for (int i = 0; i < customers; i++) {
            exposed(from + i, arm, day);
            if (i < yes) {
                ordered(from + i, day.plusDays(10), "10");
            }
        }
    }

    /** {@code holdout-effect} of the reference numbers: 150 of 2000 against 180 of 2000. */
    @Test
    void theEffectOnAShareIsThatOfTheReference() {
        arm("offer", DAY, 0, 2000, 150);
        arm("holdout", DAY, 2000, 2000, 180);
        Outcome lost = Outcome.ordered(30).named("lost").lowerIsBetter();
        ExperimentTable<Long> table = experiment().outcome(lost).of(store());
        Effect effect = table.effect("lost", EffectScale.ABSOLUTE, 0.95).orElseThrow();
        assertThat(effect.estimate().orElseThrow()).isEqualTo(-0.015, within(1e-15));
        Interval interval = effect.interval().orElseThrow();
        assertThat(interval.lower()).isEqualTo(-0.03213072531, within(1e-10));
        assertThat(interval.upper()).isEqualTo(0.002078268676, within(1e-11));
        ProportionComparison shares = table.shares("lost", "offer").orElseThrow();
        assertThat(shares.ratio().orElseThrow()).isEqualTo(0.8333333333, within(1e-10));
        assertThat(shares.logFisherExact(Alternative.TWO_SIDED) / Math.log(10)).isEqualTo(-1.020162574, within(1e-8));
        assertThat(table.effect("lost", "offer", EffectScale.RELATIVE, 0.95)
                        .orElseThrow()
                        .estimate()
                        .orElseThrow())
                .isEqualTo(-1.0 / 6, within(1e-15));
        assertThat(effect.name()).isEqualTo("lost");
        assertThat(table.members("offer", "lost", Item.YES)).hasSize(150);
        assertThat(table.effects(0.95, PValueCorrection.HOLM)
                        .of("offer", "lost")
                        .verdict())
                .isEqualTo(Verdict.NO_DIFFERENCE_TOLD);
        assertThat(table.cautions()).isEmpty();
        assertThat(table.value("holdout", "lost").orElseThrow()).isEqualTo(0.09);
        assertThat(table).hasToString("holdout 2000, offer 2000");
        assertThat(table.toCsv().replace("\r", ""))
                .endsWith("arm,outcome,counted,yes,not mature,without,several arms,value\n"
                        + "holdout,exposure,2000,,,,0,122\n"
                        + "holdout,lost,2000,180,0,0,,0.09\n"
                        + "offer,exposure,2000,,,,0,122\n"
                        + "offer,lost,2000,150,0,0,,0.075\n");
    }

    /** Spend of three customers each, before and after, in euros. */
    private void spends(String arm, int from, String[] past, String[] after) {
        for (int i = 0; i < past.length; i++) {
            exposed(from + i, arm, DAY);
            ordered(from + i, DAY.minusDays(1), past[i]);
            ordered(from + i, DAY, after[i]);
        }
    }

    private void threeSpends() {
        spends("offer", 0, new String[] {"1", "7", "3"}, new String[] {"10.50", "30", "19.50"});
        spends("holdout", 3, new String[] {"2", "5", "6"}, new String[] {"5", "10", "15.25"});
    }

    @Test
    void meansAreThoseOfEachCustomerInMajorUnits() {
        threeSpends();
        ExperimentTable<Long> table = experiment()
                .outcome(SPEND)
                .outcome(Outcome.spendPerOrder(30).named("spend per order"))
                .of(store());
        MeanComparison byHand =
                MeanComparison.of(SampleMean.ofValues(10.5, 30, 19.5), SampleMean.ofValues(5, 10, 15.25));
        for (EffectScale scale : EffectScale.values()) {
            Effect effect = table.effect("spend", scale, 0.9).orElseThrow();
            Effect expected = byHand.effect(scale, 0.9);
            assertThat(effect.estimate().orElseThrow())
                    .isEqualTo(expected.estimate().orElseThrow(), within(1e-12));
            assertThat(effect.pValue().orElseThrow())
                    .isEqualTo(expected.pValue().orElseThrow(), within(1e-12));
            // One order each, so that money per order is money per customer.
            Effect ratio = table.effect("spend per order", scale, 0.9).orElseThrow();
            assertThat(ratio.pValue().orElseThrow()).isEqualTo(expected.pValue().orElseThrow(), within(1e-12));
            assertThat(ratio.method()).isEqualTo("Welch and the delta method");
        }
        assertThat(table.means("spend", "offer").orElseThrow().treated().mean()).isEqualTo(20);
        assertThat(table.value("offer", "spend per order").orElseThrow()).isEqualTo(20);
    }

    @Test
    void thePastIsTakenOutOfTheEffect() {
        threeSpends();
        ExperimentTable<Long> table = experiment().outcome(SPEND.againstPast()).of(store());
        Cuped byHand = Cuped.of(
                PairedSums.ofValues(new double[] {5, 10, 15.25}, new double[] {2, 5, 6}),
                PairedSums.ofValues(new double[] {10.5, 30, 19.5}, new double[] {1, 7, 3}));
        Cuped cuped = table.cuped("spend").orElseThrow();
        assertThat(cuped.theta()).isEqualTo(byHand.theta(), within(1e-12));
        assertThat(cuped.varianceReduction()).isEqualTo(byHand.varianceReduction(), within(1e-12));
        Effect effect = table.effect("spend", EffectScale.ABSOLUTE, 0.95).orElseThrow();
        Effect expected = byHand.effect(1, 0, EffectScale.ABSOLUTE, 0.95);
        assertThat(effect.estimate().orElseThrow())
                .isEqualTo(expected.estimate().orElseThrow(), within(1e-12));
        assertThat(effect.pValue().orElseThrow()).isEqualTo(expected.pValue().orElseThrow(), within(1e-12));
        assertThat(effect.method()).isEqualTo("CUPED and Welch");
        assertThat(table.means("spend", "offer")
                        .orElseThrow()
                        .estimate(EffectScale.ABSOLUTE)
                        .orElseThrow())
                .as("without the adjustment")
                .isEqualTo(20 - 30.25 / 3, within(1e-12));
    }

    @Test
    void theFirstExposureCountsAndThoseOfSeveralArmsAreInNone() {
        exposed(1, "offer", DAY);
        exposed(1, "offer", DAY.plusDays(50));
        ordered(1, DAY.plusDays(40), "10");
        exposed(2, "offer", DAY);
        exposed(2, "holdout", DAY.plusDays(1));
        exposed(3, "holdout", DAY);
        exposed(3, "offer", LocalDate.of(2024, 7, 1)); // not known yet
        exposed(4, "offer", LocalDate.of(2024, 7, 1));
        exposed(5, "holdout", LocalDate.of(2024, 6, 1)); // 30 days until the end of the data
        exposed(6, "holdout", LocalDate.of(2024, 6, 2));
        ExperimentTable<Long> table =
                experiment().outcome(ORDERED).of(Sweep.over(store()).threads(2));
        assertThat(table.members("offer")).containsExactly(1L);
        assertThat(table.members("holdout")).containsExactly(3L, 5L, 6L);
        assertThat(table.members("offer", ExperimentCell.EXPOSURE, Item.SEVERAL_ARMS))
                .containsExactly(2L);
        assertThat(table.members("holdout", "ordered", Item.COUNTED)).containsExactly(3L, 5L);
        assertThat(table.members("holdout", "ordered", Item.NOT_MATURE)).containsExactly(6L);
        assertThat(table.count("offer", "ordered", Item.YES)).isZero();
        assertThat(table.cautions()).extracting(Caution::kind).contains(Caution.Kind.SEVERAL_ARMS);
        assertThat(table.reconcile("holdout", List.of(6L, 9L, 3L, 6L)))
                .hasToString("exposed to holdout: 3, assigned: 3; only exposed to holdout: [5], only assigned: [9]");
    }

    @Test
    void anArmThatWasNotNamedIsRefusedWithTheCustomer() {
        exposed(1, "offer", DAY);
        exposed(2, "ofer", DAY);
        HistoryStore<Long> store = store();
        assertThatThrownBy(() -> experiment().outcome(ORDERED).of(store))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("for customer 2: arm (ofer) must be one of [holdout, offer]");
    }

    @Test
    void aLiveTableRefusesAnArmThatWasNotNamedAndStaysAsItWas() {
        exposed(1, "offer", DAY);
        Live<Long> live = Live.from(store());
        Experiment experiment =
                Experiment.over(MONTHS.from(DAY), "holdout", "offer").outcome(ORDERED);
        Live<Long>.Table<ExperimentCell> table = live.track(experiment.rule());
        assertThatThrownBy(() -> live.add(1L, Exposure.TRACK, Event.on(DAY).coded("gift")))
                .hasMessageContaining("arm (gift) must be one of [holdout, offer]");
        live.add(2L, Exposure.TRACK, Event.on(DAY).coded("holdout"));
        live.add(1L, Exposure.TRACK, Event.on(DAY.plusDays(1)).coded("holdout"));
        ExperimentTable<Long> now = experiment.of(table.tally());
        assertThat(now.exposed("offer")).isZero();
        assertThat(now.exposed("holdout")).isEqualTo(1);
        assertThat(now.count("offer", ExperimentCell.EXPOSURE, Item.SEVERAL_ARMS))
                .isEqualTo(1);
    }

    @Test
    void aSampleRatioThatIsAmissStopsTheReading() {
        arm("offer", DAY, 0, 2000, 150);
        arm("holdout", DAY, 2000, 1700, 180);
        Experiment experiment = experiment().outcome(ORDERED.againstPast());
        ExperimentTable<Long> table = experiment.of(store());
        assertThat(table.sampleRatio().isAmiss()).isTrue();
        for (Runnable reading : readings(table)) {
            assertThatIllegalStateException()
                    .isThrownBy(reading::run)
                    .withMessageContaining("of 3,700 customers where 50.0 % were to be");
        }
        assertThat(table.members("holdout")).hasSize(1700);
        assertThat(table.toText()).contains("of 3,700 customers where 50.0 %");
        readings(table.despiteSampleRatio()).forEach(Runnable::run);
        assertThat(table.despiteSampleRatio().cautions().get(0).kind()).isEqualTo(Caution.Kind.SAMPLE_RATIO);
        readings(experiment.shares(17, 20).of(store())).forEach(Runnable::run);
    }

    private static List<Runnable> readings(ExperimentTable<Long> table) {
        return List.of(
                () -> table.effect("ordered", EffectScale.ABSOLUTE, 0.95),
                () -> table.effects(0.95, PValueCorrection.HOLM),
                () -> table.shares("ordered", "offer"),
                () -> table.means("ordered", "offer"),
                () -> table.cuped("ordered"),
                () -> table.sequential("ordered", "offer", EffectScale.ABSOLUTE, ConfidenceSequence.of(0.95, 4000)));
    }

    @Test
    void aSequenceReadsTheSameSums() {
        arm("offer", DAY, 0, 2000, 150);
        arm("holdout", DAY, 2000, 2000, 180);
        ExperimentTable<Long> table = experiment().outcome(ORDERED).of(store());
        ConfidenceSequence always = ConfidenceSequence.of(0.95, 4000);
        Effect effect = table.sequential("ordered", "offer", EffectScale.ABSOLUTE, always)
                .orElseThrow();
        assertThat(effect)
                .isEqualTo(always.effect(table.shares("ordered", "offer").orElseThrow(), EffectScale.ABSOLUTE)
                        .named("ordered"));
    }

    @Test
    void outcomesHaveNamesThatTellTheirWindows() {
        arm("offer", DAY, 0, 30, 15);
        arm("holdout", DAY, 40, 30, 15);
        ExperimentTable<Long> table = experiment()
                .outcome(Outcome.ordered(5))
                .outcome(Outcome.ordered(30))
                .of(store());
        assertThat(table.value("offer", "ordered within 5 days")).hasValue(0);
        assertThat(table.value("offer", "ordered within 30 days")).hasValue(0.5);
    }

    @Test
    void nobodyInAnArmHasNoEffect() {
        arm("offer", DAY, 0, 3, 1);
        ExperimentTable<Long> table = experiment()
                .shares(1, 1_000)
                .outcome(ORDERED)
                .outcome(SPEND.againstPast())
                .of(store());
        assertThat(table.effect("ordered", EffectScale.ABSOLUTE, 0.95)).isEmpty();
        assertThat(table.effect("spend", EffectScale.ABSOLUTE, 0.95)).isEmpty();
        assertThat(table.cuped("spend").orElseThrow().arms()).hasSize(1);
        assertThat(table.effects(0.95, PValueCorrection.HOLM).rows())
                .extracting(ExperimentEffects.Row::toString)
                .containsExactly(
                        "offer, ordered: known of nobody: no difference told",
                        "offer, spend: known of nobody: no difference told");
        assertThat(table.value("holdout", "spend")).isEmpty();
        assertThat(table.value("offer", ExperimentCell.EXPOSURE)).hasValue(122);
    }

    @Test
    void verdictsGoByTheAdjustedPValue() {
        arm("offer", DAY, 0, 1000, 150);
        arm("holdout", DAY, 2000, 1000, 115);
        Experiment experiment = experiment()
                .outcome(ORDERED)
                .outcome(Outcome.ordered(30).named("lost").lowerIsBetter())
                .outcome(Outcome.ordered(5).named("soon"));
        ExperimentTable<Long> table = experiment.of(store());
        double p = table.effect("ordered", EffectScale.ABSOLUTE, 0.95)
                .orElseThrow()
                .pValue()
                .orElseThrow();
        assertThat(p).isBetween(0.01, 0.025);
        ExperimentEffects holm = table.effects(EffectScale.RELATIVE, 0.95, PValueCorrection.HOLM);
        assertThat(holm.of("offer", "ordered").adjusted().orElseThrow()).isEqualTo(2 * p, within(1e-15));
        assertThat(holm.of("offer", "ordered").verdict()).isEqualTo(Verdict.BETTER);
        assertThat(holm.of("offer", "lost").verdict()).isEqualTo(Verdict.WORSE);
        // Nobody ordered within five days, so that there is no p-value, and the other two are all.
        assertThat(holm.of("offer", "soon").adjusted()).isEmpty();
        assertThat(table.effects(0.99, PValueCorrection.HOLM)
                        .of("offer", "ordered")
                        .verdict())
                .isEqualTo(Verdict.NO_DIFFERENCE_TOLD);
        assertThat(holm.toText())
                .contains("adjusted p-value")
                .contains("better")
                .contains("worse");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> holm.of("gift", "ordered"))
                .withMessage("outcome (ordered) of arm (gift) must be among the rows");
    }

    @Test
    void theDaysBeforeTheExposureAreATestOfAAgainstA() {
        arm("offer", DAY, 0, 400, 200);
        arm("holdout", DAY, 1000, 400, 40);
        for (long customer = 0; customer < 40; customer++) {
            ordered(customer, DAY.minusDays(1), "7");
            ordered(customer, DAY.minusDays(31), "7"); // before the window
            ordered(1000 + customer, DAY.minusDays(30), "7");
        }
        Experiment experiment = experiment().outcome(ORDERED).outcome(SPEND.againstPast(1));
        ExperimentTable<Long> before = experiment.beforehand().of(store());
        assertThat(before.shares("ordered", "offer").orElseThrow())
                .hasToString("10.0 % (40 of 400) against 10.0 % (40 of 400)");
        assertThat(before.effect("ordered", EffectScale.ABSOLUTE, 0.95)
                        .orElseThrow()
                        .estimate())
                .hasValue(0);
        // One day before the window of the past is the 31st day before the exposure.
        assertThat(before.cuped("spend").orElseThrow().arms())
                .extracting(PairedSums::beside)
                .containsExactly(0.0, 0.7);
        assertThat(experiment
                        .of(store())
                        .effects(0.95, PValueCorrection.HOLM)
                        .of("offer", "ordered")
                        .verdict())
                .isEqualTo(Verdict.BETTER);
        assertThat(experiment.beforehand().rule(store()).definition())
                .contains("before the exposure")
                .isNotEqualTo(experiment.rule(store()).definition());
    }

    @Test
    void aTallyFromElsewhereHasAllButTheCustomers() {
        arm("offer", DAY, 0, 100, 50);
        arm("holdout", DAY, 1000, 100, 40);
        Experiment experiment = experiment().outcome(SPEND.againstPast());
        ExperimentTable<Long> table = experiment.of(store());
        ExperimentTable<Long> again = experiment.of(table.counted().tally());
        assertThat(again.effects(0.95, PValueCorrection.HOLM)).isEqualTo(table.effects(0.95, PValueCorrection.HOLM));
        assertThatIllegalStateException().isThrownBy(() -> again.members("offer"));
        assertThat(experiment.shares(1, 1).rule(store()).definition())
                .as("shares change no count")
                .isEqualTo(experiment.rule(store()).definition());
    }

    @Test
    void anExperimentTravelsWithItsSharesAndItsPlan() {
        arm("offer", DAY, 0, 180, 50);
        arm("holdout", DAY, 1000, 20, 4);
        Experiment experiment = experiment()
                .shares(1, 9)
                .planned(ExperimentPlan.ofShare(0.2, 0.1, EffectScale.ABSOLUTE))
                .outcome(SPEND.againstPast());
        Experiment travelled = Travelled.of(experiment);
        assertThat(travelled).hasToString(experiment.toString());
        ExperimentTable<Long> table = experiment.of(store());
        assertThat(travelled.of(store()).cautions()).isEqualTo(table.cautions());
        assertThat(travelled.of(Travelled.of(table.counted().tally())).effects(0.95, PValueCorrection.HOLM))
                .isEqualTo(table.effects(0.95, PValueCorrection.HOLM));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        arm("offer", DAY, 0, 10, 5);
        arm("holdout", DAY, 10, 10, 5);
        ExperimentTable<Long> table = experiment().outcome(ORDERED).of(store());
        refused(() -> Experiment.over(MONTHS, "holdout"), "arms must hold at least one beside holdout");
        refused(() -> Experiment.over(MONTHS, "holdout", "holdout"), "arm (holdout) must not be blank, nor one of");
        refused(
                () -> Experiment.over(Timeline.of(Grain.HOUR, DAY), "holdout", "offer"),
                "must have periods of whole days");
        refused(
                () -> experiment().outcome(ORDERED).outcome(Outcome.ordered(60).named("ordered")),
                "must have a name of its own: ordered is taken, as are [exposure, ordered]; call named(...)");
        refused(
                () -> experiment().outcome(Outcome.ordered(30).named("exposure")),
                "must have a name of its own: exposure is taken");
        refused(() -> experiment().shares(1), "weights (1 of them) must be 2");
        refused(() -> experiment().shares(1, 0), "(0) must be at least 1");
        refused(() -> experiment().on(""), "track () must not be empty");
        refused(
                () -> experiment().outcome(ORDERED.on("tickets")).of(store()),
                "track (tickets) that outcome (ordered) is read of must be one of the store's: [orders, experiment]");
        refused(() -> experiment().on("tests").of(store()), "track (tests) that exposures are read of");
        refused(() -> table.effect("spend", EffectScale.ABSOLUTE, 0.95), "outcome (spend) must be one of [ordered]");
        refused(() -> table.exposed("gift"), "arm (gift) must be one of [holdout, offer]");
        refused(
                () -> table.effect("ordered", "holdout", EffectScale.ABSOLUTE, 0.95),
                "arm (holdout) must be another than that which it is held against");
        refused(() -> table.cuped("ordered"), "must be looked at against its past");
        refused(() -> table.effects(1, PValueCorrection.HOLM), "confidence (1.0)");
        assertThatIllegalStateException()
                .isThrownBy(() -> Experiment.over(MONTHS, "holdout", "offer", "gift")
                        .outcome(ORDERED)
                        .shares(1_000, 1_000, 1)
                        .of(store())
                        .effect("ordered", EffectScale.ABSOLUTE, 0.95))
                .withMessage("arms ([holdout, offer, gift]) must be two where none is named");
        assertThatIllegalStateException().isThrownBy(() -> experiment().rule());
    }

    @Test
    void onlyCustomersAreCountedAndListed() {
        arm("offer", DAY, 0, 10, 5);
        ExperimentTable<Long> table =
                experiment().outcome(ORDERED).outcome(SPEND.againstPast()).of(store());
        for (Item item : Item.values()) {
            boolean isOfExposure = item == Item.COUNTED || item == Item.SEVERAL_ARMS;
            boolean isOfOutcomes = List.of(Item.COUNTED, Item.YES, Item.NOT_MATURE, Item.WITHOUT)
                    .contains(item);
            if (!isOfExposure) {
                String message = "item (" + item + ") must be one of [COUNTED, SEVERAL_ARMS] of exposure";
                refused(() -> table.count("offer", ExperimentCell.EXPOSURE, item), message);
                refused(() -> table.members("offer", ExperimentCell.EXPOSURE, item), message);
            }
            if (!isOfOutcomes) {
                String message = "item (" + item + ") must be one of [COUNTED, YES, NOT_MATURE, WITHOUT] of an outcome";
                refused(() -> table.count("offer", "spend", item), message);
                refused(() -> table.members("offer", "ordered", item), message);
            } else {
                assertThat(table.count("offer", "spend", item))
                        .isEqualTo(table.members("offer", "spend", item).size());
            }
        }
    }

    private static void refused(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessageContaining(message);
    }

    /** One price in each arm, and one cent more than before for everybody: exact sums leave no rounding that looks like chance. */
    @Test
    void whatDoesNotVaryHasNoInterval() {
        for (String price : List.of("9.99", "4.99", "7.49", "17.33", "11.00")) {
            orders.clear();
            exposures.clear();
            for (int i = 0; i < 400; i++) {
                exposed(i, i % 2 == 0 ? "offer" : "holdout", DAY);
                for (int order = 0; order <= i % 7; order++) {
                    BigDecimal amount = new BigDecimal(price).subtract(BigDecimal.valueOf(i % 2));
                    ordered(i, DAY.plusDays(order + 1), amount.toPlainString());
                }
            }
            ExperimentTable<Long> table = experiment()
                    .outcome(Outcome.spendPerOrder(30).named("price"))
                    .of(store());
            Effect effect = table.effect("price", EffectScale.ABSOLUTE, 0.95).orElseThrow();
            assertThat(effect.interval()).as(price).isEmpty();
            assertThat(effect.pValue()).as(price).isEmpty();
            assertThat(effect.estimate().orElseThrow()).isEqualTo(1, within(1e-12));
        }
        for (int seed = 0; seed < 20; seed++) {
            orders.clear();
            exposures.clear();
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < 200; i++) {
                exposed(i, i % 2 == 0 ? "offer" : "holdout", DAY);
                BigDecimal value = BigDecimal.valueOf(random.nextInt(1, 100_000), 2);
                ordered(i, DAY.minusDays(20), value.toPlainString());
                if (i % 2 == 0) {
                    ordered(i, DAY.plusDays(2), "0.01");
                }
            }
            ExperimentTable<Long> table = experiment()
                    .outcome(Outcome.recurringValue(30).againstPast().named("value"))
                    .of(store());
            Effect effect = table.effect("value", EffectScale.ABSOLUTE, 0.95).orElseThrow();
            assertThat(effect.interval()).as("seed %s", seed).isEmpty();
            assertThat(table.cuped("value").orElseThrow().varianceReduction()).isEqualTo(1, within(1e-9));
        }
    }

    /** The same curve as of the rows, with no look at who is not mature; of losses what the offer takes away. */
    @Test
    void theUpliftOfAScoreIsThatOfTheMatureCustomers() {
        arm("offer", DAY, 0, 40, 20);
        arm("holdout", DAY, 40, 40, 10);
        arm("offer", LocalDate.of(2024, 6, 20), 80, 5, 5);
        ExperimentTable<Long> table = experiment()
                .outcome(ORDERED)
                .outcome(SPEND)
                .outcome(ORDERED.named("lost").lowerIsBetter())
                .of(store());
        double[] scores = new double[80];
        boolean[] isTreated = new boolean[80];
        long[] ordered = new long[80];
        long[] spend = new long[80];
        for (int customer = 0; customer < 80; customer++) {
            scores[customer] = customer % 7;
            isTreated[customer] = customer < 40;
            ordered[customer] = customer < 20 || (customer >= 40 && customer < 50) ? 1 : 0;
            spend[customer] = 1000 * ordered[customer];
        }
        UpliftCurve curve = UpliftCurve.of(scores, isTreated, ordered);
        assertThat(table.uplift("ordered", "offer", customer -> customer % 7).points())
                .isEqualTo(curve.points());
        assertThat(table.uplift("spend", "offer", customer -> customer % 7).points())
                .isEqualTo(UpliftCurve.of(scores, isTreated, spend).points());
        assertThat(table.uplift("lost", "offer", customer -> customer % 7).points())
                .isEqualTo(curve.lowerIsBetter().points());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.uplift("ordered", "offer", customer -> Double.NaN))
                .withMessage("score (NaN) of customer (0) must be finite");
        ExperimentTable<Long> ratio =
                experiment().outcome(Outcome.spendPerOrder(30)).of(store());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ratio.uplift("spend per order within 30 days", "offer", customer -> 1))
                .withMessageContaining("must be no ratio");
    }
}
