package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.history.HistoryStore;
import dev.retention.loss.ScoreCheck.Kind;
import dev.retention.movement.Spells;
import dev.retention.rule.Measure;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.service.Signal;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whom a day found live, and what came of them. */
class FollowUpTest {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 31);
    private static final LocalDate AS_OF = LocalDate.of(2024, 6, 30);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF).from(LocalDate.of(2024, 1, 1));
    private static final Spells SPELLS = Spells.between("started", "ended");

    private record Row(long customer, LocalDate day, String code) {}

    private static Row row(long customer, int month, int day, String code) {
        return new Row(customer, LocalDate.of(2024, month, day), code);
    }

    private static HistoryStore<Long> store(List<Row> contracts, List<Row> tickets) {
        return track("contracts", contracts).and(track("tickets", tickets));
    }

    private static HistoryStore<Long> track(String name, List<Row> rows) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .from(rows)
                .named(name);
    }

    private final HistoryStore<Long> store = store(
            List.of(
                    row(1, 1, 10, "started"),
                    row(1, 3, 31, "ended"), // lost on the day: no longer live at its end
                    row(2, 3, 31, "started"), // arrived on the day
                    row(2, 4, 1, "ended"),
                    row(3, 1, 10, "started"),
                    row(4, 1, 10, "started"),
                    row(4, 6, 30, "ended"), // on the last day that is known
                    row(5, 4, 1, "started"),
                    row(6, 1, 1, "started"),
                    row(6, 2, 1, "ended"),
                    row(6, 3, 1, "started"),
                    row(6, 4, 11, "ended")),
            List.of(row(3, 3, 31, "complaint"), row(3, 4, 1, "complaint"), row(6, 3, 30, "complaint")));
    private final FollowUp followUp =
            FollowUp.over(MONTHS, SPELLS).on("contracts").after(DAY);

    @Test
    void whoIsLiveAtTheEndOfTheDayIsFollowedToTheLossOrTheEndOfTheData() {
        assertThat(followUp.scoredBy(customer -> OptionalDouble.of(customer), Sweep.over(store)))
                .containsExactlyInAnyOrder(
                        ScoredCustomer.of(2L, 2, 1, true),
                        ScoredCustomer.of(3L, 3, 91, false),
                        ScoredCustomer.of(4L, 4, 91, true),
                        ScoredCustomer.of(6L, 6, 11, true));
        // Of data that end at noon of 30 June the day before is the last that is over.
        Timeline noon = Timeline.completeBefore(Grain.MONTH, LocalDateTime.of(2024, 6, 30, 12, 0));
        assertThat(FollowUp.over(noon, SPELLS)
                        .on("contracts")
                        .after(DAY)
                        .scoredBy(customer -> OptionalDouble.empty(), Sweep.over(store)))
                .contains(new ScoredCustomer<>(4L, OptionalDouble.empty(), 90, false));
    }

    @Test
    void whatCameAfterTheDayIsNotInTheScore() {
        Measure complaints = Measure.of("complaints", MONTHS, (history, sink) -> sink.set(history.size()))
                .on("tickets");
        assertThat(followUp.scoredBy(complaints, "complaints", Sweep.over(store)))
                .containsExactlyInAnyOrder(
                        new ScoredCustomer<>(2L, OptionalDouble.empty(), 1, true),
                        ScoredCustomer.of(3L, 1, 91, false),
                        new ScoredCustomer<>(4L, OptionalDouble.empty(), 91, true),
                        ScoredCustomer.of(6L, 1, 11, true));
        HealthScore health = HealthScore.named("health")
                .on("contracts")
                .rule("amber", HealthCondition.within(Signal.of("tickets", "complaint"), 1))
                .rule("red", HealthCondition.within(Signal.of("tickets", "complaint"), 30))
                .otherwise("green");
        assertThat(followUp.scoredBy(health, List.of("red", "amber", "green"), Sweep.over(store)))
                .containsExactlyInAnyOrder(
                        ScoredCustomer.of(2L, 2, 1, true),
                        ScoredCustomer.of(3L, 1, 91, false),
                        ScoredCustomer.of(4L, 2, 91, true),
                        ScoredCustomer.of(6L, 0, 11, true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> followUp.scoredBy(health, List.of("red", "green"), Sweep.over(store)))
                .withMessage("worstFirst ([red, green]) must be the classes [amber, red, green], each once");
    }

    @Test
    void daysThatAreNotOverAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> followUp.after(LocalDate.of(2024, 7, 1)))
                .withMessage("day (2024-07-01) must not be after the last day that is over in the data, 2024-06-30");
        assertThat(FollowUp.over(MONTHS, SPELLS)).asString().contains("live on 2024-04-01");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> followUp.on("orders").scoredBy(customer -> OptionalDouble.empty(), Sweep.over(store)))
                .withMessage("track (orders) must be one of the tracks of the store, [contracts, tickets]");
    }

    @Test
    void theFirstTrackIsTakenIfNoneIsNamed() {
        FollowUp ofFirst = FollowUp.over(MONTHS, SPELLS).after(DAY);
        List<ScoredCustomer<Long>> rows = followUp.scoredBy(customer -> OptionalDouble.of(customer), Sweep.over(store));
        assertThat(ofFirst.scoredBy(customer -> OptionalDouble.of(customer), Sweep.over(store)))
                .isEqualTo(rows);
        assertThat(ofFirst).asString().doesNotContain(", on ");
        HistoryStore<Long> plain = HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .from(List.of(row(1, 1, 10, "started"), row(2, 1, 10, "started"), row(2, 4, 10, "ended")));
        HealthScore health = HealthScore.named("health")
                .rule(
                        "red",
                        HealthCondition.of(
                                "has an even number", List.of(), (history, day) -> (Long) history.customer() % 2 == 0))
                .otherwise("green");
        assertThat(ofFirst.scoredBy(health, List.of("red", "green"), Sweep.over(plain)))
                .containsExactly(ScoredCustomer.of(1L, 1, 91, false), ScoredCustomer.of(2L, 0, 10, true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> followUp.scoredBy(customer -> OptionalDouble.empty(), Sweep.over(plain)))
                .withMessage("track (contracts) must be that of a store that is named: name it by named(…)");
    }

    @Test
    void misspeltCodesAreTold() {
        assertThat(followUp.warnings(store)).isEmpty();
        FollowUp odd = FollowUp.over(MONTHS, Spells.between("start", "ended")).on("contracts");
        assertThat(odd.scoredBy(customer -> OptionalDouble.of(1), Sweep.over(store)))
                .isEmpty();
        assertThat(odd.warnings(store)).singleElement().asString().contains("start");
    }

    @Test
    void aScoreThatFailsIsNamedByItsCustomer() {
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(
                        () -> followUp.scoredBy(customer -> OptionalDouble.of(1 / (customer - 3)), Sweep.over(store)))
                .withMessage("rule (score) failed for customer 3: / by zero");
        Map<Long, OptionalDouble> known = Map.of(2L, OptionalDouble.of(1));
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> followUp.scoredBy(known::get, Sweep.over(store)))
                .withMessage("rule (score) failed for customer 3: score must not be null");
    }

    @Test
    void aPlantedHealthClassIsFoundAndOneOfChanceIsNot() {
        SplittableRandom random = new SplittableRandom(7);
        List<Row> contracts = new ArrayList<>();
        List<Row> tickets = new ArrayList<>();
        for (long customer = 0; customer < 4000; customer++) {
            contracts.add(row(customer, 1, 1 + random.nextInt(28), "started"));
            boolean complained = random.nextInt(4) == 0;
            if (complained) {
                tickets.add(row(customer, 3, 1 + random.nextInt(31), "complaint"));
            }
            if (random.nextInt(3) == 0) {
                tickets.add(row(customer, 3, 1 + random.nextInt(31), "question"));
            }
            if (random.nextDouble() < (complained ? 0.3 : 0.1)) {
                contracts.add(row(customer, 4, 1 + random.nextInt(30), "ended"));
            }
        }
        HistoryStore<Long> simulated = store(contracts, tickets);
        ScoreCheck complaints = ScoreCheck.of(
                followUp.scoredBy(health("complaint"), List.of("red", "green"), Sweep.over(simulated)),
                Kind.HEALTH,
                30);
        assertThat(complaints.unknown()).isZero();
        assertThat(complaints.verdict(0.95).kind()).isEqualTo(ScoreVerdict.Kind.PREDICTS);
        assertThat(complaints
                        .classes()
                        .rows()
                        .get(0)
                        .lost()
                        .orElseThrow()
                        .interval(0.99)
                        .contains(0.3))
                .isTrue();
        assertThat(complaints
                        .classes()
                        .rows()
                        .get(1)
                        .lost()
                        .orElseThrow()
                        .interval(0.99)
                        .contains(0.1))
                .isTrue();
        ScoreCheck questions = ScoreCheck.of(
                followUp.scoredBy(
                        health("question"),
                        List.of("red", "green"),
                        Sweep.over(simulated).threads(3)),
                Kind.HEALTH,
                30);
        assertThat(questions.verdict(0.95).kind()).isEqualTo(ScoreVerdict.Kind.NOTHING);
        assertThat(complaints
                        .comparedWith(questions)
                        .orElseThrow()
                        .interval(0.95)
                        .orElseThrow()
                        .lower())
                .isPositive();
    }

    private static HealthScore health(String code) {
        return HealthScore.named(code)
                .on("contracts")
                .rule("red", HealthCondition.within(Signal.of("tickets", code), 31))
                .otherwise("green");
    }
}
