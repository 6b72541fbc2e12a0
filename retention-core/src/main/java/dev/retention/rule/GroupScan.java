package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.time.Timeline;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The groups in which the customers of one part of a store are by several groupings that give each one group. */
final class GroupScan {
    private final int from;
    private final Grouping[] groupings;
    private final GroupSource.Reader[] readers;
    private final GroupIndex[] indexes;
    private final GroupNumbers[] numbers;
    // Null if every event counts.
    private final EventFilter.@Nullable View counting;

    /** Of the customers with numbers from one to before another. */
    GroupScan(List<Grouping> groupings, Timeline timeline, EventFilter events, int from, int to) {
        this.from = from;
        this.groupings = groupings.toArray(Grouping[]::new);
        this.readers = new GroupSource.Reader[this.groupings.length];
        this.indexes = new GroupIndex[readers.length];
        this.numbers = new GroupNumbers[readers.length];
        this.counting = events.isAll() ? null : events.view();
        for (int i = 0; i < readers.length; i++) {
            Grouping grouping = this.groupings[i];
            checkArgument(
                    grouping.reading() != Grouping.Reading.AT_PERIOD,
                    "grouping (%s) must not be read at each period: take LATEST or AT_ANCHOR",
                    grouping);
            grouping.source().checkFits(timeline, grouping.reading());
            readers[i] = grouping.source().reader();
            indexes[i] = new GroupIndex(grouping.definition(), 1, List.of());
            numbers[i] = new GroupNumbers(to - from);
        }
    }

    void add(History history, int customer) {
        if (!history.isEmpty()) {
            for (int i = 0; i < readers.length; i++) {
                try {
                    numbers[i].set(customer - from, number(i, history));
                } catch (Exception e) {
                    throw new RuleException(groupings[i].definition(), history.customer(), e);
                }
            }
        }
    }

    private int number(int i, History history) {
        GroupSource.Reader reader = readers[i];
        GroupIndex index = indexes[i];
        return groupings[i].reading() == Grouping.Reading.LATEST
                ? reader.latestNumber(history, index)
                : index.number(counting == null ? reader.atFirst(history) : atFirstOf(counting, reader, history));
    }

    private static Group atFirstOf(EventFilter.View view, GroupSource.Reader reader, History history) {
        return view.of(history).size() == 0 ? Group.MISSING : reader.at(history, view.original(0));
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
            for (int at = 0; at < part.numbers[i].size(); at++) {
                int number = part.numbers[i].get(at);
                if (number >= 0) {
                    joined.set(part.from + at, places[number]);
                }
            }
        }
        return joined;
    }
}
