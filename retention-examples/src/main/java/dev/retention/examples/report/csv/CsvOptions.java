package dev.retention.examples.report.csv;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;

/** How a CSV file of orders is to be read, filled in from the command line. */
public final class CsvOptions {

    @ArgGroup(validate = false, heading = "%nThe file:%n")
    FileOptions file = new FileOptions();

    @ArgGroup(validate = false, heading = "%nA database in place of the file:%n")
    QueryOptions query = new QueryOptions();

    @ArgGroup(validate = false, heading = "%nIts columns:%n")
    ColumnOptions columns = new ColumnOptions();

    @ArgGroup(validate = false, heading = "%nWhat is an order, and whose:%n")
    CountOptions counts = new CountOptions();

    @ArgGroup(validate = false, heading = "%nAmounts:%n")
    AmountOptions amounts = new AmountOptions();

    @ArgGroup(validate = false, heading = "%nDates:%n")
    DateOptions dates = new DateOptions();

    /** The currency that the user names. */
    public Optional<Currency> currency() {
        return Optional.ofNullable(amounts.currency);
    }

    /** The file of rates between currencies, if one was named. */
    public Optional<Path> rates() {
        return Optional.ofNullable(amounts.rates);
    }

    /** The column of the customers' groups, if one was named. */
    public Optional<String> groupColumn() {
        return Optional.ofNullable(columns.group);
    }

    /** Whether the orders are the rows of a query and not a file. */
    public boolean hasQuery() {
        return query.isGiven();
    }

    /** How the rows of a query are read: as texts of which is known how they are written, all else as of a file. */
    CsvOptions ofQuery() {
        CsvOptions other = new CsvOptions();
        other.columns = columns;
        other.counts = counts;
        other.dates = dates;
        other.file.preset = file.preset;
        other.file.lenient = file.lenient;
        other.file.ofQuery = true;
        other.file.delimiter = ",";
        other.file.charset = StandardCharsets.UTF_8;
        other.file.headerLine = 1;
        other.amounts.currency = amounts.currency;
        other.amounts.rates = amounts.rates;
        other.amounts.decimal = amounts.decimal == null ? Character.valueOf('.') : amounts.decimal;
        other.amounts.thousands = amounts.thousands == null ? "none" : amounts.thousands;
        return other;
    }

    /** An option that was given and only files of orders have. */
    Optional<String> ordersOnly() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("--date-column", columns.date);
        all.put("--time-column", columns.time);
        all.put("--amount-column", columns.amount);
        all.put("--refunded-column", columns.refunded);
        all.put("--order-column", columns.order);
        all.put("--cost-column", columns.cost);
        all.put("--group-column", columns.group);
        all.put("--order-lines", counts.orderLines);
        all.put("--refunds", counts.refunds);
        return all.entrySet().stream()
                .filter(each -> each.getValue() != null)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** How a file beside that of the orders is read: its own delimiter and columns, the same days, numbers and keys. */
    CsvOptions ofService() {
        CsvOptions other = new CsvOptions();
        other.file.charset = file.charset;
        other.file.lenient = file.lenient;
        other.counts.nobody = counts.nobody;
        other.counts.ignoreCase = counts.ignoreCase;
        other.amounts.decimal = amounts.decimal;
        other.amounts.thousands = amounts.thousands;
        other.dates = dates;
        return other;
    }

    /** The day up to which the data are complete, unless the user says another one. */
    public void completeTo(LocalDate day) {
        dates.asOf = dates.asOf == null ? day : dates.asOf;
    }

    /** The same for a file of which no line may be left out. */
    public CsvOptions strict() {
        CsvOptions other = ofService();
        other.file.lenient = false;
        return other;
    }

    /**
     * Refuses what contradicts itself, before any file is read.
     *
     * @throws BadInputException if an option cannot be used
     */
    void check() {
        query.check(file);
        if (file.noHeader && file.headerLine != null) {
            throw new BadInputException("--header-line " + file.headerLine + " contradicts --no-header");
        }
        if (file.headerLine != null && (file.headerLine < 1 || file.headerLine > 1_000)) {
            throw new BadInputException("--header-line " + file.headerLine + " must be from 1 to 1000");
        }
        if (file.noHeader && file.preset != null && !file.preset.equalsIgnoreCase(Presets.NONE)) {
            throw new BadInputException("--preset " + Shown.quoted(file.preset) + " contradicts --no-header: "
                    + "a preset finds its columns by their names");
        }
        if (amounts.rates != null && amounts.currency == null) {
            throw new BadInputException("--rates needs --currency CODE, the currency to convert into");
        }
        if (counts.orderLines != null && columns.order == null && file.preset == null) {
            throw new BadInputException("--order-lines needs --order-column NAME");
        }
    }
}
