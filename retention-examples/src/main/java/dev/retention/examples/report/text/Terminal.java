package dev.retention.examples.report.text;

import java.io.Console;
import java.util.ArrayList;
import java.util.List;

/** The short form of a report for a terminal as it grows: lines of at most 110 columns, plain ASCII. */
public final class Terminal {

    /** Whether to colour. */
    public enum Colour {
        OFF,
        ON
    }

    /** How many rows a table has. */
    public static final int ROWS = 12;

    /** How many columns a line has. */
    public static final int WIDTH = 110;

    private final Colour colour;
    private final StringBuilder out = new StringBuilder();

    /** An empty one. */
    public Terminal(Colour colour) {
        this.colour = colour;
    }

    /** The lines so far, each ended by a line feed. */
    @Override
    public String toString() {
        return out.toString();
    }

    /** A text on as many lines as it takes. */
    public void wrappedLine(String text) {
        wrapped(ascii(text), WIDTH).forEach(this::line);
    }

    public void line(String text) {
        out.append(text).append('\n');
    }

    public static String shortened(String text, int length) {
        String plain = ascii(text);
        return plain.length() <= length ? plain : plain.substring(0, length - 3) + "...";
    }

    /** Terminals differ in their character sets, and control characters in input could drive them. */
    public static String ascii(String text) {
        return text.replace('–', '-')
                .replace('’', '\'')
                .replace('“', '"')
                .replace('”', '"')
                .replace('−', '-')
                .replace("…", "...")
                .replaceAll("[^ -~]", "?");
    }

    public static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        // A number stays with its percent sign.
        for (String word : text.replace(" %", "\u00a0%").split(" ", -1)) {
            if (current.length() > 0 && current.length() + 1 + word.length() > width) {
                lines.add(current.toString());
                current.setLength(0);
            }
            if (current.length() > 0) {
                current.append(' ');
            }
            current.append(word.replace('\u00a0', ' '));
        }
        lines.add(current.toString());
        return lines;
    }

    public String bold(String text) {
        return coloured("1", text);
    }

    public String dim(String text) {
        return coloured("2", text);
    }

    public String red(String text) {
        return coloured("31", text);
    }

    public String green(String text) {
        return coloured("32", text);
    }

    public String yellow(String text) {
        return coloured("33", text);
    }

    private String coloured(String code, String text) {
        return colour == Colour.ON ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** The latest rows of a table. */
    public static <T> List<T> latest(List<T> all) {
        return all.subList(Math.max(0, all.size() - ROWS), all.size());
    }

    /** Whether the program writes to a terminal that understands colours. */
    @SuppressWarnings("SystemConsoleNull") // Null means no terminal up to 21; from 22 on the method below tells.
    public static boolean isThere() {
        Console console = System.console();
        if (console == null || System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
