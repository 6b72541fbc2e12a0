package dev.retention.examples.report.figures;

import dev.retention.examples.report.figures.ServiceFigures.Opened;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What customers complained of.
 *
 * @param kinds the kinds of tickets that are complaints, in words
 * @param exposed who could complain, in words
 * @param months every period
 * @param chart the limits, in words: how they are made, and of which periods
 * @param centre the rate in the middle of the limits, per 1,000 customers and 30 days; empty if there are no limits
 * @param noise whether plain limits would do, in words
 * @param runs what is out of the ordinary, neighbouring periods joined; the latest first, and the largest of these
 * @param latest the latest complete period against earlier ones, a sentence each
 * @param window the periods of what follows, in words
 * @param topics what they are about, most first
 * @param stages where they surfaced, and what caused them; most first
 */
public record ComplaintFigures(
        String kinds,
        String exposed,
        List<Month> months,
        String chart,
        OptionalDouble centre,
        String noise,
        List<Run> runs,
        List<String> latest,
        String window,
        List<Part> topics,
        List<Part> stages) {

    /** Copies. */
    public ComplaintFigures {
        months = List.copyOf(months);
        runs = List.copyOf(runs);
        latest = List.copyOf(latest);
        topics = List.copyOf(topics);
        stages = List.copyOf(stages);
    }

    /**
     * A period.
     *
     * @param period its label
     * @param isOver whether it is over; if not, it has a rate of the days so far and no verdict
     * @param complaints how many complaints
     * @param others how many of them came of customers who could not, such as who had left
     * @param complained the customers who complained
     * @param exposed how many customers could
     * @param rate complaints of customers who could per 1,000 of them and 30 days; empty if nobody could complain
     * @param limits from where to where the rate is ordinary
     * @param flags the names of the rules that it breaks
     * @param oddly how it is out of the ordinary, in words; empty if it is not
     */
    public record Month(
            String period,
            boolean isOver,
            long complaints,
            long others,
            Opened complained,
            long exposed,
            OptionalDouble rate,
            Optional<Limits> limits,
            List<String> flags,
            String oddly) {

        /** Copies. */
        public Month {
            flags = List.copyOf(flags);
        }
    }

    /**
     * Periods in a row that are out of the ordinary alike.
     *
     * @param words when and how, without a full stop
     * @param isAbove whether there are more complaints than usual
     * @param age how many periods are over since
     * @param size how far off they are: 1 at the limits
     */
    public record Run(String words, boolean isAbove, int age, double size) {

        /** Whether it reaches into so many of the latest periods. */
        public boolean isAge(int periods) {
            return age < periods;
        }
    }

    /** Limits of a rate. */
    public record Limits(double lower, double upper) {}

    /**
     * A part of the complaints.
     *
     * @param name the topic, or the stages
     * @param complaints how many
     * @param share which share of all
     * @param complained the customers who had them
     */
    public record Part(String name, long complaints, double share, Opened complained) {}
}
