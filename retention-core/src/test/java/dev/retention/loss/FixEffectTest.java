package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.CustomerCount;
import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.loss.FixOutcome.Verdict;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.Spells;
import dev.retention.rule.Grouping;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.trend.BeforeAfter;
import dev.retention.trend.CountSeries;
import dev.retention.trend.PeriodRates;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Rates of loss before and after a fix, by hand and against the sums of plain counts. */
class FixEffectTest {
    private static final LocalDate FIXED = LocalDate.of(2026, 4, 14);

    /** Shares of months from 2025-10 on of 200 customers each, the last of them running. */
    private static CountSeries losses(int... lost) {
        List<CountSeries.Point> points = new ArrayList<>();
        Period first = Grain.MONTH.parse("2025-10");
        for (int i = 0; i < lost.length; i++) {
            Period month = first.plus(i);
            points.add(new CountSeries.Point(month.toString(), Optional.of(month), lost[i], 200, i < lost.length - 1));
        }
        return CountSeries.of(CountSeries.Kind.SHARES, points);
    }

    // October to March before, April left out, May to July after, August running.
    private final CountSeries affected = losses(16, 14, 15, 17, 16, 15, 12, 7, 6, 8, 90);
    private final CountSeries others = losses(8, 9, 7, 8, 8, 9, 8, 8, 9, 7, 1);

    @Test
    void aFixHelpsIfLossesFallMoreThanBeside() {
        FixOutcome outcome = FixEffect.of(FIXED, Grain.MONTH, 6, 3).of(affected, others);
        assertThat(outcome.verdict()).isEqualTo(Verdict.HELPED);
        assertThat(outcome.effect().orElseThrow().before()).isEqualTo(Proportion.of(93, 1200));
        assertThat(outcome.effect().orElseThrow().after()).isEqualTo(Proportion.of(21, 600));
        assertThat(outcome.effect().orElseThrow().controlBefore()).isEqualTo(Proportion.of(49, 1200));
        assertThat(outcome.effect().orElseThrow().controlAfter()).isEqualTo(Proportion.of(24, 600));
        // (21/600 − 93/1200) − (24/600 − 49/1200)
        assertThat(outcome.effect().orElseThrow().effect()).isCloseTo(-0.0425 + 1.0 / 1200, within(1e-12));
        assertThat(outcome.beforehand()).isPresent();
        assertThat(outcome.periodsOver()).isEqualTo(3);
        assertThat(outcome.toString())
                .startsWith("the fix helped: the rate of loss changed by -4.3 points, and by -0.1 in the comparison"
                        + " group: clearly lower, by ")
                .endsWith("there is no earlier date to compare the effect with");
        assertThat(FixEffect.of(FIXED, Grain.MONTH, 2, 1).of(affected, others).toString())
                .contains("no clear effect of the fix");
        FixOutcome worse =
                FixEffect.of(FIXED, Grain.MONTH, 6, 3).of(losses(7, 6, 8, 7, 7, 6, 9, 16, 17, 18, 2), others);
        assertThat(worse.verdict()).isEqualTo(Verdict.HARMED);
        assertThat(worse.toString()).startsWith("more customers leave since the fix: ");
    }

    @Test
    void aFixOnTheFirstDayOfAPeriodCountsThatPeriodAsAfter() {
        FixEffect fix = FixEffect.of(LocalDate.of(2026, 4, 1), Grain.MONTH, 6, 3);
        assertThat(fix.of(affected, others).effect().orElseThrow().after()).isEqualTo(Proportion.of(25, 600));
        assertThat(fix).hasToString("fix on 2026-04-01: 6 periods before 2026-04 against 3 from it on");
        // June to August, which runs.
        FixOutcome early =
                FixEffect.of(LocalDate.of(2026, 6, 1), Grain.MONTH, 6, 3).of(affected, others);
        assertThat(early.verdict()).isEqualTo(Verdict.TOO_EARLY);
        assertThat(early).hasToString("too early to tell: 2 of 3 periods after the fix are over");
    }

    @Test
    void whatIsNotOverCountsNowhere() {
        FixOutcome outcome = FixEffect.of(FIXED, Grain.MONTH, 6, 4).of(affected, others);
        assertThat(outcome.verdict()).isEqualTo(Verdict.TOO_EARLY);
        assertThat(outcome.periodsOver()).isEqualTo(3);
        assertThat(outcome.effect()).isEmpty();
        assertThat(outcome.placebos()).isEmpty();
        FixOutcome noPast = FixEffect.of(FIXED, Grain.MONTH, 7, 3).of(affected, others);
        assertThat(noPast.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(noPast).hasToString("not to be told: a period before or after the fix has no rate");
        assertThat(FixEffect.of(FIXED, Grain.MONTH, 1, 1)
                        .of(losses(5), losses(5))
                        .verdict())
                .isEqualTo(Verdict.TOO_EARLY);
    }

    @Test
    void aFixBeforeTheDataWillNeverBeComparable() {
        CountSeries all = losses(5, 5, 5, 5, 5, 5, 5, 5);
        LocalDate early = all.points().get(0).period().orElseThrow().firstDay().minusMonths(7);
        FixOutcome outcome = FixEffect.of(early, Grain.MONTH, 2, 2).of(all);
        assertThat(outcome.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(outcome.periodsOver()).isEqualTo(2);
        // Its periods after are not over, and its first period before is not of the data.
        LocalDate late = all.points().get(7).period().orElseThrow().firstDay();
        assertThat(FixEffect.of(late, Grain.MONTH, 9, 3).of(all, all).verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(FixEffect.of(late, Grain.MONTH, 7, 3).of(all, all).verdict()).isEqualTo(Verdict.TOO_EARLY);
    }

    @Test
    void groupsThatDriftedApartBeforeTellNothing() {
        FixOutcome outcome =
                FixEffect.of(FIXED, Grain.MONTH, 6, 3).of(losses(40, 41, 40, 14, 12, 13, 9, 4, 5, 4, 0), others);
        assertThat(outcome.verdict()).isEqualTo(Verdict.NOT_ALIKE_BEFORE);
        assertThat(outcome.toString()).startsWith("the groups went different ways before the fix already");
    }

    @Test
    void withoutAComparisonGroupNobodyKnowsWhatDidIt() {
        FixEffect fix = FixEffect.of(FIXED, Grain.MONTH, 6, 3);
        FixOutcome outcome = fix.of(affected);
        assertThat(outcome.verdict()).isEqualTo(Verdict.FELL);
        assertThat(outcome.effect()).isEmpty();
        assertThat(outcome.change().orElseThrow().difference()).isCloseTo(-0.0425, within(1e-12));
        assertThat(outcome.toString())
                .startsWith("fewer customers leave since the fix, which may have other causes: the rate of loss, 3.5 %"
                        + " (21 of 600) after 7.8 % (93 of 1200): clearly lower, by ");
        assertThat(fix.of(others).verdict()).isEqualTo(Verdict.NO_CLEAR_EFFECT);
        assertThat(fix.of(losses(7, 6, 8, 7, 7, 6, 9, 16, 17, 18, 2)).verdict()).isEqualTo(Verdict.ROSE);
        assertThat(FixEffect.of(FIXED, Grain.MONTH, 6, 4).of(affected).verdict())
                .isEqualTo(Verdict.TOO_EARLY);
        assertThat(fix.withConfidence(0.9999).of(affected).verdict()).isEqualTo(Verdict.NO_CLEAR_EFFECT);
    }

    @Property(tries = 300)
    void itIsTheDifferenceInDifferencesOfTheRates(
            @ForAll("lost") int[] one, @ForAll("lost") int[] other, @ForAll @IntRange(min = 1, max = 4) int before) {
        FixEffect fix = FixEffect.of(FIXED, Grain.MONTH, before, 3);
        FixOutcome outcome = fix.of(losses(one), losses(other));
        BeforeAfter method = BeforeAfter.at(Grain.MONTH.periodOf(FIXED), before, 3);
        assertThat(outcome.effect()).isEqualTo(method.of(PeriodRates.of(losses(one)), PeriodRates.of(losses(other))));
        double rate = sum(one, 7, 3) / 600.0 - sum(one, 6 - before, before) / (200.0 * before);
        double control = sum(other, 7, 3) / 600.0 - sum(other, 6 - before, before) / (200.0 * before);
        assertThat(outcome.effect().orElseThrow().effect()).isCloseTo(rate - control, within(1e-12));
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<int[]> lost() {
        return net.jqwik.api.Arbitraries.integers()
                .between(0, 200)
                .array(int[].class)
                .ofSize(11);
    }

    private static int sum(int[] lost, int from, int count) {
        int sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += lost[i];
        }
        return sum;
    }

    private record Row(long customer, LocalDate day, String code) {}

    @Test
    void oneGroupIsHeldAgainstAllOthers() {
        List<Row> rows = new ArrayList<>();
        for (long customer = 0; customer < 300; customer++) {
            rows.add(new Row(customer, LocalDate.of(2025, 12, 1), "started"));
            // Of the slow carrier, a third of the customers, every fifth leaves before the fix in February, and nobody
            // after.
            boolean isSlow = customer % 3 == 0;
            if (isSlow && customer % 15 == 0) {
                rows.add(new Row(customer, LocalDate.of(2026, 1, 20), "ended"));
            } else if (!isSlow && customer % 20 == 1) {
                rows.add(new Row(customer, LocalDate.of(2026, 1 + (int) (customer / 20 % 3), 9), "ended"));
            }
        }
        HistoryStore<Long> store =
                HistoryStore.ofDates(Row::customer, Row::day).codes(Row::code).from(rows);
        Timeline months = Timeline.monthly(LocalDate.of(2026, 3, 31)).from(LocalDate.of(2026, 1, 1));
        Grouping carrier = Grouping.of(
                "carrier",
                (Long customer) -> customer % 3 == 0 ? "slow" : customer == 1 ? null : customer % 3 == 1 ? "a" : "b");
        FixOutcome outcome = FixEffect.of(LocalDate.of(2026, 2, 10), Grain.MONTH, 1, 1)
                .of(
                        CustomerChurn.over(months, Spells.between("started", "ended"))
                                .of(store)
                                .by(carrier),
                        "slow",
                        table -> CountSeries.ofShares(
                                months,
                                month -> Optional.of(Proportion.of(
                                        table.inPeriod(month).count(CustomerCount.LOST),
                                        table.inPeriod(month).count(CustomerCount.START)))));
        assertThat(outcome.effect().orElseThrow().before()).isEqualTo(Proportion.of(20, 100));
        assertThat(outcome.effect().orElseThrow().after()).isEqualTo(Proportion.of(0, 80));
        // Customer 1 has no known carrier.
        assertThat(outcome.effect().orElseThrow().controlBefore().total()).isEqualTo(199);
        assertThat(outcome.verdict()).isEqualTo(Verdict.HELPED);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> FixEffect.of(FIXED, Grain.HOUR, 1, 1));
        FixEffect fix = FixEffect.of(FIXED, Grain.MONTH, 1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fix.of(CountSeries.of(1, 2), others))
                .withMessageContaining("must be of shares");
        CountSeries quarters = CountSeries.of(
                CountSeries.Kind.SHARES,
                List.of(new CountSeries.Point("w", Optional.of(Grain.QUARTER.periodOf(FIXED)), 1, 2, true)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fix.of(affected, quarters))
                .withMessageContaining("must be of periods by MONTH");
    }
}
