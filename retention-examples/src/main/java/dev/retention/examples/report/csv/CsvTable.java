package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Columns.Asked;
import dev.retention.examples.report.csv.Customers.Customer;
import java.io.Closeable;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file whose fields are taken as the text that they are, read once from beginning to end: some columns that the program knows by
 * name, and all others by the names that the file gives them.
 *
 * <p>A line that cannot be read ends the reading with a {@link BadInputException} that names file, line, column and value; in lenient
 * mode it is left out, counted and listed.
 */
public final class CsvTable implements Closeable {

    private final CsvFile file;
    private final CsvOptions options;
    private final Kind kind;
    private final Map<String, Integer> known = new LinkedHashMap<>();
    private final Map<String, Integer> others = new LinkedHashMap<>();
    private final Customers customers;
    private final Excluded excluded = new Excluded();
    private final TableValues values;

    private CsvTable(CsvFile file, CsvOptions options, Kind kind) {
        this.file = file;
        this.options = options;
        this.kind = kind;
        List<String> header = file.layout().header().fields();
        customers = Customers.of(options, Optional.empty());
        values = new TableValues(this, options);
        kind.columns().forEach((word, names) -> {
            int at = Preset.columnOf(word + "|" + names, header);
            if (at >= 0) {
                known.put(word, at);
            }
        });
        for (int at = 0; at < header.size(); at++) {
            String name = header.get(at).strip();
            if (!known.containsValue(at) && (name.isEmpty() || others.put(name, at) != null)) {
                throw BadInputException.at(
                        file.name(),
                        file.layout().header().number(),
                        name.isEmpty()
                                ? "column " + (at + 1) + " has no name"
                                : "more than one column " + Shown.quoted(name)
                                        + "; give one of them another name in the file");
            }
        }
    }

    /**
     * What a kind of file has.
     *
     * @param word what the file is called in options and messages, such as {@code attributes}
     * @param columns the columns that the program knows, and other names of each with | between
     * @param needed those that the file must have
     */
    public record Kind(String word, Map<String, String> columns, List<String> needed) {

        /** Copies. */
        public Kind {
            columns = new LinkedHashMap<>(columns);
            needed = List.copyOf(needed);
        }

        /** The column of customers, as in all files. */
        public static final String CUSTOMER = "customer";

        /** Its other names. */
        public static final String CUSTOMER_NAMES = "customer id|customerid|email|account|key";

        /** The option that names the file. */
        public String option() {
            return "--" + word;
        }

        List<Asked> required(List<String> header) {
            return needed.stream()
                    .map(each -> {
                        int at = Preset.columnOf(each + "|" + columns.getOrDefault(each, ""), header);
                        return new Asked(option(), each, null, at < 0 ? each : header.get(at));
                    })
                    .toList();
        }
    }

    /**
     * A line.
     *
     * @param line the line's number, 1 the first
     * @param customer the customer's key, empty in a file that is not one of customers
     * @param known the fields of the columns that the program knows; what a line leaves empty is not there
     * @param others the fields of the other columns likewise
     */
    public record Row(long line, String customer, Map<String, String> known, Map<String, String> others) {

        /** Copies. */
        public Row {
            known = Map.copyOf(known);
            others = Map.copyOf(others);
        }

        /** A field, or null. */
        public @Nullable String text(String word) {
            return known.get(word);
        }
    }

    /**
     * Opens a file and reads its header.
     *
     * @param options how the file of orders or subscriptions is read; the same days, numbers and keys hold here
     * @throws BadInputException if the file cannot be read or the header has not the columns
     */
    public static CsvTable open(Path path, Kind kind, CsvOptions options) {
        CsvOptions own = options.ofService();
        return of(CsvFile.open(path, Asking.ofPlain(own, kind)), own, kind);
    }

    /** Reads lines that are made up from a stream, which the result closes. */
    public static CsvTable simulated(String name, InputStream in, Kind kind, CsvOptions options) {
        CsvOptions own = options.ofService();
        return of(CsvFile.ofStream(name, in, Asking.ofPlain(own, kind)), own, kind);
    }

    private static CsvTable of(CsvFile file, CsvOptions options, Kind kind) {
        try {
            return new CsvTable(file, options, kind);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Has a listener told now and then how far the reading is. */
    public CsvTable withProgress(Progress listener) {
        file.tell(listener);
        return this;
    }

    /** The names of the columns that the program does not know, in their order. */
    public List<String> others() {
        return List.copyOf(others.keySet());
    }

    /** Whether the file has a column. */
    public boolean has(String word) {
        return known.containsKey(word);
    }

    /** The file's name without its folders. */
    public String name() {
        return file.name();
    }

    /** Reads all lines. */
    public List<Row> read() {
        List<Row> all = new ArrayList<>();
        boolean[] wanted = new boolean[file.layout().header().fields().size()];
        known.values().forEach(at -> wanted[at] = true);
        others.values().forEach(at -> wanted[at] = true);
        OrderReader.Source source = file.lines(wanted, new boolean[0]);
        for (Line line = source.next(); line != null; line = source.next()) {
            Row row = row(line);
            if (row != null) {
                all.add(row);
            }
        }
        return all;
    }

    private @Nullable Row row(Line line) {
        int fields = file.layout().header().fields().size();
        if (line.isOverfull() || (line.fields() == 1 && line.text(0).isEmpty() && fields > 1)) {
            refuse(
                    line.number(),
                    (line.fields() == 1 ? "an empty line" : line.fields() + " fields") + " where the header has "
                            + fields,
                    Excluded.Reason.WRONG_NUMBER_OF_FIELDS);
            return null;
        }
        String key = "";
        if (kind.columns().containsKey(Kind.CUSTOMER)) {
            String text = line.text(known.getOrDefault(Kind.CUSTOMER, Columns.NONE));
            Optional<Customer> customer = customers.of(text, line.number());
            if (customer.isEmpty()) {
                refuse(line.number(), "no customer in column customer", Excluded.Reason.NO_CUSTOMER);
                return null;
            }
            key = customer.get().key();
        }
        return new Row(line.number(), key, fields(line, known), fields(line, others));
    }

    private static Map<String, String> fields(Line line, Map<String, Integer> columns) {
        Map<String, String> fields = new LinkedHashMap<>();
        columns.forEach((name, at) -> {
            String text = line.text(at);
            if (!text.isEmpty()) {
                fields.put(name, text);
            }
        });
        return fields;
    }

    /**
     * A day such as {@code 2026-06-30}, or of the form that the user names.
     *
     * @return null where the line leaves it empty, or it is no day and the line is left out
     * @throws BadInputException if it is no day and that ends the reading
     */
    public @Nullable LocalDate day(Row row, String word) {
        return values.day(row, word);
    }

    /**
     * An amount, with the marks that the user names.
     *
     * @param currency the code of its currency, empty if that is not known
     * @return null where the line leaves it empty, or it is no amount and the line is left out
     * @throws BadInputException if it is no amount and that ends the reading
     */
    public @Nullable BigDecimal amount(Row row, String word, String currency) {
        return values.amount(row, word, currency);
    }

    /**
     * Leaves a line out that cannot be used, or ends the reading.
     *
     * @throws BadInputException unless lines that cannot be read are left out
     */
    public void refuse(long line, String what, Excluded.Reason reason) {
        if (!options.file.lenient) {
            throw BadInputException.at(file.name(), line, what);
        }
        excluded.add(reason, line, what);
    }

    /** Leaves a line out that does not count, whether or not lines that cannot be read are left out. */
    public void leaveOut(long line, String what, Excluded.Reason reason) {
        excluded.add(reason, line, what);
    }

    /** What it is a file of. */
    public Kind kind() {
        return kind;
    }

    /** What was left out so far. */
    public Excluded excluded() {
        return excluded;
    }

    @Override
    public void close() {
        file.close();
    }
}
