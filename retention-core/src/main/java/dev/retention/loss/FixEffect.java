package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.ProportionComparison;
import dev.retention.internal.Checks;
import dev.retention.loss.FixOutcome.Verdict;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.trend.BeforeAfter;
import dev.retention.trend.CountSeries;
import dev.retention.trend.PeriodComparison;
import dev.retention.trend.PeriodRates;
import dev.retention.trend.ShareEffect;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Whether fewer customers leave since an issue was mended: the rate of loss before and after the fix, beside that of customers whom the
 * issue did not touch.
 *
 * <pre>{@code
 * FixEffect fix = FixEffect.of(LocalDate.of(2026, 4, 14), Grain.MONTH, 6, 3);      // April itself is left out
 * FixOutcome outcome = fix.of(churnOfTheAffected, churnOfTheOthers);
 * outcome.verdict();       // HELPED, TOO_EARLY, …
 * outcome.toString();      // "the fix helped: the rate of loss changed by -3.1 points, and by 0.2 in the comparison group: …"
 * fix.of(losses.by(byCarrier, sweep), "Slow Parcels", table -> seriesOf(table));   // one group against all others
 * }</pre>
 *
 * <p>The effect is the difference in differences that {@link BeforeAfter} reckons. What is not over counts nowhere. A fix on the first day
 * of a period stands at its start, so that this period is one after it; any other leaves out the period in which it was made.
 *
 * <ul>
 *   <li>Who is affected must be known without looking at who left: the customers of a carrier, and not those {@linkplain Issue#customers
 *       behind} the issue, all of whom have left.
 *   <li>An issue that was mended after its worst month is followed by better ones without any fix. {@link FixOutcome#placebos} and a
 *       comparison group speak of that; {@link #of(CountSeries)} without one cannot.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class FixEffect {
    private static final double CONFIDENCE = 0.95;

    private final LocalDate fixed;
    private final Period event;
    // The first period after the fix, as a number of periods from the event's own.
    private final int firstAfter;
    private final int before;
    private final int after;
    private final BeforeAfter method;
    private final double confidence;

    private FixEffect(
            LocalDate fixed,
            Period event,
            int firstAfter,
            int before,
            int after,
            BeforeAfter method,
            double confidence) {
        this.fixed = fixed;
        this.event = event;
        this.firstAfter = firstAfter;
        this.before = before;
        this.after = after;
        this.method = method;
        this.confidence = confidence;
    }

    /**
     * A fix, and how long to look before and after it.
     *
     * @param fixed the day of the fix
     * @param grain the periods, of whole days
     * @param before how many periods before, from 1 to 1,000,000
     * @param after how many periods after, from 1 to 1,000,000
     * @return the method, at 95 % confidence
     * @throws IllegalArgumentException if the periods are shorter than a day, or a number or the day is out of range
     */
    public static FixEffect of(LocalDate fixed, Grain grain, int before, int after) {
        Checks.day(fixed, "fixed");
        checkArgument(!requireNonNull(grain, "grain").isWithinDay(), "grain (%s) must be of whole days", grain);
        Period event = grain.periodOf(fixed);
        BeforeAfter method = BeforeAfter.at(event, before, after);
        boolean isAtStart = event.firstDay().equals(fixed);
        return new FixEffect(
                fixed,
                event,
                isAtStart ? 0 : 1,
                before,
                after,
                isAtStart ? method.with(BeforeAfter.EventPeriod.AFTER) : method,
                CONFIDENCE);
    }

    /**
     * Sets how sure a verdict must be.
     *
     * @param confidence the level of every interval, inside (0, 1); 0.95 by default
     * @return the method at that level
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public FixEffect withConfidence(double confidence) {
        Checks.openUnit(confidence, "confidence");
        return new FixEffect(fixed, event, firstAfter, before, after, method, confidence);
    }

    /**
     * The effect beside a comparison group.
     *
     * @param affected the rate of loss of customers whom the issue touched, as shares by period
     * @param others that of customers whom it did not touch
     * @return what came of the fix
     * @throws IllegalArgumentException if a series is not of shares or of periods of the grain
     */
    public FixOutcome of(CountSeries affected, CountSeries others) {
        requireNonNull(affected, "affected");
        requireNonNull(others, "others");
        checkSeries(affected, "affected");
        checkSeries(others, "others");
        int over = Math.min(periodsOver(affected), periodsOver(others));
        Optional<PeriodRates> rates = rates(affected);
        Optional<PeriodRates> control = rates(others);
        Optional<ShareEffect> effect = rates.flatMap(one -> control.flatMap(other -> method.of(one, other)));
        Optional<ShareEffect> beforehand =
                rates.flatMap(one -> control.flatMap(other -> method.beforehand(one, other)));
        return new FixOutcome(
                verdict(effect, beforehand, over, isUnknownBefore(affected) || isUnknownBefore(others)),
                fixed,
                over,
                after,
                effect.map(ShareEffect::change),
                effect,
                beforehand,
                rates.flatMap(one -> control.flatMap(other -> method.placebos(one, other))),
                confidence);
    }

    private Verdict verdict(
            Optional<ShareEffect> effect, Optional<ShareEffect> beforehand, int over, boolean isUnknownBefore) {
        if (effect.isEmpty()) {
            return unknown(over, isUnknownBefore);
        }
        PeriodComparison.Verdict found = effect.get().verdict(confidence);
        if (found == PeriodComparison.Verdict.UNCLEAR) {
            return Verdict.NO_CLEAR_EFFECT;
        }
        boolean wereAlike = beforehand
                .filter(early -> early.verdict(confidence) != PeriodComparison.Verdict.UNCLEAR)
                .isEmpty();
        return !wereAlike
                ? Verdict.NOT_ALIKE_BEFORE
                : found == PeriodComparison.Verdict.LOWER ? Verdict.HELPED : Verdict.HARMED;
    }

    private Verdict unknown(int over, boolean isUnknownBefore) {
        return !isUnknownBefore && over < after ? Verdict.TOO_EARLY : Verdict.NOT_COMPARABLE;
    }

    /**
     * The change without a comparison group, which cannot tell a fix from what else changed.
     *
     * @param affected the rate of loss of customers whom the issue touched, as shares by period
     * @return what was before and after the fix: {@link Verdict#FELL} or {@link Verdict#ROSE}, never that it helped
     * @throws IllegalArgumentException if the series is not of shares or of periods of the grain
     */
    public FixOutcome of(CountSeries affected) {
        checkSeries(affected, "affected");
        int over = periodsOver(affected);
        // Beside itself, the change of those concerned is the change of the one group there is.
        Optional<ProportionComparison> change =
                rates(affected).flatMap(rates -> method.of(rates, rates)).map(ShareEffect::change);
        Verdict verdict = change.map(this::verdict).orElseGet(() -> unknown(over, isUnknownBefore(affected)));
        return new FixOutcome(
                verdict, fixed, over, after, change, Optional.empty(), Optional.empty(), Optional.empty(), confidence);
    }

    private Verdict verdict(ProportionComparison change) {
        Interval difference = change.differenceInterval(confidence);
        return difference.upper() < 0 ? Verdict.FELL : difference.lower() > 0 ? Verdict.ROSE : Verdict.NO_CLEAR_EFFECT;
    }

    /**
     * The effect on one group beside all the other labelled ones. Customers in {@link Group#MISSING} are of neither, since it is not known
     * whether the issue touched them.
     *
     * @param groups a table for each group, such as of a churn table
     * @param affected the label of the group that the issue touched
     * @param series the rate of loss of a group's table, as shares by period
     * @param <T> the type of tables
     * @return what came of the fix
     * @throws IllegalArgumentException if there is no such group or no other, or a series is not of shares or of periods of the grain
     */
    public <T> FixOutcome of(
            ByGroup<? extends T> groups, String affected, Function<? super T, ? extends CountSeries> series) {
        requireNonNull(groups, "groups");
        requireNonNull(affected, "affected");
        requireNonNull(series, "series");
        Group group = Group.of(affected);
        checkArgument(groups.groups().contains(group), "affected (%s) must be one of %s", affected, groups.groups());
        List<CountSeries> others = groups.groups().stream()
                .filter(each -> !each.equals(group) && !each.equals(Group.MISSING))
                .<CountSeries>map(each -> checkSeries(series.apply(groups.inGroup(each)), "series"))
                .toList();
        checkArgument(!others.isEmpty(), "groups (%s) must have others than %s", groups.groups(), affected);
        return of(series.apply(groups.inGroup(group)), sum(others));
    }

    /** The shares of several groups together; a period is over if it is so of all. */
    private static CountSeries sum(List<CountSeries> all) {
        Map<Period, CountSeries.Point> points = new TreeMap<>();
        for (CountSeries series : all) {
            for (CountSeries.Point point : series.points()) {
                points.merge(point.period().orElseThrow(), point, FixEffect::plus);
            }
        }
        return CountSeries.of(CountSeries.Kind.SHARES, List.copyOf(points.values()));
    }

    private static CountSeries.Point plus(CountSeries.Point one, CountSeries.Point other) {
        return new CountSeries.Point(
                one.label(),
                one.period(),
                Math.addExact(one.count(), other.count()),
                one.exposure() + other.exposure(),
                one.isOver() && other.isOver());
    }

    private CountSeries checkSeries(CountSeries series, String name) {
        checkArgument(
                requireNonNull(series, name).kind() == CountSeries.Kind.SHARES,
                "%s (%s) must be of shares",
                name,
                series);
        for (CountSeries.Point point : series.points()) {
            checkArgument(
                    point.period()
                            .filter(period -> period.grain().equals(event.grain()))
                            .isPresent(),
                    "%s (at %s) must be of periods by %s",
                    name,
                    point,
                    event.grain());
        }
        return series;
    }

    /** What is over of a series, if anything is. */
    private static Optional<PeriodRates> rates(CountSeries series) {
        return series.points().stream().anyMatch(point -> point.isOver() && !point.isGap())
                ? Optional.of(PeriodRates.of(series))
                : Optional.empty();
    }

    /** How many of the periods after the fix are over, whether the series has them or begins later. */
    private int periodsOver(CountSeries series) {
        long last = series.points().stream()
                .filter(CountSeries.Point::isOver)
                .mapToLong(point -> fromEvent(point) - firstAfter)
                .max()
                .orElse(-1);
        return (int) Math.min(after, Math.max(0, last + 1));
    }

    /** Whether a period before the fix is over, or earlier than the series, and has no rate: it will never have one. */
    private boolean isUnknownBefore(CountSeries series) {
        long first = series.points().stream().mapToLong(this::fromEvent).min().orElse(0);
        return first > -(long) before
                || series.points().stream()
                        .filter(point -> point.isOver() && point.isGap())
                        .mapToLong(this::fromEvent)
                        .anyMatch(number -> number < 0 && number >= -(long) before);
    }

    /** How many periods after that of the fix. */
    private long fromEvent(CountSeries.Point point) {
        return (long) point.period().orElseThrow().number() - event.number();
    }

    LocalDate fixed() {
        return fixed;
    }

    /** Prints the day and the periods. */
    @Override
    public String toString() {
        return "fix on " + fixed + ": " + method;
    }
}
