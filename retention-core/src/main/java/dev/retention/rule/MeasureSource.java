package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.time.Timeline;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups by what a measure says of a customer.
 *
 * @param measure the measure
 * @param labels tell the group of its numbers
 */
record MeasureSource(Measure measure, MeasureLabels labels) implements GroupSource {
    private static final long serialVersionUID = 1;

    MeasureSource {
        requireNonNull(measure, "measure");
        requireNonNull(labels, "labels");
    }

    @Override
    public String readingInWords(Grouping.Reading reading) {
        return labels.definition(measure) + ", " + GroupSource.words(reading);
    }

    @Override
    public List<Group> groups() {
        return labels.groups();
    }

    @Override
    public List<String> tracks() {
        return measure.tracks();
    }

    @Override
    public void checkFits(Timeline timeline, Grouping.Reading reading) {
        GroupSource.checkByDays(timeline, reading);
        Timeline own = measure.timeline();
        checkArgument(
                own.completeBefore().equals(timeline.completeBefore())
                        && own.zone().equals(timeline.zone()),
                "measure (%s) must end with the data of the table that it parts, in the same zone: its timeline is"
                        + " (%s), the table's (%s)",
                measure.definition(),
                own,
                timeline);
    }

    @Override
    public Reader reader() {
        return new OfMeasure(this);
    }

    /** Asks the measure about one customer after the other, as known on a day. */
    private static final class OfMeasure implements Reader {
        private final Timeline declared;
        private final @Nullable String track;
        private final MeasureSink sink;
        private final MeasureLabels.Reader labels;
        // Of the histories at hand: their periods, those in which the measure thinks, and the days before the moments.
        private @Nullable Timeline shown;
        private Timeline own;
        private long[] days = {};

        OfMeasure(MeasureSource source) {
            this.declared = source.measure.timeline();
            this.track = source.tracks().isEmpty() ? null : source.tracks().get(0);
            this.own = declared;
            this.sink = new MeasureSink(source.measure, 1);
            this.labels = source.labels.reader(source.measure);
        }

        private History look(History history) {
            Timeline timeline = history.timeline();
            if (!timeline.equals(shown)) {
                own = declared.hasFirst()
                        ? declared
                        : declared.from(timeline.first().firstDay());
                days = new long[0];
                shown = timeline;
            }
            return history.under(own);
        }

        private Group group(History known) {
            sink.look(track == null ? known : known.track(track));
            return labels.group(sink);
        }

        @Override
        public Group at(History history, int event) {
            return on(history, history.epochDay(event));
        }

        @Override
        public Group on(History history, long epochDay) {
            return group(look(history).asOf(epochDay));
        }

        @Override
        public Group latest(History history) {
            return group(look(history));
        }

        @Override
        public void atMoments(History history, Changes changes) {
            History whole = look(history);
            if (days.length == 0) {
                Timeline timeline = history.timeline();
                days = new long[changes.lastMoment() + 1];
                Arrays.setAll(days, moment -> timeline.period(moment).firstDay().toEpochDay() - 1);
            }
            for (int moment = 0; moment < days.length; moment++) {
                changes.from(moment, group(whole.asOf(days[moment])));
            }
        }
    }
}
