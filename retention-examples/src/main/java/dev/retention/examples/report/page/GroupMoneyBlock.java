package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.GroupMoney;
import dev.retention.examples.report.figures.GroupMoney.Brings;
import dev.retention.examples.report.figures.GroupMoney.Change;
import dev.retention.examples.report.figures.GroupMoney.Group;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.WhichWords;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonFigures;
import dev.retention.examples.report.text.JsonWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What groups bring. */
record GroupMoneyBlock(Scope scope, GroupMoney figures) {

    void page(Page page) {
        page.add("<h3>What do groups bring?</h3>\n<p><b>");
        page.add(Page.escaped(WhichWords.groups(figures, scope.unit(), scope.grain())), "</b></p>\n");
        writeGroups(page);
        if (figures.hasCosts()) {
            writeProfits(page);
        }
        writeChanges(page);
    }

    private Stream<Group> rows() {
        return Stream.concat(figures.groups().stream(), Stream.of(figures.all()));
    }

    private void writeGroups(Page page) {
        String now = figures.period();
        String then = figures.reference();
        List<String> heads = List.of(
                "Group",
                "Customers " + now,
                then,
                scope.unit().after("Money " + now),
                then,
                "Change",
                "Share " + now,
                then,
                "Of those of " + figures.before() + " again");
        page.beginTable(
                "",
                "What groups by “" + figures.column() + "” bring in "
                        + scope.grain().named(now) + " and in " + scope.grain().named(then),
                heads);
        rows().forEach(group -> page.row(row(group)));
        page.endTable();
        page.add(
                "<p class=\"soft\">A customer’s group is that of the first order, for good. The groups add up to the last row.</p>\n");
    }

    private List<String> row(Group group) {
        Brings now = group.now();
        Brings then = group.then();
        return List.of(
                group.name(),
                Words.count(now.customers()),
                Words.count(then.customers()),
                Words.amount(now.money()),
                Words.amount(then.money()),
                GroupMoney.rise(then.money(), now.money()),
                share(now.share()),
                share(then.share()),
                group.retention()
                        .map(rate -> Words.percent(rate.value()) + " (" + Words.count(rate.count()) + " of "
                                + Words.count(rate.total()) + ")")
                        .orElse("–"));
    }

    private void writeProfits(Page page) {
        String now = figures.period();
        String then = figures.reference();
        page.beginTable(
                "",
                "What is left of it after what the orders cost",
                List.of("Group", scope.unit().after("Cost " + now), "Left " + now, then, "Of the money " + now, then));
        rows().forEach(group -> page.row(List.of(
                group.name(),
                amount(group.now().cost()),
                amount(group.now().profit()),
                amount(group.then().profit()),
                group.now().margin().map(Words::percent).orElse("–"),
                group.then().margin().map(Words::percent).orElse("–"))));
        page.endTable();
    }

    private static String amount(Optional<BigDecimal> amount) {
        return amount.map(Words::amount).orElse("–");
    }

    private static String share(OptionalDouble share) {
        return share.isPresent() ? Words.percent(share.getAsDouble()) : "–";
    }

    private void writeChanges(Page page) {
        List<String> heads = new ArrayList<>(List.of(
                "Group",
                figures.before(),
                "+ new",
                "+ back after a pause",
                "+ more by who stayed",
                "− less",
                "− lost"));
        if (figures.hasMoves()) {
            heads.addAll(List.of("+ moved in", "− moved out"));
        }
        heads.add("= " + figures.period());
        page.beginTable(
                "",
                "What changed the money from " + scope.grain().named(figures.before()) + " to "
                        + scope.grain().named(figures.period()) + scope.unit().after(""),
                heads);
        rows().forEach(group -> {
            Change change = group.change();
            List<BigDecimal> parts = new ArrayList<>(List.of(
                    change.before(),
                    change.fresh(),
                    change.reactivated(),
                    change.more(),
                    change.less(),
                    change.lost()));
            if (figures.hasMoves()) {
                parts.addAll(List.of(change.movedIn(), change.movedOut()));
            }
            parts.add(change.after());
            List<String> row = new ArrayList<>(List.of(group.name()));
            parts.forEach(part -> row.add(Words.amount(part)));
            page.row(row);
        });
        page.endTable();
    }

    void json(JsonWriter json) {
        json.beginObject();
        json.name("column").value(figures.column());
        json.name("period").value(figures.period());
        json.name("reference").value(figures.reference());
        json.name("before").value(figures.before());
        json.name("groups").beginArray();
        figures.groups().forEach(group -> group(json, group));
        json.endArray();
        json.name("all");
        group(json, figures.all());
        json.endObject();
    }

    private static void group(JsonWriter json, Group group) {
        json.beginObject();
        json.name("name").value(group.name());
        json.name("now");
        brings(json, group.now());
        json.name("then");
        brings(json, group.then());
        JsonFigures.rate(json, "retention", group.retention());
        Change change = group.change();
        json.name("change").beginFlatObject();
        json.name("formula").value("after = before + new + reactivated + more - less - lost + movedIn - movedOut");
        json.name("before").value(change.before());
        json.name("new").value(change.fresh());
        json.name("reactivated").value(change.reactivated());
        json.name("more").value(change.more());
        json.name("less").value(change.less());
        json.name("lost").value(change.lost());
        json.name("movedIn").value(change.movedIn());
        json.name("movedOut").value(change.movedOut());
        json.name("after").value(change.after());
        json.endObject();
        json.endObject();
    }

    private static void brings(JsonWriter json, Brings brings) {
        json.beginFlatObject();
        json.name("customers").value(brings.customers());
        json.name("amount").value(brings.money());
        json.name("share");
        brings.share().ifPresentOrElse(json::value, json::nullValue);
        amount(json, "cost", brings.cost());
        amount(json, "profit", brings.profit());
        json.endObject();
    }

    private static void amount(JsonWriter json, String name, Optional<BigDecimal> amount) {
        json.name(name);
        amount.ifPresentOrElse(json::value, json::nullValue);
    }
}
