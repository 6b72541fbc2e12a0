package dev.retention.cohort;

import dev.retention.internal.Text;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.sheet.SheetBuilder;
import dev.retention.time.Period;
import java.util.List;
import java.util.stream.IntStream;

/** The tables of cohorts as sheets. */
final class CohortSheets {
    private CohortSheets() {}

    static <K> Sheet of(CohortTable<K> table) {
        List<InCohort<K>> cells = table.rows().stream()
                .flatMap(row -> row.cells().stream().map(cell -> new InCohort<>(row, cell)))
                .toList();
        SheetBuilder<InCohort<K>> sheet = Sheet.of("Cohort retention", cells)
                .definition(table.counted().rule().definition())
                .timeline(table.timeline())
                .notes(table.warnings())
                .column("cohort", Kind.PERIOD, in -> in.row.period())
                .column("size", Kind.COUNT, in -> in.row.size())
                .column("age", Kind.LABEL, in -> in.cell.ages().toString())
                .state(in -> in.cell.state())
                .column("retention", Kind.PROPORTION, in -> in.cell.rate());
        if (table.counted().currency().isPresent()) {
            sheet.amount("amount", table.counted().currency(), in -> in.cell.amount());
        }
        return sheet.customers(
                        "customers",
                        in -> in.cell.key(),
                        (List<CohortCell> keys) -> table.counted().membersOf(keys))
                .across("age", "retention")
                .build();
    }

    private record InCohort<K>(CohortTable<K>.Row row, CohortTable<K>.Cell cell) {}

    static <K> Sheet of(LifecycleTable<K> table) {
        SheetBuilder<LifecycleTable<K>.InPeriod> sheet = Sheet.of("Lifecycle", table.periods())
                .definition(table.counted().rule().definition())
                .timeline(table.timeline())
                .notes(table.warnings())
                .column("period", Kind.PERIOD, period -> period.period())
                .state(period -> period.state())
                .column("active", Kind.COUNT, period -> period.active());
        for (LifecycleStatus status : LifecycleStatus.values()) {
            String name = Text.words(status);
            sheet.column(name, Kind.COUNT, period -> period.count(status))
                    .customers(
                            name + " customers",
                            period -> cell(period.period(), status),
                            (List<LifecycleCell> cells) -> table.counted().membersOf(cells));
        }
        return sheet.build();
    }

    private static LifecycleCell cell(Period period, LifecycleStatus status) {
        return new LifecycleCell(period, status);
    }

    static Sheet of(StickinessTable<?> table) {
        return Sheet.of(
                        "Stickiness",
                        IntStream.rangeClosed(1, table.periods()).boxed().toList())
                .definition(table.counted().rule().definition())
                .timeline(table.counted().rule().timeline())
                .notes(table.warnings())
                .column("active periods", Kind.COUNT, n -> n)
                .column("customers", Kind.PROPORTION, table::share)
                .column("at least so many", Kind.COUNT, table::atLeast)
                .customers("customers behind", table::members)
                .build();
    }
}
