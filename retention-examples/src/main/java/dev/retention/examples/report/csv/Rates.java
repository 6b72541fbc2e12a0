package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Lines.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one unit of other currencies is worth in that of the report, by a file with the columns {@code currency},
 * {@code rate} and, if rates change, {@code date}. A rate with a date holds from that day on until the next; one without
 * holds always.
 */
final class Rates {

    private final String name;
    private final Map<String, TreeMap<LocalDate, BigDecimal>> byCurrency = new HashMap<>();

    private Rates(String name) {
        this.name = name;
    }

    /**
     * Reads a file of rates.
     *
     * @throws BadInputException if it cannot be read, with file and line
     */
    static Rates of(Path file) {
        String name = Shown.oneLine(String.valueOf(file.getFileName()), 200);
        String text;
        try {
            if (Files.size(file) > 64L << 20) {
                throw new BadInputException("--rates " + name + ": more than 64 MB is no file of rates");
            }
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BadInputException("--rates " + name + ": no such file, or it cannot be read", e);
        }
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        Rates rates = new Rates(name);
        for (String delimiter : List.of(",", ";", "\t")) {
            List<Row> header = Lines.first(plain, delimiter, 1);
            if (!header.isEmpty() && hasColumns(header.get(0))) {
                rates.take(Lines.all(name, plain, delimiter));
                return rates;
            }
        }
        throw BadInputException.at(name, 1, "the header must have the columns currency and rate, and may have date");
    }

    private static boolean hasColumns(Row header) {
        return header.fields().stream().map(Columns::plain).toList().containsAll(List.of("currency", "rate"));
    }

    private void take(List<Row> rows) {
        List<String> header = rows.get(0).fields().stream().map(Columns::plain).toList();
        int currency = header.indexOf("currency");
        int rate = header.indexOf("rate");
        int date = header.indexOf("date");
        for (Row row : rows.subList(1, rows.size())) {
            if (row.fields().stream().allMatch(String::isBlank)) {
                continue;
            }
            if (row.fields().size() <= Math.max(currency, Math.max(rate, date))) {
                throw BadInputException.at(name, row.number(), "fewer fields than the header");
            }
            String code = row.fields().get(currency).strip().toUpperCase(Locale.ROOT);
            BigDecimal value = rate(row, row.fields().get(rate).strip());
            LocalDate from =
                    date < 0 ? LocalDate.MIN : date(row, row.fields().get(date).strip());
            if (byCurrency.computeIfAbsent(code, unused -> new TreeMap<>()).put(from, value) != null) {
                throw BadInputException.at(
                        name, row.number(), "a second rate of " + Shown.quoted(code) + (date < 0 ? "" : " on " + from));
            }
        }
    }

    private BigDecimal rate(Row row, String text) {
        if (text.matches("[0-9]{1,9}(\\.[0-9]{1,12})?")) {
            BigDecimal rate = new BigDecimal(text);
            if (rate.signum() > 0) {
                return rate;
            }
        }
        throw BadInputException.at(
                name, row.number(), "bad rate " + Shown.quoted(text) + " (expected a number above 0 such as 1.0845)");
    }

    private LocalDate date(Row row, String text) {
        try {
            return text.isEmpty() ? LocalDate.MIN : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw BadInputException.at(name, row.number(), "bad date " + Shown.quoted(text) + " (expected yyyy-MM-dd)");
        }
    }

    /**
     * What one unit of a currency is worth on a day.
     *
     * @throws Fault if the file does not say
     */
    BigDecimal at(String currency, LocalDate date) {
        TreeMap<LocalDate, BigDecimal> rates = byCurrency.get(currency);
        Map.Entry<LocalDate, BigDecimal> rate = rates == null ? null : rates.floorEntry(date);
        if (rate == null) {
            throw Fault.systematic(name + " has no rate of " + Shown.oneLine(currency, 20) + " on " + date
                    + " or before: add it there");
        }
        return rate.getValue();
    }
}
