package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.Optional;

/**
 * What to think of a score, in a word and in a sentence. The first of these that is so:
 *
 * <pre>
 *   TOO_EARLY     nobody was followed for the days, so that nothing is known of those who have not left yet
 *   TOO_FEW       fewer than 10 customers lost, or fewer than 10 who stayed
 *   UPSIDE_DOWN   the interval of the area lies below 0.5
 *   NOTHING       it includes 0.5, and lies within 0.4 to 0.6
 *   UNCLEAR       it includes 0.5, and reaches further
 *   MISJUDGED     it lies above 0.5, and the score is a probability that the outcome belies:
 *                 the mean of all forecasts is outside the interval of the share lost at 1 − (1 − confidence)/2, or,
 *                 of classes of a tenth each, that of one is outside its own at 1 − (1 − confidence)/(2 classes),
 *                 so that probabilities that are right are called wrong no more often than 1 − confidence
 *   WEAK          it lies above 0.5, and the area is below 0.6
 *   PREDICTS      else
 * </pre>
 *
 * @param kind the word
 * @param words the sentence, with the numbers and bounds that it follows from
 * @param confidence the level of its intervals, inside (0, 1)
 * @since 0.1.0
 */
public record ScoreVerdict(Kind kind, String words, double confidence) {
    /** The fewest customers lost, and the fewest who stayed, of whom a verdict is passed. */
    public static final int FEWEST = 10;

    /** The area from which a score tells more than little; its distance from 0.5 counts on the other side too. */
    public static final double LITTLE = 0.6;

    private static final int CLASSES = 10;
    private static final double NONE = 0.5;

    /**
     * Refuses null.
     *
     * @param kind the word
     * @param words the sentence
     * @param confidence the level of its intervals
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public ScoreVerdict {
        requireNonNull(kind, "kind");
        requireNonNull(words, "words");
        Checks.openUnit(confidence, "confidence");
    }

    /** A verdict in a word. */
    public enum Kind {
        /** Nobody was followed for long enough. */
        TOO_EARLY,
        /** There are too few losses to say, or too few customers who stayed. */
        TOO_FEW,
        /** Customers with better scores leave more. */
        UPSIDE_DOWN,
        /** It predicts nothing that matters. */
        NOTHING,
        /** It may predict much or nothing. */
        UNCLEAR,
        /** It ranks customers, but its probabilities are wrong. */
        MISJUDGED,
        /** It predicts a little. */
        WEAK,
        /** It predicts. */
        PREDICTS
    }

    static ScoreVerdict on(ScoreCheck check, double confidence) {
        Optional<Interval> interval = check.interval(confidence);
        if (check.share().isEmpty()) {
            return new ScoreVerdict(
                    Kind.TOO_EARLY,
                    "too early to say: of " + Text.customers(check.customers())
                            + " with a score nobody was followed for " + Text.days(check.within()),
                    confidence);
        }
        if (check.lost() < FEWEST || check.stayed() < FEWEST || interval.isEmpty()) {
            boolean isLost = check.lost() < FEWEST;
            return new ScoreVerdict(
                    Kind.TOO_FEW,
                    "too few " + (isLost ? "losses" : "who stayed") + " to say: "
                            + (isLost ? check.lost() : check.stayed()) + " within " + Text.days(check.within())
                            + ", of " + FEWEST + " at least",
                    confidence);
        }
        double auc = check.auc().orElseThrow();
        Interval its = interval.get();
        String area = "AUC " + Text.number(auc, 3) + " " + its;
        if (its.upper() < NONE) {
            String who = check.kind() == ScoreCheck.Kind.HEALTH ? "higher" : "lower";
            return new ScoreVerdict(
                    Kind.UPSIDE_DOWN,
                    "upside down: customers with " + who + " scores, which should be better, leave more: " + area
                            + " is below 0.5",
                    confidence);
        }
        if (its.contains(NONE)) {
            boolean isNarrow = its.upper() <= LITTLE && its.lower() >= 1 - LITTLE;
            return new ScoreVerdict(
                    isNarrow ? Kind.NOTHING : Kind.UNCLEAR,
                    (isNarrow ? "it predicts nothing: " : "not shown to predict anything: ") + area + " includes 0.5"
                            + (isNarrow ? " and nothing beyond 0.4 to 0.6" : ", and what lies beyond 0.4 to 0.6, too"),
                    confidence);
        }
        Optional<String> belied =
                check.kind() == ScoreCheck.Kind.PROBABILITY ? belied(check, confidence) : Optional.empty();
        boolean isWeak = auc < LITTLE;
        return new ScoreVerdict(
                belied.isPresent() ? Kind.MISJUDGED : isWeak ? Kind.WEAK : Kind.PREDICTS,
                "it " + (isWeak ? "predicts a little: " : belied.isPresent() ? "ranks well: " : "predicts: ") + area
                        + belied.map(words -> ", but " + words).orElse("") + first(check),
                confidence);
    }

    /** What the first tenth holds, or the first score if it is of more. */
    private static String first(ScoreCheck check) {
        ScoreCurve curve = check.curve();
        ScoreCurve.Cut cut = curve.top(1.0 / CLASSES).orElse(curve.cuts().get(0));
        return "; the first " + cut.taken() + " hold " + cut.capture().orElseThrow() + " of the losses";
    }

    private static Optional<String> belied(ScoreCheck check, double confidence) {
        ScoreClasses.Row all = check.classesOf(1).rows().get(0);
        double half = (1 - confidence) / 2;
        Optional<String> overall = off(all, 1 - half);
        if (overall.isPresent()) {
            return overall.map(words -> "its probabilities are " + words);
        }
        ScoreClasses classes = check.classesOf(CLASSES);
        double each = 1 - half / classes.rows().size();
        return classes.rows().stream()
                .flatMap(row -> off(row, each).stream())
                .findFirst()
                .map(words -> "its probabilities of a class are " + words);
    }

    /** By how much the mean forecast of a class is outside the interval of the share lost. */
    private static Optional<String> off(ScoreClasses.Row row, double confidence) {
        if (row.lost().isEmpty()) {
            return Optional.empty();
        }
        FollowedShare lost = row.lost().get();
        Interval interval = lost.interval(confidence);
        if (interval.contains(row.mean())) {
            return Optional.empty();
        }
        double excess = row.mean() - lost.value();
        return Optional.of("too " + (excess > 0 ? "high" : "low") + " by " + Text.number(100 * Math.abs(excess), 3)
                + " points: mean " + Text.percent(row.mean()) + ", lost " + lost + " " + interval.toPercentString());
    }

    /** Prints the sentence. */
    @Override
    public String toString() {
        return words;
    }
}
