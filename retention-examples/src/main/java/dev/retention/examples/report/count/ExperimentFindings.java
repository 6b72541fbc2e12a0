package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.ExperimentFigures;
import dev.retention.examples.report.figures.ExperimentFigures.Effect;
import dev.retention.examples.report.figures.ExperimentFigures.Verdict;
import dev.retention.examples.report.figures.ExperimentWords;
import dev.retention.examples.report.figures.Finding;
import dev.retention.examples.report.figures.Finding.Tone;
import dev.retention.examples.report.figures.Words;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What came of what was tried, for the summary. */
public final class ExperimentFindings {

    /** So many experiments are told of; the others are in their section. */
    private static final int MOST = 3;

    private ExperimentFindings() {}

    /**
     * Adds what came of experiments to the findings of a report: of each the first outcome of which a difference is told, or that none
     * is, or why none is read.
     *
     * @param findings those before
     * @param experiments the experiments, if there are any
     * @return all
     */
    public static List<Finding> after(List<Finding> findings, List<ExperimentFigures> experiments) {
        return Stream.concat(findings.stream(), experiments.stream().limit(MOST).map(ExperimentFindings::of))
                .toList();
    }

    private static Finding of(ExperimentFigures figures) {
        Optional<Effect> told = figures.effects().stream()
                .filter(each -> each.verdict() != Verdict.NOT_TOLD)
                .findFirst();
        return told.map(effect -> new Finding(
                        effect.verdict() == Verdict.BETTER ? Tone.BETTER : Tone.WORSE,
                        ExperimentWords.finding(figures, effect)))
                .orElseGet(() -> new Finding(
                        Tone.UNCLEAR,
                        Words.capital(ExperimentWords.name(figures)) + ": " + ExperimentWords.headline(figures)));
    }
}
