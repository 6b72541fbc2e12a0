package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The groups met so far, numbered in the order in which they were met; the numbers stay while this lives. */
final class GroupIndex {
    private final String grouping;
    private final int cellsOfEach;
    private final List<Group> groups = new ArrayList<>();
    private final Map<Group, Integer> numbers = new HashMap<>();

    GroupIndex(String grouping, int cellsOfEach, List<Group> declared) {
        this.grouping = grouping;
        this.cellsOfEach = cellsOfEach;
        declared.forEach(this::number);
    }

    /** The number of a group, which is new if it was not met before. */
    int number(Group group) {
        Integer known = numbers.get(group);
        return known != null ? known : meet(group);
    }

    private int meet(Group group) {
        int number = groups.size();
        checkArgument(
                (number + 1L) * cellsOfEach <= Cells.MAX_SIZE,
                "grouping (%s) has met %s groups of %s cells each, and with %s there would be more than %s cells:"
                        + " choose fewer groups or a coarser grain",
                grouping,
                number,
                cellsOfEach,
                group,
                Cells.MAX_SIZE);
        groups.add(group);
        numbers.put(group, number);
        return number;
    }

    /** The number of a group, −1 if it was not met. */
    int find(Group group) {
        return numbers.getOrDefault(group, -1);
    }

    Group group(int number) {
        return groups.get(number);
    }

    List<Group> groups() {
        return Collections.unmodifiableList(groups);
    }

    int size() {
        return groups.size();
    }

    int cellsOfEach() {
        return cellsOfEach;
    }
}
