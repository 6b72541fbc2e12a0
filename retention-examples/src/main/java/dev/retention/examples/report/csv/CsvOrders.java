package dev.retention.examples.report.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The orders of a CSV file, read once from beginning to end, never more than one line in memory.
 *
 * <p>A line that cannot be read ends the reading with a {@link BadInputException} that names file, line, column and
 * value; in lenient mode it is left out, counted and, for the first ten, listed. Amounts with more decimals than the
 * currency has are rounded line by line, half to even; how many and by how much in sum is kept.
 */
public final class CsvOrders implements Iterable<Order>, Closeable {

    /** Far more than any header needs, and little enough to look at several times. */
    private static final int HEADER_CHARS = 1 << 16;

    private static final int PROGRESS_LINES = 250_000;
    private static final String NO_GROUP = "(none)";
    private static final String WHITESPACE = "whitespace";
    private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|", WHITESPACE);

    /** A line of the file split into its fields. */
    private record Line(long number, List<String> fields) {}

    /** Where in a line the fields stand, counted from 0. */
    private record Columns(int customer, int date, int amount, int currency, int group, int count) {}

    private final String name;
    private final CsvOptions options;
    private final BufferedReader reader;
    private final CsvDates dates;
    private final Columns columns;
    private final Iterator<Line> lines;
    private final Currency currency;
    private final int scale;
    private final Excluded excluded = new Excluded();
    private @Nullable Line pushedBack;
    private long linesRead;
    private long lastLine;
    private long rounded;
    private BigDecimal roundedBy = BigDecimal.ZERO;
    private LongConsumer progress = line -> {};
    private boolean started;
    private boolean simulated;

    private CsvOrders(String name, InputStream in, CsvOptions options) throws IOException {
        this.name = name;
        this.options = options;
        this.dates = CsvDates.of(options.dateFormat, options.zone);
        this.reader = new BufferedReader(
                new InputStreamReader(
                        in,
                        options.charset
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                HEADER_CHARS);
        skipByteOrderMark();
        String head = head();
        if (head.isBlank()) {
            throw new BadInputException(name + ": the file is empty");
        }
        String delimiter = delimiter(head);
        this.lines = delimiter.equals(WHITESPACE) ? wordLines(reader) : csvLines(delimiter, reader);
        Line first = nextLine().orElseThrow(() -> new BadInputException(name + ": the file is empty"));
        this.columns = columns(first, delimiter);
        if (options.noHeader) {
            pushedBack = first;
        }
        this.currency = theCurrency();
        this.scale = Math.max(0, currency.getDefaultFractionDigits());
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
                throw new BadInputException(file + ": is a folder, not a file");
            }
            return open(name, Files.newInputStream(file), options);
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": no such file", e);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads orders that are made up from a stream, which the result closes. */
    public static CsvOrders simulated(String name, InputStream in, CsvOptions options) {
        CsvOrders orders = open(name, in, options);
        orders.simulated = true;
        return orders;
    }

    private static CsvOrders open(String name, InputStream in, CsvOptions options) {
        try {
            return new CsvOrders(Shown.oneLine(name, 200), in, options);
        } catch (IOException e) {
            close(in);
            throw unreadable(name, 1, options, e);
        } catch (RuntimeException e) {
            close(in);
            throw e;
        }
    }

    /** Has a listener told the line number now and then. */
    public CsvOrders withProgress(LongConsumer listener) {
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
        return Optional.ofNullable(options.asOf);
    }

    public Currency currency() {
        return currency;
    }

    /** What was left out so far. */
    public Excluded excluded() {
        return excluded;
    }

    /** How many amounts had more decimals than the currency. */
    public long rounded() {
        return rounded;
    }

    /** By how much rounding moved the total. */
    public BigDecimal roundedBy() {
        return roundedBy;
    }

    /**
     * The orders in the file's order, once.
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
            private @Nullable Order next = readOrder();

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
                next = readOrder();
                return result;
            }
        };
    }

    @Override
    public void close() {
        close(reader);
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void skipByteOrderMark() throws IOException {
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
    }

    private String head() throws IOException {
        reader.mark(HEADER_CHARS);
        char[] chars = new char[HEADER_CHARS];
        int length = 0;
        for (int n; length < chars.length && (n = reader.read(chars, length, chars.length - length)) > 0; ) {
            length += n;
        }
        reader.reset();
        return new String(chars, 0, length);
    }

    /** The delimiter that the user named, or else the first with which the first line has all columns. */
    private String delimiter(String head) {
        if (options.delimiter != null) {
            return switch (options.delimiter.toLowerCase(Locale.ROOT)) {
                case "tab", "\\t", "\t" -> "\t";
                case WHITESPACE, " " -> WHITESPACE;
                default -> {
                    if (options.delimiter.length() != 1) {
                        throw new BadInputException(
                                "--delimiter \"" + options.delimiter + "\" must be one character, tab or whitespace");
                    }
                    yield options.delimiter;
                }
            };
        }
        String widest = ",";
        int most = 0;
        for (String candidate : DELIMITERS) {
            List<String> fields = firstFields(head, candidate);
            if (missingColumn(fields).isEmpty()) {
                return candidate;
            }
            if (fields.size() > most) {
                most = fields.size();
                widest = candidate;
            }
        }
        List<String> fields = firstFields(head, widest);
        throw BadInputException.at(
                name,
                1,
                missingColumn(fields).orElseThrow()
                        + "; tried the delimiters , ; tab | and whitespace (see --delimiter)");
    }

    private static List<String> firstFields(String head, String delimiter) {
        try {
            Reader text = new StringReader(head);
            Iterator<Line> lines =
                    delimiter.equals(WHITESPACE) ? wordLines(new BufferedReader(text)) : csvLines(delimiter, text);
            return lines.hasNext() ? lines.next().fields() : List.of();
        } catch (CsvParseException e) {
            return List.of();
        }
    }

    private static Iterator<Line> csvLines(String delimiter, Reader reader) {
        Iterator<CsvRecord> records;
        try {
            records = CsvReader.builder()
                    .fieldSeparator(delimiter)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .ofCsvRecord(reader)
                    .iterator();
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--delimiter \"" + delimiter + "\" cannot be used: " + e.getMessage(), e);
        }
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public Line next() {
                CsvRecord line = records.next();
                return new Line(line.getStartingLineNumber(), line.getFields());
            }
        };
    }

    private static Iterator<Line> wordLines(BufferedReader reader) {
        return new Iterator<>() {
            private long number;
            private @Nullable String text = advance();

            private @Nullable String advance() {
                try {
                    String line;
                    do {
                        line = reader.readLine();
                        number++;
                    } while (line != null && line.isBlank());
                    return line;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public boolean hasNext() {
                return text != null;
            }

            @Override
            public Line next() {
                if (text == null) {
                    throw new NoSuchElementException();
                }
                Line line = new Line(number, Arrays.asList(text.strip().split("\\s+")));
                text = advance();
                return line;
            }
        };
    }

    /** What the first line lacks, in words, or nothing. */
    private Optional<String> missingColumn(List<String> fields) {
        for (String wanted : wantedColumns()) {
            List<Integer> found = positions(wanted, fields);
            if (found.size() != 1) {
                return Optional.of(
                        options.noHeader
                                ? "no field " + wanted + " in a line of " + fields.size()
                                : (found.isEmpty() ? "no column \"" : "more than one column \"") + wanted
                                        + "\" in the header (found: " + names(fields) + ")");
            }
        }
        return Optional.empty();
    }

    private static String names(List<String> fields) {
        return Shown.oneLine(
                String.join(", ", fields.stream().map(String::strip).toList()), 200);
    }

    private List<String> wantedColumns() {
        List<String> wanted = new ArrayList<>(List.of(customerColumn(), dateColumn(), amountColumn()));
        if (options.currencyColumn != null) {
            wanted.add(options.currencyColumn);
        }
        if (options.groupColumn != null) {
            wanted.add(options.groupColumn);
        }
        return wanted;
    }

    private String customerColumn() {
        return options.noHeader && options.customerColumn.equals("customer") ? "1" : options.customerColumn;
    }

    private String dateColumn() {
        return options.noHeader && options.dateColumn.equals("date") ? "2" : options.dateColumn;
    }

    private String amountColumn() {
        return options.noHeader && options.amountColumn.equals("amount") ? "3" : options.amountColumn;
    }

    private List<Integer> positions(String wanted, List<String> fields) {
        List<Integer> found = new ArrayList<>();
        if (options.noHeader) {
            if (!wanted.matches("[1-9][0-9]{0,4}")) {
                throw new BadInputException(
                        "column \"" + wanted + "\" must be a position such as 1, since the file has no header");
            }
            int position = Integer.parseInt(wanted) - 1;
            if (position < fields.size()) {
                found.add(position);
            }
            return found;
        }
        for (int i = 0; i < fields.size(); i++) {
            if (normalised(fields.get(i)).equals(normalised(wanted))) {
                found.add(i);
            }
        }
        return found;
    }

    private static String normalised(String column) {
        return column.strip().toLowerCase(Locale.ROOT);
    }

    private Columns columns(Line first, String delimiter) {
        List<String> fields = first.fields();
        missingColumn(fields).ifPresent(missing -> {
            String shown = delimiter.equals("\t") ? "tab" : delimiter;
            throw BadInputException.at(name, first.number(), missing + "; the delimiter is " + shown);
        });
        return new Columns(
                positions(customerColumn(), fields).get(0),
                positions(dateColumn(), fields).get(0),
                positions(amountColumn(), fields).get(0),
                options.currencyColumn == null
                        ? -1
                        : positions(options.currencyColumn, fields).get(0),
                options.groupColumn == null
                        ? -1
                        : positions(options.groupColumn, fields).get(0),
                fields.size());
    }

    /** The user's currency, or else the first one in the currency column. */
    private Currency theCurrency() {
        if (options.currency != null) {
            return options.currency;
        }
        if (columns.currency() >= 0) {
            Optional<Line> first = nextLine();
            pushedBack = first.orElse(null);
            if (first.isPresent() && columns.currency() < first.get().fields().size()) {
                String code = first.get().fields().get(columns.currency()).strip();
                try {
                    return Currency.getInstance(code.toUpperCase(Locale.ROOT));
                } catch (IllegalArgumentException e) {
                    throw BadInputException.at(
                            name,
                            first.get().number(),
                            "bad currency \"" + Shown.oneLine(code, 60) + "\" in column " + options.currencyColumn
                                    + " (expected a code such as USD)");
                }
            }
        }
        return Currency.getInstance("USD");
    }

    private Optional<Line> nextLine() {
        Line again = pushedBack;
        if (again != null) {
            pushedBack = null;
            return Optional.of(again);
        }
        try {
            if (!lines.hasNext()) {
                return Optional.empty();
            }
            Line line = lines.next();
            lastLine = line.number();
            return Optional.of(line);
        } catch (CsvParseException | UncheckedIOException e) {
            throw unreadable(name, lastLine + 1, options, e);
        }
    }

    private static BadInputException unreadable(String name, long line, CsvOptions options, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return BadInputException.at(
                        name, line, "here or soon after, not valid " + options.charset + " (see --charset)");
            }
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new BadInputException(name + ":" + line + ": cannot be read: " + cause.getMessage(), e);
    }

    private @Nullable Order readOrder() {
        while (true) {
            Optional<Line> line = nextLine();
            if (line.isEmpty()) {
                return null;
            }
            if (++linesRead % PROGRESS_LINES == 0) {
                progress.accept(linesRead);
            }
            Order order = order(line.get());
            if (order != null) {
                return order;
            }
        }
    }

    private @Nullable Order order(Line line) {
        List<String> fields = line.fields();
        if (fields.size() != columns.count()) {
            return leaveOut(
                    Excluded.Reason.WRONG_NUMBER_OF_FIELDS,
                    line,
                    fields.size() + " fields where the " + (options.noHeader ? "first line" : "header") + " has "
                            + columns.count());
        }
        String customer = fields.get(columns.customer()).strip();
        if (customer.isEmpty()) {
            return leaveOut(Excluded.Reason.NO_CUSTOMER, line, "no customer in column " + customerColumn());
        }
        String dateText = fields.get(columns.date()).strip();
        LocalDate date;
        try {
            date = dates.parse(dateText);
        } catch (DateTimeException e) {
            boolean needsZone =
                    options.zone == null && String.valueOf(e.getMessage()).contains("--zone");
            return leaveOut(
                    Excluded.Reason.BAD_DATE,
                    line,
                    "bad date \"" + Shown.oneLine(dateText, 60) + "\" in column " + dateColumn() + " ("
                            + (needsZone ? e.getMessage() : "expected " + dates.expected()) + ")");
        }
        String amountText = fields.get(columns.amount()).strip();
        Optional<BigDecimal> exact = amount(amountText);
        if (exact.isEmpty()) {
            return leaveOut(
                    Excluded.Reason.BAD_AMOUNT,
                    line,
                    "bad amount \"" + Shown.oneLine(amountText, 60) + "\" in column " + amountColumn()
                            + " (expected a number such as 1234" + options.decimalMark + "50)");
        }
        if (columns.currency() >= 0) {
            String code = fields.get(columns.currency()).strip();
            if (!code.equalsIgnoreCase(currency.getCurrencyCode())) {
                return leaveOut(
                        Excluded.Reason.OTHER_CURRENCY,
                        line,
                        "currency \"" + Shown.oneLine(code, 60) + "\" in column " + options.currencyColumn
                                + " where the report is in " + currency.getCurrencyCode() + " (one currency a report)");
            }
        }
        if (options.asOf != null && date.isAfter(options.asOf)) {
            excluded.add(
                    Excluded.Reason.AFTER_AS_OF,
                    line.number(),
                    "dated " + date + ", after the as-of day " + options.asOf);
            return null;
        }
        String group = columns.group() < 0 ? "" : fields.get(columns.group()).strip();
        return new Order(
                customer,
                date,
                roundedToCurrency(exact.get()),
                columns.group() >= 0 && group.isEmpty() ? NO_GROUP : group);
    }

    private @Nullable Order leaveOut(Excluded.Reason reason, Line line, String what) {
        if (!options.lenient) {
            throw BadInputException.at(name, line.number(), what);
        }
        excluded.add(reason, line.number(), what);
        return null;
    }

    /** Reads digits with at most one decimal mark and a sign: no grouping, no exponent, which hide typing errors. */
    private Optional<BigDecimal> amount(String text) {
        int digits = 0;
        int marks = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == options.decimalMark) {
                marks++;
            } else if (i != 0 || (c != '-' && c != '+')) {
                return Optional.empty();
            }
        }
        if (digits == 0 || marks > 1 || tooLarge(text)) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(options.decimalMark == '.' ? text : text.replace(options.decimalMark, '.')));
    }

    /** More digits than any real amount has, whose minor units would not fit in a {@code long}. */
    private boolean tooLarge(String text) {
        int mark = text.indexOf(options.decimalMark);
        return (mark < 0 ? text.length() : mark) > 14 || text.length() > 40;
    }

    private BigDecimal roundedToCurrency(BigDecimal exact) {
        if (exact.scale() <= scale) {
            return exact.setScale(scale);
        }
        BigDecimal result = exact.setScale(scale, RoundingMode.HALF_EVEN);
        BigDecimal moved = result.subtract(exact);
        if (moved.signum() != 0) {
            rounded++;
            roundedBy = roundedBy.add(moved);
        }
        return result;
    }
}
