package dev.retention.examples.report.figures;

import java.util.List;
import java.util.Optional;

/**
 * How customers are served, as far as there are files that tell.
 *
 * @param files what was read beside the orders or subscriptions
 * @param complaints what customers complained of
 * @param response how long they waited
 * @param feedback what they answered, a survey each
 * @param owed what they owe
 * @param touch who of ours keeps in touch
 * @param leaving what went before losses
 */
public record ServiceFigures(
        List<File> files,
        Optional<ComplaintFigures> complaints,
        Optional<ResponseFigures> response,
        List<FeedbackFigures> feedback,
        Optional<OwedFigures> owed,
        Optional<TouchFigures> touch,
        Optional<LeavingFigures> leaving) {

    /** Copies. */
    public ServiceFigures {
        files = List.copyOf(files);
        feedback = List.copyOf(feedback);
    }

    /**
     * A file of service.
     *
     * @param kind what it is of, such as {@code tickets}
     * @param words how it was read
     * @param rows how many lines count
     * @param customers how many customers they are of
     * @param strangers how many of these are not among the customers of the report
     * @param leftOut the lines that do not count
     * @param notes what looks odd in it, or is not shown of it
     */
    public record File(
            String kind,
            String words,
            long rows,
            long customers,
            long strangers,
            LeftOut leftOut,
            List<HowRead.Note> notes) {

        /** Copies. */
        public File {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Customers behind a number.
     *
     * @param customers how many
     * @param cell the name under which they open
     */
    public record Opened(long customers, String cell) {}

    /** Whether there is anything to show. */
    public boolean isEmpty() {
        return files.isEmpty();
    }
}
