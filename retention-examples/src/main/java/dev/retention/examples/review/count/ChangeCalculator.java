package dev.retention.examples.review.count;

import dev.retention.examples.report.figures.Words;
import dev.retention.loss.LossReview;
import dev.retention.rule.Reconciliation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what changed since the review of the period before, and how the totals agree with the tables of movements. */
final class ChangeCalculator {

    private final LossReview<String> review;
    private final Optional<LossReview<String>> before;
    private final Map<String, String> names;

    /** @param names the names of signals for people, by their definitions */
    ChangeCalculator(LossReview<String> review, Optional<LossReview<String>> before, Map<String, String> names) {
        this.review = review;
        this.before = before;
        this.names = Map.copyOf(names);
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        before.ifPresent(earlier -> review.comparedWith(earlier).words().forEach(each -> {
            // Issues have a section of their own.
            if (!each.startsWith("opened: ") && !each.startsWith("fixed: ") && !each.startsWith("ended: ")) {
                words.add("Since " + earlier.period() + ", " + named(each) + ".");
            }
        }));
        for (Reconciliation<String> each : review.reconcile()) {
            words.add(
                    each.onlyLeft().isEmpty() && each.onlyRight().isEmpty()
                            ? "Checked: the same " + Words.counted(each.both().size(), "customer") + " by “" + each.left()
                                    + "” and by “" + each.right() + "”."
                            : Words.capital(each.left()) + " and “" + each.right() + "” differ by definition: "
                                    + Words.count(each.both().size()) + " in both, "
                                    + Words.count(each.onlyLeft().size()) + " by the first only, "
                                    + Words.count(each.onlyRight().size()) + " by the second only.");
        }
        return words;
    }

    private String named(String words) {
        String named = words;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        return named;
    }
}
