package dev.retention.trend;

import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.trend.PeriodComparison.Verdict;

/**
 * How much more a share changed in one group than in another: the difference in differences.
 *
 * <pre>{@code
 * ShareEffect effect = new ShareEffect(
 *         Proportion.of(60, 100), Proportion.of(75, 100),    // those concerned, before and after
 *         Proportion.of(62, 100), Proportion.of(64, 100));   // the comparison group, before and after
 * effect.effect();           // 0.13
 * effect.interval(0.95);     // [-0.0546, 0.3106] at 95 %
 * }</pre>
 *
 * <pre>
 *   effect = (a₁ − b₁) − (a₀ − b₀)
 * </pre>
 *
 * <p>with the share {@code b} before and {@code a} after of those concerned (1) and of the comparison group (0).
 *
 * <ul>
 *   <li>It is what the event did only if both groups would have changed alike without it. That cannot be seen; whether they did so before
 *       can ({@link BeforeAfter#beforehand}).
 *   <li>Alike on this scale is not alike on that of ratios: from 10 % to 20 % beside from 40 % to 50 % is no effect here and a doubling
 *       there. Choose before looking.
 *   <li>The four are taken as independent. The same customers before and after make the interval wider than it need be if what one does
 *       goes along with what the same one did; many counts of few customers make it too narrow.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param before the share of those concerned, before
 * @param after the share of those concerned, after
 * @param controlBefore the share of the comparison group, before
 * @param controlAfter the share of the comparison group, after
 * @since 0.1.0
 */
public record ShareEffect(Proportion before, Proportion after, Proportion controlBefore, Proportion controlAfter) {

    /**
     * Takes the four shares.
     *
     * @param before the share of those concerned, before
     * @param after the share of those concerned, after
     * @param controlBefore the share of the comparison group, before
     * @param controlAfter the share of the comparison group, after
     */
    public ShareEffect {
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        requireNonNull(controlBefore, "controlBefore");
        requireNonNull(controlAfter, "controlAfter");
    }

    /** {@return the share of those concerned after the event against that before} */
    public ProportionComparison change() {
        return after.comparedWith(before);
    }

    /** {@return the share of the comparison group after the event against that before} */
    public ProportionComparison controlChange() {
        return controlAfter.comparedWith(controlBefore);
    }

    /**
     * The effect.
     *
     * @return the change of the one less that of the other, in [−2, 2]
     */
    public double effect() {
        return change().difference() - controlChange().difference();
    }

    /**
     * The confidence interval of the effect, made of the intervals of both changes ({@link ProportionComparison#differenceInterval}) by
     * {@link BeforeAfter#difference}: from four Wilson intervals, so that shares of 0 and 1 leave it a width.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval, within [−2, 2]
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     * @see <a href="https://doi.org/10.1002/sim.3095">Zou and Donner (2008), Construction of confidence limits about effect measures</a>
     */
    public Interval interval(double confidence) {
        return BeforeAfter.difference(
                change().difference(),
                change().differenceInterval(confidence),
                controlChange().difference(),
                controlChange().differenceInterval(confidence));
    }

    /**
     * The textbook interval, here to reproduce the figures of others.
     *
     * <pre>
     *   effect ± z √(Σ p(1 − p)/n)     over the four shares
     * </pre>
     *
     * <p>Of no width where all four are 0 or 1.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval, which may pass −2 and 2
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval waldInterval(double confidence) {
        double variance = variance(before) + variance(after) + variance(controlBefore) + variance(controlAfter);
        return Interval.normal(effect(), Math.sqrt(variance), confidence);
    }

    private static double variance(Proportion share) {
        return share.asDouble() * share.complement().asDouble() / share.total();
    }

    /**
     * What the data say of the effect: one only where {@link #interval} holds no 0.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return whether the share changed more upwards than in the comparison group, or downwards, or neither is clear
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Verdict verdict(double confidence) {
        return PeriodComparison.verdict(interval(confidence), 0);
    }

    /** The two changes, as {@code 75.0 % (75 of 100) after 60.0 % (60 of 100), beside 64.0 % (64 of 100) after 62.0 % (62 of 100)}. */
    @Override
    public String toString() {
        return after + " after " + before + ", beside " + controlAfter + " after " + controlBefore;
    }
}
