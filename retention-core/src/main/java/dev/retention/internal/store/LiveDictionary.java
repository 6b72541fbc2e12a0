package dev.retention.internal.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Texts whose numbers never move: a new one gets the next number, and keeps it when no event has it any more.
 *
 * <p>Texts have a rank as well, which orders them as in a store of the same events: declared ones in their order, then the
 * others alphabetically. The rank of one text among others does not change when another comes.
 */
final class LiveDictionary {
    private static final String FORGOTTEN = "";

    private final int declared;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Long> uses = new ArrayList<>();
    private int[] ranks = {};

    LiveDictionary(Dictionary begin) {
        this.declared = begin.declared();
        begin.names().forEach(this::append);
        rank();
    }

    private void append(String name) {
        numbers.put(name, names.size());
        names.add(name);
        uses.add(0L);
    }

    private void rank() {
        List<Integer> order =
                new ArrayList<>(IntStream.range(declared, names.size()).boxed().toList());
        order.sort(Comparator.comparing(names::get));
        ranks = new int[names.size()];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i < declared ? i : order.get(i - declared)] = i;
        }
    }

    /** The number of a text, or -1. */
    int find(String name) {
        return numbers.getOrDefault(name, -1);
    }

    /** The number of a text, a new one if it was never here. */
    int number(String name) {
        int number = find(name);
        if (number < 0) {
            append(name);
            rank();
            return names.size() - 1;
        }
        return number;
    }

    int rank(int number) {
        return ranks[number];
    }

    /** Counts an event that has the text more or less. */
    void use(int number, int more) {
        uses.set(number, uses.get(number) + more);
    }

    /** Wipes out the texts that no event has and that were not declared; their numbers are not given again. */
    boolean forgetUnused() {
        boolean forgot = false;
        for (int i = declared; i < names.size(); i++) {
            if (uses.get(i) == 0 && numbers.getOrDefault(names.get(i), -1) == i) {
                numbers.remove(names.get(i));
                names.set(i, FORGOTTEN);
                forgot = true;
            }
        }
        return forgot;
    }

    int size() {
        return names.size();
    }

    /** The texts as they are now. */
    Dictionary current() {
        return new Dictionary(names, numbers, declared);
    }

    /** The texts as a store of the same events has them, and the number there of each; -1 for one that no event has. */
    Canonical canonical() {
        int[] order = new int[ranks.length];
        for (int i = 0; i < order.length; i++) {
            order[ranks[i]] = i;
        }
        int[] to = new int[order.length];
        List<String> used = new ArrayList<>();
        for (int number : order) {
            boolean kept = number < declared || uses.get(number) > 0;
            to[number] = kept ? used.size() : -1;
            if (kept) {
                used.add(names.get(number));
            }
        }
        return new Canonical(Dictionary.of(used, declared), to);
    }

    /** Texts and their numbers in another dictionary. */
    static final class Canonical {
        private final Dictionary dictionary;
        private final int[] to;

        Canonical(Dictionary dictionary, int[] to) {
            this.dictionary = dictionary;
            this.to = to;
        }

        Dictionary dictionary() {
            return dictionary;
        }

        /** The number there of a text that is used. */
        int of(int number) {
            return to[number];
        }
    }
}
