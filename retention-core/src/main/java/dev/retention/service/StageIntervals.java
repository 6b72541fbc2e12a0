package dev.retention.service;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.internal.Normal;
import java.util.List;
import java.util.Optional;

/** Intervals of the share that passes all stages. */
final class StageIntervals {
    private StageIntervals() {}

    static Optional<Interval> logDelta(Proportion share, double confidence) {
        if (share.count() == 0) {
            return Optional.empty();
        }
        // The sum over the stages telescopes.
        double variance = (double) (share.total() - share.count()) / share.count() / share.total();
        double half = Normal.critical(confidence) * Math.sqrt(variance);
        double product = share.asDouble();
        return Optional.of(Interval.of(product * Math.exp(-half), Math.min(1, product * Math.exp(half)), confidence));
    }

    static Optional<Interval> ofStages(List<StageRates.Step> steps, double confidence) {
        double each = Math.min(Math.nextDown(1.0), 1 - (1 - confidence) / steps.size());
        double lower = 1;
        double upper = 1;
        for (StageRates.Step step : steps) {
            Optional<Interval> limits = step.rate().map(rate -> ProportionInterval.CLOPPER_PEARSON.of(rate, each));
            lower *= limits.map(Interval::lower).orElse(0.0);
            upper *= limits.map(Interval::upper).orElse(1.0);
        }
        return Optional.of(Interval.of(lower, upper, confidence));
    }
}
