package dev.retention.examples.review.count;

import dev.retention.history.History;
import dev.retention.loss.FixEffect;
import dev.retention.loss.FixOutcome;
import dev.retention.loss.Issue;
import dev.retention.loss.IssueBook;
import dev.retention.loss.IssueStatus;
import dev.retention.loss.LossReviewBuilder;
import dev.retention.movement.Contracts;
import dev.retention.rule.Grouping;
import dev.retention.rule.Grouping.Reading;
import dev.retention.time.Grain;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Asks of each issue that is fixed whether fewer leave for its reasons since, beside those who leave for other reasons. */
final class Fixes {

    private static final String OF_ISSUE = "its reasons";
    private static final String OTHER = "other reasons";

    private final Grain grain;
    private final LocalDate asOf;
    private final boolean restated;

    /** @param restated whether reasons are told anew later */
    Fixes(Grain grain, LocalDate asOf, boolean restated) {
        this.grain = grain;
        this.asOf = asOf;
        this.restated = restated;
    }

    LossReviewBuilder<String> askedBy(LossReviewBuilder<String> builder, IssueBook<String> book) {
        LossReviewBuilder<String> all = builder;
        for (Issue<String> issue : book.issues()) {
            if (issue.status() == IssueStatus.FIXED && !issue.causes().isEmpty()) {
                LocalDate day = issue.fixed().orElse(asOf);
                all = all.fix(issue.id(), FixEffect.of(day, grain, before(), after()), grouping(issue), OF_ISSUE);
            }
        }
        return all;
    }

    private int before() {
        return grain.equals(Grain.MONTH) ? 6 : grain.equals(Grain.QUARTER) ? 4 : 2;
    }

    private int after() {
        return grain.equals(Grain.MONTH) ? 3 : grain.equals(Grain.QUARTER) ? 2 : 1;
    }

    private Grouping grouping(Issue<String> issue) {
        TreeSet<String> causes = new TreeSet<>(issue.causes());
        boolean now = restated;
        return Grouping.ofEvents(
                        "reasons of " + issue.id(),
                        Reading.AT_ANCHOR,
                        (history, event) -> label(causes, now, history, event))
                .declaring(OF_ISSUE, OTHER);
    }

    private static String label(SortedSet<String> causes, boolean now, History history, int event) {
        @Nullable String reason = now ? history.text(history.column(Contracts.REASON_NOW), event) : null;
        if (reason == null) {
            reason = history.text(history.column(Contracts.REASON), event);
        }
        return reason != null && causes.contains(reason) ? OF_ISSUE : OTHER;
    }

    /** What came of a fix, for people. */
    static String words(String issue, FixOutcome outcome) {
        return issue + ": " + outcome + ".";
    }
}
