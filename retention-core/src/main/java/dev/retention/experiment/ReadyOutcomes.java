package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.experiment.Outcome.Kind;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.movement.Spells;
import dev.retention.rule.Measure;
import dev.retention.rule.Rule;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/** Outcomes that are ready made, as static methods of {@link Outcome}. */
abstract class ReadyOutcomes implements Serializable {
    private static final long serialVersionUID = 1;

    ReadyOutcomes() {}

    private static Outcome of(String name, Kind kind, int days, OutcomeSource source) {
        return new Outcome(new OutcomeSettings(name, kind, days, source));
    }

    private static Outcome within(String what, Kind kind, int days, OutcomeSource source) {
        return of(what + " within " + Text.days(days), kind, days, source);
    }

    /**
     * The share of customers with an event in the window: the day of exposure and those after it.
     *
     * @param days for how many days from the exposure on, 1 to 1,000,000
     * @return the outcome, of the track {@code orders}
     * @throws IllegalArgumentException if the days are out of their range
     */
    public static Outcome ordered(int days) {
        return within("ordered", Kind.SHARE, days, EventSource.ANY);
    }

    /**
     * The mean number of events in the window.
     *
     * @param days for how many days from the exposure on, 1 to 1,000,000
     * @return the outcome, of the track {@code orders}
     * @throws IllegalArgumentException if the days are out of their range
     */
    public static Outcome orders(int days) {
        return within("orders", Kind.MEAN, days, EventSource.NUMBER);
    }

    /**
     * The mean sum of amounts in the window; amounts below 0, which are refunds, lower it.
     *
     * @param days for how many days from the exposure on, 1 to 1,000,000
     * @return the outcome in money, of the track {@code orders}
     * @throws IllegalArgumentException if the days are out of their range
     */
    public static Outcome spend(int days) {
        return within("spend", Kind.MEAN, days, EventSource.AMOUNT).inMoney();
    }

    /**
     * The amounts in the window over the number of events there, of all customers together: the mean order, and not the mean of the
     * customers' means.
     *
     * @param days for how many days from the exposure on, 1 to 1,000,000
     * @return the outcome in money, of the track {@code orders}
     * @throws IllegalArgumentException if the days are out of their range
     */
    public static Outcome spendPerOrder(int days) {
        return within("spend per order", Kind.RATIO, days, EventSource.AMOUNT_PER_EVENT).inMoney();
    }

    /**
     * The share of customers with an event on some days since the exposure: retention on a day, or within a bracket of days. Adjusted by
     * the past, that is whether there was any event in the days before.
     *
     * @param fromDay the first day, 0 for the day of exposure, up to 999,999
     * @param toDay the day after the last, up to 1,000,000; so many days must be known of a customer
     * @return the outcome, of the track {@code orders}
     * @throws IllegalArgumentException if the days are out of range, or there is none
     */
    public static Outcome active(int fromDay, int toDay) {
        Checks.within(fromDay, 0, Checks.MOST - 1, "fromDay");
        Checks.within(toDay, fromDay + 1, Checks.MOST, "toDay");
        return of(
                fromDay + 1 == toDay ? "active on day " + fromDay : "active on days " + fromDay + " to " + (toDay - 1),
                Kind.SHARE,
                toDay,
                new DaysSource(fromDay, toDay));
    }

    /**
     * Retention at an age, of the cohort of those exposed, whose ages are counted from the exposure: {@link #active} on days
     * {@code [age · unitDays, (age + 1) · unitDays)}.
     *
     * @param age the age, 0 for the days from the exposure on
     * @param unitDays how many days are one step of age, such as 30, at least 1
     * @return the outcome, of the track {@code orders}
     * @throws IllegalArgumentException if a number is below its least, or it needs more than 1,000,000 days
     */
    public static Outcome retained(int age, int unitDays) {
        Checks.notNegative((long) age, "age");
        Checks.within(unitDays, 1, Checks.MOST, "unitDays");
        checkArgument(
                (age + 1L) * unitDays <= Checks.MOST,
                "age (%s) must end within %s days: unitDays (%s)",
                age,
                Checks.MOST,
                unitDays);
        return active(age * unitDays, (age + 1) * unitDays)
                .named("retained at age " + age + " of " + Text.days(unitDays));
    }

    /**
     * {@link #retained Retention} at every age from 0 on. At each, customers count once they are old enough.
     *
     * @param unitDays how many days are one step of age, such as 30, at least 1
     * @param ages how many ages, at least 1
     * @return an outcome for each age, in their order
     * @throws IllegalArgumentException if a number is below its least, or it needs more than 1,000,000 days
     */
    public static List<Outcome> retentionCurve(int unitDays, int ages) {
        Checks.within(unitDays, 1, Checks.MOST, "unitDays");
        Checks.within(ages, 1, Checks.MOST / unitDays, "ages");
        return IntStream.range(0, ages)
                .mapToObj(age -> retained(age, unitDays))
                .toList();
    }

    /**
     * Of the customers who were live at the start of the day of exposure, the share of those who were lost in the window. Others, such as
     * those who came on that very day, have no such number: what the exposure did must not choose of whom it is asked.
     *
     * @param spells when customers are live
     * @param days for how many days from the exposure on, 1 to 1,000,000
     * @return the outcome, of which less is better, of the track {@code orders}
     * @throws IllegalArgumentException if the days are out of their range
     */
    public static Outcome lost(Spells spells, int days) {
        return within("lost", Kind.SHARE, days, new SpellSource(requireNonNull(spells, "spells"), true))
                .lowerIsBetter();
    }

    /**
     * Of the customers who had been live and were not at the start of the day of exposure, the share of those who were back in the window.
     * Others have no such number.
     *
     * @param spells when customers are live
     * @param days for how many days from the exposure on, 1 to 1,000,000
     * @return the outcome, of the track {@code orders}
     * @throws IllegalArgumentException if the days are out of their range
     */
    public static Outcome reactivated(Spells spells, int days) {
        return within("reactivated", Kind.SHARE, days, new SpellSource(requireNonNull(spells, "spells"), false));
    }

    /**
     * The mean recurring value at the end of the window, of a track whose amounts are changes of it, see {@link
     * dev.retention.movement.RecurringRevenue}: the sum of all changes until then. Adjusted by the past, that is the value at the start
     * of the day of exposure.
     *
     * @param days for how many days from the exposure on, 1 to 1,000,000
     * @return the outcome in money, of the track {@code orders}; a value below 0 is refused when it is met
     * @throws IllegalArgumentException if the days are out of their range
     */
    public static Outcome recurringValue(int days) {
        return of("recurring value after " + Text.days(days), Kind.MEAN, days, EventSource.VALUE)
                .inMoney();
    }

    /**
     * The recurring value at the end of the window over that at the start of the day of exposure, of all customers together who had some
     * then: net retention of revenue since the exposure. Others have no such number.
     *
     * @param days for how many days from the exposure on, 1 to 1,000,000
     * @return the outcome, of the track {@code orders}; a value below 0 is refused when it is met
     * @throws IllegalArgumentException if the days are out of their range
     */
    public static Outcome valueRetained(int days) {
        return of("recurring value retained after " + Text.days(days), Kind.RATIO, days, EventSource.VALUE_RETAINED);
    }

    /**
     * The mean of a measure as known at the end of the last day of the window. Customers whom it has no number of have none.
     *
     * @param measure the measure, whose timeline must end with the data of the experiment
     * @param column one of its columns
     * @param days for how many days from the exposure on, 1 to 1,000,000
     * @return the outcome, of the tracks that the measure names, or of {@code orders}
     * @throws IllegalArgumentException if the measure lacks the column, or the days are out of their range
     */
    public static Outcome of(Measure measure, String column, int days) {
        MeasureSource source = new MeasureSource(measure, column, false);
        return of(column + " after " + Text.days(days), Kind.MEAN, days, source);
    }

    /**
     * The mean of what a measure grew by: as known at the end of the last day of the window, less what was known at the end of the day
     * before the exposure. Customers whom it has no number of then have none.
     *
     * @param measure the measure, whose timeline must end with the data of the experiment
     * @param column one of its columns
     * @param days for how many days from the exposure on, 1 to 1,000,000
     * @return the outcome, of the tracks that the measure names, or of {@code orders}
     * @throws IllegalArgumentException if the measure lacks the column, or the days are out of their range
     */
    public static Outcome growth(Measure measure, String column, int days) {
        MeasureSource source = new MeasureSource(measure, column, true);
        return of("growth of " + column + " in " + Text.days(days), Kind.MEAN, days, source);
    }

    /**
     * The share of customers who count in some cells of a rule, in one or another, as known at the end of the data: such as the movements
     * of a period after all exposures.
     *
     * @param rule the rule, whose timeline must end with the data of the experiment
     * @param cells the cells, each once, at least one, all of them observed
     * @param <C> the type of cells
     * @return the outcome, of the tracks that the rule names, or of {@code orders}
     * @throws IllegalArgumentException if the rule lacks one of the cells, a cell comes twice, there is none, or one is not wholly observed
     */
    public static <C> Outcome inCells(Rule<C> rule, List<? extends C> cells) {
        return of("in any of " + cells, Kind.SHARE, 1, CellSource.of(rule, cells, false));
    }

    /**
     * The mean of what customers add to some cells of a rule, as known at the end of the data; 0 of those who are in none.
     *
     * @param rule the rule, whose timeline must end with the data of the experiment
     * @param cells the cells, each once, at least one, all of them observed
     * @param <C> the type of cells
     * @return the outcome, of the tracks that the rule names, or of {@code orders}; whether it is {@linkplain Outcome#inMoney money} is for
     *     the caller to say
     * @throws IllegalArgumentException if the rule lacks one of the cells, a cell comes twice, there is none, or one is not wholly observed
     */
    public static <C> Outcome amountInCells(Rule<C> rule, List<? extends C> cells) {
        return of("amount in " + cells, Kind.MEAN, 1, CellSource.of(rule, cells, true));
    }
}
