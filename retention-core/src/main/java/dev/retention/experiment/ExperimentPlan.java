package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * How many customers an experiment takes, before it begins: for its end to tell an effect that is worth it, should there be one.
 *
 * <pre>{@code
 * ExperimentPlan plan = ExperimentPlan.ofShare(0.20, -0.10, EffectScale.RELATIVE)    // of 20 % lost within 90 days to 18 %
 *         .withArms("holdout", Map.of("holdout", 1L, "offer", 1L));
 * plan.customers();                                            // 6,039 in each arm
 * plan.powerOf(5_000);                                         // 0.44 if there are but 5,000 in all
 * plan.detectable(5_000, EffectScale.RELATIVE);                // −0.154: what 5,000 would do for
 * plan.reading(LocalDate.of(2026, 3, 2), 200, 90);             // 2026-07-29, with 200 new customers a day
 * }</pre>
 *
 * <p>With m customers in the control, r·m in another arm, the effect d, and {@code z_α} and {@code z_β} the normal quantiles that
 * leave the level (half of it if two-sided) and {@code 1 − power} above them:
 *
 * <pre>
 *   shares   m = (z_α √(p̄(1 − p̄)(1 + 1/r)) + z_β √(p₀(1 − p₀) + p₁(1 − p₁)/r))² / d²       p̄ = (p₀ + r·p₁) / (1 + r)
 *   means    power = P(T &gt; t_α),  T noncentral t with m + r·m − 2 degrees of freedom, shifted by d / (σ √(1/m + 1/(r·m)))
 * </pre>
 *
 * <ul>
 *   <li>As R's {@code power.prop.test} and {@code power.t.test}, for arms of any weights (Fleiss; no continuity correction). That the
 *       wrong side shows an effect does not count as power. Customers are rounded up, in each arm.
 *   <li>Each arm is compared with the control. With more arms or metrics the level of each comparison is the level divided by their
 *       number (Bonferroni), so that it bounds the chance of any false finding; the arm of the least weight has the power.
 *   <li>A plan is for one reading, when all are mature. To look before takes a {@link ConfidenceSequence}, and more customers.
 *   <li>Baseline and deviation are of such customers over as many days of the past; of a ratio, of {@code (y − ratio · x) / mean x}.
 *   <li>Where households are assigned, households are what is counted here.
 * </ul>
 *
 * <p>Takes some milliseconds. This class is immutable, thread-safe and serialisable.
 *
 * @see <a href="https://doi.org/10.2307/2529990">Fleiss, Tytun and Ury (1980), A simple approximation for calculating sample sizes for
 *     comparing independent proportions</a>
 * @since 0.1.0
 */
public final class ExperimentPlan implements Tabular, Serializable {
    /** The arms of a plan that was given no other, the control first. */
    static final List<String> ARMS = List.of("control", "treated");

    private static final long serialVersionUID = 1;

    private final PowerModel model;
    private final ArmWeights weights;
    private final String control;

    private ExperimentPlan(PowerModel model, ArmWeights weights, String control) {
        this.model = model;
        this.weights = weights;
        this.control = control;
    }

    /**
     * A plan to tell one share from another, two-sided at the level 0.05 with the power 0.8, in arms {@code control} and
     * {@code treated} of one weight.
     *
     * @param baseline the share in the control, inside (0, 1)
     * @param effect the least change that is worth telling, not 0; below 0 where the share is to fall
     * @param scale the scale of {@code effect}
     * @return the plan
     * @throws IllegalArgumentException if the baseline is not inside (0, 1), or the effect leaves it as it is or takes it out of [0,
     *     1]
     */
    public static ExperimentPlan ofShare(double baseline, double effect, EffectScale scale) {
        return of(PowerModel.ofShare(baseline, effect, scale));
    }

    /**
     * A plan to tell one mean from another, two-sided at the level 0.05 with the power 0.8, in arms {@code control} and
     * {@code treated} of one weight.
     *
     * @param baseline the mean in the control, finite; above 0 if the scale is relative
     * @param standardDeviation how far customers are from it, above 0; taken as the same in all arms
     * @param effect the least change that is worth telling, not 0
     * @param scale the scale of {@code effect}
     * @return the plan
     * @throws IllegalArgumentException if a number is out of its range
     */
    public static ExperimentPlan ofMean(double baseline, double standardDeviation, double effect, EffectScale scale) {
        return of(PowerModel.ofMean(baseline, standardDeviation, effect, scale));
    }

    private static ExperimentPlan of(PowerModel model) {
        return new ExperimentPlan(model, ArmWeights.equal(ARMS), ARMS.get(0));
    }

    /**
     * {@return the same with other arms}
     *
     * @param controlArm the arm that the others are compared with
     * @param weightOfArms the weight of each arm, from 1, of at least two; such as those of an {@link Assignment}
     * @throws IllegalArgumentException if there is no such arm, or no other, or a weight is out of its range
     */
    public ExperimentPlan withArms(String controlArm, Map<String, Long> weightOfArms) {
        requireNonNull(controlArm, "controlArm");
        ArmWeights changed = ArmWeights.of(requireNonNull(weightOfArms, "weightOfArms"));
        checkArgument(
                weightOfArms.containsKey(controlArm) && weightOfArms.size() > 1,
                "controlArm (%s) must be one of at least two arms: %s",
                controlArm,
                weightOfArms);
        return new ExperimentPlan(model, changed, controlArm);
    }

    /**
     * {@return the same at another level}
     *
     * @param level the chance of any false finding, inside (0, 0.5]
     * @throws IllegalArgumentException if the level is not inside (0, 0.5], or not below the power
     */
    public ExperimentPlan withLevel(double level) {
        return new ExperimentPlan(model.with(level, model.power()), weights, control);
    }

    /**
     * {@return the same with another power}
     *
     * @param power the chance of finding the effect if there is one, inside (0, 1)
     * @throws IllegalArgumentException if the power is not inside (0, 1), or not above the level
     */
    public ExperimentPlan withPower(double power) {
        return new ExperimentPlan(model.with(model.level(), power), weights, control);
    }

    /** {@return the same for a change in the direction of the effect alone: one that harms will not be told from none} */
    public ExperimentPlan oneSided() {
        return new ExperimentPlan(model.oneSided(), weights, control);
    }

    /**
     * {@return the same for several metrics that are read together, each at its part of the level}
     *
     * @param metrics how many, from 1 to 1,000,000
     * @throws IllegalArgumentException if the number is out of its range
     */
    public ExperimentPlan withMetrics(int metrics) {
        Checks.within(metrics, 1, Checks.MOST, "metrics");
        return new ExperimentPlan(model.withMetrics(metrics), weights, control);
    }

    /**
     * {@return the same, read with an adjustment by the customers' own past (CUPED), which leaves less to chance}
     *
     * @param varianceReduction the share of the variance that the adjustment takes away, in [0, 1): the square of the correlation with
     *     the past
     * @throws IllegalArgumentException if the share is not in [0, 1)
     */
    public ExperimentPlan adjusted(double varianceReduction) {
        return new ExperimentPlan(model.adjusted(varianceReduction), weights, control);
    }

    /** {@return the share or mean in the control} */
    public double baseline() {
        return model.baseline();
    }

    /**
     * {@return the change that is to be told}
     *
     * @param scale its scale
     * @throws IllegalArgumentException if the scale is relative and the baseline is not above 0
     */
    public double effect(EffectScale scale) {
        return model.onScale(model.change(), scale);
    }

    /** {@return the chance of any false finding} */
    public double level() {
        return model.level();
    }

    /** {@return the chance of finding the effect if there is one} */
    public double power() {
        return model.power();
    }

    /** {@return how many comparisons share the level: arms beside the control times metrics} */
    public long comparisons() {
        return (long) (weights.map().size() - 1) * model.metrics();
    }

    /**
     * {@return how many customers it takes: those of each arm, rounded up}
     *
     * @throws ArithmeticException if it takes more than 10¹⁵
     */
    public Map<String, Long> customers() {
        double all = needed();
        if (!(all <= PowerModel.MOST)) {
            throw new ArithmeticException("more than 10^15 customers are needed to tell a change of " + model.change());
        }
        return weights.parts(all);
    }

    /** {@return how many customers it takes in all arms: the sum of {@link #customers()}} */
    public long total() {
        return customers().values().stream().mapToLong(Long::longValue).sum();
    }

    /** The customers of all arms, with a fraction; infinite if it takes more than 10¹⁵. */
    double needed() {
        return model.needed(arms());
    }

    private PowerModel.Arms arms() {
        return new PowerModel.Arms(weights.share(control), weights.leastBeside(control), comparisons());
    }

    /**
     * The power with another number of customers.
     *
     * @param customers the customers of all arms together, at least 0
     * @return the chance of finding the effect if there is one, in [0, 1]
     * @throws IllegalArgumentException if the number is below 0
     */
    public double powerOf(long customers) {
        return model.powerOf((double) Checks.notNegative(customers, "customers"), model.change(), arms());
    }

    /**
     * The least effect that is found with the plan's power, in the direction of its effect.
     *
     * @param customers the customers of all arms together, at least 0
     * @param scale the scale of the result
     * @return the change of the baseline; empty if none is found with as few
     * @throws IllegalArgumentException if the number is below 0, or the scale is relative and the baseline is not above 0
     */
    public OptionalDouble detectable(long customers, EffectScale scale) {
        model.onScale(0, scale);
        OptionalDouble change = model.detectable((double) Checks.notNegative(customers, "customers"), arms());
        return change.isEmpty() ? change : OptionalDouble.of(model.onScale(change.getAsDouble(), scale));
    }

    /**
     * {@return for how many days customers are exposed until there are enough, at least 1}
     *
     * @param perDay how many come each day, of all arms together, above 0
     * @throws IllegalArgumentException if {@code perDay} is not positive and finite, or would take more than 1,000,000 days
     * @throws ArithmeticException if it takes more than 10¹⁵ customers
     */
    public int days(double perDay) {
        double days = Math.ceil(total() / Checks.positive(perDay, "perDay"));
        checkArgument(days <= Checks.MOST, "perDay (%s) must be enough in 1,000,000 days, not %s", perDay, days);
        return (int) days;
    }

    /**
     * The day at whose end all customers of the plan are mature: the as-of day to read it with.
     *
     * @param start the first day of exposures
     * @param perDay how many come each day, of all arms together, above 0
     * @param windowDays for how many days from the exposure on each is looked at, 1 to 1,000,000; as {@link Outcome#days()}
     * @return {@code start + days(perDay) + windowDays − 2}: one window after the last exposure, the day of which is its first
     * @throws IllegalArgumentException if a number is out of its range, or it would take more than 1,000,000 days
     * @throws ArithmeticException if it takes more than 10¹⁵ customers
     */
    public LocalDate reading(LocalDate start, double perDay, int windowDays) {
        Checks.day(start, "start");
        Checks.within(windowDays, 1, Checks.MOST, "windowDays");
        return start.plusDays(days(perDay) + windowDays - 2L);
    }

    /** {@return a row per arm; none if it takes more than 10¹⁵ customers} */
    @Override
    public Sheet sheet() {
        return ExperimentSheets.of(this);
    }

    /** Prints the plan as a sentence. */
    @Override
    public String toString() {
        return "to find with a probability of " + Text.percent(power()) + " that " + model + ", at a level of "
                + Text.percent(level()) + (comparisons() > 1 ? " over " + comparisons() + " comparisons" : "")
                + " takes " + (needed() <= PowerModel.MOST ? words(customers()) : "more customers than there are");
    }

    private String words(Map<String, Long> customers) {
        return customers.entrySet().stream()
                .map(arm -> String.format(Locale.ROOT, "%s %,d", arm.getKey(), arm.getValue()))
                .collect(Collectors.joining(", ", String.format(Locale.ROOT, "%,d customers: ", total()), ""));
    }
}
