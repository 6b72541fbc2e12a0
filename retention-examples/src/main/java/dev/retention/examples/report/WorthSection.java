package dev.retention.examples.report;

import dev.retention.examples.report.RetentionReport.Scope;
import java.util.ArrayList;
import java.util.List;

/** What customers are worth, on the page. */
final class WorthSection {

    private final Page page;
    private final Scope scope;
    private final Worth worth;

    WorthSection(Page page, Scope scope, Worth worth) {
        this.page = page;
        this.scope = scope;
        this.worth = worth;
    }

    void write() {
        page.beginSection("worth", "What are they worth?");
        page.add("<p class=\"soft\">Money per customer in ", scope.currency().getCurrencyCode());
        page.add(
                ". The formulas answer different questions: the first look back and are exact, the others suppose that ");
        page.add("spend and churn stay as they are.</p>\n");
        writeValues();
        writePaybacks();
        Words.breakEven(worth).ifPresent(text -> page.add("<p>", HtmlRenderer.escaped(text), "</p>\n"));
        Words.gain(worth).ifPresent(text -> page.add("<p>", HtmlRenderer.escaped(text), "</p>\n"));
        if (!worth.wanting().isEmpty()) {
            page.add("<p class=\"soft\">To see more, say more: ");
            page.add(HtmlRenderer.escaped(String.join("; ", worth.wanting())), ".</p>\n");
        }
        page.endSection();
    }

    private void writeValues() {
        boolean cost = worth.acquisitionCost().isPresent();
        List<String> heads = new ArrayList<>(List.of("What", "Per customer"));
        if (cost) {
            heads.addAll(List.of("Less cost of winning (SPEND_LESS_COST)", "Times that cost"));
        }
        heads.addAll(List.of("Formula", "How it comes about"));
        page.beginTable("wide", "Value of a customer by each formula", heads);
        for (Worth.Value value : worth.values()) {
            List<String> row = new ArrayList<>(List.of(value.words(), Words.amount(value.value())));
            if (cost) {
                row.add(value.lessCost().map(Words::amount).orElse("–"));
                row.add(value.timesCost().map(Words::times).orElse("–"));
            }
            row.addAll(List.of(value.formula(), value.working()));
            page.row(row);
        }
        page.endTable();
    }

    private void writePaybacks() {
        if (worth.paybacks().isEmpty()) {
            return;
        }
        String period = scope.grain().word();
        page.add("<h2>When have they earned what they cost?</h2>\n<p>");
        page.add(HtmlRenderer.escaped(Words.paybacks(worth, period)), "</p>\n");
        List<Worth.Paid> shown = HtmlRenderer.latest(worth.paybacks());
        page.beginTable(
                "",
                "The " + period
                        + " after the first order in which margin, all customers of the cohort together, reached cost"
                        + HtmlRenderer.leftOff(worth.paybacks().size(), shown.size()),
                List.of("First order", "Customers", "Paid back", "Margin per customer so far", "Seen for"));
        for (Worth.Paid paid : shown) {
            page.row(List.of(
                    paid.cohort(),
                    Words.count(paid.customers()),
                    Words.payback(paid, period),
                    Words.amount(paid.cumulated()),
                    Words.counted(paid.observed(), period)));
        }
        page.endTable();
    }
}
