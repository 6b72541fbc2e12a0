package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.internal.WideSum;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an action does in each part of the customers, parted by a score: in the tenth with the highest scores, in the next, and so on.
 *
 * @param parts those that somebody is in, from the highest scores on
 * @see UpliftCurve#byShare
 * @since 0.1.0
 */
public record UpliftParts(List<Part> parts) implements Tabular {
    /**
     * Copies the parts.
     *
     * @param parts those that somebody is in
     */
    public UpliftParts {
        requireNonNull(parts, "parts").forEach(each -> requireNonNull(each, "a part of parts"));
        parts = List.copyOf(parts);
    }

    /**
     * A part of the customers.
     *
     * @param from the highest score in it
     * @param to the lowest
     * @param treated how many of its customers were treated, at least 0
     * @param control how many were held out, at least 0
     * @param treatedMean the mean outcome of the treated; empty without any
     * @param controlMean the mean outcome of those held out; empty without any
     * @param lowerIsBetter whether an outcome is the better the lower
     * @param interval where the effect lies: Newcombe's of outcomes that are all 0 or 1, else Welch's; empty without effect, or
     *     without a scatter of either arm
     * @since 0.1.0
     */
    public record Part(
            double from,
            double to,
            long treated,
            long control,
            OptionalDouble treatedMean,
            OptionalDouble controlMean,
            boolean lowerIsBetter,
            Optional<Interval> interval) {
        /**
         * Checks the numbers.
         *
         * @param from the highest score in it
         * @param to the lowest
         * @param treated how many of its customers were treated
         * @param control how many were held out
         * @param treatedMean the mean outcome of the treated
         * @param controlMean the mean outcome of those held out
         * @param lowerIsBetter whether an outcome is the better the lower
         * @param interval where the effect lies
         * @throws IllegalArgumentException if {@code from < to}, a count is negative, or a mean is there of nobody or is missing
         */
        public Part {
            checkArgument(from >= to, "from (%s) must be at least to (%s)", from, to);
            checkMean(Checks.notNegative(treated, "treated"), treatedMean, "treatedMean");
            checkMean(Checks.notNegative(control, "control"), controlMean, "controlMean");
            requireNonNull(interval, "interval");
        }

        private static void checkMean(long customers, OptionalDouble mean, String name) {
            checkArgument(
                    requireNonNull(mean, name).isPresent() == customers > 0 && Double.isFinite(mean.orElse(0)),
                    "%s (%s) must be the finite mean of %s customers",
                    name,
                    mean,
                    customers);
        }

        /** {@return how many customers are in it} */
        public long customers() {
            return treated + control;
        }

        /**
         * The mean of the treated less that of those held out, or the other way round where lower is better.
         *
         * @return above 0 if the action helps them; empty if one of both has nobody
         */
        public OptionalDouble effect() {
            if (treatedMean.isEmpty() || controlMean.isEmpty()) {
                return OptionalDouble.empty();
            }
            double difference = treatedMean.getAsDouble() - controlMean.getAsDouble();
            return OptionalDouble.of(lowerIsBetter ? 0.0 - difference : difference);
        }

        /** Prints the effect, such as {@code 0.9 to 0.7: 0.052 [0.01, 0.094] at 95 % of 120 treated and 118 held out}. */
        @Override
        public String toString() {
            return from + " to " + to + ": "
                    + (effect().isEmpty()
                            ? "no effect known"
                            : Text.within(
                                    effect().getAsDouble(),
                                    interval.map(Interval::width).orElse(0.0) / 2,
                                    4))
                    + interval.map(each -> " " + each).orElse("") + " of " + treated + " treated and " + control
                    + " held out";
        }
    }

    /** How outcomes are read. */
    record Reading(boolean isShare, boolean isLowerBetter, double confidence) {}

    static Part part(double from, double to, long[] treated, long[] control, Reading reading) {
        OptionalDouble treatedMean = mean(treated);
        OptionalDouble controlMean = mean(control);
        boolean isBoth = treatedMean.isPresent() && controlMean.isPresent();
        return new Part(
                from,
                to,
                treated.length,
                control.length,
                treatedMean,
                controlMean,
                reading.isLowerBetter,
                !isBoth
                        ? Optional.empty()
                        : reading.isLowerBetter
                                ? interval(control, treated, reading)
                                : interval(treated, control, reading));
    }

    private static Optional<Interval> interval(long[] better, long[] other, Reading reading) {
        return reading.isShare
                ? Optional.of(share(better).comparedWith(share(other)).differenceInterval(reading.confidence))
                : MeanComparison.of(sample(better), sample(other))
                        .effect(EffectScale.ABSOLUTE, reading.confidence)
                        .interval();
    }

    private static OptionalDouble mean(long... outcomes) {
        return outcomes.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(sample(outcomes).mean());
    }

    private static Proportion share(long... outcomes) {
        return Proportion.of(Arrays.stream(outcomes).sum(), outcomes.length);
    }

    private static SampleMean sample(long... outcomes) {
        WideSum sum = new WideSum();
        WideSum squares = new WideSum();
        for (long outcome : outcomes) {
            sum.add(outcome, 1);
            squares.add(outcome, outcome);
        }
        return SampleMean.ofSums(outcomes.length, sum.exact(), squares.exact());
    }

    /** {@return a row per part} */
    @Override
    public Sheet sheet() {
        return ExperimentSheets.of(this);
    }
}
