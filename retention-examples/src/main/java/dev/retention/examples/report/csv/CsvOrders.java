package dev.retention.examples.report.csv;

import java.io.Closeable;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
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

    /** What the simulated shop sells in. */
    private static final Currency OF_SIMULATED = Currency.getInstance("USD");

    private final CsvFile file;
    private final Recipe recipe;
    private final OrderReader orders;
    private final boolean simulated;
    private boolean started;

    private CsvOrders(CsvFile file, CsvOptions options, boolean simulated) {
        this.file = file;
        this.simulated = simulated;
        recipe = new Recipe(
                file.name(),
                file.layout(),
                file.head(),
                options,
                simulated ? Optional.of(OF_SIMULATED) : Optional.empty(),
                file.whole());
        orders = new OrderReader(file.name(), recipe, file.lines(recipe.wanted(), recipe.changing()));
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws BadInputException if the file cannot be read or the header has not the columns
     */
    public static CsvOrders open(Path path, CsvOptions options) {
        options.check();
        return of(CsvFile.open(path, Asking.ofOrders(options)), options, false);
    }

    /**
     * Reads the orders of a file, or of a query if one is asked for.
     *
     * @param file the file, if there is no query
     * @throws BadInputException if they cannot be read, or the header has not the columns
     */
    public static <R> R read(@Nullable Path file, CsvOptions options, Function<? super CsvOrders, ? extends R> reader) {
        options.check();
        if (!options.hasQuery()) {
            try (CsvOrders orders = open(Objects.requireNonNull(file), options)) {
                return reader.apply(orders);
            }
        }
        if (file != null) {
            throw new BadInputException("--query and a file of orders are two reports: make one after the other");
        }
        CsvOptions ofQuery = options.ofQuery();
        return options.query.read(rows -> {
            QueryText text = new QueryText(rows);
            CsvFile lines = CsvFile.ofStream(QueryText.NAME, text, Asking.ofOrders(ofQuery));
            try (CsvOrders orders = of(lines, ofQuery, false)) {
                text.use(orders.recipe.wanted());
                return reader.apply(orders);
            }
        });
    }

    /** Reads orders that are made up from a stream, which the result closes. */
    public static CsvOrders simulated(String name, InputStream in, CsvOptions options) {
        options.check();
        return of(CsvFile.ofStream(name, in, Asking.ofOrders(options)), options, true);
    }

    private static CsvOrders of(CsvFile file, CsvOptions options, boolean simulated) {
        try {
            return new CsvOrders(file, options, simulated);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Has a listener told now and then how far the reading is. */
    public CsvOrders withProgress(Progress listener) {
        file.tell(listener);
        return this;
    }

    /** The file's name without its folders. */
    public String name() {
        return file.name();
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

    /** Whether a column says what orders cost. */
    public boolean hasCosts() {
        return recipe.costs().column() >= 0;
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
        return orders.reading(file.notes());
    }

    /**
     * The orders, once.
     *
     * @throws IllegalStateException at the second call
     */
    @Override
    public Iterator<Order> iterator() {
        if (started) {
            throw new IllegalStateException("the orders of " + name() + " can be read once");
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
        file.close();
    }
}
