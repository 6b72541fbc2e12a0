package dev.retention.rule;

import dev.retention.sheet.Sheet;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.sheet.SheetBuilder;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What was counted as a sheet: a row per cell, a column per axis, the count and the amount. */
final class CountedSheet {
    private CountedSheet() {}

    static <C> Sheet of(Tally<C> tally) {
        return rows("Tally", tally, index -> true).build();
    }

    static <K, C> Sheet of(Counted<K, C> counted) {
        Tally<C> tally = counted.tally();
        Cells<C> cells = tally.cells();
        return rows("Counts", tally, index -> counted.rule().state(cells.cell(index)) != CellState.UNOBSERVED)
                .state(index -> counted.rule().state(cells.cell(index)))
                .notes(counted.warnings())
                .customers("customers behind", cells::cell, (List<C> each) -> counted.membersOf(each))
                .build();
    }

    private static SheetBuilder<Integer> rows(String title, Tally<?> tally, IntPredicate isObserved) {
        List<Integer> indexes = IntStream.range(0, tally.cells().size()).boxed().toList();
        SheetBuilder<Integer> sheet =
                Sheet.of(title, indexes).definition(tally.definition()).timeline(tally.timeline());
        if (tally.cells() instanceof Cells.Grouped<?> grouped) {
            int each = Math.max(1, grouped.inner().size());
            sheet.column(
                    "group",
                    Kind.LABEL,
                    index -> grouped.groups().get(index / each).toString());
        }
        List<Axis<?>> axes = tally.cells().axes();
        int width = 1;
        for (Axis<?> axis : axes) {
            width *= Math.max(1, axis.size());
        }
        for (Axis<?> axis : axes) {
            width /= Math.max(1, axis.size());
            int stride = width;
            boolean ofPeriods = axis.size() > 0 && axis.value(0) instanceof Period;
            sheet.column(axis.name(), ofPeriods ? Kind.PERIOD : Kind.LABEL, index -> {
                Object value = axis.value(index / stride % axis.size());
                return ofPeriods ? value : value.toString();
            });
        }
        sheet.column("customers", Kind.COUNT, index -> isObserved.test(index) ? tally.countAt(index) : null);
        boolean hasAmounts = indexes.stream().anyMatch(index -> tally.amountAt(index) != 0);
        return hasAmounts
                ? sheet.column(
                        "amount in minor units",
                        Kind.COUNT,
                        index -> isObserved.test(index) ? tally.amountAt(index) : null)
                : sheet;
    }

    static <K, E extends Enum<E>> Sheet of(PeriodItems<K, E> table, List<E> items) {
        List<ItemOf<PeriodItems<K, E>.InPeriod, E>> rows = table.periods().stream()
                .flatMap(period -> items.stream().map(item -> new ItemOf<>(period, item)))
                .toList();
        return Sheet.of("Items by period", rows)
                .definition(table.counted().rule().definition())
                .timeline(table.timeline())
                .notes(table.warnings())
                .column("period", Kind.PERIOD, row -> row.period.period())
                .column("item", Kind.LABEL, row -> PeriodItem.words(row.item))
                .state(row -> row.period.state(row.item))
                .column("customers", Kind.COUNT, row -> isObserved(row) ? row.period.customers(row.item) : null)
                .column("number", Kind.COUNT, row -> isObserved(row) ? row.period.number(row.item) : null)
                .customers(
                        "customers behind",
                        row -> new PeriodItem<>(row.item, row.period.period()),
                        (List<PeriodItem<E>> cells) -> table.counted().membersOf(cells))
                .across("item", "customers")
                .build();
    }

    /** An item of a period. */
    private record ItemOf<P, E>(P period, E item) {}

    private static <K, E extends Enum<E>> boolean isObserved(ItemOf<PeriodItems<K, E>.InPeriod, E> row) {
        return row.period.state(row.item) != CellState.UNOBSERVED;
    }

    static Sheet of(Measured<?> measured) {
        return Sheet.of("Measured customers", measured.columns())
                .definition(measured.measure().toString())
                .column("column", Kind.LABEL, column -> column.name())
                .column("customers", Kind.COUNT, column -> column.size())
                .amount("sum", Optional.empty(), column -> new BigDecimal(column.sum()))
                .column("least", Kind.NUMBER, column -> column.quantile(Measured.Quantile.INVERSE_ECDF, 0))
                .column("median", Kind.NUMBER, column -> column.quantile(Measured.Quantile.LINEAR, 0.5))
                .column("greatest", Kind.NUMBER, column -> column.quantile(Measured.Quantile.INVERSE_ECDF, 1))
                .customers("customers behind", column -> column.membersWhere(value -> true))
                .build();
    }

    static <C> Sheet of(String definition, Restatement<?, C> change) {
        return Sheet.of("Cells that changed", change.cells())
                .definition(definition)
                .column("cell", Kind.LABEL, each -> each.cell().toString())
                .column("customers", Kind.COUNT, Restatement.CellChange::customers)
                .column("amount in minor units", Kind.COUNT, Restatement.CellChange::amount)
                .build();
    }
}
