package dev.retention.sheet;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.sheet.Sheet.Column;
import dev.retention.sheet.Sheet.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sheets under one another. */
final class JoinedSheets {
    private final String title;
    private final Column lead;
    private final Map<String, Sheet> parts;
    private final boolean isNamed;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    private JoinedSheets(String title, String lead, Map<String, Sheet> parts) {
        this.title = title;
        this.parts = parts;
        Map<String, Column> fields = new LinkedHashMap<>();
        Map<String, Column> all = new LinkedHashMap<>();
        for (Sheet part : parts.values()) {
            for (Column column : part.parts().columns()) {
                all.putIfAbsent(column.name(), column);
                for (String field : SheetCsv.fields(column, true)) {
                    Column before = fields.putIfAbsent(field, column);
                    checkArgument(
                            before == null || before.equals(column),
                            "parts must agree in column (%s): %s and %s",
                            field,
                            before,
                            column);
                }
                Column before = requireNonNull(all.get(column.name()));
                checkArgument(
                        before.equals(column),
                        "parts must agree in column (%s): %s and %s",
                        column.name(),
                        before,
                        column);
            }
        }
        this.lead = new Column(unused(lead, "%s %s", fields.keySet()), Kind.LABEL, Optional.empty());
        columns.put(this.lead.name(), this.lead);
        columns.putAll(all);
        this.isNamed = parts.values().stream().anyMatch(part -> part.parts().isNamed())
                && parts.values().stream().allMatch(part -> part.parts().isNamed() || !part.hasCustomers());
    }

    static Sheet of(String title, String lead, Map<?, ? extends Tabular> parts) {
        Map<String, Sheet> sheets = new LinkedHashMap<>();
        requireNonNull(parts, "parts").forEach((key, part) -> {
            String label = requireNonNull(key, "key").toString();
            sheets.put(unused(label, "%s (%s)", sheets.keySet()), part.sheet());
        });
        return new JoinedSheets(title, lead, sheets).sheet();
    }

    /** The name, or with the first number from 2 on with which it is not used yet. */
    private static String unused(String name, String numbered, Set<String> used) {
        String free = name;
        for (int i = 2; used.contains(free); i++) {
            free = String.format(Locale.ROOT, numbered, name, i);
        }
        return free;
    }

    private Sheet sheet() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        parts.forEach((label, part) -> {
            List<String> names =
                    part.parts().columns().stream().map(Column::name).toList();
            for (List<@Nullable Object> row : part.parts().rows()) {
                List<@Nullable Object> wide = new ArrayList<>();
                for (Column column : columns.values()) {
                    int at = names.indexOf(column.name());
                    wide.add(column.name().equals(lead.name()) ? label : at < 0 ? null : row.get(at));
                }
                rows.add(Collections.unmodifiableList(wide));
            }
        });
        Set<String> notes = new LinkedHashSet<>();
        parts.values().forEach(part -> notes.addAll(part.notes()));
        return new Sheet(new SheetParts(
                title,
                common(Sheet::definition).orElse(""),
                common(Sheet::timeline).flatMap(each -> each).orElse(null),
                List.copyOf(notes),
                List.copyOf(columns.values()),
                rows,
                common(part -> Optional.ofNullable(part.parts().across()))
                        .flatMap(each -> each)
                        .orElse(null),
                isNamed ? Map.of() : customers(),
                isNamed,
                common(part -> Optional.ofNullable(part.parts().level()))
                        .flatMap(each -> each)
                        .orElse(null)));
    }

    /** The customers of all parts: nobody behind the rows of a part without such a column. */
    private Map<String, Supplier<List<List<?>>>> customers() {
        Map<String, Supplier<List<List<?>>>> all = new LinkedHashMap<>();
        for (Column column : columns.values()) {
            if (column.kind() == Kind.CUSTOMERS) {
                all.put(
                        column.name(),
                        () -> parts.values().stream()
                                .flatMap(part -> keys(part.parts(), column).stream())
                                .toList());
            }
        }
        return all;
    }

    private static List<List<?>> keys(SheetParts part, Column column) {
        Supplier<List<List<?>>> found = part.customers().get(column.name());
        if (found != null) {
            return found.get();
        }
        int at = part.columns().indexOf(column);
        return part.rows().stream()
                .<List<?>>map(row -> at >= 0 && row.get(at) instanceof List<?> keys ? keys : List.of())
                .toList();
    }

    /** What all parts agree in; empty if they do not. */
    private <V> Optional<V> common(Function<Sheet, V> property) {
        Set<V> all = new HashSet<>();
        parts.values().forEach(part -> all.add(property.apply(part)));
        return all.size() == 1 ? Optional.of(all.iterator().next()) : Optional.empty();
    }
}
