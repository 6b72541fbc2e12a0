package dev.retention.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.AgeClock;
import dev.retention.time.CellState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Laws of cohort tables over random histories and random axes. */
class CohortProperties {

    @Property(tries = 120)
    void everyCellIsItsDefinition(@ForAll long seed) {
        Scenario s = new Scenario(seed);
        CohortTable<Integer> table = s.method.of(s.store);
        List<Scenario.Begin> begins = s.customers().stream()
                .flatMap(customer -> s.begins(customer).stream())
                .toList();
        assertThat(table.columns()).isEqualTo(s.columns);
        for (CohortTable<Integer>.Row row : table.rows()) {
            List<Scenario.Begin> cohort = begins.stream()
                    .filter(begin -> begin.cohort().equals(row.period()))
                    .toList();
            assertThat(row.size()).isEqualTo(cohort.size());
            for (CohortTable<Integer>.Cell cell : row.cells()) {
                int column = cell.key().age();
                CellState state = s.state(row.period(), column);
                assertThat(cell.state()).as(cell + " " + s).isEqualTo(state);
                List<Scenario.Begin> exposed = cohort.stream()
                        .filter(begin -> s.isExposed(begin, column))
                        .toList();
                List<Scenario.Begin> returned = exposed.stream()
                        .filter(begin -> state != CellState.UNOBSERVED && s.hasReturned(begin, column))
                        .toList();
                assertThat(cell.denominator()).as(cell + " " + s).isEqualTo(exposed.size());
                assertThat(cell.members())
                        .as(cell + " " + s)
                        .containsExactlyInAnyOrderElementsOf(
                                returned.stream().map(Scenario.Begin::customer).toList());
                if (state == CellState.UNOBSERVED) {
                    assertThat(cell.count()).isEmpty();
                    assertThat(cell.rate()).isEmpty();
                    assertThat(cell.amount()).isEmpty();
                } else {
                    assertThat(cell.count()).hasValue(returned.size());
                    BigDecimal amount = returned.stream()
                            .map(begin -> s.amount(begin, column))
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
                    assertThat(cell.amount().orElseThrow()).as(cell + " " + s).isEqualByComparingTo(amount);
                }
            }
        }
    }

    @Property(tries = 30)
    void threadsDoNotMatter(@ForAll long seed) {
        Scenario s = new Scenario(seed);
        assertThat(s.method.of(Sweep.over(s.store).threads(2)).counted().tally())
                .isEqualTo(s.method.of(s.store).counted().tally());
    }

    @Property(tries = 50)
    void roomToWorkInDoesNotMatter(@ForAll long seed) {
        Scenario s = new Scenario(seed);
        Rule<CohortCell> rule = s.method.rule(s.store);
        // A sweep works in one room for all customers, the collector in none.
        Tally<CohortCell> swept = Sweep.over(s.store).count(rule).tally();
        Tally<CohortCell> collected = Sweep.over(s.store).collect(rule.timeline(), Tally.collector(rule));
        for (int cell = 0; cell < rule.cells().size(); cell++) {
            assertThat(collected.countAt(cell)).isEqualTo(swept.countAt(cell));
            assertThat(collected.amountAt(cell)).isEqualTo(swept.amountAt(cell));
        }
    }

    @Property(tries = 50)
    void aBreakdownByCustomersAddsUp(@ForAll long seed) {
        Scenario s = new Scenario(seed);
        CohortTable<Integer> table = s.method.of(s.store);
        addsUp(table, table.by(Grouping.<Integer>of("parity", customer -> customer % 2 == 0 ? "even" : "odd")));
        addsUp(
                table,
                table.by(Grouping.<Integer>of(
                        "tier",
                        Grouping.Reading.AT_ANCHOR,
                        (customer, day) -> "tier " + (customer + day.getDayOfMonth()) % 4)));
        addsUp(table, table.by(Grouping.<Integer>of("key", String::valueOf)).top(2, CohortTable::size));
    }

    @Property(tries = 50)
    void groupsByTheStartEventAddUp(@ForAll long seed) {
        Scenario s = new Scenario(seed);
        CohortTable<Integer> table = s.method.of(s.store);
        addsUp(table, table.by(Grouping.ofCode("code", Grouping.Reading.AT_ANCHOR, code -> code)));
    }

    @Property(tries = 50)
    void aReturnThatIsNotAlikeIsNoReturn(@ForAll long seed) {
        Scenario s = new Scenario(seed);
        if (s.onDate || s.anchor == CohortAnchor.EVERY_PERIOD) {
            return;
        }
        ByGroup<CohortTable<Integer>> alike = s.method
                .returningAlike("code", code -> code)
                .of(s.store)
                .by(Grouping.ofCode("code", Grouping.Reading.AT_ANCHOR, code -> code));
        alike.tables().forEach((code, group) -> {
            if (s.returning.contains(code.label())) {
                // Of those who started with the code, the returns with the same code.
                CohortTable<Integer> sameCode = s.method
                        .returningWith(code.label())
                        .of(s.store)
                        .by(Grouping.ofCode("code", Grouping.Reading.AT_ANCHOR, each -> each))
                        .inGroup(code);
                for (CohortTable<Integer>.Row row : sameCode.rows()) {
                    for (CohortTable<Integer>.Cell cell : row.cells()) {
                        assertThat(same(group, cell).count()).isEqualTo(cell.count());
                        assertThat(same(group, cell).denominator()).isEqualTo(cell.denominator());
                    }
                }
            }
        });
    }

    private static CohortTable<Integer>.Cell same(CohortTable<Integer> table, CohortTable<Integer>.Cell cell) {
        return table.cell(cell.key().cohort().label(), cell.key().age());
    }

    private static void addsUp(CohortTable<Integer> whole, ByGroup<CohortTable<Integer>> parts) {
        for (CohortTable<Integer>.Row row : whole.rows()) {
            for (CohortTable<Integer>.Cell cell : row.cells()) {
                long count = 0;
                long denominator = 0;
                BigDecimal amount = BigDecimal.ZERO;
                for (CohortTable<Integer> part : parts.tables().values()) {
                    count += same(part, cell).count().orElse(0);
                    denominator += same(part, cell).denominator();
                    amount = amount.add(same(part, cell).amount().orElse(BigDecimal.ZERO));
                    assertThat(same(part, cell).state()).isEqualTo(cell.state());
                }
                assertThat(count).isEqualTo(cell.count().orElse(0));
                assertThat(denominator).isEqualTo(cell.denominator());
                assertThat(amount).isEqualByComparingTo(cell.amount().orElse(BigDecimal.ZERO));
            }
        }
    }

    @Property(tries = 50)
    void returnRulesAreMonotone(@ForAll long seed) {
        Scenario s = new Scenario(seed);
        CohortRetention method = s.method.outOf(CohortDenominator.WHOLE_COHORT);
        CohortTable<Integer> in = method.returning(ReturnRule.IN_PERIOD).of(s.store);
        CohortTable<Integer> later = method.returning(ReturnRule.OR_LATER).of(s.store);
        CohortTable<Integer> earlier = method.returning(ReturnRule.OR_EARLIER).of(s.store);
        CohortTable<Integer> every =
                method.returning(ReturnRule.EVERY_PERIOD_TO).of(s.store);
        for (CohortTable<Integer>.Row row : in.rows()) {
            for (CohortTable<Integer>.Cell cell : row.cells()) {
                if (cell.key().age() == 0 || cell.state() == CellState.UNOBSERVED) {
                    continue;
                }
                long count = cell.count().orElseThrow();
                assertThat(same(later, cell).count().orElseThrow()).isBetween(count, row.size());
                assertThat(same(later, cell).state()).isEqualTo(CellState.PARTIAL);
                assertThat(same(earlier, cell).count().orElseThrow()).isBetween(count, row.size());
                assertThat(same(every, cell).count().orElseThrow()).isBetween(0L, count);
                if (cell.key().age() > 1) {
                    String label = row.period().label();
                    int before = cell.key().age() - 1;
                    assertThat(same(later, cell).count().orElseThrow())
                            .isLessThanOrEqualTo(
                                    later.cell(label, before).count().orElseThrow());
                    assertThat(same(every, cell).count().orElseThrow())
                            .isLessThanOrEqualTo(
                                    every.cell(label, before).count().orElseThrow());
                    assertThat(same(earlier, cell).count().orElseThrow())
                            .isGreaterThanOrEqualTo(
                                    earlier.cell(label, before).count().orElseThrow());
                }
            }
        }
    }

    @Property(tries = 200)
    void theQuickRuleIsTheGeneralOne(
            @ForAll long seed,
            @ForAll ReturnRule rule,
            @ForAll @IntRange(min = 1, max = 3) int atLeast,
            @ForAll boolean brackets) {
        Scenario s = new Scenario(seed);
        CohortRetention ages = CohortRetention.over(s.timeline).ages(s.columns.size());
        CohortRetention plain = (brackets ? CohortRetention.over(s.timeline).brackets(1, 2, 3) : ages)
                .returning(rule)
                .atLeast(atLeast);
        CohortRetention general =
                plain.startingWith("order", "return", "visit").returningWith("order", "return", "visit");
        HistoryStore<Integer> withoutAmounts = HistoryStore.ofInstants(Scenario.Row::customer, Scenario.Row::at)
                .codes(Scenario.Row::code)
                .from(s.rows);
        same(plain.of(s.store), general.of(s.store));
        same(plain.of(withoutAmounts), general.of(withoutAmounts));
    }

    private static void same(CohortTable<Integer> left, CohortTable<Integer> right) {
        for (CohortTable<Integer>.Row row : left.rows()) {
            for (CohortTable<Integer>.Cell cell : row.cells()) {
                assertThat(same(right, cell).count()).isEqualTo(cell.count());
                assertThat(same(right, cell).amount()).isEqualTo(cell.amount());
                assertThat(same(right, cell).state()).isEqualTo(cell.state());
            }
        }
    }

    @Property(tries = 100)
    void theQuickBreakdownIsTheGeneralOne(@ForAll long seed, @ForAll ReturnRule rule) {
        Scenario s = new Scenario(seed);
        CohortRetention plain = CohortRetention.over(s.timeline).returning(rule);
        CohortRetention general =
                plain.startingWith("order", "return", "visit").returningWith("order", "return", "visit");
        CohortTable<Integer> left = plain.of(s.store);
        CohortTable<Integer> right = general.of(s.store);
        Grouping parity = Grouping.<Integer>of("parity", customer -> "" + customer % 2);
        Grouping code = Grouping.ofCode("code", Grouping.Reading.AT_ANCHOR, each -> each);
        same(left.by(parity), right.by(parity));
        same(left.by(code), right.by(code));
        same(left.by(code).top(1, CohortTable::size), right.by(code).top(1, CohortTable::size));
    }

    private static void same(ByGroup<CohortTable<Integer>> left, ByGroup<CohortTable<Integer>> right) {
        assertThat(left.groups()).isEqualTo(right.groups());
        left.tables().forEach((group, table) -> same(table, right.inGroup(group)));
    }

    @Property(tries = 50)
    void averagesPoolObservedCellsOnly(@ForAll long seed) {
        Scenario s = new Scenario(seed);
        CohortTable<Integer> table = s.method.of(s.store);
        for (int age = 0; age < table.ages(); age++) {
            if (age == 0 ? s.columnZero == ColumnZero.SURVIVORS : s.rule == ReturnRule.OR_LATER) {
                continue;
            }
            long returned = 0;
            long exposed = 0;
            for (CohortTable<Integer>.Row row : table.rows()) {
                if (row.cell(age).state() == CellState.OBSERVED) {
                    returned += row.cell(age).count().orElseThrow();
                    exposed += row.cell(age).denominator();
                }
            }
            Optional<CohortAverage.Rate> pooled = table.average(CohortAverage.POOLED, age);
            assertThat(pooled.isPresent()).isEqualTo(exposed > 0);
            if (exposed > 0) {
                assertThat(pooled.orElseThrow().asDouble())
                        .isEqualTo(Proportion.of(returned, exposed).asDouble());
            }
        }
    }

    @Property(tries = 30)
    void onTheCalendarAllOfACohortReachAnAgeTogether(@ForAll long seed) {
        Scenario s = new Scenario(seed);
        if (!s.unit.equals(s.timeline.grain())) {
            return;
        }
        CohortTable<Integer> table = s.method
                .countingAge(AgeClock.CALENDAR)
                .outOf(CohortDenominator.PERIOD_ELAPSED)
                .of(s.store);
        for (CohortTable<Integer>.Row row : table.rows()) {
            for (CohortTable<Integer>.Cell cell : row.cells()) {
                assertThat(cell.denominator()).isIn(0L, row.size());
            }
        }
        CohortRetention calendar = s.method.countingAge(AgeClock.CALENDAR);
        CohortTable<Integer> whole =
                calendar.outOf(CohortDenominator.WHOLE_COHORT).of(s.store);
        CohortTable<Integer> begun =
                calendar.outOf(CohortDenominator.CHANCE_TO_RETURN).of(s.store);
        assertThat(begun.toCsv()).isEqualTo(whole.toCsv());
    }
}
