package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What speaks against reading an experiment, each where it is to be said and not where it is not. */
class ExperimentCautionsTest {
    private static final LocalDate END = LocalDate.of(2024, 6, 30);
    private static final LocalDate DAY = LocalDate.of(2024, 3, 1);
    private static final Outcome ORDERED = Outcome.ordered(30).named("ordered");

    record Order(long customer, LocalDate day) {}

    private final List<Order> orders = new ArrayList<>();
    private final List<Exposure<Long>> exposures = new ArrayList<>();

    private void arm(String arm, LocalDate day, int from, int customers, int yes) {
        for (int i = 0; i < customers; i++) {
            exposures.add(new Exposure<>((long) from + i, arm, day));
            if (i < yes) {
                orders.add(new Order(from + i, day.plusDays(10)));
            }
        }
    }

    private HistoryStore<Long> store() {
        return HistoryStore.ofDates(Order::customer, Order::day)
                .from(orders)
                .named("orders")
                .and(Exposure.store(exposures));
    }

    private static Experiment experiment() {
        return Experiment.over(Timeline.monthly(END), "holdout", "offer").outcome(ORDERED);
    }

    private List<String> said(Experiment experiment, Caution.Kind kind) {
        List<Caution> cautions = experiment.of(store()).cautions();
        assertThat(cautions).extracting(Caution::kind).containsOnly(kind);
        return cautions.stream().map(Caution::sentence).toList();
    }

    @Test
    void whatIsWellIsNotCautionedAgainst() {
        arm("offer", DAY, 0, 200, 40);
        arm("holdout", DAY, 1000, 190, 30);
        assertThat(experiment()
                        .outcome(Outcome.orders(90).againstPast())
                        .of(store())
                        .cautions())
                .isEmpty();
    }

    @Test
    void lookingBeforeThePlannedNumberIsPeeking() {
        arm("offer", DAY, 0, 200, 40);
        arm("holdout", DAY, 1000, 190, 30);
        ExperimentPlan plan = ExperimentPlan.ofShare(0.2, 0.1, EffectScale.ABSOLUTE);
        assertThat(plan.total()).isEqualTo(588);
        assertThat(said(experiment().outcome(Outcome.orders(30).named("orders")).planned(plan), Caution.Kind.PEEKING))
                .containsExactly(
                        "ordered, orders: known of 390 of the 588 customers that were planned; an interval for one look does not hold before:"
                                + " wait, or look by a confidence sequence");
        assertThat(experiment()
                        .planned(ExperimentPlan.ofShare(0.2, 0.2, EffectScale.ABSOLUTE))
                        .of(store())
                        .cautions())
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Experiment.over(Timeline.monthly(END), "holdout", "offer", "gift")
                        .planned(plan))
                .withMessageContaining("must be of the arms [holdout, offer, gift], not [control, treated]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> experiment().planned(plan.withArms("holdout", Map.of("holdout", 1L, "gift", 1L))))
                .withMessageContaining("must be of the arms [holdout, offer], not [");
        assertThat(experiment()
                        .planned(plan.withArms("offer", Map.of("holdout", 1L, "offer", 3L)))
                        .toString())
                .contains("planned: ");
        assertThat(experiment().planned(plan).toString()).contains("planned: ");
    }

    @Test
    void armsThatWereExposedOnOtherDaysAreSaid() {
        arm("offer", DAY, 0, 200, 40);
        arm("holdout", DAY, 1000, 100, 20);
        arm("holdout", DAY.minusDays(10), 1100, 100, 20);
        assertThat(said(experiment(), Caution.Kind.UNEQUAL_MATURITY))
                .containsExactly(
                        "offer was exposed 122 days ago on average, holdout 127: the arms were not exposed over the same days,"
                                + " and what changed over these days is in the effect");
    }

    @Test
    void armsThatWereEachExposedOnOneDayAreSaidIfTheDaysDiffer() {
        arm("offer", DAY, 0, 200, 40);
        arm("holdout", DAY.minusMonths(8), 1000, 190, 38);
        assertThat(said(experiment(), Caution.Kind.UNEQUAL_MATURITY))
                .containsExactly(
                        "offer was exposed 122 days ago on average, holdout 366: the arms were not exposed over the"
                                + " same days, and what changed over these days is in the effect");
    }

    /** Of 200 customers each only those who were live are asked: 180 of the offer, 60 of the holdout. */
    @Test
    void armsOfWhichAnOutcomeCanBeToldOtherwiseAreSaid() {
        for (int i = 0; i < 200; i++) {
            exposures.add(new Exposure<>((long) i, "offer", DAY));
            exposures.add(new Exposure<>(1000L + i, "holdout", DAY));
            orders.add(new Order(i, DAY.minusDays(i < 180 ? 10 : 70)));
            orders.add(new Order(1000 + i, DAY.minusDays(i < 60 ? 10 : 70)));
        }
        Experiment lost = Experiment.over(Timeline.monthly(END), "holdout", "offer")
                .outcome(Outcome.lost(Spells.ofOrders(60), 90).named("lost"));
        assertThat(lost.of(store()).cautions())
                .filteredOn(caution -> caution.kind() == Caution.Kind.UNEQUALLY_KNOWN)
                .extracting(Caution::sentence)
                .containsExactly("lost cannot be told of 10.0 % of offer and of 70.0 % of holdout: of whom it is told"
                        + " differs from arm to arm");
    }

    /** Two arms that order alike after the exposure, of which one did not before. */
    @Test
    void theTableOfBeforeIsHeldAgainstWhatHasNoPast() {
        arm("offer", DAY, 0, 200, 40);
        arm("holdout", DAY, 1000, 190, 38);
        for (int i = 0; i < 100; i++) {
            orders.add(new Order(i, DAY.minusDays(5)));
        }
        ExperimentTable<Long> table = experiment().of(store());
        ExperimentTable<Long> before = experiment().beforehand().of(store());
        assertThat(table.cautions()).isEmpty();
        assertThat(table.cautions(before)).extracting(Caution::kind).containsExactly(Caution.Kind.DIFFERENT_BEFORE);
        assertThat(table.cautions(before).get(0).sentence())
                .startsWith("before the exposure, which chance does not make: offer, ordered: absolute 50 points");
        Experiment withPast =
                Experiment.over(Timeline.monthly(END), "holdout", "offer").outcome(ORDERED.againstPast());
        assertThat(withPast.of(store()).cautions(withPast.beforehand().of(store())))
                .as("said once, by its own past")
                .hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.cautions(table))
                .withMessageContaining("before (")
                .withMessageContaining("beforehand");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.cautions(
                        experiment().outcome(Outcome.orders(30)).beforehand().of(store())))
                .withMessageContaining("beforehand");
    }

    @Test
    void armsThatMatureOtherwiseAreSaidThoughTheirMeanDayIsTheSame() {
        arm("offer", END.minusDays(60), 0, 200, 40);
        arm("holdout", END.minusDays(100), 1000, 100, 20);
        arm("holdout", END.minusDays(20), 1100, 100, 0);
        assertThat(said(experiment(), Caution.Kind.UNEQUAL_MATURITY))
                .containsExactly(
                        "ordered is not known yet of 0.0 % of offer and of 50.0 % of holdout: the arms were not exposed over the same"
                                + " days");
    }

    @Test
    void armsThatDifferedBeforeAreSaid() {
        arm("offer", DAY, 0, 200, 40);
        arm("holdout", DAY, 1000, 190, 30);
        for (long customer = 0; customer < 40; customer++) {
            orders.add(new Order(customer, DAY.minusDays(customer % 30 + 1)));
        }
        assertThat(experiment().of(store()).cautions()).as("not looked at").isEmpty();
        assertThat(said(
                        experiment().outcome(Outcome.orders(30).named("orders").againstPast()),
                        Caution.Kind.DIFFERENT_BEFORE))
                .singleElement()
                .asString()
                .startsWith(
                        "orders was 0.2 of offer and 0 of holdout in the 30 days before the exposure, which chance does not make (p = ");
    }

    /** Of shares of 0 and of 1 and of means that are the same of every customer there is no variance to tell it by. */
    @Test
    void armsThatDifferedBeforeAreSaidThoughNothingVariesInEither() {
        arm("offer", DAY, 0, 200, 40);
        arm("holdout", DAY, 1000, 190, 30);
        for (long customer = 1000; customer < 1190; customer++) {
            orders.add(new Order(customer, DAY.minusDays(3)));
        }
        Experiment plain = Experiment.over(Timeline.monthly(END), "holdout", "offer");
        assertThat(said(plain.outcome(ORDERED.againstPast()), Caution.Kind.DIFFERENT_BEFORE))
                .singleElement()
                .asString()
                .startsWith("ordered was 0 of offer and 1 of holdout in the 30 days before");
        assertThat(said(plain.outcome(Outcome.orders(30).againstPast()), Caution.Kind.DIFFERENT_BEFORE))
                .singleElement()
                .asString()
                .startsWith("orders within 30 days was 0 of offer and 1 of holdout in the 30 days before");
        for (long customer = 0; customer < 200; customer++) {
            orders.add(new Order(customer, DAY.minusDays(3)));
        }
        assertThat(plain.outcome(ORDERED.againstPast())
                        .outcome(Outcome.orders(30).againstPast())
                        .of(store())
                        .cautions())
                .as("all alike")
                .isEmpty();
    }

    /** Two customers each of one kind fall so by chance in one of three draws, five each in one of 126. */
    @Test
    void fewCustomersWhoAreAlikeProveNothing() {
        for (int customers : new int[] {2, 4, 5}) {
            orders.clear();
            exposures.clear();
            arm("offer", DAY, 0, customers, 0);
            arm("holdout", DAY, 1000, customers, 0);
            for (long customer = 0; customer < customers; customer++) {
                orders.add(new Order(customer, DAY.minusDays(3)));
            }
            List<Caution> cautions = Experiment.over(Timeline.monthly(END), "holdout", "offer")
                    .outcome(Outcome.orders(30).againstPast())
                    .of(store())
                    .cautions();
            assertThat(cautions.stream().anyMatch(caution -> caution.kind() == Caution.Kind.DIFFERENT_BEFORE))
                    .isEqualTo(customers == 5);
        }
    }

    @Test
    void fewCustomersAreSaid() {
        arm("offer", DAY, 0, 40, 4);
        arm("holdout", DAY, 1000, 29, 20);
        assertThat(said(experiment().outcome(Outcome.orders(30).named("orders")), Caution.Kind.TOO_FEW))
                .containsExactly(
                        "ordered, orders: known of 29 customers of holdout, too few to tell chance from effect",
                        "ordered: true of 4 of 40 customers of offer; with fewer than 5 either way take Fisher's exact test of the shares");
    }

    @Test
    void oneInAHundredOfSeveralArmsIsTooManyIfItIsMore() {
        arm("offer", DAY, 0, 200, 40);
        arm("holdout", DAY, 1000, 200, 30);
        arm("offer", DAY, 1000, 4, 0);
        assertThat(experiment().of(store()).cautions()).as("4 of 400").isEmpty();
        arm("offer", DAY, 1004, 1, 0);
        assertThat(said(experiment(), Caution.Kind.SEVERAL_ARMS))
                .containsExactly(
                        "5 of 400 customers (1.3 %) were exposed to more than one arm and count in none; who is left may differ from"
                                + " arm to arm");
    }

    @Test
    void nobodyAtAllIsTooFewOfEveryArm() {
        assertThat(said(experiment(), Caution.Kind.TOO_FEW)).hasSize(2);
    }

    /** Of 80 experiments that are well, each with two outcomes against the past, few are cautioned against. */
    @Test
    void falseAlarmsAreRare() {
        SplittableRandom random = new SplittableRandom(17);
        int alarms = 0;
        for (int run = 0; run < 80; run++) {
            orders.clear();
            exposures.clear();
            for (long customer = 0; customer < 200; customer++) {
                LocalDate day = DAY.plusDays(random.nextInt(105));
                exposures.add(new Exposure<>(customer, random.nextBoolean() ? "offer" : "holdout", day));
                for (int order = random.nextInt(5); order > 0; order--) {
                    orders.add(new Order(customer, day.plusDays(random.nextInt(60) - 30L)));
                }
            }
            Experiment experiment = Experiment.over(Timeline.monthly(END), "holdout", "offer")
                    .outcome(ORDERED.againstPast())
                    .outcome(Outcome.orders(20).againstPast());
            alarms += experiment.of(store()).cautions().isEmpty() ? 0 : 1;
        }
        // Levels of 0.001 of the ratio, 0.001 of days and of maturity, and 0.01 of the past: about 1 of 80.
        assertThat(alarms).isBetween(0, 5);
    }
}
