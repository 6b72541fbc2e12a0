package dev.retention.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.ChurnFormula;
import dev.retention.CustomerFlow;
import dev.retention.PeriodsPerYear;
import dev.retention.RetentionFormula;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.Group;

/** The laws of formulas, held by every formula there is. */
class EveryFormulaTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    abstract static class OfChurn implements FormulaContract {
        final ChurnFormula formula;
        private final double atLeast;
        private final double atMost;

        OfChurn(ChurnFormula formula, double atLeast, double atMost) {
            this.formula = formula;
            this.atLeast = atLeast;
            this.atMost = atMost;
        }

        @Override
        public OptionalDouble churn(CustomerFlow flow) {
            return flow.findChurn(formula)
                    .map(rate -> OptionalDouble.of(rate.asDouble()))
                    .orElseGet(OptionalDouble::empty);
        }

        @Override
        public double atLeast() {
            return atLeast;
        }

        @Override
        public double atMost() {
            return atMost;
        }
    }

    @Group
    class Snapshot extends OfChurn {
        Snapshot() {
            super(ChurnFormula.SNAPSHOT, 0, 1);
        }
    }

    @Group
    class EventsOverStart extends OfChurn {
        EventsOverStart() {
            super(ChurnFormula.EVENTS_OVER_START, 0, INFINITY);
        }
    }

    @Group
    class EventsOverStartPlusNew extends OfChurn {
        EventsOverStartPlusNew() {
            super(ChurnFormula.EVENTS_OVER_START_PLUS_NEW, 0, INFINITY);
        }
    }

    @Group
    class EventsOverStartPlusArrived extends OfChurn {
        EventsOverStartPlusArrived() {
            super(ChurnFormula.EVENTS_OVER_START_PLUS_ARRIVED, 0, INFINITY);
        }
    }

    @Group
    class EventsOverAverage extends OfChurn {
        EventsOverAverage() {
            super(ChurnFormula.EVENTS_OVER_AVERAGE, 0, INFINITY);
        }
    }

    @Group
    class SnapshotOverAverage extends OfChurn {
        SnapshotOverAverage() {
            super(ChurnFormula.SNAPSHOT_OVER_AVERAGE, 0, 2);
        }
    }

    @Group
    class SumOfDaily extends OfChurn {
        SumOfDaily() {
            super(ChurnFormula.SUM_OF_DAILY, 0, INFINITY);
        }

        @Override
        public void theRateOfTwoGroupsLiesBetweenTheirs(CustomerFates one, CustomerFates other) {
            // it weighs days, not customers
        }
    }

    @Group
    class MeanOfDaily extends OfChurn {
        MeanOfDaily() {
            super(ChurnFormula.MEAN_OF_DAILY, 0, INFINITY);
        }

        @Override
        public void theRateOfTwoGroupsLiesBetweenTheirs(CustomerFates one, CustomerFates other) {
            // it weighs days, not customers
        }
    }

    @Group
    class NetOfReturns extends OfChurn {
        NetOfReturns() {
            super(ChurnFormula.NET_OF_RETURNS, -INFINITY, INFINITY);
        }
    }

    @Group
    class Scheduled extends OfChurn {
        Scheduled() {
            super(ChurnFormula.SCHEDULED, 0, 1);
        }

        @Override
        public void aLossIsChurn(CustomerFates fates, int factor) {
            // it counts announcements, not losses
        }
    }

    @Group
    class RenewalBase extends OfChurn {
        RenewalBase() {
            super(ChurnFormula.RENEWAL_BASE, 0, 1);
        }
    }

    @Group
    class Trailing30d extends OfChurn {
        Trailing30d() {
            super(ChurnFormula.TRAILING_30D, 0, INFINITY);
        }
    }

    @Group
    class Exposure extends OfChurn {
        Exposure() {
            super(ChurnFormula.EXPOSURE, 0, INFINITY);
        }
    }

    @Group
    class Inactivity extends OfChurn {
        Inactivity() {
            super(ChurnFormula.INACTIVITY, 0, 1);
        }
    }

    @Group
    class Rescaled extends OfChurn {
        Rescaled() {
            super(ChurnFormula.RESCALED, 0, 1);
        }

        @Override
        public OptionalDouble churn(CustomerFlow flow) {
            return flow.findChurn(ChurnFormula.SNAPSHOT)
                    .map(rate -> rate.rescaled(PeriodsPerYear.MONTHLY, PeriodsPerYear.YEARLY))
                    .map(rate -> OptionalDouble.of(rate.asDouble()))
                    .orElseGet(OptionalDouble::empty);
        }
    }

    abstract static class OfRetention implements RetentionContract {
        final RetentionFormula formula;
        private final double atLeast;
        private final double atMost;

        OfRetention(RetentionFormula formula, double atLeast, double atMost) {
            this.formula = formula;
            this.atLeast = atLeast;
            this.atMost = atMost;
        }

        @Override
        public OptionalDouble retention(CustomerFlow flow) {
            return flow.findRetention(formula)
                    .map(rate -> OptionalDouble.of(rate.asDouble()))
                    .orElseGet(OptionalDouble::empty);
        }

        @Override
        public double atLeast() {
            return atLeast;
        }

        @Override
        public double atMost() {
            return atMost;
        }
    }

    @Group
    class RetainedSurvivors extends OfRetention {
        RetainedSurvivors() {
            super(RetentionFormula.SURVIVORS, 0, 1);
        }
    }

    @Group
    class RetainedHeadcount extends OfRetention {
        RetainedHeadcount() {
            super(RetentionFormula.HEADCOUNT, -INFINITY, INFINITY);
        }
    }

    @Group
    class RetainedHeadcountNew extends OfRetention {
        RetainedHeadcountNew() {
            super(RetentionFormula.HEADCOUNT_NEW, -INFINITY, INFINITY);
        }
    }

    @Group
    class RetainedHeadcountArrived extends OfRetention {
        RetainedHeadcountArrived() {
            super(RetentionFormula.HEADCOUNT_ARRIVED, -INFINITY, INFINITY);
        }
    }

    @Group
    class RetainedHeadcountNewKept extends OfRetention {
        RetainedHeadcountNewKept() {
            super(RetentionFormula.HEADCOUNT_NEW_KEPT, -INFINITY, INFINITY);
        }
    }

    @Group
    class RetainedRenewalBase extends OfRetention {
        RetainedRenewalBase() {
            super(RetentionFormula.RENEWAL_BASE, 0, 1);
        }
    }

    @Group
    class RetainedRepeatPurchase extends OfRetention {
        RetainedRepeatPurchase() {
            super(RetentionFormula.REPEAT_PURCHASE, 0, 1);
        }

        @Override
        public void withoutLossesThereIsNoChurn(CustomerFates fates) {
            // who buys once is not lost
        }

        @Override
        public void aLossIsChurn(CustomerFates fates, int factor) {
            // who is lost may have bought again
        }
    }

    @Example
    void noFormulaIsLeftOut() throws ReflectiveOperationException {
        Set<ChurnFormula> churn = EnumSet.noneOf(ChurnFormula.class);
        Set<RetentionFormula> retention = EnumSet.of(RetentionFormula.ONE_MINUS_CHURN); // any of the above
        for (Class<?> group : EveryFormulaTest.class.getDeclaredClasses()) {
            if (OfChurn.class.isAssignableFrom(group) && group != OfChurn.class) {
                churn.add(((OfChurn) made(group)).formula);
            } else if (OfRetention.class.isAssignableFrom(group) && group != OfRetention.class) {
                retention.add(((OfRetention) made(group)).formula);
            }
        }
        assertThat(churn).containsExactly(ChurnFormula.values());
        assertThat(retention).containsExactly(RetentionFormula.values());
    }

    private Object made(Class<?> group) throws ReflectiveOperationException {
        return group.getDeclaredConstructor(EveryFormulaTest.class).newInstance(this);
    }
}
