package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.Members;
import dev.retention.movement.Spells;
import dev.retention.rule.PeriodItem;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.PeriodMethod;
import dev.retention.rule.RandomRelations;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The definitions of the relations with customers, each counted once more in the plainest way. */
class RelationsProperties {
    @Provide
    Arbitrary<List<EventRow>> rows() {
        return EventLog.arbitrary().map(EventLog::rows);
    }

    @Provide
    Arbitrary<LocalDate> asOf() {
        return Arbitraries.integers().between(20, EventLog.DAYS + 40).map(day -> EventLog.FIRST_DAY.plusDays(day));
    }

    private static Timeline timeline(LocalDate asOf) {
        return Timeline.monthly(asOf).from(EventLog.FIRST_DAY);
    }

    /** What is expected of each item of each period: customers and number. */
    private static final class Expected {
        private final Timeline timeline;
        private final Map<String, TreeSet<Long>> customers = new TreeMap<>();
        private final Map<String, Long> numbers = new TreeMap<>();

        Expected(Timeline timeline) {
            this.timeline = timeline;
        }

        void add(Enum<?> item, LocalDate day, long customer, long amount) {
            String cell = item + " " + timeline.grain().periodOf(day);
            customers.computeIfAbsent(cell, unused -> new TreeSet<>()).add(customer);
            numbers.merge(cell, amount, Long::sum);
        }

        @SafeVarargs
        final <E extends Enum<E>> void check(PeriodMethod<E> method, List<EventRow> rows, E... items) {
            PeriodItems<Long, E> table = method.of(RandomRelations.store(rows));
            Map<PeriodItem<E>, Members<Long>> members =
                    table.counted().membersOf(table.counted().cells());
            for (PeriodItems<Long, E>.InPeriod period : table.periods()) {
                for (E item : items) {
                    String cell = item + " " + period.period();
                    PeriodItem<E> key = new PeriodItem<>(item, period.period());
                    assertThat(members.containsKey(key) ? members.get(key) : List.<Long>of())
                            .as(cell)
                            .containsExactlyInAnyOrderElementsOf(customers.getOrDefault(cell, new TreeSet<>()));
                    assertThat(period.number(item)).as(cell).isEqualTo(numbers.getOrDefault(cell, 0L));
                }
            }
        }
    }

    private static Map<Long, List<EventRow>> byCustomer(List<EventRow> rows, LocalDate asOf) {
        return rows.stream()
                .filter(row -> !row.day().isAfter(asOf))
                .sorted(Comparator.comparing(EventRow::day).thenComparing(RandomRelations::code))
                .collect(Collectors.groupingBy(EventRow::customer, TreeMap::new, Collectors.toList()));
    }

    private static List<EventRow> of(List<EventRow> rows, String track) {
        return rows.stream()
                .filter(row -> RandomRelations.track(row).equals(track))
                .toList();
    }

    private static Optional<LocalDate> firstOf(List<EventRow> rows, String... tracks) {
        return rows.stream()
                .filter(row -> List.of(tracks).contains(RandomRelations.track(row)))
                .map(EventRow::day)
                .min(Comparator.naturalOrder());
    }

    private static List<LocalDate> ends(Timeline timeline) {
        return Stream.iterate(timeline.first(), period -> period.plus(1))
                .limit(timeline.size())
                .map(Period::endExclusive)
                .map(end -> end.toLocalDate().minusDays(1))
                .map(end -> end.isAfter(timeline.asOf()) ? timeline.asOf() : end)
                .toList();
    }

    private static long worth(List<EventRow> rows, LocalDate end, int days) {
        return of(rows, RandomRelations.ORDERS).stream()
                .filter(row -> !row.day().isAfter(end) && row.day().isAfter(end.minusDays(days)))
                .mapToLong(EventRow::cents)
                .sum();
    }

    @Property(tries = 30)
    void everyContactIsDueSoManyDaysAfterTheOneBeforeAndAnewWhileWaitedFor(
            @ForAll("rows") List<EventRow> rows,
            @ForAll("asOf") LocalDate asOf,
            @ForAll @IntRange(min = 1, max = 90) int days,
            @ForAll @IntRange(max = 20) int granted) {
        Timeline timeline = timeline(asOf);
        Expected expected = new Expected(timeline);
        byCustomer(rows, asOf)
                .forEach((customer, own) -> firstOf(own, Contacts.TRACK).ifPresent(start -> {
                    TreeSet<LocalDate> made = new TreeSet<>(List.of(start));
                    of(own, Contacts.TRACK).stream()
                            .filter(row -> RandomRelations.code(row).equals("call"))
                            .forEach(row -> made.add(row.day()));
                    for (LocalDate base : made) {
                        LocalDate first = base.plusDays(days);
                        LocalDate next = made.higher(base);
                        LocalDate due = first;
                        boolean isWaitedFor = true;
                        while (isWaitedFor && !due.isAfter(asOf)) {
                            LocalDate anew = due.plusDays(Math.max(days, granted + 1));
                            LocalDate inTime = due.plusDays(granted);
                            isWaitedFor = next == null || next.isAfter(anew);
                            Cadence.Item outcome = isWaitedFor
                                    ? inTime.isAfter(asOf) ? Cadence.Item.OPEN : Cadence.Item.MISSED
                                    : next.isAfter(inTime) ? Cadence.Item.LATE : Cadence.Item.MADE;
                            expected.add(Cadence.Item.DUE, due, customer, 1);
                            expected.add(outcome, due, customer, 1);
                            due = anew;
                        }
                        for (LocalDate end : ends(timeline)) {
                            if (end.isAfter(first.plusDays(granted)) && (next == null || end.isBefore(next))) {
                                expected.add(Cadence.Item.OVERDUE, end, customer, 0);
                            }
                        }
                    }
                }));
        expected.check(
                Cadence.every(days, timeline).granting(granted).through("call"),
                rows,
                Cadence.Item.DUE,
                Cadence.Item.MADE,
                Cadence.Item.LATE,
                Cadence.Item.MISSED,
                Cadence.Item.OPEN,
                Cadence.Item.OVERDUE);
    }

    @Property(tries = 30)
    void whatIsDueIsMadeLateMissedOrOpenInEveryStay(
            @ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        Cadence cadence = Cadence.every(20, timeline(asOf)).granting(9).among("orders", Spells.between("start", "end"));
        for (PeriodItems<Long, Cadence.Item>.InPeriod period :
                cadence.of(RandomRelations.store(rows)).periods()) {
            long kept = period.number(Cadence.Item.MADE) + period.number(Cadence.Item.OPEN);
            assertThat(period.number(Cadence.Item.MADE_OR_OPEN)).isEqualTo(kept);
            assertThat(period.number(Cadence.Item.DUE))
                    .isEqualTo(kept + period.number(Cadence.Item.LATE) + period.number(Cadence.Item.MISSED));
        }
    }

    @Property(tries = 30)
    void goalsAreWhatTheirDaysSay(
            @ForAll("rows") List<EventRow> rows,
            @ForAll("asOf") LocalDate asOf,
            @ForAll @IntRange(min = 1, max = 40) int early) {
        Timeline timeline = timeline(asOf);
        Expected expected = new Expected(timeline);
        byCustomer(rows, asOf).forEach((customer, own) -> {
            for (EventRow goal : of(own, Goals.TRACK)) {
                LocalDate due = RandomRelations.due(goal);
                LocalDate met = RandomRelations.met(goal);
                boolean isMet = met != null && !met.isAfter(asOf);
                if (due == null) {
                    expected.add(Goals.Item.UNDATED, goal.day(), customer, 1);
                    continue;
                }
                expected.add(Goals.Item.DUE, due, customer, 1);
                if (isMet) {
                    expected.add(met.isAfter(due) ? Goals.Item.LATE : Goals.Item.MET, due, customer, 1);
                    if (!met.plusDays(early).isAfter(due)) {
                        expected.add(Goals.Item.EARLY, due, customer, 1);
                    }
                } else {
                    expected.add(due.isAfter(asOf) ? Goals.Item.OPEN : Goals.Item.MISSED, due, customer, 1);
                }
                if (isMet ? !met.isAfter(due) : due.isAfter(asOf)) {
                    expected.add(Goals.Item.MET_OR_OPEN, due, customer, 1);
                }
            }
        });
        expected.check(Goals.over(timeline).early(early), rows, Goals.Item.values());
    }

    @Property(tries = 30)
    void nextStepsAreThoseAgreedThatLieAhead(@ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        Timeline timeline = timeline(asOf);
        Expected expected = new Expected(timeline);
        byCustomer(rows, asOf)
                .forEach((customer, own) -> firstOf(own, Contacts.TRACK).ifPresent(first -> {
                    for (LocalDate end : ends(timeline)) {
                        if (!first.isAfter(end)) {
                            List<LocalDate> steps = of(own, Contacts.TRACK).stream()
                                    .filter(row -> !row.day().isAfter(end))
                                    .map(RandomRelations::due)
                                    .filter(Objects::nonNull)
                                    .toList();
                            expected.add(NextSteps.Item.CUSTOMERS, end, customer, 0);
                            boolean isAhead = steps.stream().anyMatch(step -> step.isAfter(end));
                            expected.add(
                                    isAhead ? NextSteps.Item.WITH_NEXT_STEP : NextSteps.Item.WITHOUT_NEXT_STEP,
                                    end,
                                    customer,
                                    0);
                            if (steps.isEmpty()) {
                                expected.add(NextSteps.Item.NEVER_AGREED, end, customer, 0);
                            }
                        }
                    }
                }));
        expected.check(NextSteps.over(timeline), rows, NextSteps.Item.values());
    }

    @Property(tries = 30)
    void coverageCountsDistinctPeopleOfTheLastDays(
            @ForAll("rows") List<EventRow> rows,
            @ForAll("asOf") LocalDate asOf,
            @ForAll @IntRange(min = 1, max = 200) int days) {
        Timeline timeline = timeline(asOf);
        Expected expected = new Expected(timeline);
        byCustomer(rows, asOf)
                .forEach((customer, own) -> firstOf(own, Contacts.TRACK).ifPresent(first -> {
                    for (LocalDate end : ends(timeline)) {
                        if (!first.isAfter(end)) {
                            long people = of(own, Contacts.TRACK).stream()
                                    .filter(row -> !row.day().isAfter(end)
                                            && row.day().isAfter(end.minusDays(days))
                                            && "r1".equals(RandomRelations.text(row, Contacts.ROLE)))
                                    .map(row -> RandomRelations.text(row, Contacts.PERSON))
                                    .filter(Objects::nonNull)
                                    .distinct()
                                    .count();
                            long worth = worth(own, end, 100);
                            Coverage.Item item = people == 0
                                    ? Coverage.Item.NONE
                                    : people == 1 ? Coverage.Item.ONE : Coverage.Item.SEVERAL;
                            expected.add(Coverage.Item.CUSTOMERS, end, customer, worth);
                            expected.add(item, end, customer, worth);
                            if (people > 0) {
                                expected.add(Coverage.Item.REACHED, end, customer, worth);
                            }
                        }
                    }
                }));
        Coverage coverage = Coverage.over(timeline, Contacts.PERSON)
                .within(days)
                .where(Contacts.ROLE, "r1")
                .valuedBy("orders", 100);
        expected.check(coverage, rows, Coverage.Item.values());
    }

    @Property(tries = 30)
    void ownersAreThoseNamedLastAndHandOversTheirChanges(
            @ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        Timeline timeline = timeline(asOf);
        Expected expected = new Expected(timeline);
        // Of one day the order of two owners is that of their names, as code and plan come before them.
        List<EventRow> onePerDay = rows.stream()
                .collect(Collectors.toMap(
                        row -> List.of(row.customer(), row.day(), RandomRelations.track(row)),
                        row -> row,
                        (one, other) -> one))
                .values()
                .stream()
                .toList();
        byCustomer(onePerDay, asOf).forEach((customer, own) -> {
            List<EventRow> managers = of(own, Owners.TRACK).stream()
                    .filter(row -> RandomRelations.code(row).equals("manager"))
                    .toList();
            for (int i = 1; i < managers.size(); i++) {
                if (!RandomRelations.text(managers.get(i), Owners.EMPLOYEE)
                        .equals(RandomRelations.text(managers.get(i - 1), Owners.EMPLOYEE))) {
                    expected.add(Owners.Item.HANDED_OVER, managers.get(i).day(), customer, 1);
                }
            }
            firstOf(own, Owners.TRACK).ifPresent(first -> {
                for (LocalDate day = first; !day.isAfter(asOf); day = day.plusDays(1)) {
                    expected.add(Owners.Item.OURS, day, customer, 1);
                }
                for (LocalDate end : ends(timeline)) {
                    if (!first.isAfter(end)) {
                        boolean isOwned =
                                managers.stream().anyMatch(row -> !row.day().isAfter(end));
                        expected.add(Owners.Item.CUSTOMERS, end, customer, worth(own, end, 50));
                        expected.add(
                                isOwned ? Owners.Item.OWNED : Owners.Item.UNOWNED, end, customer, worth(own, end, 50));
                    }
                }
            });
        });
        expected.check(Owners.over(timeline, "manager").valuedBy("orders", 50), onePerDay, Owners.Item.values());
    }

    @Property(tries = 30)
    void contactsArePutDownToTheLastStagePassed(
            @ForAll("rows") List<EventRow> rows,
            @ForAll("asOf") LocalDate asOf,
            @ForAll @IntRange(max = 200) int days) {
        Timeline timeline = timeline(asOf);
        Expected expected = new Expected(timeline);
        byCustomer(rows, asOf).forEach((customer, own) -> {
            List<EventRow> stages = of(own, RandomRelations.JOURNEY);
            List<List<EventRow>> contacts = new ArrayList<>();
            stages.forEach(stage -> contacts.add(new ArrayList<>()));
            for (EventRow contact : of(own, Contacts.TRACK)) {
                int last = -1;
                for (int i = 0; i < stages.size(); i++) {
                    last = stages.get(i).day().isAfter(contact.day()) ? last : i;
                }
                if (last >= 0 && !contact.day().isAfter(stages.get(last).day().plusDays(days))) {
                    contacts.get(last).add(contact);
                }
            }
            for (int i = 0; i < stages.size(); i++) {
                LocalDate day = stages.get(i).day();
                LocalDate last = day.plusDays(days);
                if (i + 1 < stages.size() && !stages.get(i + 1).day().isAfter(last)) {
                    last = stages.get(i + 1).day().minusDays(1);
                }
                expected.add(StageContacts.Item.PASSED, day, customer, 1);
                List<String> reasons = contacts.get(i).stream()
                        .map(row -> RandomRelations.text(row, Contacts.REASON))
                        .filter(Objects::nonNull)
                        .toList();
                if (!contacts.get(i).isEmpty()) {
                    expected.add(StageContacts.Item.CONTACTED, day, customer, 1);
                    expected.add(
                            StageContacts.Item.CONTACTS,
                            day,
                            customer,
                            contacts.get(i).size());
                } else if (last.isAfter(asOf)) {
                    expected.add(StageContacts.Item.WAITING, day, customer, 1);
                }
                if (!contacts.get(i).isEmpty() || last.isAfter(asOf)) {
                    expected.add(StageContacts.Item.CONTACTED_OR_WAITING, day, customer, 1);
                }
                long repeats = reasons.size() - reasons.stream().distinct().count();
                if (repeats > 0) {
                    expected.add(StageContacts.Item.REPEATS, day, customer, repeats);
                }
            }
        });
        expected.check(
                StageContacts.over(timeline).within(days).sameBy(Contacts.REASON), rows, StageContacts.Item.values());
    }

    @Property(tries = 30)
    void minutesAndContactsAddUp(@ForAll("rows") List<EventRow> rows, @ForAll("asOf") LocalDate asOf) {
        Timeline timeline = timeline(asOf);
        Expected expected = new Expected(timeline);
        byCustomer(rows, asOf).forEach((customer, own) -> {
            for (EventRow row : of(own, Contacts.TRACK)) {
                Long minutes = RandomRelations.minutes(row);
                expected.add(Contacts.Item.CONTACTS, row.day(), customer, 1);
                expected.add(
                        minutes == null ? Contacts.Item.UNTIMED : Contacts.Item.MINUTES,
                        row.day(),
                        customer,
                        minutes == null ? 1 : minutes);
            }
            firstOf(own, Contacts.TRACK).ifPresent(first -> {
                for (LocalDate day = first; !day.isAfter(asOf); day = day.plusDays(1)) {
                    expected.add(Contacts.Item.EXPOSED, day, customer, 1);
                }
            });
        });
        expected.check(Contacts.over(timeline), rows, Contacts.Item.values());
    }
}
