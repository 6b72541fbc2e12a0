package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Customers.Customer;
import dev.retention.examples.report.csv.Excluded.Reason;
import dev.retention.examples.report.csv.ServiceKind.Column;
import dev.retention.examples.report.csv.ServiceKind.Holds;
import java.io.Closeable;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of tickets, scores, invoices or contacts, read once from beginning to end.
 *
 * <p>A line that cannot be read ends the reading with a {@link BadInputException} that names file, line, customer, column and value; in
 * lenient mode it is left out, counted and listed.
 */
public final class CsvService implements Closeable {

    private static final String ISO = "yyyy-MM-dd";

    private final ServiceKind kind;
    private final CsvFile file;
    private final CsvOptions options;
    private final boolean named;
    private final boolean simulated;
    private final LocalDate asOf;
    private final Map<Column, Integer> columns;
    private final Customers customers;
    private final ServiceValues values;
    private final ServiceRules rules;
    private final ServiceLeftOut leftOut;
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
        values = new ServiceValues(kind, file, columns, options, parts.asked().forms, parts.currency());
        leftOut = new ServiceLeftOut(kind, file.name(), options.file.lenient, named);
        rules = new ServiceRules(
                kind,
                columns,
                header,
                values::name,
                parts.currency(),
                parts.asked().names(kind, "topic"));
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
        } catch (BadInputException e) {
            file.close();
            throw own(kind, e);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The same fault, with the options of this kind of file. */
    static BadInputException own(ServiceKind kind, BadInputException e) {
        return new BadInputException(ServiceForms.ofOwn(kind, String.valueOf(e.getMessage())), e);
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
        values.check(kind);
        rules.close(all);
        return all;
    }

    private @Nullable ServiceRow read(Line line) {
        String[] whose = {""};
        Reason[] phase = {Reason.WRONG_NUMBER_OF_FIELDS};
        try {
            return row(line, whose, phase);
        } catch (NotCountedException e) {
            leaveOut(e.reason(), line, whose[0] + e.getMessage());
        } catch (Fault e) {
            if (e.isSystematic() || !options.file.lenient) {
                throw BadInputException.at(file.name(), line.number(), whose[0] + ServiceForms.ofOwn(kind, e.what()));
            }
            leaveOut(phase[0], line, whose[0] + ServiceForms.ofOwn(kind, e.what()));
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
        Column first = kind.columns().get(1);
        List<LocalTime> clock = new ArrayList<>();
        columns.forEach((column, at) -> {
            String text = line.text(at);
            if (!text.isEmpty() && column.holds() != Holds.CUSTOMER) {
                phase[0] = reason(column);
                read.put(column.word(), values.read(column, text, line.number()));
                if (column.equals(first)) {
                    values.clock().ifPresent(clock::add);
                }
            }
        });
        phase[0] = Reason.BAD_DATE;
        if (!(read.get(first.word()) instanceof LocalDate day)) {
            throw Fault.of("no date in column " + values.name(first));
        }
        if (day.isAfter(asOf)) {
            throw new NotCountedException(
                    Reason.AFTER_AS_OF, first.word() + " " + day + ", after the as-of day " + asOf);
        }
        rules.complete(read, day, clock.stream().findFirst(), line.number());
        phase[0] = kind == ServiceKind.EXPERIMENTS ? Reason.NO_ARM : Reason.NOT_COUNTED;
        Column what = kind.columns().get(2);
        if (!read.containsKey(what.word())) {
            throw Fault.of("no " + what.word() + " in column " + values.name(what));
        }
        phase[0] = Reason.OTHER_CURRENCY;
        rules.checkCurrency(read);
        phase[0] = kind == ServiceKind.INVOICES ? Reason.BAD_AMOUNT : Reason.CONTRADICTS;
        rules.check(read);
        phase[0] = Reason.CONTRADICTS;
        rules.checkRepeat(line, read);
        return new ServiceRow(line.number(), customer.key(), read);
    }

    private void leaveOut(Reason reason, Line line, String what) {
        leftOut.add(reason, line.number(), text(line, "kind"), text(line, "invoice"), what);
    }

    private String text(Line line, String word) {
        return kind.column(word)
                .map(column -> line.text(columns.getOrDefault(column, Columns.NONE)))
                .orElse("");
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
        String what =
                "no customer in column " + values.name(column) + (text.isEmpty() ? "" : " but " + Shown.quoted(text));
        if (customers.isNobodyStated()) {
            throw new NotCountedException(Reason.NO_CUSTOMER, what);
        }
        throw Fault.of(
                isLenient()
                        ? what
                        : what + " (leave such lines out with --no-customer \"\", or all that cannot be read with"
                                + " --lenient)");
    }

    /** What looks odd in the file, or is not shown of it, once all lines that do not count are left out. */
    public List<DataNote> notes() {
        List<DataNote> notes = new ArrayList<>(leftOut.notes(lines));
        notes.addAll(rules.notes(file.name()));
        return notes;
    }

    /**
     * Refuses a file of which no line is left.
     *
     * @throws BadInputException with the reasons
     */
    public void checkLeft() {
        leftOut.check(lines);
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
        return rules.has(word);
    }

    /** What was left out so far. */
    public ServiceLeftOut leftOut() {
        return leftOut;
    }

    /** How many lines there are, once they are read. */
    public long lines() {
        return lines;
    }

    /** How the file was read, in one line. */
    public String words() {
        long left = leftOut.excluded().count();
        return kind.word() + " from " + file.name() + ": "
                + String.join(", ", rules.words())
                + (values.dateForm().equals(ISO) ? "" : ", dates " + values.dateForm())
                + "; " + Shown.counted(lines, "line")
                + (left == 0 ? "" : ", " + String.format(Locale.ROOT, "%,d left out", left));
    }

    @Override
    public void close() {
        file.close();
    }
}
