package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.RevenueDrill;
import dev.retention.examples.report.figures.RevenueDrill.Payer;
import dev.retention.examples.report.figures.RevenueDrill.Share;
import dev.retention.examples.report.figures.RevenueFigures;
import dev.retention.examples.report.figures.RevenuePeriod;
import dev.retention.examples.report.figures.RevenueScope;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.movement.RevenueItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The customers behind figures of recurring value: lists that open without a script, and the data for those that need one. */
public record RevenueDrillSection(RevenueScope of, RevenueFigures figures, RevenueDrill drill) implements Section {

    /** How many customers a list that needs no script has. */
    private static final int LISTED = 100;

    @Override
    public void page(Page page) {
        if (drill.payers().isEmpty()) {
            return;
        }
        figures.latestPeriod().ifPresent(latest -> write(page, latest));
        DrillDialog.write(page, of.scope().grain().word(), heads(), this::writeData);
    }

    private void write(Page page, RevenuePeriod latest) {
        page.beginSection(
                "behind", "Who is behind the figures of " + of.scope().grain().named(latest.period()) + "?");
        page.add("<p class=\"soft\">", Page.escaped(capText()), "</p>\n");
        List<RevenueItem> parts = new ArrayList<>(List.of(RevenueItem.CHURN, RevenueItem.CONTRACTION));
        parts.addAll(RevenuePeriod.GAINS);
        parts.forEach(item -> writeList(page, latest, item));
        page.endSection();
    }

    private String capText() {
        String text =
                "The figures of the table of movements open at a click or a key to the same lists, with what each customer"
                        + " adds to the figure, and each list can be saved as CSV. ";
        return drill.leftOut() == 0
                ? text + "The page holds all " + Words.counted(drill.all(), "customer") + "."
                : text + "The page holds the " + Words.count(drill.payers().size())
                        + " customers who paid most at any time; the other " + Words.count(drill.leftOut())
                        + " are counted in every figure and in “more”, and listed in customers.csv.";
    }

    private void writeList(Page page, RevenuePeriod latest, RevenueItem item) {
        long count = latest.of(item).customers();
        if (count == 0) {
            return;
        }
        String cell = latest.cell(item);
        List<Share> shares = drill.cells().getOrDefault(cell, List.of());
        List<Share> listed = shares.subList(0, Math.min(LISTED, shares.size()));
        page.add("<details><summary>", RevenuePeriod.words(item), ": ", Words.counted(count, "customer"), ", ");
        page.add(Page.escaped(of.scope().unit().of(latest.of(item).amount())), "</summary>\n");
        page.beginTable("", RevenuePeriod.words(item) + ", those with the most first", heads());
        for (Share share : listed) {
            Payer payer = drill.payers().get(share.place());
            page.row(List.of(
                    payer.key(),
                    Words.amount(share.amount()),
                    Words.amount(payer.now()),
                    Words.amount(payer.peak()),
                    payer.since().toString(),
                    payer.last().toString()));
        }
        page.endTable();
        if (listed.size() < count) {
            page.add("<p class=\"soft\">and ", Words.count(count - listed.size()));
            page.add(drill.leftOut() == 0 ? " more, which open below" : " more; all: --open " + cell, "</p>\n");
        }
        page.add("<p><span", Page.opening(cell, count), ">Open this list to save it as CSV</span></p>\n");
        page.add("</details>\n");
    }

    private List<String> heads() {
        return List.of(
                "Customer",
                of.scope().unit().after("In this figure"),
                of.scope().unit().after("Pays now"),
                of.scope().unit().after("Highest"),
                "Since",
                "Last change");
    }

    private void writeData(JsonWriter json) {
        json.name("columns").beginArray();
        List.of("customer", "in_this_figure", "value_now", "highest_value", "since", "last_change")
                .forEach(json::value);
        json.endArray();
        json.name("order").value("All of them, those with the most first.");
        json.name("some").value(" of them, who paid most, and ");
        json.name("people").beginArray();
        for (Payer payer : drill.payers()) {
            json.beginArray();
            json.value(Words.plain(payer.key())).value(payer.now()).value(payer.peak());
            json.value(payer.since().toString()).value(payer.last().toString());
            json.endArray();
        }
        json.endArray();
        json.name("cells").beginFlatObject();
        for (Map.Entry<String, List<Share>> cell : drill.cells().entrySet()) {
            json.name(cell.getKey()).beginArray();
            cell.getValue().forEach(share -> json.value(share.place()));
            json.endArray();
        }
        json.endObject();
        json.name("amounts").beginFlatObject();
        for (Map.Entry<String, List<Share>> cell : drill.cells().entrySet()) {
            json.name(cell.getKey()).beginArray();
            cell.getValue().forEach(share -> json.value(share.amount()));
            json.endArray();
        }
        json.endObject();
        json.name("titles").beginFlatObject();
        drill.cells().keySet().forEach(cell -> json.name(cell).value(Words.plain(title(cell))));
        json.endObject();
    }

    private String title(String cell) {
        String known = drill.titles().get(cell);
        if (known != null) {
            return known;
        }
        int colon = cell.lastIndexOf(':');
        RevenueItem item = RevenueItem.valueOf(cell.substring(colon + 1));
        return (item == RevenueItem.END ? "paying" : RevenuePeriod.words(item).toLowerCase(Locale.ROOT))
                + (item == RevenueItem.END ? " at the end of " : " in ")
                + of.scope().grain().named(cell.substring(0, colon));
    }
}
