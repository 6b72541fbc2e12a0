package dev.retention.examples.report;

import static dev.retention.examples.report.HtmlRenderer.escaped;

import dev.retention.model.FitStatus;
import dev.retention.model.PurchaseFrequencies.FrequencyClass;
import dev.retention.model.TrackedPeriod;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The part of the page on what customers will do: value, customers at risk, and whether to believe the models. */
final class ModelsPage {

    /** How many periods the table has; the chart and the JSON have them all. */
    private static final int PERIODS = 26;

    private final Models models;
    private final ModelsText text;
    private final StringBuilder out = new StringBuilder();

    private ModelsPage(Models models, Currency currency) {
        this.models = models;
        this.text = new ModelsText(models, currency);
    }

    /** Renders the section. */
    static String render(Models models, Currency currency) {
        ModelsPage page = new ModelsPage(models, currency);
        page.write();
        return page.out.toString();
    }

    private void write() {
        add("<section aria-labelledby=\"models\">\n<h2 id=\"models\">What will they buy?</h2>\n");
        add(
                "<p class=\"soft\">Forecasts by models that take each customer to buy at a rate of her own until she, unseen, ");
        add("stops. They were fitted to the orders up to ", models.until().toString(), ".</p>\n<p>");
        add(escaped(text.base()), "</p>\n");
        writeAtRisk();
        add("<h2>Can the forecast be trusted?</h2>\n<ul class=\"notes\">\n");
        models.advice().forEach(sentence -> add("<li>", escaped(sentence), "</li>\n"));
        add("</ul>\n");
        if (!models.tracked().isEmpty()) {
            writeTracking();
            writeFrequencies();
        }
        writeFits();
        add("</section>\n");
    }

    private void writeAtRisk() {
        List<List<String>> rows = text.atRisk();
        if (rows.isEmpty()) {
            return;
        }
        add("<h2>Customers at risk</h2>\n<p class=\"soft\">", escaped(models.atRiskRule()));
        add(" Then: ", models.ago(), " before ", models.until().toString(), ". All customers: customers.csv.</p>\n");
        writeTable(
                "The " + Words.counted(rows.size(), "customer") + " who lost most value since",
                ModelsText.AT_RISK_COLUMNS,
                rows);
    }

    private void writeTracking() {
        Models.Tracked first = models.tracked().get(0).tracked().orElseThrow();
        boolean holdout = first.holdout().isPresent();
        String unit = models.unit().word();
        add("<h2>Orders after the first, by ", unit, "</h2>\n<p class=\"soft\">What came against what each model ");
        add("expects, knowing only when each customer came");
        add(holdout ? "; right of the upright line the models did not see what came" : "", ".</p>\n");
        writeChart("chart-tracking", "Lines of actual and expected orders by " + unit + "; the table has the numbers");
        add("<h2>The same, added up</h2>\n");
        writeChart("chart-cumulative", "Lines of actual and expected orders added up; the table has the numbers");
        if (holdout) {
            writeTable(
                    "How far each model was from what came in the holdout, by " + unit
                            + " as drawn above; last, the mean "
                            + "error per customer where the model knows what each had bought before",
                    ModelsText.ERROR_COLUMNS,
                    text.errors());
        }
        List<TrackedPeriod> periods = ModelsJson.allPeriods(first);
        List<String> columns = new ArrayList<>(List.of("To", "Came", "added up"));
        for (Models.Fit fit : models.tracked()) {
            columns.add(fit.name());
            columns.add("added up");
        }
        List<List<String>> rows = new ArrayList<>();
        int from = Math.max(0, periods.size() - PERIODS);
        for (int i = from; i < periods.size(); i++) {
            List<String> row = new ArrayList<>();
            row.add(periods.get(i).lastDay() + (i == periods.size() - 1 && ModelsJson.lastIsShort(periods) ? "*" : ""));
            row.add(Words.count(periods.get(i).inPeriod().actual()));
            row.add(Words.count(periods.get(i).cumulative().actual()));
            for (Models.Fit fit : models.tracked()) {
                TrackedPeriod period =
                        ModelsJson.allPeriods(fit.tracked().orElseThrow()).get(i);
                row.add(expected(period.inPeriod().expected()));
                row.add(expected(period.cumulative().expected()));
            }
            rows.add(row);
        }
        writeTable(
                "Orders after the first, by " + unit + ", actual and expected"
                        + (from == 0
                                ? ""
                                : " (the latest " + PERIODS + " of " + periods.size() + "; all: report.json)"),
                columns,
                rows);
        if (ModelsJson.lastIsShort(periods)) {
            add("<p class=\"legend\">* not a whole ", unit, ", and not in the first chart</p>\n");
        }
    }

    private void writeFrequencies() {
        add("<h2>How often they ordered again</h2>\n<p class=\"soft\">Customers by orders after the first, up to ");
        add(models.until().toString(), ", against what the models expect.</p>\n");
        writeChart("chart-frequencies", "Bars of customers by orders after the first; the table below has the numbers");
        List<String> columns = new ArrayList<>(List.of("Orders after the first", "Customers"));
        models.tracked().forEach(fit -> columns.add(fit.name()));
        List<FrequencyClass> classes =
                models.tracked().get(0).tracked().orElseThrow().frequencies().classes();
        List<List<String>> rows = new ArrayList<>();
        for (int x = 0; x < classes.size(); x++) {
            List<String> row = new ArrayList<>();
            row.add(x + (x == classes.size() - 1 ? " and more" : ""));
            row.add(Words.count(classes.get(x).customers().actual()));
            for (Models.Fit fit : models.tracked()) {
                row.add(expected(fit.tracked()
                        .orElseThrow()
                        .frequencies()
                        .classes()
                        .get(x)
                        .customers()
                        .expected()));
            }
            rows.add(row);
        }
        List<String> row = new ArrayList<>(List.of("p of the differences (chi-squared)", ""));
        models.tracked()
                .forEach(fit ->
                        row.add(pValue(fit.tracked().orElseThrow().frequencies().pValue())));
        rows.add(row);
        writeTable("Customers by orders after the first, actual and expected", columns, rows);
        add(
                "<p class=\"soft\">The last row is the probability that chance alone would make differences as large. If it is ");
        add("below 0.05 the model misses something, which with very many customers every model does.</p>\n");
    }

    private void writeFits() {
        add("<h2>The models</h2>\n");
        List<List<String>> rows = new ArrayList<>();
        for (Models.Fit fit : models.fits()) {
            rows.add(List.of(
                    fit.name(),
                    fit.estimates(),
                    String.format(Locale.ROOT, "%,.2f", fit.logLikelihood()),
                    fit.status() == FitStatus.CONVERGED ? "converged" : fit.explanation(),
                    fit.value().isPresent() ? text.money(fit.value().getAsDouble()) : "–"));
        }
        writeTable(
                "Parameters ± standard errors, the unit of time being the "
                        + models.unit().word(),
                List.of("Model", "Parameters", "Log-likelihood", "Fit", "Value of all"),
                rows);
    }

    private static String pValue(OptionalDouble p) {
        if (p.isEmpty()) {
            return "–";
        }
        return p.getAsDouble() < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p.getAsDouble());
    }

    private static String expected(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }

    private void writeChart(String id, String label) {
        add("<div class=\"chart\" id=\"", id, "\" role=\"img\" aria-label=\"", escaped(label), "\" hidden></div>\n");
    }

    private void writeTable(String caption, List<String> columns, List<List<String>> rows) {
        add("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"", escaped(caption), "\">\n<table>");
        add("<caption>", escaped(caption), "</caption>\n<thead><tr>");
        columns.forEach(column -> add("<th scope=\"col\">", escaped(column), "</th>"));
        add("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            add("<tr><th scope=\"row\">", escaped(row.get(0)), "</th>");
            row.stream().skip(1).forEach(field -> add("<td>", escaped(field), "</td>"));
            add("</tr>\n");
        }
        add("</tbody></table>\n</div>\n");
    }

    private void add(String... parts) {
        for (String part : parts) {
            out.append(part);
        }
    }
}
