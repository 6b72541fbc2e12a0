package dev.retention.loss;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.LifeTable;
import dev.retention.survival.SurvivalCurve;
import java.util.List;
import java.util.Optional;

/** The part of customers that comes back within some time, and where it lies. */
record ReturnShare(double share, Interval interval) {
    /** Of those who are away at some time, within a time from then on; empty if nobody was seen for as long. */
    static Optional<ReturnShare> within(LifeTable table, double from, double time, double confidence) {
        double last = table.lastTime().orElse(-1);
        if (from > 0 ? last <= from : last < 0) {
            return Optional.empty();
        }
        LifeTable rest = from > 0 ? table.givenStayed(from) : table;
        SurvivalCurve curve =
                KaplanMeier.withDefaults().withConfidence(confidence).estimate(rest);
        if (curve.at(time).isEmpty()) {
            return Optional.empty();
        }
        double back = 1 - curve.at(time).getAsDouble();
        if (back > 0 && back < 1) {
            Interval away = curve.interval(time).orElseThrow();
            return Optional.of(of(back, 1 - away.upper(), 1 - away.lower(), confidence));
        }
        long atRisk = (long) rest.atRiskAt(Math.min(time, rest.lastTime().orElseThrow()));
        if (atRisk < 1) {
            return Optional.empty();
        }
        Interval wilson = Proportion.of(back > 0 ? atRisk : 0, atRisk).interval(ProportionInterval.WILSON, confidence);
        return Optional.of(new ReturnShare(back, wilson));
    }

    /** The mean of figures of different customers: what their bounds are off by adds up in squares. */
    static ReturnShare meanOfOthers(List<ReturnShare> shares, List<Long> weights) {
        double sum = weights.stream().mapToDouble(Long::doubleValue).sum();
        double mean = 0;
        double below = 0;
        double above = 0;
        for (int i = 0; i < shares.size(); i++) {
            double weight = weights.get(i) / sum;
            ReturnShare each = shares.get(i);
            mean += weight * each.share();
            below = Math.hypot(below, weight * (each.share() - each.interval().lower()));
            above = Math.hypot(above, weight * (each.interval().upper() - each.share()));
        }
        return of(mean, mean - below, mean + above, confidence(shares));
    }

    /** The mean of figures of much the same customers: what their bounds are off by adds up. */
    static ReturnShare meanOfAlike(List<ReturnShare> shares, List<Long> weights) {
        double sum = weights.stream().mapToDouble(Long::doubleValue).sum();
        double mean = 0;
        double lower = 0;
        double upper = 0;
        for (int i = 0; i < shares.size(); i++) {
            double weight = weights.get(i) / sum;
            mean += weight * shares.get(i).share();
            lower += weight * shares.get(i).interval().lower();
            upper += weight * shares.get(i).interval().upper();
        }
        return of(mean, lower, upper, confidence(shares));
    }

    private static double confidence(List<ReturnShare> shares) {
        return shares.get(0).interval().confidence();
    }

    /** Within 0 and 1, whatever rounding does. */
    private static ReturnShare of(double share, double lower, double upper, double confidence) {
        double bounded = Math.min(1, Math.max(0, share));
        return new ReturnShare(
                bounded,
                new Interval(Math.min(bounded, Math.max(0, lower)), Math.max(bounded, Math.min(1, upper)), confidence));
    }
}
