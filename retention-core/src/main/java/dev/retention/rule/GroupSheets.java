package dev.retention.rule;

import static com.google.common.base.Preconditions.checkState;

import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.sheet.SheetBuilder;
import dev.retention.sheet.Tabular;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was made of each group as a sheet. */
final class GroupSheets {
    private GroupSheets() {}

    static Sheet of(String definition, Map<Group, ?> tables) {
        Collection<?> values = tables.values();
        if (!values.isEmpty() && values.stream().allMatch(Tabular.class::isInstance)) {
            Map<Group, Tabular> parts = new LinkedHashMap<>();
            tables.forEach((group, table) -> parts.put(group, (Tabular) table));
            return Sheet.joined("By group", "group", parts);
        }
        List<Map.Entry<Group, ?>> rows = new ArrayList<>(tables.entrySet());
        SheetBuilder<Map.Entry<Group, ?>> sheet = Sheet.of("By group", rows)
                .definition(definition)
                .column("group", Kind.LABEL, row -> row.getKey().toString());
        if (values.stream().allMatch(Members.class::isInstance)) {
            return sheet.column("customers", Kind.COUNT, row -> ((Members<?>) row.getValue()).size())
                    .customers("customers behind", row -> (Members<?>) row.getValue())
                    .build();
        }
        return sheet.column("value", kind(values), Map.Entry::getValue).build();
    }

    private static Kind kind(Collection<?> values) {
        List<?> known = values.stream()
                .map(value -> value instanceof Optional<?> optional ? optional.orElse(null) : value)
                .filter(value -> value != null)
                .toList();
        if (known.stream().allMatch(Proportion.class::isInstance)) {
            return Kind.PROPORTION;
        }
        boolean whole = known.stream().allMatch(value -> value instanceof Long || value instanceof Integer);
        checkState(
                whole || known.stream().allMatch(Number.class::isInstance),
                "groups must be of tables, members, shares or numbers to be a sheet, not of %s",
                known.get(0).getClass().getName());
        return whole ? Kind.COUNT : Kind.NUMBER;
    }
}
