package dev.retention.loss;

import dev.retention.history.History;
import dev.retention.rule.Measure;
import dev.retention.rule.MeasureSink;
import dev.retention.time.Timeline;
import java.util.List;

/** The rule of a health score that decides on a customer, numbered from 1. */
record HealthMeasure(HealthScore score, Timeline timeline) implements Measure {
    private static final long serialVersionUID = 1;

    @Override
    public String definition() {
        return score.toString();
    }

    @Override
    public List<String> tracks() {
        return score.tracks();
    }

    @Override
    public List<String> columns() {
        return List.of("rule");
    }

    @Override
    public void apply(History history, MeasureSink sink) {
        score.decide(history).ifPresent(rule -> sink.set(rule + 1L));
    }
}
