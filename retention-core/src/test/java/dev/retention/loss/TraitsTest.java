package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.PValueCorrection;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.history.Members;
import dev.retention.rule.Grouping;
import dev.retention.rule.Grouping.Reading;
import dev.retention.rule.Measure;
import dev.retention.rule.Measured;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Traits of ten customers, worked out by hand: 1 to 4 are lost. */
class TraitsTest {
    private static final LocalDate JUNE = LocalDate.of(2024, 6, 1);
    private static final String[] PLANS = {"a", "a", "a", "b", "b", "b", "b", "c", "c", "c"};
    private static final long[] SPENT = {100, 200, 300, 50, 7, 8, 9, 10, 11, 12};

    private static final HistoryStore<Long> STORE = store();
    private static final Sweep<Long> SWEEP = Sweep.over(STORE);
    private static final Members<Long> ALL = members(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    private static final Members<Long> LOST = members(1, 2, 3, 4);
    private static final Grouping PLAN =
            Grouping.ofColumn("plan", Reading.LATEST).on("profiles");
    private static final Measured<Long>.Column AMOUNT = SWEEP.measure(Measure.of(
                            "spent", Timeline.of(Grain.DAY, JUNE.plusDays(30)), (history, sink) -> {
                                if (history.size() > 0) {
                                    sink.set(history.number(history.column("cents"), 0));
                                }
                            })
                    .on("orders"))
            .column();

    /** Each ordered on the first of June; the plan is known from that day, and of the lost it is "ended" a month later. */
    private static HistoryStore<Long> store() {
        LongHistoryBuilder orders = LongHistoryBuilder.ofDays().number("cents");
        LongHistoryBuilder profiles = LongHistoryBuilder.ofDays().text("plan");
        for (int i = 0; i < PLANS.length; i++) {
            orders.add(i + 1, JUNE.toEpochDay()).with("cents", SPENT[i]);
            profiles.add(i + 1, JUNE.toEpochDay()).with("plan", PLANS[i]);
            if (i < 4) {
                profiles.add(i + 1, JUNE.plusDays(30).toEpochDay()).with("plan", "ended");
            }
        }
        return orders.build().named("orders").and(profiles.build().named("profiles"));
    }

    private static Members<Long> members(long... customers) {
        return STORE.members(Arrays.stream(customers)
                .mapToInt(customer -> STORE.find(customer).orElseThrow())
                .toArray());
    }

    private static Traits<Long> method() {
        return Traits.of(LOST, ALL).by(PLAN).readOn(JUNE);
    }

    private static List<String> names(TraitTable<Long> table) {
        return table.rows().stream().map(Trait::name).toList();
    }

    @Test
    void attributesAreReadOnTheDay() {
        TraitTable<Long> before = method().of(SWEEP, TraitRanking.LIFT);
        assertThat(before.trait("plan = a").counts()).isEqualTo(TraitCounts.of(3, 3, 4, 10));
        assertThat(names(before)).containsExactly("plan = a", "plan = b", "plan = c");
        assertThat(before.timeline().asOf()).isEqualTo(JUNE);

        TraitTable<Long> after = Traits.of(LOST, ALL).by(PLAN).of(STORE, TraitRanking.LIFT);
        assertThat(after.trait("plan = ended").counts()).isEqualTo(TraitCounts.of(4, 4, 4, 10));
        assertThat(after.timeline().asOf()).isEqualTo(JUNE.plusDays(30));

        TraitTable<Long> early =
                Traits.of(LOST, ALL).by(PLAN).readOn(JUNE.minusDays(1)).of(SWEEP, TraitRanking.LIFT);
        assertThat(early.rows()).isEmpty();
        assertThat(early.untried())
                .singleElement()
                .hasToString("plan = (missing): 40.0 % (4 of 10) in all, lift 1, not tried");
        assertThat(early.tests()).isZero();
        assertThat(early.inWords(0.05)).isEqualTo("none of 0 traits found at 5.0 %, 0 tests");
    }

    @Test
    void rankingsAnswerTheirQuestions() {
        TraitTable<Long> table = method().value(AMOUNT).of(SWEEP, TraitRanking.LIFT);

        for (TraitRanking ranking : TraitRanking.values()) {
            assertThat(names(table.rankedBy(ranking)).get(0)).isEqualTo("plan = a");
            assertThat(table.rankedBy(ranking).ranking()).isEqualTo(ranking);
        }
        assertThat(names(table.rankedBy(TraitRanking.VALUE))).containsExactly("plan = a", "plan = b", "plan = c");
        assertThat(names(table.rankedBy(TraitRanking.P_VALUE))).containsExactly("plan = a", "plan = c", "plan = b");
        assertThat(names(table.higher())).containsExactly("plan = a");
        assertThat(names(table.lower())).containsExactly("plan = b", "plan = c");
        assertThat(table.rank("plan = c")).hasValue(3);
        assertThat(table.higher().rank("plan = c")).isEmpty();
    }

    @Test
    void valueStandsBesideCustomers() {
        Trait<Long> a = method().value(AMOUNT).of(SWEEP, TraitRanking.VALUE).trait("plan = a");

        assertThat(a.value()).hasValue(600);
        assertThat(a.shareOfValue().orElseThrow()).isCloseTo(600.0 / 650, within(1e-15));
        assertThat(a.membersInTarget()).containsExactly(1L, 2L, 3L);
        assertThat(a.othersInTarget()).containsExactly(4L);
        assertThat(a.others()).containsExactly(4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(method().of(SWEEP, TraitRanking.LIFT).trait("plan = a").value())
                .isEmpty();
        assertThat(method().of(SWEEP, TraitRanking.LIFT).trait("plan = a").shareOfValue())
                .isEmpty();
    }

    /** Fisher's p of 3 of 3 against 1 of 7 is 8/210 · … : of 210 ways to lose four of ten, 7 lose all three of a; no table is rarer. */
    @Test
    void aTestIsFishersAndRaisedByAll() {
        Trait<Long> a = method().of(SWEEP, TraitRanking.LIFT).trait("plan = a");

        assertThat(a.pValue()).isCloseTo(7.0 / 210, within(1e-12));
        assertThat(a.adjustedPValue().orElseThrow()).isCloseTo(3 * 7.0 / 210, within(1e-12));
        assertThat(a.log10PValue()).isCloseTo(Math.log10(7.0 / 210), within(1e-12));
        assertThat(a.log10AdjustedPValue().orElseThrow()).isCloseTo(Math.log10(0.1), within(1e-12));
        assertThat(a).hasToString("plan = a: 100.0 % (3 of 3) against 14.3 % (1 of 7), lift 2.5, p 0.1");
        TraitTable<Long> table = method().of(SWEEP, TraitRanking.LIFT);
        assertThat(table.found(0.2)).hasSize(1);
        assertThat(table.inWords(0.2)).isEqualTo("1 of 3 traits found at 20.0 %, 3 tests: plan = a");
        assertThat(table.inWords(0.05)).isEqualTo("none of 3 traits found at 5.0 %, 3 tests");
        assertThat(method().corrected(PValueCorrection.BENJAMINI_YEKUTIELI)
                        .of(SWEEP, TraitRanking.LIFT)
                        .trait("plan = a")
                        .adjustedPValue()
                        .orElseThrow())
                .isCloseTo(0.1 * (1 + 0.5 + 1.0 / 3), within(1e-12));
    }

    @Test
    void aValueAndItsOppositeAreOneTest() {
        Grouping parity = Grouping.of("parity", (Long customer) -> customer % 2 == 0 ? "even" : "odd");
        Grouping half = Grouping.of("half", (Long customer) -> customer % 2 == 0 ? "second" : "first");
        Traits<Long> method = Traits.of(LOST, ALL).by(parity, half);

        TraitTable<Long> distinct = method.of(SWEEP, TraitRanking.LIFT);
        assertThat(distinct.rows()).hasSize(2);
        assertThat(distinct.tests()).isEqualTo(1);
        assertThat(distinct.trait("half = first")).isSameAs(distinct.trait("parity = odd"));
        assertThat(distinct.trait("parity = odd").aliases()).containsExactly("half = first");
        assertThat(method.counting(TraitTests.EVERY_VALUE)
                        .of(SWEEP, TraitRanking.LIFT)
                        .tests())
                .isEqualTo(4);
        assertThat(distinct.family()).isEqualTo(TraitTests.DISTINCT);
    }

    @Test
    void smallTraitsAreNotTried() {
        TraitTable<Long> table = method().minimum(4).of(SWEEP, TraitRanking.LIFT);
        assertThat(names(table)).containsExactly("plan = b");
        assertThat(table.untried()).extracting(Trait::name).containsExactly("plan = a", "plan = c");
        assertThat(table.trait("plan = a").adjustedPValue()).isEmpty();
        assertThat(table.trait("plan = a").pValue()).isCloseTo(7.0 / 210, within(1e-12));
        assertThat(table.tests()).isEqualTo(1);
        assertThat(names(method().support(0.4).of(SWEEP, TraitRanking.LIFT))).containsExactly("plan = b");
        assertThat(names(method().support(0.3).of(SWEEP, TraitRanking.LIFT))).hasSize(3);
    }

    @Test
    void ordersAndNumbersHaveTrends() {
        TraitTable<Long> table = Traits.of(LOST, ALL)
                .ordered(PLAN, "c", "b", "none", "a")
                .numbers("spent", AMOUNT, 10, 100)
                .quantiles("quarter", AMOUNT, 4)
                .readOn(JUNE)
                .of(SWEEP, TraitRanking.LIFT);

        TraitTrend plan = table.trends().get(0);
        assertThat(plan.classes()).hasToString("[c, b, a]");
        assertThat(plan.trend().scores()).containsExactly(0.0, 1.0, 3.0);
        assertThat(plan.trend().groups()).hasToString("[0.0 % (0 of 3), 25.0 % (1 of 4), 100.0 % (3 of 3)]");
        assertThat(plan.adjustedPValue()).isBetween(0.0, 1.0);
        assertThat(table.trends().get(1).classes()).hasToString("[below 10, 10 to 99, 100 and more]");
        // 7 8 9 | 10 11 | 12 50 | 100 200 300, cut at 9.25, 11.5 and 87.5.
        assertThat(table.trends().get(2).classes()).hasToString("[below 10, 10 to 11, 12 to 87, 88 and more]");
        assertThat(table.warnings()).containsExactly("plan has nobody with none");
        assertThat(table.trait("plan = a").aliases()).containsExactly("spent = 100 and more", "quarter = 88 and more");
        assertThat(table.contingency("plan").orElseThrow().total()).isEqualTo(10);
    }

    @Test
    void equalNumbersStayTogether() {
        Measured<Long>.Column same = SWEEP.measure(Measure.of(
                        "one",
                        Timeline.of(Grain.DAY, JUNE),
                        (history, sink) -> sink.set(history.customer().equals(3L) ? 5 : 1)))
                .column();
        TraitTable<Long> table = Traits.of(LOST, ALL).quantiles("one", same, 4).of(SWEEP, TraitRanking.LIFT);

        assertThat(names(table)).containsExactly("one = 2 and more", "one = below 2");
        assertThat(table.warnings()).containsExactly("one has 2 of 4 classes: equal numbers stay together");
    }

    @Test
    void theNewMayHaveTheTraitsOfTheLost() {
        TraitTable<Long> table = Traits.of(LOST, members(1, 2, 3, 4, 5, 8, 9))
                .by(PLAN)
                .readOn(JUNE)
                .of(SWEEP, TraitRanking.LIFT);
        TraitFit<Long> fit = table.fit(members(6, 7, 10), 0.9);

        assertThat(table.trait("plan = b").shareOf(members(6, 7, 10)).orElseThrow())
                .hasToString("66.7 % (2 of 3)");
        assertThat(table.trait("plan = b").shareOf(members())).isEmpty();
        assertThat(fit.traits()).extracting(Trait::name).contains("plan = c");
        assertThat(fit.members(0)).containsExactly(6L, 7L, 10L);
        assertThat(fit.members(1)).contains(10L);
        assertThat(fit.share(1).orElseThrow().count()).isEqualTo(fit.members(1).size());
        assertThat(table.fit(members(), 0.9).share(0)).isEmpty();
        assertThat(fit.customers()).containsExactly(6L, 7L, 10L);
    }

    @Test
    void nobodyInTheTargetHasNothingInCommon() {
        TraitTable<Long> table = Traits.of(members(), ALL).by(PLAN).readOn(JUNE).of(SWEEP, TraitRanking.LIFT);
        assertThat(table.found(0.05)).isEmpty();
        assertThat(table.rows()).hasSize(3).allMatch(trait -> trait.lift().isEmpty() && trait.pValue() == 1);
    }

    @Test
    void namesWhatIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Traits.of(ALL, LOST))
                .withMessage("target must be part of population: 6 of its 10 customers are not, such as 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Traits.of(members(), members()))
                .withMessage("population must not be empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Traits.of(LOST, ALL).of(SWEEP, TraitRanking.LIFT))
                .withMessage("attributes must be at least one: name some by by(…)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().by(PLAN))
                .withMessage("attribute (plan) must have another name than those before");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().by(Grouping.ofColumn("x", Reading.AT_PERIOD)))
                .withMessageContaining("must not be read at each period");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Traits.of(LOST, ALL)
                        .ordered(PLAN, "a", "b")
                        .readOn(JUNE)
                        .of(SWEEP, TraitRanking.LIFT))
                .withMessage("labels ([a, b]) must hold all values of plan, also [c]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Traits.of(LOST, ALL).ordered(PLAN, "a", "a"))
                .withMessage("labels ([a, a]) must be at least two, each once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().numbers("n", AMOUNT, 3, 3))
                .withMessage("edges ([3, 3]) must be strictly ascending, at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().of(SWEEP, TraitRanking.VALUE))
                .withMessage("ranking (VALUE) must have a value: name one by value(…)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().of(SWEEP, TraitRanking.LIFT).trait("plan = z"))
                .withMessage("name (plan = z) must be one of the traits");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().of(SWEEP, TraitRanking.LIFT).contingency("size"))
                .withMessage("attribute (size) must be one of [plan]");
        HistoryStore<Long> other = LongHistoryBuilder.ofMicros().add(1, 0).build();
        assertThatIllegalArgumentException().isThrownBy(() -> method().of(other, TraitRanking.LIFT));
        Grouping parity = Grouping.of("odd", (Long customer) -> "x");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        Traits.of(other.members(0), other.members(0)).by(parity).of(other, TraitRanking.LIFT))
                .withMessageContaining("name the day with its zone");
        assertThat(Traits.of(other.members(0), other.members(0))
                        .by(parity)
                        .readOn(Timeline.of(Grain.DAY, JUNE).inZone(ZoneOffset.UTC))
                        .of(other, TraitRanking.LIFT)
                        .untried())
                .hasSize(1);
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> Traits.of(LOST, ALL)
                        .by(Grouping.of("failing", (Long customer) -> {
                            throw new IllegalStateException("gone");
                        }))
                        .of(SWEEP, TraitRanking.LIFT));
    }
}
