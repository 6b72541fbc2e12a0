package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.CustomerCount;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.movement.ChurnTable;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.Spells;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Grouping.Reading;
import dev.retention.rule.Measure;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.service.Signal;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Classes of five customers, worked by hand. */
class HealthScoreTest {
    private static final LocalDate AS_OF = LocalDate.of(2024, 5, 15);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF).from(LocalDate.of(2024, 1, 1));

    private record Row(long customer, LocalDate day, String code) {}

    private static Row row(long customer, int month, int day, String code) {
        return new Row(customer, LocalDate.of(2024, month, day), code);
    }

    private static HistoryStore<Long> track(String name, Row... rows) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .from(List.of(rows))
                .named(name);
    }

    static final HistoryStore<Long> STORE = track(
                    "contracts",
                    row(1, 1, 10, "started"),
                    row(2, 1, 10, "started"),
                    row(3, 1, 10, "started"),
                    row(3, 4, 20, "ended"),
                    row(4, 3, 20, "started"))
            .and(track("contacts", row(1, 2, 1, "call"), row(2, 2, 28, "call"), row(2, 4, 29, "call")))
            .and(track("tickets", row(2, 3, 30, "complaint"), row(5, 1, 2, "complaint"), row(3, 2, 29, "question")));

    private final HealthScore health = HealthScore.named("health")
            .on("contracts")
            .rule("red", HealthCondition.silent("contacts", 60))
            .rule("amber", HealthCondition.within(Signal.of("tickets", "complaint"), 31))
            .otherwise("green");

    @Test
    void theFirstConditionThatHoldsDecides() {
        // 1: the call of 1 February is 60 days old on 1 April. 2: silent from 28 February to 28 April, with a
        // complaint.
        assertThat(health.historyOf(1L, MONTHS, Sweep.over(STORE)))
                .hasToString("1: 2024-01: green, otherwise; 2024-04: red, no event on contacts for 60 days");
        assertThat(health.historyOf(2L, MONTHS, Sweep.over(STORE)))
                .hasToString("2: 2024-01: green, otherwise; 2024-03: amber, \"complaint\" on tickets within 31 days;"
                        + " 2024-04: green, otherwise");
        // 4 has been known for 42 days in April and 57 on 15 May; 5 has no contract.
        assertThat(health.historyOf(4L, MONTHS, Sweep.over(STORE)))
                .hasToString("4: 2024-01: no class; 2024-03: green, otherwise");
        assertThat(health.historyOf(5L, MONTHS, Sweep.over(STORE)).changes()).hasSize(1);
        assertThat(health.historyOf(3L, MONTHS, Sweep.over(STORE)).readings())
                .extracting(reading -> reading.day().toString())
                .containsExactly("2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-15");
    }

    @Test
    void silenceBeginsWithTheArrivalAndEndsWithTheEvent() {
        // 3 arrived on 10 January: 10 March is the 60th day after it.
        assertThat(classOf(3, LocalDate.of(2024, 3, 9))).isEqualTo("green");
        assertThat(classOf(3, LocalDate.of(2024, 3, 10))).isEqualTo("red");
        // 2 called on 28 February; 28 April is the 60th day after it, and on the 29th the customer called again.
        assertThat(classOf(2, LocalDate.of(2024, 4, 27))).isEqualTo("amber");
        assertThat(classOf(2, LocalDate.of(2024, 4, 28))).isEqualTo("red");
        assertThat(classOf(2, LocalDate.of(2024, 4, 29))).isEqualTo("amber");
        // 30 March is the first of the 31 days to 29 April.
        assertThat(classOf(2, LocalDate.of(2024, 4, 30))).isEqualTo("green");
    }

    private String classOf(long customer, LocalDate asOf) {
        Timeline until = Timeline.monthly(asOf).from(LocalDate.of(2024, 1, 1));
        ByGroup<Members<Long>> parted = Sweep.over(STORE).members(health.grouping(until, Reading.LATEST), until);
        return parted.groups().stream()
                .filter(group -> parted.inGroup(group).contains(customer))
                .findFirst()
                .orElseThrow()
                .label();
    }

    @Test
    void tablesMovesAndMembersFollow() {
        ChurnTable<Long> churn =
                CustomerChurn.over(MONTHS, Spells.between("started", "ended")).of(STORE);
        Grouping atPeriod = health.grouping(MONTHS, Reading.AT_PERIOD);
        ByGroup<ChurnTable<Long>> byClass = churn.by(atPeriod);
        assertThat(byClass.inGroup("red").inPeriod("2024-04").members(CustomerCount.START))
                .containsExactly(3L);
        assertThat(byClass.inGroup("red").inPeriod("2024-04").members(CustomerCount.LOST))
                .containsExactly(3L);
        assertThat(byClass.inGroup("green").inPeriod("2024-04").members(CustomerCount.START))
                .containsExactly(1L, 4L);
        assertThat(byClass.inGroup("green").inPeriod("2024-04").members(CustomerCount.END))
                .containsExactly(2L, 4L);
        ByGroup<ChurnTable<Long>> moves = churn.by(atPeriod.moves());
        assertThat(moves.inGroup("green → red").inPeriod("2024-04").members(CustomerCount.START))
                .containsExactly(1L);
        assertThat(moves.inGroup("amber → green").inPeriod("2024-04").members(CustomerCount.START))
                .containsExactly(2L);
    }

    @Test
    void theDefinitionNamesEveryRuleInOrder() {
        assertThat(health)
                .hasToString("health: \"red\" if no event on contacts for 60 days, else \"amber\" if"
                        + " \"complaint\" on tickets within 31 days, else \"green\", of customers on contracts");
        assertThat(health.classes()).containsExactly("red", "amber", "green");
        assertThat(health.grouping(MONTHS, Reading.LATEST))
                .hasToString("by health of " + health + ", by class, latest");
        assertThat(HealthScore.named("health").rule("red", HealthCondition.silent("orders", 9)))
                .hasToString("health: \"red\" if no event on orders for 9 days, else none");
    }

    @Test
    void conditionsPartCustomersToo() {
        ByGroup<Members<Long>> parted = Sweep.over(STORE).members(health.conditions(MONTHS, Reading.LATEST), MONTHS);
        assertThat(parted.inGroup("red: no event on contacts for 60 days")).containsExactlyInAnyOrder(1L, 3L);
        assertThat(parted.inGroup("green: otherwise")).containsExactlyInAnyOrder(2L, 4L);
        assertThat(parted.inGroup(Group.MISSING)).containsExactly(5L);
    }

    @Test
    void numbersOfMeasuresAndFunctionsOfTheCallerAreConditions() throws Exception {
        Measure calls = Measure.of("calls so far", MONTHS, (history, sink) -> sink.set(history.size()))
                .on("contacts");
        HealthScore score = HealthScore.named("calls")
                .on("contracts")
                .rule("often", HealthCondition.atLeast(calls, "calls so far", 2))
                .rule("once", HealthCondition.below(calls, "calls so far", 2))
                .rule(
                        "ended",
                        HealthCondition.of(
                                "ended",
                                List.of(),
                                (history, day) ->
                                        history.code(history.size() - 1).equals("ended")))
                .rule(
                        "asked",
                        HealthCondition.within(Signal.of("tickets", "question"), 400)
                                .not());
        assertThat(score.historyOf(1L, MONTHS, Sweep.over(STORE)).changes())
                .extracting(Object::toString)
                .containsExactly(
                        "2024-01: asked, not (\"question\" on tickets within 400 days)",
                        "2024-02: once, calls so far, on contacts below 2");
        assertThat(score.historyOf(2L, MONTHS, Sweep.over(STORE)).readings().get(3))
                .hasToString("2024-04: often, calls so far, on contacts at least 2");
        // A question was asked, and nothing else holds.
        assertThat(score.historyOf(3L, MONTHS, Sweep.over(STORE)).changes())
                .extracting(Object::toString)
                .containsExactly(
                        "2024-01: asked, not (\"question\" on tickets within 400 days)",
                        "2024-02: no class",
                        "2024-04: ended, ended");
        assertThat(copy(score)).hasToString(score.toString());
        assertThat(copy(score).historyOf(1L, MONTHS, Sweep.over(STORE)))
                .isEqualTo(score.historyOf(1L, MONTHS, Sweep.over(STORE)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> score.grouping(Timeline.of(Grain.DAY, AS_OF), Reading.LATEST))
                .withMessageContaining("must be of the score's timeline");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HealthCondition.below(calls, "visits", 2))
                .withMessageContaining("must be one of the columns [calls so far]");
    }

    private static HealthScore copy(HealthScore score) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(score);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (HealthScore) in.readObject();
        }
    }

    @Test
    void rulesThatCannotDecideAreRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> health.rule("blue", HealthCondition.silent("tickets", 9)))
                .withMessage("a rule after what is otherwise, green, can never decide");
        assertThatIllegalStateException().isThrownBy(() -> health.otherwise("blue"));
        assertThatIllegalStateException()
                .isThrownBy(() -> HealthScore.named("empty").otherwise("green"))
                .withMessage("score (empty) must have a rule");
        assertThatIllegalStateException()
                .isThrownBy(() -> HealthScore.named("empty").grouping(MONTHS, Reading.LATEST));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HealthScore.named("x")
                        .rule("red", HealthCondition.silent("contacts", 60))
                        .rule("blue", HealthCondition.silent("contacts", 60)))
                .withMessage("condition (no event on contacts for 60 days) is in a rule before, so that it can never"
                        + " decide");
        assertThatIllegalArgumentException().isThrownBy(() -> HealthCondition.silent("contacts", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> HealthScore.named(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> health.on("visits").historyOf(1L, MONTHS, Sweep.over(STORE)));
    }

    @Test
    void theFirstTrackIsTakenIfNoneIsNamed() {
        HealthScore ofFirst = HealthScore.named("health")
                .rule("red", HealthCondition.silent("contacts", 60))
                .rule("amber", HealthCondition.within(Signal.of("tickets", "complaint"), 31))
                .otherwise("green");
        for (long customer = 1; customer <= 5; customer++) {
            assertThat(ofFirst.historyOf(customer, MONTHS, Sweep.over(STORE)))
                    .isEqualTo(health.historyOf(customer, MONTHS, Sweep.over(STORE)));
        }
        ChurnTable<Long> churn =
                CustomerChurn.over(MONTHS, Spells.between("started", "ended")).of(STORE);
        assertThat(churn.by(ofFirst.grouping(MONTHS, Reading.AT_PERIOD))
                        .inGroup("red")
                        .inPeriod("2024-04")
                        .members(CustomerCount.LOST))
                .containsExactly(3L);
        HistoryStore<Long> plain = HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .from(List.of(row(1, 1, 10, "started"), row(2, 1, 10, "started"), row(2, 4, 20, "ended")));
        HealthScore odd = HealthScore.named("odd")
                .rule(
                        "red",
                        HealthCondition.of("is odd", List.of(), (history, day) -> (Long) history.customer() % 2 == 1))
                .otherwise("green");
        assertThat(odd.historyOf(1L, MONTHS, Sweep.over(plain))).hasToString("1: 2024-01: red, is odd");
        assertThat(Sweep.over(plain)
                        .members(odd.grouping(MONTHS, Reading.LATEST), MONTHS)
                        .inGroup("red"))
                .containsExactly(1L);
        assertThat(CustomerChurn.over(MONTHS, Spells.between("started", "ended"))
                        .of(plain)
                        .by(odd.grouping(MONTHS, Reading.AT_PERIOD))
                        .inGroup("green")
                        .inPeriod("2024-04")
                        .members(CustomerCount.LOST))
                .containsExactly(2L);
    }

    @Test
    void aConditionThatFailsIsNamedByItsCustomer() {
        HealthScore failing = HealthScore.named("health")
                .on("contracts")
                .rule("red", HealthCondition.of("fails", List.of(), (history, day) -> {
                    throw new IllegalStateException("no such day");
                }));
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> failing.historyOf(2L, MONTHS, Sweep.over(STORE)))
                .withMessageEndingWith("failed for customer 2: no such day");
    }

    @Test
    void aClassIsNotNamedAsThoseWhoHaveNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HealthScore.named("x").rule("(missing)", HealthCondition.silent("contacts", 60)))
                .withMessage("healthClass must not be (missing), which is who has none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HealthScore.named("x")
                        .rule("red", HealthCondition.silent("contacts", 1))
                        .otherwise("(missing)"));
        assertThat(HealthCondition.silent("contacts", 1)).hasToString("no event on contacts for 1 day");
    }

    @Test
    void misspeltCodesAreTold() {
        assertThat(health.warnings(STORE)).isEmpty();
        HealthScore odd = HealthScore.named("odd")
                .rule(
                        "red",
                        HealthCondition.within(Signal.of("tickets", "complain"), 30)
                                .and(HealthCondition.silent("contacts", 9)));
        assertThat(odd.warnings(STORE)).hasSize(1).first().asString().contains("complain");
    }
}
