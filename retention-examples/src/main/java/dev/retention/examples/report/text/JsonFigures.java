package dev.retention.examples.report.text;

import dev.retention.Interval;
import dev.retention.examples.report.figures.Curve;
import dev.retention.examples.report.figures.CurvePoint;
import dev.retention.examples.report.figures.Flow;
import dev.retention.examples.report.figures.Rate;
import java.util.Optional;

/** Writes figures that many sections share as JSON: counts as numbers, amounts as decimal strings, what is unknown as null. */
public final class JsonFigures {

    private JsonFigures() {}

    /** A share with its counts and its interval, null where unknown. */
    public static void rate(JsonWriter json, String name, Optional<Rate> rate) {
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

    /** Customers and their amount. */
    public static void flow(JsonWriter json, String name, Flow flow) {
        json.name(name).beginFlatObject();
        json.name("customers").value(flow.customers());
        json.name("amount").value(flow.amount());
        json.endObject();
    }

    /** The ends of an interval, null where unknown or without bound. */
    public static void ends(JsonWriter json, Optional<Interval> interval) {
        json.name("lower");
        interval.map(Interval::lower).ifPresentOrElse(json::value, json::nullValue);
        json.name("upper");
        interval.map(Interval::upper).filter(Double::isFinite).ifPresentOrElse(json::value, json::nullValue);
    }

    /** The shares that came back by age. */
    public static void curve(JsonWriter json, Curve curve) {
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
            rate(json, "rate", Optional.of(point.rate()));
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }
}
