package dev.retention.rule;

import dev.retention.history.History;
import dev.retention.time.Timeline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From which group of another source to which a customer moves in each period. */
record MoveSource(GroupSource source) implements GroupSource {
    private static final long serialVersionUID = 1;

    @Override
    public boolean isOfPeriods() {
        return true;
    }

    @Override
    public List<String> tracks() {
        return source.tracks();
    }

    @Override
    public String readingInWords(Grouping.Reading reading) {
        return source.readingInWords(reading) + ", as moves";
    }

    @Override
    public void checkFits(Timeline timeline, Grouping.Reading reading) {
        source.checkFits(timeline, reading);
    }

    @Override
    public GroupSource on(String track) {
        return new MoveSource(source.on(track));
    }

    @Override
    public Reader reader() {
        return new OfMoves(source.reader(), new HashMap<>());
    }

    private record OfMoves(Reader reader, Map<Group, Map<Group, Group>> known) implements Reader {
        @Override
        public Group at(History history, int event) {
            throw onlyByPeriod();
        }

        @Override
        public Group on(History history, long epochDay) {
            throw onlyByPeriod();
        }

        @Override
        public Group latest(History history) {
            throw onlyByPeriod();
        }

        private static IllegalStateException onlyByPeriod() {
            return new IllegalStateException("moves are read at each period");
        }

        @Override
        public void atMoments(History history, Changes changes) {
            Moves moves = new Moves(changes, known);
            reader.atMoments(history, moves);
            moves.tell();
        }
    }

    /** Makes moves of groups: the period before the moment of a change is that of the move. */
    private static final class Moves implements Changes {
        private final Changes to;
        // The moves met so far, whose names take a while to put together.
        private final Map<Group, Map<Group, Group>> known;
        private int moment;
        private @Nullable Group before;
        private @Nullable Group now;

        Moves(Changes to, Map<Group, Map<Group, Group>> known) {
            this.to = to;
            this.known = known;
        }

        @Override
        public int lastMoment() {
            return to.lastMoment();
        }

        @Override
        public void from(int at, Group group) {
            if (at != moment) {
                tell();
                before = now;
                moment = at;
            }
            now = group;
        }

        /** Tells what the last moment changed. */
        void tell() {
            if (now == null || now.equals(before)) {
                return;
            }
            if (before != null) {
                to.from(moment - 1, move(before, now));
            }
            to.from(moment, move(now, now));
        }

        private Group move(Group from, Group now) {
            return known.computeIfAbsent(from, unused -> new HashMap<>())
                    .computeIfAbsent(now, unused -> Group.move(from, now));
        }
    }
}
