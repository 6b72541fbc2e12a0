package dev.retention.examples.report.csv;

import org.jspecify.annotations.Nullable;

/**
 * One line of the file: its number and those of its fields that are asked for, without white space around them. The same
 * object is filled anew for every line.
 */
final class Line {

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final boolean[] wanted;
    private final boolean[] changing;
    private final int columns;
    private final @Nullable String[] texts;
    private final @Nullable String[] before;
    private long number;
    private int fields;
    private boolean overfull;
    private long fingerprint;

    /**
     * @param wanted which columns are asked for, by their index
     * @param columns how many columns the header has
     */
    Line(boolean[] wanted, int columns) {
        this(wanted, columns, new boolean[0]);
    }

    /** The same with some columns that make no difference between lines. */
    Line(boolean[] wanted, int columns, boolean[] changing) {
        this.changing = changing.clone();
        this.wanted = wanted.clone();
        this.columns = columns;
        this.texts = new String[wanted.length];
        this.before = new String[wanted.length];
    }

    void begin(long lineNumber) {
        number = lineNumber;
        fields = 0;
        overfull = false;
        fingerprint = 0;
    }

    /** Takes the next field, with the white space around it. */
    void add(char[] chars, int start, int length) {
        int from = start;
        int to = start + length;
        while (from < to && isSpace(chars[from])) {
            from++;
        }
        while (from < to && isSpace(chars[to - 1])) {
            to--;
        }
        long hash = fingerprint * SPREAD + fields + 1;
        boolean counts = fields >= changing.length || !changing[fields];
        for (int i = from; counts && i < to; i++) {
            hash = (hash ^ chars[i]) * SPREAD;
            hash ^= hash >>> 29;
        }
        fingerprint = hash;
        int index = fields++;
        if (index < wanted.length && wanted[index]) {
            texts[index] = text(index, chars, from, to - from);
        } else if (index >= columns && to > from) {
            overfull = true;
        }
    }

    /** Fields often repeat from line to line, and then need no new text. */
    private String text(int index, char[] chars, int from, int length) {
        String last = before[index];
        if (last != null && last.length() == length) {
            int i = 0;
            while (i < length && last.charAt(i) == chars[from + i]) {
                i++;
            }
            if (i == length) {
                return last;
            }
        }
        String text = new String(chars, from, length);
        before[index] = text;
        return text;
    }

    private static boolean isSpace(char c) {
        return c == ' '
                || c == '\t'
                || c == '\r'
                || c == '\n'
                || c == '\u00a0'
                || (c > 127 && Character.isWhitespace(c));
    }

    /** The line's number in the file, 1 the first. */
    long number() {
        return number;
    }

    /** How many fields it has. */
    int fields() {
        return fields;
    }

    /** Whether there is something beyond the header's last column. */
    boolean isOverfull() {
        return overfull;
    }

    /** A number that lines with the same fields share, but for those that change with the order's state, and hardly any others. */
    long fingerprint() {
        return fingerprint;
    }

    /** A field that was asked for, empty where the line ends before it or the column is none. */
    String text(int column) {
        String text = column < 0 || column >= fields ? null : texts[column];
        return text == null ? "" : text;
    }
}
