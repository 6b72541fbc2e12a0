package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Lines.Row;
import dev.retention.examples.report.csv.ServiceKind.Column;
import dev.retention.examples.report.csv.ServiceKind.Holds;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the fields of one file of service: texts, days of one form, whole numbers and amounts. */
final class ServiceValues {

    private static final int MOST_DIGITS = 12;

    private final CsvFile file;
    private final Map<Column, Integer> columns;
    private final Map<Column, String> names = new HashMap<>();
    private final Column kind;
    private final Dates dates;
    private final Amounts amounts;
    private final String currency;

    /**
     * @param columns the columns that the file has, and where
     * @param currency the code of the currency of amounts, empty if that is not known
     */
    ServiceValues(
            ServiceKind kind,
            CsvFile file,
            Map<Column, Integer> columns,
            CsvOptions options,
            ServiceForms forms,
            String currency) {
        this.file = file;
        this.columns = columns;
        this.kind = kind.columns().get(2);
        this.currency = currency;
        List<Row> sample = file.layout().sample(file.head(), false);
        List<String> days = samples(sample, Holds.DAY, Holds.PLANNED);
        CsvOptions own = new CsvOptions();
        own.dates = forms.dates(kind, options.dates, days);
        own.amounts = forms.amounts(kind, options.amounts);
        dates = Dates.of(
                own,
                Optional.of(ServiceForms.told()),
                file.name() + ":" + file.layout().header().number(),
                kind.columns().get(1).word(),
                days,
                List.<String>of()::iterator);
        amounts = new Amounts(
                NumberStyle.of(own.amounts, Optional.empty(), samples(sample, Holds.AMOUNT)),
                Currencies.decimals(currency, 2));
    }

    private List<String> samples(List<Row> sample, Holds... of) {
        List<String> values = new ArrayList<>();
        columns.forEach((column, at) -> {
            if (List.of(of).contains(column.holds())) {
                values.addAll(Columns.values(sample, at, Columns.NONE));
            }
        });
        return values;
    }

    /**
     * Reads a field in which there is something.
     *
     * @throws Fault if it cannot be read
     */
    Object read(Column column, String text, long line) {
        return switch (column.holds()) {
            case DAY, PLANNED -> dates.read(text, name(column));
            case WHOLE -> whole(column, text);
            case AMOUNT -> amounts.read(text, name(column), line, currency);
            default -> column.equals(kind) ? text.toLowerCase(Locale.ROOT).replace('_', ' ') : text;
        };
    }

    /** The time of day of the date that was read last, if it had one. */
    Optional<LocalTime> clock() {
        return dates.clock();
    }

    /** The form of the dates, in words. */
    String dateForm() {
        return dates.form();
    }

    private Long whole(Column column, String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.precision() - (long) number.scale() <= MOST_DIGITS) {
                return number.longValueExact();
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // Said below.
        }
        throw Fault.of(
                "bad number " + Shown.quoted(text) + " in column " + name(column) + " (expected a whole number)");
    }

    /** The name of a column in the file, or its word. */
    String name(Column column) {
        return names.computeIfAbsent(column, each -> {
            int at = columns.getOrDefault(each, Columns.NONE);
            return Shown.argument(
                    at < 0 ? each.word() : file.layout().header().fields().get(at));
        });
    }

    /**
     * Refuses amounts whose thousands are not clear, once all are read.
     *
     * @throws BadInputException if they are not
     */
    void check(ServiceKind of) {
        try {
            amounts.checkThousands(file.name(), currency);
        } catch (BadInputException e) {
            throw CsvService.own(of, e);
        }
    }
}
