package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How many customers pass from each stage of a journey to the next, on one consistent denominator, and where most are lost.
 *
 * <pre>{@code
 * StageRates journey = StageRates.of(List.of("signed", "onboarded", "live"), List.of(100L, 80L, 76L));
 * journey.steps().get(0).rate();                 // 80.0 % (80 of 100)
 * journey.product();                             // 76.0 % (76 of 100)
 * journey.byLoss(0.95).get(0).stage();           // signed
 * StageRates.productOf(0.95, 0.95, 0.95, 0.95, 0.95, 0.95);   // 0.735: six good stages are no good journey
 * }</pre>
 *
 * <pre>
 *   rate of a stage = passed / entered
 *   lost            = entered − passed − still in
 *   product         = rate₁ × rate₂ × … = entered the last stage / entered the first
 * </pre>
 *
 * <p>All counts are of the same customers, those who entered the first stage, so that they never rise: rates of surveys or of months, each
 * with customers of its own, do not multiply to anything. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class StageRates implements Tabular {
    private final List<Step> steps;
    private final String last;

    private StageRates(List<Step> steps, String last) {
        this.steps = List.copyOf(steps);
        this.last = last;
    }

    /** How the interval of the product of all stages is made. */
    public enum Bound {
        /**
         * The delta method on the logarithm, whose variance is {@code Σ (1 − rateᵢ) / (enteredᵢ rateᵢ)}: close where many arrive. No upper
         * limit is above 1; there is none if nobody arrives, and if all do the interval is a point, which says more than few can.
         */
        LOG_DELTA,
        /**
         * The product of Clopper–Pearson limits of the stages, each at {@code 1 − (1 − confidence) / stages}: holds however few they are, and
         * is wide.
         */
        OF_STAGES
    }

    /**
     * A stage and the way from it to the next.
     *
     * @param stage the stage
     * @param entered customers who entered it, at least 0
     * @param passed customers of these who entered the next, at least 0
     * @param stillIn customers of these who are in it and may yet pass, at least 0
     * @since 0.1.0
     */
    public record Step(String stage, long entered, long passed, long stillIn) {
        /**
         * Checks the counts.
         *
         * @param stage the stage
         * @param entered customers who entered it
         * @param passed customers of these who entered the next
         * @param stillIn customers of these who are in it and may yet pass
         * @throws IllegalArgumentException if a count is below 0, or the last two are more than {@code entered}
         */
        public Step {
            requireNonNull(stage, "stage");
            Checks.notNegative(passed, "passed");
            Checks.notNegative(stillIn, "stillIn");
            checkArgument(
                    entered >= passed && entered - passed >= stillIn,
                    "entered (%s) of stage %s must be at least passed (%s) and stillIn (%s)",
                    entered,
                    stage,
                    passed,
                    stillIn);
        }

        /** {@return customers who neither passed nor are in it any more, at least 0} */
        public long lost() {
            return entered - passed - stillIn;
        }

        /** {@return the share who passed so far; empty if nobody entered} */
        public Optional<Proportion> rate() {
            return entered == 0 ? Optional.empty() : Optional.of(Proportion.of(passed, entered));
        }

        /**
         * The Wilson interval of the share who pass: its lower limit as if all who are still in are lost, its upper one as if all pass.
         *
         * @param confidence the level, inside (0, 1)
         * @return the interval; empty if nobody entered
         * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
         */
        public Optional<Interval> interval(double confidence) {
            return bounds(passed, confidence);
        }

        /**
         * The Wilson interval of the share who are lost: its lower limit as if all who are still in pass, its upper one as if all are lost.
         *
         * @param confidence the level, inside (0, 1)
         * @return the interval; empty if nobody entered
         * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
         */
        public Optional<Interval> lossInterval(double confidence) {
            return bounds(lost(), confidence);
        }

        private Optional<Interval> bounds(long count, double confidence) {
            Checks.openUnit(confidence, "confidence");
            if (entered == 0) {
                return Optional.empty();
            }
            Interval least = ProportionInterval.WILSON.of(Proportion.of(count, entered), confidence);
            Interval most = ProportionInterval.WILSON.of(Proportion.of(count + stillIn, entered), confidence);
            return Optional.of(Interval.of(least.lower(), most.upper(), confidence));
        }
    }

    /**
     * Stage rates of a journey that is over for everybody.
     *
     * @param stages the names of the stages in their order, at least two
     * @param entered how many customers entered each, which never rises
     * @return the rates
     * @throws IllegalArgumentException if there are fewer than two stages, one comes twice, or the counts are not as many or rise
     */
    public static StageRates of(List<String> stages, List<Long> entered) {
        requireNonNull(stages, "stages");
        requireNonNull(entered, "entered");
        return of(stages, entered, Collections.nCopies(Math.max(0, stages.size() - 1), 0L));
    }

    /**
     * Stage rates of a journey in which some still are.
     *
     * @param stages the names of the stages in their order, at least two
     * @param entered how many customers entered each, which never rises
     * @param stillIn how many are in each stage but the last and may yet pass
     * @return the rates
     * @throws IllegalArgumentException if there are fewer than two stages, one comes twice, or the counts are not as many or do not fit
     */
    public static StageRates of(List<String> stages, List<Long> entered, List<Long> stillIn) {
        requireNonNull(stages, "stages");
        requireNonNull(entered, "entered").forEach(count -> requireNonNull(count, "entered"));
        requireNonNull(stillIn, "stillIn").forEach(count -> requireNonNull(count, "stillIn"));
        int size = checkStages(stages).size();
        checkArgument(entered.size() == size, "entered (%s) must be one for each of %s", entered, stages);
        checkArgument(
                stillIn.size() == size - 1, "stillIn (%s) must be one for each of %s but the last", stillIn, stages);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i + 1 < size; i++) {
            checkArgument(entered.get(i + 1) <= entered.get(i), "entered (%s) must never rise", entered);
            steps.add(new Step(stages.get(i), entered.get(i), entered.get(i + 1), stillIn.get(i)));
        }
        return new StageRates(steps, stages.get(size - 1));
    }

    /** Refuses stages that are no journey. */
    static List<String> checkStages(List<String> stages) {
        List<String> copy = List.copyOf(stages);
        checkArgument(copy.size() > 1, "stages (%s) must be at least two", copy);
        checkArgument(copy.stream().distinct().count() == copy.size(), "stages (%s) must differ", copy);
        checkArgument(!copy.contains(""), "stages (%s) must not be empty", copy);
        checkArgument(!copy.contains(Journey.LEFT), "stages (%s) must not be called left", copy);
        return copy;
    }

    /**
     * What rates of stages come to.
     *
     * @param rates the share that passes each stage, each in [0, 1]
     * @return their product, in [0, 1]; 1 of none
     * @throws IllegalArgumentException if a rate is outside [0, 1]
     */
    public static double productOf(double... rates) {
        double product = 1;
        for (double rate : requireNonNull(rates, "rates")) {
            product *= Checks.closedUnit(rate, "rates");
        }
        return product;
    }

    /** {@return all stages but the last, in their order} */
    public List<Step> steps() {
        return steps;
    }

    /** {@return the product of all rates, which is the share of those who entered the first stage that entered the last; empty if none did} */
    public Optional<Proportion> product() {
        long first = steps.get(0).entered();
        return first == 0
                ? Optional.empty()
                : Optional.of(Proportion.of(lastStep().passed(), first));
    }

    private Step lastStep() {
        return steps.get(steps.size() - 1);
    }

    /**
     * An interval of the product, of those who passed so far: who is still in counts as one who does not, unlike {@link Step#interval}.
     *
     * @param bound how it is made
     * @param confidence the level, inside (0, 1)
     * @return the interval, in [0, 1]; empty if nobody entered the first stage or, of {@link Bound#LOG_DELTA}, the last
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Optional<Interval> productInterval(Bound bound, double confidence) {
        requireNonNull(bound, "bound");
        Checks.openUnit(confidence, "confidence");
        return product()
                .flatMap(all -> bound == Bound.LOG_DELTA
                        ? StageIntervals.logDelta(all, confidence)
                        : StageIntervals.ofStages(steps, confidence));
    }

    /** {@return customers lost on the whole way, at least 0} */
    public long lost() {
        return steps.stream().mapToLong(Step::lost).sum();
    }

    /**
     * The share of a stage in all who are lost.
     *
     * @param step one of the steps
     * @return the share; empty if nobody is lost
     * @throws IllegalArgumentException if more are lost there than in all
     */
    public Optional<Proportion> shareOfLost(Step step) {
        long part = requireNonNull(step, "step").lost();
        return lost() == 0 ? Optional.empty() : Optional.of(Proportion.of(part, lost()));
    }

    /**
     * The stages by how much may be lost there: by the upper limit of the {@linkplain Step#lossInterval loss}, the highest first, so that
     * a stage that few have entered is not thought safe.
     *
     * @param confidence the level of the limits, inside (0, 1)
     * @return all steps that somebody entered; those of one limit in their order
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public List<Step> byLoss(double confidence) {
        Checks.openUnit(confidence, "confidence");
        return steps.stream()
                .filter(step -> step.entered() > 0)
                .sorted(Comparator.comparingDouble((Step step) ->
                                step.lossInterval(confidence).orElseThrow().upper())
                        .reversed())
                .toList();
    }

    /** {@return a row per stage} */
    @Override
    public Sheet sheet() {
        return ServiceSheets.of(this);
    }

    /** Prints the counts, as {@code signed 100 → onboarded 80 → live 76: 76.0 %}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        steps.forEach(step ->
                text.append(step.stage()).append(' ').append(step.entered()).append(" → "));
        return text.append(last).append(' ').append(lastStep().passed())
                + product().map(share -> ": " + Text.percent(share.asDouble())).orElse("");
    }
}
