package dev.retention.examples.report.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import dev.retention.examples.report.csv.Lines.TooLongException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;

/** Looks through a file for the values of one column, where its first lines do not tell how they are written. */
final class ColumnValues {

    private static final int MOST = 1_000_000;

    private ColumnValues() {}

    /**
     * The values of one column from the beginning of the file, repeats of the line before passed over, up to so many that
     * they tell how the column is written.
     */
    static Iterator<String> of(Callable<InputStream> again, Layout layout, CsvOptions options, int column) {
        boolean[] wanted = new boolean[column + 1];
        wanted[column] = true;
        List<String> values = new ArrayList<>();
        try (TextSource source = TextSource.open("", again.call(), options.file.charset)) {
            Lines lines = Lines.of(source.reader(), layout.delimiter(), new Line(wanted, column + 1));
            String last = "";
            for (Line line = lines.next(); line != null && values.size() < MOST; line = lines.next()) {
                if (line.number() > layout.header().number()
                        && !line.text(column).equals(last)) {
                    last = line.text(column);
                    values.add(last);
                }
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
