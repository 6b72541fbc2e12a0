package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Means held against each other within strata that were known before the exposure, such as plans or countries, and put together by the
 * sizes of the strata, so that what the arms differ by in plans is out of the difference.
 *
 * <pre>
 *   mean of an arm        Σ w m          w the stratum's share of the customers of both arms, m the arm's mean in it
 *   its variance          Σ w² s²/n
 *   degrees of freedom    (Σ w² s²/n)² / Σ (w² s²/n)²/(n − 1)      sums over strata and both arms, by Satterthwaite
 * </pre>
 *
 * <pre>{@code
 * PostStratification byPlan = PostStratification.of(
 *         Map.of("basic", SampleMean.of(500, 20, 90), "gold", SampleMean.of(100, 80, 400)),
 *         Map.of("basic", SampleMean.of(450, 19, 85), "gold", SampleMean.of(150, 77, 390)));
 * byPlan.effect(EffectScale.ABSOLUTE, 0.95);
 * }</pre>
 *
 * <ul>
 *   <li>A stratum with fewer than two customers in an arm has no difference with a variance. It is {@linkplain #leftOut left out} by
 *       name, and the figure is of the others.
 *   <li>That the sizes of strata are themselves drawn is left out: the figure is of customers as many in each as there were.
 *   <li>Shares by strata have a comparison of their own: {@link dev.retention.StratifiedComparison}.
 * </ul>
 *
 * <p>This record is immutable and thread-safe.
 *
 * @param strata both arms in each stratum, by its name, in order
 * @param leftOut the strata with fewer than two customers in an arm
 * @see <a href="https://doi.org/10.1111/j.1467-9868.2012.01048.x">Miratrix, Sekhon and Yu (2013), Adjusting treatment effect estimates
 *     by post-stratification in randomized experiments</a>
 * @since 0.1.0
 */
public record PostStratification(Map<String, MeanComparison> strata, List<String> leftOut) {

    /**
     * Takes the strata.
     *
     * @param strata both arms in each stratum, by its name
     * @param leftOut the strata with fewer than two customers in an arm
     * @throws IllegalArgumentException if an arm of {@code strata} is one customer
     */
    public PostStratification {
        requireNonNull(strata, "strata");
        requireNonNull(leftOut, "leftOut").forEach(each -> requireNonNull(each, "a stratum of leftOut"));
        leftOut = List.copyOf(leftOut);
        strata.forEach((name, stratum) -> checkArgument(
                named(name, stratum, "strata").treated().count() > 1
                        && stratum.control().count() > 1,
                "strata (%s: %s) must have two customers or more in both arms",
                name,
                stratum));
        strata = Collections.unmodifiableMap(new LinkedHashMap<>(strata));
    }

    /**
     * Pairs the strata of both arms by name.
     *
     * @param treated the means of those with the action, by stratum
     * @param control the means of those without, by stratum
     * @return the strata that both arms have two customers or more in, and the names of the others, in the order of the treated, and
     *     then of the control
     */
    public static PostStratification of(Map<String, SampleMean> treated, Map<String, SampleMean> control) {
        Map<String, MeanComparison> strata = new LinkedHashMap<>();
        List<String> leftOut = new ArrayList<>();
        requireNonNull(control, "control");
        control.forEach((name, other) -> named(name, other, "control"));
        requireNonNull(treated, "treated").forEach((name, one) -> {
            named(name, one, "treated");
            SampleMean other = control.get(name);
            if (other != null && one.count() > 1 && other.count() > 1) {
                strata.put(name, MeanComparison.of(one, other));
            } else {
                leftOut.add(name);
            }
        });
        control.keySet().stream().filter(name -> !treated.containsKey(name)).forEach(leftOut::add);
        return new PostStratification(strata, leftOut);
    }

    private static <T> T named(String stratum, T value, String of) {
        requireNonNull(stratum, "a stratum of " + of);
        return requireNonNull(value, stratum + " of " + of);
    }

    /**
     * The customers of all strata that are not left out.
     *
     * @return at least 0
     * @throws ArithmeticException if they sum past {@link Long#MAX_VALUE}
     */
    public long customers() {
        long customers = 0;
        for (MeanComparison stratum : strata.values()) {
            customers = Math.addExact(customers, size(stratum));
        }
        return customers;
    }

    private static long size(MeanComparison stratum) {
        return Math.addExact(stratum.treated().count(), stratum.control().count());
    }

    /**
     * The effect over all strata.
     *
     * @param scale the scale; of the lift both means are over all strata
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the effect, without a name; empty if every stratum is left out
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Optional<Effect> effect(EffectScale scale, double confidence) {
        requireNonNull(scale, "scale");
        Checks.openUnit(confidence, "confidence");
        return strata.isEmpty()
                ? Optional.empty()
                : Optional.of(means().effect(Outcome.Kind.MEAN, scale, confidence, "post-stratification"));
    }

    private ArmMeans means() {
        List<Part> treated = parts(MeanComparison::treated);
        List<Part> control = parts(MeanComparison::control);
        double one = sum(treated, Part::variance);
        double two = sum(control, Part::variance);
        double below = degreesBelow(treated, one + two) + degreesBelow(control, one + two);
        OptionalDouble degrees = one + two > 0 ? OptionalDouble.of(1 / below) : OptionalDouble.empty();
        return new ArmMeans(sum(treated, Part::mean), sum(control, Part::mean), one, two, degrees);
    }

    /** What a stratum adds to the mean of an arm and to its variance. */
    private record Part(double mean, double variance, long degrees) {}

    private List<Part> parts(Function<MeanComparison, SampleMean> side) {
        double customers = customers();
        List<Part> parts = new ArrayList<>();
        for (MeanComparison stratum : strata.values()) {
            SampleMean arm = side.apply(stratum);
            double weight = size(stratum) / customers;
            double variance = weight * weight * arm.variance().orElseThrow() / arm.count();
            parts.add(new Part(weight * arm.mean(), variance, arm.count() - 1));
        }
        return parts;
    }

    private static double sum(List<Part> parts, ToDoubleFunction<Part> part) {
        return parts.stream().mapToDouble(part).sum();
    }

    private static double degreesBelow(List<Part> parts, double variance) {
        return sum(parts, part -> part.variance / variance * (part.variance / variance) / part.degrees);
    }

    /** Prints the names of the strata, and of those left out. */
    @Override
    public String toString() {
        return strata.size()
                + (strata.size() == 1 ? " stratum " : " strata ")
                + strata.keySet()
                + (leftOut.isEmpty() ? "" : ", left out " + leftOut);
    }
}
