package dev.retention.examples.report.figures;

import dev.retention.Interval;
import dev.retention.examples.report.figures.ServiceFigures.Opened;
import java.util.List;
import java.util.Optional;

/**
 * What customers answered when they were asked for a score.
 *
 * @param survey the name of the survey
 * @param isNps whether its figure is the net promoter score; if not, it is the share of high answers
 * @param scale the scale and what is high and low, in words
 * @param months every period of asking
 * @param latest what may be said of the latest period that is over, if there is one
 * @param role of whose answers it is known how many came, in words; empty if no column tells roles
 */
public record FeedbackFigures(
        String survey, boolean isNps, String scale, List<Month> months, List<Finding> latest, List<Role> role) {

    /** Copies. */
    public FeedbackFigures {
        months = List.copyOf(months);
        latest = List.copyOf(latest);
        role = List.copyOf(role);
    }

    /**
     * A period of asking.
     *
     * @param period its label
     * @param isOver whether no further answer counts in it
     * @param asked how many requests
     * @param answered how many were answered within 30 days
     * @param leastResponse the share of them, if nobody answers any more
     * @param mostResponse the share of them, if all do who still can
     * @param score the figure, from −1 to 1, with its interval; empty without answers
     * @param low the customers with a low answer
     * @param silent the customers who did not answer
     */
    public record Month(
            String period,
            boolean isOver,
            long asked,
            long answered,
            Optional<Double> leastResponse,
            Optional<Double> mostResponse,
            Optional<Score> score,
            Opened low,
            Opened silent) {}

    /** A figure with its interval. */
    public record Score(double value, Interval interval) {}

    /** How many requests to a role were answered, in the latest periods. */
    public record Role(String name, long asked, long answered) {}
}
