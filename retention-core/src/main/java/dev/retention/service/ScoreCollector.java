package dev.retention.service;

import dev.retention.history.History;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** Counts scores by groups of answers in one pass over a store. */
final class ScoreCollector {
    private ScoreCollector() {}

    /** The answers that came in the periods of a timeline by the group that a function says; without one they are left out. */
    static <G> Map<G, ScoreCounts> count(
            Survey survey, Sweep<?> sweep, Timeline timeline, BiFunction<History, Integer, @Nullable G> groupOf) {
        Survey.checkColumn(sweep.store(), Scores.ANSWERED);
        Survey.checkColumn(sweep.store(), Scores.SCORE);
        survey.check(sweep.store());
        long first = timeline.hasFirst() ? timeline.first().firstDay().toEpochDay() : Long.MIN_VALUE;
        Collector<History, Map<G, long[]>, Map<G, ScoreCounts>> collector = Collector.of(
                LinkedHashMap::new,
                (all, history) -> {
                    History own = history.track(Scores.TRACK);
                    Answers answers = new Answers(own, survey);
                    for (int event : answers.scored()) {
                        G group = groupOf.apply(own, event);
                        if (group != null && answers.answeredOn(event) >= first) {
                            all.computeIfAbsent(group, unused -> new long[survey.most() - survey.least() + 1])[
                                    answers.score(event) - survey.least()]++;
                        }
                    }
                },
                (all, others) -> {
                    others.forEach((group, scores) -> all.merge(group, scores, ScoreCollector::sum));
                    return all;
                },
                all -> {
                    Map<G, ScoreCounts> counts = new LinkedHashMap<>();
                    all.forEach((group, scores) -> counts.put(group, new ScoreCounts(survey, scores)));
                    return counts;
                });
        return sweep.collect(timeline, collector);
    }

    private static long[] sum(long[] one, long[] other) {
        for (int i = 0; i < one.length; i++) {
            one[i] += other[i];
        }
        return one;
    }
}
