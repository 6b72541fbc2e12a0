package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.ExperimentFigures;
import dev.retention.examples.report.figures.ExperimentFigures.Effect;
import dev.retention.examples.report.figures.ExperimentFigures.Verdict;
import dev.retention.examples.report.figures.ExperimentWords;
import dev.retention.examples.report.figures.Finding;
import dev.retention.examples.report.figures.Finding.Tone;
import java.util.List;
import java.util.stream.Stream;

/** What came of what was tried, for the summary. */
public final class ExperimentFindings {

    /** So many experiments are told of; the others are in their section. */
    private static final int MOST = 3;

    private ExperimentFindings() {}

    /**
     * Adds what came of experiments to the findings of a report: of each all of which a difference is told, or that chance
     * could explain it, or why none is read.
     *
     * @param findings those before
     * @param experiments the experiments, if there are any
     * @return all
     */
    public static List<Finding> after(List<Finding> findings, List<ExperimentFigures> experiments) {
        return Stream.concat(findings.stream(), experiments.stream().limit(MOST).map(ExperimentFindings::of))
                .toList();
    }

    /**
     * What came of one: better or worse if all that is told is that.
     *
     * @param figures the experiment
     */
    public static Finding of(ExperimentFigures figures) {
        List<Verdict> told = ExperimentWords.told(figures).stream()
                .map(Effect::verdict)
                .distinct()
                .toList();
        return new Finding(
                told.size() != 1 ? Tone.UNCLEAR : told.get(0) == Verdict.BETTER ? Tone.BETTER : Tone.WORSE,
                ExperimentWords.finding(figures));
    }
}
