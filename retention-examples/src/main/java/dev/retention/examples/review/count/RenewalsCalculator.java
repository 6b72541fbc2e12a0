package dev.retention.examples.review.count;

import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.figures.Block;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Table;
import dev.retention.movement.RenewalFormula;
import dev.retention.movement.RenewalFormula.Basis;
import dev.retention.movement.RenewalItem;
import dev.retention.movement.RenewalRate;
import dev.retention.movement.RenewalTable;
import dev.retention.movement.Renewals;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says which contracts were renewed, and why they were or were not. */
final class RenewalsCalculator {

    private final Optional<RenewalTable<String>> table;
    private final ReviewSource source;
    private final ReviewTime time;
    private final Openings openings;

    RenewalsCalculator(Optional<RenewalTable<String>> table, ReviewSource source, ReviewTime time, Openings openings) {
        this.table = table;
        this.source = source;
        this.time = time;
        this.openings = openings;
    }

    Block block() {
        String title = "Whose contract was renewed, and why?";
        return table.map(each -> block(title, each))
                .orElseGet(() -> Block.of(
                        "renewals",
                        title,
                        List.of(),
                        List.of(),
                        List.of("whose contract was renewed, and why: needs --renewals")));
    }

    private Block block(String title, RenewalTable<String> all) {
        RenewalTable<String>.InPeriod in = all.inPeriod(time.period());
        List<String> words = new ArrayList<>();
        long due = in.customers(RenewalItem.DUE);
        words.add(
                due == 0
                        ? "No term ended in " + time.label() + "."
                        : "Of " + Words.counted(due, "customer") + " with a term that ended in " + time.label() + ", "
                                + Words.count(in.customers(RenewalItem.RENEWED)) + " renewed, "
                                + Words.count(in.customers(RenewalItem.LOST)) + " did not, and "
                                + Words.count(in.customers(RenewalItem.PENDING)) + " did not decide yet.");
        if (due > 0) {
            in.rate(RenewalFormula.CUSTOMERS)
                    .flatMap(RenewalRate::proportion)
                    .ifPresent(rate -> words.add(
                            "Of those who decided, " + LossesCalculator.rate(rate) + " renewed" + pending(in) + "."));
            in.rate(RenewalFormula.GROSS_VALUE)
                    .ifPresent(rate -> words.add("Of " + source.unit().of(rate.denominator()) + " that were decided, "
                            + Words.percent(rate.asDouble()) + " were kept, without what some pay more"
                            + in.rate(RenewalFormula.NET_VALUE)
                                    .map(net -> "; with it " + Words.percent(net.asDouble()))
                                    .orElse("")
                            + "."));
        }
        words.addAll(all.warnings().stream().map(Words::capital).toList());
        List<Table> tables = new ArrayList<>();
        if (due > 0) {
            tables.add(outcomes(in));
            ByGroup<RenewalTable<String>> reasons = all.by(Renewals.presentReason());
            tables.add(reasons(reasons));
            Table recoded = recoded(all);
            if (!recoded.rows().isEmpty()) {
                tables.add(recoded);
            }
        }
        return Block.of("renewals", title, words, tables, List.of());
    }

    /** What the rate becomes of those who have not decided. */
    private static String pending(RenewalTable<String>.InPeriod in) {
        return in.customers(RenewalItem.PENDING) == 0
                ? ""
                : in.bounds(Basis.CUSTOMERS)
                        .map(each -> "; it will be from "
                                + Words.percent(each.asLost().asDouble()) + " to "
                                + Words.percent(each.asWon().asDouble()) + " once all have")
                        .orElse("");
    }

    private Table outcomes(RenewalTable<String>.InPeriod in) {
        Table.Builder rows = Table.named("outcomes", "Terms that ended in " + time.label())
                .column("what", "What")
                .column("customers", "Customers")
                .column("value", source.unit().after("Value due"));
        Map<RenewalItem, String> items = Map.of(
                RenewalItem.DUE, "Ended",
                RenewalItem.RENEWED, "Renewed",
                RenewalItem.EXPANDED, "… for more",
                RenewalItem.CONTRACTED, "… for less",
                RenewalItem.LATE, "… late",
                RenewalItem.LOST, "Not renewed",
                RenewalItem.PENDING, "Not decided");
        for (RenewalItem item : List.of(
                RenewalItem.DUE,
                RenewalItem.RENEWED,
                RenewalItem.EXPANDED,
                RenewalItem.CONTRACTED,
                RenewalItem.LATE,
                RenewalItem.LOST,
                RenewalItem.PENDING)) {
            String name = items.getOrDefault(item, item.toString());
            rows.row(Cell.text(name), count(in, item, name), Cell.amount(in.amount(item)));
        }
        return rows.build();
    }

    private Table reasons(ByGroup<RenewalTable<String>> byReason) {
        Table.Builder rows = Table.named("reasons", "Why, as it is known now")
                .column("outcome", "Outcome")
                .column("reason", "Reason")
                .column("customers", "Customers")
                .column("value", source.unit().after("Value due"));
        for (RenewalItem item : List.of(RenewalItem.RENEWED, RenewalItem.LOST)) {
            String outcome = item == RenewalItem.LOST ? "Not renewed" : "Renewed";
            byReason.tables().entrySet().stream()
                    .filter(each -> each.getValue().inPeriod(time.period()).customers(item) > 0)
                    .sorted(Map.Entry.<Group, RenewalTable<String>>comparingByValue((a, b) -> Long.compare(
                                    b.inPeriod(time.period()).customers(item),
                                    a.inPeriod(time.period()).customers(item)))
                            .thenComparing(Map.Entry.comparingByKey()))
                    .forEach(each -> {
                        RenewalTable<String>.InPeriod in = each.getValue().inPeriod(time.period());
                        String reason = LossesCalculator.label(each.getKey());
                        rows.row(
                                Cell.text(outcome),
                                Cell.text(reason),
                                count(in, item, outcome + ", " + reason),
                                Cell.amount(in.amount(item)));
                    });
        }
        return rows.build();
    }

    private Table recoded(RenewalTable<String> all) {
        Table.Builder rows = Table.named("recoded", "Reasons that turned out to be others")
                .column("first", "Reason at first")
                .column("now", "Reason now")
                .column("kept", "Renewed")
                .column("lost", "Not renewed");
        all.recodings().forEach((recoding, table) -> {
            RenewalTable<String>.InPeriod in = table.inPeriod(time.period());
            boolean isNew = !recoding.first().equals(recoding.present());
            if (isNew && in.customers(RenewalItem.RENEWED) + in.customers(RenewalItem.LOST) > 0) {
                String name = recoding.toString();
                rows.row(
                        Cell.text(LossesCalculator.label(recoding.first())),
                        Cell.text(LossesCalculator.label(recoding.present())),
                        count(in, RenewalItem.RENEWED, "Renewed, " + name),
                        count(in, RenewalItem.LOST, "Not renewed, " + name));
            }
        });
        return rows.build();
    }

    private Cell count(RenewalTable<String>.InPeriod in, RenewalItem item, String name) {
        return openings.count(
                "renewal:" + Openings.slug(name),
                name + " (terms that ended in " + time.label() + ")",
                in.customers(item),
                () -> Openings.among(source.all(), in.members(item)));
    }
}
