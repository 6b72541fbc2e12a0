package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the label of an event, or of the last event that has one, where events have texts with numbers. Keeps the groups of the
 * texts of the store at hand.
 */
abstract class LabelReader implements GroupSource.Reader {
    private static final int NONE = -1;

    private @Nullable List<String> texts;
    private @Nullable Group[] groups = new @Nullable Group[0];
    // The numbers of the groups of the texts, NONE where it was not asked for yet.
    private int[] numbers = {};
    // That of MISSING, NONE as well until asked for.
    private int missing = NONE;

    /** The texts of the events of a history by number, the same list for all histories of a store. */
    abstract List<String> texts(History history);

    /** The number of an event's text, or −1. */
    abstract int text(History history, int event);

    /** The label of a text, null if it has none. */
    abstract @Nullable String label(String text);

    private void learn(History history) {
        List<String> own = texts(history);
        if (!own.equals(texts)) {
            groups = new @Nullable Group[own.size()];
            for (int text = 0; text < groups.length; text++) {
                String label = label(own.get(text));
                groups[text] = label == null ? null : Group.of(label);
            }
            numbers = new int[own.size()];
            Arrays.fill(numbers, NONE);
            texts = own;
        }
    }

    private @Nullable Group groupOf(History history, int event) {
        int text = text(history, event);
        return text == NONE ? null : groups[text];
    }

    @Override
    public Group at(History history, int event) {
        learn(history);
        Group group = groupOf(history, event);
        return group == null ? Group.MISSING : group;
    }

    @Override
    public Group on(History history, long epochDay) {
        learn(history);
        for (int event = history.size() - 1; event >= 0; event--) {
            Group group = history.epochDay(event) > epochDay ? null : groupOf(history, event);
            if (group != null) {
                return group;
            }
        }
        return Group.MISSING;
    }

    @Override
    public Group latest(History history) {
        return on(history, Long.MAX_VALUE);
    }

    @Override
    public int latestNumber(History history, GroupIndex index) {
        learn(history);
        for (int event = history.size() - 1; event >= 0; event--) {
            int text = text(history, event);
            if (text != NONE && groups[text] != null) {
                if (numbers[text] == NONE) {
                    numbers[text] = index.number(requireNonNull(groups[text]));
                }
                return numbers[text];
            }
        }
        if (missing == NONE) {
            missing = index.number(Group.MISSING);
        }
        return missing;
    }

    @Override
    public void atMoments(History history, GroupSource.Changes changes) {
        learn(history);
        changes.from(0, Group.MISSING);
        int size = history.size();
        // Of the last event of a period that has a label: what it said before is over by the period's end.
        int last = NONE;
        int next = size == 0 ? 0 : history.period(0);
        for (int event = 0; event < size; event++) {
            int period = next;
            int text = text(history, event);
            last = text == NONE || groups[text] == null ? last : text;
            next = event + 1 < size ? history.period(event + 1) : Integer.MAX_VALUE;
            if (last != NONE && next != period) {
                changes.from(Math.max(0, period + 1), number(last, changes));
                last = NONE;
            }
        }
    }

    private int number(int text, GroupSource.Changes changes) {
        if (numbers[text] == NONE) {
            numbers[text] = changes.number(requireNonNull(groups[text]));
        }
        return numbers[text];
    }

    /** By the codes of events. */
    static final class OfCodes extends LabelReader {
        private final Grouping.OfCode label;

        OfCodes(Grouping.OfCode label) {
            this.label = label;
        }

        @Override
        List<String> texts(History history) {
            return history.codes().names();
        }

        @Override
        int text(History history, int event) {
            return history.codeIndex(event);
        }

        @Override
        @Nullable
        String label(String text) {
            return label.label(text);
        }
    }

    /** By the texts in a column. */
    static final class OfColumn extends LabelReader {
        private final String name;
        private @Nullable History known;
        private int column;

        OfColumn(String name) {
            this.name = name;
        }

        @Override
        List<String> texts(History history) {
            if (!history.equals(known)) {
                column = history.column(name);
                known = history;
            }
            return history.texts(column);
        }

        @Override
        int text(History history, int event) {
            return history.hasValue(column, event) ? history.textIndex(column, event) : NONE;
        }

        @Override
        String label(String text) {
            return text;
        }
    }
}
