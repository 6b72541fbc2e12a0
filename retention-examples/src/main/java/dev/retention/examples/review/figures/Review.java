package dev.retention.examples.review.figures;

import dev.retention.examples.report.figures.HowRead;
import dev.retention.examples.report.figures.LeftOut;
import dev.retention.examples.report.figures.ServiceFigures;
import dev.retention.examples.report.figures.Unit;
import java.util.List;
import java.util.Optional;

/**
 * A review of the customers lost in a period.
 *
 * @param head what it is of
 * @param tiles the scoreboard
 * @param findings the few sentences that a manager should know
 * @param calls whom to call, if anybody may be named
 * @param callWords by which rule they were chosen, and what the list covers
 * @param blocks the sections
 * @param drill the customers behind the figures
 */
public record Review(
        Head head,
        List<Tile> tiles,
        List<Found> findings,
        Optional<Table> calls,
        List<String> callWords,
        List<Block> blocks,
        Drill drill) {

    /** Copies. */
    public Review {
        tiles = List.copyOf(tiles);
        findings = List.copyOf(findings);
        callWords = List.copyOf(callWords);
        blocks = List.copyOf(blocks);
    }

    /**
     * What a review is of.
     *
     * @param source the name of the file
     * @param simulated whether the data are made up
     * @param period the label of the period; empty for a snapshot, which has none
     * @param words the same for people, with its first and last day
     * @param isOver whether the period is over
     * @param asOf the day up to which the data are complete; empty for a snapshot
     * @param size how much there is, such as {@code 900 customers}
     * @param unit what amounts are in
     * @param valued what the amounts of the scoreboard are, such as {@code a month}; empty if that goes without saying
     * @param leftOut lines that are not counted
     * @param read how the data were read
     * @param files what was read besides
     * @param absent which files are not there, and what is not said for want of them; one sentence each
     */
    public record Head(
            String source,
            boolean simulated,
            String period,
            String words,
            boolean isOver,
            String asOf,
            List<String> size,
            Unit unit,
            String valued,
            LeftOut leftOut,
            HowRead read,
            List<ServiceFigures.File> files,
            List<String> absent) {

        /** Copies. */
        public Head {
            size = List.copyOf(size);
            files = List.copyOf(files);
            absent = List.copyOf(absent);
        }
    }
}
