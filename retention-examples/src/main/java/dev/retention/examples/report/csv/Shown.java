package dev.retention.examples.report.csv;

import dev.retention.examples.report.figures.Words;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Text of the input as it is put into messages: nothing in it acts on a terminal, and it stays short. */
public final class Shown {

    private static final int FIELD = 60;

    private Shown() {}

    /** Text from the input as part of one line, the end cut off where it is long. */
    public static String oneLine(String text, int length) {
        return Words.oneLine(text, length);
    }

    /** A field of the input in quotes. */
    static String quoted(String text) {
        return '"' + oneLine(text, FIELD) + '"';
    }

    /** The name of a column as one would write it after an option: in quotes where it has to be. */
    static String argument(String column) {
        return argument(column, FIELD);
    }

    /** The same of a value that may be longer. */
    static String argument(String value, int length) {
        String plain = oneLine(value, length);
        if (plain.matches("[\\p{L}\\p{N}_.:/+-]+")) {
            return plain;
        }
        // Inside double quotes a shell would run these.
        return plain.matches("[^\"$`\\\\!]*") ? '"' + plain + '"' : "'" + plain.replace("'", "'\\''") + "'";
    }

    /** Names with commas between, cut off where they are many. */
    static String list(Collection<String> names) {
        return oneLine(names.stream().map(String::strip).collect(Collectors.joining(", ")), 200);
    }

    /** A count and a noun, such as {@code 1 line} or {@code 1,234 lines}. */
    static String counted(long count, String noun) {
        return String.format(Locale.ROOT, "%,d ", count) + noun + (count == 1 ? "" : "s");
    }
}
