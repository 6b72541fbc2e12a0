package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.NoncentralT;
import dev.retention.internal.Normal;
import dev.retention.internal.StudentT;
import dev.retention.internal.Text;
import java.io.Serializable;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * The chance of finding a change of a share or of a mean, and what it takes.
 *
 * @param deviation the standard deviation of a mean, 0 of a share
 * @param variance what an adjustment leaves of the variance, in (0, 1]
 */
record PowerModel(
        double baseline,
        double deviation,
        double change,
        double level,
        double power,
        boolean isTwoSided,
        int metrics,
        double variance)
        implements Serializable {
    /** More customers than any company has, and few enough for doubles to count them. */
    static final double MOST = 1e15;

    private static final int STEPS = 200;

    PowerModel {
        checkArgument(level > 0 && level <= 0.5, "level (%s) must be inside (0, 0.5]", level);
        checkArgument(power > level && power < 1, "power (%s) must be above the level (%s) and below 1", power, level);
    }

    /**
     * The shares of the arms that are compared, of all customers, and among how many comparisons the level is divided.
     */
    record Arms(double control, double other, long comparisons) {}

    static PowerModel ofShare(double baseline, double effect, EffectScale scale) {
        Checks.openUnit(baseline, "baseline");
        double change = change(effect, scale, baseline);
        double changed = baseline + change;
        checkArgument(
                changed >= 0 && changed <= 1 && changed != baseline,
                "effect (%s) must change the baseline (%s) to another share: %s",
                effect,
                baseline,
                changed);
        return new PowerModel(baseline, 0, change, 0.05, 0.8, true, 1, 1);
    }

    static PowerModel ofMean(double baseline, double standardDeviation, double effect, EffectScale scale) {
        checkArgument(Math.abs(baseline) < Double.POSITIVE_INFINITY, "baseline (%s) must be finite", baseline);
        Checks.positive(standardDeviation, "standardDeviation");
        double change = change(effect, scale, baseline);
        double inDeviations = Math.abs(change / standardDeviation);
        checkArgument(
                inDeviations > 0 && inDeviations < Double.POSITIVE_INFINITY,
                "effect (%s) over standardDeviation (%s) must be a number other than 0: %s",
                effect,
                standardDeviation,
                inDeviations);
        return new PowerModel(baseline, standardDeviation, change, 0.05, 0.8, true, 1, 1);
    }

    private static double change(double effect, EffectScale scale, double baseline) {
        Checks.number(effect, "effect");
        if (requireNonNull(scale, "scale") == EffectScale.ABSOLUTE) {
            return effect;
        }
        checkArgument(baseline > 0, "baseline (%s) must be above 0 for a relative effect", baseline);
        return effect * baseline;
    }

    double onScale(double changeBy, EffectScale scale) {
        if (requireNonNull(scale, "scale") == EffectScale.ABSOLUTE) {
            return changeBy;
        }
        checkArgument(baseline > 0, "scale (%s) must be absolute of a baseline of %s", scale, baseline);
        return changeBy / baseline;
    }

    PowerModel with(double newLevel, double newPower) {
        return new PowerModel(baseline, deviation, change, newLevel, newPower, isTwoSided, metrics, variance);
    }

    PowerModel oneSided() {
        return new PowerModel(baseline, deviation, change, level, power, false, metrics, variance);
    }

    PowerModel withMetrics(int newMetrics) {
        return new PowerModel(baseline, deviation, change, level, power, isTwoSided, newMetrics, variance);
    }

    PowerModel adjusted(double varianceReduction) {
        checkArgument(
                varianceReduction >= 0 && varianceReduction < 1,
                "varianceReduction (%s) must be in [0, 1)",
                varianceReduction);
        return new PowerModel(baseline, deviation, change, level, power, isTwoSided, metrics, 1 - varianceReduction);
    }

    private boolean isShare() {
        return deviation == 0;
    }

    /** The chance of finding a change with so many customers in all arms. */
    double powerOf(double customers, double changeBy, Arms arms) {
        double control = customers * arms.control();
        double other = customers * arms.other();
        double tail = level / (double) arms.comparisons() / (isTwoSided ? 2 : 1);
        double by = Math.abs(changeBy);
        if (isShare()) {
            return ofShares(control, other, tail, by, Math.min(1, Math.max(0, baseline + changeBy)));
        }
        double df = control + other - 2;
        double shift = by / deviation / Math.sqrt(variance * (1 / control + 1 / other));
        if (!(df > 0)) {
            return 0;
        }
        return shift < 1e100 ? NoncentralT.survival(StudentT.leaving(2 * tail, df), df, shift) : 1;
    }

    /** Fleiss, Tytun and Ury (1980), their equation without the correction, solved for the power. */
    private double ofShares(double control, double other, double tail, double by, double changed) {
        double ratio = other / control;
        double pooled = (baseline + ratio * changed) / (1 + ratio);
        double ifNone = Math.sqrt(pooled * (1 - pooled) * (1 + 1 / ratio));
        double ifChanged = Math.sqrt(baseline * (1 - baseline) + changed * (1 - changed) / ratio);
        return control == 0
                ? 0
                : Normal.cdf((by * Math.sqrt(control / variance) + Normal.quantile(tail) * ifNone) / ifChanged);
    }

    /** How many customers in all arms have the power; infinite if more than {@link #MOST}. */
    double needed(Arms arms) {
        if (powerOf(MOST, change, arms) < power) {
            return Double.POSITIVE_INFINITY;
        }
        return least(MOST, customers -> powerOf(customers, change, arms));
    }

    /** The least change of the direction of this one that has the power. */
    OptionalDouble detectable(double customers, Arms arms) {
        double sign = Math.signum(change);
        double most = isShare() ? (change > 0 ? 1 - baseline : baseline) : deviation * 1e18;
        if (!(most < Double.POSITIVE_INFINITY) || powerOf(customers, sign * most, arms) < power) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sign * least(most, by -> powerOf(customers, sign * by, arms)));
    }

    /** The least number up to another at which what rises with it reaches the power. */
    private double least(double upTo, DoubleUnaryOperator rising) {
        double low = Double.MIN_NORMAL;
        double high = upTo;
        for (int step = 0; step < STEPS && high - low > high * 0x1p-50; step++) {
            // Over many orders of magnitude by their logarithms.
            double middle = high > 4 * low ? Math.sqrt(low) * Math.sqrt(high) : low + (high - low) / 2;
            if (rising.applyAsDouble(middle) < power) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    @Override
    public String toString() {
        double changed = baseline + change;
        return (isShare()
                        ? Text.percent(baseline) + " became " + Text.percent(changed)
                        : Text.plain(baseline) + " became " + Text.plain(changed) + " (standard deviation "
                                + Text.plain(deviation) + ")")
                + (variance == 1 ? "" : ", with " + Text.percent(1 - variance) + " less variance")
                + (isTwoSided ? "" : ", one-sided");
    }
}
