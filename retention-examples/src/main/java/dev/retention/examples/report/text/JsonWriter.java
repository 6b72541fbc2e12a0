package dev.retention.examples.report.text;

import dev.retention.examples.report.figures.Words;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * Writes JSON in the order in which it is told, two spaces an indent, and flat objects on one line.
 *
 * <p>Strings are escaped so that the text may stand inside an HTML script element too.
 */
public final class JsonWriter {

    private final StringBuilder out = new StringBuilder();
    private final boolean plain;
    private int depth;
    private int flatFrom = Integer.MAX_VALUE;
    private boolean first = true;
    private boolean named;

    public JsonWriter() {
        this(false);
    }

    private JsonWriter(boolean plain) {
        this.plain = plain;
    }

    /** For text that is shown: what is not seen and may turn it around is replaced. */
    public static JsonWriter ofShownText() {
        return new JsonWriter(true);
    }

    public JsonWriter beginObject() {
        return begin('{');
    }

    public JsonWriter endObject() {
        return end('}');
    }

    public JsonWriter beginArray() {
        return begin('[');
    }

    public JsonWriter endArray() {
        return end(']');
    }

    /** Begins an object whose members, and theirs, stay on one line. */
    public JsonWriter beginFlatObject() {
        begin('{');
        flatFrom = Math.min(flatFrom, depth);
        return this;
    }

    public JsonWriter name(String name) {
        separate();
        quote(name);
        out.append(": ");
        named = true;
        return this;
    }

    public JsonWriter value(String text) {
        separate();
        quote(text);
        return this;
    }

    public JsonWriter value(long number) {
        separate();
        out.append(number);
        return this;
    }

    /** Writes a number; infinities and NaN, which JSON has not, are refused. */
    public JsonWriter value(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("number (" + number + ") must be finite");
        }
        separate();
        out.append(number);
        return this;
    }

    public JsonWriter value(boolean truth) {
        separate();
        out.append(truth);
        return this;
    }

    /** Writes an amount as a decimal string, which no reader can turn into a binary fraction by accident. */
    public JsonWriter value(BigDecimal amount) {
        return value(amount.toPlainString());
    }

    public JsonWriter nullValue() {
        separate();
        out.append("null");
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private JsonWriter begin(char bracket) {
        separate();
        out.append(bracket);
        depth++;
        first = true;
        return this;
    }

    private JsonWriter end(char bracket) {
        boolean empty = first;
        boolean flat = isFlat();
        if (depth == flatFrom) {
            flatFrom = Integer.MAX_VALUE;
        }
        depth--;
        if (!empty && !flat) {
            newLine();
        }
        out.append(bracket);
        first = false;
        if (depth == 0) {
            out.append('\n');
        }
        return this;
    }

    private void separate() {
        if (named) {
            named = false;
            first = false;
            return;
        }
        if (!first) {
            out.append(isFlat() ? ", " : ",");
        }
        if (depth > 0 && !isFlat()) {
            newLine();
        }
        first = false;
    }

    private boolean isFlat() {
        return depth >= flatFrom;
    }

    private void newLine() {
        out.append('\n').append("  ".repeat(depth));
    }

    private void quote(String raw) {
        String text = plain ? Words.plain(raw) : raw;
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    // Control characters and halves of surrogate pairs are not valid; the others would end a script.
                    if (c < ' ' || Words.isUnseen(c) || c == '<' || c == '>' || c == '&' || isUnpaired(text, i)) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isUnpaired(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
