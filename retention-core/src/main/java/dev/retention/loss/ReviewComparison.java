package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.CustomerCount;
import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.internal.Text;
import dev.retention.rule.Group;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.trend.PeriodSentences;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A review beside an earlier one: whether more are lost, for which reasons, what was found again, who came back, and what became of
 * issues. Of a period that was not over when its review was made all is so far, and rates are not compared.
 *
 * <p>Made by {@link LossReview#comparedWith}. Rates are compared as those of independent groups; two quarters one after the other
 * differ by the season, too. Findings are the same if they are of one kind and name. Immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class ReviewComparison<K> {
    private static final double CONFIDENCE = 0.95;

    private final LossReview<K> earlier;
    private final LossReview<K> later;

    ReviewComparison(LossReview<K> earlier, LossReview<K> later) {
        Period before = earlier.period();
        checkArgument(
                before.grain().equals(later.period().grain()) && before.compareTo(later.period()) < 0,
                "earlier (%s) must be the review of a period of the same length before %s",
                before,
                later.period());
        ReviewFits.checkAlike(earlier.parts().table(), later.parts().table());
        this.earlier = earlier;
        this.later = later;
    }

    private static boolean isOver(LossReview<?> review) {
        return review.state() == CellState.OBSERVED;
    }

    /**
     * The earlier review.
     *
     * @return the review
     */
    public LossReview<K> earlier() {
        return earlier;
    }

    /**
     * The later review.
     *
     * @return the review
     */
    public LossReview<K> later() {
        return later;
    }

    /**
     * The share of the customers at the start who were lost, now against then.
     *
     * @return the shares of both, with difference, interval and test; empty if nobody was there, of lists of losses, or if one of the
     *     reviews was made while its period still ran
     */
    public Optional<ProportionComparison> lost() {
        return isOver(earlier) && isOver(later)
                ? rate(later).flatMap(now -> rate(earlier).map(now::comparedWith))
                : Optional.empty();
    }

    private static <K> Optional<Proportion> rate(LossReview<K> review) {
        return review.churn().isEmpty() ? Optional.empty() : review.losses().rate();
    }

    /**
     * The losses of each reason, as it is known now, as a share of all losses, now against then; of a period that still runs, of all so
     * far.
     *
     * @return by reason, {@link Group#MISSING} where none is known; empty if one of the reviews has no losses or knows no reasons
     */
    public SortedMap<Group, ProportionComparison> reasons() {
        SortedMap<Group, ProportionComparison> shares = new TreeMap<>();
        SortedMap<Group, Long> now = later.parts().reasonCounts();
        SortedMap<Group, Long> then = earlier.parts().reasonCounts();
        if (later.losses().lost() > 0 && earlier.losses().lost() > 0) {
            Set<Group> all = new LinkedHashSet<>(now.keySet());
            all.addAll(then.keySet());
            for (Group reason : all) {
                shares.put(
                        reason,
                        Proportion.of(
                                        now.getOrDefault(reason, 0L),
                                        later.losses().lost())
                                .comparedWith(Proportion.of(
                                        then.getOrDefault(reason, 0L),
                                        earlier.losses().lost())));
            }
        }
        return Collections.unmodifiableSortedMap(shares);
    }

    /**
     * What was found now as well as then.
     *
     * @return findings of the later review
     */
    public List<Finding<K>> again() {
        return findings(later, earlier, true);
    }

    /**
     * What was found now and not then.
     *
     * @return findings of the later review; none if the earlier one was made while its period still ran, of which less can be found
     */
    public List<Finding<K>> fresh() {
        return isOver(earlier) ? findings(later, earlier, false) : List.of();
    }

    /**
     * What was found then and not now. That nothing is found does not say that there is nothing.
     *
     * @return findings of the earlier review; none while the later period still runs
     */
    public List<Finding<K>> gone() {
        return isOver(later) ? findings(earlier, later, false) : List.of();
    }

    private static <K> List<Finding<K>> findings(LossReview<K> of, LossReview<K> other, boolean areThere) {
        Set<String> known = other.findings().stream()
                .map(finding -> finding.kind() + finding.name())
                .collect(Collectors.toSet());
        return of.findings().stream()
                .filter(finding -> known.contains(finding.kind() + finding.name()) == areThere)
                .toList();
    }

    /**
     * The customers lost in the earlier period who are there at the end of the later one. Takes a pass over each store.
     *
     * @return their keys in the order of the earlier store; none of lists of losses
     */
    public List<K> returned() {
        if (later.churn().isEmpty()) {
            return List.of();
        }
        return ReviewTotals.both(
                earlier.losses().members(LossItem.LOSSES), later.churn().get().members(CustomerCount.END));
    }

    /**
     * The issues opened since the earlier review: after the end of its period, and not in its book, which holds those that it proposed.
     *
     * @return the issues; none if the later review has no issues
     */
    public List<Issue<K>> opened() {
        return since(IssueBook::openedSince, issue -> true);
    }

    /**
     * The issues mended since the earlier review: after the end of its period, and not fixed on that day in its book.
     *
     * @return the issues; none if the later review has no issues
     */
    public List<Issue<K>> fixed() {
        return since(IssueBook::fixedSince, Issue::fixed);
    }

    /**
     * The issues closed or dropped since the earlier review: after the end of its period, and not ended on that day in its book.
     *
     * @return the issues; none if the later review has no issues
     */
    public List<Issue<K>> ended() {
        return since(IssueBook::endedSince, Issue::ended);
    }

    /** What befell issues after the end of the earlier period, and is not in the book of the earlier review. */
    private List<Issue<K>> since(
            BiFunction<IssueBook<K>, LocalDate, List<Issue<K>>> since, Function<Issue<K>, Object> fact) {
        Optional<IssueBook<K>> known = earlier.issues().map(IssueUpdate::book);
        LocalDate day = earlier.parts().lastDay().plusDays(1);
        return later.issues().stream()
                .flatMap(update -> since.apply(update.book(), day).stream())
                .filter(issue -> known.flatMap(book -> book.find(issue.id()))
                        .filter(before -> fact.apply(before).equals(fact.apply(issue)))
                        .isEmpty())
                .toList();
    }

    /**
     * What changed, in sentences.
     *
     * @return the sentences, without full stops
     */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(lost().map(shares -> "lost " + shares.first() + ", against " + shares.reference() + " in "
                        + earlier.period() + ": "
                        + PeriodSentences.at(CONFIDENCE).change(shares.differenceInterval(CONFIDENCE)))
                .orElseGet(() -> Text.customers(later.losses().lost()) + " lost" + soFar(later) + ", against "
                        + earlier.losses().lost() + " in " + earlier.period() + soFar(earlier)));
        for (LossReview<K> each : List.of(earlier, later)) {
            if (!isOver(each)) {
                words.add(each.period() + " was not over when it was reviewed, so that rates are not compared");
            }
        }
        again().forEach(finding -> words.add("again: " + finding.name()));
        fresh().forEach(finding -> words.add("new: " + finding.name()));
        gone().forEach(finding -> words.add("no longer found: " + finding.name()));
        opened().forEach(issue -> words.add("opened: " + issue));
        fixed().forEach(issue -> words.add("fixed: " + issue));
        ended().forEach(issue -> words.add("ended: " + issue));
        return List.copyOf(words);
    }

    private static String soFar(LossReview<?> review) {
        return isOver(review) ? "" : " so far";
    }

    /** Prints both periods and what changed. */
    @Override
    public String toString() {
        return later.period() + " against " + earlier.period() + ": " + String.join("; ", words());
    }
}
