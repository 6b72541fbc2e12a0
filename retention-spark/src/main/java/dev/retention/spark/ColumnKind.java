package dev.retention.spark;

import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;

import java.util.List;
import org.apache.spark.sql.Column;

/** What a column of a Dataset is to histories: the types that it may have, and as what it goes over the network. */
@SuppressWarnings("ImmutableEnumChecker") // an immutable list
enum ColumnKind {
    LONG_KEY("bigint", "int", "smallint", "tinyint"),
    INT_KEY("int", "smallint", "tinyint"),
    STRING_KEY("string"),
    DAY("date"),
    PLANNED_DAY("date"),
    INSTANT("timestamp"),
    MONEY("decimal", "bigint", "int", "smallint", "tinyint"),
    NUMBER("bigint", "int", "smallint", "tinyint"),
    TEXT("string");

    private final List<String> types;

    ColumnKind(String... types) {
        this.types = List.of(types);
    }

    /** The types of Spark, without their parameters, all of whose values fit. */
    List<String> types() {
        return types;
    }

    /**
     * The column as it is sent, of one class whichever of its types it has: days and instants as numbers, money as decimals.
     *
     * @param column the column
     * @param type which of {@link #types()} it has
     */
    Column sent(Column column, String type) {
        return switch (this) {
            case LONG_KEY, NUMBER -> column.cast("bigint");
            case INT_KEY -> column.cast("int");
            case DAY, PLANNED_DAY -> unix_date(column);
            case INSTANT -> unix_micros(column);
            case MONEY -> type.equals("decimal") ? column : column.cast("decimal(20,0)");
            case STRING_KEY, TEXT -> column;
        };
    }
}
