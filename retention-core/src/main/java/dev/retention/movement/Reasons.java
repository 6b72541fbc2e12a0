package dev.retention.movement;

import dev.retention.history.History;
import dev.retention.internal.Text;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import org.jspecify.annotations.Nullable;

/** Why terms were renewed or declined, as far as it is known. */
final class Reasons {
    private static final char MARK = ':';

    private Reasons() {}

    /** The reason of a decided term as it was recorded first, null if there is none. */
    static @Nullable String first(History history, int event) {
        return history.hasValue(history.column(Renewals.DECIDED), event)
                ? Text.said(history.text(history.column(Renewals.REASON), event))
                : null;
    }

    /** The reason as it is recorded by the end of the data, null if there is none. */
    static @Nullable String present(History history, int event) {
        String first = first(history, event);
        if (!history.hasValue(history.column(Renewals.DECIDED), event)
                || !history.hasValue(history.column(Renewals.RECODED), event)) {
            return first;
        }
        String now = Text.said(history.text(history.column(Renewals.REASON_NOW), event));
        return now == null ? first : now;
    }

    /** Parts by both, in labels that {@link #recoding} reads. */
    static Grouping both() {
        return Grouping.ofEvents("first and present reason", Grouping.Reading.AT_ANCHOR, Reasons::label);
    }

    /** The length of the first reason, −1 if there is none, and both reasons; null if there is no reason at all. */
    private static @Nullable String label(History history, int event) {
        String first = first(history, event);
        String present = present(history, event);
        if (present == null) {
            return null;
        }
        return first == null ? "-1" + MARK + present : first.length() + String.valueOf(MARK) + first + present;
    }

    /** What a label says. */
    static RenewalTable.Recoding recoding(Group group) {
        if (group.equals(Group.MISSING)) {
            return new RenewalTable.Recoding(Group.MISSING, Group.MISSING);
        }
        String label = group.label();
        int start = label.indexOf(MARK) + 1;
        int length = Integer.parseInt(label.substring(0, start - 1));
        Group first = length < 0 ? Group.MISSING : Group.of(label.substring(start, start + length));
        return new RenewalTable.Recoding(first, Group.of(label.substring(start + Math.max(0, length))));
    }
}
