package dev.retention.examples.report.count;

import dev.retention.PValueCorrection;
import dev.retention.examples.report.figures.Words;
import dev.retention.experiment.Effect;
import dev.retention.experiment.ExperimentEffects;
import dev.retention.experiment.ExperimentTable;
import dev.retention.experiment.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Says what the arms of an experiment differed in before it. */
final class ExperimentPast {

    /** Of a fair draw one experiment in a hundred is warned of. */
    private static final double CONFIDENCE = 0.99;

    private static final Pattern WITHIN = Pattern.compile(" within [0-9,]+ days?$");

    private ExperimentPast() {}

    /**
     * What differed by more than chance makes, in words; nothing if nothing did.
     *
     * @param past the experiment as it was before
     */
    static List<String> of(ExperimentTable<String> past) {
        ExperimentTable<String> table = past.despiteSampleRatio();
        return table.effects(CONFIDENCE, PValueCorrection.HOLM).rows().stream()
                .filter(row -> differs(table, row))
                .map(row -> words(row.arm(), table.arms().get(0), row.effect().orElseThrow()))
                .toList();
    }

    /** Where nothing varies within the arms, a difference is certain. */
    private static boolean differs(ExperimentTable<String> table, ExperimentEffects.Row row) {
        return row.effect()
                .filter(effect -> effect.pValue().isPresent()
                        ? row.adjusted().orElse(1) <= 1 - CONFIDENCE
                        : effect.treated() != effect.control()
                                && table.exposed(row.arm()) > 1
                                && table.exposed(table.arms().get(0)) > 1)
                .isPresent();
    }

    private static String words(String arm, String control, Effect effect) {
        return WITHIN.matcher(effect.name()).replaceFirst("") + " (" + number(effect, effect.treated()) + " of " + arm
                + " against " + number(effect, effect.control()) + " of " + control + ")";
    }

    private static String number(Effect effect, double number) {
        return effect.kind() == Outcome.Kind.SHARE
                ? Words.percent(number)
                : String.format(Locale.ROOT, "%,.2f", number);
    }
}
