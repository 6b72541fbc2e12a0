package dev.retention.loss;

import dev.retention.history.History;
import dev.retention.rule.Measure;
import dev.retention.rule.MeasureSink;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;

/** What a measure says of customers as known at the end of a day; nothing of those who were not known yet. */
record MeasureOnDay(Measure measure, long epochDay) implements Measure {
    private static final long serialVersionUID = 1;

    @Override
    public String definition() {
        return measure.definition() + " on " + LocalDate.ofEpochDay(epochDay);
    }

    @Override
    public Timeline timeline() {
        return measure.timeline();
    }

    @Override
    public List<String> tracks() {
        return measure.tracks();
    }

    @Override
    public List<String> columns() {
        return measure.columns();
    }

    @Override
    public Measure forOneThread() {
        return new MeasureOnDay(measure.forOneThread(), epochDay);
    }

    @Override
    public void apply(History history, MeasureSink sink) {
        History known = history.asOf(epochDay);
        if (!known.isEmpty()) {
            measure.apply(known, sink);
        }
    }
}
