package dev.retention.value;

import static java.util.Objects.requireNonNull;

import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import dev.retention.Interval;
import dev.retention.RetentionFormula;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Where the base of customers goes if retention and acquisition stay as they are, and what moves it.
 *
 * <pre>
 *   next period          N′ = r N + a
 *   after n periods      rⁿ N + a (1 − rⁿ)/(1 − r);  N + n a at r = 1
 *   level                a/(1 − r): where N′ = N
 *   half-way             ln ½ / ln r periods take half of what is between the base and its level
 *   Δ more retention     keeps Δ N customers in the next period, and is worth a Δ/(1 − r − Δ) more acquired in each at the level
 * </pre>
 *
 * <p>The base forgets where it started: its level depends on retention and acquisition alone, so that a base larger than its level
 * shrinks however well it is doing.
 *
 * <ul>
 *   <li>Retention is the same for new and old customers, and acquisition does not depend on the base.
 *   <li>The acquired of a period are there at its end, whole.
 *   <li>At a retention of 1 there is no level: nothing is then given, and nothing infinite.
 * </ul>
 *
 * <p>Figures take constant time. This class is immutable and thread-safe.
 *
 * @param customers {@code N}, the customers now, finite and at least 0
 * @param retention {@code r}, the share kept per period, in [0, 1]
 * @param acquired {@code a}, the customers that each period adds, finite and at least 0
 * @since 0.1.0
 */
public record BaseProjection(double customers, double retention, double acquired) {
    /**
     * Checks the numbers.
     *
     * @param customers the customers now
     * @param retention the share kept per period
     * @param acquired the customers that each period adds
     * @throws IllegalArgumentException if a number is out of its range
     */
    public BaseProjection {
        customers = Checks.notNegative(customers, "customers") + 0.0;
        retention = Checks.closedUnit(retention, "retention") + 0.0;
        acquired = Checks.notNegative(acquired, "acquired") + 0.0;
    }

    /**
     * A projection.
     *
     * @param customers the customers now, finite and at least 0
     * @param retention the share kept per period, in [0, 1]
     * @param acquired the customers that each period adds, finite and at least 0
     * @return the projection
     * @throws IllegalArgumentException if a number is out of its range
     */
    public static BaseProjection of(double customers, double retention, double acquired) {
        return new BaseProjection(customers, retention, acquired);
    }

    /**
     * What follows if all periods to come are like one: from those live at its end, with its share of survivors and its acquired, the
     * reactivated among them.
     *
     * @param flow the counts of the period
     * @return the projection
     * @throws IllegalArgumentException if start, end and survivors do not follow from what is known, or nobody was live at the start
     */
    public static BaseProjection of(CustomerFlow flow) {
        return new BaseProjection(
                (double) requireNonNull(flow, "flow").count(CustomerCount.END),
                flow.retention(RetentionFormula.SURVIVORS).asDouble(),
                (double) flow.count(CustomerCount.ACQUIRED));
    }

    /**
     * One period on.
     *
     * @return the base {@code rN + a}, with the same retention and acquisition
     * @throws ArithmeticException if the base passes the range of doubles
     */
    public BaseProjection next() {
        return with(retention * customers + acquired);
    }

    /**
     * The base after some periods, in closed form.
     *
     * @param periods how many, at least 0
     * @return the customers, at least 0
     * @throws IllegalArgumentException if {@code periods} is below 0
     * @throws ArithmeticException if the base passes the range of doubles
     */
    public double after(int periods) {
        Checks.notNegative((long) periods, "periods");
        return Money.inRange(after(periods, retention), "the base");
    }

    private double after(int periods, double kept) {
        return customers * Math.pow(kept, periods) + acquired * newest(periods, kept);
    }

    /** How many of one customer acquired in each of so many periods are there at the end: {@code 1 + r + … + r^(n − 1)}. */
    private static double newest(int periods, double kept) {
        // Accurate where r is next to 1.
        return kept == 1
                ? periods
                : kept == 0 ? Math.min(1, periods) : Math.expm1(periods * Math.log(kept)) / (kept - 1);
    }

    /**
     * The base from now on, each made of the one before.
     *
     * @param periods how many, from 0 to 1,000,000
     * @return one more than that, this first
     * @throws IllegalArgumentException if {@code periods} is out of range
     * @throws ArithmeticException if a base passes the range of doubles
     */
    public List<BaseProjection> path(int periods) {
        Checks.within(periods, 0, Checks.MOST, "periods");
        List<BaseProjection> path = new ArrayList<>(List.of(this));
        for (int i = 0; i < periods; i++) {
            path.add(path.get(i).next());
        }
        return List.copyOf(path);
    }

    /**
     * The base that is neither grown nor shrunk, to which any base goes.
     *
     * @return {@code a/(1 − r)}; empty at a retention of 1
     * @throws ArithmeticException if it passes the range of doubles
     */
    public OptionalDouble level() {
        return retention == 1
                ? OptionalDouble.empty()
                : OptionalDouble.of(Money.inRange(acquired / (1 - retention), "the level"));
    }

    /**
     * How long it takes the base to go half the way to its level.
     *
     * @return {@code ln ½ / ln r} periods, at least 0; empty at a retention of 1
     */
    public OptionalDouble halfWay() {
        return retention == 1 ? OptionalDouble.empty() : OptionalDouble.of(Math.log(0.5) / Math.log(retention) + 0.0);
    }

    /**
     * How many more customers would have to be acquired in the next period to make up for some points of retention.
     *
     * @param points {@code Δ} as a fraction, 0.01 for one point, of either sign; {@code r + Δ} is in [0, 1]
     * @return {@code Δ N}: one point is worth a hundredth of the base
     * @throws IllegalArgumentException if {@code retention + points} is outside [0, 1]
     */
    public double worthNow(double points) {
        Checks.closedUnit(retention + points, "retention + points");
        return points * customers + 0.0;
    }

    /**
     * How many more customers would have to be acquired in every period for the level to become what it does with some points of
     * retention more: as many as these points keep, per period, at that level.
     *
     * @param points {@code Δ} as a fraction, 0.01 for one point, of either sign; {@code r + Δ} is in [0, 1]
     * @return {@code a Δ/(1 − r − Δ)}; empty if {@code r + Δ} is 1
     * @throws IllegalArgumentException if {@code retention + points} is outside [0, 1]
     * @throws ArithmeticException if it passes the range of doubles
     */
    public OptionalDouble worthAtLevel(double points) {
        double lost = 1 - Checks.closedUnit(retention + points, "retention + points");
        return lost == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Money.inRange(acquired * points / lost, "what the points are worth") + 0.0);
    }

    /**
     * The retention with which the base comes to a target, acquisition being as it is.
     *
     * @param target the customers wanted, finite and at least 0
     * @param periods when, at least 1
     * @return the retention per period, to the last digit or two; the least if several do; empty if none in [0, 1] does
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public OptionalDouble retentionFor(double target, int periods) {
        checkTarget(target, periods);
        if (!(target >= after(periods, 0) && target <= after(periods, 1))) {
            return OptionalDouble.empty();
        }
        double low = 0;
        double high = 1;
        for (double middle = 0.5; low < middle && middle < high; middle = (low + high) / 2) {
            if (after(periods, middle) < target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return OptionalDouble.of(after(periods, low) >= target ? low : high);
    }

    /**
     * The retention whose level is a target, acquisition being as it is.
     *
     * @param target the customers wanted, finite and at least 0
     * @return {@code 1 − a/T}, in [0, 1], 1 only if rounded up to it by a target so far off; empty if fewer are wanted than each period acquires, or nobody is acquired
     * @throws IllegalArgumentException if the target is out of its range
     */
    public OptionalDouble retentionForLevel(double target) {
        Checks.notNegative(target, "target");
        return acquired > 0 && target >= acquired
                ? OptionalDouble.of((target - acquired) / target)
                : OptionalDouble.empty();
    }

    /**
     * The acquisition with which the base comes to a target, retention being as it is.
     *
     * @param target the customers wanted, finite and at least 0
     * @param periods when, at least 1
     * @return the customers to acquire in each period; empty if more than wanted are left without any
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public OptionalDouble acquisitionFor(double target, int periods) {
        checkTarget(target, periods);
        double missing = target - customers * Math.pow(retention, periods);
        return missing >= 0 ? OptionalDouble.of(missing / newest(periods, retention)) : OptionalDouble.empty();
    }

    /**
     * The acquisition whose level is a target, retention being as it is.
     *
     * @param target the customers wanted, finite and at least 0
     * @return {@code T (1 − r)}: as many as are lost at that level
     * @throws IllegalArgumentException if the target is out of its range
     */
    public double acquisitionForLevel(double target) {
        return Checks.notNegative(target, "target") * (1 - retention);
    }

    private static void checkTarget(double target, int periods) {
        Checks.notNegative(target, "target");
        Checks.positive((long) periods, "periods");
    }

    /**
     * How far a figure may be off for what is not known of retention: the figure at both ends of an interval of retention.
     *
     * <pre>{@code
     * base.within(rate.interval(ProportionInterval.WILSON, 0.95), BaseProjection::level);
     * }</pre>
     *
     * @param retention where the retention may lie, within [0, 1]
     * @param figure a figure that rises, or falls, with retention all along, as all of this class do
     * @return from the smaller to the larger, at the same confidence; empty if the figure is undefined at an end
     * @throws IllegalArgumentException if an end is outside [0, 1] or a figure not a number
     */
    public Optional<Interval> within(Interval retention, Function<? super BaseProjection, OptionalDouble> figure) {
        requireNonNull(figure, "figure");
        OptionalDouble low =
                figure.apply(at(requireNonNull(retention, "retention").lower()));
        OptionalDouble high = figure.apply(at(retention.upper()));
        if (low.isEmpty() || high.isEmpty()) {
            return Optional.empty();
        }
        double one = Checks.number(low.getAsDouble(), "figure");
        double other = Checks.number(high.getAsDouble(), "figure");
        return Optional.of(Interval.of(Math.min(one, other), Math.max(one, other), retention.confidence()));
    }

    private BaseProjection at(double kept) {
        return new BaseProjection(customers, kept, acquired);
    }

    private BaseProjection with(double base) {
        return new BaseProjection(Money.inRange(base, "the base"), retention, acquired);
    }

    /** Prints such as {@code 1000 customers, 90.0 % kept and 150 acquired per period: to a level of 1500}. */
    @Override
    public String toString() {
        OptionalDouble level = retention == 1 ? OptionalDouble.empty() : OptionalDouble.of(acquired / (1 - retention));
        return Text.plain(customers) + " customers, " + Text.percent(retention) + " kept and " + Text.plain(acquired)
                + " acquired per period: "
                + (level.isPresent() ? "to a level of " + Text.number(level.getAsDouble(), 6) : "no level");
    }
}
