package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.Models;
import dev.retention.examples.report.figures.Unit;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.ModelsJson;
import dev.retention.examples.report.text.ModelsText;
import dev.retention.model.FitStatus;
import dev.retention.model.PurchaseFrequencies.FrequencyClass;
import dev.retention.model.TrackedPeriod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What models say, on the page: value, customers at risk, and whether to believe the models. */
final class ModelsPage {

    /** How many periods the table has; the chart and the JSON have them all. */
    private static final int PERIODS = 26;

    private final Page page;
    private final Models models;
    private final ModelsText text;
    private final boolean named;

    ModelsPage(Page page, Models models, Unit unit, boolean named) {
        this.named = named;
        this.page = page;
        this.models = models;
        this.text = new ModelsText(models, unit);
    }

    void write() {
        page.beginSection("models", "What will they buy?");
        page.add("");
        page.add(
                "<p class=\"soft\">Forecasts by models that take each customer to buy at a rate of their own until they, unseen, ");
        page.add("stop. They were fitted to the orders up to ", models.until().toString(), ".</p>\n<p>");
        page.add(Page.escaped(text.base()), "</p>\n");
        writeAtRisk();
        page.add("<h3>Can the forecast be trusted?</h3>\n<ul class=\"notes\">\n");
        models.advice().forEach(sentence -> page.add("<li>", Page.escaped(sentence), "</li>\n"));
        page.add("</ul>\n");
        if (!models.tracked().isEmpty()) {
            writeTracking();
            writeFrequencies();
        }
        writeFits();
        page.add("</section>\n");
    }

    private void writeAtRisk() {
        List<List<String>> rows = text.atRisk();
        if (!named || rows.isEmpty()) {
            return;
        }
        page.add("<h3>Customers at risk</h3>\n<p class=\"soft\">", Page.escaped(models.atRiskRule()));
        page.add(
                " Then: ",
                models.ago(),
                " before ",
                models.until().toString(),
                ". All customers: customers.csv.</p>\n");
        page.table(
                "The " + Words.counted(rows.size(), "customer") + " who lost most value since",
                ModelsText.AT_RISK_COLUMNS,
                rows);
    }

    private void writeTracking() {
        Models.Tracked first = models.tracked().get(0).tracked().orElseThrow();
        boolean holdout = first.holdout().isPresent();
        String unit = models.unit().word();
        page.add(
                "<h3>Orders after the first, by ", unit, "</h3>\n<p class=\"soft\">What came against what each model ");
        page.add("expects, knowing only when each customer came");
        page.add(holdout ? "; right of the upright line the models did not see what came" : "", ".</p>\n");
        page.chart("chart-tracking", "Lines of actual and expected orders by " + unit + "; the table has the numbers");
        page.add("<h3>The same, added up</h3>\n");
        page.chart("chart-cumulative", "Lines of actual and expected orders added up; the table has the numbers");
        if (holdout) {
            page.table(
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
        page.table(
                "Orders after the first, by " + unit + ", actual and expected"
                        + (from == 0
                                ? ""
                                : " (the latest " + PERIODS + " of " + periods.size() + "; all: report.json)"),
                columns,
                rows);
        if (ModelsJson.lastIsShort(periods)) {
            page.add("<p class=\"legend\">* not a whole ", unit, ", and not in the first chart</p>\n");
        }
    }

    private void writeFrequencies() {
        page.add(
                "<h3>How often they ordered again</h3>\n<p class=\"soft\">Customers by orders after the first, up to ");
        page.add(models.until().toString(), ", against what the models expect.</p>\n");
        page.chart("chart-frequencies", "Bars of customers by orders after the first; the table below has the numbers");
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
        page.table("Customers by orders after the first, actual and expected", columns, rows);
        page.add(
                "<p class=\"soft\">The last row is the probability that chance alone would make differences as large. If it is ");
        page.add("below 0.05 the model misses something, which with very many customers every model does.</p>\n");
    }

    private void writeFits() {
        page.add("<h3>The models</h3>\n");
        List<List<String>> rows = new ArrayList<>();
        for (Models.Fit fit : models.fits()) {
            rows.add(List.of(
                    fit.name(),
                    fit.estimates(),
                    String.format(Locale.ROOT, "%,.2f", fit.logLikelihood()),
                    fit.status() == FitStatus.CONVERGED ? "converged" : fit.explanation(),
                    fit.value().isPresent() ? text.money(fit.value().getAsDouble()) : "–"));
        }
        page.table(
                "Parameters ± standard errors, the unit of time being the "
                        + models.unit().word(),
                List.of("Model", "Parameters", "Log-likelihood", "Fit", "Value of all"),
                rows);
    }

    private static String pValue(OptionalDouble p) {
        if (p.isEmpty()) {
            return "–";
        }
        return Words.pValue(p.getAsDouble());
    }

    private static String expected(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}
