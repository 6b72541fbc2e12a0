package dev.retention.examples.report.csv;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The currency of the report and those of the lines. There is none by default. */
final class Currencies {

    private static final Map<String, String> SIGNS = Map.of("€", "EUR", "£", "GBP", "₹", "INR", "₽", "RUB", "₩", "KRW");

    private final @Nullable Currency report;
    private final boolean stated;
    private final int column;
    private final String columnName;
    private final @Nullable Rates rates;
    private final Map<String, String> codes = new HashMap<>();
    private final Occurrences converted = new Occurrences();

    private Currencies(
            @Nullable Currency report, boolean stated, int column, String columnName, @Nullable Rates rates) {
        this.report = report;
        this.stated = stated;
        this.column = column;
        this.columnName = columnName;
        this.rates = rates;
    }

    /**
     * The user's currency, or else the first one in the file's column, or else the preset's.
     *
     * @param stated the column of the currency that the user or the preset names, or {@link Columns#NONE}
     * @param header the columns' names, one of which may be named so; empty where there are none
     * @param columns names columns
     * @param first the first values of a column in lines that count
     * @param all all values of a column in lines that count
     * @param ofData the currency of data that come with the program, if they do
     */
    static Currencies of(
            AmountOptions options,
            Optional<Preset> preset,
            int stated,
            List<String> header,
            Columns columns,
            IntFunction<List<String>> first,
            IntFunction<Iterator<String>> all,
            Optional<Currency> ofData) {
        int column = stated >= 0 ? stated : columnIn(header);
        List<String> values = column < 0 ? List.of() : first.apply(column);
        Optional<Currency> found =
                column < 0 ? Optional.empty() : firstOf(values.iterator()).or(() -> firstOf(all.apply(column)));
        if (column >= 0 && found.isEmpty() && stated < 0) {
            checkWords(header.get(column), values, options);
        }
        boolean names = column >= 0 && (found.isPresent() || stated >= 0);
        Optional<Currency> report = Optional.ofNullable(options.currency)
                .or(() -> ofData)
                .or(() -> found)
                .or(() -> names
                        ? Optional.empty()
                        : preset.flatMap(each -> each.value("currency")).flatMap(Currencies::currency));
        if (options.rates != null && !names) {
            throw new BadInputException("--rates converts by the currency of each line, which no column names: say"
                    + " --currency-column NAME");
        }
        return new Currencies(
                report.orElse(null),
                options.currency != null,
                names ? column : Columns.NONE,
                columns.name(column),
                options.rates == null ? null : Rates.of(options.rates));
    }

    private static Optional<Currency> firstOf(Iterator<String> texts) {
        Optional<Currency> found = Optional.empty();
        while (found.isEmpty() && texts.hasNext()) {
            found = currency(code(texts.next()));
        }
        return found;
    }

    /** How many decimals amounts in a currency have, by its code; as stated where there is none. */
    static int decimals(String code, int otherwise) {
        return code.isEmpty()
                ? otherwise
                : currency(code).map(Currency::getDefaultFractionDigits).orElse(otherwise);
    }

    /**
     * Refuses a column of the currency whose values are several and no codes, unless the user says what all amounts are in.
     *
     * @throws BadInputException if so
     */
    static void checkWords(String column, List<String> sample, AmountOptions options) {
        List<String> words =
                sample.stream().filter(each -> !each.isEmpty()).distinct().toList();
        if (words.size() > 1 && options.currency == null) {
            throw new BadInputException(
                    "column " + Shown.argument(column) + " has " + Shown.quoted(words.get(0)) + " and "
                            + Shown.quoted(words.get(1))
                            + ", which are no codes of currencies: say --currency CODE if all amounts are"
                            + " in one, or choose with --only " + Shown.argument(column + "=" + words.get(0)));
        }
    }

    /** A column that is named as one of the currency, by its index, or {@link Columns#NONE}. */
    static int columnIn(List<String> header) {
        List<String> plain = header.stream().map(Columns::plain).toList();
        for (String name : List.of(
                "currency",
                "currencycode",
                "ordercurrency",
                "currencyiso",
                "isocurrency",
                "currencyisocode",
                "paymentcurrency",
                "transactioncurrency",
                "presentmentcurrency",
                "invoicecurrency",
                "waehrung",
                "währung",
                "devise",
                "moneda",
                "valuta")) {
            int index = plain.indexOf(name);
            if (index >= 0) {
                return index;
            }
        }
        for (int i = 0; i < plain.size(); i++) {
            if (plain.get(i).endsWith("currency") || plain.get(i).endsWith("currencycode")) {
                return i;
            }
        }
        return Columns.NONE;
    }

    private static String code(String text) {
        String plain = text.strip();
        return SIGNS.getOrDefault(plain, plain.toUpperCase(Locale.ROOT));
    }

    private static Optional<Currency> currency(String code) {
        try {
            Currency currency = Currency.getInstance(code);
            return currency.getDefaultFractionDigits() < 0 ? Optional.empty() : Optional.of(currency);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The currency of the report, if it is known. */
    Optional<Currency> report() {
        return Optional.ofNullable(report);
    }

    String reportCode() {
        return report == null ? "" : report.getCurrencyCode();
    }

    /** How many decimals amounts of the report have; two while the currency is unknown. */
    int scale() {
        return report == null ? 2 : Math.max(0, report.getDefaultFractionDigits());
    }

    int column() {
        return column;
    }

    /**
     * The currency of a line.
     *
     * @throws Fault if the line's field is no currency, or another one than the report's and there are no rates
     */
    String of(Line line) {
        if (column < 0) {
            return reportCode();
        }
        String text = line.text(column);
        String known = codes.get(text);
        if (known != null) {
            return known;
        }
        if (text.isEmpty() && stated) {
            return reportCode();
        }
        String code = code(text);
        if (currency(code).isEmpty()) {
            throw Fault.of(
                    text.isEmpty()
                            ? "no currency in column " + columnName + " (--currency CODE says what such lines are in)"
                            : "bad currency " + Shown.quoted(text) + " in column " + columnName
                                    + " (expected a code such as EUR)");
        }
        if (report == null) {
            throw Fault.systematic("currency " + Shown.quoted(text) + " in column " + columnName
                    + ", which no line before has: say --currency CODE");
        }
        if (rates == null && !code.equals(report.getCurrencyCode())) {
            throw Fault.of("currency " + Shown.quoted(text) + " in column " + columnName + " where the report is in "
                    + report.getCurrencyCode()
                    + " (one currency a report: convert with --currency CODE --rates FILE, or"
                    + " choose with --only " + Shown.argument(columnName + "=" + report.getCurrencyCode()) + ")");
        }
        if (codes.size() < 1_000) {
            codes.put(text, code);
        }
        return code;
    }

    /** An amount in the currency of the report. */
    BigDecimal converted(BigDecimal amount, String currency, LocalDate date, long line) {
        if (rates == null || report == null || currency.equals(report.getCurrencyCode())) {
            return amount;
        }
        converted.add(line);
        return amount.multiply(rates.at(currency, date));
    }

    /** An amount with the currency of the report, if that is known. */
    String money(BigDecimal amount) {
        return (report == null ? "" : reportCode() + " ") + amount.toPlainString();
    }

    /** What a reader should know: that no currency is known, or how many amounts were converted. */
    Optional<DataNote> note() {
        if (report == null) {
            return Optional.of(new DataNote(
                    DataNote.Kind.NO_CURRENCY,
                    (column < 0
                                    ? "no column names the currency"
                                    : "column " + Shown.argument(columnName) + " names no currency")
                            + ": amounts are shown without one, with two decimals (see --currency CODE and"
                            + " --currency-column NAME)",
                    0,
                    List.of()));
        }
        return converted.count() == 0
                ? Optional.empty()
                : Optional.of(new DataNote(
                        DataNote.Kind.CONVERTED,
                        Shown.counted(converted.count(), "amount")
                                + (converted.count() == 1 ? " was" : " were") + " converted into " + reportCode()
                                + " by the file of rates, line by line",
                        converted.count(),
                        converted.first()));
    }
}
