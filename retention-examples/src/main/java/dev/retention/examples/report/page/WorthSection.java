package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.Shown;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.figures.Worth;
import dev.retention.examples.report.text.JsonFigures;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What customers are worth. */
public record WorthSection(Scope scope, Worth worth, Shown shown) implements Section {

    @Override
    public void page(Page page) {
        page.beginSection("worth", "What are they worth?");
        page.add("<p class=\"soft\">Money per customer in ", scope.unit().words());
        page.add(
                ". The formulas answer different questions: what a customer spent so far looks back and is exact; what is to "
                        + "come takes the latest period and supposes that spend and churn stay as they are and that nobody who ");
        page.add("pauses comes back. The two are no parts of a sum.</p>\n");
        writeValues(page);
        writePaybacks(page);
        Words.breakEven(worth).ifPresent(text -> page.add("<p>", Page.escaped(text), "</p>\n"));
        Words.gain(worth).ifPresent(text -> page.add("<p>", Page.escaped(text), "</p>\n"));
        if (!worth.wanting().isEmpty()) {
            page.add("<p class=\"soft\">To see more, say more: ");
            page.add(Page.escaped(String.join("; ", worth.wanting())), ".</p>\n");
        }
        page.endSection();
    }

    private void writeValues(Page page) {
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

    private void writePaybacks(Page page) {
        if (worth.paybacks().isEmpty()) {
            return;
        }
        String period = scope.grain().word();
        page.add("<h3>When have they earned what they cost?</h3>\n<p>");
        page.add(Page.escaped(Words.paybacks(worth, period)), "</p>\n");
        List<Worth.Paid> latest = shown.latest(worth.paybacks());
        page.beginTable(
                "",
                "The " + period
                        + " after the first order in which margin, all customers of the cohort together, reached cost"
                        + Page.leftOff(worth.paybacks().size(), latest.size()),
                List.of("First order", "Customers", "Paid back", "Margin per customer so far", "Seen for"));
        for (Worth.Paid paid : latest) {
            page.row(List.of(
                    paid.cohort(),
                    Words.count(paid.customers()),
                    Words.payback(paid, period),
                    Words.amount(paid.cumulated()),
                    Words.counted(paid.observed(), period)));
        }
        page.endTable();
    }

    @Override
    public void text(Terminal text) {
        text.line("");
        text.line(text.bold("What are they worth") + " (per customer, in "
                + scope.unit().words() + ")");
        for (Worth.Value value : worth.values()) {
            String cost = value.lessCost()
                    .map(left -> ", less winning cost " + Words.amount(left))
                    .orElse("");
            text.line(Terminal.shortened(
                    String.format(
                            Locale.ROOT,
                            "  %-18s %14s%s  %s",
                            value.formula(),
                            Words.amount(value.value()),
                            cost,
                            value.words()),
                    Terminal.WIDTH));
        }
        if (!worth.paybacks().isEmpty()) {
            text.wrappedLine("  " + Words.paybacks(worth, scope.grain().word()));
        }
        Words.breakEven(worth).ifPresent(sentence -> text.wrappedLine("  " + sentence));
        Words.gain(worth).ifPresent(sentence -> text.wrappedLine("  " + sentence));
        if (!worth.wanting().isEmpty()) {
            text.line(text.dim("  more with "
                    + String.join(
                            ", ",
                            worth.wanting().stream()
                                    .map(each -> each.substring(0, each.indexOf(' ')))
                                    .toList())
                    + "; see report.html"));
        }
    }

    @Override
    public void json(JsonWriter json) {
        json.name("worth").beginObject();
        json.name("margin");
        worth.margin().ifPresentOrElse(json::value, json::nullValue);
        json.name("acquisitionCost");
        worth.acquisitionCost().ifPresentOrElse(json::value, json::nullValue);
        json.name("discountPercentPerYear");
        worth.discount().ifPresentOrElse(json::value, json::nullValue);
        json.name("values").beginArray();
        for (Worth.Value value : worth.values()) {
            json.beginFlatObject();
            json.name("formula").value(value.formula());
            json.name("value").value(value.value());
            json.name("lessAcquisitionCost");
            value.lessCost().ifPresentOrElse(json::value, json::nullValue);
            json.name("timesAcquisitionCost");
            value.timesCost().ifPresentOrElse(json::value, json::nullValue);
            json.name("what").value(value.words());
            json.name("working").value(value.working());
            json.endObject();
        }
        json.endArray();
        json.name("payback").beginArray();
        for (Worth.Paid paid : worth.paybacks()) {
            json.beginFlatObject();
            json.name("cohort").value(paid.cohort());
            json.name("customers").value(paid.customers());
            json.name("age");
            paid.age().ifPresentOrElse(json::value, json::nullValue);
            json.name("observedAge").value(paid.observed());
            json.name("cumulatedMargin").value(paid.cumulated());
            json.endObject();
        }
        json.endArray();
        json.name("breakEven");
        worth.breakEven()
                .ifPresentOrElse(
                        even -> {
                            json.beginFlatObject();
                            json.name("loss").value(even.loss());
                            json.name("firstOrderMargin").value(even.firstMargin());
                            json.name("repeatOrderMargin").value(even.repeatMargin());
                            json.name("neededRepeatRate").value(even.needed());
                            json.name("ordersFollowed").value(even.followed());
                            json.name("orders").value(even.orders());
                            json.endObject();
                        },
                        json::nullValue);
        json.name("retentionGain");
        worth.gain()
                .ifPresentOrElse(
                        gain -> {
                            json.beginFlatObject();
                            JsonFigures.rate(json, "retention", Optional.of(gain.retention()));
                            json.name("points").value(gain.points());
                            json.name("discounted").value(gain.discounted());
                            json.name("rise").value(gain.rise());
                            JsonFigures.ends(json, Optional.of(gain.range()));
                            json.endObject();
                        },
                        json::nullValue);
        json.endObject();
    }
}
