package dev.retention.examples.report.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import dev.retention.examples.report.csv.Lines.TooLongException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The orders of a CSV file, read once from beginning to end, never more than one line in memory unless lines have to be
 * put together.
 *
 * <p>A line that cannot be read ends the reading with a {@link BadInputException} that names file, line, column and
 * value; in lenient mode it is left out, counted and, for the first ten, listed, unless that would leave out a kind of
 * order. Amounts with more decimals than the currency has are rounded line by line, half to even; how many and by how
 * much in sum is kept.
 */
public final class CsvOrders implements Iterable<Order>, Closeable {

    private static final int PROGRESS_LINES = 250_000;

    /** What the simulated shop sells in. */
    private static final Currency OF_SIMULATED = Currency.getInstance("USD");

    private final String name;
    private final TextSource text;
    private final long size;
    private final Recipe recipe;
    private final OrderReader orders;
    private final List<DataNote> notes = new ArrayList<>();
    private final boolean simulated;
    private long lastLine;
    private long linesRead;
    private Progress progress = (lines, bytes, all) -> {};
    private boolean started;

    private CsvOrders(
            String name,
            TextSource text,
            long size,
            CsvOptions options,
            boolean simulated,
            @Nullable Callable<InputStream> again)
            throws IOException {
        this.name = name;
        this.text = text;
        this.size = size;
        this.simulated = simulated;
        options.check();
        String head = text.head();
        if (head.isBlank()) {
            throw new BadInputException(name + ": the file is empty");
        }
        Layout layout = Layout.of(name, head, options);
        lastLine = layout.header().number() - (options.file.noHeader ? 1 : 0);
        recipe = new Recipe(
                name,
                layout,
                head,
                options,
                simulated ? Optional.of(OF_SIMULATED) : Optional.empty(),
                (columns, said) -> again == null
                        ? Collections.emptyIterator()
                        : ColumnValues.of(again, layout, options, columns, said));
        Lines lines = lines(text.reader(), options.file.noHeader);
        orders = new OrderReader(name, recipe, () -> next(lines));
        if (text.isRecognised()) {
            notes.add(new DataNote(
                    DataNote.Kind.CHARACTER_SET,
                    "the file was read as " + text.charset() + ", told by its bytes",
                    0,
                    List.of()));
        }
        if (layout.header().number() > 1 && options.file.headerLine == null && !options.file.noHeader) {
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
    public static CsvOrders open(Path file, CsvOptions options) {
        String name = String.valueOf(file.getFileName());
        try {
            if (Files.isDirectory(file)) {
                throw new BadInputException(Shown.oneLine(file.toString(), 500) + ": is a folder, not a file");
            }
            boolean regular = Files.isRegularFile(file);
            return open(
                    name,
                    Files.newInputStream(file),
                    regular ? Files.size(file) : 0,
                    options,
                    false,
                    regular ? () -> Files.newInputStream(file) : null);
        } catch (NoSuchFileException e) {
            throw new BadInputException(Shown.oneLine(file.toString(), 500) + ": no such file", e);
        } catch (IOException e) {
            throw new BadInputException(Shown.oneLine(file.toString(), 500) + ": cannot be read", e);
        }
    }

    /** Reads orders that are made up from a stream, which the result closes. */
    public static CsvOrders simulated(String name, InputStream in, CsvOptions options) {
        return open(name, in, 0, options, true, null);
    }

    private static CsvOrders open(
            String name,
            InputStream in,
            long size,
            CsvOptions options,
            boolean simulated,
            @Nullable Callable<InputStream> again) {
        String shown = Shown.oneLine(name, 200);
        try {
            return new CsvOrders(
                    shown, TextSource.open(shown, in, options.file.charset), size, options, simulated, again);
        } catch (IOException e) {
            close(in);
            throw new BadInputException(shown + ": cannot be read", e);
        } catch (RuntimeException e) {
            close(in);
            throw e;
        }
    }

    private Lines lines(Reader reader, boolean first) {
        Lines lines = Lines.of(
                reader,
                recipe.layout().delimiter(),
                new Line(recipe.wanted(), recipe.layout().header().fields().size(), recipe.changing()));
        long header = recipe.layout().header().number();
        long last = first ? header - 1 : header;
        return () -> {
            Line line = lines.next();
            while (line != null && line.number() <= last) {
                line = lines.next();
            }
            return line;
        };
    }

    private @Nullable Line next(Lines lines) {
        try {
            Line line = lines.next();
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

    /** Has a listener told now and then how far the reading is. */
    public CsvOrders withProgress(Progress listener) {
        progress = listener;
        return this;
    }

    /** The file's name without its folders. */
    public String name() {
        return name;
    }

    /** Whether the orders are made up. */
    public boolean isSimulated() {
        return simulated;
    }

    /** The day up to which the user says that the data are complete. */
    public Optional<LocalDate> statedAsOf() {
        return recipe.asOf();
    }

    /** The currency of all amounts, if the user or the file names it. */
    public Optional<Currency> currency() {
        return recipe.currencies().report();
    }

    /** The last day of any line, whether or not it counts. */
    public Optional<LocalDate> lastDate() {
        return orders.reader().lastDate();
    }

    /** The export that the file was taken for by its header, which the user did not name. */
    public Optional<String> guessedExport() {
        return recipe.layout().stated()
                ? Optional.empty()
                : recipe.layout().preset().map(Preset::title);
    }

    /** What was left out so far. */
    public Excluded excluded() {
        return orders.excluded();
    }

    /** How many amounts had more decimals than the currency. */
    public long rounded() {
        return orders.reader().rounded();
    }

    /** By how much rounding moved the total. */
    public BigDecimal roundedBy() {
        return orders.reader().roundedBy();
    }

    /** How the file was read and what looked odd, once all orders are read. */
    public Reading reading() {
        return orders.reading(notes);
    }

    /**
     * The orders, once.
     *
     * @throws IllegalStateException at the second call
     */
    @Override
    public Iterator<Order> iterator() {
        if (started) {
            throw new IllegalStateException("the orders of " + name + " can be read once");
        }
        started = true;
        return new Iterator<>() {
            private @Nullable Order next = orders.next();

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Order next() {
                Order result = next;
                if (result == null) {
                    throw new NoSuchElementException();
                }
                next = orders.next();
                return result;
            }
        };
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
