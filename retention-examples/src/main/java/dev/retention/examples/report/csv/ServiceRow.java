package dev.retention.examples.report.csv;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a line of a file of service says, by the words of {@link ServiceKind}'s columns; what a line leaves empty is not there.
 *
 * @param line the line's number, 1 the first
 * @param customer the customer's key
 * @param values text, days, whole numbers and amounts
 */
public record ServiceRow(long line, String customer, Map<String, Object> values) {

    /** Copies. */
    public ServiceRow {
        values = Map.copyOf(values);
    }

    /** A text, or null. */
    public @Nullable String text(String word) {
        return (String) values.get(word);
    }

    /** A text as messages show it, on one line and shortened. */
    public String shown(String word) {
        return Shown.oneLine(String.valueOf(text(word)), 60);
    }

    /** A day, or null. */
    public @Nullable LocalDate day(String word) {
        return (LocalDate) values.get(word);
    }

    /** A whole number, or null. */
    public @Nullable Long whole(String word) {
        return (Long) values.get(word);
    }

    /** An amount, or null. */
    public @Nullable BigDecimal amount(String word) {
        return (BigDecimal) values.get(word);
    }
}
