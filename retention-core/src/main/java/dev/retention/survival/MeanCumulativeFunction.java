package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import dev.retention.internal.Text;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How often something happens to a customer by each time, or how much it costs: the mean cumulative function of what may happen again
 * and again.
 *
 * <pre>
 *   M(t) = Σ dⱼ / nⱼ   over tⱼ ≤ t          Var M(t) = Σᵢ (Σ (dᵢⱼ − dⱼ/nⱼ) / nⱼ   over tⱼ ≤ t at which i was observed)²
 * </pre>
 *
 * where {@code dⱼ} is how often it happened at {@code tⱼ}, or what it cost, {@code dᵢⱼ} of that to customer {@code i}, and {@code nⱼ} the
 * customers observed then: one who leaves at {@code tⱼ} is still among them.
 *
 * <pre>{@code
 * MeanCumulativeFunction complaints = MeanCumulativeFunction.of(List.of(
 *     Recurrences.of(365, 40, 212), Recurrences.of(180), Recurrences.of(365, 100)));
 * complaints.at(365);               // complaints per customer in the first year
 * complaints.interval(365, 0.95);
 * }</pre>
 *
 * <ul>
 *   <li>Customers who left early count as long as they were observed; when they leave must have nothing to do with what happens to them.
 *       After they left, nothing happens to them here: where the loss ends it, the mean is that of those still there.
 *   <li>The variance is robust: it needs customers to be independent, not what happens to one of them. {@link
 *       #independentStandardError} is what a Poisson process would have; where some customers complain again and again it is too small.
 *   <li>Times at which nobody was observed add nothing.
 *   <li>One customer, or several to whom the same happened, have the standard error 0 and a point for an interval, which says more than
 *       they can.
 * </ul>
 *
 * <p>After W. Nelson, Confidence limits for recurrence data – applied to cost or number of product repairs, Technometrics 37 (1995),
 * 147–157, with the variance of Lawless and Nadeau.
 *
 * <p>Takes O((customers + recurrences) log) time. The result has the same bits in whatever order customers come. This class is immutable
 * and thread-safe.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1995.10484300">Lawless and Nadeau, Some simple robust methods for the analysis of recurrent
 *     events (1995)</a>
 * @since 0.1.0
 */
public final class MeanCumulativeFunction implements Tabular {

    private final List<Recurrences> customers;
    private final RecurrenceTable.Group group;
    private final double[] times;
    private final double[] mean;
    private final double[] variance;
    private final double[] independent;

    private MeanCumulativeFunction(List<Recurrences> customers) {
        RecurrenceTable table = new RecurrenceTable(List.of(customers));
        this.customers = customers;
        group = table.group(0);
        times = table.times;
        mean = new double[times.length];
        Arrays.setAll(mean, group::mean);
        RecurrenceTable.accumulate(mean);
        variance = group.variances();
        independent = group.independentVariances();
        checkArgument(
                Double.isFinite(mean[mean.length - 1] + independent[mean.length - 1])
                        && Arrays.stream(variance).allMatch(Double::isFinite),
                "amounts must be small enough for their squares to be added up");
    }

    /**
     * Estimates the function.
     *
     * @param customers what happened to each customer, those to whom nothing did among them; at least one
     * @return the function
     * @throws IllegalArgumentException if there is no customer, or the sum of the squares of amounts passes the range of doubles
     */
    public static MeanCumulativeFunction of(Iterable<Recurrences> customers) {
        List<Recurrences> all = new ArrayList<>();
        requireNonNull(customers, "customers").forEach(each -> all.add(requireNonNull(each, "customers")));
        checkArgument(!all.isEmpty(), "customers must hold at least one");
        return new MeanCumulativeFunction(RecurrenceTable.sorted(all));
    }

    /** {@return how many customers were observed} */
    public int customers() {
        return customers.size();
    }

    /** {@return how often it happened to them, whatever the amounts} */
    public int recurrences() {
        return group.events();
    }

    /** {@return the time at which the last customer's observation ended, up to which the function is known} */
    public double lastTime() {
        return times[times.length - 1];
    }

    /**
     * {@return how often it has happened to a customer by a time, that time included; how much it was if there are amounts}
     *
     * <p>At least 0; empty past the last observed time.
     *
     * @param time at least 0
     * @throws IllegalArgumentException if {@code time} is negative or NaN
     */
    public OptionalDouble at(double time) {
        return Times.valueAt(times, mean, time);
    }

    /**
     * {@return the robust standard error of {@link #at}, at least 0; empty past the last observed time}
     *
     * @param time at least 0
     * @throws IllegalArgumentException if {@code time} is negative or NaN
     */
    public OptionalDouble standardError(double time) {
        return root(Times.valueAt(times, variance, time));
    }

    /**
     * {@return the standard error that {@link #at} would have if what happens to a customer had nothing to do with what happened before}
     *
     * <p>{@code √ Σ (amount / nⱼ)²} over what happened by then, at least 0; empty past the last observed time.
     *
     * @param time at least 0
     * @throws IllegalArgumentException if {@code time} is negative or NaN
     */
    public OptionalDouble independentStandardError(double time) {
        return root(Times.valueAt(times, independent, time));
    }

    private static OptionalDouble root(OptionalDouble square) {
        return square.isPresent() ? OptionalDouble.of(Math.sqrt(square.getAsDouble())) : square;
    }

    /**
     * {@return the pointwise interval {@code M · exp(± z s/M)}, normal on the logarithmic scale; [0, 0] where the mean is 0; empty past the
     * last observed time}
     *
     * @param time at least 0
     * @param confidence the level, inside (0, 1)
     * @throws IllegalArgumentException if an argument is out of its domain
     */
    public Optional<Interval> interval(double time, double confidence) {
        double z = Normal.critical(Checks.openUnit(confidence, "confidence"));
        OptionalDouble at = at(time);
        if (at.isEmpty()) {
            return Optional.empty();
        }
        double m = at.getAsDouble();
        double ratio = m == 0 ? 1 : Math.exp(z * standardError(time).orElseThrow() / m);
        return Optional.of(Interval.of(m / ratio, Math.min(Double.MAX_VALUE, m * ratio), confidence));
    }

    /**
     * {@return the pointwise interval {@code M ± z s}, whose lower end may lie below 0; empty past the last observed time}
     *
     * @param time at least 0
     * @param confidence the level, inside (0, 1)
     * @throws IllegalArgumentException if an argument is out of its domain
     */
    public Optional<Interval> plainInterval(double time, double confidence) {
        Checks.openUnit(confidence, "confidence");
        OptionalDouble at = at(time);
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Interval.normal(at.getAsDouble(), standardError(time).orElseThrow(), confidence));
    }

    /** {@return the function at the times at which something happened, in ascending order} */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int t = 0; t < times.length; t++) {
            if (group.counts[t] > 0) {
                steps.add(new Step(times[t], group.atRisk[t], group.counts[t], mean[t], Math.sqrt(variance[t])));
            }
        }
        return List.copyOf(steps);
    }

    /**
     * The function at a time at which something happened.
     *
     * @param time the time, at least 0
     * @param atRisk the customers observed then, at least 1
     * @param recurrences how often it happened then, at least 1
     * @param mean how often it has happened to a customer by then, or how much it was
     * @param standardError the robust standard error of {@code mean}
     * @since 0.1.0
     */
    public record Step(double time, int atRisk, int recurrences, double mean, double standardError) {
        /**
         * Checks the numbers.
         *
         * @param time the time
         * @param atRisk the customers observed then
         * @param recurrences how often it happened then
         * @param mean how often it has happened to a customer by then
         * @param standardError the standard error of {@code mean}
         * @throws IllegalArgumentException if a number is out of its domain
         */
        public Step {
            Checks.notNegative(time, "time");
            Checks.positive((long) atRisk, "atRisk");
            Checks.positive((long) recurrences, "recurrences");
            Checks.notNegative(mean, "mean");
            Checks.notNegative(standardError, "standardError");
        }
    }

    /**
     * Compares two groups of customers, such as those of two managers; no customer may be in both.
     *
     * @param other the function of the other group
     * @return this less the other
     */
    public MeanCumulativeDifference minus(MeanCumulativeFunction other) {
        requireNonNull(other, "other");
        return new MeanCumulativeDifference(this, other, new RecurrenceTable(List.of(customers, other.customers)));
    }

    /** {@return a row per step} */
    @Override
    public Sheet sheet() {
        return SurvivalSheets.of(this);
    }

    /** Prints the customers and the last value, such as {@code 41 customers, 1.543 each by 759}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, %d recurrences: %.4g each by %s",
                Text.customers(customers()),
                recurrences(),
                mean[mean.length - 1],
                Text.plain(lastTime()));
    }
}
