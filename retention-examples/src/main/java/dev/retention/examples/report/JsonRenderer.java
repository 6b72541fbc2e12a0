package dev.retention.examples.report;

import dev.retention.Interval;
import dev.retention.examples.report.RetentionReport.Cell;
import dev.retention.examples.report.RetentionReport.CohortRow;
import dev.retention.examples.report.RetentionReport.Curve;
import dev.retention.examples.report.RetentionReport.CurvePoint;
import dev.retention.examples.report.RetentionReport.Flow;
import dev.retention.examples.report.RetentionReport.KeyFigures;
import dev.retention.examples.report.RetentionReport.LifetimeValue;
import dev.retention.examples.report.RetentionReport.Movement;
import dev.retention.examples.report.RetentionReport.Rate;
import dev.retention.examples.report.csv.DataNote;
import dev.retention.examples.report.csv.Excluded;
import dev.retention.examples.report.csv.Reading;
import dev.retention.time.CellState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a report as JSON, for programs: counts as numbers, amounts as decimal strings, what is unknown as null. */
final class JsonRenderer {

    private static final String SCHEMA = "retention-report/1";

    private final JsonWriter json = new JsonWriter();

    private JsonRenderer() {}

    /** Renders a report; the same report always gives the same text. */
    static String render(RetentionReport report) {
        JsonRenderer renderer = new JsonRenderer();
        renderer.write(report);
        return renderer.json.toString();
    }

    private void write(RetentionReport report) {
        RetentionReport.Scope scope = report.scope();
        json.beginObject();
        json.name("schema").value(SCHEMA);
        json.name("source").value(scope.source());
        json.name("simulated").value(scope.simulated());
        json.name("asOf").value(scope.asOf().toString());
        json.name("asOfIsLastDateInData").value(scope.asOfFromData());
        json.name("grain").value(scope.grain().word());
        json.name("currency").value(scope.currency().getCurrencyCode());
        json.name("firstDate").value(scope.firstDate().toString());
        json.name("customers").value(scope.customers());
        json.name("events").value(scope.events());
        json.name("amount").value(scope.amount());
        // Every rate below has its two counts, its value and the ends of this interval.
        json.name("interval").beginFlatObject();
        json.name("method").value("WILSON");
        json.name("confidence").value(RetentionReport.CONFIDENCE);
        json.endObject();
        writeReading(report.reading());
        writeExcluded(report.excluded());
        json.name("cohorts").beginArray();
        for (CohortRow row : report.cohorts()) {
            writeRow(row, report.ages());
        }
        json.endArray();
        json.name("curves").beginArray();
        for (Curve curve : report.curves()) {
            writeCurve(curve);
        }
        json.endArray();
        json.name("movements").beginArray();
        for (Movement movement : report.movements()) {
            writeMovement(movement);
        }
        json.endArray();
        json.name("latest");
        report.latest().ifPresentOrElse(this::writeKeyFigures, json::nullValue);
        json.name("lifetimeValue");
        report.latest()
                .ifPresentOrElse(
                        latest -> writeLifetimeValue(latest, latest.movement().churn()), json::nullValue);
        json.name("findings").beginArray();
        for (RetentionReport.Finding finding : report.findings()) {
            json.beginFlatObject();
            json.name("tone").value(finding.tone().name());
            json.name("text").value(finding.text());
            json.endObject();
        }
        json.endArray();
        json.name("notes").beginArray();
        report.notes().forEach(json::value);
        json.endArray();
        writeSurvival(report.survival());
        ModelsJson.write(json, report.models());
        writeWorth(report.worth());
        json.name("groups");
        report.groups().ifPresentOrElse(this::writeGroups, json::nullValue);
        Answers answers = report.answers();
        json.name("churnByFormula");
        answers.churn().ifPresentOrElse(this::writeChurn, json::nullValue);
        json.name("comparison");
        answers.comparison().ifPresentOrElse(this::writeComparison, json::nullValue);
        json.name("opened");
        answers.opened().ifPresentOrElse(this::writeOpened, json::nullValue);
        json.name("restatement");
        answers.restatement().ifPresentOrElse(this::writeRestated, json::nullValue);
        json.endObject();
    }

    private void writeWorth(Worth worth) {
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
                            writeRate("retention", Optional.of(gain.retention()));
                            json.name("points").value(gain.points());
                            json.name("discounted").value(gain.discounted());
                            json.name("rise").value(gain.rise());
                            writeEnds(Optional.of(gain.range()));
                            json.endObject();
                        },
                        json::nullValue);
        json.endObject();
    }

    private void writeGroups(GroupFigures figures) {
        json.beginObject();
        json.name("column").value(figures.column());
        json.name("period");
        figures.period().ifPresentOrElse(json::value, json::nullValue);
        json.name("groups").beginArray();
        for (GroupFigures.Group group : figures.groups()) {
            json.beginObject();
            json.name("name").value(group.name());
            json.name("customers").value(group.customers());
            writeRate("churn", group.churn());
            json.name("curve");
            group.curve().ifPresentOrElse(this::writeCurve, json::nullValue);
            json.endObject();
        }
        json.endArray();
        json.name("comparison");
        figures.pair().ifPresentOrElse(this::writePair, json::nullValue);
        json.name("churnChange");
        figures.change().ifPresentOrElse(this::writeChange, json::nullValue);
        json.endObject();
    }

    private void writePair(GroupFigures.Pair pair) {
        json.beginObject();
        json.name("first").value(pair.first());
        json.name("second").value(pair.second());
        json.name("interval").value("NEWCOMBE");
        json.name("differences").beginArray();
        for (GroupFigures.Difference difference : pair.differences()) {
            json.beginFlatObject();
            json.name("what").value(difference.what());
            writeRate("first", Optional.of(difference.first()));
            writeRate("second", Optional.of(difference.second()));
            writeEnds(Optional.of(difference.interval()));
            json.name("verdict").value(difference.verdict(pair));
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private void writeChange(GroupFigures.Change change) {
        json.beginObject();
        json.name("before").value(change.before());
        json.name("after").value(change.after());
        writeRate("churnBefore", Optional.of(change.churnBefore()));
        writeRate("churnAfter", Optional.of(change.churnAfter()));
        writeEnds(Optional.of(change.interval()));
        json.name("rateEffect").value(change.rates());
        json.name("mixEffect").value(change.mix());
        json.name("groups").beginArray();
        for (GroupFigures.Part part : change.parts()) {
            json.beginFlatObject();
            json.name("group").value(part.group());
            writeRate("before", part.before());
            writeRate("after", part.after());
            json.name("rateEffect").value(part.rate());
            json.name("mixEffect").value(part.mix());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private void writeSurvival(Survival survival) {
        json.name("survival").beginObject();
        json.name("live").value(survival.live());
        json.name("timeUnit").value("day");
        json.name("method").value("KAPLAN_MEIER");
        json.name("interval").value("LOG_LOG");
        json.name("confidence").value(RetentionReport.CONFIDENCE);
        json.name("groups").beginArray();
        for (Survival.Group group : survival.groups()) {
            json.beginObject();
            json.name("name").value(group.name());
            json.name("customers").value(group.customers());
            json.name("ended").value(group.lost());
            json.name("median");
            group.median().ifPresentOrElse(json::value, json::nullValue);
            writeEnds(group.medianInterval());
            json.name("restrictedMean").beginFlatObject();
            json.name("horizon").value(survival.horizon());
            json.name("atRisk").value(group.atHorizon());
            json.name("value").value(group.mean());
            writeEnds(Optional.of(group.meanInterval()));
            json.endObject();
            json.name("curve").beginArray();
            for (Survival.Point point : group.points()) {
                json.beginFlatObject();
                json.name("time").value(point.days());
                json.name("atRisk").value(point.atRisk());
                json.name("ended").value(point.lost());
                json.name("survival").value(point.stay());
                writeEnds(point.interval());
                json.endObject();
            }
            json.endArray();
            json.endObject();
        }
        json.endArray();
        json.name("logRank");
        if (survival.difference().isPresent()) {
            Survival.Difference difference = survival.difference().get();
            json.beginFlatObject();
            json.name("chiSquared").value(difference.chiSquared());
            json.name("degreesOfFreedom").value(difference.degreesOfFreedom());
            json.name("pValue").value(difference.pValue());
            json.endObject();
        } else {
            json.nullValue();
        }
        json.endObject();
    }

    /** The ends of an interval, null where unknown or without bound. */
    private void writeEnds(Optional<Interval> interval) {
        json.name("lower");
        interval.map(Interval::lower).ifPresentOrElse(json::value, json::nullValue);
        json.name("upper");
        interval.map(Interval::upper).filter(Double::isFinite).ifPresentOrElse(json::value, json::nullValue);
    }

    private void writeChurn(Answers.Churn churn) {
        json.beginObject();
        json.name("formula").value(churn.formula());
        json.name("live").value(churn.live());
        json.name("periods").beginArray();
        churn.periods().forEach(figure -> writeFigure(Optional.of(figure)));
        json.endArray();
        json.endObject();
    }

    private void writeFigure(Optional<Answers.Figure> figure) {
        if (figure.isEmpty()) {
            json.nullValue();
            return;
        }
        json.beginFlatObject();
        json.name("period").value(figure.get().period());
        json.name("state").value((figure.get().running() ? CellState.PARTIAL : CellState.OBSERVED).name());
        json.name("formula").value(figure.get().formula());
        json.name("numerator").value(figure.get().numerator());
        json.name("denominator").value(figure.get().denominator());
        json.name("value").value(figure.get().value());
        json.endObject();
    }

    private void writeComparison(Answers.Comparison comparison) {
        json.beginObject();
        json.name("period").value(comparison.period());
        json.name("live").value(comparison.live());
        json.name("formulas").beginArray();
        comparison.names().forEach(json::value);
        json.endArray();
        json.name("left");
        writeFigure(comparison.left());
        json.name("right");
        writeFigure(comparison.right());
        json.name("losses").beginArray();
        for (Answers.Loss loss : comparison.losses()) {
            json.beginFlatObject();
            json.name("customer").value(loss.customer());
            json.name("left").value(loss.left());
            json.name("right").value(loss.right());
            json.endObject();
        }
        json.endArray();
        json.name("onlyInLeftDenominator").beginArray();
        comparison.onlyLeft().forEach(json::value);
        json.endArray();
        json.name("onlyInRightDenominator").beginArray();
        comparison.onlyRight().forEach(json::value);
        json.endArray();
        json.endObject();
    }

    private void writeOpened(Answers.Opened opened) {
        json.beginObject();
        json.name("cell").value(opened.cell());
        json.name("state").value((opened.running() ? CellState.PARTIAL : CellState.OBSERVED).name());
        json.name("customers").beginArray();
        opened.customers().forEach(json::value);
        json.endArray();
        json.endObject();
    }

    private void writeRestated(Answers.Restated restated) {
        json.beginObject();
        json.name("earlierSource").value(restated.earlierSource());
        json.name("asOf").value(restated.asOf().toString());
        writeMoved(restated.cells());
        json.name("customers").beginArray();
        for (Answers.Mover mover : restated.customers()) {
            json.beginObject();
            json.name("customer").value(mover.customer());
            writeMoved(mover.cells());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private void writeMoved(List<Answers.Moved> cells) {
        json.name("cells").beginArray();
        for (Answers.Moved moved : cells) {
            json.beginFlatObject();
            json.name("cell").value(moved.cell());
            json.name("customers").value(moved.customers());
            json.name("amount").value(moved.amount());
            json.endObject();
        }
        json.endArray();
    }

    private void writeReading(Reading reading) {
        json.name("reading").beginObject();
        json.name("text").value(reading.text());
        json.name("preset");
        reading.preset().ifPresentOrElse(json::value, json::nullValue);
        json.name("lines").value(reading.lines());
        json.name("furtherLinesOfOrders").value(reading.merged());
        json.name("refunds").value(reading.refunds());
        json.name("refundAmount").value(reading.refunded());
        json.name("dataNotes").beginArray();
        for (DataNote note : reading.notes()) {
            json.beginObject();
            json.name("kind").value(note.kind().name());
            json.name("message").value(note.message());
            json.name("count").value(note.count());
            json.name("firstLines").beginArray();
            note.firstLines().forEach(line -> json.value(line.longValue()));
            json.endArray();
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private void writeExcluded(Excluded excluded) {
        json.name("excluded").value(excluded.count());
        json.name("excludedByReason").beginFlatObject();
        for (Map.Entry<Excluded.Reason, Long> entry : excluded.byReason().entrySet()) {
            json.name(entry.getKey().name()).value(entry.getValue());
        }
        json.endObject();
        json.name("excludedLines").beginArray();
        for (Excluded.Line line : excluded.first()) {
            json.beginFlatObject();
            json.name("line").value(line.number());
            json.name("reason").value(line.what());
            json.endObject();
        }
        json.endArray();
    }

    private void writeRow(CohortRow row, int ages) {
        json.beginObject();
        json.name("period").value(row.period());
        json.name("size").value(row.size());
        json.name("state").value(row.state().name());
        json.name("cells").beginArray();
        for (Cell cell : row.cells()) {
            json.beginFlatObject();
            json.name("age").value(cell.age());
            json.name("retained").value(cell.retained());
            json.name("amount").value(cell.amount());
            json.name("state").value(cell.state().name());
            writeRate("rate", cell.rate());
            json.endObject();
        }
        for (int age = row.cells().size(); age < ages; age++) {
            json.beginFlatObject();
            json.name("age").value(age);
            json.name("retained").nullValue();
            json.name("amount").nullValue();
            json.name("state").value(CellState.UNOBSERVED.name());
            json.name("rate").nullValue();
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private void writeCurve(Curve curve) {
        json.beginObject();
        json.name("name").value(curve.name());
        json.name("firstCohort").value(curve.first());
        json.name("lastCohort").value(curve.last());
        json.name("rule").value("POOLED");
        json.name("points").beginArray();
        for (CurvePoint point : curve.points()) {
            json.beginFlatObject();
            json.name("age").value(point.age());
            json.name("cohorts").value(point.cohorts());
            writeRate("rate", Optional.of(point.rate()));
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private void writeMovement(Movement movement) {
        json.beginObject();
        json.name("period").value(movement.period());
        json.name("state").value(movement.state().name());
        json.name("active").value(movement.active().customers());
        json.name("activeAmount").value(movement.active().amount());
        writeFlow("new", movement.newCustomers());
        writeFlow("retained", movement.retained());
        writeFlow("reactivated", movement.reactivated());
        writeFlow("lost", movement.lost());
        writeRate("retention", movement.retention());
        writeRate("churn", movement.churn());
        json.endObject();
    }

    private void writeFlow(String name, Flow flow) {
        json.name(name).beginFlatObject();
        json.name("customers").value(flow.customers());
        json.name("amount").value(flow.amount());
        json.endObject();
    }

    private void writeKeyFigures(KeyFigures latest) {
        Movement movement = latest.movement();
        json.beginObject();
        json.name("period").value(movement.period());
        json.name("retentionFormula").value(RetentionReport.RETENTION.name());
        writeRate("retention", movement.retention());
        json.name("churnFormula").value(RetentionReport.CHURN.name());
        writeRate("churn", movement.churn());
        json.name("averageSpend");
        latest.averageSpend().ifPresentOrElse(json::value, json::nullValue);
        json.endObject();
    }

    private void writeLifetimeValue(KeyFigures latest, Optional<Rate> churn) {
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
        writeRate("churn", churn);
        json.name("value").value(value.value());
        json.name("lower").value(value.lower());
        json.name("upper");
        value.upper().ifPresentOrElse(json::value, json::nullValue);
        json.endObject();
    }

    private void writeRate(String name, Optional<Rate> rate) {
        json.name(name);
        if (rate.isEmpty()) {
            json.nullValue();
            return;
        }
        Rate known = rate.get();
        json.beginFlatObject();
        json.name("count").value(known.count());
        json.name("total").value(known.total());
        json.name("value").value(known.value());
        json.name("lower").value(known.interval().lower());
        json.name("upper").value(known.interval().upper());
        json.endObject();
    }
}
