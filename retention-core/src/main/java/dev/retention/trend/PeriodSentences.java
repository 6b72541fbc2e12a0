package dev.retention.trend;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.FrequencyComparison;
import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.trend.PeriodComparison.Reference;
import dev.retention.trend.PeriodComparison.Verdict;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * What may be said of a rate and its change, in English: the one place where a comparison of periods becomes words.
 *
 * <p>A difference is called higher or lower only where its interval holds no 0, with the least and the most that it may be; otherwise
 * the sentence says that chance could explain it, and how far either way. A difference from the period before says of itself that it
 * may be the season. Numbers are written alike in every language setting. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class PeriodSentences {
    private static final String UNBOUNDED = "no clear change; these data set it no bound";

    private static final int MORE_DIGITS = 6;

    private final double confidence;

    private PeriodSentences(double confidence) {
        this.confidence = confidence;
    }

    /**
     * Sentences at a level of confidence.
     *
     * @param confidence the level of every interval, inside (0, 1), such as 0.95
     * @return the sentences
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public static PeriodSentences at(double confidence) {
        Checks.openUnit(confidence, "confidence");
        return new PeriodSentences(confidence);
    }

    /**
     * The difference in words, as a part of a sentence that names the rate.
     *
     * <p>For example: "against 73.0 % in 2016-11, the same period of the last year: no clear change; chance alone could explain it
     * (anything from 7.6 points lower to 13.9 higher)".
     *
     * @param comparison the two periods
     * @return the words, without a full stop
     */
    public String difference(PeriodComparison comparison) {
        requireNonNull(comparison, "comparison");
        return against(
                        percent(comparison.earlierRate().asDouble()),
                        comparison.reference(),
                        comparison.earlier(),
                        comparison.periods())
                + change(comparison.interval(confidence))
                + season(
                        comparison.reference(),
                        comparison.period(),
                        comparison.periods(),
                        comparison.verdict(confidence));
    }

    /**
     * The change of a count per exposure in words, as a part of a sentence that names it.
     *
     * <p>For example: "against 0.01 (30 per 3000) in 2023-08, the same period of the last year: clearly fewer, 0.18 to 0.779 times as many".
     * Where the earlier count is 0 there is no ratio, but perhaps a least one: "clearly more, at least 1.2 times as many".
     *
     * @param comparison the two periods
     * @return the words, without a full stop
     */
    public String difference(CountComparison comparison) {
        requireNonNull(comparison, "comparison");
        return against(
                        comparison.frequencies().reference().toString(),
                        comparison.reference(),
                        comparison.earlier(),
                        comparison.periods())
                + times(comparison.interval(confidence))
                + season(
                        comparison.reference(),
                        comparison.period(),
                        comparison.periods(),
                        comparison.verdict(confidence));
    }

    /**
     * What a share did beyond that of a comparison group, in words.
     *
     * @param effect the four shares
     * @return "changed by 15.0 points, and by 2.0 in the comparison group: no clear change; …", without a full stop
     */
    public String effect(ShareEffect effect) {
        requireNonNull(effect, "effect");
        return String.format(
                        Locale.ROOT,
                        "changed by %.1f points, and by %.1f in the comparison group: ",
                        points(effect.change().difference()),
                        points(effect.controlChange().difference()))
                + change(effect.interval(confidence));
    }

    /**
     * What a rate per exposure did beyond that of a comparison group, in words.
     *
     * @param effect the four rates
     * @return "from 0.08 to 0.04 (0.5 times), and from 0.05 to 0.045 (0.9 times) in the comparison group: clearly fewer, …", without a full
     *     stop
     */
    public String effect(FrequencyEffect effect) {
        requireNonNull(effect, "effect");
        return fromTo(effect.change()) + ", and " + fromTo(effect.controlChange()) + " in the comparison group: "
                + times(effect.interval(confidence));
    }

    /**
     * Whether an effect is out of the ordinary, in words that say no more.
     *
     * @param placebos the effect, and those at other dates
     * @return "an effect as large is found at 1 of 12 dates, its own among them", and how many more had none; without a full stop
     */
    public String placebos(BeforeAfter.Placebos placebos) {
        long dates = requireNonNull(placebos, "placebos").asLarge().total();
        int none = placebos.undefined();
        String earlier = none + " earlier " + (none == 1 ? "date" : "dates");
        if (dates == 1) {
            return none == 0
                    ? "there is no earlier date to compare the effect with"
                    : "there is no earlier date to compare the effect with: " + earlier + " with a count of 0 had none";
        }
        return "an effect as large is found at " + placebos.asLarge().count() + " of " + dates
                + " dates, its own among them"
                + (none == 0 ? "" : "; " + earlier + " more, with a count of 0, had none");
    }

    /**
     * A difference of two rates in words, wherever they are from.
     *
     * @param difference where the difference lies, as fractions
     * @return "clearly higher, by 1.0 to 2.0 points", or lower, or that there is no clear change, without a full stop
     */
    public String change(Interval difference) {
        requireNonNull(difference, "difference");
        return change(difference, PeriodSentences::inPoints, " points");
    }

    /**
     * A difference of two amounts in words, such as of revenue with the interval that {@link dev.retention.rule.Resampled} gives.
     *
     * @param difference where the difference lies
     * @param unit what it is of, such as {@code EUR}
     * @return "clearly higher, by 1200 to 1800 EUR", or lower, or that there is no clear change, without a full stop
     */
    public String change(Interval difference, String unit) {
        requireNonNull(difference, "difference");
        requireNonNull(unit, "unit");
        return change(difference, PeriodSentences::number, " " + unit);
    }

    private static String change(Interval difference, DoubleFunction<String> number, String unit) {
        if (difference.lower() > 0 || difference.upper() < 0) {
            boolean higher = difference.lower() > 0;
            double least = higher ? difference.lower() : -difference.upper();
            double most = higher ? difference.upper() : -difference.lower();
            return (higher ? "clearly higher, by " : "clearly lower, by ")
                    + (most == Double.POSITIVE_INFINITY
                            ? "at least " + number.apply(least)
                            : number.apply(least) + " to " + number.apply(most))
                    + unit;
        }
        boolean below = Double.isInfinite(difference.lower());
        boolean above = Double.isInfinite(difference.upper());
        if (below && above) {
            return UNBOUNDED;
        }
        if (below || above) {
            return "no clear change; these data set it no bound " + (below ? "below (at most " : "above (at most ")
                    + number.apply(below ? difference.upper() : -difference.lower())
                    + unit + (below ? " higher)" : " lower)");
        }
        return "no clear change; chance alone could explain it (anything from "
                + number.apply(Math.abs(difference.lower())) + unit + " lower to " + number.apply(difference.upper())
                + " higher)";
    }

    /**
     * A ratio of two rates in words, wherever they are from.
     *
     * @param ratio where the ratio lies, within [0, ∞]
     * @return "clearly more, 1.2 to 1.8 times as many", or fewer, or that there is no clear change, without a full stop
     * @throws IllegalArgumentException if an end is below 0
     */
    public String times(Interval ratio) {
        requireNonNull(ratio, "ratio");
        checkArgument(ratio.lower() >= 0, "ratio (%s) must be at least 0", ratio);
        boolean bounded = ratio.upper() < Double.POSITIVE_INFINITY;
        if (ratio.lower() > 1 || ratio.upper() < 1) {
            return (ratio.lower() > 1 ? "clearly more, " : "clearly fewer, ")
                    + (bounded
                            ? times(ratio.lower()) + " to " + times(ratio.upper())
                            : "at least " + times(ratio.lower()))
                    + " times as many";
        }
        if (!bounded) {
            return ratio.lower() == 0
                    ? UNBOUNDED
                    : "no clear change; these data set it no bound above (at least " + times(ratio.lower())
                            + " times as many)";
        }
        return "no clear change; chance alone could explain it (anything from " + times(ratio.lower()) + " to "
                + times(ratio.upper()) + " times as many)";
    }

    /**
     * Why the season is still in a comparison with the period before.
     *
     * @param rates the rates that there are
     * @param period the period in question
     * @return the sentence; empty text if the same period of the last year has a rate, or if periods are years
     */
    public String seasonNote(PeriodRates rates, Period period) {
        requireNonNull(rates, "rates");
        requireNonNull(period, "period");
        if (rates.compare(period, Reference.LAST_YEAR).isPresent()
                || period.grain().equals(Grain.YEAR)) {
            return "";
        }
        return PeriodRates.reference(period, Reference.LAST_YEAR)
                .map(lastYear -> "The season is not out of this: that takes " + lastYear
                        + ", the same period of the last year, for which the data have no such rate.")
                .orElse("The season is not out of this: periods of this length have no counterpart in the last year.");
    }

    private static String against(String rate, Reference reference, Period earlier, int periods) {
        String those = periods == 1 ? "period" : periods + " periods";
        return "against " + rate + " in " + (periods == 1 ? "" : "the ") + PeriodComparison.name(earlier, periods)
                + (reference == Reference.LAST_YEAR
                        ? ", the same " + those + " of the last year: "
                        : ", the " + those + " before: ");
    }

    /** Whole years have all of the season on either side. */
    private static String season(Reference reference, Period period, int periods, Verdict verdict) {
        boolean wholeYears = period.grain().equals(Grain.YEAR)
                || PeriodRates.reference(period, Reference.LAST_YEAR)
                        .filter(lastYear -> periods % lastYear.until(period) == 0)
                        .isPresent();
        return reference == Reference.LAST_YEAR || verdict == Verdict.UNCLEAR || wholeYears
                ? ""
                : "; that may be the season";
    }

    private static double points(double share) {
        // What rounds to 0 has no sign.
        return Math.abs(share) < 0.0005 ? 0 : share * 100;
    }

    private static String fromTo(FrequencyComparison change) {
        return "from " + number(change.reference().asDouble()) + " to "
                + number(change.first().asDouble())
                + (change.ratio().isPresent() ? " (" + number(change.ratio().getAsDouble()) + " times)" : "");
    }

    /** A ratio, with more digits where it is so near 1 that it would look like 1. */
    private static String times(double ratio) {
        return number(ratio).equals("1") && ratio != 1 ? Text.number(ratio, MORE_DIGITS) : number(ratio);
    }

    /** A difference of shares, with more digits where it is so near 0 that it would look like 0. */
    private static String inPoints(double share) {
        double points = share * 100;
        return Math.abs(points) < 0.05 && points != 0
                ? Text.number(points, 1)
                : String.format(Locale.ROOT, "%.1f", points);
    }

    private static String number(double value) {
        return Text.number(value, 3);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    /** The level, as {@code sentences at 95 %}. */
    @Override
    public String toString() {
        return "sentences at " + Text.number(confidence * 100, MORE_DIGITS) + " %";
    }
}
