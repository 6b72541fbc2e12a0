package dev.retention.examples.report.figures;

import dev.retention.examples.report.figures.ServiceFigures.Opened;
import java.util.List;
import java.util.Optional;

/**
 * How long customers waited for an answer and for a resolution.
 *
 * @param timed answer and resolution, as far as the file tells them
 * @param window the periods of the standards, in words
 */
public record ResponseFigures(List<Timed> timed, String window) {

    /** Copies. */
    public ResponseFigures {
        timed = List.copyOf(timed);
    }

    /**
     * A wait.
     *
     * @param name {@code first answer} or {@code resolution}
     * @param unit {@code days} or {@code minutes}
     * @param cases how many tickets
     * @param open how many of them still wait
     * @param quantiles after how long half of them and nine of ten were over
     * @param within the standard, in days
     * @param standard how many met it, of the latest periods
     * @param missed the customers with one that missed it, in the latest period that is over
     * @param period that period
     * @param parts the same by agent, the worst first
     */
    public record Timed(
            String name,
            String unit,
            long cases,
            long open,
            List<Quantile> quantiles,
            int within,
            Optional<Share> standard,
            Optional<Opened> missed,
            String period,
            List<Agent> parts) {

        /** Copies. */
        public Timed {
            quantiles = List.copyOf(quantiles);
            parts = List.copyOf(parts);
        }
    }

    /**
     * After how long a share of all cases was over.
     *
     * @param share the share, such as 0.5
     * @param value how long; empty if it is not yet known
     * @param lower the least that it may be
     * @param upper the most; empty without bound
     */
    public record Quantile(double share, Optional<Double> value, Optional<Double> lower, Optional<Double> upper) {}

    /**
     * A share of cases with what is not decided as bounds.
     *
     * @param met how many met the standard
     * @param missed how many did not
     * @param open how many are not decided
     * @param lower the share if none of these meets it
     * @param upper the share if all of them do
     */
    public record Share(long met, long missed, long open, double lower, double upper) {}

    /** The share of one agent. */
    public record Agent(String name, Share share) {}
}
