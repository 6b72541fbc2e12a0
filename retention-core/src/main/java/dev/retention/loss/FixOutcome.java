package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.ProportionComparison;
import dev.retention.internal.Checks;
import dev.retention.trend.BeforeAfter.Placebos;
import dev.retention.trend.PeriodSentences;
import dev.retention.trend.ShareEffect;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What came of a fix, as {@link FixEffect} finds it.
 *
 * @param verdict what the data say
 * @param fixed the day of the fix
 * @param periodsOver how many of the periods after the fix are over, at least 0
 * @param periodsWanted how many of them were to be looked at, at least 1
 * @param change the rate of loss of those concerned after the fix against that before; empty if a period is missing
 * @param effect the change beyond that of the comparison group; empty if a period is missing, or there is no comparison group
 * @param beforehand what both groups did before the fix; empty as {@code effect}, or if there is one period before
 * @param placebos what would have come out as an effect at earlier dates; empty as {@code effect}
 * @param confidence the level at which the verdict was reached, inside (0, 1)
 * @since 0.1.0
 */
public record FixOutcome(
        Verdict verdict,
        LocalDate fixed,
        int periodsOver,
        int periodsWanted,
        Optional<ProportionComparison> change,
        Optional<ShareEffect> effect,
        Optional<ShareEffect> beforehand,
        Optional<Placebos> placebos,
        double confidence) {

    /**
     * Checks the numbers.
     *
     * @param verdict what the data say
     * @param fixed the day of the fix
     * @param periodsOver how many of the periods after the fix are over
     * @param periodsWanted how many of them were to be looked at
     * @param change the rate of loss of those concerned after the fix against that before
     * @param effect the change beyond that of the comparison group
     * @param beforehand what both groups did before the fix
     * @param placebos what would have come out as an effect at earlier dates
     * @param confidence the level at which the verdict was reached
     * @throws IllegalArgumentException if a number is out of its range
     */
    public FixOutcome {
        requireNonNull(verdict, "verdict");
        requireNonNull(fixed, "fixed");
        Checks.notNegative((long) periodsOver, "periodsOver");
        Checks.positive((long) periodsWanted, "periodsWanted");
        requireNonNull(change, "change");
        requireNonNull(effect, "effect");
        requireNonNull(beforehand, "beforehand");
        requireNonNull(placebos, "placebos");
        Checks.openUnit(confidence, "confidence");
    }

    /** What the data say of a fix. */
    public enum Verdict {
        /** Losses fell, clearly more than in the comparison group. */
        HELPED,
        /** Losses rose, clearly more than in the comparison group. */
        HARMED,
        /** Losses fell clearly; without a comparison group nobody knows whether the fix did it. */
        FELL,
        /** Losses rose clearly; without a comparison group nobody knows whether the fix did it. */
        ROSE,
        /** Chance alone could make such a difference: it may have helped, or not. */
        NO_CLEAR_EFFECT,
        /** Both groups went clearly different ways before the fix already, so that they cannot tell what it did. */
        NOT_ALIKE_BEFORE,
        /** Not all periods after the fix are over, and each before it has a rate. */
        TOO_EARLY,
        /** A period before or after the fix has no rate in one of the groups. */
        NOT_COMPARABLE
    }

    /** Prints the verdict in words, with the numbers it rests on. */
    @Override
    public String toString() {
        PeriodSentences sentences = PeriodSentences.at(confidence);
        String numbers = effect.map(found -> ": the rate of loss " + sentences.effect(found))
                .or(() -> change.map(found -> ": the rate of loss, " + found.first() + " after " + found.reference()
                        + ": " + sentences.change(found.differenceInterval(confidence))))
                .orElse("");
        return switch (verdict) {
            case HELPED -> "the fix helped" + numbers + ofPlacebos(sentences);
            case HARMED -> "more customers leave since the fix" + numbers + ofPlacebos(sentences);
            case FELL -> "fewer customers leave since the fix, which may have other causes" + numbers;
            case ROSE -> "more customers leave since the fix, which may have other causes" + numbers;
            case NO_CLEAR_EFFECT -> "no clear effect of the fix" + numbers;
            case NOT_ALIKE_BEFORE ->
                "the groups went different ways before the fix already, so that they do not tell" + " what it did"
                        + numbers;
            case TOO_EARLY ->
                "too early to tell: " + periodsOver + " of " + periodsWanted + " periods after the fix are over";
            case NOT_COMPARABLE -> "not to be told: a period before or after the fix has no rate";
        };
    }

    private String ofPlacebos(PeriodSentences sentences) {
        return placebos.map(found -> "; " + sentences.placebos(found)).orElse("");
    }
}
