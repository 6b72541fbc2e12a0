package dev.retention.examples.report;

import dev.retention.Interval;
import dev.retention.examples.report.RetentionReport.Cell;
import dev.retention.examples.report.RetentionReport.CohortRow;
import dev.retention.examples.report.RetentionReport.Curve;
import dev.retention.examples.report.RetentionReport.CurvePoint;
import dev.retention.examples.report.RetentionReport.Finding;
import dev.retention.examples.report.RetentionReport.Flow;
import dev.retention.examples.report.RetentionReport.KeyFigures;
import dev.retention.examples.report.RetentionReport.LifetimeValue;
import dev.retention.examples.report.RetentionReport.Movement;
import dev.retention.examples.report.RetentionReport.Rate;
import dev.retention.examples.report.RetentionReport.Scope;
import dev.retention.examples.report.csv.Excluded;
import dev.retention.time.CellState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * Writes a report as one HTML page that needs nothing else: no network, and no script but for the charts, whose numbers
 * stand in tables below them. Light or dark as the reader's system is, and fit for a phone and for paper.
 */
final class HtmlRenderer {

    /** How many periods a table or chart of the page has; the JSON has them all. */
    static final int SHOWN = 24;

    /** How many customers a list of the page has; the JSON has them all. */
    private static final int LISTED = 100;

    private static final int SHADES = 10;
    private static final String WEBJAR = "META-INF/resources/webjars/echarts/";
    private static final String WEBJAR_VERSION = "META-INF/maven/org.webjars.npm/echarts/pom.properties";

    private final RetentionReport report;
    private final Scope scope;
    private final Page page = new Page();

    private HtmlRenderer(RetentionReport report) {
        this.report = report;
        this.scope = report.scope();
    }

    /** Renders a report as a whole page. */
    static String render(RetentionReport report) {
        HtmlRenderer renderer = new HtmlRenderer(report);
        renderer.writePage();
        return renderer.page.toString();
    }

    /** Escapes text for an element's content or a quoted attribute. */
    static String escaped(String text) {
        StringBuilder result = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> result.append("&amp;");
                case '<' -> result.append("&lt;");
                case '>' -> result.append("&gt;");
                case '"' -> result.append("&quot;");
                case '\'' -> result.append("&#39;");
                default -> result.append(c < ' ' && c != '\n' && c != '\t' ? '?' : c);
            }
        }
        return result.toString();
    }

    private void writePage() {
        add("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                """);
        add("<title>Retention report: ", escaped(scope.source()), "</title>\n<style>\n", ownResource("report.css"));
        add("</style>\n</head>\n<body>\n");
        writeHeader();
        add("<main>\n");
        writeSummary();
        report.latest().ifPresent(new DrillSection(page, scope, report.drill())::write);
        writeMovements();
        writeCohorts();
        writeCurves();
        report.groups().ifPresent(groups -> new GroupSection(page, scope.grain().word(), groups).write());
        writeSurvival();
        new WorthSection(page, scope, report.worth()).write();
        report.models().ifPresent(models -> add(ModelsPage.render(models, scope.currency())));
        writeAnswers();
        writeExcluded();
        writeNotes();
        add("</main>\n<footer><p>Made by retention-report from ", escaped(scope.source()), ". ");
        add("The same figures for programs, with every period: report.json.</p></footer>\n");
        new DrillSection(page, scope, report.drill()).writeData();
        writeScripts();
        add("</body>\n</html>\n");
    }

    private void writeHeader() {
        add("<header>\n<h1>Retention report</h1>\n<p class=\"soft\">", escaped(scope.source()));
        if (scope.simulated()) {
            add(" <span class=\"badge\">simulated data</span>");
        }
        add("<br>", scope.firstDate().toString(), " to ", scope.asOf().toString());
        add(
                scope.asOfFromData() ? " (the last date in the data)" : " (as of)",
                ", by ",
                scope.grain().word());
        add(" · ", Words.counted(scope.customers(), "customer"), " · ", Words.counted(scope.events(), "order"));
        add(" · ", escaped(Words.money(scope.currency(), scope.amount())));
        if (report.excluded().count() > 0) {
            add(" · <a href=\"#left-out\">", Words.counted(report.excluded().count(), "line"), " left out</a>");
        }
        add("</p>\n</header>\n");
    }

    private void writeSummary() {
        add("<section aria-labelledby=\"summary\">\n<h2 id=\"summary\">In short</h2>\n<ul class=\"findings\">\n");
        for (Finding finding : report.findings()) {
            String kind = switch (finding.tone()) {
                case BETTER -> "better\"><span class=\"mark\">▲ better";
                case WORSE -> "worse\"><span class=\"mark\">▼ worse";
                case UNCLEAR -> "unclear\"><span class=\"mark\">= unclear";
                case FACT -> "fact\"><span class=\"mark\">• counted";
            };
            add("<li class=\"", kind, "</span><span>", escaped(finding.text()), "</span></li>\n");
        }
        add("</ul>\n");
        report.latest().ifPresent(this::writeTiles);
        add("</section>\n");
    }

    private void writeTiles(KeyFigures latest) {
        Movement now = latest.movement();
        Movement before = latest.before();
        add("<h2>The latest complete ", scope.grain().word(), ", ", now.period());
        add("</h2>\n<dl class=\"tiles\">\n");
        writeCountTile("Customers who ordered", now.active(), before.active(), before.period());
        writeCountTile("New", now.newCustomers(), before.newCustomers(), before.period());
        writeCountTile("Back after a pause", now.reactivated(), before.reactivated(), before.period());
        writeCountTile("Lost", now.lost(), before.lost(), before.period());
        writeRateTile(
                "Retention, " + RetentionReport.RETENTION,
                now.retention(),
                "who ordered in " + before.period() + " ordered again");
        writeRateTile("Churn, " + RetentionReport.CHURN, now.churn(), "who ordered in " + before.period() + " did not");
        writeTile(
                "Spend per active customer",
                latest.averageSpend()
                        .map(spend -> Words.money(scope.currency(), spend))
                        .orElse("not known"),
                Words.money(scope.currency(), now.active().amount()) + " in all");
        Optional<LifetimeValue> value = latest.lifetimeValue();
        writeTile(
                "Lifetime value, spend ÷ churn",
                value.map(v -> Words.money(scope.currency(), v.value())).orElse("not known"),
                value.map(v -> "95 %: " + Words.amount(v.lower()) + " to "
                                + v.upper().map(Words::amount).orElse("no bound"))
                        .orElse("nobody was lost, or nobody to lose"));
        add("</dl>\n");
    }

    private void writeCountTile(String name, Flow now, Flow before, String period) {
        writeTile(name, Words.count(now.customers()), Words.count(before.customers()) + " in " + period);
    }

    private void writeRateTile(String name, Optional<Rate> rate, String what) {
        writeTile(
                name,
                rate.map(r -> Words.percent(r.value())).orElse("not known"),
                rate.map(r -> Words.count(r.count()) + " of " + Words.count(r.total()) + " " + what + "; 95 %: "
                                + Words.interval(r))
                        .orElse("nobody ordered the period before"));
    }

    private void writeTile(String name, String value, String small) {
        add("<div class=\"tile\"><dt>", escaped(name), "</dt><dd><b>", escaped(value), "</b><small>");
        add(escaped(small), "</small></dd></div>\n");
    }

    private void writeMovements() {
        String period = scope.grain().word();
        add(
                "<section aria-labelledby=\"movements\">\n<h2 id=\"movements\">Who came and who left</h2>\n<p class=\"soft\">");
        add(
                "Upwards: customers who ordered, by whether they were new, had also ordered the ",
                period,
                " before, or came ");
        add("back after a pause. Downwards: those who had ordered the ", period, " before and did not.</p>\n");
        page.chart(
                "chart-movements",
                "Bars of customers new, retained, reactivated and lost; the table below has the numbers");
        add("<h2>What they spent</h2>\n<p class=\"soft\">Downwards: what the lost customers had spent the ", period);
        add(" before, in ", escaped(scope.currency().getCurrencyCode()), ".</p>\n");
        page.chart(
                "chart-amounts",
                "Bars of what new, retained, reactivated and lost customers spent; the table has the numbers");
        List<Movement> shown = latest(report.movements());
        page.beginTable(
                "",
                "Customers and amounts by " + period
                        + leftOff(report.movements().size(), shown.size()));
        add("<thead><tr><th scope=\"col\">", capital(period), "</th>");
        for (String name : List.of("Active", "New", "Retained", "Reactivated", "Lost", "Churn", "95 % interval")) {
            add("<th scope=\"col\">", name, "</th>");
        }
        for (String name : List.of("Amount", "of new", "of retained", "of reactivated", "Amount lost")) {
            add("<th scope=\"col\">", name, "</th>");
        }
        add("</tr></thead>\n<tbody>\n");
        for (Movement m : shown) {
            boolean running = m.state() == CellState.PARTIAL;
            add(running ? "<tr class=\"running\">" : "<tr>", "<th scope=\"row\">", m.period());
            add(running ? "* <span class=\"sr\">still running</span>" : "", "</th>");
            add("<td>", Words.count(m.active().customers()), "</td>");
            writeFlow(m, "NEW", m.newCustomers());
            writeFlow(m, "RETAINED", m.retained());
            writeFlow(m, "REACTIVATED", m.reactivated());
            writeFlow(m, "LOST", m.lost());
            add("<td>", m.churn().map(r -> Words.percent(r.value())).orElse("–"), "</td>");
            add("<td>", m.churn().map(Words::interval).orElse("–"), "</td>");
            for (Flow flow : List.of(m.active(), m.newCustomers(), m.retained(), m.reactivated(), m.lost())) {
                add("<td>", Words.amount(flow.amount()), "</td>");
            }
            add("</tr>\n");
        }
        page.endTable();
        if (shown.stream().anyMatch(m -> m.state() == CellState.PARTIAL)) {
            add("<p class=\"legend\">* still running as of ", scope.asOf().toString(), "</p>\n");
        }
        add("</section>\n");
    }

    private void writeFlow(Movement in, String kind, Flow flow) {
        add(
                "<td",
                Page.opening(in.period() + ":" + kind, flow.customers()),
                ">",
                Words.count(flow.customers()),
                "</td>");
    }

    private void writeCohorts() {
        String period = scope.grain().word();
        List<CohortRow> filled =
                report.cohorts().stream().filter(row -> row.size() > 0).toList();
        List<CohortRow> shown = latest(filled);
        int ages = Math.min(
                shown.stream().mapToInt(row -> row.cells().size()).max().orElse(0), SHOWN + 1);
        double most = shown.stream()
                .flatMap(row -> row.cells().stream().limit(ages))
                .filter(cell -> cell.age() > 0 && cell.state() == CellState.OBSERVED)
                .flatMap(cell -> cell.rate().stream())
                .mapToDouble(Rate::value)
                .max()
                .orElse(1);
        add(
                "<section aria-labelledby=\"cohorts\">\n<h2 id=\"cohorts\">Do they come back?</h2>\n<p class=\"soft\">One row ");
        add(
                "for the customers who first ordered in a ",
                period,
                "; the number is the share of them, in %, who ordered ");
        add("again so many ", period, "s later. Point at a cell for the counts; open it for the customers.</p>\n");
        page.beginTable(
                "heat",
                "Customers who ordered again, % of their cohort, by " + period + "s since the first order"
                        + leftOff(filled.size(), shown.size()));
        add("<thead><tr><th scope=\"col\">First order</th><th scope=\"col\">Customers</th>");
        for (int age = 0; age < ages; age++) {
            add("<th scope=\"col\"><span class=\"sr\">", period, " </span>", Integer.toString(age), "</th>");
        }
        add("</tr></thead>\n<tbody>\n");
        for (CohortRow row : shown) {
            add("<tr><th scope=\"row\">", row.period(), "</th><td class=\"size\">", Words.count(row.size()), "</td>");
            for (int age = 0; age < ages; age++) {
                if (age < row.cells().size()) {
                    writeCell(row, row.cells().get(age), most);
                } else {
                    add("<td class=\"hatched\"><span class=\"sr\">not yet observable</span></td>");
                }
            }
            add("</tr>\n");
        }
        page.endTable();
        add("<p class=\"legend\"><span>0 %<span class=\"ramp\" aria-hidden=\"true\">");
        for (int shade = 0; shade < SHADES; shade++) {
            add("<i class=\"h", Integer.toString(shade), "\"></i>");
        }
        add(
                "</span>",
                Words.percent(most),
                "</span><span><span class=\"key hatched\"></span>not yet observable</span>");
        if (shown.stream().flatMap(r -> r.cells().stream()).anyMatch(c -> c.state() == CellState.PARTIAL)) {
            add(
                    "<span><span class=\"key heat\"><span class=\"partial\" style=\"display:block;height:100%\"></span></span>");
            add("* still running as of ", scope.asOf().toString(), ", can only grow</span>");
        }
        add("</p>\n</section>\n");
    }

    private void writeCell(CohortRow row, Cell cell, double most) {
        boolean partial = cell.state() == CellState.PARTIAL;
        double value = cell.rate().map(Rate::value).orElse(0.0);
        int shade = most == 0 ? 0 : (int) Math.min(SHADES - 1, Math.floor(value / most * SHADES));
        add("<td class=\"", cell.age() == 0 ? "base" : "h" + shade, partial ? " partial" : "", "\"");
        add(Page.opening(row.period() + "+" + cell.age(), cell.retained()), " title=\"");
        add(Words.count(cell.retained()), " of ", Words.count(row.size()), " customers");
        cell.rate().filter(rate -> cell.age() > 0).ifPresent(rate -> add("; 95 %: ", Words.interval(rate)));
        add("; ", escaped(Words.money(scope.currency(), cell.amount())), partial ? "; still running" : "", "\">");
        add(cell.age() == 0 && !partial ? "100" : Words.percentNumber(value), partial ? "*" : "", "</td>");
    }

    private void writeCurves() {
        if (report.curves().stream().allMatch(curve -> curve.points().size() < 2)) {
            return;
        }
        String period = scope.grain().word();
        List<Curve> curves = report.curves();
        add(
                "<section aria-labelledby=\"curves\">\n<h2 id=\"curves\">Is it getting better?</h2>\n<p class=\"soft\">The share ");
        add(
                "that ordered again, several cohorts together, with the band in which the true share lies (95 %). Where two ");
        add(
                "bands overlap widely, the curves differ by chance at most. The ",
                period,
                " of the first order itself, 100 % by ");
        add("definition, is left out, and so is every ", period, " that is still running.</p>\n");
        page.chart(
                "chart-curves",
                "Curves of the share that ordered again by age with 95 % bands; the table has the numbers");
        int longest = Math.min(
                curves.stream().mapToInt(curve -> curve.points().size()).max().orElse(0), SHOWN + 1);
        page.beginTable("", "Share that ordered again, by " + period + "s since the first order");
        add("<thead><tr><td></td>");
        for (Curve curve : curves) {
            add("<th scope=\"colgroup\" colspan=\"3\">", escaped(capital(curve.name())), ", ");
            add(curve.first(), " to ", curve.last(), "</th>");
        }
        add("</tr>\n<tr><th scope=\"col\">", capital(period), "s since</th>");
        add("<th scope=\"col\">Share</th><th scope=\"col\">95 % interval</th><th scope=\"col\">Customers</th>"
                .repeat(curves.size()));
        add("</tr></thead>\n<tbody>\n");
        for (int age = 1; age < longest; age++) {
            add("<tr><th scope=\"row\">", Integer.toString(age), "</th>");
            for (Curve curve : curves) {
                if (age < curve.points().size()) {
                    Rate rate = curve.points().get(age).rate();
                    add("<td>", Words.percent(rate.value()), "</td><td>", Words.interval(rate), "</td><td>");
                    add(Words.count(rate.count()), " of ", Words.count(rate.total()), "</td>");
                } else {
                    add("<td></td><td></td><td></td>");
                }
            }
            add("</tr>\n");
        }
        page.endTable();
        add("</section>\n");
    }

    private void writeSurvival() {
        Survival survival = report.survival();
        List<Survival.Group> groups = survival.groups();
        add(
                "<section aria-labelledby=\"survival\">\n<h2 id=\"survival\">How long do they stay?</h2>\n<p class=\"soft\">");
        add(
                "The share that stays longer than so many days, with the band in which the true share lies (95 %). A customer is ");
        add(survival.live(), ", and then lost; who is not lost yet counts as staying at least so long.</p>\n");
        page.chart("chart-survival", "Curves of the share that stays, by days; the tables have the numbers");
        page.beginTable(
                "", "Days that customers stay; the mean within the first " + Words.days(survival.horizon()) + " days");
        add("<thead><tr><th scope=\"col\">Group</th>");
        for (String name : List.of("Customers", "Lost", "Median (95 %)", "Mean (95 %)", "At risk at the end")) {
            add("<th scope=\"col\">", name, "</th>");
        }
        add("</tr></thead>\n<tbody>\n");
        for (Survival.Group group : groups) {
            add("<tr><th scope=\"row\">", escaped(group.name()), "</th><td>", Words.count(group.customers()));
            add(
                    "</td><td>",
                    Words.count(group.lost()),
                    "</td><td>",
                    Words.median(group),
                    "</td><td>",
                    Words.mean(group));
            add("</td><td>", Words.count(group.atHorizon()), "</td></tr>\n");
        }
        page.endTable();
        survival.difference().ifPresent(difference -> add("<p>", Words.difference(difference), "</p>\n"));
        Words.notCompared(survival).ifPresent(text -> add("<p>", text, "</p>\n"));
        page.beginTable("", "Share that stays longer, and customers at risk, by days since the first order");
        add("<thead><tr><td></td>");
        for (Survival.Group group : groups) {
            add("<th scope=\"colgroup\" colspan=\"3\">", escaped(capital(group.name())), "</th>");
        }
        add("</tr>\n<tr><th scope=\"col\">Days</th>");
        add("<th scope=\"col\">Share</th><th scope=\"col\">95 % interval</th><th scope=\"col\">At risk</th>"
                .repeat(groups.size()));
        add("</tr></thead>\n<tbody>\n");
        List<Survival.Point> longest = groups.get(0).points();
        double last = longest.get(longest.size() - 1).days();
        double step = Math.max(30, Math.ceil(last / SHOWN / 30) * 30);
        for (double days = step; days <= last; days += step) {
            add("<tr><th scope=\"row\">", Words.days(days), "</th>");
            for (Survival.Group group : groups) {
                writeStay(group, days);
            }
            add("</tr>\n");
        }
        page.endTable();
        add("</section>\n");
    }

    private void writeStay(Survival.Group group, double days) {
        long atRisk = group.points().stream()
                .filter(point -> point.days() >= days)
                .mapToLong(Survival.Point::atRisk)
                .findFirst()
                .orElse(0);
        Optional<Survival.Point> point = group.at(days);
        if (atRisk == 0) {
            add("<td></td><td></td><td>0</td>");
            return;
        }
        add("<td>", Words.percent(point.map(Survival.Point::stay).orElse(1.0)), "</td><td>");
        add(point.flatMap(Survival.Point::interval)
                .map(i -> Words.percentNumber(i.lower()) + " to " + Words.percent(i.upper()))
                .orElse("–"));
        add("</td><td>", Words.count(atRisk), "</td>");
    }

    private void writeAnswers() {
        int number = 0;
        for (Answers.Listing listing : report.answers().listings()) {
            String id = "answer-" + ++number;
            add("<section aria-labelledby=\"", id, "\">\n<h2 id=\"", id, "\">", escaped(listing.title()));
            add("</h2>\n<p>", escaped(listing.text()), "</p>\n");
            List<List<String>> rows =
                    listing.rows().subList(0, Math.min(LISTED, listing.rows().size()));
            int all = listing.rows().size();
            page.beginTable(
                    "text",
                    rows.size() == all
                            ? "All of them"
                            : "The first " + LISTED + " of " + Words.count(all) + "; all: report.json");
            add("<thead><tr>");
            for (String column : listing.columns()) {
                add("<th scope=\"col\" style=\"text-align:left\">", column, "</th>");
            }
            add("</tr></thead>\n<tbody>\n");
            for (List<String> row : rows) {
                add("<tr><th scope=\"row\">", escaped(row.get(0)), "</th>");
                row.stream().skip(1).forEach(field -> add("<td>", escaped(field), "</td>"));
                add("</tr>\n");
            }
            page.endTable();
            add("</section>\n");
        }
    }

    private void writeExcluded() {
        Excluded excluded = report.excluded();
        if (excluded.count() == 0) {
            return;
        }
        add("<section aria-labelledby=\"left-out\">\n<h2 id=\"left-out\">Lines left out</h2>\n<ul class=\"notes\">\n");
        excluded.byReason()
                .forEach((reason, count) -> add("<li>", Words.counted(count, "line"), ": ", reason.words(), "</li>\n"));
        add("</ul>\n");
        page.beginTable("text", excluded.count() > Excluded.SHOWN ? "The first " + Excluded.SHOWN : "All of them");
        add(
                "<thead><tr><th scope=\"col\">Line</th><th scope=\"col\" style=\"text-align:left\">Why</th></tr></thead>\n<tbody>\n");
        for (Excluded.Line line : excluded.first()) {
            add(
                    "<tr><th scope=\"row\">",
                    Words.count(line.number()),
                    "</th><td>",
                    escaped(line.what()),
                    "</td></tr>\n");
        }
        page.endTable();
        add("</section>\n");
    }

    private void writeNotes() {
        add(
                "<section aria-labelledby=\"notes\">\n<h2 id=\"notes\">How the figures are made</h2>\n<ul class=\"notes\">\n");
        add("<li>", escaped(report.reading().text()), "</li>\n");
        report.reading()
                .notes()
                .forEach(note -> add("<li><strong>Look at this:</strong> ", escaped(note.message()), "</li>\n"));
        report.notes().forEach(note -> add("<li>", escaped(note), "</li>\n"));
        add("</ul>\n</section>\n");
    }

    private void writeScripts() {
        Optional<String> library = chartLibrary();
        if (library.isEmpty()) {
            return;
        }
        add("<script type=\"application/json\" id=\"report-data\">\n", chartData(), "</script>\n");
        add("<script>\n", insideScript(library.get()), "\n</script>\n");
        add("<script>\n", insideScript(ownResource("report.js")), "</script>\n");
    }

    /** What the charts show, and nothing that the tables do not. */
    private String chartData() {
        JsonWriter json = new JsonWriter();
        json.beginObject();
        json.name("grain").value(scope.grain().word());
        json.name("currency").value(scope.currency().getCurrencyCode());
        json.name("movements").beginArray();
        for (Movement m : latest(report.movements())) {
            json.beginFlatObject();
            json.name("period").value(m.period());
            json.name("running").value(m.state() == CellState.PARTIAL);
            writeFlow(json, "fresh", m.newCustomers());
            writeFlow(json, "retained", m.retained());
            writeFlow(json, "back", m.reactivated());
            writeFlow(json, "lost", m.lost());
            json.endObject();
        }
        json.endArray();
        json.name("curves").beginArray();
        // The whole lies between its halves and would only hide them.
        for (Curve curve : report.curves().size() == 3 ? report.curves().subList(1, 3) : report.curves()) {
            json.beginObject();
            json.name("label").value(capital(curve.name()) + ", " + curve.first() + " to " + curve.last());
            json.name("points").beginArray();
            curve.points().stream().skip(1).limit(SHOWN).forEach(point -> writePoint(json, point));
            json.endArray();
            json.endObject();
        }
        json.endArray();
        json.name("survival").beginArray();
        // All lie between the groups and would only hide them.
        List<Survival.Group> groups = report.survival().groups();
        for (Survival.Group group : groups.subList(groups.size() > 1 ? 1 : 0, groups.size())) {
            json.beginObject();
            json.name("label").value(capital(group.name()));
            json.name("points").beginArray();
            for (Survival.Point point : group.points()) {
                json.beginFlatObject();
                json.name("days").value(point.days());
                json.name("stay").value(point.stay() * 100);
                json.name("lower").value(point.interval().map(Interval::lower).orElse(point.stay()) * 100);
                json.name("upper").value(point.interval().map(Interval::upper).orElse(point.stay()) * 100);
                json.endObject();
            }
            json.endArray();
            json.endObject();
        }
        json.endArray();
        ModelsJson.writeCharts(json, report.models());
        json.endObject();
        return json.toString();
    }

    private static void writeFlow(JsonWriter json, String name, Flow flow) {
        json.name(name).beginFlatObject();
        json.name("customers").value(flow.customers());
        json.name("amount").value(flow.amount());
        json.endObject();
    }

    private static void writePoint(JsonWriter json, CurvePoint point) {
        Rate rate = point.rate();
        json.beginFlatObject();
        json.name("count").value(rate.count());
        json.name("total").value(rate.total());
        json.name("value").value(rate.value() * 100);
        json.name("lower").value(rate.interval().lower() * 100);
        json.name("upper").value(rate.interval().upper() * 100);
        json.endObject();
    }

    /** The charts' library from its jar. Without the jar the page is whole but for the pictures. */
    private static Optional<String> chartLibrary() {
        ClassLoader loader = Objects.requireNonNull(HtmlRenderer.class.getClassLoader());
        try (InputStream about = loader.getResourceAsStream(WEBJAR_VERSION)) {
            if (about == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(about);
            try (InputStream script = loader.getResourceAsStream(
                    WEBJAR + properties.getProperty("version") + "/dist/echarts.common.min.js")) {
                return script == null
                        ? Optional.empty()
                        : Optional.of(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String ownResource(String name) {
        try (InputStream in = Objects.requireNonNull(HtmlRenderer.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Inside strings, where alone these can stand in a script, the backslashes change nothing. */
    static String insideScript(String script) {
        return script.replaceAll("(?i)</(script)", "<\\\\/$1").replace("<!--", "<\\!--");
    }

    static <T> List<T> latest(List<T> all) {
        return all.subList(Math.max(0, all.size() - SHOWN), all.size());
    }

    static String leftOff(int all, int shown) {
        return all == shown ? "" : " (the latest " + shown + " of " + Words.count(all) + ")";
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private void add(String... parts) {
        page.add(parts);
    }
}
