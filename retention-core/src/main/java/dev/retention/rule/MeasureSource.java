package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.Ordering;
import com.google.common.primitives.Longs;
import dev.retention.history.History;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Groups by the ranges between fixed numbers in which a measure's number lies.
 *
 * @param measure the measure
 * @param column the name of one of its columns
 * @param cuts the smallest number of each range but the first, ascending
 */
record MeasureSource(Measure measure, String column, List<Long> cuts) implements GroupSource {
    private static final long serialVersionUID = 1;

    MeasureSource {
        requireNonNull(measure, "measure");
        requireNonNull(column, "column");
        cuts = List.copyOf(cuts);
        checkArgument(
                measure.columns().contains(column),
                "column (%s) must be one of the columns %s of measure (%s)",
                column,
                measure.columns(),
                measure.definition());
        checkArgument(
                !cuts.isEmpty() && Ordering.natural().isStrictlyOrdered(cuts),
                "cuts (%s) must be strictly ascending, at least one",
                cuts);
    }

    @Override
    public String readingInWords(Grouping.Reading reading) {
        String whose = column.equals(measure.definition()) ? "" : "of " + measure.definition() + ", ";
        return whose + "cut at " + cuts + ", " + GroupSource.words(reading);
    }

    /** The ranges in order of value: a number leads each label, with as many digits as the last one's. */
    @Override
    public List<Group> groups() {
        int last = cuts.size();
        String number = "%0" + String.valueOf(last + 1).length() + "d: ";
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            groups.add(Group.of(String.format(Locale.ROOT, number, i + 1) + range(i)));
        }
        return groups;
    }

    @Override
    public List<String> tracks() {
        return measure.tracks();
    }

    private String range(int i) {
        if (i == 0) {
            return "below " + cuts.get(0);
        }
        long from = cuts.get(i - 1);
        if (i == cuts.size()) {
            return from + " and more";
        }
        long to = cuts.get(i) - 1;
        return from == to ? String.valueOf(from) : from + " to " + to;
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
        private final int column;
        private final long[] cuts;
        private final Group[] groups;
        // Of the histories at hand: their periods, those in which the measure thinks, and the days before the moments.
        private @Nullable Timeline shown;
        private Timeline own;
        private long[] days = {};

        OfMeasure(MeasureSource source) {
            this.declared = source.measure.timeline();
            this.track = source.tracks().isEmpty() ? null : source.tracks().get(0);
            this.own = declared;
            this.sink = new MeasureSink(source.measure, 1);
            this.column = source.measure.columns().indexOf(source.column);
            this.cuts = Longs.toArray(source.cuts);
            this.groups = source.groups().toArray(Group[]::new);
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
            History first = track == null ? known : known.track(track);
            OptionalLong number = sink.number(column, first);
            if (number.isEmpty()) {
                return Group.MISSING;
            }
            int at = Arrays.binarySearch(cuts, number.getAsLong());
            return groups[at < 0 ? -at - 1 : at + 1];
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
