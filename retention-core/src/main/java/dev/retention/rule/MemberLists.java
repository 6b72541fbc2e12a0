package dev.retention.rule;

import dev.retention.history.History;
import java.util.Arrays;
import java.util.List;

/** The customers found in some cells, cell by cell, or in any of them. */
final class MemberLists<C> {
    private static final int FEW = 8;

    private final Asked<C> asked;
    private final List<C> wanted;
    // By number in the list the customers found, and how many there are.
    private final int[][] found;
    private final int[] sizes;
    // By the sink's number of a cell: its number in the list and one more, or 0.
    private int[] slots = {};
    private int known;
    // By number in the list: the next one with the same cell likewise, since a cell may have several names.
    private final int[] next;

    MemberLists(Rule<C> rule, List<C> wanted) {
        this.asked = Asked.lookingFor(rule, wanted);
        this.wanted = wanted;
        this.next = new int[wanted.size()];
        this.found = new int[wanted.size()][FEW];
        this.sizes = new int[wanted.size()];
    }

    /** Puts a customer into the list of each of the cells that it is in. */
    void add(History history, int customer) {
        look(history);
        CellSink sink = asked.sink();
        for (int i = 0; i < sink.touchedSize(); i++) {
            int cell = sink.touched(i);
            for (int slot = cell < slots.length ? slots[cell] : 0; slot > 0; slot = next[slot - 1]) {
                put(slot - 1, customer);
            }
        }
    }

    /** Puts a customer who is in any of the cells into the first list. */
    void addToFirst(History history, int customer) {
        look(history);
        CellSink sink = asked.sink();
        for (int i = 0; i < sink.touchedSize(); i++) {
            int cell = sink.touched(i);
            if (cell < slots.length && slots[cell] > 0) {
                put(0, customer);
                return;
            }
        }
    }

    private void look(History history) {
        asked.look(history);
        GroupIndex groups = asked.sink().groups();
        if (slots.length == 0 || (groups != null && groups.size() != known)) {
            findSlots();
        }
    }

    private void put(int list, int customer) {
        int size = sizes[list];
        if (size == found[list].length) {
            found[list] = Arrays.copyOf(found[list], 2 * size);
        }
        found[list][size] = customer;
        sizes[list] = size + 1;
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

    /** The customers in a list of several parts of a store, in their order. */
    static <C> int[] numbers(List<MemberLists<C>> parts, int list) {
        int[] all = new int[parts.stream().mapToInt(part -> part.sizes[list]).sum()];
        int at = 0;
        for (MemberLists<C> part : parts) {
            System.arraycopy(part.found[list], 0, all, at, part.sizes[list]);
            at += part.sizes[list];
        }
        return all;
    }
}
