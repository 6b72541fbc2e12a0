package dev.retention.value;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.PeriodsPerYear;
import dev.retention.model.BgBb;
import dev.retention.model.PurchaseModel;
import dev.retention.purchase.OpportunityHistory;
import dev.retention.purchase.PurchaseHistory;
import java.util.function.IntToDoubleFunction;

/** Discounted expected purchases by a model of purchasing, whatever it knows of a customer. */
abstract sealed class Purchasing<H> {
    /** The unit of the model's time. */
    abstract PeriodsPerYear unit();

    /** Of a customer, from now on. */
    abstract double discounted(H history, ValueTerms terms);

    /** Of a newcomer, after the first purchase. */
    abstract double discounted(ValueTerms terms);

    /** Terms that this model cannot follow are an error at once, not at the first customer. */
    abstract void check(ValueTerms terms);

    /** What is bought in each period, at its worth today: {@code expected} are expected purchases up to the end of one. */
    private static double atPeriodEnds(int periods, IntToDoubleFunction expected, IntToDoubleFunction worth) {
        double sum = 0;
        double before = 0;
        for (int i = 1; i <= periods; i++) {
            double upTo = expected.applyAsDouble(i);
            sum += Math.max(0, upTo - before) * worth.applyAsDouble(i);
            before = upTo;
        }
        return sum;
    }

    /** Purchases at any time. */
    static final class InContinuousTime extends Purchasing<PurchaseHistory> {
        private final PurchaseModel model;

        InContinuousTime(PurchaseModel model) {
            this.model = requireNonNull(model, "model");
        }

        @Override
        PeriodsPerYear unit() {
            return model.unit();
        }

        @Override
        double discounted(PurchaseHistory history, ValueTerms terms) {
            double horizon = terms.lengthIn(model.unit());
            return switch (terms.counting()) {
                case FOR_EVER -> model.discountedExpectedPurchases(history, terms.discount());
                case WHEN_BOUGHT -> model.discountedExpectedPurchases(history, terms.discount(), horizon);
                case AT_PERIOD_ENDS -> {
                    double step = horizon / terms.periods();
                    yield atPeriodEnds(
                            terms.periods(), i -> model.expectedPurchases(history, i * step), terms::worthAtEndOf);
                }
            };
        }

        @Override
        double discounted(ValueTerms terms) {
            double horizon = terms.lengthIn(model.unit());
            return switch (terms.counting()) {
                case FOR_EVER -> model.discountedExpectedPurchases(terms.discount());
                case WHEN_BOUGHT -> model.discountedExpectedPurchases(terms.discount(), horizon);
                case AT_PERIOD_ENDS -> {
                    double step = horizon / terms.periods();
                    yield atPeriodEnds(terms.periods(), i -> model.expectedPurchases(i * step), terms::worthAtEndOf);
                }
            };
        }

        @Override
        void check(ValueTerms terms) {}
    }

    /** Purchases at opportunities, at most one at each. */
    static final class AtOpportunities extends Purchasing<OpportunityHistory> {
        private final BgBb model;
        private final PeriodsPerYear period;

        AtOpportunities(BgBb model, PeriodsPerYear period) {
            this.model = requireNonNull(model, "model");
            this.period = requireNonNull(period, "period");
        }

        @Override
        PeriodsPerYear unit() {
            return period;
        }

        @Override
        double discounted(OpportunityHistory history, ValueTerms terms) {
            return terms.counting() == ValueTerms.Counting.FOR_EVER
                    ? model.discountedExpectedPurchases(history, terms.discount(), period)
                    : limited(terms, opportunities -> model.expectedPurchases(history, opportunities));
        }

        @Override
        double discounted(ValueTerms terms) {
            return terms.counting() == ValueTerms.Counting.FOR_EVER
                    ? model.discountedExpectedPurchases(terms.discount(), period)
                    : limited(terms, model::expectedPurchases);
        }

        private double limited(ValueTerms terms, IntToDoubleFunction expected) {
            int opportunities = opportunities(terms);
            if (terms.counting() == ValueTerms.Counting.AT_PERIOD_ENDS) {
                int step = opportunities / terms.periods();
                return atPeriodEnds(terms.periods(), i -> expected.applyAsDouble(i * step), terms::worthAtEndOf);
            }
            double perOpportunity = terms.discount().continuousPer(period);
            return atPeriodEnds(opportunities, expected, i -> Math.exp(-perOpportunity * i));
        }

        private int opportunities(ValueTerms terms) {
            // A horizon of 2 years is 24 monthly opportunities, whatever the division leaves in the last digit.
            return (int) Math.floor(terms.lengthIn(period) * (1 + 1e-12));
        }

        @Override
        void check(ValueTerms terms) {
            checkArgument(
                    terms.counting() == ValueTerms.Counting.FOR_EVER
                            || terms.lengthIn(period) <= ValueTerms.MAX_PERIODS,
                    "terms (%s) must look at most %s opportunities (%s a year) ahead",
                    terms,
                    ValueTerms.MAX_PERIODS,
                    period.count());
            if (terms.counting() == ValueTerms.Counting.AT_PERIOD_ENDS) {
                int opportunities = opportunities(terms);
                checkArgument(
                        opportunities % terms.periods() == 0
                                && Math.abs(terms.lengthIn(period) - opportunities) < 1e-9 * opportunities,
                        "terms (%s) must have periods of whole opportunities (%s a year)",
                        terms,
                        period.count());
            }
        }
    }
}
