package dev.retention;

import dev.retention.history.HistoryStore;
import dev.retention.loss.LossReview;
import dev.retention.loss.LossReviewBuilder;
import dev.retention.loss.Losses;
import dev.retention.loss.TraitRanking;
import dev.retention.movement.Spells;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;

/** Reviews of forty customers, of whom those with an odd key leave in February. */
final class GivenReviews {
    private static final LocalDate DAY = LocalDate.of(2024, 1, 15);

    private GivenReviews() {}

    /** A review, what it found, and itself beside the one before. */
    static List<Object> all() {
        HistoryStore<Long> store = HistoryStore.ofDates(
                        (Long row) -> row / 2, (Long row) -> row % 2 == 0 ? DAY.minusMonths(1) : DAY.plusMonths(1))
                .codes(row -> row % 2 == 0 ? "start" : "end")
                .from(LongStream.range(0, 80)
                        .filter(row -> row % 4 != 1)
                        .boxed()
                        .toList());
        LossReviewBuilder<Long> reviews = LossReview.of(
                        Sweep.over(store),
                        Losses.over(Timeline.monthly(LocalDate.of(2024, 2, 29)), Spells.between("start", "end")))
                .traits(TraitRanking.LIFT, Grouping.of("odd", (Long key) -> key % 2 == 0 ? "no" : "yes"));
        LossReview<Long> review = reviews.inPeriod("2024-02");
        return List.of(review, review.findings().get(0), review.comparedWith(reviews.inPeriod("2024-01")));
    }
}
