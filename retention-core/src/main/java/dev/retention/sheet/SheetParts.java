package dev.retention.sheet;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.ProportionInterval;
import dev.retention.sheet.Sheet.Column;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a sheet holds.
 *
 * @param title what the table is
 * @param definition how the numbers are defined
 * @param timeline the periods
 * @param notes what is odd
 * @param columns all columns, those of customers included
 * @param rows a value per column
 * @param across which columns make a matrix; null if the sheet is a list
 * @param customers by the name of a column of customers, the keys of each row, on demand
 * @param isNamed whether customers are named
 * @param level which intervals proportions have; null if none was asked for
 */
record SheetParts(
        String title,
        String definition,
        @Nullable Timeline timeline,
        List<String> notes,
        List<Column> columns,
        List<List<@Nullable Object>> rows,
        @Nullable Across across,
        Map<String, Supplier<List<List<?>>>> customers,
        boolean isNamed,
        @Nullable Level level) {

    /** Which column's values stand side by side in text, and which column's values stand under them. */
    record Across(String column, String value) {}

    /** How intervals of proportions are found. */
    record Level(ProportionInterval formula, double confidence) {
        static final Level USUAL = new Level(ProportionInterval.WILSON, 0.95);
    }

    /** All values of customers among them. */
    SheetParts named() {
        List<List<@Nullable Object>> full = new ArrayList<>();
        rows.forEach(row -> full.add(new ArrayList<>(row)));
        customers.forEach((name, found) -> {
            int at = columns.stream().map(Column::name).toList().indexOf(name);
            List<List<?>> keys = found.get();
            for (int i = 0; i < full.size(); i++) {
                full.get(i).set(at, keys.get(i));
            }
        });
        return new SheetParts(title, definition, timeline, notes, columns, full, across, Map.of(), true, level);
    }

    /** The columns of these names in their order. */
    SheetParts only(List<String> names) {
        List<String> all = columns.stream().map(Column::name).toList();
        checkArgument(!names.isEmpty(), "names must not be empty");
        checkArgument(Set.copyOf(all).containsAll(names), "names %s must be of columns %s", names, all);
        checkArgument(Set.copyOf(names).size() == names.size(), "names %s must each be there once", names);
        int[] at = names.stream().mapToInt(all::indexOf).toArray();
        List<List<@Nullable Object>> fewer = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            List<@Nullable Object> line = new ArrayList<>();
            for (int i : at) {
                line.add(row.get(i));
            }
            fewer.add(Collections.unmodifiableList(line));
        }
        boolean isMatrix = across != null
                && names.indexOf(across.column()) >= 1
                && names.indexOf(across.value()) > names.indexOf(across.column());
        Map<String, Supplier<List<List<?>>>> behind = new HashMap<>(customers);
        behind.keySet().retainAll(names);
        return new SheetParts(
                title,
                definition,
                timeline,
                notes,
                names.stream().map(name -> columns.get(all.indexOf(name))).toList(),
                fewer,
                isMatrix ? across : null,
                behind,
                isNamed,
                level);
    }

    SheetParts with(Level told) {
        return new SheetParts(title, definition, timeline, notes, columns, rows, across, customers, isNamed, told);
    }
}
