package dev.retention.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.rule.Axis;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.Timeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeginningTest {
    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2026, 6, 30));
    private static final HistoryStore<Long> EARLY = store(1, "2026-02-10", "2026-04-01");
    private static final HistoryStore<Long> LATE = store(2, "2026-03-05", "2026-05-09");
    private static final HistoryStore<Long> NONE = LongHistoryBuilder.ofDays().build();
    private static final Beginning WHOLE =
            Beginning.of(NONE).plus(Beginning.of(LATE)).plus(Beginning.of(EARLY));
    private static final Rule<Integer> FIRST_PERIOD = Rule.of(
            "the number of the first period",
            MONTHS,
            Cells.of(Axis.range("period", 0, 9)),
            (history, sink) -> sink.add(history.period(0)));

    private static HistoryStore<Long> store(long customer, String... days) {
        LongHistoryBuilder builder = LongHistoryBuilder.ofDays();
        for (String day : days) {
            builder.add(customer, LocalDate.parse(day).toEpochDay());
        }
        return builder.build();
    }

    private static Tally<Integer> tally(HistoryStore<Long> store) {
        return Sweep.over(store).count(FIRST_PERIOD).tally();
    }

    @Test
    void theStoresOfAWholeCountItsPeriods() {
        assertThat(tally(LATE).count(0)).isEqualTo(1);
        assertThat(tally(WHOLE.bind(LATE)).count(1)).isEqualTo(1);
        LongHistoryBuilder both = LongHistoryBuilder.ofDays();
        for (HistoryStore<Long> each : List.of(EARLY, LATE)) {
            Sweep.over(each).look(each.customer(0), MONTHS, history -> {
                for (int event = 0; event < history.size(); event++) {
                    both.add(each.customer(0), history.epochDay(event));
                }
                return history.size();
            });
        }
        assertThat(tally(WHOLE.bind(EARLY)).plus(tally(WHOLE.bind(LATE))).plus(tally(WHOLE.bind(NONE))))
                .isEqualTo(tally(both.build()));
    }

    @Test
    void bindsTimelines() {
        assertThat(WHOLE.bind(MONTHS))
                .isEqualTo(EARLY.bind(MONTHS))
                .isEqualTo(WHOLE.bind(LATE).bind(MONTHS));
        assertThat(WHOLE.bind(NONE).bind(MONTHS)).isEqualTo(EARLY.bind(MONTHS));
        assertThat(Beginning.of(NONE).bind(MONTHS)).isEqualTo(NONE.bind(MONTHS));
        Timeline given = MONTHS.from(LocalDate.of(2025, 1, 1));
        assertThat(WHOLE.bind(given)).isEqualTo(given);
    }

    @Test
    void whatAStoreHoldsStays() {
        assertThat(WHOLE.bind(LATE).firstDay()).hasValue(LocalDate.of(2026, 3, 5));
        assertThat(WHOLE.bind(LATE).events()).isEqualTo(2);
        assertThat(WHOLE.bind(NONE).firstDay()).isEmpty();
        assertThat(Beginning.of(WHOLE.bind(LATE))).isEqualTo(Beginning.of(LATE)).isNotEqualTo(WHOLE);
    }

    @Test
    void tracksBeginEachForItself() {
        HistoryStore<Long> one = EARLY.named("orders").and(LATE.named("tickets"));
        HistoryStore<Long> other = LATE.named("orders").and(NONE.named("tickets"));
        Beginning whole = Beginning.of(other).plus(Beginning.of(one));
        assertThat(whole).hasToString("orders: 2026-02-10; tickets: 2026-03-05");
        HistoryStore<Long> part = whole.bind(other);
        assertThat(part.bind(MONTHS)).isEqualTo(EARLY.bind(MONTHS));
        assertThat(part.track("tickets").bind(MONTHS)).isEqualTo(LATE.bind(MONTHS));
        assertThat(tally(part)).isEqualTo(tally(WHOLE.bind(LATE)));
        assertThat(Sweep.over(whole.bind(one)).count(FIRST_PERIOD.on("tickets")).members(0))
                .containsExactly(2L);
        assertThatThrownBy(() -> whole.bind(EARLY)).hasMessageContaining("tracks must be the same: [orders, tickets]");
    }

    @Test
    void datesAndInstantsDoNotMix() {
        HistoryStore<Long> instants = LongHistoryBuilder.ofMicros().add(1, 0).build();
        assertThatThrownBy(() -> Beginning.of(instants).plus(WHOLE))
                .hasMessage("events must be all dates or all instants");
        assertThatThrownBy(() -> WHOLE.bind(instants)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Beginning.of(instants).bind(MONTHS)).hasMessageContaining("must have a zone");
        Timeline berlin = MONTHS.inZone(ZoneId.of("Europe/Berlin"));
        assertThat(Beginning.of(instants).bind(berlin)).isEqualTo(instants.bind(berlin));
    }

    @Test
    void travels() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(WHOLE);
        }
        Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertThat(read).isEqualTo(WHOLE).hasSameHashCodeAs(WHOLE).hasToString("2026-02-10");
    }
}
