package dev.retention.history;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/** The events of a history in words. */
final class HistoryText {
    private HistoryText() {}

    /** The events, one after the other. */
    static String of(History history) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < history.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(history.schema.instants() ? history.time(i) : history.date(i));
            if (!history.code(i).isEmpty()) {
                text.append(' ').append(history.code(i));
            }
            if (history.columns.amounts != null) {
                text.append(' ').append(history.amount(i));
            }
            for (int column = 0; column < history.schema.columns().size(); column++) {
                if (history.hasValue(column, i)) {
                    text.append(' ')
                            .append(history.schema.columns().get(column).name())
                            .append('=');
                    text.append(valueText(history, column, i));
                }
            }
        }
        return text.toString();
    }

    private static Object valueText(History history, int column, int event) {
        return switch (history.schema.type(column)) {
            case TEXT -> requireNonNull(history.text(column, event));
            case NUMBER, MONEY -> history.value(column, event);
            case DAY, PLANNED_DAY -> LocalDate.ofEpochDay(history.value(column, event));
        };
    }
}
