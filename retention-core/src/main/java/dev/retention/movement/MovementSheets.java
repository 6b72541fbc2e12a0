package dev.retention.movement;

import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.CustomerCount;
import dev.retention.internal.Text;
import dev.retention.rule.Axis;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.sheet.SheetBuilder;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tables of customers' movements as sheets. */
final class MovementSheets {
    private MovementSheets() {}

    private static <P extends PeriodTable.Entry> SheetBuilder<P> periods(String title, PeriodTable<?, ?, P> table) {
        return describe(Sheet.of(title, table.periods()), table)
                .column("period", Kind.PERIOD, PeriodTable.Entry::period)
                .state(PeriodTable.Entry::state);
    }

    /** Says of what the rows are. */
    static <R> SheetBuilder<R> describe(SheetBuilder<R> sheet, PeriodTable<?, ?, ?> table) {
        return sheet.definition(table.counted().rule().definition())
                .timeline(table.timeline())
                .notes(table.warnings());
    }

    /** The items that a table counts, as its method was told. */
    private static <E extends Enum<E>> List<E> counted(PeriodTable<?, ?, ?> table, E[] items) {
        Axis<?> axis = table.counted().rule().cells().axes().get(0);
        Set<Object> told = new HashSet<>();
        for (int i = 0; i < axis.size(); i++) {
            told.add(axis.value(i));
        }
        return Arrays.stream(items).filter(told::contains).toList();
    }

    static <K> Sheet of(Movements<K> table) {
        SheetBuilder<Movements<K>.InPeriod> sheet =
                periods("Movements", table).column("start", Kind.COUNT, p -> p.start());
        Optional<Currency> currency = table.counted().currency();
        for (MovementKind kind : MovementKind.values()) {
            String name = Text.words(kind);
            sheet.column(name, Kind.COUNT, p -> p.of(kind).count());
            if (currency.isPresent()) {
                sheet.amount(name + " amount", currency, p -> p.of(kind).amount());
            }
            sheet.customers(name + " customers", p -> p.of(kind).members());
        }
        return sheet.build();
    }

    static <K> Sheet of(ChurnTable<K> table) {
        SheetBuilder<ChurnTable<K>.InPeriod> sheet = periods("Churn", table);
        for (CustomerCount count : CustomerCount.values()) {
            if (isTold(table.periods().stream()
                    .map(p -> p.told().findCount(count).isPresent())
                    .toList())) {
                sheet.column(Text.words(count), Kind.COUNT, p -> p.told().findCount(count))
                        .customers(Text.words(count) + " customers", p -> p.members(count));
            }
        }
        for (ChurnFormula formula : ChurnFormula.values()) {
            if (isTold(table.periods().stream()
                    .map(p -> p.told().findChurn(formula).isPresent())
                    .toList())) {
                sheet.column(
                        "churn " + formula.name(),
                        Kind.SHARE,
                        p -> p.told().findChurn(formula).map(ChurnRate::asDouble));
            }
        }
        return sheet.build();
    }

    private static boolean isTold(Collection<Boolean> byPeriod) {
        return byPeriod.contains(true);
    }

    static <K> Sheet of(ExpansionTable<K> table) {
        List<Part<K>> parts = table.periods().stream()
                .flatMap(p -> Arrays.stream(ExpansionSide.values())
                        .flatMap(side -> Arrays.stream(ExpansionPart.values()).map(part -> new Part<K>(p, side, part))))
                .toList();
        return describe(Sheet.of("Expansion and contraction by what changed", parts), table)
                .column("period", Kind.PERIOD, p -> p.in.period())
                .column("side", Kind.LABEL, p -> Text.words(p.side))
                .column("part", Kind.LABEL, p -> Text.words(p.part))
                .state(p -> p.in.state())
                .column("customers", Kind.COUNT, p -> p.in.customers(p.side, p.part))
                .amount("amount", table.counted().currency(), p -> p.in.amount(p.side, p.part))
                .customers(
                        "customers behind",
                        p -> new ExpansionCell(p.in.period(), p.side, p.part),
                        (List<ExpansionCell> cells) -> table.counted().membersOf(cells))
                .across("part", "amount")
                .build();
    }

    private record Part<K>(ExpansionTable<K>.InPeriod in, ExpansionSide side, ExpansionPart part) {}

    static <K> Sheet of(RenewalTable<K> table) {
        SheetBuilder<RenewalTable<K>.InPeriod> sheet = periods("Renewals", table);
        Optional<Currency> currency = table.counted().currency();
        for (RenewalItem item : counted(table, RenewalItem.values())) {
            String name = Text.words(item);
            sheet.column(name, Kind.COUNT, p -> p.customers(item))
                    .amount(name + " amount", currency, p -> p.amount(item))
                    .customers(
                            name + " customers",
                            p -> new RenewalCell(p.period(), item),
                            (List<RenewalCell> cells) -> table.counted().membersOf(cells));
        }
        for (RenewalFormula formula : RenewalFormula.values()) {
            sheet.column(
                    "rate " + formula.name(), Kind.SHARE, p -> p.rate(formula).map(RenewalRate::asDouble));
        }
        return sheet.build();
    }

    static <K> Sheet of(RevenueMovements<K> table) {
        SheetBuilder<RevenueMovements<K>.InPeriod> sheet = periods("Recurring revenue", table);
        Optional<Currency> currency = table.counted().currency();
        for (RevenueItem item : counted(table, RevenueItem.values())) {
            String name = Text.words(item);
            sheet.column(name, Kind.COUNT, p -> p.customers(item))
                    .amount(name + " amount", currency, p -> p.amount(item))
                    .customers(
                            name + " customers",
                            p -> new RevenueCell(p.period(), item),
                            (List<RevenueCell> cells) -> table.counted().membersOf(cells));
        }
        List<RevenueItem> told = counted(table, RevenueItem.values());
        for (RevenueFormula formula : RevenueFormula.values()) {
            if (formula.denominator().terms().contains(RevenueItem.DUE) && !told.contains(RevenueItem.DUE)) {
                continue;
            }
            sheet.column(formula.name(), Kind.NUMBER, p -> p.rate(formula).map(RevenueRate::asDouble));
        }
        return sheet.build();
    }

    static <K> Sheet of(RevenueLossTable<K> table) {
        SheetBuilder<RevenueLossTable<K>.InPeriod> sheet = periods("Losses of recurring revenue", table);
        Optional<Currency> currency = table.counted().currency();
        for (RevenueLossItem item : counted(table, RevenueLossItem.values())) {
            String name = Text.words(item);
            sheet.column(name, Kind.COUNT, p -> p.customers(item))
                    .amount(name + " amount", currency, p -> p.amount(item))
                    .customers(
                            name + " customers",
                            p -> new RevenueLossCell(p.period(), item),
                            (List<RevenueLossCell> cells) -> table.counted().membersOf(cells));
        }
        return sheet.column("churn", Kind.PROPORTION, p -> p.churn())
                .column("churn of value", Kind.SHARE, p -> p.valueChurn().map(ShareOfValue::asDouble))
                .column("share recovered", Kind.PROPORTION, p -> p.recovered())
                .build();
    }

    static <K> Sheet of(RevenueCohortTable<K> table) {
        List<InCohort<K>> rows = table.periods().stream()
                .flatMap(p -> p.cells().stream().map(cell -> new InCohort<>(p, cell)))
                .toList();
        return describe(Sheet.of("Recurring revenue by cohort", rows), table)
                .column("cohort", Kind.PERIOD, in -> in.cohort.period())
                .column("size", Kind.COUNT, in -> in.cohort.size())
                .column("age", Kind.COUNT, in -> in.cell.key().age())
                .state(in -> in.cell.state())
                .column("customers", Kind.COUNT, in -> in.cell.customers())
                .amount("value", table.counted().currency(), in -> in.cell.value())
                .column("customers kept", Kind.PROPORTION, in -> in.cell.customersKept())
                .column("value kept", Kind.SHARE, in -> in.cell.valueKept().map(ValueKept::asDouble))
                .customers(
                        "customers behind",
                        in -> in.cell.key(),
                        (List<RevenueCohortCell> cells) -> table.counted().membersOf(cells))
                .across("age", "value kept")
                .build();
    }

    private record InCohort<K>(RevenueCohortTable<K>.InPeriod cohort, RevenueCohortTable<K>.Cell cell) {}

    static Sheet of(ReasonMix mix) {
        return Sheet.of("Reasons", mix.parts())
                .column("reason", Kind.LABEL, part -> part.reason().toString())
                .column("customers", Kind.COUNT, ReasonMix.Part::customers)
                .column("share of customers", Kind.PROPORTION, part -> mix.customerShare(part.reason()))
                .amount("value", Optional.empty(), ReasonMix.Part::value)
                .column("share of value", Kind.SHARE, part -> mix.valueShare(part.reason()))
                .build();
    }
}
