package dev.retention.rule;

import dev.retention.history.History;
import java.util.List;
import java.util.Optional;

/**
 * Groups by the events of another track than those that are counted. Between tracks only days are ordered, so that an event's group is
 * that at the end of its day.
 *
 * @param source the groups of that track's events
 * @param track the name of the track
 */
record TrackSource(GroupSource source, String track) implements GroupSource {
    private static final long serialVersionUID = 1;

    @Override
    public List<String> tracks() {
        return List.of(track);
    }

    @Override
    public Optional<String> textColumn() {
        return source.textColumn();
    }

    @Override
    public GroupSource on(String other) {
        return new TrackSource(source, other);
    }

    @Override
    public String readingInWords(Grouping.Reading reading) {
        return source.readingInWords(reading) + ", on " + track;
    }

    @Override
    public Reader reader() {
        return new OfTrack(source.reader(), track);
    }

    private record OfTrack(Reader reader, String track) implements Reader {
        @Override
        public Group at(History history, int event) {
            return on(history, history.epochDay(event));
        }

        @Override
        public Group on(History history, long epochDay) {
            return reader.on(history.track(track), epochDay);
        }

        @Override
        public Group latest(History history) {
            return reader.latest(history.track(track));
        }

        @Override
        public int latestNumber(History history, GroupIndex index) {
            return reader.latestNumber(history.track(track), index);
        }

        @Override
        public void atMoments(History history, Changes changes) {
            reader.atMoments(history.track(track), changes);
        }
    }
}
