package dev.retention.jdbc;

import static com.google.common.base.Preconditions.checkArgument;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The columns of a query: what they are called, and how their values are taken from the driver, so that they outlive the row. */
final class JdbcColumns {
    /** Times with an offset: the standard's, Oracle's two and SQL Server's. */
    private static final Set<Integer> WITH_OFFSET = Set.of(Types.TIMESTAMP_WITH_TIMEZONE, -101, -102, -155);

    private static final Set<Integer> LONG_TEXTS =
            Set.of(Types.CLOB, Types.NCLOB, Types.LONGVARCHAR, Types.LONGNVARCHAR, Types.SQLXML, Types.OTHER);

    /** What the standard's states of an error begin with where a value is not of its type. */
    private static final String STATE_OF_VALUE = "22";

    private final List<String> names = new ArrayList<>();
    private final List<Form> declared = new ArrayList<>();
    private final @Nullable Form[] forms;
    private final Map<String, Integer> found = new ConcurrentHashMap<>();
    private volatile @Nullable String missing;

    /** How a value is asked of the driver. */
    private enum Form {
        /** As whatever the driver has: numbers, texts, truth values, times of java.time. */
        PLAIN,
        /** As a civil day. */
        DAY,
        /** As a civil day and a time of it: never as java.sql.Timestamp, which knows only times of the machine's zone. */
        LOCAL_TIME,
        /** As an instant. */
        OFFSET_TIME,
        /** As a time of the day. */
        CLOCK_TIME,
        /** As a time of the day with an offset. */
        OFFSET_CLOCK_TIME,
        /** As a text, of what the driver has as an object of its own. */
        TEXT
    }

    JdbcColumns(ResultSetMetaData data) throws SQLException {
        int count = data.getColumnCount();
        for (int i = 1; i <= count; i++) {
            names.add(data.getColumnLabel(i));
            declared.add(declared(data.getColumnType(i), data.getColumnTypeName(i)));
        }
        forms = new @Nullable Form[count];
    }

    private static Form declared(int type, @Nullable String typeName) {
        String name = String.valueOf(typeName).toLowerCase(Locale.ROOT);
        boolean isZoned = name.contains("timestamptz") || name.contains("with time zone");
        if (WITH_OFFSET.contains(type) || (type == Types.TIMESTAMP && isZoned)) {
            return Form.OFFSET_TIME;
        }
        if (type == Types.TIMESTAMP) {
            return Form.LOCAL_TIME;
        }
        if (type == Types.DATE) {
            return Form.DAY;
        }
        if (type == Types.TIME_WITH_TIMEZONE || type == Types.TIME) {
            return type == Types.TIME && !name.contains("timetz") ? Form.CLOCK_TIME : Form.OFFSET_CLOCK_TIME;
        }
        return LONG_TEXTS.contains(type) ? Form.TEXT : Form.PLAIN;
    }

    /** The values of the row on which the results are. */
    @Nullable
    Object[] values(ResultSet results) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[forms.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = valueOrText(results, i);
        }
        return values;
    }

    /** A value, or its text if the driver has it but cannot give it as its type: then it is a fault of its row to ask it as one. */
    private @Nullable Object valueOrText(ResultSet results, int at) throws SQLException {
        try {
            return value(results, at);
        } catch (SQLException e) {
            if (!String.valueOf(e.getSQLState()).startsWith(STATE_OF_VALUE)) {
                throw e;
            }
            return results.getString(at + 1);
        }
    }

    private @Nullable Object value(ResultSet results, int at) throws SQLException {
        Form form = forms[at];
        if (form == null) {
            Object first = results.getObject(at + 1);
            if (first == null) {
                return null;
            }
            // SQLite declares a type and has values of any: such are taken as they come.
            boolean isPlain = first instanceof String
                    || first instanceof Number
                    || first instanceof Temporal
                    || first instanceof Boolean
                    || first instanceof UUID;
            form = isPlain ? Form.PLAIN : declared.get(at);
            forms[at] = form;
            if (isPlain) {
                return first;
            }
        }
        return switch (form) {
            case PLAIN -> results.getObject(at + 1);
            case DAY -> results.getObject(at + 1, LocalDate.class);
            case LOCAL_TIME -> results.getObject(at + 1, LocalDateTime.class);
            case OFFSET_TIME -> results.getObject(at + 1, OffsetDateTime.class);
            case CLOCK_TIME -> results.getObject(at + 1, LocalTime.class);
            case OFFSET_CLOCK_TIME -> results.getObject(at + 1, OffsetTime.class);
            case TEXT -> results.getString(at + 1);
        };
    }

    /** The index of a column by its name, in whatever case if only one is called so. */
    int index(String name) {
        Integer known = found.get(name);
        return known == null ? find(name) : known;
    }

    private int find(String name) {
        List<Integer> called = called(name::equals);
        if (called.isEmpty()) {
            called = called(name::equalsIgnoreCase);
        }
        if (called.size() != 1) {
            missing = called.isEmpty()
                    ? "column (" + name + ") must be one of the query's: " + String.join(", ", names)
                    : "column (" + name + ") is " + called.size()
                            + " of the query's: give each a name of its own by AS, " + "or ask by number: "
                            + String.join(", ", names);
            refuseMissing();
        }
        found.put(name, called.get(0));
        return called.get(0);
    }

    private List<Integer> called(Predicate<String> test) {
        List<Integer> called = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (test.test(names.get(i))) {
                called.add(i);
            }
        }
        return called;
    }

    /** The index of a column by its number, the first being 1. */
    int index(int number) {
        if (number < 1 || number > names.size()) {
            missing = "column (" + number + ") must be from 1 to " + names.size() + ": " + String.join(", ", names);
            refuseMissing();
        }
        return number - 1;
    }

    /** What no row has is no fault of a row: once asked for, it ends the reading. */
    void refuseMissing() {
        checkArgument(missing == null, "%s", missing);
    }

    List<String> names() {
        return Collections.unmodifiableList(names);
    }

    String name(int index) {
        return names.get(index);
    }

    @Override
    public String toString() {
        return String.join(", ", names);
    }
}
