package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class RenewalCountsTest {

    @Test
    void cohortIsCountedByRenewal() {
        RenewalCounts counts = RenewalCounts.ofCohort(1000, 631, 468, 468);
        assertThat(counts.customers()).isEqualTo(1000);
        assertThat(counts.renewals()).isEqualTo(3);
        assertThat(counts.renewed(1)).isEqualTo(631);
        assertThat(counts.lost(1)).isEqualTo(369);
        assertThat(counts.lost(3)).isZero();
        assertThat(counts).hasToString("631/1000, 468/631, 468/468");
    }

    @Test
    void cohortsOfDifferentAgeAddUp() {
        RenewalCounts sum = RenewalCounts.ofCohort(10, 5).plus(RenewalCounts.ofCohort(20, 12, 7));
        assertThat(sum.customers()).isEqualTo(30);
        assertThat(sum).hasToString("17/30, 7/12");
        assertThat(sum).isEqualTo(RenewalCounts.ofCohort(20, 12, 7).plus(RenewalCounts.ofCohort(10, 5)));
        assertThat(sum).hasSameHashCodeAs(RenewalCounts.ofCohort(20, 12, 7).plus(RenewalCounts.ofCohort(10, 5)));
    }

    @Test
    void oneRenewalStandsAlone() {
        RenewalCounts last = RenewalCounts.at(3, 468, 382);
        assertThat(last.customers()).isEqualTo(468);
        assertThat(last.renewals()).isEqualTo(3);
        assertThat(last.renewed(2) + last.lost(2)).isZero();
        assertThat(last.renewed(3)).isEqualTo(382);
        assertThat(last.lost(3)).isEqualTo(86);
    }

    @Test
    void youngCohortHasNoRenewalYet() {
        assertThat(RenewalCounts.ofCohort(7).renewals()).isZero();
        assertThat(RenewalCounts.ofCohort(7)).hasToString("7 customers, no renewal observed");
    }

    @Test
    void countsAreUnequalToOthers() {
        RenewalCounts counts = RenewalCounts.ofCohort(10, 5);
        assertThat(counts)
                .isNotEqualTo(RenewalCounts.ofCohort(10, 4))
                .isNotEqualTo(RenewalCounts.at(1, 10, 4))
                .isNotEqualTo(RenewalCounts.ofCohort(10, 5, 5))
                .isNotEqualTo("5/10");
        assertThat(counts).isEqualTo(RenewalCounts.at(1, 10, 5));
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> RenewalCounts.ofCohort());
        assertThatIllegalArgumentException().isThrownBy(() -> RenewalCounts.ofCohort(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> RenewalCounts.ofCohort(5, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RenewalCounts.ofCohort(5, 4, 6))
                .withMessage("survivors[2] (6) must be at most survivors[1] (4)");
        assertThatIllegalArgumentException().isThrownBy(() -> RenewalCounts.at(0, 5, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> RenewalCounts.at(1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> RenewalCounts.at(1, 5, 6));
        assertThatIllegalArgumentException().isThrownBy(() -> RenewalCounts.at(1, 5, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RenewalCounts.ofCohort(5, 4).renewed(2))
                .withMessage("renewal (2) must be in [1, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RenewalCounts.ofCohort(5, 4).lost(0));
    }

    @Test
    @SuppressWarnings("NullAway")
    void nothingIsNotNobody() {
        assertThatNullPointerException()
                .isThrownBy(() -> RenewalCounts.ofCohort(5, 4).plus(null))
                .withMessage("other");
    }
}
