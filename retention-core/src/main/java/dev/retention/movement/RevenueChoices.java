package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.internal.Checks;
import dev.retention.time.Timeline;
import java.io.Serializable;

/** What {@link RecurringRevenue} is told: when a movement is booked, as what, and of what. */
abstract class RevenueChoices implements Serializable {
    private static final long serialVersionUID = 1;

    final Timeline timeline;
    final RevenueAxes axes;

    RevenueChoices(Timeline timeline, RevenueAxes axes) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.axes = axes;
    }

    /** The method told otherwise. */
    abstract RecurringRevenue with(RevenueAxes told);

    /**
     * Sets which events count; what does not is as if it had not happened.
     *
     * @param events the events, and what amounts below 0 are; every event as it is by default
     * @return this method over those events
     */
    public RecurringRevenue counting(EventFilter events) {
        return with(axes.with(requireNonNull(events, "events")));
    }

    /**
     * Tells which events end a contract's term, for the formulas on the renewal base.
     *
     * <ul>
     *   <li>A customer with value at the start of a period and such an event in it is due with all the value at the start, once
     *       however many terms end. The value at the end of the period is what was renewed.
     *   <li>The event may be a change of value itself, or have the amount 0.
     * </ul>
     *
     * @param dueCode the code of the events, on the day on which the term ends
     * @return the method with terms
     */
    public RecurringRevenue dueOn(String dueCode) {
        return with(axes.withDue(requireNonNull(dueCode, "dueCode")));
    }

    /**
     * Holds the value of customers who have none for a while, such as in a free month.
     *
     * <ul>
     *   <li>Who has no value at the end of up to {@code periods} periods in a row and then has some again keeps the value meanwhile:
     *       there is neither churn nor reactivation, and what is less or more afterwards is contraction or expansion.
     *   <li>Who stays without value is churn in the period after the gap ran out: {@code periods} after the one in which the value
     *       went. So {@link RevenueItem#START} and {@link RevenueItem#END} hold what is not paid in the gap.
     * </ul>
     *
     * @param periods at the end of how many periods in a row no value is no loss, at least 0
     * @return the method with that gap
     * @throws IllegalArgumentException if {@code periods} is negative
     */
    public RecurringRevenue toleratedGap(int periods) {
        Checks.notNegative((long) periods, "periods");
        RevenueAxes.Booked booked = axes.booked();
        return with(
                axes.with(new RevenueAxes.Booked(periods, booked.reactivation(), booked.merge(), booked.lenient())));
    }

    /**
     * Leaves customers out whose value falls below 0, since a change of theirs is missing, where else the table is refused.
     *
     * <p>They are in no other item than {@link RevenueItem#LEFT_OUT}, and {@link RevenueMovements#leftOut} lists them. Once the missing
     * change is there, a table counted anew or kept live holds them: the order in which changes come to be known does not matter.
     *
     * @return the method that leaves them out
     */
    public RecurringRevenue lenient() {
        RevenueAxes.Booked booked = axes.booked();
        return with(axes.with(new RevenueAxes.Booked(booked.gap(), booked.reactivation(), booked.merge(), true)));
    }

    /**
     * Counts customers who return late as new: those whose value had gone more than some days before. Maxio takes 90 days; by default
     * whoever had value before is reactivated.
     *
     * @param days how many days after the one on which the value went a return is still a reactivation, at least 0
     * @return the method with that window
     * @throws IllegalArgumentException if {@code days} is negative
     */
    public RecurringRevenue reactivationWindow(int days) {
        Checks.notNegative((long) days, "days");
        RevenueAxes.Booked booked = axes.booked();
        return with(axes.with(new RevenueAxes.Booked(booked.gap(), days, booked.merge(), booked.lenient())));
    }

    /**
     * Takes changes within some days for one before they are told by the ledger: who ends on one day and starts again on the next has
     * moved to another plan. A period's end ends the window; snapshot movements know nothing of it.
     *
     * @param days up to how many days after a change those that follow are one with it, at least 0; 0 by default, the same day
     * @return the method with that window
     * @throws IllegalArgumentException if {@code days} is negative
     */
    public RecurringRevenue mergeWindow(int days) {
        Checks.notNegative((long) days, "days");
        RevenueAxes.Booked booked = axes.booked();
        return with(axes.with(new RevenueAxes.Booked(booked.gap(), booked.reactivation(), days, booked.lenient())));
    }

    /**
     * Keeps apart what exchange rates change, as {@link RevenueItem#FX}.
     *
     * @param code the code of changes of value by rates alone, such as {@link Contracts#FX}
     * @return the method that tells them apart
     */
    public RecurringRevenue fxBy(String code) {
        return with(axes.with(
                new RevenueAxes.Apart(requireNonNull(code, "code"), axes.apart().restated())));
    }

    /**
     * Keeps apart what came to be known late, as {@link RevenueItem#RESTATEMENT}: changes whose day from which on they hold lies before
     * the period in which they are booked. So what was reported of a period stays.
     *
     * @param column the name of the column of the first day, such as {@link Contracts#EFFECTIVE}; changes without it hold from their day
     *     on
     * @return the method that tells them apart
     */
    public RecurringRevenue restatedBy(String column) {
        return with(axes.with(new RevenueAxes.Apart(axes.apart().fx(), requireNonNull(column, "column"))));
    }

    /**
     * Parts a customer's value by the texts of a column and tells the movements of each part by itself: per subscription, plan or
     * family. A customer who moves from one plan to another is then churn of the one and new in the other, as in systems that count
     * plans.
     *
     * <ul>
     *   <li>{@code per("subscription")} makes {@link RevenueFormula#NRR_COHORT} the net retention by subscription
     *       ({@code NRR_SUBSCRIPTION}).
     *   <li>Amounts are of all parts, customers still count once in each item. Changes without a text are a part of their own.
     * </ul>
     *
     * @param column the name of a column of texts, such as {@link Contracts#SUBSCRIPTION}
     * @return the method at that grain
     */
    public RecurringRevenue per(String column) {
        return with(axes.withPer(requireNonNull(column, "column")));
    }
}
