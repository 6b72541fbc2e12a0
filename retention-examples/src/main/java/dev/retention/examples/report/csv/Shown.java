package dev.retention.examples.report.csv;

import java.util.Locale;

/** Text of the input as it is put into messages: nothing in it acts on a terminal, and it stays short. */
public final class Shown {

    private Shown() {}

    /** Text from the input as part of one line: control characters replaced, the end cut off where it is long. */
    public static String oneLine(String text, int length) {
        String plain = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
        return plain.length() <= length ? plain : plain.substring(0, length - 3) + "...";
    }

    /** A count and a noun, such as {@code 1 line} or {@code 1,234 lines}. */
    static String counted(long count, String noun) {
        return String.format(Locale.ROOT, "%,d ", count) + noun + (count == 1 ? "" : "s");
    }
}
