package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.retention.survival.LifeTable;
import dev.retention.survival.Tenure;
import java.util.List;
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

    @Test
    void tenuresInWholePeriodsAreRenewals() {
        // 10 came; 3 left at the first renewal, 2 at the third, one of whom by another table; 4 were not followed
        // beyond the second.
        LifeTable tenures = LifeTable.of(List.of(
                Tenure.ended(1),
                Tenure.ended(1),
                Tenure.ended(1),
                Tenure.censored(2),
                Tenure.censored(2),
                Tenure.censored(2),
                Tenure.censored(2),
                Tenure.ended(3),
                Tenure.censored(0)));
        RenewalCounts counts = RenewalCounts.of(tenures.plus(LifeTable.of(List.of(Tenure.ended(3)))));
        assertThat(counts).hasToString("6/9, 6/6, 0/2");
        assertThat(counts.customers()).isEqualTo(10);
        assertThat(RenewalCounts.of(LifeTable.of(List.of(Tenure.ended(1), Tenure.censored(1)))))
                .isEqualTo(RenewalCounts.ofCohort(2, 1));
        for (LifeTable bad : List.of(
                LifeTable.empty(),
                LifeTable.of(List.of(Tenure.ended(0))),
                LifeTable.of(List.of(Tenure.ended(1.5))),
                LifeTable.of(List.of(Tenure.ended(2e6))),
                LifeTable.of(List.of(new Tenure(2, true, 0, 0.5))))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RenewalCounts.of(bad))
                    .withMessageStartingWith("tenures");
        }
    }
}
