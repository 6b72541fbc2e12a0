package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Text;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a part, such as a group of customers, has to do with the change of a total.
 *
 * <p>With {@code m₀} and {@code m₁} for the part before and after and {@code T₀}, {@code T₁} for the total, the part included:
 *
 * <pre>
 *   difference           m₁ − m₀
 *   relative             (m₁ − m₀) / m₀
 *   expected             m₀ (T₁ − m₁) / (T₀ − m₀)        had the part changed as all the rest did
 *   unexpected           m₁ − expected
 *   unexpected relative  (m₁ − expected) / expected
 *   a-priori support     max(m₀ / T₀, m₁ / T₁)
 *   contribution         |m₁ − m₀|
 *   explanatory power    (m₁ − m₀) / (T₁ − T₀)
 *   surprise             ½ (p ln(2p / (p + q)) + q ln(2q / (p + q))),   p = m₀ / T₀,  q = m₁ / T₁
 * </pre>
 *
 * <pre>{@code
 * Contribution.of(43_857_330, 50_788_320, 216_802_833, 230_372_400).unexpectedDifference();   // 5247510.2
 * Contribution.ofParts(Map.of("A", 50.0, "B", 30.0), Map.of("A", 30.0, "B", 32.0)).get("A").explanatoryPower();
 * }</pre>
 *
 * <ul>
 *   <li>Nothing over nothing does not exist: where a denominator is 0 there is no value.
 *   <li>The explanatory powers of all parts add up to 1, but a single one may be below 0 or above 1: a part that fell while the total
 *       rose, or that rose more than the total.
 *   <li>Surprise is the part's term of the Jensen–Shannon divergence of the shares, in nats: others print it in bits. The terms of all
 *       parts add up to at most ln 2.
 *   <li>None of these is a test: in many small parts some differ by chance.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param before the part before, finite and of at most 1e300 in size
 * @param after the part after, likewise
 * @param totalBefore the total before, with the part, likewise
 * @param totalAfter the total after, with the part, likewise
 * @see "Bhagwan et al. (2014), Adtributor: revenue debugging in advertising systems, NSDI"
 * @see "Google BigQuery, AI.KEY_DRIVERS"
 * @since 0.1.0
 */
public record Contribution(double before, double after, double totalBefore, double totalAfter) {
    private static final double LARGEST = 1e300;
    // From here on the sum of the two logarithms has lost no digits.
    private static final double FAR = 0.2;

    /**
     * Checks the numbers.
     *
     * @param before the part before
     * @param after the part after
     * @param totalBefore the total before
     * @param totalAfter the total after
     * @throws IllegalArgumentException if a number is not finite or past 1e300
     */
    public Contribution {
        check(before, "before");
        check(after, "after");
        check(totalBefore, "totalBefore");
        check(totalAfter, "totalAfter");
    }

    private static void check(double value, String name) {
        checkArgument(Math.abs(value) <= LARGEST, "%s (%s) must be finite and not past 1e300", name, value);
    }

    /**
     * A part of a total before and after.
     *
     * @param before the part before
     * @param after the part after
     * @param totalBefore the total before, with the part
     * @param totalAfter the total after, with the part
     * @return the contribution
     * @throws IllegalArgumentException if a number is not finite or past 1e300
     */
    public static Contribution of(double before, double after, double totalBefore, double totalAfter) {
        return new Contribution(before, after, totalBefore, totalAfter);
    }

    /**
     * All parts of a total, which is their sum. A part that is named on one side only is 0 on the other.
     *
     * @param before the parts before; or what was expected of them
     * @param after the parts after; or what they came to
     * @param <G> the type of parts, with {@code equals} and {@code hashCode}
     * @return the contribution of each part, those of {@code before} first
     * @throws IllegalArgumentException if a number or a sum is not finite or past 1e300
     */
    public static <G> Map<G, Contribution> ofParts(Map<G, Double> before, Map<G, Double> after) {
        double totalBefore = sum(requireNonNull(before, "before").values(), "before");
        double totalAfter = sum(requireNonNull(after, "after").values(), "after");
        Map<G, Contribution> parts = new LinkedHashMap<>();
        before.keySet().forEach(part -> parts.put(requireNonNull(part, "before"), of(0, 0, 0, 0)));
        after.keySet().forEach(part -> parts.put(requireNonNull(part, "after"), of(0, 0, 0, 0)));
        parts.replaceAll((part, unused) ->
                of(before.getOrDefault(part, 0.0), after.getOrDefault(part, 0.0), totalBefore, totalAfter));
        return java.util.Collections.unmodifiableMap(parts);
    }

    /** The exact sum, whatever the order. */
    private static double sum(Collection<Double> values, String name) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Double value : values) {
            check(requireNonNull(value, name), name);
            sum = sum.add(new BigDecimal(value));
        }
        return sum.doubleValue();
    }

    /**
     * By how much the part rose.
     *
     * @return {@code m₁ − m₀}
     */
    public double difference() {
        return after - before;
    }

    /**
     * By how much the part rose for each unit of what it was.
     *
     * @return {@code (m₁ − m₀) / m₀}; empty if the part was 0
     * @throws ArithmeticException if the result passes the range of doubles
     */
    public OptionalDouble relativeDifference() {
        return ratio(difference(), before);
    }

    /**
     * What the part would be had it changed as all the rest of the total did.
     *
     * @return {@code m₀ (T₁ − m₁) / (T₀ − m₀)}; empty if there was no rest
     * @throws ArithmeticException if the result passes the range of doubles
     */
    public OptionalDouble expected() {
        OptionalDouble growth = ratio(totalAfter - after, totalBefore - before);
        return growth.isEmpty() ? growth : OptionalDouble.of(inRange(before * growth.getAsDouble()));
    }

    /**
     * By how much the part rose beyond what the rest of the total did.
     *
     * @return {@code m₁ − expected}; empty if there was no rest
     * @throws ArithmeticException if the result passes the range of doubles
     */
    public OptionalDouble unexpectedDifference() {
        OptionalDouble expected = expected();
        return expected.isEmpty() ? expected : OptionalDouble.of(inRange(after - expected.getAsDouble()));
    }

    /**
     * The unexpected difference for each unit of what was expected.
     *
     * @return {@code (m₁ − expected) / expected}; empty if there was no rest or nothing was expected
     * @throws ArithmeticException if the result passes the range of doubles
     */
    public OptionalDouble relativeUnexpectedDifference() {
        OptionalDouble expected = expected();
        return expected.isEmpty() ? expected : ratio(after - expected.getAsDouble(), expected.getAsDouble());
    }

    /**
     * How large the part is: the larger of its shares of the total before and after.
     *
     * @return {@code max(m₀ / T₀, m₁ / T₁)}; empty if a total is 0
     * @throws ArithmeticException if the result passes the range of doubles
     */
    public OptionalDouble aprioriSupport() {
        OptionalDouble then = ratio(before, totalBefore);
        OptionalDouble now = ratio(after, totalAfter);
        return then.isEmpty() || now.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(then.getAsDouble(), now.getAsDouble()));
    }

    /**
     * By how much the part changed, up or down.
     *
     * @return {@code |m₁ − m₀|}, at least 0
     */
    public double contribution() {
        return Math.abs(difference());
    }

    /**
     * Which share of the change of the total is the part's.
     *
     * @return {@code (m₁ − m₀) / (T₁ − T₀)}; empty if the total did not change
     * @throws ArithmeticException if the result passes the range of doubles
     */
    public OptionalDouble explanatoryPower() {
        return ratio(difference(), totalAfter - totalBefore);
    }

    /**
     * How unlike the part's shares of the total are: its half term of the Jensen–Shannon divergence.
     *
     * @return nats, at least 0; empty if a total is 0 or a share is below 0
     * @throws ArithmeticException if a share passes the range of doubles
     */
    public OptionalDouble surprise() {
        OptionalDouble then = ratio(before, totalBefore);
        OptionalDouble now = ratio(after, totalAfter);
        if (then.isEmpty() || now.isEmpty() || then.getAsDouble() < 0 || now.getAsDouble() < 0) {
            return OptionalDouble.empty();
        }
        double both = then.getAsDouble() + now.getAsDouble();
        return OptionalDouble.of(
                both == 0 ? 0 : both / 4 * entropyLost((now.getAsDouble() - then.getAsDouble()) / both));
    }

    /** {@code (1 − x) ln(1 − x) + (1 + x) ln(1 + x) = Σ x²ᵏ / (k (2k − 1))}: near 0 the logarithms would cancel. */
    private static double entropyLost(double x) {
        double size = Math.abs(x);
        if (size > FAR) {
            double less = size < 1 ? (1 - size) * Math.log1p(-size) : 0;
            return less + (1 + size) * Math.log1p(size);
        }
        double square = x * x;
        double sum = 0;
        for (int k = 12; k >= 1; k--) {
            sum = square * (sum + 1.0 / (k * (2 * k - 1)));
        }
        return sum;
    }

    private static OptionalDouble ratio(double upper, double lower) {
        return lower == 0 ? OptionalDouble.empty() : OptionalDouble.of(inRange(upper / lower));
    }

    private static double inRange(double value) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("a ratio (" + value + ") passes the range of doubles");
        }
        return value;
    }

    /** Prints the part, the total and what was unexpected, such as {@code 30 to 36 of 100 to 110: +6, unexpected +4.29}. */
    @Override
    public String toString() {
        OptionalDouble unexpected = unexpectedDifference();
        return Text.plain(before) + " to " + Text.plain(after) + " of " + Text.plain(totalBefore) + " to "
                + Text.plain(totalAfter) + ": " + signed(difference())
                + (unexpected.isEmpty() ? "" : ", unexpected " + signed(unexpected.getAsDouble()));
    }

    private static String signed(double value) {
        return (value > 0 ? "+" : "") + Text.number(value, 6);
    }
}
