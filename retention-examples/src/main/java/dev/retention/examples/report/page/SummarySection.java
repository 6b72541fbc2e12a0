package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.Finding;
import dev.retention.examples.report.figures.KeyFigures;
import dev.retention.examples.report.figures.KeyFigures.LifetimeValue;
import dev.retention.examples.report.figures.Movement;
import dev.retention.examples.report.figures.MovementFigures;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonFigures;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The report in short: what it finds, and the figures of the latest complete period. */
public record SummarySection(Scope scope, List<Finding> findings, MovementFigures figures) implements Section {

    public SummarySection {
        findings = List.copyOf(findings);
    }

    @Override
    public void page(Page page) {
        page.beginSection("summary", "In short");
        FindingsList.page(page, findings);
        figures.latest().ifPresent(latest -> new Tiles(page, scope, figures, latest).write());
        page.add("</section>\n");
    }

    @Override
    public void text(Terminal text) {
        FindingsList.text(text, findings);
        figures.latest().ifPresent(latest -> writeKeyFigures(text, latest));
    }

    private void writeKeyFigures(Terminal text, KeyFigures latest) {
        Movement m = latest.movement();
        text.line("");
        text.line(text.bold("Latest complete " + scope.grain().word() + ", " + m.period()));
        text.line(String.format(
                Locale.ROOT,
                "  active %s | new %s | retained %s | reactivated %s | lost %s",
                Words.count(m.active().customers()),
                Words.count(m.newCustomers().customers()),
                Words.count(m.retained().customers()),
                Words.count(m.reactivated().customers()),
                Words.count(m.lost().customers())));
        text.line("  again      " + SummarySection.rate(m.retention()) + "  " + Movement.RETENTION
                + ": retained / active in " + latest.before().period());
        text.line("  did not    " + SummarySection.rate(m.churn()) + "  lost by "
                + scope.grain().word() + " / active in " + latest.before().period() + ", " + Movement.CHURN);
        latest.averageSpend()
                .ifPresent(spend -> text.line("  spend      " + scope.unit().of(spend) + " per active customer"));
        if (figures.mostPause()) {
            text.line(
                    "  lifetime   not by spend and churn: most who order again had paused; see what they spent so far");
            return;
        }
        Optional<LifetimeValue> value = latest.lifetimeValue();
        text.line("  lifetime   "
                + value.map(v -> scope.unit().of(v.value()) + " (" + Words.amount(v.lower()) + " to "
                                + v.upper().map(Words::amount).orElse("no bound") + ")")
                        .orElse("not known")
                + "  ARPA_OVER_CHURN: spend / churn");
    }

    static String rate(Optional<Rate> rate) {
        return rate.map(r -> Words.percent(r.value()) + " (" + Words.count(r.count()) + " of " + Words.count(r.total())
                        + "), 95 % Wilson " + Words.interval(r))
                .orElse("not known: nobody was active before");
    }

    @Override
    public void json(JsonWriter json) {
        json.name("latest");
        figures.latest().ifPresentOrElse(latest -> writeKeyFigures(json, latest), json::nullValue);
        json.name("lifetimeValue");
        figures.latest()
                .ifPresentOrElse(
                        latest -> writeLifetimeValue(
                                json, latest, latest.movement().churn()),
                        json::nullValue);
        FindingsList.json(json, findings);
    }

    private static void writeKeyFigures(JsonWriter json, KeyFigures latest) {
        Movement movement = latest.movement();
        json.beginObject();
        json.name("period").value(movement.period());
        json.name("retentionFormula").value(Movement.RETENTION.name());
        JsonFigures.rate(json, "retention", movement.retention());
        json.name("churnFormula").value(Movement.CHURN.name());
        JsonFigures.rate(json, "churn", movement.churn());
        json.name("averageSpend");
        latest.averageSpend().ifPresentOrElse(json::value, json::nullValue);
        json.endObject();
    }

    private static void writeLifetimeValue(JsonWriter json, KeyFigures latest, Optional<Rate> churn) {
        if (latest.lifetimeValue().isEmpty()) {
            json.nullValue();
            return;
        }
        LifetimeValue value = latest.lifetimeValue().get();
        json.beginFlatObject();
        json.name("formula").value("ARPA_OVER_CHURN");
        json.name("period").value(latest.movement().period());
        json.name("arpa");
        latest.averageSpend().ifPresentOrElse(json::value, json::nullValue);
        JsonFigures.rate(json, "churn", churn);
        json.name("value").value(value.value());
        json.name("lower").value(value.lower());
        json.name("upper");
        value.upper().ifPresentOrElse(json::value, json::nullValue);
        json.endObject();
    }
}
