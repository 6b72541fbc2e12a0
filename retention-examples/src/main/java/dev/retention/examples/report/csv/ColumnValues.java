package dev.retention.examples.report.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import dev.retention.examples.report.csv.Lines.TooLongException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Looks through a file for the values of one column, where its first lines do not tell how they are written. */
final class ColumnValues {

    private static final int MOST = 1_000_000;

    /** All lines of a file. */
    @FunctionalInterface
    interface Whole {
        /** What every line says, by some of its columns. */
        Iterator<String> values(List<Integer> columns, Function<Line, String> said);
    }

    private ColumnValues() {}

    /**
     * What the lines say from the beginning of the file, nothing and repeats of the line before passed over, up to so many that
     * they tell how the column is written.
     */
    static Iterator<String> of(
            Callable<InputStream> again,
            Layout layout,
            CsvOptions options,
            List<Integer> columns,
            Function<Line, String> said) {
        boolean[] wanted = new boolean[Collections.max(columns) + 1];
        columns.forEach(column -> wanted[column] = true);
        List<String> values = new ArrayList<>();
        try (TextSource source = TextSource.open("", again.call(), options.file.charset)) {
            Lines lines = Lines.of(source.reader(), layout.delimiter(), new Line(wanted, wanted.length));
            String last = "";
            for (Line line = lines.next(); line != null && values.size() < MOST; line = lines.next()) {
                String text = line.number() > layout.header().number() ? said.apply(line) : "";
                if (!text.isEmpty() && !text.equals(last)) {
                    values.add(text);
                }
                last = text.isEmpty() ? last : text;
            }
        } catch (CsvParseException | TooLongException e) {
            // The reading in earnest says where.
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new BadInputException("the file cannot be read again", e);
        }
        return values.iterator();
    }
}
