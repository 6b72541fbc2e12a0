package dev.retention.sheet;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.sheet.Sheet.Column;
import dev.retention.sheet.Sheet.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
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
    private final Map<String, Column> columns = new LinkedHashMap<>();

    JoinedSheets(String title, String lead, Map<String, Sheet> parts) {
        this.title = title;
        this.lead = new Column(lead, Kind.LABEL, Optional.empty());
        this.parts = parts;
        columns.put(lead, this.lead);
        for (Sheet part : parts.values()) {
            for (Column column : part.parts().columns()) {
                Column before = columns.putIfAbsent(column.name(), column);
                checkArgument(
                        before == null || before.equals(column) && before != this.lead,
                        "parts must agree in column (%s): %s and %s",
                        column.name(),
                        before,
                        column);
            }
        }
    }

    Sheet sheet() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        parts.forEach((label, part) -> {
            List<String> names =
                    part.parts().columns().stream().map(Column::name).toList();
            for (List<@Nullable Object> row : part.parts().rows()) {
                List<@Nullable Object> wide = new ArrayList<>();
                for (Column column : columns.values()) {
                    int at = names.indexOf(column.name());
                    wide.add(column == lead ? label : at < 0 ? null : row.get(at));
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
                customers(),
                parts.values().stream().anyMatch(part -> part.parts().isNamed()),
                common(part -> Optional.ofNullable(part.parts().level()))
                        .flatMap(each -> each)
                        .orElse(null)));
    }

    /** The customers of all parts: nobody behind the rows of a part without such a column. */
    private Map<String, Supplier<List<List<?>>>> customers() {
        Map<String, Supplier<List<List<?>>>> all = new LinkedHashMap<>();
        parts.values()
                .forEach(part -> part.parts()
                        .customers()
                        .keySet()
                        .forEach(name -> all.put(name, () -> {
                            List<List<?>> keys = new ArrayList<>();
                            for (Sheet each : parts.values()) {
                                SheetParts of = each.parts();
                                Supplier<List<List<?>>> found = of.customers().get(name);
                                keys.addAll(
                                        found == null
                                                ? Collections.nCopies(of.rows().size(), List.of())
                                                : found.get());
                            }
                            return keys;
                        })));
        return all;
    }

    /** What all parts agree in; empty if they do not. */
    private <V> Optional<V> common(Function<Sheet, V> property) {
        Set<V> all = new HashSet<>();
        parts.values().forEach(part -> all.add(property.apply(part)));
        return all.size() == 1 ? Optional.of(all.iterator().next()) : Optional.empty();
    }
}
