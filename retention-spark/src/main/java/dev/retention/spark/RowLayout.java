package dev.retention.spark;

import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import java.io.Serializable;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a Dataset are what, and how a partition of its rows becomes a store.
 *
 * @param key the type of customer keys
 * @param parts the columns in the order in which they are sent: customer, time, then the others
 * @param currency of the amounts; null without amounts
 * @param rounding of amounts with more decimals
 * @param lenient whether rows that are no events are counted, not refused
 */
record RowLayout(KeyType key, List<Part> parts, @Nullable Currency currency, RoundingMode rounding, boolean lenient)
        implements Serializable {

    /** What a column is for. */
    enum Use {
        CUSTOMER,
        TIME,
        AMOUNT,
        CODE,
        FURTHER
    }

    /** A column: what it is called, holds and is for. */
    record Part(String column, ColumnKind kind, Use use) implements Serializable {}

    RowLayout(KeyType key, List<Part> parts) {
        this(key, parts, null, RoundingMode.UNNECESSARY, false);
    }

    RowLayout with(Part part) {
        List<Part> all = new ArrayList<>(parts);
        all.add(part);
        return new RowLayout(key, List.copyOf(all), currency, rounding, lenient);
    }

    boolean has(Use use) {
        return parts.stream().anyMatch(part -> part.use == use);
    }

    String customer() {
        return parts.get(0).column;
    }

    /** The columns of a Dataset as they are sent. */
    Column[] sent(Dataset<Row> rows) {
        return parts.stream()
                .map(part -> {
                    String type = type(part, rows);
                    return part.kind.sent(rows.col("`" + part.column.replace("`", "``") + "`"), type);
                })
                .toArray(Column[]::new);
    }

    /** The type of a column without its parameters, which must be one that fits. */
    private static String type(Part part, Dataset<Row> rows) {
        List<String> names = List.of(rows.schema().fieldNames());
        int at = names.indexOf(part.column);
        if (at < 0) {
            throw new IllegalArgumentException("column (" + part.column + ") must be one of the columns " + names);
        }
        String type = rows.schema().fields()[at].dataType().simpleString();
        String bare = type.replaceFirst("\\(.*", "");
        if (!part.kind.types().contains(bare)) {
            throw new IllegalArgumentException("column (" + part.column + ") must be of type "
                    + String.join(", ", part.kind.types()) + ", not " + type + ": cast it first");
        }
        return bare;
    }

    /** The store of the rows of a partition. */
    <K> HistoryStore<K> store(Iterator<Row> rows) {
        Remembering remembering = new Remembering(rows);
        try {
            return this.<K>reader().from(() -> remembering);
        } catch (InvalidRowException e) {
            throw new IllegalArgumentException(
                    "a row cannot become an event: " + words(remembering.last) + ": "
                            + e.row().reason().words()
                            + (e.row().detail().isEmpty() ? "" : " (" + e.row().detail() + ")"),
                    e);
        }
    }

    private <K> HistoryReader<Row, K> reader() {
        @SuppressWarnings("unchecked")
        Function<Row, @Nullable K> customer = row -> (K) row.get(0);
        HistoryReader<Row, K> reader = parts.get(1).kind == ColumnKind.INSTANT
                ? HistoryStore.ofInstants(customer, row -> instant(row, 1))
                : HistoryStore.ofDates(customer, row -> day(row, 1));
        for (int i = 2; i < parts.size(); i++) {
            reader = with(reader, parts.get(i), i);
        }
        return lenient ? reader.lenient() : reader;
    }

    private <K> HistoryReader<Row, K> with(HistoryReader<Row, K> reader, Part part, int at) {
        if (part.use == Use.AMOUNT && currency != null) {
            return reader.amounts(row -> row.getDecimal(at), currency).rounding(rounding);
        }
        if (part.use == Use.CODE) {
            return reader.codes(row -> row.getString(at));
        }
        return switch (part.kind) {
            case TEXT -> reader.text(part.column, row -> row.getString(at));
            case NUMBER -> reader.number(part.column, row -> row.isNullAt(at) ? null : row.getLong(at));
            case MONEY -> reader.money(part.column, row -> row.getDecimal(at));
            case DAY -> reader.day(part.column, row -> day(row, at));
            case PLANNED_DAY -> reader.plannedDay(part.column, row -> day(row, at));
            default -> throw new IllegalStateException("no further column is of kind " + part.kind);
        };
    }

    private static @Nullable LocalDate day(Row row, int at) {
        return row.isNullAt(at) ? null : LocalDate.ofEpochDay(row.getInt(at));
    }

    private static @Nullable Instant instant(Row row, int at) {
        return row.isNullAt(at) ? null : Instant.EPOCH.plus(row.getLong(at), ChronoUnit.MICROS);
    }

    /** A row in words, such as {@code customer 7, day 2026-01-03, amount 12.345}. */
    private String words(@Nullable Row row) {
        if (row == null) {
            return "none";
        }
        return IntStream.range(0, parts.size())
                .mapToObj(i -> parts.get(i).column + " "
                        + switch (parts.get(i).kind) {
                            case DAY, PLANNED_DAY -> day(row, i);
                            case INSTANT -> instant(row, i);
                            default -> row.get(i);
                        })
                .collect(Collectors.joining(", "));
    }

    /** Remembers the row at hand, to be told of if it is no event. */
    private static final class Remembering implements Iterator<Row> {
        private final Iterator<Row> rows;
        private @Nullable Row last;

        Remembering(Iterator<Row> rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Row next() {
            last = rows.next();
            return last;
        }
    }
}
