package dev.retention.trend;

import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.trend.PeriodComparison.Reference;
import java.util.Locale;

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
        return "against " + percent(comparison.earlierRate().asDouble()) + " in " + comparison.earlier()
                + (comparison.reference() == Reference.LAST_YEAR
                        ? ", the same period of the last year: "
                        : ", the period before: ")
                + change(comparison.interval(confidence))
                + (comparison.reference() == Reference.BEFORE
                                && comparison.verdict(confidence) != PeriodComparison.Verdict.UNCLEAR
                        ? "; that may be the season"
                        : "");
    }

    /**
     * A difference of two rates in words, wherever they are from.
     *
     * @param difference where the difference lies, as fractions
     * @return "clearly higher, by 1.0 to 2.0 points", or lower, or that there is no clear change, without a full stop
     */
    public String change(Interval difference) {
        requireNonNull(difference, "difference");
        if (difference.lower() > 0) {
            return "clearly higher, " + by(difference.lower(), difference.upper());
        }
        if (difference.upper() < 0) {
            return "clearly lower, " + by(-difference.upper(), -difference.lower());
        }
        return String.format(
                Locale.ROOT,
                "no clear change; chance alone could explain it (anything from %.1f points lower to %.1f higher)",
                Math.abs(difference.lower()) * 100,
                difference.upper() * 100);
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

    private static String by(double least, double most) {
        return String.format(Locale.ROOT, "by %.1f to %.1f points", least * 100, most * 100);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    /** The level, as {@code sentences at 95 %}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "sentences at %.0f %%", confidence * 100);
    }
}
