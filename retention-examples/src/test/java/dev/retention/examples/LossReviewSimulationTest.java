package dev.retention.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.CustomerCount;
import dev.retention.loss.Finding;
import dev.retention.loss.LossItem;
import dev.retention.loss.LossReview;
import dev.retention.loss.LossReviewBuilder;
import dev.retention.loss.LossWorth;
import dev.retention.loss.Scoreboard;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RevenueItem;
import dev.retention.movement.RevenueMovements;
import dev.retention.rule.Reconciliation;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A review finds what a simulated business was given, and hardly ever anything where nothing was. */
class LossReviewSimulationTest {
    private static final ReviewedBusiness PLANTED = ReviewedBusiness.of(BusinessSimulator.of(1, 1500));
    private static final LossReview<String> REVIEW = PLANTED.review(Grain.YEAR).inPeriod("2025");

    @Test
    void thePlantedCausesAreFound() {
        assertThat(names(REVIEW, Finding.Kind.SIGNAL))
                .containsExactlyInAnyOrder(
                        ReviewedBusiness.COMPLAINT.definition(),
                        ReviewedBusiness.LOW_SCORE.definition(),
                        ReviewedBusiness.LATE.definition(),
                        ReviewedBusiness.HANDED_OVER.definition());
        assertThat(names(REVIEW, Finding.Kind.TRAIT)).containsExactly("plan = starter");
        assertThat(REVIEW.headlines()).hasSize(LossReview.HEADLINES);
    }

    @Test
    void everyFindingHasItsNumberItsIntervalAndItsCustomers() {
        for (Finding<String> finding : REVIEW.findings()) {
            assertThat(finding.members()).as(finding.name()).hasSize((int) finding.customers());
            assertThat(REVIEW.losses().members(LossItem.LOSSES)).containsAll(finding.members());
            assertThat(finding.ratio())
                    .isBetween(finding.interval().lower(), finding.interval().upper());
            assertThat(finding.interval().lower()).isGreaterThan(1);
            assertThat(finding.adjusted()).isBetween(finding.pValue(), 0.05);
        }
        assertThat(REVIEW.findings()).isSortedAccordingTo((one, other) -> Double.compare(other.excess(), one.excess()));
    }

    @Test
    void hardlyAnythingIsFoundWhereNothingGoesWithLeaving() {
        // Of 24 reviews at 5 %, more than 4 find something with a chance of 0.6 %.
        long found = IntStream.range(0, 24)
                .filter(seed -> {
                    LossReview<String> review = ReviewedBusiness.shuffled(BusinessSimulator.of(seed, 100), seed)
                            .review(Grain.YEAR)
                            .inPeriod("2025");
                    return !names(review, Finding.Kind.TRAIT).isEmpty()
                            || !names(review, Finding.Kind.SIGNAL).isEmpty();
                })
                .count();
        assertThat(found).isLessThanOrEqualTo(4);
    }

    @Test
    void totalsAreThoseOfTheTablesOfMovements() {
        Timeline quarters = Timeline.of(Grain.QUARTER, BusinessSimulator.LAST_DAY);
        RevenueMovements<String> revenue = RecurringRevenue.over(quarters).of(PLANTED.tracks);
        LossReviewBuilder<String> reviews = PLANTED.review(Grain.QUARTER).valuedBy(LossWorth.LAST);
        for (String quarter : List.of("2024-Q4", "2025-Q3", "2026-Q2")) {
            LossReview<String> review = reviews.inPeriod(quarter);
            RevenueMovements<String>.InPeriod moved = revenue.inPeriod(quarter);
            assertThat(review.losses().customers(LossItem.START)).isEqualTo(moved.customers(RevenueItem.START));
            assertThat(review.losses().customers(LossItem.LOST)).isEqualTo(moved.customers(RevenueItem.CHURN));
            assertThat(review.churn().orElseThrow().count(CustomerCount.END))
                    .isEqualTo(moved.customers(RevenueItem.END));
            Reconciliation<String> lost = review.reconcile().get(0);
            assertThat(lost.onlyLeft()).isEmpty();
            assertThat(lost.onlyRight()).isEmpty();
            assertThat(review.scoreboard()
                            .orElseThrow()
                            .line(Scoreboard.Metric.LOST)
                            .orElseThrow()
                            .figures()
                            .value())
                    .contains(moved.amount(RevenueItem.CHURN));
        }
    }

    private static Set<String> names(LossReview<String> review, Finding.Kind kind) {
        return review.findings().stream()
                .filter(finding -> finding.kind() == kind)
                .map(Finding::name)
                .collect(Collectors.toSet());
    }
}
