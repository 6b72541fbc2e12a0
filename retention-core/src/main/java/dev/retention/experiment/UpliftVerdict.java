package dev.retention.experiment;

import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.Optional;

/**
 * What to think of a score that is to tell whom an action helps, in a word and in a sentence. The first of these that is so:
 *
 * <pre>
 *   TOO_FEW       an arm has fewer than 10 customers, or fewer than 10 have another outcome than most, or the curve has
 *                 fewer than two points
 *   TELLS         the interval of the Qini coefficient lies above 0
 *   UPSIDE_DOWN   it lies below 0
 *   NOT_TOLD      it includes 0
 * </pre>
 *
 * @param kind the word
 * @param words the sentence, with the numbers that it follows from
 * @param confidence the level of its interval, inside (0, 1)
 * @since 0.1.0
 */
public record UpliftVerdict(Kind kind, String words, double confidence) {
    /** The fewest customers of an arm, and the fewest with another outcome than most, of whom a verdict is passed. */
    public static final int FEWEST = 10;

    /**
     * Refuses null.
     *
     * @param kind the word
     * @param words the sentence
     * @param confidence the level of its interval
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public UpliftVerdict {
        requireNonNull(kind, "kind");
        requireNonNull(words, "words");
        Checks.openUnit(confidence, "confidence");
    }

    /** A verdict in a word. */
    public enum Kind {
        /** There are too few customers to say. */
        TOO_FEW,
        /** Those whom it puts first gain more than others. */
        TELLS,
        /** Those whom it puts first gain less than others. */
        UPSIDE_DOWN,
        /** It may do no better than drawing customers at random. */
        NOT_TOLD
    }

    static UpliftVerdict on(UpliftCurve curve, long rarer, double confidence) {
        Optional<Interval> interval = curve.interval(confidence);
        if (Math.min(rarer, Math.min(curve.treated(), curve.control())) < FEWEST || interval.isEmpty()) {
            return new UpliftVerdict(
                    Kind.TOO_FEW,
                    "too few to say: " + curve.treated() + " treated, " + curve.control() + " held out, " + rarer
                            + " with another outcome than most: "
                            + FEWEST + " of each are needed, with two scores at least",
                    confidence);
        }
        Interval its = interval.get();
        String qini = "Qini " + Text.within(curve.qini().orElseThrow(), its.width() / 2, 3) + " " + its;
        if (its.lower() > 0) {
            return new UpliftVerdict(
                    Kind.TELLS, "it tells whom to treat: " + qini + " is above 0" + best(curve), confidence);
        }
        return its.upper() < 0
                ? new UpliftVerdict(
                        Kind.UPSIDE_DOWN,
                        "upside down: those whom it puts first gain less than others: " + qini + " is below 0",
                        confidence)
                : new UpliftVerdict(
                        Kind.NOT_TOLD,
                        "not shown to do better than drawing at random: " + qini + " includes 0",
                        confidence);
    }

    /** Down to where to treat if that costs nothing. */
    private static String best(UpliftCurve curve) {
        return curve.best(0)
                .map(point -> "; treating down to a score of " + Text.within(point.score(), 0, 4) + ", the first "
                        + Text.percent((double) point.customers() / curve.customers()) + ", gains most")
                .orElse("; yet nobody gains by it");
    }

    /** Prints the sentence. */
    @Override
    public String toString() {
        return words;
    }
}
