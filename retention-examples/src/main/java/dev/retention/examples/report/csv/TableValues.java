package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.CsvTable.Row;
import dev.retention.examples.report.csv.Excluded.Reason;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the days and amounts of a table: days such as {@code 2026-06-30} or of the form that the user names, amounts with the user's marks. */
final class TableValues {

    private final CsvTable table;
    private final CsvOptions options;
    private final NumberStyle style;
    private @Nullable Dates dates;

    TableValues(CsvTable table, CsvOptions options) {
        this.table = table;
        this.options = options;
        this.style = NumberStyle.of(options.amounts, Optional.empty(), List.of());
    }

    /** A day; null where there is none, or it cannot be read and the line is left out. */
    @Nullable
    LocalDate day(Row row, String word) {
        String text = row.text(word);
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return otherwise(row, word, text);
        }
    }

    private @Nullable LocalDate otherwise(Row row, String word, String text) {
        if (options.dates.format == null) {
            table.refuse(
                    row.line(),
                    "bad date " + Shown.quoted(text) + " in column " + word
                            + " (expected a day such as 2026-06-30; another form is told by --date-format)",
                    Reason.BAD_DATE);
            return null;
        }
        try {
            return dates().read(text, word);
        } catch (Fault e) {
            refuse(row, e, Reason.BAD_DATE);
            return null;
        }
    }

    private Dates dates() {
        Dates known = dates;
        if (known == null) {
            known = Dates.of(options, Optional.empty(), table.name(), "", List.of(), List.<String>of()::iterator);
            dates = known;
        }
        return known;
    }

    /** An amount; null where there is none, or it cannot be read and the line is left out. */
    @Nullable
    BigDecimal amount(Row row, String word, String currency) {
        String text = row.text(word);
        if (text == null) {
            return null;
        }
        int decimals = Currencies.decimals(currency, 2);
        try {
            BigDecimal amount = new Amounts(style, decimals).read(text, word, row.line(), currency);
            if (amount.stripTrailingZeros().scale() > decimals) {
                throw Fault.of("bad amount " + Shown.quoted(text) + " in column " + word + " (more than " + decimals
                        + " decimals)");
            }
            return amount;
        } catch (Fault e) {
            refuse(row, e, Reason.BAD_AMOUNT);
            return null;
        }
    }

    private void refuse(Row row, Fault fault, Reason reason) {
        if (fault.isSystematic()) {
            throw BadInputException.at(table.name(), row.line(), fault.what());
        }
        table.refuse(row.line(), fault.what(), reason);
    }
}
