package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.Proportion;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.segment.Programme.Item;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ProgrammeTest {
    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2026, 3, 31));

    private record Row(String customer, String day, String tier) {
        LocalDate on() {
            return LocalDate.parse(day);
        }
    }

    private static HistoryStore<String> track(String name, Row... rows) {
        return HistoryStore.ofDates(Row::customer, Row::on)
                .text("tier", Row::tier)
                .from(List.of(rows))
                .named(name);
    }

    private static Row row(String customer, String day) {
        return new Row(customer, day, "");
    }

    private static final HistoryStore<String> ALL = track(
                    "orders",
                    row("Ann", "2026-01-05"),
                    row("Bob", "2026-01-20"),
                    row("Cleo", "2026-02-10"),
                    row("Dan", "2026-01-25"),
                    row("Ann", "2026-02-10"),
                    row("Dan", "2026-02-25"),
                    row("Cleo", "2026-03-25"))
            .and(track(
                    "points",
                    row("Ann", "2026-01-05"),
                    row("Cleo", "2026-03-01"),
                    row("Ann", "2026-03-05"),
                    row("Eve", "2026-02-05")))
            .and(track(
                    "tiers",
                    new Row("Ann", "2026-01-05", "silver"),
                    new Row("Cleo", "2026-03-01", "silver"),
                    new Row("Eve", "2026-02-05", "silver"),
                    new Row("Ann", "2026-03-05", "gold")));

    @Test
    void tellsWhoIsEnrolledAndActive() {
        ProgrammeTable<String> table = Programme.over(MONTHS).of(ALL);
        assertThat(table.periods())
                .hasToString("[2026-01: 1 of 3 customers enrolled, 1 of 1 members active, 1 joined, "
                        + "2026-02: 1 of 4 customers enrolled, 1 of 2 members active, 1 joined, "
                        + "2026-03: 2 of 4 customers enrolled, 2 of 3 members active, 1 joined]");
        ProgrammeTable<String>.InPeriod march = table.inPeriod("2026-03");
        assertThat(march.enrolment()).contains(Proportion.of(2, 4));
        assertThat(march.activity()).contains(Proportion.of(2, 3));
        assertThat(march.members(Item.ENROLLED)).containsExactly("Ann", "Cleo");
        assertThat(march.members(Item.MEMBERS)).containsExactly("Ann", "Cleo", "Eve");
        assertThat(Programme.over(MONTHS)
                        .of(table.counted().tally())
                        .inPeriod("2026-03")
                        .activity())
                .contains(Proportion.of(2, 3));
        assertThat(Programme.over(MONTHS)).hasToString("members of a programme, on orders and points, " + MONTHS);
    }

    @Test
    void tellsMovesBetweenTiers() {
        Grouping tier = Grouping.ofColumn("tier", Grouping.Reading.AT_PERIOD).on("tiers");
        ByGroup<ProgrammeTable<String>> moves = Programme.over(MONTHS).of(ALL).by(tier.moves());
        assertThat(moves.inGroup("silver → gold").inPeriod("2026-03").members(Item.MEMBERS))
                .containsExactly("Ann");
        assertThat(moves.inGroup("silver → silver").inPeriod("2026-03").members(Item.MEMBERS))
                .containsExactly("Eve");
        ByGroup<ProgrammeTable<String>> tiers = Programme.over(MONTHS).of(ALL).by(tier);
        assertThat(tiers.inGroup("silver").inPeriod("2026-03").members(Item.MEMBERS))
                .containsExactly("Cleo", "Eve");
        assertThat(tiers.inGroup("gold").inPeriod("2026-03").customers(Item.ACTIVE))
                .isEqualTo(1);
    }

    /** Cleo joined after her first order and is no member at its day; of January's, Ann is one and Bob and Dan are not. */
    @Test
    void setsMembersBesideOthersByWhatTheyWereAtTheStart() {
        ByGroup<CohortTable<String>> cohorts =
                CohortRetention.over(MONTHS).of(ALL).by(Programme.joined("points"));
        SelfSelected selected =
                SelfSelected.retention(cohorts, Programme.MEMBER, 1).orElseThrow();
        assertThat(selected.comparison().first()).isEqualTo(Proportion.of(1, 1));
        assertThat(selected.comparison().reference()).isEqualTo(Proportion.of(1, 2));
        assertThat(selected.toString())
                .startsWith("retention at age 1: member 100.0 % (1 of 1), others 50.0 % (1 of 2)")
                .endsWith("; selection, since customers chose themselves: no effect is shown");
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Programme.over(Timeline.of(Grain.HOUR, LocalDate.of(2026, 1, 1))))
                .withMessageStartingWith("timeline (");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Programme.over(MONTHS).on("orders", "cards").of(ALL))
                .withMessageContaining("cards");
    }

    @Provide
    Arbitrary<List<EventRow>> rows() {
        return EventLog.arbitrary().map(EventLog::rows);
    }

    @Property(tries = 100)
    void isWhatItsDefinitionSays(@ForAll("rows") List<EventRow> rows) {
        Timeline quarters =
                Timeline.of(Grain.QUARTER, LocalDate.of(2024, 8, 20)).from(LocalDate.of(2023, 4, 1));
        List<EventRow> orders =
                rows.stream().filter(row -> !row.code().equals("visit")).toList();
        List<EventRow> visits =
                rows.stream().filter(row -> row.code().equals("visit")).toList();
        ProgrammeTable<Long> table = Programme.over(quarters)
                .on("orders", "visits")
                .of(EventLog.reader()
                        .from(orders)
                        .named("orders")
                        .and(EventLog.reader().from(visits).named("visits")));
        for (ProgrammeTable<Long>.InPeriod shown : table.periods()) {
            LocalDate from = shown.period().firstDay();
            LocalDate last = shown.period().endExclusive().toLocalDate().minusDays(1);
            LocalDate to = last.isAfter(quarters.asOf()) ? quarters.asOf() : last;
            Set<Long> customers = keys(orders, LocalDate.MIN, to);
            Set<Long> members = keys(visits, LocalDate.MIN, to);
            Set<Long> before = keys(visits, LocalDate.MIN, from.minusDays(1));
            assertThat(shown.members(Item.CUSTOMERS)).containsExactlyInAnyOrderElementsOf(customers);
            assertThat(shown.members(Item.MEMBERS)).containsExactlyInAnyOrderElementsOf(members);
            assertThat(shown.members(Item.ACTIVE)).containsExactlyInAnyOrderElementsOf(keys(visits, from, to));
            customers.retainAll(members);
            members.removeAll(before);
            assertThat(shown.members(Item.ENROLLED)).containsExactlyInAnyOrderElementsOf(customers);
            assertThat(shown.members(Item.JOINED)).containsExactlyInAnyOrderElementsOf(members);
        }
    }

    private static Set<Long> keys(List<EventRow> rows, LocalDate from, LocalDate to) {
        return rows.stream()
                .filter(row -> !row.day().isBefore(from) && !row.day().isAfter(to))
                .map(EventRow::customer)
                .collect(Collectors.toSet());
    }
}
