package dev.retention.examples.review.count;

import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.figures.Block;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Table;
import dev.retention.loss.WinBackTable;
import dev.retention.loss.WinBackTable.Who;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says who of the lost came back, called and not called. */
final class WinBackCalculator {

    private static final double CONFIDENCE = 0.95;

    private final Optional<WinBackTable<String>> table;
    private final ReviewSource source;
    private final Openings openings;
    private final int days;

    WinBackCalculator(
            Optional<WinBackTable<String>> table, ReviewSource source, Openings openings, int days) {
        this.table = table;
        this.source = source;
        this.openings = openings;
        this.days = days;
    }

    Block block() {
        String title = "Who came back?";
        if (table.isEmpty()) {
            return Block.of(
                    "winback",
                    title,
                    List.of(),
                    List.of(),
                    List.of("whether calls brought customers back: needs --calls, such as the call-list.csv of last time"));
        }
        List<String> words = new ArrayList<>();
        words.add("Of all losses so far, " + table.get() + ".");
        table.get().compare(days, CONFIDENCE).ifPresent(each -> words.add(Words.capital(each.toString()) + "."));
        words.addAll(table.get().warnings().stream().map(Words::capital).toList());
        Map<Who, String> who = new LinkedHashMap<>();
        who.put(Who.LOST, "Lost so far");
        who.put(Who.CALLED, "… called while away");
        who.put(Who.CALLED_BACK, "… called, and back");
        who.put(Who.NOT_CALLED, "… not called");
        who.put(Who.NOT_CALLED_BACK, "… not called, and back");
        Table.Builder rows = Table.named("customers", "Lost customers, called and not called, and what they came back with")
                .column("who", "Who")
                .column("customers", "Customers")
                .column("atReturn", source.unit().after("Value at return"))
                .column("before", "Value before");
        who.forEach((each, name) -> {
            boolean isBack = each == Who.CALLED_BACK || each == Who.NOT_CALLED_BACK;
            rows.row(
                    Cell.text(name),
                    openings.count(
                            "winback:" + each.name(),
                            name,
                            table.get().customers(each),
                            () -> table.get().members(each)),
                    isBack ? Cell.amount(table.get().worthBack(each).atReturn()) : Cell.none(),
                    isBack ? Cell.amount(table.get().worthBack(each).before()) : Cell.none());
        });
        return Block.of("winback", title, words, List.of(rows.build()), List.of());
    }
}
