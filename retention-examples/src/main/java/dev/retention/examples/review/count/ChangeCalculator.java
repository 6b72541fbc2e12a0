package dev.retention.examples.review.count;

import dev.retention.Proportion;
import dev.retention.examples.report.figures.Words;
import dev.retention.loss.Finding;
import dev.retention.loss.LossReview;
import dev.retention.loss.ReviewComparison;
import dev.retention.rule.Reconciliation;
import dev.retention.trend.PeriodSentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Says what changed since the review of the period before, and how the totals agree with the tables of movements. */
final class ChangeCalculator {

    private static final double CONFIDENCE = 0.95;

    private final LossReview<String> review;
    private final Optional<LossReview<String>> before;
    private final Map<String, String> names;
    private final Reservations reservations;
    private final Predicate<String> isClass;

    /**
     * @param names the names of signals for people, by their definitions
     * @param isClass whether a trait is a class of a number, whose bounds are others in each period
     */
    ChangeCalculator(
            LossReview<String> review,
            Optional<LossReview<String>> before,
            Map<String, String> names,
            Reservations reservations,
            Predicate<String> isClass) {
        this.reservations = reservations;
        this.isClass = isClass;
        this.review = review;
        this.before = before;
        this.names = Map.copyOf(names);
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        before.ifPresent(earlier -> words.addAll(since(earlier)));
        for (Reconciliation<String> each : review.reconcile()) {
            words.add(
                    each.onlyLeft().isEmpty() && each.onlyRight().isEmpty()
                            ? "Checked: the same " + Words.counted(each.both().size(), "customer") + " by “"
                                    + each.left() + "” and by “" + each.right() + "”."
                            : Words.capital(each.left()) + " and “" + each.right() + "” differ by definition: "
                                    + Words.count(each.both().size()) + " in both, "
                                    + Words.count(each.onlyLeft().size()) + " by the first only, "
                                    + Words.count(each.onlyRight().size()) + " by the second only.");
        }
        return words;
    }

    /** What changed since an earlier review, but for issues, which have a section of their own. */
    private List<String> since(LossReview<String> earlier) {
        String since = "Since " + earlier.period() + ", ";
        if (reservations.running().isPresent()) {
            return List.of(since + "nothing is compared: " + review.period() + " is still running.");
        }
        ReviewComparison<String> compared = review.comparedWith(earlier);
        List<String> words = new ArrayList<>();
        compared.lost()
                .ifPresent(shares -> words.add(since + "lost " + share(shares.first()) + ", against "
                        + share(shares.reference()) + ": "
                        + PeriodSentences.at(CONFIDENCE).change(shares.differenceInterval(CONFIDENCE))
                        + reservations
                                .against(earlier.period())
                                .map(each -> "; " + each)
                                .orElse("") + "."));
        compared.again().forEach(each -> words.add(since + "found again: " + named(each.name()) + "."));
        boolean isLeftOut = false;
        for (Finding<String> each : compared.fresh()) {
            isLeftOut |= isClass.test(each.name());
            if (!isClass.test(each.name())) {
                words.add(since + "newly found: " + named(each.name()) + ".");
            }
        }
        for (Finding<String> each : compared.gone()) {
            isLeftOut |= isClass.test(each.name());
            if (!isClass.test(each.name())) {
                words.add(since + "no longer found, which does not say that it is over: " + named(each.name()) + ".");
            }
        }
        if (isLeftOut) {
            words.add("Classes of numbers are not compared, since their bounds are others in each period.");
        }
        return words;
    }

    private static String share(Proportion share) {
        return Words.percent(share.asDouble()) + " (" + Words.count(share.count()) + " of " + Words.count(share.total())
                + ")";
    }

    private String named(String words) {
        String named = words;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        return named;
    }
}
