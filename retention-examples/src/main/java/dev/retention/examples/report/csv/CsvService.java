package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Customers.Customer;
import dev.retention.examples.report.csv.Excluded.Reason;
import dev.retention.examples.report.csv.ServiceKind.Column;
import dev.retention.examples.report.csv.ServiceKind.Holds;
import java.io.Closeable;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of tickets, scores, invoices or contacts, read once from beginning to end.
 *
 * <p>A line that cannot be read ends the reading with a {@link BadInputException} that names file, line, customer, column and value; in
 * lenient mode it is left out, counted and, for the first ten, listed.
 */
public final class CsvService implements Closeable {

    private final ServiceKind kind;
    private final CsvFile file;
    private final CsvOptions options;
    private final boolean named;
    private final boolean simulated;
    private final LocalDate asOf;
    private final Map<Column, Integer> columns;
    private final Customers customers;
    private final ServiceValues values;
    private final Excluded excluded = new Excluded();
    private long lines;

    private CsvService(ServiceKind kind, CsvFile file, Parts parts, boolean simulated) {
        this.kind = kind;
        this.file = file;
        this.options = parts.options();
        this.named = parts.named();
        this.simulated = simulated;
        this.asOf = parts.asOf();
        List<String> header = file.layout().header().fields();
        columns = parts.asked().indexes(kind, header);
        customers = Customers.of(options, Optional.empty());
        values = new ServiceValues(kind, file, columns, options, parts.currency());
    }

    /**
     * What all files of service share.
     *
     * @param options how the file of orders or subscriptions is read
     * @param asked what is said of files of service
     * @param asOf the day up to which the data are complete; what comes later does not count
     * @param currency the code of the report's currency, empty if there is none
     * @param named whether messages may name customers
     */
    public record Parts(CsvOptions options, ServiceOptions asked, LocalDate asOf, String currency, boolean named) {

        /** Of the file of orders' options only those that say how dates, numbers and keys are written count here. */
        public Parts {
            options = options.ofService();
        }
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws BadInputException if the file cannot be read or the header has not the columns
     */
    public static CsvService open(ServiceKind kind, Path path, Parts parts) {
        return of(kind, CsvFile.open(path, Asking.ofService(parts.options(), parts.asked(), kind)), parts, false);
    }

    /** Reads lines that are made up from a stream, which the result closes. */
    public static CsvService simulated(ServiceKind kind, String name, InputStream in, Parts parts) {
        return of(
                kind, CsvFile.ofStream(name, in, Asking.ofService(parts.options(), parts.asked(), kind)), parts, true);
    }

    private static CsvService of(ServiceKind kind, CsvFile file, Parts parts, boolean simulated) {
        try {
            return new CsvService(kind, file, parts, simulated);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Has a listener told now and then how far the reading is. */
    public CsvService withProgress(Progress listener) {
        file.tell(listener);
        return this;
    }

    /** Reads all lines. */
    public List<ServiceRow> read() {
        List<ServiceRow> all = new ArrayList<>();
        boolean[] wanted = new boolean[file.layout().header().fields().size()];
        columns.values().forEach(at -> wanted[at] = true);
        OrderReader.Source source = file.lines(wanted, new boolean[0]);
        for (Line line = source.next(); line != null; line = source.next()) {
            lines++;
            ServiceRow row = read(line);
            if (row != null) {
                all.add(row);
            }
        }
        values.check();
        return all;
    }

    private @Nullable ServiceRow read(Line line) {
        String[] whose = {""};
        Reason[] phase = {Reason.WRONG_NUMBER_OF_FIELDS};
        try {
            return row(line, whose, phase);
        } catch (NotCountedException e) {
            excluded.add(e.reason(), line.number(), whose[0] + e.getMessage());
        } catch (Fault e) {
            if (e.isSystematic() || !options.file.lenient) {
                throw BadInputException.at(file.name(), line.number(), whose[0] + e.what());
            }
            excluded.add(phase[0], line.number(), whose[0] + e.what());
        }
        return null;
    }

    private ServiceRow row(Line line, String[] whose, Reason[] phase) {
        int all = file.layout().header().fields().size();
        if (line.isOverfull() || (line.fields() < all && line.fields() < 2)) {
            throw Fault.of((line.fields() == 1 && line.text(0).isEmpty() ? "an empty line" : line.fields() + " fields")
                    + " where the header has " + all);
        }
        phase[0] = Reason.NO_CUSTOMER;
        Customer customer = customer(line);
        whose[0] = named ? "customer " + Shown.oneLine(customer.key(), 60) + ": " : "";
        Map<String, Object> read = new HashMap<>();
        columns.forEach((column, at) -> {
            String text = line.text(at);
            if (!text.isEmpty() && column.holds() != Holds.CUSTOMER) {
                phase[0] = reason(column);
                read.put(column.word(), values.read(column, text, line.number()));
            }
        });
        phase[0] = Reason.BAD_DATE;
        Column first = kind.columns().get(1);
        if (!(read.get(first.word()) instanceof LocalDate day)) {
            throw Fault.of("no date in column " + name(first));
        }
        if (day.isAfter(asOf)) {
            throw new NotCountedException(
                    Reason.AFTER_AS_OF, first.word() + " " + day + ", after the as-of day " + asOf);
        }
        phase[0] = Reason.NOT_COUNTED;
        Column what = kind.columns().get(2);
        if (!read.containsKey(what.word())) {
            throw Fault.of("no " + what.word() + " in column " + name(what));
        }
        return new ServiceRow(line.number(), customer.key(), read);
    }

    private static Reason reason(Column column) {
        return switch (column.holds()) {
            case DAY, PLANNED -> Reason.BAD_DATE;
            default -> Reason.BAD_AMOUNT;
        };
    }

    private Customer customer(Line line) {
        Column column = kind.columns().get(0);
        String text = line.text(columns.getOrDefault(column, Columns.NONE));
        Optional<Customer> customer = customers.of(text, line.number());
        if (customer.isPresent()) {
            return customer.get();
        }
        String what = "no customer in column " + name(column) + (text.isEmpty() ? "" : " but " + Shown.quoted(text));
        if (customers.isNobodyStated()) {
            throw new NotCountedException(Reason.NO_CUSTOMER, what);
        }
        throw Fault.of(what + " (leave such lines out with --no-customer \"\")");
    }

    private String name(Column column) {
        return values.name(column);
    }

    /**
     * Leaves a line out that contradicts another.
     *
     * @throws BadInputException if lines are not to be left out
     */
    public void leaveOut(long line, String what) {
        if (!isLenient()) {
            throw BadInputException.at(file.name(), line, what);
        }
        excluded.add(Reason.CONTRADICTS, line, what);
    }

    /** Leaves out as many lines more that contradict others, which are not listed. */
    public void leaveOutMore(long count) {
        excluded.addMore(Reason.CONTRADICTS, count);
    }

    /** Whether lines that cannot be read are left out. */
    public boolean isLenient() {
        return options.file.lenient;
    }

    /** What it is a file of. */
    public ServiceKind kind() {
        return kind;
    }

    /** The file's name without its folders. */
    public String name() {
        return file.name();
    }

    /** Whether the lines are made up. */
    public boolean isSimulated() {
        return simulated;
    }

    /** Whether the file has a column. */
    public boolean has(String word) {
        return columns.keySet().stream().anyMatch(column -> column.word().equals(word));
    }

    /** What was left out so far. */
    public Excluded excluded() {
        return excluded;
    }

    /** How many lines there are, once they are read. */
    public long lines() {
        return lines;
    }

    /** How the file was read, in one line. */
    public String words() {
        Map<String, String> told = new LinkedHashMap<>();
        columns.forEach((column, at) -> {
            String name = file.layout().header().fields().get(at).strip();
            String word = column.word().replace('-', ' ');
            told.put(
                    word,
                    Columns.plain(name).equals(Columns.plain(word)) ? word : word + " from " + Shown.argument(name));
        });
        return kind.word() + " from " + file.name() + ": "
                + told.values().stream().collect(Collectors.joining(", "))
                + "; " + Shown.counted(lines, "line")
                + (excluded.count() == 0 ? "" : ", " + String.format(Locale.ROOT, "%,d left out", excluded.count()));
    }

    @Override
    public void close() {
        file.close();
    }
}
