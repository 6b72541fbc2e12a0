package dev.retention.examples.report.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import dev.retention.examples.report.csv.Lines.TooLongException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A CSV file while it is read: how it is laid out, and its lines one after the other, never more than one in memory. */
final class CsvFile implements Closeable {

    private static final int PROGRESS_LINES = 250_000;

    private final String name;
    private final TextSource text;
    private final long size;
    private final Asking asking;
    private final String head;
    private final Layout layout;
    private final @Nullable Callable<InputStream> again;
    private final List<DataNote> notes = new ArrayList<>();
    private long lastLine;
    private long linesRead;
    private Progress progress = (lines, bytes, all) -> {};

    private CsvFile(String name, TextSource text, long size, Asking asking, @Nullable Callable<InputStream> again)
            throws IOException {
        this.name = name;
        this.text = text;
        this.size = size;
        this.asking = asking;
        this.again = again;
        head = text.head();
        if (head.isBlank()) {
            throw new BadInputException(name + ": the file is empty");
        }
        layout = Layout.of(name, head, asking);
        FileOptions options = asking.options().file;
        lastLine = layout.header().number() - (options.noHeader ? 1 : 0);
        if (text.isRecognised()) {
            notes.add(new DataNote(
                    DataNote.Kind.CHARACTER_SET,
                    "the file was read as " + text.charset() + ", told by its bytes",
                    0,
                    List.of()));
        }
        if (layout.header().number() > 1 && options.headerLine == null && !options.noHeader) {
            long before = layout.header().number() - 1;
            notes.add(new DataNote(
                    DataNote.Kind.HEADER_LINE,
                    "the header is line " + layout.header().number() + ": "
                            + Shown.counted(before, "line") + " before it " + (before == 1 ? "is" : "are")
                            + " passed over (see --header-line)",
                    before,
                    List.of(1L)));
        }
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws BadInputException if the file cannot be read or the header has not the columns
     */
    static CsvFile open(Path file, Asking asking) {
        String name = String.valueOf(file.getFileName());
        try {
            if (Files.isDirectory(file)) {
                throw new BadInputException(Shown.oneLine(file.toString(), 500) + ": is a folder, not a file");
            }
            boolean regular = Files.isRegularFile(file);
            return of(
                    name,
                    Files.newInputStream(file),
                    regular ? Files.size(file) : 0,
                    asking,
                    regular ? () -> Files.newInputStream(file) : null);
        } catch (NoSuchFileException e) {
            throw new BadInputException(Shown.oneLine(file.toString(), 500) + ": no such file", e);
        } catch (IOException e) {
            throw new BadInputException(Shown.oneLine(file.toString(), 500) + ": cannot be read", e);
        }
    }

    /** Reads from a stream, which the result closes. */
    static CsvFile ofStream(String name, InputStream in, Asking asking) {
        return of(name, in, 0, asking, null);
    }

    private static CsvFile of(
            String name, InputStream in, long size, Asking asking, @Nullable Callable<InputStream> again) {
        String shown = Shown.oneLine(name, 200);
        try {
            return new CsvFile(shown, TextSource.open(shown, in, asking.options().file.charset), size, asking, again);
        } catch (IOException e) {
            close(in);
            throw new BadInputException(shown + ": cannot be read", e);
        } catch (RuntimeException e) {
            close(in);
            throw e;
        }
    }

    String name() {
        return name;
    }

    Layout layout() {
        return layout;
    }

    /** The beginning of the file. */
    String head() {
        return head;
    }

    /** What looks odd about the file, before its lines are read. */
    List<DataNote> notes() {
        return notes;
    }

    /** Has a listener told now and then how far the reading is. */
    void tell(Progress listener) {
        progress = listener;
    }

    /** What all lines say, where the first ones do not tell; nothing of a file that can be read only once. */
    ColumnValues.Whole whole() {
        Callable<InputStream> anew = again;
        return (columns, said) -> anew == null
                ? Collections.emptyIterator()
                : ColumnValues.of(anew, layout, asking.options(), columns, said);
    }

    /**
     * The lines of data, once.
     *
     * @param wanted which columns are asked for
     * @param changing which of them make no difference between lines
     */
    OrderReader.Source lines(boolean[] wanted, boolean[] changing) {
        Lines lines = Lines.of(
                text.reader(),
                layout.delimiter(),
                new Line(wanted, layout.header().fields().size(), changing));
        long header = layout.header().number();
        long last = asking.options().file.noHeader ? header - 1 : header;
        return () -> next(lines, last);
    }

    private @Nullable Line next(Lines lines, long before) {
        try {
            Line line = lines.next();
            while (line != null && line.number() <= before) {
                line = lines.next();
            }
            if (line != null) {
                lastLine = line.number();
                if (++linesRead % PROGRESS_LINES == 0) {
                    progress.read(linesRead, text.bytesRead(), size);
                }
            }
            return line;
        } catch (CsvParseException | TooLongException | UncheckedIOException e) {
            throw Lines.unreadable(name, lastLine + 1, e);
        }
    }

    @Override
    public void close() {
        close(text);
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
