package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.time.Timeline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The customers found in the groups of a grouping that gives each one group. */
final class GroupLists {
    private final Grouping grouping;
    private final GroupSource.Reader reader;
    // Null if every event counts.
    private final EventFilter.@Nullable View counting;
    private final Map<Group, IntStream.Builder> found = new HashMap<>();

    GroupLists(Grouping grouping, Timeline timeline, EventFilter events) {
        checkArgument(
                grouping.reading() != Grouping.Reading.AT_PERIOD,
                "grouping (%s) must not be read at each period: take LATEST or AT_ANCHOR",
                grouping);
        grouping.source().checkFits(timeline, grouping.reading());
        this.grouping = grouping;
        this.reader = grouping.source().reader();
        this.counting = events.isAll() ? null : events.view();
    }

    void add(History history, int customer) {
        if (!history.isEmpty()) {
            try {
                Group group = grouping.reading() == Grouping.Reading.LATEST
                        ? reader.latest(history)
                        : counting == null ? reader.atFirst(history) : atFirstOf(counting, history);
                found.computeIfAbsent(group, unused -> IntStream.builder()).add(customer);
            } catch (Exception e) {
                throw new RuleException(grouping.definition(), history.customer(), e);
            }
        }
    }

    private Group atFirstOf(EventFilter.View view, History history) {
        return view.of(history).size() == 0 ? Group.MISSING : reader.at(history, view.original(0));
    }

    /** The members of all groups, in order; parts are in the order of the store. */
    static <K> Map<Group, Members<K>> members(Grouping grouping, List<GroupLists> parts, HistoryStore<K> store) {
        TreeSet<Group> groups = new TreeSet<>(grouping.declared());
        parts.forEach(part -> groups.addAll(part.found.keySet()));
        List<Map<Group, int[]>> lists = parts.stream().map(GroupLists::arrays).toList();
        TreeMap<Group, Members<K>> members = new TreeMap<>();
        for (Group group : groups) {
            members.put(
                    group,
                    store.members(lists.stream()
                            .flatMapToInt(part -> IntStream.of(part.getOrDefault(group, new int[0])))
                            .toArray()));
        }
        return members;
    }

    private Map<Group, int[]> arrays() {
        Map<Group, int[]> arrays = new HashMap<>();
        found.forEach((group, numbers) -> arrays.put(group, numbers.build().toArray()));
        return arrays;
    }
}
