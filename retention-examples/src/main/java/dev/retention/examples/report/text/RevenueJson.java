package dev.retention.examples.report.text;

import dev.retention.examples.report.figures.ExpansionFigures;
import dev.retention.examples.report.figures.FormulaFigures;
import dev.retention.examples.report.figures.FormulaFigures.ByFormula;
import dev.retention.examples.report.figures.LossFigures;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.RenewalFigures;
import dev.retention.examples.report.figures.RevenueFigures;
import dev.retention.examples.report.figures.RevenuePeriod;
import dev.retention.examples.report.figures.RevenueScope;
import dev.retention.examples.report.figures.ValueCohorts;
import dev.retention.examples.report.figures.ValueGroups;
import dev.retention.examples.report.figures.ValueRate;
import java.util.List;
import java.util.Optional;

/** Recurring value as JSON. */
public final class RevenueJson {

    private RevenueJson() {}

    /**
     * The member {@code revenue}.
     *
     * @param further writes further members of it
     */
    public static void write(JsonWriter json, RevenueScope of, RevenueFigures figures, Runnable further) {
        json.name("revenue").beginObject();
        json.name("snapshot").value(of.snapshot());
        json.name("subscriptions").value(of.subscriptions());
        json.name("customers").value(of.paying());
        json.name("value").value(of.value());
        json.name("netFormula").value("NRR_COHORT");
        json.name("grossFormula").value("GRR_MIN");
        json.name("interval").beginFlatObject();
        json.name("method").value("PERCENTILE");
        json.name("replicates").value(2_000);
        json.name("confidence").value(Rate.CONFIDENCE);
        json.endObject();
        json.name("latest");
        figures.latestPeriod().map(RevenuePeriod::period).ifPresentOrElse(json::value, json::nullValue);
        json.name("changeFromLastYear");
        figures.change().ifPresentOrElse(each -> writeChange(json, each), json::nullValue);
        json.name("periods").beginArray();
        figures.periods().forEach(each -> writePeriod(json, each));
        json.endArray();
        further.run();
        json.endObject();
    }

    /** Retention by several formulas, over a period and over a year. */
    public static void formulas(JsonWriter json, List<FormulaFigures> formulas) {
        json.name("formulas").beginArray();
        formulas.forEach(each -> writeFormulas(json, each));
        json.endArray();
    }

    /** How and why customers were lost. */
    public static void losses(JsonWriter json, Optional<LossFigures> losses) {
        json.name("losses");
        losses.ifPresentOrElse(each -> writeLosses(json, each), json::nullValue);
    }

    private static void writeLosses(JsonWriter json, LossFigures losses) {
        json.beginObject();
        json.name("over").value(losses.words());
        JsonFigures.flow(json, "start", losses.start());
        JsonFigures.flow(json, "lost", losses.lost());
        json.name("everLost").value(losses.everLost());
        json.name("recoveredWithinDays").value(LossFigures.DAYS);
        JsonFigures.rate(json, "recovered", losses.recovered());
        json.name("open").value(losses.open());
        for (LossFigures.Told told : losses.told()) {
            json.name(told.name()).beginArray();
            for (LossFigures.Part part : told.parts()) {
                json.beginFlatObject();
                json.name("name").value(part.name());
                json.name("customers").value(part.lost().customers());
                json.name("amount").value(part.lost().amount());
                JsonFigures.rate(json, "recovered", part.recovered());
                json.endObject();
            }
            json.endArray();
        }
        json.endObject();
    }

    /** What made those who stayed pay more or less. */
    public static void expansion(JsonWriter json, Optional<ExpansionFigures> expansion) {
        json.name("expansion");
        if (expansion.isEmpty()) {
            json.nullValue();
            return;
        }
        json.beginObject();
        json.name("over").value(expansion.get().words());
        json.name("expansion").value(expansion.get().expansion());
        json.name("contraction").value(expansion.get().contraction());
        json.name("parts").beginArray();
        for (ExpansionFigures.Part part : expansion.get().parts()) {
            json.beginFlatObject();
            json.name("part").value(part.part().name());
            JsonFigures.flow(json, "ofExpansion", part.more());
            JsonFigures.flow(json, "ofContraction", part.less());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    /** What cohorts are worth later. */
    public static void cohorts(JsonWriter json, Optional<ValueCohorts> cohorts) {
        json.name("cohorts").beginArray();
        for (ValueCohorts.Row row : cohorts.map(ValueCohorts::rows).orElse(List.of())) {
            json.beginObject();
            json.name("period").value(row.period());
            json.name("customers").value(row.customers());
            json.name("cells").beginArray();
            for (ValueCohorts.Cell cell : row.cells()) {
                json.beginFlatObject();
                json.name("state").value(cell.running() ? "PARTIAL" : "OBSERVED");
                json.name("customers").value(cell.customers());
                json.name("amount").value(cell.amount());
                json.name("kept");
                cell.kept().ifPresentOrElse(json::value, json::nullValue);
                json.endObject();
            }
            json.endArray();
            json.endObject();
        }
        json.endArray();
    }

    /** What became of those whose term of a year or more ended. */
    public static void renewals(JsonWriter json, Optional<RenewalFigures> renewals) {
        json.name("renewals");
        if (renewals.isEmpty()) {
            json.nullValue();
            return;
        }
        json.beginObject();
        json.name("over").value(renewals.get().words());
        JsonFigures.flow(json, "due", renewals.get().due());
        JsonFigures.flow(json, "lost", renewals.get().lost());
        JsonFigures.rate(json, "renewed", renewals.get().renewed());
        rate(json, "net", renewals.get().net());
        rate(json, "gross", renewals.get().gross());
        json.endObject();
    }

    /** Retention by groups. */
    public static void groups(JsonWriter json, List<ValueGroups> groups) {
        json.name("groups").beginArray();
        for (ValueGroups each : groups) {
            json.beginObject();
            json.name("by").value(each.what());
            json.name("over").value(each.words());
            json.name("groups").beginArray();
            for (ValueGroups.Group group : each.groups()) {
                json.beginObject();
                json.name("name").value(group.name());
                JsonFigures.flow(json, "start", group.start());
                JsonFigures.flow(json, "lost", group.lost());
                JsonFigures.rate(json, "customerChurn", group.churn());
                rate(json, "net", group.net());
                rate(json, "gross", group.gross());
                json.endObject();
            }
            json.endArray();
            json.endObject();
        }
        json.endArray();
    }

    private static void writeChange(JsonWriter json, RevenueFigures.Change change) {
        json.beginFlatObject();
        json.name("period").value(change.period());
        json.name("value").value(change.value());
        JsonFigures.ends(json, Optional.of(change.difference()));
        json.endObject();
    }

    private static void writePeriod(JsonWriter json, RevenuePeriod period) {
        json.beginObject();
        json.name("period").value(period.period());
        json.name("state").value(period.state().name());
        period.items().forEach((item, flow) -> JsonFigures.flow(json, item.toString(), flow));
        rate(json, "net", period.net());
        rate(json, "gross", period.gross());
        rate(json, "netOfTwelveMonths", period.netOfYear());
        rate(json, "grossOfTwelveMonths", period.grossOfYear());
        JsonFigures.rate(json, "customerChurn", period.churn());
        json.endObject();
    }

    private static void writeFormulas(JsonWriter json, FormulaFigures formulas) {
        json.beginObject();
        json.name("over").value(formulas.label());
        json.name("formulas").beginArray();
        for (ByFormula each : formulas.formulas()) {
            json.beginObject();
            rate(json, "rate", Optional.of(each.rate()));
            json.name("customersTakenOtherwise").value(each.customers());
            json.name("largest").beginArray();
            each.largest().forEach(difference -> {
                json.beginFlatObject();
                json.name("customer").value(difference.customer());
                json.name("amount").value(difference.amount());
                json.endObject();
            });
            json.endArray();
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    /** A ratio of amounts with its interval, null where unknown. */
    public static void rate(JsonWriter json, String name, Optional<ValueRate> rate) {
        json.name(name);
        if (rate.isEmpty()) {
            json.nullValue();
            return;
        }
        ValueRate known = rate.get();
        json.beginFlatObject();
        json.name("formula").value(known.formula().name());
        json.name("numerator").value(known.numerator());
        json.name("denominator").value(known.denominator());
        json.name("value").value(known.value());
        JsonFigures.ends(json, known.interval());
        json.endObject();
    }
}
