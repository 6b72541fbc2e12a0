package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.HowRead;
import dev.retention.examples.report.figures.LeftOut;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.RevenueScope;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/** What the report is of. */
public record HeadSection(Scope scope, List<String> size, LeftOut leftOut, HowRead read) implements Section {

    private static final int EXCLUDED_LINES = 3;

    public HeadSection {
        size = List.copyOf(size);
    }

    /** The head of a report of orders. */
    public static HeadSection ofOrders(Scope scope, LeftOut leftOut, HowRead read) {
        return new HeadSection(
                scope,
                List.of(
                        Words.counted(scope.customers(), "customer"),
                        Words.counted(scope.events(), "order"),
                        scope.unit().of(scope.amount())),
                leftOut,
                read);
    }

    /** The head of a report of recurring value. */
    public static HeadSection ofRevenue(RevenueScope of, LeftOut leftOut, HowRead read) {
        return new HeadSection(
                of.scope(),
                List.of(
                        Words.counted(of.scope().customers(), "customer") + " ever",
                        Words.counted(of.subscriptions(), "subscription"),
                        Words.counted(of.paying(), "customer") + (of.paying() == 1 ? " pays " : " pay ")
                                + of.scope().unit().of(of.value()) + " a month"),
                leftOut,
                read);
    }

    @Override
    public void page(Page page) {
        page.add("<header>\n<h1>Retention report</h1>\n<p class=\"soft\">", Page.escaped(scope.source()));
        if (scope.simulated()) {
            page.add(" <span class=\"badge\">simulated data</span>");
        }
        page.add("<br>", scope.firstDate().toString(), " to ", scope.asOf().toString());
        page.add(
                scope.asOfFromData() ? " (the last date in the data)" : " (as of)",
                ", by ",
                scope.grain().word());
        size.forEach(each -> page.add(" · ", Page.escaped(each)));
        if (leftOut.count() > 0) {
            page.add(" · <a href=\"#left-out\">", Words.counted(leftOut.count(), "line"), " left out</a>");
        }
        int odd = read.notes().size();
        if (odd > 0) {
            page.add(" · <a href=\"#how-read\">", Words.counted(odd, "thing"), " to look at</a>");
        }
        page.add("</p>\n</header>\n");
    }

    @Override
    public void text(Terminal text) {
        text.wrappedLine(read.text());
        text.line(text.bold("Retention report: " + Terminal.shortened(scope.source(), 60))
                + (scope.simulated() ? " (simulated data)" : ""));
        text.line(String.format(
                Locale.ROOT,
                "%s to %s%s, by %s | %s",
                scope.firstDate(),
                scope.asOf(),
                scope.asOfFromData() ? " (last date in the data)" : "",
                scope.grain().word(),
                String.join(", ", size)));
        if (leftOut.count() > 0) {
            text.line(text.yellow(Words.counted(leftOut.count(), "line") + " left out:"));
            leftOut.first().stream()
                    .limit(EXCLUDED_LINES)
                    .forEach(each -> text.line(
                            Terminal.shortened("  line " + each.number() + ": " + each.what(), Terminal.WIDTH)));
            if (leftOut.count() > EXCLUDED_LINES) {
                text.line("  and " + Words.count(leftOut.count() - EXCLUDED_LINES) + " more; see the report");
            }
        }
        for (HowRead.Note note : read.notes()) {
            Terminal.wrapped(Terminal.ascii("Look: " + note.message()), Terminal.WIDTH)
                    .forEach(line -> text.line(text.yellow(line)));
        }
        text.line("");
    }

    @Override
    public void json(JsonWriter json) {
        json.name("source").value(scope.source());
        json.name("simulated").value(scope.simulated());
        json.name("asOf").value(scope.asOf().toString());
        json.name("asOfIsLastDateInData").value(scope.asOfFromData());
        json.name("grain").value(scope.grain().word());
        json.name("currency");
        scope.unit().named().map(Currency::getCurrencyCode).ifPresentOrElse(json::value, json::nullValue);
        json.name("firstDate").value(scope.firstDate().toString());
        json.name("customers").value(scope.customers());
        json.name("events").value(scope.events());
        json.name("amount").value(scope.amount());
        // Every rate below has its two counts, its value and the ends of this interval.
        json.name("interval").beginFlatObject();
        json.name("method").value("WILSON");
        json.name("confidence").value(Rate.CONFIDENCE);
        json.endObject();
    }
}
