package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Whom a score puts first, cut by cut: the points of the curves of capture and lift of a {@link ScoreCheck}.
 *
 * @param cuts one for each score that there is, from the customers most likely to leave on; the last holds everybody
 * @since 0.1.0
 */
public record ScoreCurve(List<Cut> cuts) implements Tabular {
    /**
     * Copies the cuts.
     *
     * @param cuts one for each score that there is
     */
    public ScoreCurve {
        cuts = List.copyOf(requireNonNull(cuts, "cuts"));
    }

    /**
     * The customers whom the score puts first, as many as one can look after. Those with equal scores are taken together or not at all.
     *
     * @param customers how many at most, at least 0
     * @return the lowest cut with no more; empty if the first score alone has more
     * @throws IllegalArgumentException if {@code customers} is negative
     */
    public Optional<Cut> atMost(long customers) {
        Checks.notNegative(customers, "customers");
        return last(cut -> cut.taken() <= customers);
    }

    /**
     * The same by a share of all.
     *
     * @param share of the customers with a score, in [0, 1], such as 0.1; taken as the decimal that it is written as
     * @return the lowest cut with no more; empty if the first score alone has more
     * @throws IllegalArgumentException if {@code share} is not in [0, 1]
     */
    public Optional<Cut> top(double share) {
        Checks.closedUnit(share, "share");
        BigDecimal written = BigDecimal.valueOf(share);
        return last(cut ->
                BigDecimal.valueOf(cut.taken()).compareTo(written.multiply(BigDecimal.valueOf(cut.customers()))) <= 0);
    }

    private Optional<Cut> last(Predicate<Cut> condition) {
        return cuts.stream().filter(condition).reduce((above, below) -> below);
    }

    /**
     * The customers whom a score puts first: those most likely to leave, down to some score.
     *
     * @param score the last score that is taken: the least of a risk, the most of a health score
     * @param taken how many customers are taken, at least 1
     * @param customers of how many
     * @param lost the share of those taken that is lost, the precision; empty if too few of them were followed to tell
     * @param capture the share of the lost who are among those taken, the recall; empty if nobody was lost
     * @param lift how many times as large {@code lost} is as the share of all that is lost; empty without either
     * @since 0.1.0
     */
    public record Cut(
            double score,
            long taken,
            long customers,
            Optional<FollowedShare> lost,
            Optional<FollowedShare> capture,
            OptionalDouble lift) {
        /**
         * Checks the numbers.
         *
         * @param score the last score that is taken
         * @param taken how many customers are taken
         * @param customers of how many
         * @param lost the share of those taken that is lost
         * @param capture the share of the lost who are among those taken
         * @param lift how many times as large {@code lost} is as the share of all that is lost
         * @throws IllegalArgumentException if a number is out of its range
         */
        public Cut {
            Checks.number(score, "score");
            Checks.positive(taken, "taken");
            checkArgument(taken <= customers, "taken (%s) must be at most customers (%s)", taken, customers);
            requireNonNull(lost, "lost");
            requireNonNull(capture, "capture");
            requireNonNull(lift, "lift").ifPresent(times -> Checks.notNegative(times, "lift"));
        }
    }

    /** Takes customers in order, the one most likely to leave first. */
    static final class Builder {
        private final FollowedOutcomes outcomes;
        private final ShareSums all;
        private final Optional<FollowedShare> shareOfAll;
        private final long lost;
        private final double squaresOfLost;
        private final ShareSums above = new ShareSums();
        private final List<Cut> cuts = new ArrayList<>();
        private long lostAbove;

        Builder(FollowedOutcomes outcomes) {
            this.outcomes = outcomes;
            all = outcomes.all();
            shareOfAll = all.share().filter(share -> share.value() > 0);
            lost = outcomes.lost().cardinality();
            squaresOfLost = outcomes.lost().stream()
                    .mapToDouble(outcomes::weight)
                    .map(weight -> weight * weight)
                    .sum();
        }

        ScoreCurve take(int[] order) {
            for (int i = 0; i < order.length; i++) {
                outcomes.addTo(above, order[i]);
                lostAbove += outcomes.lost().get(order[i]) ? 1 : 0;
                double score = outcomes.score(order[i]);
                if (i + 1 == order.length || outcomes.score(order[i + 1]) != score) {
                    cuts.add(cut(score));
                }
            }
            return new ScoreCurve(cuts);
        }

        private Cut cut(double score) {
            Optional<FollowedShare> lostAmong = above.share();
            OptionalDouble lift = lostAmong.isEmpty() || shareOfAll.isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(
                            lostAmong.get().value() / shareOfAll.get().value());
            return new Cut(score, above.customers(), outcomes.size(), lostAmong, capture(), lift);
        }

        /** The share of the lost that is taken, of whom all are known. */
        private Optional<FollowedShare> capture() {
            if (lost == 0) {
                return Optional.empty();
            }
            double value = lostAbove == lost ? 1 : Math.min(1, above.countedWeight() / all.countedWeight());
            double size = all.countedWeight() * all.countedWeight() / squaresOfLost;
            return Optional.of(new FollowedShare(lostAbove, lost, 0, value, size));
        }
    }

    /** {@return a row per cut} */
    @Override
    public Sheet sheet() {
        return LossSheets.of(this);
    }
}
