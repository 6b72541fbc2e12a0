package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.cohort.CohortAnchor;
import dev.retention.cohort.CohortCell;
import dev.retention.cohort.CohortRetention;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.MovementCell;
import dev.retention.rule.Grouping.Reading;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.testkit.Groupings;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Groups by columns and measures against the simplest code: sort the rows again, count them anew on a store that ends on the day. */
class GroupSourceProperties {
    private static final long[] CUTS = {1, 31, 90};
    private static final Comparator<EventRow> ORDER = Comparator.comparing(EventRow::day)
            .thenComparing(EventRow::code)
            .thenComparing(EventRow::cents)
            .thenComparing(EventRow::plan, Comparator.nullsFirst(Comparator.naturalOrder()));

    private static HistoryStore<Long> store(List<EventRow> rows) {
        return HistoryStore.ofDates(EventRow::customer, EventRow::day)
                .amounts(EventRow::amount, EventLog.USD)
                .codes(EventRow::code)
                .text(EventLog.PLAN, EventRow::plan)
                .from(rows);
    }

    private static Timeline months(LocalDate asOf) {
        return Timeline.monthly(asOf).from(EventLog.FIRST_DAY.plusDays(100));
    }

    private static Stream<EventRow> known(List<EventRow> rows, long customer, LocalDate day) {
        return rows.stream()
                .filter(row -> row.customer() == customer && !row.day().isAfter(day))
                .sorted(ORDER);
    }

    private static Group planOf(EventRow row) {
        String plan = row.plan();
        return plan == null ? Group.MISSING : Group.of(plan);
    }

    /** The last plan known on a day. */
    private static Group plan(List<EventRow> rows, long customer, LocalDate day) {
        return known(rows, customer, day)
                .map(GroupSourceProperties::planOf)
                .filter(group -> !group.equals(Group.MISSING))
                .reduce((before, after) -> after)
                .orElse(Group.MISSING);
    }

    /** The range of what a measure says of a store that ends on a day. */
    private static Group range(
            List<EventRow> rows, long customer, LocalDate day, Function<Timeline, Measure> measure, String column) {
        List<EventRow> then = known(rows, customer, day).toList();
        if (then.isEmpty()) {
            return Group.MISSING;
        }
        Timeline ending = Timeline.monthly(day).from(then.get(0).day());
        OptionalLong number = Sweep.over(store(then))
                .measure(measure.apply(ending))
                .column(column)
                .of(customer);
        if (number.isEmpty()) {
            return Group.MISSING;
        }
        long value = number.getAsLong();
        return Group.of(
                value < 1 ? "1: below 1" : value < 31 ? "2: 1 to 30" : value < 90 ? "3: 31 to 89" : "4: 90 and more");
    }

    /** What both numbers of a store that ends on a day say. */
    private static Group spender(List<EventRow> rows, long customer, LocalDate day) {
        List<EventRow> then = known(rows, customer, day).toList();
        long days = then.stream().map(EventRow::day).distinct().count();
        long cents = then.stream().mapToLong(EventRow::cents).sum();
        return days < 2 ? Group.MISSING : Group.of(cents > 2000 * days ? "large" : "small");
    }

    /** A grouping read at some time, and the group that a customer has on a day. */
    private record Case(Function<Reading, Grouping> grouping, BiFunction<Long, LocalDate, Group> naive) {}

    private static List<Case> cases(List<EventRow> rows, LocalDate asOf) {
        return List.of(
                new Case(
                        reading -> Grouping.ofColumn(EventLog.PLAN, reading),
                        (customer, day) -> plan(rows, customer, day)),
                new Case(
                        reading -> Grouping.ofMeasure(Groupings.silence(months(asOf)), reading, CUTS),
                        (customer, day) -> range(rows, customer, day, Groupings::silence, "days of silence")),
                new Case(
                        reading -> Grouping.ofMeasure(Groupings.days(months(asOf)), "active days", reading, CUTS),
                        (customer, day) -> range(rows, customer, day, Groupings::days, "active days")),
                new Case(
                        reading -> Groupings.spenders(months(asOf), reading),
                        (customer, day) -> spender(rows, customer, day)));
    }

    private static <C> void check(
            HistoryStore<Long> store, Rule<C> rule, Grouping grouping, BiFunction<Long, C, Group> naive) {
        Counted<Long, C> whole = Sweep.over(store).count(rule);
        Counted<Long, In<C>> parted = Sweep.over(store).count(rule.by(grouping));
        Map<In<C>, Long> expected =
                new TreeMap<>(Comparator.comparing((In<C> cell) -> cell.group()).thenComparing(In::toString));
        whole.membersOf(whole.cells()).forEach((cell, members) -> {
            for (Long member : members) {
                expected.merge(new In<>(naive.apply(member, cell), cell), 1L, Long::sum);
            }
        });
        expected.forEach((cell, count) -> assertThat(parted.count(cell))
                .as("%s of %s", cell, parted.rule())
                .isEqualTo(count));
        assertThat(parted.cells().stream().mapToLong(parted::count).sum())
                .isEqualTo(expected.values().stream().mapToLong(count -> count).sum());
    }

    @Property(tries = 80)
    void atEachPeriodAGroupIsWhatWasKnownAtItsStartOrEnd(
            @ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        Rule<MovementCell> rule =
                CustomerMovements.over(months(asOf)).toleratedGap(2).rule(store(List.of()));
        for (Case each : cases(rows, asOf)) {
            check(store(rows), rule, each.grouping().apply(Reading.AT_PERIOD), (customer, cell) -> {
                int at = rule.cells().indexOf(cell);
                int width = rule.cells().width();
                int moment = at % width + (rule.readAt(at / width) == Rule.Moment.START ? 0 : 1);
                LocalDate day = rule.timeline().period(moment).firstDay().minusDays(1);
                return each.naive().apply(customer, day.isAfter(asOf) ? asOf : day);
            });
        }
    }

    @Property(tries = 80)
    void atAnAnchorAGroupIsWhatWasKnownOnItsDay(@ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        Rule<CohortCell> rule = CohortRetention.over(months(asOf))
                .anchoredOn(CohortAnchor.EVERY_PERIOD)
                .rule(store(List.of()));
        List<Case> cases = cases(rows, asOf);
        check(
                store(rows),
                rule,
                cases.get(0).grouping().apply(Reading.AT_ANCHOR),
                (customer, cell) -> planOf(start(rows, customer, cell.cohort(), asOf)));
        for (Case each : cases.subList(1, cases.size())) {
            check(
                    store(rows),
                    rule,
                    each.grouping().apply(Reading.AT_ANCHOR),
                    (customer, cell) -> each.naive()
                            .apply(
                                    customer,
                                    start(rows, customer, cell.cohort(), asOf).day()));
        }
    }

    /** The event that placed a customer in a cohort. */
    private static EventRow start(List<EventRow> rows, long customer, Period cohort, LocalDate asOf) {
        return known(rows, customer, asOf)
                .filter(row -> cohort.grain().periodOf(row.day()).equals(cohort))
                .findFirst()
                .orElseThrow();
    }

    @Property(tries = 60)
    void theLatestGroupIsWhatIsKnownInTheEnd(@ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        Rule<MovementCell> rule = CustomerMovements.over(months(asOf)).rule(store(List.of()));
        for (Case each : cases(rows, asOf)) {
            check(
                    store(rows),
                    rule,
                    each.grouping().apply(Reading.LATEST),
                    (customer, cell) -> each.naive().apply(customer, asOf));
        }
    }

    @Property(tries = 80)
    void cohortsOfAColumnAreThoseOfItsCustomersAlone(
            @ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        CohortRetention method = CohortRetention.over(months(asOf));
        Grouping byPlan = Grouping.ofColumn(EventLog.PLAN, Reading.AT_ANCHOR);
        Counted<Long, In<CohortCell>> parted =
                Sweep.over(store(rows)).count(method.rule(store(rows)).by(byPlan));
        for (Group group : List.of(Group.of("p0"), Group.of("p1"), Group.of("p2"), Group.MISSING)) {
            List<EventRow> own = rows.stream()
                    .filter(row -> known(rows, row.customer(), LocalDate.MAX)
                            .findFirst()
                            .map(GroupSourceProperties::planOf)
                            .equals(java.util.Optional.of(group)))
                    .toList();
            Tally<CohortCell> alone =
                    Sweep.over(store(own)).count(method.rule(store(own))).tally();
            for (int cell = 0; cell < alone.cells().size(); cell++) {
                In<CohortCell> in = new In<>(group, alone.cells().cell(cell));
                assertThat(parted.count(in)).as(in.toString()).isEqualTo(alone.countAt(cell));
                assertThat(parted.amount(in)).as(in.toString()).isEqualTo(alone.amountAt(cell));
            }
        }
    }

    @Provide
    Arbitrary<List<EventRow>> rows() {
        return EventLog.arbitrary().map(EventLog::rows);
    }

    @Provide
    Arbitrary<LocalDate> asOf() {
        return Arbitraries.integers().between(100, EventLog.DAYS + 40).map(day -> EventLog.FIRST_DAY.plusDays(day));
    }
}
