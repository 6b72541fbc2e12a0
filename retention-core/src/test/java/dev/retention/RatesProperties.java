package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class RatesProperties {

    /** Any history of sign-ups, losses and returns gives counts that the flow accepts, and derives from each other. */
    @Property(tries = 300)
    void aSimulatedPeriodKeepsEveryLaw(
            @ForAll @IntRange(min = 1, max = 30) int start, @ForAll @IntRange(max = 60) int events, @ForAll long seed) {
        java.util.Random random = new java.util.Random(seed);
        int customers = start + 20;
        boolean[] live = new boolean[customers];
        boolean[] known = new boolean[customers];
        boolean[] isNew = new boolean[customers];
        boolean[] arrived = new boolean[customers];
        for (int i = 0; i < start; i++) {
            live[i] = true;
            known[i] = true;
        }
        long fresh = 0;
        long reactivated = 0;
        long losses = 0;
        for (int e = 0; e < events; e++) {
            int who = random.nextInt(customers);
            if (live[who]) {
                losses++;
            } else if (known[who]) {
                reactivated++;
            } else {
                fresh++;
                isNew[who] = true;
            }
            arrived[who] |= !live[who] && who >= start;
            live[who] = !live[who];
            known[who] = true;
        }
        long survivors = 0;
        long acquired = 0;
        long kept = 0;
        long came = 0;
        for (int i = 0; i < customers; i++) {
            kept += live[i] && isNew[i] ? 1 : 0;
            came += arrived[i] ? 1 : 0;
            survivors += live[i] && i < start ? 1 : 0;
            acquired += live[i] && i >= start ? 1 : 0;
        }
        CustomerFlow few = CustomerFlow.builder()
                .start(start)
                .acquired(acquired)
                .reactivated(reactivated)
                .end(survivors + acquired)
                .count(CustomerCount.NEW, fresh)
                .count(CustomerCount.NEW_KEPT, kept)
                .count(CustomerCount.ARRIVED, came)
                .build();
        CustomerFlow all = CustomerFlow.builder()
                .start(start)
                .acquired(acquired)
                .reactivated(reactivated)
                .end(survivors + acquired)
                .lost(start - survivors)
                .count(CustomerCount.NEW, fresh)
                .count(CustomerCount.NEW_KEPT, kept)
                .count(CustomerCount.ARRIVED, came)
                .count(CustomerCount.SURVIVORS, survivors)
                .count(CustomerCount.LOSS_EVENTS, losses)
                .build();
        assertThat(few).isEqualTo(all);
        assertThat(few.retention(RetentionFormula.HEADCOUNT).asDouble())
                .isEqualTo(few.retention(RetentionFormula.SURVIVORS).asDouble());
        for (ChurnFormula formula : ChurnFormula.values()) {
            all.findChurn(formula).ifPresent(churn -> {
                assertThat(churn.asDouble() + churn.toRetention().asDouble()).isCloseTo(1, within(1e-14));
                assertThat(churn.toRetention().toChurn()).isEqualTo(churn);
            });
        }
        assertThat(all.churn(ChurnFormula.NET_OF_RETURNS).asDouble())
                .isLessThanOrEqualTo(all.churn(ChurnFormula.EVENTS_OVER_START).asDouble());
        assertThat(all.churn(ChurnFormula.SNAPSHOT).asDouble())
                .isLessThanOrEqualTo(all.churn(ChurnFormula.EVENTS_OVER_START).asDouble());
    }

    @Property(tries = 300)
    void rescalingRoundTripsAndComposes(
            @ForAll @IntRange(min = 0, max = 500) int lost, @ForAll @DoubleRange(min = 0.5, max = 12) double k) {
        ChurnRate churn = ChurnRate.of(ChurnFormula.SNAPSHOT, lost, 1000);
        PeriodsPerYear other = PeriodsPerYear.of(12 / k);
        ChurnRate there = churn.rescaled(PeriodsPerYear.MONTHLY, other);
        assertThat(there.rescaled(other, PeriodsPerYear.MONTHLY).asDouble()).isCloseTo(churn.asDouble(), within(1e-11));
        assertThat(there.asDouble()
                        + churn.toRetention()
                                .rescaled(PeriodsPerYear.MONTHLY, other)
                                .asDouble())
                .isCloseTo(1, within(1e-15));
        assertThat(there.asDouble()).isBetween(0.0, 1.0);
    }

    @Example
    void rescalingToTheSamePeriodChangesNothing() {
        ChurnRate churn = ChurnRate.of(ChurnFormula.SNAPSHOT, 123, 1000);
        assertThat(churn.rescaled(PeriodsPerYear.WEEKLY, PeriodsPerYear.WEEKLY).asDouble())
                .isCloseTo(churn.asDouble(), within(1e-16));
    }
}
