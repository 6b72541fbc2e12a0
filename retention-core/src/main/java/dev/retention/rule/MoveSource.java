package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
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
        return new OfMoves(source.reader(), new Moves());
    }

    private record OfMoves(Reader reader, Moves moves) implements Reader {
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
            moves.tellTo(changes);
            reader.atMoments(history, moves);
            moves.tell();
        }
    }

    /** Makes moves of groups: the period before the moment of a change is that of the move. */
    private static final class Moves implements Changes {
        private static final int NONE = -1;

        // The groups met so far by number, and from each of them the numbers of the moves to others, NONE of those to
        // come.
        private final List<Group> groups = new ArrayList<>();
        private final Map<Group, Integer> numbers = new HashMap<>();
        private int[][] moves = {};
        private @Nullable Changes to;
        private int moment;
        private int before;
        private int now;

        /** Begins another customer. */
        void tellTo(Changes changes) {
            to = changes;
            moment = 0;
            before = NONE;
            now = NONE;
        }

        @Override
        public int lastMoment() {
            return requireNonNull(to).lastMoment();
        }

        @Override
        public int number(Group group) {
            Integer known = numbers.get(group);
            if (known != null) {
                return known;
            }
            groups.add(group);
            numbers.put(group, groups.size() - 1);
            moves = Arrays.copyOf(moves, groups.size());
            moves[groups.size() - 1] = new int[0];
            return groups.size() - 1;
        }

        @Override
        public void from(int at, int group) {
            if (at != moment) {
                tell();
                before = now;
                moment = at;
            }
            now = group;
        }

        /** Tells what the last moment changed. */
        void tell() {
            if (now == before) {
                return;
            }
            Changes changes = requireNonNull(to);
            if (before != NONE) {
                changes.from(moment - 1, move(before, now));
            }
            changes.from(moment, move(now, now));
        }

        private int move(int from, int into) {
            int[] known = moves[from];
            return into < known.length && known[into] != NONE ? known[into] : meet(from, into);
        }

        private int meet(int from, int into) {
            int[] known = moves[from];
            if (into >= known.length) {
                moves[from] = Arrays.copyOf(known, groups.size());
                Arrays.fill(moves[from], known.length, groups.size(), NONE);
            }
            moves[from][into] = requireNonNull(to).number(Group.move(groups.get(from), groups.get(into)));
            return moves[from][into];
        }
    }
}
