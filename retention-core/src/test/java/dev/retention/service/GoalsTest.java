package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.rule.Measured;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.Sweep;
import dev.retention.service.Goals.Item;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GoalsTest {
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 3, 20)).from(LocalDate.of(2024, 1, 1));

    private record Goal(
            long customer,
            LocalDate agreed,
            String kind,
            @Nullable LocalDate due,
            @Nullable LocalDate met) {}

    private static Goal goal(long customer, String kind, @Nullable String due, @Nullable String met) {
        return new Goal(
                customer,
                LocalDate.of(2024, 1, 5),
                kind,
                due == null ? null : LocalDate.parse(due),
                met == null ? null : LocalDate.parse(met));
    }

    private static Goals.Reader<Goal, Long> reader() {
        return Goals.reader(Goal::customer, Goal::agreed, Goal::kind)
                .due(Goal::due)
                .met(Goal::met);
    }

    private static final HistoryStore<Long> STORE = reader().from(List.of(
            goal(1, "leads", "2024-02-10", "2024-02-10"),
            goal(1, "leads", "2024-02-28", "2024-02-01"),
            goal(1, "sales", "2024-02-29", "2024-03-01"),
            goal(2, "sales", "2024-02-15", null),
            goal(2, "sales", "2024-03-20", null),
            goal(2, "sales", "2024-03-25", null),
            goal(2, "sales", "2024-03-26", "2024-03-22"),
            goal(2, "sales", "2024-05-01", null),
            goal(3, "sales", null, null)));

    @Test
    void tellsWhatWasMetEarlyLateMissedAndIsOpen() {
        PeriodItems<Long, Item>.InPeriod february =
                Goals.over(MONTHS).early(14).of(STORE).inPeriod("2024-02");
        assertThat(february.number(Item.DUE)).isEqualTo(4);
        assertThat(february.number(Item.MET)).isEqualTo(2);
        assertThat(february.number(Item.EARLY)).isEqualTo(1);
        assertThat(february.members(Item.LATE)).containsExactly(1L);
        assertThat(february.members(Item.MISSED)).containsExactly(2L);
        assertThat(Goals.over(MONTHS).early(28).of(STORE).inPeriod("2024-02").number(Item.EARLY))
                .isZero();
    }

    @Test
    void whatIsDueAfterTheEndOfTheDataIsOpen() {
        PeriodItems<Long, Item> table = Goals.over(MONTHS).of(STORE);
        PeriodItems<Long, Item>.InPeriod march = table.inPeriod("2024-03");
        assertThat(march.number(Item.DUE)).isEqualTo(3);
        assertThat(march.number(Item.MISSED)).isEqualTo(1);
        // The day on which one was met lies after the end of the data, and so is not known.
        assertThat(march.number(Item.OPEN)).isEqualTo(2);
        assertThat(march.shareOfNumber(Item.MET, Item.DUE).orElseThrow().asDouble())
                .isZero();
        assertThat(march.shareOfNumber(Item.MET_OR_OPEN, Item.DUE).orElseThrow().asDouble())
                .isEqualTo(2 / 3.0);
        assertThat(table.inPeriod("2024-01").members(Item.UNDATED)).containsExactly(3L);
    }

    @Test
    void measuresAttainmentOfEveryCustomer() {
        Measured<Long> measured =
                Sweep.over(STORE).measure(Goals.over(MONTHS).early(14).attainment());
        assertThat(measured.column("due").of(1L)).hasValue(3);
        assertThat(measured.column("met").of(1L)).hasValue(2);
        assertThat(measured.column("early").of(1L)).hasValue(1);
        assertThat(measured.column("late").of(1L)).hasValue(1);
        assertThat(measured.column("missed").of(2L)).hasValue(2);
        assertThat(measured.column("due").of(3L)).hasValue(0);
    }

    @Test
    void countsSomeKindsAlone() {
        Goals leads = Goals.over(MONTHS).counting(EventFilter.of("leads"));
        assertThat(leads.of(STORE).inPeriod("2024-02").number(Item.DUE)).isEqualTo(2);
        Measured<Long> measured = Sweep.over(STORE).measure(leads.attainment());
        assertThat(measured.column("due").of(1L)).hasValue(2);
        assertThat(measured.column("met").of(1L)).hasValue(2);
        assertThat(measured.column("missed").of(2L)).hasValue(0);
        assertThat(leads.toString())
                .startsWith("goals, early by 1 day, on goals")
                .contains("leads");
    }

    @Test
    void refusesWhatComesBeforeTheAgreement() {
        assertThatThrownBy(() -> reader().from(List.of(goal(7, "leads", "2024-01-04", null))))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageContaining(
                        "due (2024-01-04) of customer (7) must not lie before the day of the row (2024-01-05)");
        assertThatThrownBy(() -> reader().from(List.of(goal(7, "leads", null, "2024-01-04"))))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageContaining("met (2024-01-04) of customer (7)");
        HistoryStore<Long> lenient = reader().lenient().from(List.of(goal(7, "leads", null, "2024-01-04")));
        assertThat(lenient.exclusions().examples().toString()).contains("met (2024-01-04)");
    }

    @Test
    void refusesStoresWithoutDays() {
        HistoryStore<Long> undated =
                Goals.reader(Goal::customer, Goal::agreed, Goal::kind).from(List.of(goal(1, "leads", null, null)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Goals.over(MONTHS).of(undated))
                .withMessageContaining("must have a column (due)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Goals.over(MONTHS).early(0))
                .withMessageContaining("days (0)");
    }
}
