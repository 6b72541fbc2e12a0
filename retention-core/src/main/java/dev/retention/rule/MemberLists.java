package dev.retention.rule;

import dev.retention.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The customers found in some cells, cell by cell. */
final class MemberLists<C> {
    private final Asked<C> asked;
    private final List<C> wanted;
    private final List<IntStream.Builder> found = new ArrayList<>();
    // By the sink's number of a cell: its number in the list and one more, or 0.
    private int[] slots = {};
    private int known;
    // By number in the list: the next one with the same cell likewise, since a cell may have several names.
    private final int[] next;

    MemberLists(Rule<C> rule, List<C> wanted) {
        this.asked = Asked.lookingFor(rule, wanted);
        this.wanted = wanted;
        this.next = new int[wanted.size()];
        wanted.forEach(cell -> found.add(IntStream.builder()));
    }

    void add(History history, int customer) {
        asked.look(history);
        CellSink sink = asked.sink();
        if (slots.length == 0 || (sink.groups() != null && sink.groups().size() != known)) {
            findSlots();
        }
        for (int i = 0; i < sink.touchedSize(); i++) {
            int cell = sink.touched(i);
            for (int slot = cell < slots.length ? slots[cell] : 0; slot > 0; slot = next[slot - 1]) {
                found.get(slot - 1).add(customer);
            }
        }
    }

    private void findSlots() {
        GroupIndex groups = asked.sink().groups();
        known = groups == null ? 0 : groups.size();
        slots = new int[Math.max(1, groups == null ? asked.rule().cells().size() : known * groups.cellsOfEach())];
        for (int i = 0; i < wanted.size(); i++) {
            int cell = asked.find(wanted.get(i));
            if (cell >= 0) {
                next[i] = slots[cell];
                slots[cell] = i + 1;
            }
        }
    }

    IntStream numbers(int i) {
        return found.get(i).build();
    }
}
