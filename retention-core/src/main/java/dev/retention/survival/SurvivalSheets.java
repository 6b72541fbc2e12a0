package dev.retention.survival;

import dev.retention.sheet.Sheet;
import dev.retention.sheet.Sheet.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Curves and tables of tenures as sheets. */
final class SurvivalSheets {
    private static final double CONFIDENCE = 0.95;

    private SurvivalSheets() {}

    static Sheet of(LifeTable table) {
        return Sheet.of("Life table", IntStream.range(0, table.rows()).boxed().toList())
                .definition(table.toString())
                .column("tenure", Kind.NUMBER, table::time)
                .column("entered", Kind.NUMBER, table::entered)
                .column("at risk", Kind.NUMBER, table::atRisk)
                .column("ended", Kind.NUMBER, table::ended)
                .column("censored", Kind.NUMBER, table::censored)
                .build();
    }

    static <C> Sheet of(ExitTable<C> table) {
        Map<C, Sheet> parts = new LinkedHashMap<>();
        table.reasons().forEach(reason -> parts.put(reason, of(table.ended(reason))));
        return parts.isEmpty() ? of(table.all()) : Sheet.joined("Life tables by reason of the end", "reason", parts);
    }

    static Sheet of(ActuarialTable table) {
        return Sheet.of("Actuarial table", table.bands())
                .column("from", Kind.NUMBER, ActuarialTable.Band::from)
                .column("to", Kind.NUMBER, ActuarialTable.Band::to)
                .column("at risk", Kind.NUMBER, ActuarialTable.Band::atRisk)
                .column("entered", Kind.NUMBER, ActuarialTable.Band::entered)
                .column("ended", Kind.NUMBER, ActuarialTable.Band::ended)
                .column("censored", Kind.NUMBER, ActuarialTable.Band::censored)
                .column("exposed", Kind.NUMBER, ActuarialTable.Band::exposed)
                .column("probability", Kind.SHARE, ActuarialTable.Band::probability)
                .column("survival", Kind.SHARE, ActuarialTable.Band::survival)
                .column("standard error", Kind.NUMBER, ActuarialTable.Band::standardError)
                .column("hazard", Kind.NUMBER, ActuarialTable.Band::hazard)
                .build();
    }

    static Sheet of(SurvivalCurve curve) {
        return Sheet.of("Survival curve", curve.steps())
                .definition(curve.toString())
                .column("tenure", Kind.NUMBER, SurvivalCurve.Step::time)
                .column("at risk", Kind.NUMBER, SurvivalCurve.Step::atRisk)
                .column("ended", Kind.NUMBER, SurvivalCurve.Step::ended)
                .column("censored", Kind.NUMBER, SurvivalCurve.Step::censored)
                .column("survival", Kind.SHARE, SurvivalCurve.Step::survival)
                .column("standard error", Kind.NUMBER, SurvivalCurve.Step::standardError)
                .column("interval", Kind.INTERVAL, SurvivalCurve.Step::interval)
                .build();
    }

    static Sheet of(CoxCurve curve) {
        return Sheet.of("Survival curve of a Cox regression", curve.steps())
                .column("tenure", Kind.NUMBER, CoxCurve.Step::time)
                .column("cumulative hazard", Kind.NUMBER, CoxCurve.Step::cumulativeHazard)
                .column("survival", Kind.SHARE, CoxCurve.Step::survival)
                .column("standard error", Kind.NUMBER, CoxCurve.Step::standardError)
                .build();
    }

    static Sheet of(CoxFit<?> fit) {
        return Sheet.of("Cox regression", fit.coefficients())
                .definition(fit.tenures() + " tenures, " + fit.ended() + " ended")
                .column("covariate", Kind.LABEL, CoxCoefficient::covariate)
                .column("coefficient", Kind.NUMBER, CoxCoefficient::estimate)
                .column("standard error", Kind.NUMBER, CoxCoefficient::standardError)
                .column("hazard ratio", Kind.NUMBER, CoxCoefficient::hazardRatio)
                .column("interval at 0.95", Kind.INTERVAL, each -> each.hazardRatioInterval(CONFIDENCE))
                .column("p-value", Kind.NUMBER, CoxCoefficient::pValue)
                .build();
    }

    static Sheet of(AcceleratedFailureTimeFit<?> fit, List<String> covariates) {
        return Sheet.of("Accelerated failure time", covariates)
                .definition(fit.toString())
                .column("covariate", Kind.LABEL, name -> name)
                .column("coefficient", Kind.NUMBER, fit::coefficient)
                .column("standard error", Kind.NUMBER, fit::coefficientStandardError)
                .build();
    }

    static <K> Sheet of(LogRankResult<K> result) {
        List<String> tiny = result.tiny().stream()
                .map(each -> "too few ends are expected of " + each)
                .toList();
        return Sheet.of("Log-rank test", result.groups())
                .definition(result.toString())
                .notes(tiny)
                .column("group", Kind.LABEL, group -> group.toString())
                .column("tenures", Kind.NUMBER, group -> result.counts(group).tenures())
                .column("ended", Kind.NUMBER, group -> result.counts(group).ended())
                .column("observed", Kind.NUMBER, result::observed)
                .column("expected", Kind.NUMBER, result::expected)
                .build();
    }

    static Sheet of(MeanCumulativeFunction function) {
        return Sheet.of("Mean cumulative function", function.steps())
                .definition(function.toString())
                .column("time", Kind.NUMBER, MeanCumulativeFunction.Step::time)
                .column("at risk", Kind.COUNT, MeanCumulativeFunction.Step::atRisk)
                .column("recurrences", Kind.COUNT, MeanCumulativeFunction.Step::recurrences)
                .column("mean", Kind.NUMBER, MeanCumulativeFunction.Step::mean)
                .column("standard error", Kind.NUMBER, MeanCumulativeFunction.Step::standardError)
                .build();
    }

    static Sheet of(SurvivalBrierScore score) {
        return Sheet.of("Brier score of forecasts of survival", score.points())
                .definition(score.toString())
                .column("time", Kind.NUMBER, SurvivalBrierScore.Point::time)
                .column("score", Kind.NUMBER, SurvivalBrierScore.Point::score)
                .column("reference", Kind.NUMBER, SurvivalBrierScore.Point::reference)
                .column("skill", Kind.SHARE, SurvivalBrierScore.Point::skill)
                .build();
    }
}
