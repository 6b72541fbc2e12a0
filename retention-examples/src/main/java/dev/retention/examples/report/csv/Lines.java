package dev.retention.examples.report.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a file, split into fields by a delimiter; blank lines are passed over. */
interface Lines {

    /** What stands for any run of white space as a delimiter. */
    String WHITESPACE = "whitespace";

    /** No field and no line of words may be longer, in characters. */
    int LONGEST = 1 << 20;

    /** No line may have more fields. */
    int MOST_FIELDS = 10_000;

    /** A line with all its fields, kept. */
    record Row(long number, List<String> fields) {

        /** Copies. */
        public Row {
            fields = List.copyOf(fields);
        }
    }

    /**
     * The next line, or null after the last.
     *
     * @throws TooLongException if a line is longer than any real one
     * @throws RuntimeException as the reader of CSV throws where quotes do not match
     */
    @Nullable
    Line next();

    /** A line longer than any real one. */
    final class TooLongException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLongException(String message) {
            super(message);
        }
    }

    /** Reads text line by line into one line object. */
    static Lines of(Reader text, String delimiter, Line into) {
        if (delimiter.equals(WHITESPACE)) {
            return new WordLines(text instanceof BufferedReader buffered ? buffered : new BufferedReader(text), into);
        }
        Iterator<Line> records = csv(delimiter).build(new Filling(into), text).iterator();
        return () -> records.hasNext() ? records.next() : null;
    }

    /** The first lines of a text with all their fields, as far as they can be read. */
    static List<Row> first(String text, String delimiter, int most) {
        List<Row> rows = new ArrayList<>();
        try {
            read(text, delimiter, most, rows);
        } catch (CsvParseException | TooLongException e) {
            // What comes after is reported where the lines are read in earnest.
        }
        return rows;
    }

    /**
     * All lines of a text with all their fields.
     *
     * @throws BadInputException if they cannot be read to the end
     */
    static List<Row> all(String name, String text, String delimiter) {
        List<Row> rows = new ArrayList<>();
        try {
            read(text, delimiter, Integer.MAX_VALUE, rows);
        } catch (CsvParseException | TooLongException e) {
            throw unreadable(
                    name, rows.isEmpty() ? 1 : rows.get(rows.size() - 1).number() + 1, e);
        }
        return rows;
    }

    private static void read(String text, String delimiter, int most, List<Row> rows) {
        if (delimiter.equals(WHITESPACE)) {
            WordLines lines = new WordLines(new BufferedReader(new StringReader(text)), new Line(new boolean[0], 0));
            for (Row row = lines.nextRow(); row != null && rows.size() < most; row = lines.nextRow()) {
                rows.add(row);
            }
            return;
        }
        Iterator<CsvRecord> records =
                csv(delimiter).ofCsvRecord(new StringReader(text)).iterator();
        while (rows.size() < most && records.hasNext()) {
            CsvRecord each = records.next();
            rows.add(new Row(each.getStartingLineNumber(), each.getFields()));
        }
    }

    /** What to say where the lines cannot be read on. */
    static BadInputException unreadable(String name, long line, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TooLongException) {
                return BadInputException.at(
                        name, line, "here or soon after, " + cause.getMessage() + ": is it a file of lines?");
            }
            if (cause instanceof IOException) {
                return BadInputException.at(name, line, "here or soon after, the file cannot be read");
            }
        }
        return BadInputException.at(
                name,
                line,
                "here or soon after, a quoted field does not end, goes on after its closing quotation mark, or is longer"
                        + " than any real one");
    }

    private static CsvReader.CsvReaderBuilder csv(String delimiter) {
        try {
            return CsvReader.builder()
                    .fieldSeparator(delimiter)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .maxBufferSize(LONGEST);
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--delimiter " + Shown.quoted(delimiter) + " cannot be used", e);
        }
    }

    /** Puts the fields that the CSV reader finds into the line. */
    final class Filling extends AbstractBaseCsvCallbackHandler<Line> {

        private final Line line;

        private Filling(Line line) {
            this.line = line;
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            line.begin(startingLineNumber);
        }

        @Override
        protected void handleField(int fieldIdx, char[] buf, int offset, int len, boolean quoted) {
            if (fieldIdx >= MOST_FIELDS) {
                throw new TooLongException("more than " + MOST_FIELDS + " fields");
            }
            line.add(buf, offset, len);
        }

        @Override
        protected Line buildRecord() {
            return line;
        }
    }

    /** Lines whose fields are words with white space between them. */
    final class WordLines implements Lines {

        private final BufferedReader reader;
        private final Line line;
        private char[] chars = new char[1 << 10];
        private int length;
        private long number;

        private WordLines(BufferedReader reader, Line line) {
            this.reader = reader;
            this.line = line;
        }

        @Override
        public @Nullable Line next() {
            if (!advance()) {
                return null;
            }
            line.begin(number);
            for (int from = 0; from < length; ) {
                int to = wordEnd(from);
                line.add(chars, from, to - from);
                from = wordStart(to);
            }
            return line;
        }

        private @Nullable Row nextRow() {
            if (!advance()) {
                return null;
            }
            List<String> words = new ArrayList<>();
            for (int from = 0; from < length; ) {
                int to = wordEnd(from);
                words.add(new String(chars, from, to - from));
                from = wordStart(to);
            }
            return new Row(number, words);
        }

        private int wordEnd(int from) {
            int to = from;
            while (to < length && !Character.isWhitespace(chars[to])) {
                to++;
            }
            return to;
        }

        private int wordStart(int from) {
            int to = from;
            while (to < length && Character.isWhitespace(chars[to])) {
                to++;
            }
            return to;
        }

        /** Takes the next line that is not blank, without white space before it. */
        private boolean advance() {
            try {
                length = 0;
                boolean any = false;
                for (int c = reader.read(); c >= 0; c = reader.read()) {
                    if (c == '\r' || c == '\n') {
                        number++;
                        if (c == '\r') {
                            reader.mark(1);
                            if (reader.read() != '\n') {
                                reader.reset();
                            }
                        }
                        if (any) {
                            return true;
                        }
                        length = 0;
                    } else if (any || !Character.isWhitespace(c)) {
                        any = true;
                        append((char) c);
                    }
                }
                number++;
                return any;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void append(char c) {
            if (length == chars.length) {
                if (length >= LONGEST) {
                    number++;
                    throw new TooLongException("a line longer than " + LONGEST + " characters");
                }
                chars = java.util.Arrays.copyOf(chars, 2 * length);
            }
            chars[length++] = c;
        }
    }
}
