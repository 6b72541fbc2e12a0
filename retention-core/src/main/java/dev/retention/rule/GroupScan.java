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
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The groups in which the customers of one part of a store are by several groupings that give each one group. Groups that are the last
 * texts of a column are read column by column, a block of customers at a time; all others from history to history.
 */
final class GroupScan {
    private static final int BLOCK = 1 << 11;

    private final int from;
    private final int to;
    private final Grouping[] groupings;
    private final GroupNumbers[] numbers;
    // Of each grouping the groups by number, null of one in which nobody is.
    private final @Nullable Group[][] groups;
    // Null if every event counts.
    private final EventFilter.@Nullable View counting;

    /** Reads a part of a store. */
    static <K> GroupScan of(Walk<K>.Part part, List<Grouping> groupings, Timeline timeline, EventFilter events) {
        groupings.forEach(grouping -> checkFits(grouping, timeline));
        GroupScan scan = new GroupScan(groupings, events, part.from(), part.to());
        scan.read(part.store(), timeline, part.open(timeline, part.store().trackNames()));
        return scan;
    }

    private GroupScan(List<Grouping> groupings, EventFilter events, int from, int to) {
        this.from = from;
        this.to = to;
        this.groupings = groupings.toArray(Grouping[]::new);
        this.numbers = new GroupNumbers[this.groupings.length];
        this.groups = new @Nullable Group[numbers.length][];
        this.counting = events.isAll() ? null : events.view();
        Arrays.setAll(numbers, i -> new GroupNumbers(to - from));
    }

    /** Refuses a grouping that gives a customer more than one group, or nothing to say of it. */
    private static void checkFits(Grouping grouping, Timeline timeline) {
        checkArgument(
                grouping.reading() != Grouping.Reading.AT_PERIOD,
                "grouping (%s) must not be read at each period: take LATEST or AT_ANCHOR",
                grouping);
        grouping.source().checkFits(timeline, grouping.reading());
    }

    /** Reads the groups of all customers of the part. */
    private void read(HistoryStore<?> store, Timeline timeline, Walk.Steps steps) {
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
        LastTexts[] opened = tracks.values().toArray(LastTexts[]::new);
        boolean[] known = new boolean[BLOCK];
        int[] block = new int[BLOCK];
        for (int first = 0; first < to - from; first += BLOCK) {
            int count = Math.min(BLOCK, to - from - first);
            boolean all = true;
            for (int i = 0; i < count; i++) {
                known[i] = (ofHistories.isEmpty() && isKnown(first + i, opened))
                        || add(steps.moveTo(from + first + i), first + i, ofHistories);
                all &= known[i];
            }
            for (OfTexts texts : ofTexts) {
                texts.add(first, count, all ? null : known, block);
            }
        }
        ofTexts.forEach(texts -> groups[texts.grouping] = texts.groups());
        ofHistories.forEach(histories -> groups[histories.grouping] = histories.groups());
    }

    /** Whether a customer has an event on the track of some texts, so that there is one without a look at the history. */
    private static boolean isKnown(int at, LastTexts... tracks) {
        for (LastTexts track : tracks) {
            if (track.isKnown(at)) {
                return true;
            }
        }
        return false;
    }

    /** Tells the groups of a customer with any event; returns whether there is one. */
    private static boolean add(History history, int at, List<OfHistories> ofHistories) {
        for (int j = 0; j < ofHistories.size() && !history.isEmpty(); j++) {
            ofHistories.get(j).add(history, at);
        }
        return !history.isEmpty();
    }

    private @Nullable OfTexts ofTexts(
            int i, HistoryStore<?> store, Timeline timeline, Map<String, @Nullable LastTexts> tracks) {
        GroupSource source = groupings[i].source();
        String column = source.textColumn().orElse(null);
        if (column == null || groupings[i].reading() != Grouping.Reading.LATEST) {
            return null;
        }
        String track = source.tracks().isEmpty() ? "" : source.tracks().get(0);
        LastTexts texts = tracks.computeIfAbsent(track, name -> LastTexts.of(store, timeline, name, from, to));
        return texts == null || texts.column(column) < 0 ? null : new OfTexts(i, texts, texts.column(column));
    }

    /** A grouping whose groups are the last texts of a column, numbered as these are, above that of who has none. */
    private final class OfTexts {
        private final int grouping;
        private final LastTexts texts;
        private final int column;
        private final List<String> labels;
        private final boolean[] met;

        OfTexts(int grouping, LastTexts texts, int column) {
            this.grouping = grouping;
            this.texts = texts;
            this.column = column;
            this.labels = texts.texts(column);
            this.met = new boolean[labels.size() + 1];
        }

        void add(int at, int count, boolean @Nullable [] known, int[] block) {
            texts.read(column, at, count, block);
            boolean[] isMet = met;
            for (int i = 0; i < count; i++) {
                if (known == null || known[i]) {
                    isMet[++block[i]] = true;
                } else {
                    block[i] = -1;
                }
            }
            numbers[grouping].setAll(at, count, block, isMet.length);
        }

        @Nullable
        Group[] groups() {
            @Nullable Group[] of = new @Nullable Group[met.length];
            Arrays.setAll(of, i -> !met[i] ? null : i == 0 ? Group.MISSING : Group.of(labels.get(i - 1)));
            return of;
        }
    }

    /** A grouping whose groups are told of histories. */
    private final class OfHistories {
        private final int grouping;
        private final GroupSource.Reader reader;
        private final GroupIndex index;

        OfHistories(int grouping, GroupSource.Reader reader) {
            this.grouping = grouping;
            this.reader = reader;
            this.index = new GroupIndex(groupings[grouping].definition(), 1, List.of());
        }

        void add(History history, int at) {
            try {
                numbers[grouping].set(at, number(history));
            } catch (Exception e) {
                throw new RuleException("grouping", groupings[grouping].definition(), history.customer(), e);
            } catch (Error e) {
                throw RuleException.noted(e, "grouping", groupings[grouping].definition(), history.customer());
            }
        }

        private int number(History history) {
            if (groupings[grouping].reading() == Grouping.Reading.LATEST) {
                return reader.latestNumber(history, index);
            }
            return index.number(counting == null ? reader.atFirst(history) : atFirstOf(counting, history));
        }

        private Group atFirstOf(EventFilter.View view, History history) {
            return view.of(history).size() == 0 ? Group.MISSING : reader.at(history, view.original(0));
        }

        @Nullable
        Group[] groups() {
            return index.groups().toArray(Group[]::new);
        }
    }

    /** The groups that were met or declared, in order. */
    static List<Group> groups(int i, List<GroupScan> parts) {
        TreeSet<Group> groups = new TreeSet<>(parts.get(0).groupings[i].declared());
        parts.forEach(part -> Stream.of(part.groups[i]).filter(Objects::nonNull).forEach(groups::add));
        return List.copyOf(groups);
    }

    /** For −1 and each number from 0 the place of the group in the order of the groups, −1 of none. */
    static int[] places(int i, List<GroupScan> parts, List<Group> groups) {
        return parts.size() == 1
                ? parts.get(0).places(i, groups)
                : IntStream.range(-1, groups.size()).toArray();
    }

    private int[] places(int i, List<Group> groups) {
        GroupIndex all = new GroupIndex(groupings[i].definition(), 1, groups);
        int[] places = new int[this.groups[i].length + 1];
        places[0] = -1;
        for (int number = 1; number < places.length; number++) {
            Group group = this.groups[i][number - 1];
            places[number] = group == null ? -1 : all.find(group);
        }
        return places;
    }

    /** The numbers of all customers, whose places are those above; parts are in the order of the store. */
    static GroupNumbers numbers(int i, List<GroupScan> parts, List<Group> groups) {
        if (parts.size() == 1) {
            return parts.get(0).numbers[i];
        }
        GroupNumbers joined = new GroupNumbers(
                parts.stream().mapToInt(part -> part.numbers[i].size()).sum());
        for (GroupScan part : parts) {
            joined.setAll(part.from, part.numbers[i], part.places(i, groups), groups.size());
        }
        return joined;
    }
}
