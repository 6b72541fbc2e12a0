package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.ComplaintFigures;
import dev.retention.examples.report.figures.ComplaintFigures.Run;
import dev.retention.examples.report.figures.FeedbackFigures;
import dev.retention.examples.report.figures.Finding;
import dev.retention.examples.report.figures.Finding.Tone;
import dev.retention.examples.report.figures.LeavingFigures;
import dev.retention.examples.report.figures.LeavingFigures.Felt;
import dev.retention.examples.report.figures.ServiceFigures;
import dev.retention.examples.report.figures.ServiceWords;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is clear of how customers are served, for the summary. */
public final class ServiceFindings {

    /** More would drown what the report is about. */
    private static final int MOST = 2;

    /** So many of the latest periods are news. */
    private static final int RECENT = 3;

    private ServiceFindings() {}

    /**
     * Adds what is clear of service to the findings of a report: complaints that are out of the ordinary in the latest periods, or else the
     * most so of the latest twelve; a score that is clearly higher or lower; what clearly goes before losses.
     *
     * @param findings the report's own, which come first
     * @param service the figures, if there are files of service
     * @return all
     */
    public static List<Finding> after(List<Finding> findings, Optional<ServiceFigures> service) {
        return Stream.concat(findings.stream(), service.stream().flatMap(ServiceFindings::of))
                .toList();
    }

    private static Stream<Finding> of(ServiceFigures figures) {
        return Stream.of(
                        figures.complaints().flatMap(ServiceFindings::complaints),
                        figures.feedback().stream()
                                .flatMap(ServiceFindings::clear)
                                .findFirst(),
                        figures.leaving().flatMap(ServiceFindings::leaving))
                .flatMap(Optional::stream)
                .limit(MOST);
    }

    private static Optional<Finding> complaints(ComplaintFigures figures) {
        return largest(figures, RECENT)
                .or(() -> largest(figures, ServiceCalculator.WINDOW))
                .map(run -> new Finding(
                        run.isAbove() ? Tone.WORSE : Tone.BETTER,
                        "Complaints per 1,000 customers and 30 days are out of the ordinary: " + run.words() + "."));
    }

    private static Optional<Run> largest(ComplaintFigures figures, int periods) {
        return figures.runs().stream().filter(run -> run.isAge(periods)).max(Comparator.comparingDouble(Run::size));
    }

    private static Stream<Finding> clear(FeedbackFigures figures) {
        return figures.latest().stream()
                .filter(each -> each.tone() != Tone.UNCLEAR)
                .map(each -> new Finding(each.tone(), each.text() + "."));
    }

    private static Optional<Finding> leaving(LeavingFigures figures) {
        List<Felt> more = figures.more();
        return more.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        Tone.FACT,
                        "Customers were lost more often within a period after: "
                                + more.stream()
                                        .map(each -> each.name() + " (risk " + ServiceWords.times(each) + ")")
                                        .collect(Collectors.joining(", "))
                                + "."));
    }
}
