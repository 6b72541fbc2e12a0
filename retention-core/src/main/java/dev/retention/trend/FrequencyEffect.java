package dev.retention.trend;

import static java.util.Objects.requireNonNull;

import dev.retention.Frequency;
import dev.retention.FrequencyComparison;
import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import dev.retention.internal.Text;
import dev.retention.trend.PeriodComparison.Verdict;
import java.util.OptionalDouble;

/**
 * How many times as much a rate per exposure changed in one group as in another: the ratio of rate ratios.
 *
 * <pre>{@code
 * FrequencyEffect effect = new FrequencyEffect(
 *         Frequency.of(80, 1_000), Frequency.of(40, 1_000),   // those concerned, before and after
 *         Frequency.of(50, 1_000), Frequency.of(45, 1_000));  // the comparison group, before and after
 * effect.effect();           // 0.5556: the rate halved, and came down to 0.9 of itself elsewhere
 * effect.interval(0.95);     // [0.3194, 0.9662] at 95 %
 * }</pre>
 *
 * <pre>
 *   effect = (a₁/b₁) / (a₀/b₀)
 *   interval = effect · exp(± z √(φ (1/x(b₁) + 1/x(a₁) + 1/x(b₀) + 1/x(a₀))))
 * </pre>
 *
 * <p>with the rate {@code b} before and {@code a} after of those concerned (1) and of the comparison group (0), their counts {@code x} and
 * the dispersion {@code φ} of {@link FrequencyComparison}.
 *
 * <ul>
 *   <li>It is what the event did only if both rates would have changed by the same factor without it.
 *   <li>With a count of 0 the logarithm has no error, and the interval is the exact one given the sums of both groups and both times: all
 *       effects at which counts so far at the end are no rarer than (1 − confidence)/2, to the power of φ. It is open to one side, and [0,
 *       ∞] where the sums leave no choice, such as nothing in either group afterwards. Nothing is added to the counts. (Cornfield 1956, <i>A
 *       statistical problem arising from retrospective studies</i>, Third Berkeley Symposium 4, pp. 135–148.)
 *   <li>With fewer than about 5 of any it is rough.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param before the rate of those concerned, before
 * @param after the rate of those concerned, after
 * @param controlBefore the rate of the comparison group, before
 * @param controlAfter the rate of the comparison group, after
 * @param dispersion how many times as much counts vary as Poisson's, from 1 to 1,000,000
 * @since 0.1.0
 */
public record FrequencyEffect(
        Frequency before, Frequency after, Frequency controlBefore, Frequency controlAfter, double dispersion) {

    /**
     * Takes the four rates.
     *
     * @param before the rate of those concerned, before
     * @param after the rate of those concerned, after
     * @param controlBefore the rate of the comparison group, before
     * @param controlAfter the rate of the comparison group, after
     * @param dispersion how many times as much counts vary as Poisson's
     * @throws IllegalArgumentException if {@code dispersion} is not from 1 to 1,000,000
     */
    public FrequencyEffect {
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        requireNonNull(controlBefore, "controlBefore");
        requireNonNull(controlAfter, "controlAfter");
        dispersion = new FrequencyComparison(after, before, dispersion).dispersion();
    }

    /**
     * Takes four rates of Poisson counts.
     *
     * @param before the rate of those concerned, before
     * @param after the rate of those concerned, after
     * @param controlBefore the rate of the comparison group, before
     * @param controlAfter the rate of the comparison group, after
     */
    public FrequencyEffect(Frequency before, Frequency after, Frequency controlBefore, Frequency controlAfter) {
        this(before, after, controlBefore, controlAfter, 1);
    }

    /** {@return the rate of those concerned after the event against that before} */
    public FrequencyComparison change() {
        return new FrequencyComparison(after, before, dispersion);
    }

    /** {@return the rate of the comparison group after the event against that before} */
    public FrequencyComparison controlChange() {
        return new FrequencyComparison(controlAfter, controlBefore, dispersion);
    }

    /**
     * The effect.
     *
     * @return the ratio of the one over that of the other, at least 0; empty if either has none, or that of the comparison group is 0
     */
    public OptionalDouble effect() {
        return before.count() == 0 || controlBefore.count() == 0 || controlAfter.count() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        change().ratio().getAsDouble() / controlChange().ratio().getAsDouble());
    }

    /**
     * The confidence interval of the effect, on the logarithmic scale; exact where a count is 0. Takes constant time; where a count is 0,
     * time that grows with the dispersion.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval, within [0, ∞]
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval interval(double confidence) {
        Checks.openUnit(confidence, "confidence");
        if (logarithm().isEmpty()) {
            return exactInterval(confidence);
        }
        double variance = dispersion
                * (1.0 / before.count()
                        + 1.0 / after.count()
                        + 1.0 / controlBefore.count()
                        + 1.0 / controlAfter.count());
        double margin = Normal.critical(confidence) * Math.sqrt(variance);
        double effect = effect().getAsDouble();
        return new Interval(effect * Math.exp(-margin), effect * Math.exp(margin), confidence);
    }

    /** The interval where a count is 0, so that they are at an end of what their sums allow. */
    private Interval exactInterval(double confidence) {
        double logTail = dispersion * Math.log((1 - confidence) / 2);
        double unit = Math.log(before.exposure())
                - Math.log(after.exposure())
                + Math.log(controlAfter.exposure())
                - Math.log(controlBefore.exposure());
        if (after.count() == 0 || controlBefore.count() == 0) {
            double upper = ExactEffect.upper(
                    (double) after.count(),
                    (double) before.count(),
                    (double) controlAfter.count(),
                    (double) controlBefore.count(),
                    logTail);
            return new Interval(0, Math.exp(upper + unit), confidence);
        }
        double upper = ExactEffect.upper(
                (double) before.count(),
                (double) after.count(),
                (double) controlBefore.count(),
                (double) controlAfter.count(),
                logTail);
        return new Interval(Math.min(Double.MAX_VALUE, Math.exp(unit - upper)), Double.POSITIVE_INFINITY, confidence);
    }

    /** The logarithm of the effect; empty if any of the four counts 0. */
    OptionalDouble logarithm() {
        return after.count() == 0 || effect().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.log(effect().getAsDouble()));
    }

    /**
     * What the data say of the effect: one only where {@link #interval} leaves 1 out.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return whether the rate grew by more than in the comparison group, or by less, or neither is clear
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Verdict verdict(double confidence) {
        return PeriodComparison.verdict(interval(confidence), 1);
    }

    /** The two changes, as {@code 0.04 (40 per 1000) after 0.08 (80 per 1000), beside 0.045 (45 per 1000) after 0.05 (50 per 1000)}. */
    @Override
    public String toString() {
        return after + " after " + before + ", beside " + controlAfter + " after " + controlBefore
                + (dispersion == 1 ? "" : ", dispersion " + Text.number(dispersion, 6));
    }
}
