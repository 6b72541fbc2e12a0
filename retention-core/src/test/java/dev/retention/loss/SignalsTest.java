package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.PValueCorrection;
import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Measured;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.service.BoundedShare;
import dev.retention.service.Falling;
import dev.retention.service.LaterLoss;
import dev.retention.service.Signal;
import dev.retention.service.Silence;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalsTest {
    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2024, 12, 15));
    private static final Signal COMPLAINT = Signal.of("tickets", "complaint");
    private static final Signal QUESTION = Signal.of("tickets", "question");
    private static final Currency USD = Currency.getInstance("USD");

    private record Row(long customer, LocalDate day, String code, long cents) {}

    private static Row row(long customer, int month, int day, String code) {
        return new Row(customer, LocalDate.of(2024, month, day), code, 0);
    }

    private static Row row(long customer, int month, int day, String code, long cents) {
        return new Row(customer, LocalDate.of(2024, month, day), code, cents);
    }

    /** Six customers of contracts, four of whom are lost: on days 10 July, 20 August, 5 September and 10 December. */
    private static HistoryStore<Long> store() {
        return store(
                List.of(
                        row(1, 1, 1, "started", 3_000),
                        row(1, 7, 10, "ended"),
                        row(2, 1, 1, "started", 1_000),
                        row(2, 8, 20, "ended"),
                        row(3, 1, 1, "started", 6_000),
                        row(3, 9, 5, "ended"),
                        row(4, 1, 1, "started", 2_000),
                        row(5, 1, 1, "started", 2_000),
                        row(6, 1, 1, "started", 0),
                        row(6, 12, 10, "ended")),
                List.of(
                        row(1, 5, 31, "complaint"), // 40 days before the loss
                        row(1, 7, 1, "complaint"), // 9 days before, part of the alarm of May 31
                        row(1, 7, 10, "complaint"), // on the day of the loss
                        row(2, 7, 20, "complaint"), // 31 days before
                        row(2, 8, 21, "question"), // after the loss
                        row(3, 3, 1, "complaint"), // 188 days before
                        row(4, 11, 30, "complaint"), // whose days are not over
                        row(4, 2, 1, "complaint"),
                        row(5, 6, 1, "question"),
                        row(6, 11, 20, "complaint"))); // whose days are not over, but a loss came
    }

    private static HistoryStore<Long> store(List<Row> contracts, List<Row> tickets) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .amounts(row -> java.math.BigDecimal.valueOf(row.cents(), 2), USD)
                .codes(Row::code)
                .from(contracts)
                .named("contracts")
                .and(HistoryStore.ofDates(Row::customer, Row::day)
                        .codes(Row::code)
                        .from(tickets)
                        .named("tickets"));
    }

    private static Signals method() {
        return Signals.over(MONTHS, Spells.between("started", "ended"))
                .on("contracts")
                .within(60)
                .asking(COMPLAINT, QUESTION);
    }

    private final SignalTable<Long> table = method().of(store());
    private final AskedSignal<Long> complaint = table.of(COMPLAINT);

    @Test
    void recallIsTheShareOfLossesThatItWentBefore() {
        assertThat(complaint.recall()).contains(Proportion.of(3, 4));
        assertThat(complaint.members(SignalItem.ANNOUNCED)).containsExactly(1L, 2L, 6L);
        assertThat(complaint.members(SignalItem.UNANNOUNCED)).containsExactly(3L);
        assertThat(complaint.recall("2024-09")).contains(Proportion.of(0, 1));
        assertThat(complaint.recall("2024-10")).isEmpty();
        assertThat(complaint.members(SignalItem.ANNOUNCED, "2024-08")).containsExactly(2L);
        assertThat(complaint.number(SignalItem.ANNOUNCED, "2024-08")).isEqualTo(1);
        assertThat(table.of(QUESTION).recall()).contains(Proportion.of(0, 4));
    }

    @Test
    void whatTheLossesWereWorthIsSharedOutToo() {
        assertThat(complaint.number(SignalItem.VALUE_ANNOUNCED)).isEqualTo(4_000);
        assertThat(complaint.number(SignalItem.VALUE_UNANNOUNCED)).isEqualTo(6_000);
        assertThat(complaint.shareOfValue()).hasValue(0.4);
        assertThat(table.counted().currency()).contains(USD);
        AskedSignal<Long> recurring = method().worth(LossValue.recurring(), LossWorth.LAST)
                .of(store())
                .of(COMPLAINT);
        assertThat(recurring.number(SignalItem.VALUE_ANNOUNCED)).isEqualTo(4_000);
        // From January 1: 191, 232 and 248 days of 12/365 months.
        AskedSignal<Long> lifetime = method().worth(LossValue.recurring(), LossWorth.LIFETIME)
                .of(store())
                .of(QUESTION);
        assertThat(lifetime.number(SignalItem.VALUE_UNANNOUNCED)).isEqualTo(18_838 + 7_627 + 48_921);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().worth(LossValue.ofOrders("tickets"), LossWorth.LIFETIME)
                        .of(store()))
                .withMessageContaining("must have amounts for value of orders on \"tickets\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().worth(LossValue.listed(LossWorth.LAST), LossWorth.LAST))
                .withMessageContaining("must be of orders or recurring");
    }

    @Test
    void theLeadIsThatOfTheFirstOrTheLastSignalInTheDaysBefore() {
        assertThat(complaint.leads()).isEqualTo(LeadTimes.of(Map.of(40, 1L, 31, 1L, 20, 1L)));
        assertThat(complaint.leads().median()).hasValue(31);
        assertThat(complaint.leads().quantile(Measured.Quantile.LINEAR, 0.25)).hasValue(25.5);
        assertThat(complaint.ledBy(31, 60)).containsExactly(1L, 2L);
        assertThat(complaint.ledBy(1, 20)).containsExactly(6L);
        assertThat(method().leading(SignalLead.LAST)
                        .of(store())
                        .of(COMPLAINT)
                        .leads()
                        .counts())
                .containsOnlyKeys(9, 20, 31);
        assertThat(method().within(8).of(store()).of(COMPLAINT).leads().median())
                .isEmpty();
    }

    @Test
    void precisionIsOfAlarmsWhoseDaysAreOver() {
        // May 31, July 20, March 1 and February 1; November 20 and 30 are not over on December 15.
        assertThat(complaint.members(SignalItem.FOLLOWED)).containsExactly(1L, 2L);
        assertThat(complaint.members(SignalItem.NOT_FOLLOWED)).containsExactly(3L, 4L);
        assertThat(complaint.members(SignalItem.FOLLOWED_SO_FAR)).containsExactly(6L);
        assertThat(complaint.members(SignalItem.OPEN)).containsExactly(4L);
        assertThat(complaint.members(SignalItem.NOT_LIVE)).containsExactly(1L);
        assertThat(table.of(QUESTION).members(SignalItem.NOT_LIVE)).containsExactly(2L);
        assertThat(complaint.precision()).contains(Proportion.of(2, 4));
        assertThat(complaint.alarms()).contains(BoundedShare.of(3, 2, 1));
        assertThat(method().counting(SignalAlarm.EVERY_DAY)
                        .of(store())
                        .of(COMPLAINT)
                        .precision())
                .contains(Proportion.of(3, 5));
        assertThat(table.counted().rule().state(cell(SignalItem.OPEN, 2024, 10)))
                .isEqualTo(CellState.PARTIAL);
        assertThat(table.counted().rule().state(cell(SignalItem.OPEN, 2024, 9))).isEqualTo(CellState.OBSERVED);
        assertThat(table.counted().rule().state(cell(SignalItem.ANNOUNCED, 2024, 11)))
                .isEqualTo(CellState.OBSERVED);
    }

    private SignalCell cell(SignalItem item, int year, int month) {
        return new SignalCell(COMPLAINT.definition(), item, 0, MONTHS.grain().periodOf(LocalDate.of(year, month, 1)));
    }

    @Test
    void theBaseRateIsOfAllLiveDays() {
        // Each of the first three has 60 days before the loss; the sixth those from October 11 to 16, the last that are
        // over.
        long followed = 3 * 60 + 6;
        // Days to October 16: 290 of customers 4 and 5, the others less those before the loss.
        long days = 191 + 232 + 248 + 3 * 290;
        assertThat(table.baseRate()).contains(Proportion.of(followed, days));
        assertThat(complaint.lift())
                .hasValue(0.5 / Proportion.of(followed, days).asDouble());
        assertThat(table.of(QUESTION).lift()).hasValue(0);
    }

    @Test
    void whoShowedNothingWasLostInSilence() {
        // 150 days after the ticket of March 1 is July 29, 38 days before the loss of September 5.
        SignalTable<Long> withSilence =
                method().asking(Silence.of("tickets", 150)).of(store());
        assertThat(withSilence.of(Silence.of("tickets", 150)).leads().counts()).containsOnlyKeys(38);
        assertThat(withSilence.any().recall()).contains(Proportion.of(4, 4));
        assertThat(table.any().members(SignalItem.UNANNOUNCED)).containsExactly(3L);
        assertThat(table.any().recall()).isEqualTo(complaint.recall());
        assertThat(table.any().adjusted()).isEmpty();
        assertThat(table.any().number(SignalItem.NOT_LIVE)).isEqualTo(2);
    }

    @Test
    void risksAreThoseOfLaterLoss() {
        LaterLoss alone = LaterLoss.over(MONTHS, Spells.between("started", "ended"))
                .on("contracts")
                .within(60)
                .after(COMPLAINT);
        assertThat(complaint.risk().counted().tally())
                .isEqualTo(alone.of(store()).counted().tally());
        assertThat(complaint.comparison()).isEqualTo(alone.of(store()).overall());
        assertThat(complaint.risk().inPeriod("2024-07").members(LaterLoss.Item.EXPOSED_LOST))
                .containsExactly(1L);
        assertThat(method().byTenure(100).of(store()).of(COMPLAINT).risk().byTenure())
                .containsOnlyKeys("0 to 99 days", "100 days and more");
    }

    @Test
    void ranksAndWords() {
        assertThat(table.ranked(SignalTable.By.RECALL))
                .extracting(AskedSignal::signal)
                .containsExactly(COMPLAINT.definition(), QUESTION.definition());
        for (SignalTable.By by : SignalTable.By.values()) {
            assertThat(table.ranked(by)).as("%s", by).hasSize(2);
        }
        assertThat(complaint)
                .hasToString("\"complaint\" on tickets goes before 75.0 % of losses, 31 days ahead at the median");
        assertThat(table.toString())
                .startsWith("2 signals, 12 periods: any of the signals goes before 75.0 % of losses");
        assertThat(complaint.inWords(1e-9)).endsWith(" at the median: not told from chance");
        assertThat(complaint.verdict(0.999)).isEqualTo(SignalVerdict.WARNING).hasToString("a warning");
        assertThat(complaint.verdict(1e-9)).isEqualTo(SignalVerdict.NOTHING);
        assertThat(table.any().verdict(0.05)).isEqualTo(SignalVerdict.NOT_COMPARABLE);
        assertThat(table.found(1e-9)).isEmpty();
        double p = complaint.pValue().orElseThrow();
        assertThat(complaint.adjusted())
                .hasValue(
                        Math.min(2 * p, Math.max(p, table.of(QUESTION).pValue().orElseThrow())));
        assertThat(table.corrected(PValueCorrection.BONFERRONI).of(COMPLAINT).adjusted())
                .hasValue(Math.min(1, 2 * p));
    }

    @Test
    void threadsTalliesAndTextAreTheSame() {
        SignalTable<Long> threads = method().of(Sweep.over(store()).threads(3));
        assertThat(threads.counted().tally()).isEqualTo(table.counted().tally());
        List<Tally<LaterLoss.Cell>> risks = new ArrayList<>();
        risks.add(table.any().risk().counted().tally());
        table.signals().forEach(signal -> risks.add(signal.risk().counted().tally()));
        SignalTable<Long> again = method().of(table.counted().tally(), risks);
        assertThat(again.of(COMPLAINT)).hasToString(complaint.toString());
        assertThat(again.timeline()).isEqualTo(table.timeline());
        assertThatIllegalStateException().isThrownBy(() -> again.of(COMPLAINT).members(SignalItem.OPEN));
        assertThat(method())
                .hasToString("losses announced within 60 days by \"complaint\" on tickets; \"question\" on tickets,"
                        + " one alarm per window, led by the first, worth year before " + LossValue.ofOrders()
                        + ", live from started to ended, on contracts and tickets");
        assertThat(method().of(store()).warnings()).isEmpty();
        assertThat(method().asking(Signal.of("tickets", "complaynt"))
                        .of(store())
                        .warnings())
                .hasSize(1);
    }

    @Test
    void methodsAndRulesTravel() throws Exception {
        Signals method = method().asking(Silence.of("tickets", 30), Falling.of("tickets", 30));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(method);
            out.writeObject(method.rule(store()));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Signals travelled = (Signals) in.readObject();
            assertThat(travelled.of(store()).counted().tally())
                    .isEqualTo(method.of(store()).counted().tally());
            Rule<?> rule = (Rule<?>) in.readObject();
            assertThat(rule.cells()).isEqualTo(method.rule(store()).cells());
            assertThat(rule.cells().axes().get(0).toString()).contains("\"complaint\" on tickets: LEAD 12");
        }
    }

    @Test
    void badArgumentsAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().asking(COMPLAINT))
                .withMessage("signals must differ: \"complaint\" on tickets comes twice");
        assertThatIllegalArgumentException().isThrownBy(() -> method().within(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.of("x"))
                .withMessageContaining("definition (x) must be one of");
        assertThatIllegalArgumentException().isThrownBy(() -> complaint.ledBy(0, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> complaint.ledBy(3, 61));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().of(table.counted().tally(), List.of()))
                .withMessage("riskTallies (0) must be one for each of 3 methods of risks");
        assertThatIllegalStateException()
                .isThrownBy(() -> Signals.over(MONTHS, Spells.ofOrders(30)).of(store()))
                .withMessage("signals must be asked of: name them by asking(…)");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new SignalCell("x", SignalItem.LEAD, 0, MONTHS.grain().periodOf(LocalDate.EPOCH)))
                .withMessage("days (0) must be at least 1 of LEAD and 0 of LEAD");
    }
}
