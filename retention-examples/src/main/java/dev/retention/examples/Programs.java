package dev.retention.examples;

import dev.retention.examples.report.ReportCommand;
import dev.retention.examples.review.ReviewCommand;
import java.util.Arrays;

/**
 * The programs of the runnable jar: {@code java -jar retention-report.jar review …} is the customer-loss review, anything else the
 * retention report.
 */
public final class Programs {

    private static final String REVIEW = "review";

    private Programs() {}

    /**
     * Runs one of the programs.
     *
     * @param args the command line; a first argument {@code review} names the review
     */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(REVIEW)) {
            ReviewCommand.main(Arrays.copyOfRange(args, 1, args.length));
        } else {
            ReportCommand.main(args);
        }
    }
}
