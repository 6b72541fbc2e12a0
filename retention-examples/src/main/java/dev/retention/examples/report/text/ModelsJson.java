package dev.retention.examples.report.text;

import dev.retention.Interval;
import dev.retention.examples.report.figures.Models;
import dev.retention.model.Forecast;
import dev.retention.model.ForecastError;
import dev.retention.model.HoldoutClass;
import dev.retention.model.HoldoutPurchases;
import dev.retention.model.PurchaseFrequencies.FrequencyClass;
import dev.retention.model.TrackedPeriod;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes what models say as JSON, for programs and for the charts of the page. */
public final class ModelsJson {

    private final JsonWriter json;

    private ModelsJson(JsonWriter json) {
        this.json = json;
    }

    /** Writes the members {@code models}, {@code customerBase} and {@code customersAtRisk}, the last only if customers are named. */
    public static void write(JsonWriter json, Optional<Models> models, boolean named) {
        ModelsJson writer = new ModelsJson(json);
        json.name("models").beginArray();
        models.ifPresent(known -> known.fits().forEach(fit -> writer.writeFit(known, fit)));
        json.endArray();
        json.name("customerBase");
        models.filter(known -> known.base().value().isPresent()).ifPresentOrElse(writer::writeBase, json::nullValue);
        json.name("customersAtRisk");
        models.filter(known -> named && known.chosen().isPresent())
                .ifPresentOrElse(writer::writeAtRisk, json::nullValue);
        json.name("modelAdvice").beginArray();
        models.ifPresent(known -> known.advice().forEach(json::value));
        json.endArray();
    }

    /** Writes the value of the member {@code models} of the charts' data. */
    public static void writeCharts(JsonWriter json, Optional<Models> models) {
        Optional<Models> tracked = models.filter(known -> !known.tracked().isEmpty());
        if (tracked.isEmpty()) {
            json.nullValue();
            return;
        }
        ModelsJson writer = new ModelsJson(json);
        List<Models.Fit> fits = tracked.get().tracked();
        Models.Tracked first = fits.get(0).tracked().orElseThrow();
        json.beginObject();
        json.name("unit").value(tracked.get().unit().word());
        json.name("lastIsShort").value(lastIsShort(allPeriods(first)));
        json.name("calibration").value(first.periods().calibration().size());
        json.name("last").beginArray();
        allPeriods(first).forEach(period -> json.value(period.lastDay().toString()));
        json.endArray();
        json.name("actual").beginArray();
        allPeriods(first).forEach(period -> json.value(period.inPeriod().actual()));
        json.endArray();
        json.name("frequencies").beginArray();
        first.frequencies()
                .classes()
                .forEach(class_ -> json.value(class_.customers().actual()));
        json.endArray();
        json.name("fits").beginArray();
        for (Models.Fit fit : fits) {
            Models.Tracked each = fit.tracked().orElseThrow();
            json.beginObject();
            json.name("name").value(fit.name());
            writer.writeExpected("expected", allPeriods(each), TrackedPeriod::inPeriod);
            writer.writeExpected("frequencies", each.frequencies().classes(), FrequencyClass::customers);
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private <T> void writeExpected(String name, List<T> rows, Function<T, Forecast> forecast) {
        json.name(name).beginArray();
        rows.forEach(row -> json.value(Math.rint(forecast.apply(row).expected() * 1000) / 1000));
        json.endArray();
    }

    /** Whether the data end before the last period would. */
    public static boolean lastIsShort(List<TrackedPeriod> periods) {
        if (periods.size() < 2) {
            return false;
        }
        TrackedPeriod last = periods.get(periods.size() - 1);
        TrackedPeriod before = periods.get(periods.size() - 2);
        // Months of average length differ by a day.
        return ChronoUnit.DAYS.between(last.firstDay(), last.lastDay())
                < ChronoUnit.DAYS.between(before.firstDay(), before.lastDay()) - 1;
    }

    /** The periods of the calibration, then those of the holdout. */
    public static List<TrackedPeriod> allPeriods(Models.Tracked tracked) {
        return Stream.concat(tracked.periods().calibration().stream(), tracked.periods().holdout().stream())
                .toList();
    }

    private void writeFit(Models models, Models.Fit fit) {
        json.beginObject();
        json.name("name").value(fit.name());
        json.name("timeUnit").value(models.unit().word());
        json.name("until").value(models.until().toString());
        json.name("customers").value(fit.customers());
        json.name("parameters").beginFlatObject();
        fit.parameters().forEach((name, value) -> json.name(name).value(value));
        json.endObject();
        json.name("standardErrors").beginFlatObject();
        fit.standardErrors().forEach((name, value) -> json.name(name).value(value));
        json.endObject();
        json.name("logLikelihood").value(fit.logLikelihood());
        json.name("status").value(fit.status().name());
        json.name("explanation").value(fit.explanation());
        json.name("warnings").beginArray();
        fit.warnings().forEach(json::value);
        json.endArray();
        json.name("holdout");
        fit.tracked()
                .flatMap(Models.Tracked::holdout)
                .map(HoldoutPurchases::total)
                .ifPresentOrElse(
                        total -> {
                            json.beginFlatObject();
                            json.name("purchases").value(total.actual());
                            json.name("expected").value(total.expected());
                            json.endObject();
                        },
                        json::nullValue);
        json.name("tracking");
        fit.tracked().ifPresentOrElse(this::writeTracked, json::nullValue);
        json.name("lifetimeValue");
        write(fit.value());
        json.endObject();
    }

    private void writeTracked(Models.Tracked tracked) {
        json.beginObject();
        writePeriods("calibration", tracked.periods().calibration());
        writePeriods("holdout", tracked.periods().holdout());
        writeErrors(
                "calibrationErrors",
                error -> error.of(tracked.periods().calibration().stream()
                        .map(TrackedPeriod::inPeriod)
                        .toList()));
        writeErrors("holdoutErrors", tracked.periods()::holdoutError);
        writeErrors(
                "customerErrors",
                error -> tracked.holdout().map(holdout -> holdout.error(error)).orElse(OptionalDouble.empty()));
        json.name("frequencies").beginArray();
        for (FrequencyClass class_ : tracked.frequencies().classes()) {
            json.beginFlatObject();
            json.name("repeatPurchases").value(class_.frequency());
            json.name("actual").value(class_.customers().actual());
            json.name("expected").value(class_.customers().expected());
            json.endObject();
        }
        json.endArray();
        json.name("frequenciesPValue");
        write(tracked.frequencies().pValue());
        json.name("holdoutByFrequency").beginArray();
        tracked.holdout()
                .ifPresent(holdout -> holdout.byFrequency(Models.MOST_REPEATS).forEach(this::writeClass));
        json.endArray();
        json.endObject();
    }

    private void writePeriods(String name, List<TrackedPeriod> periods) {
        json.name(name).beginArray();
        for (TrackedPeriod period : periods) {
            json.beginFlatObject();
            json.name("from").value(period.firstDay().toString());
            json.name("to").value(period.lastDay().toString());
            json.name("actual").value(period.inPeriod().actual());
            json.name("expected").value(period.inPeriod().expected());
            json.name("cumulativeActual").value(period.cumulative().actual());
            json.name("cumulativeExpected").value(period.cumulative().expected());
            json.endObject();
        }
        json.endArray();
    }

    private void writeErrors(String name, Function<ForecastError, OptionalDouble> measure) {
        json.name(name).beginFlatObject();
        for (ForecastError error : ForecastError.values()) {
            json.name(error.name().toLowerCase(Locale.ROOT));
            write(measure.apply(error));
        }
        json.endObject();
    }

    private void writeClass(HoldoutClass class_) {
        json.beginFlatObject();
        json.name("fromRepeatPurchases").value((long) class_.lowest());
        json.name("toRepeatPurchases").value((long) class_.highest());
        json.name("customers").value(class_.customers());
        json.name("actual").value(class_.actualMean());
        json.name("expected").value(class_.expectedMean());
        json.endObject();
    }

    private void writeBase(Models models) {
        Models.Base base = models.base();
        json.beginFlatObject();
        json.name("model").value(models.chosen().orElseThrow() + " and Gamma-Gamma");
        json.name("asOf").value(models.until().toString());
        json.name("terms").value(models.terms());
        json.name("customers").value(models.customers().size());
        json.name("value");
        write(base.value());
        json.name("lower");
        write(base.interval().map(Interval::lower));
        json.name("upper");
        write(base.interval().map(Interval::upper).filter(Double::isFinite));
        json.name("newCustomer");
        write(base.newCustomer());
        json.endObject();
    }

    private void writeAtRisk(Models models) {
        json.beginObject();
        json.name("rule").value(models.atRiskRule());
        json.name("customers").beginArray();
        for (Models.Customer each : models.atRisk()) {
            json.beginFlatObject();
            json.name("customer").value(each.customer());
            json.name("frequency").value(each.frequency());
            json.name("lastPurchase").value(each.lastPurchase().toString());
            json.name("aliveBefore");
            write(each.aliveBefore());
            json.name("alive").value(each.alive());
            json.name("value");
            write(each.value());
            json.name("valueAtRisk");
            write(each.atRisk());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private void write(OptionalDouble value) {
        value.ifPresentOrElse(json::value, json::nullValue);
    }

    private void write(Optional<Double> value) {
        value.ifPresentOrElse(json::value, json::nullValue);
    }
}
