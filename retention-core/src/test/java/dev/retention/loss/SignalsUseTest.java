package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.CustomerCount;
import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.movement.ChurnTable;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.Spells;
import dev.retention.service.Feedback;
import dev.retention.service.Scores;
import dev.retention.service.Signal;
import dev.retention.service.Silence;
import dev.retention.service.Survey;
import dev.retention.service.SurveyRequests;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What may go before a loss, and that chance is told from it. */
class SignalsUseTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final LocalDate AS_OF = LocalDate.of(2024, 12, 31);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF).from(FIRST);
    private static final Spells LIVE = Spells.between("started", "ended");

    private record Row(long customer, LocalDate day, String code) {}

    private record Asked(
            long customer,
            LocalDate day,
            @Nullable LocalDate answered,
            @Nullable Integer score) {}

    private static HistoryStore<Long> track(List<Row> rows, String name) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .from(rows)
                .named(name);
    }

    private static Row row(long customer, int day, String code) {
        return new Row(customer, FIRST.plusDays(day), code);
    }

    /** Of customers 1 to 4 those with even numbers are lost after half a year. */
    private final List<Row> contracts = List.of(
            row(1, 0, "started"),
            row(2, 0, "started"),
            row(2, 180, "ended"),
            row(3, 0, "started"),
            row(4, 0, "started"),
            row(4, 182, "ended"));

    @Test
    void whoDoesNotAnswerWhoFallsSilentAndWhoComesToAWebinar() {
        List<Asked> asked = List.of(
                new Asked(1, FIRST.plusDays(100), FIRST.plusDays(110), 9),
                new Asked(2, FIRST.plusDays(100), null, null),
                new Asked(3, FIRST.plusDays(100), FIRST.plusDays(101), 3),
                new Asked(4, FIRST.plusDays(100), FIRST.plusDays(140), 8));
        HistoryStore<Long> scores = Scores.reader(Asked::customer, Asked::day, row -> Survey.NPS.name())
                .answered(Asked::answered, Asked::score)
                .from(asked);
        List<Row> attended = List.of(row(1, 60, "attended"), row(3, 160, "attended"), row(4, 20, "attended"));
        HistoryStore<Long> all = track(contracts, "contracts").and(scores).and(track(attended, "webinars"));
        Signal noAnswer = SurveyRequests.notAnswered(Survey.NPS, 30);
        Signal lowScore = Feedback.lowScores(Survey.NPS);
        Signal silence = Silence.of("webinars", 90).since("contracts", "started");
        Signal attendance = Signal.of("webinars", "attended");
        SignalTable<Long> table = Signals.over(MONTHS, LIVE)
                .on("contracts")
                .within(90)
                .asking(noAnswer, lowScore, silence, attendance)
                .of(all);
        // Day 131 is the first after the 30 days, 49 and 51 days before the losses.
        assertThat(table.of(noAnswer).recall()).contains(Proportion.of(2, 2));
        assertThat(table.of(noAnswer).leads().counts()).containsOnlyKeys(49, 51);
        assertThat(table.of(noAnswer).precision()).contains(Proportion.of(2, 2));
        assertThat(table.of(lowScore).precision()).contains(Proportion.of(0, 1));
        // Without a webinar: customer 2 since the arrival on day 90, customer 4 on day 110.
        assertThat(table.of(silence).leads().counts()).containsOnlyKeys(90, 72);
        assertThat(table.of(attendance).recall()).contains(Proportion.of(0, 2));
        assertThat(table.of(attendance).precision()).contains(Proportion.of(0, 3));
    }

    private static List<Row> lostByChance(SplittableRandom random, int customers) {
        List<Row> rows = new ArrayList<>();
        for (long customer = 0; customer < customers; customer++) {
            int day = random.nextInt(60);
            while (day < 330) {
                rows.add(row(customer, day, "started"));
                day += 1 + (int) (-200 * Math.log(1 - random.nextDouble()));
                if (day < 366) {
                    rows.add(row(customer, day, "ended"));
                }
                day += 1 + random.nextInt(60);
            }
        }
        return rows;
    }

    private static List<Row> signals(SplittableRandom random, int customers, int kinds) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < customers * kinds * 2; i++) {
            rows.add(row(random.nextInt(customers), random.nextInt(366), "kind " + random.nextInt(kinds)));
        }
        return rows;
    }

    @Test
    void lossesAreThoseOfTheMovementTable() {
        SplittableRandom random = new SplittableRandom(3);
        HistoryStore<Long> all =
                track(lostByChance(random, 200), "contracts").and(track(signals(random, 200, 2), "tickets"));
        AskedSignal<Long> signal = Signals.over(MONTHS, LIVE)
                .on("contracts")
                .asking(Signal.of("tickets", "kind 0"))
                .of(all)
                .any();
        ChurnTable<Long> churn = CustomerChurn.over(MONTHS, LIVE).of(all.track("contracts"));
        for (ChurnTable<Long>.InPeriod in : churn.periods()) {
            String label = in.period().label();
            long losses = signal.number(SignalItem.ANNOUNCED, label) + signal.number(SignalItem.UNANNOUNCED, label);
            assertThat(losses).isEqualTo(in.count(CustomerCount.LOSS_EVENTS));
            assertThat(signal.members(SignalItem.ANNOUNCED, label).or(signal.members(SignalItem.UNANNOUNCED, label)))
                    .containsAll(in.members(CustomerCount.LOST));
        }
    }

    /** At a level of 5 % chance is taken for a signal in no more than about 5 % of worlds without any. */
    @Test
    void chanceIsSeldomTakenForASignal() {
        int worlds = 20;
        int found = 0;
        for (int world = 0; world < worlds; world++) {
            SplittableRandom random = new SplittableRandom(world);
            HistoryStore<Long> all =
                    track(lostByChance(random, 150), "contracts").and(track(signals(random, 150, 8), "tickets"));
            List<Signal> asked = new ArrayList<>();
            for (int kind = 0; kind < 8; kind++) {
                asked.add(Signal.of("tickets", "kind " + kind));
            }
            SignalTable<Long> table = Signals.over(MONTHS, LIVE)
                    .on("contracts")
                    .within(60)
                    .asking(asked)
                    .of(all);
            found += table.found(0.05).isEmpty() ? 0 : 1;
        }
        assertThat(found).isLessThanOrEqualTo(2);
    }
}
