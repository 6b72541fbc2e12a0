package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.rule.Measure;
import dev.retention.time.Timeline;
import java.util.List;
import java.util.OptionalLong;

/** What a measure says as known at the end of the window, less what was known before it if it is the growth. */
record MeasureSource(Measure measure, String column, boolean isGrowth) implements OutcomeSource {
    private static final long serialVersionUID = 1;

    MeasureSource {
        requireNonNull(measure, "measure");
        checkArgument(
                measure.columns().contains(requireNonNull(column, "column")),
                "column (%s) must be one of the columns %s of measure (%s)",
                column,
                measure.columns(),
                measure.definition());
    }

    @Override
    public String words() {
        return (isGrowth ? "growth of " : "") + column + " of (" + measure.definition() + ", " + measure.timeline() + ")";
    }

    @Override
    public List<String> tracks(String own) {
        return AskedTimeline.tracks(measure.tracks(), own);
    }

    @Override
    public boolean looksAtEvents() {
        return false;
    }

    @Override
    public void check(Timeline experiment) {
        AskedTimeline.check(measure.timeline(), experiment, "measure", measure.definition());
    }

    @Override
    public Reader reader(Timeline periods) {
        Measure.Reader asked = measure.reader();
        Timeline own = AskedTimeline.bound(measure.timeline(), periods);
        int at = measure.columns().indexOf(column);
        return (history, window) -> {
            History whole = history.under(own);
            OptionalLong end = number(asked, at, whole, window.to() - 1);
            OptionalLong start = isGrowth ? number(asked, at, whole, window.from() - 1) : OptionalLong.of(0);
            if (end.isPresent() && start.isPresent()) {
                window.set(Math.subtractExact(end.getAsLong(), start.getAsLong()));
            }
        };
    }

    private static OptionalLong number(Measure.Reader asked, int column, History whole, long day) {
        asked.look(whole.asOf(day));
        return asked.number(column);
    }
}
