package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.store.LastTexts;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The groups in which the customers of one part of a store are by several groupings that give each one group. Groups that are the last
 * texts of a column are read column by column, a block of customers at a time; all others from history to history.
 */
final class GroupScan {
    private static final int BLOCK = 1 << 11;
    private static final int UNMET = -2;

    private final int from;
    private final int to;
    private final Grouping[] groupings;
    private final GroupIndex[] indexes;
    private final GroupNumbers[] numbers;
    // Null if every event counts.
    private final EventFilter.@Nullable View counting;

    /** Of the customers with numbers from one to before another. */
    GroupScan(List<Grouping> groupings, EventFilter events, int from, int to) {
        this.from = from;
        this.to = to;
        this.groupings = groupings.toArray(Grouping[]::new);
        this.indexes = new GroupIndex[this.groupings.length];
        this.numbers = new GroupNumbers[indexes.length];
        this.counting = events.isAll() ? null : events.view();
        Arrays.setAll(indexes, i -> new GroupIndex(this.groupings[i].definition(), 1, List.of()));
        Arrays.setAll(numbers, i -> new GroupNumbers(to - from));
    }

    /** Refuses a grouping that gives a customer more than one group, or nothing to say of it. */
    static void checkFits(Grouping grouping, Timeline timeline) {
        checkArgument(
                grouping.reading() != Grouping.Reading.AT_PERIOD,
                "grouping (%s) must not be read at each period: take LATEST or AT_ANCHOR",
                grouping);
        grouping.source().checkFits(timeline, grouping.reading());
    }

    /** Reads the groups of all customers of the part. */
    void read(HistoryStore<?> store, Timeline timeline, Walk.Steps steps) {
        Map<String, @Nullable LastTexts> tracks = new HashMap<>();
        List<OfTexts> ofTexts = new ArrayList<>();
        List<OfHistories> ofHistories = new ArrayList<>();
        for (int i = 0; i < groupings.length; i++) {
            OfTexts texts = ofTexts(i, store, timeline, tracks);
            if (texts == null) {
                ofHistories.add(new OfHistories(i, groupings[i].source().reader()));
            } else {
                ofTexts.add(texts);
            }
        }
        boolean[] known = new boolean[BLOCK];
        int[] block = new int[BLOCK];
        for (int first = from; first < to; first += BLOCK) {
            int count = Math.min(BLOCK, to - first);
            boolean all = true;
            for (int i = 0; i < count; i++) {
                History history = steps.moveTo(first + i);
                known[i] = !history.isEmpty();
                all &= known[i];
                if (known[i]) {
                    for (int j = 0; j < ofHistories.size(); j++) {
                        ofHistories.get(j).add(history, first + i - from);
                    }
                }
            }
            for (OfTexts texts : ofTexts) {
                texts.add(first - from, count, all ? null : known, block);
            }
        }
    }

    private @Nullable OfTexts ofTexts(
            int i, HistoryStore<?> store, Timeline timeline, Map<String, @Nullable LastTexts> tracks) {
        GroupSource source = groupings[i].source();
        String column = source.textColumn().orElse(null);
        if (column == null || groupings[i].reading() != Grouping.Reading.LATEST) {
            return null;
        }
        String track = source.tracks().isEmpty() ? "" : source.tracks().get(0);
        LastTexts texts =
                tracks.computeIfAbsent(track, name -> LastTexts.of(store, timeline, name, from, to));
        return texts == null || texts.column(column) < 0 ? null : new OfTexts(i, texts, texts.column(column));
    }

    /** A grouping whose groups are the last texts of a column. */
    private final class OfTexts {
        private final int grouping;
        private final LastTexts texts;
        private final int column;
        private final List<String> labels;
        // By the number of a text and one more, so that who has none is at 0.
        private final int[] groups;
        private final int[] found = new int[BLOCK];

        OfTexts(int grouping, LastTexts texts, int column) {
            this.grouping = grouping;
            this.texts = texts;
            this.column = column;
            this.labels = texts.texts(column);
            this.groups = new int[labels.size() + 1];
            Arrays.fill(groups, UNMET);
        }

        void add(int at, int count, boolean @Nullable [] known, int[] block) {
            texts.read(column, at, count, block);
            if (!find(count, block)) {
                meetAll(count, known, block);
                find(count, block);
            }
            for (int i = 0; known != null && i < count; i++) {
                found[i] = known[i] ? found[i] : -1;
            }
            numbers[grouping].setAll(at, count, found, indexes[grouping].size());
        }

        /** Finds the groups of texts; tells whether all were met before. */
        private boolean find(int count, int[] block) {
            int[] of = groups;
            int[] into = found;
            int least = 0;
            for (int i = 0; i < count; i++) {
                int group = of[block[i] + 1];
                into[i] = group;
                least = Math.min(least, group);
            }
            return least != UNMET;
        }

        private void meetAll(int count, boolean @Nullable [] known, int[] block) {
            for (int i = 0; i < count; i++) {
                int text = block[i];
                if ((known == null || known[i]) && groups[text + 1] == UNMET) {
                    groups[text + 1] =
                            indexes[grouping].number(text < 0 ? Group.MISSING : Group.of(labels.get(text)));
                }
            }
        }
    }

    /** A grouping whose groups are told of histories. */
    private final class OfHistories {
        private final int grouping;
        private final GroupSource.Reader reader;

        OfHistories(int grouping, GroupSource.Reader reader) {
            this.grouping = grouping;
            this.reader = reader;
        }

        void add(History history, int at) {
            try {
                numbers[grouping].set(at, number(history));
            } catch (Exception e) {
                throw new RuleException(groupings[grouping].definition(), history.customer(), e);
            }
        }

        private int number(History history) {
            GroupIndex index = indexes[grouping];
            if (groupings[grouping].reading() == Grouping.Reading.LATEST) {
                return reader.latestNumber(history, index);
            }
            return index.number(counting == null ? reader.atFirst(history) : atFirstOf(counting, history));
        }

        private Group atFirstOf(EventFilter.View view, History history) {
            return view.of(history).size() == 0 ? Group.MISSING : reader.at(history, view.original(0));
        }
    }

    /** The groups that were met or declared, in order. */
    static List<Group> groups(int i, List<GroupScan> parts) {
        TreeSet<Group> groups = new TreeSet<>(parts.get(0).groupings[i].declared());
        parts.forEach(part -> groups.addAll(part.indexes[i].groups()));
        return List.copyOf(groups);
    }

    /** The numbers of all customers in the order of the groups; parts are in the order of the store. */
    static GroupNumbers numbers(int i, List<GroupScan> parts, List<Group> groups) {
        GroupIndex all = new GroupIndex(parts.get(0).groupings[i].definition(), 1, groups);
        GroupNumbers joined = new GroupNumbers(
                parts.stream().mapToInt(part -> part.numbers[i].size()).sum());
        for (GroupScan part : parts) {
            int[] places = part.indexes[i].groups().stream().mapToInt(all::find).toArray();
            joined.setAll(part.from, part.numbers[i], places);
        }
        return joined;
    }
}
