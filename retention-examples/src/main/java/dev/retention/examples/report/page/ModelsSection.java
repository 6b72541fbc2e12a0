package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.Models;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.ModelsJson;
import dev.retention.examples.report.text.ModelsText;
import dev.retention.examples.report.text.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What models of purchasing say, if they were asked for.
 *
 * @param scope what was counted
 * @param figures what they say
 * @param named whether customers are named
 */
public record ModelsSection(Scope scope, Optional<Models> figures, boolean named) implements Section {

    @Override
    public void page(Page page) {
        figures.ifPresent(models -> new ModelsPage(page, models, scope.unit(), named).write());
        page.data("models", json -> ModelsJson.writeCharts(json, figures));
    }

    @Override
    public void text(Terminal text) {
        figures.ifPresent(models -> write(text, models));
    }

    private void write(Terminal text, Models models) {
        ModelsText words = new ModelsText(models, scope.unit());
        text.line("");
        text.line(text.bold("What will they buy?") + " (models fitted to the orders up to " + models.until()
                + ", unit of time: " + models.unit().word() + ")");
        for (Models.Fit fit : models.fits()) {
            text.line(String.format(
                    Locale.ROOT, "  %-12s %s, log-likelihood %.2f", fit.name(), fit.status(), fit.logLikelihood()));
            text.line(Terminal.shortened("               " + fit.estimates().replace("±", "+-"), Terminal.WIDTH));
        }
        Terminal.wrapped(Terminal.ascii(words.base()), Terminal.WIDTH).forEach(text::line);
        for (String sentence : models.advice()) {
            List<String> lines = Terminal.wrapped(Terminal.ascii(sentence), Terminal.WIDTH - 2);
            for (int i = 0; i < lines.size(); i++) {
                text.line((i == 0 ? "- " : "  ") + lines.get(i));
            }
        }
        List<List<String>> rows = words.atRisk();
        if (named && !rows.isEmpty()) {
            text.line("");
            text.line(text.bold("Customers at risk"));
            Terminal.wrapped(Terminal.ascii(models.atRiskRule()), Terminal.WIDTH)
                    .forEach(text::line);
            String format = "%-24s %6s %11s %13s %12s %16s %16s";
            text.line(text.dim(String.format(Locale.ROOT, format, ModelsText.AT_RISK_COLUMNS.toArray())));
            for (List<String> row : rows) {
                List<String> fields = new ArrayList<>(row);
                fields.set(0, Terminal.shortened(row.get(0), 24));
                text.line(String.format(Locale.ROOT, format, fields.toArray()));
            }
        }
    }

    @Override
    public void json(JsonWriter json) {
        ModelsJson.write(json, figures, named);
    }
}
