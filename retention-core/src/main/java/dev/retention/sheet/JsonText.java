package dev.retention.sheet;

import java.util.Locale;

/** Text in JSON. */
final class JsonText {
    private JsonText() {}

    /** Writes a text in quotes, such that it may stand inside an HTML script element too. */
    static void quote(StringBuilder out, String text) {
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
                    if (isEscaped(c) || isUnpaired(text, i)) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** Control characters are not valid; the others would end a script. */
    private static boolean isEscaped(char c) {
        return c < ' ' || c == '\u007f' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029';
    }

    private static boolean isUnpaired(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
