package dev.retention.examples.report.page;

import dev.retention.Interval;
import dev.retention.examples.report.figures.ExperimentFigures;
import dev.retention.examples.report.figures.ExperimentFigures.Adjusted;
import dev.retention.examples.report.figures.ExperimentFigures.Arm;
import dev.retention.examples.report.figures.ExperimentFigures.Effect;
import dev.retention.examples.report.figures.ExperimentFigures.Shape;
import dev.retention.examples.report.figures.ExperimentWords;
import dev.retention.examples.report.text.JsonWriter;
import java.util.Optional;

/** What came of one experiment, for machines. */
record ExperimentJson(ExperimentFigures figures) {

    void write(JsonWriter json) {
        json.beginObject();
        json.name("name").value(figures.name());
        json.name("control").value(figures.control());
        json.name("days").value(figures.days());
        json.name("halfDueOn");
        figures.due().ifPresentOrElse(json::value, json::nullValue);
        json.name("headline").value(ExperimentWords.headline(figures));
        json.name("sampleRatio").beginObject();
        json.name("words").value(figures.ratio().words());
        ServiceSection.known(json, "chiSquared", figures.ratio().chiSquared());
        json.name("degreesOfFreedom").value(figures.ratio().degreesOfFreedom());
        ServiceSection.known(json, "pValue", figures.ratio().pValue());
        json.endObject();
        json.name("read").value(figures.isRead());
        json.name("differedBefore").beginArray();
        figures.before().forEach(json::value);
        json.endArray();
        json.name("customersNotAmongTheOthers").value(figures.strangers());
        json.name("cautions").beginArray();
        figures.cautions().forEach(json::value);
        json.endArray();
        json.name("arms").beginArray();
        figures.arms().forEach(arm -> write(json, arm));
        json.endArray();
        json.name("effects").beginArray();
        figures.effects().forEach(effect -> write(json, effect));
        json.endArray();
        json.endObject();
    }

    private static void write(JsonWriter json, Arm arm) {
        json.beginObject();
        json.name("arm").value(arm.name());
        json.name("share").value(arm.share());
        json.name("expected").value(arm.expected());
        ServiceSection.opened(json, "exposed", arm.customers());
        ServiceSection.opened(json, "notMature", arm.waiting());
        ServiceSection.opened(json, "inSeveralArms", arm.several());
        json.endObject();
    }

    private static void write(JsonWriter json, Effect effect) {
        json.beginObject();
        json.name("outcome").value(effect.outcome());
        json.name("arm").value(effect.arm());
        json.name("kind").value(effect.shape().name());
        json.name("lowerIsBetter").value(effect.isLowerBetter());
        json.name("treated").value(effect.treated());
        json.name("control").value(effect.control());
        json.name("treatedCustomers").value(effect.known().treated());
        json.name("controlCustomers").value(effect.known().control());
        boolean isShare = effect.shape() == Shape.SHARE;
        yes(json, "treatedYes", isShare, effect.known().treatedYes());
        yes(json, "controlYes", isShare, effect.known().controlYes());
        ServiceSection.known(json, "treatedAdjusted", effect.adjusted().map(Adjusted::treated));
        ServiceSection.known(json, "controlAdjusted", effect.adjusted().map(Adjusted::control));
        json.name("difference").value(effect.difference());
        interval(json, "interval", effect.interval());
        interval(json, "alwaysValid", effect.always());
        ServiceSection.known(json, "relative", effect.relative());
        interval(json, "relativeInterval", effect.relativeInterval());
        json.name("method").value(effect.chance().method());
        ServiceSection.known(json, "pValue", effect.chance().pValue());
        ServiceSection.known(json, "pValueCorrected", effect.chance().corrected());
        json.name("told").value(ExperimentWords.told(effect.verdict()));
        ServiceSection.known(json, "varianceReduction", effect.adjusted().map(Adjusted::reduction));
        json.endObject();
    }

    private static void yes(JsonWriter json, String name, boolean isShare, long count) {
        json.name(name);
        if (isShare) {
            json.value(count);
        } else {
            json.nullValue();
        }
    }

    private static void interval(JsonWriter json, String name, Optional<Interval> interval) {
        json.name(name);
        if (interval.isEmpty()) {
            json.nullValue();
            return;
        }
        json.beginFlatObject();
        ServiceSection.known(json, "lower", Optional.of(interval.get().lower()).filter(Double::isFinite));
        ServiceSection.known(json, "upper", Optional.of(interval.get().upper()).filter(Double::isFinite));
        json.endObject();
    }
}
