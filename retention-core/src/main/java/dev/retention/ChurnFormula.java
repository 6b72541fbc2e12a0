package dev.retention;

import static dev.retention.CustomerCount.ACTIVE_BEFORE;
import static dev.retention.CustomerCount.ARRIVED;
import static dev.retention.CustomerCount.CANCELLING;
import static dev.retention.CustomerCount.DUE;
import static dev.retention.CustomerCount.END;
import static dev.retention.CustomerCount.FALLEN_SILENT;
import static dev.retention.CustomerCount.LIVE_30_DAYS_AGO;
import static dev.retention.CustomerCount.LOSSES_IN_30_DAYS;
import static dev.retention.CustomerCount.LOSS_EVENTS;
import static dev.retention.CustomerCount.LOST;
import static dev.retention.CustomerCount.NEW;
import static dev.retention.CustomerCount.NOT_RENEWED;
import static dev.retention.CustomerCount.REACTIVATED;
import static dev.retention.CustomerCount.START;
import static dev.retention.RateRange.ANY;
import static dev.retention.RateRange.AT_LEAST_0;
import static dev.retention.RateRange.SHARE;
import static dev.retention.RateRange.TWICE;
import static dev.retention.RateRange.UNIT;

import com.google.common.collect.ImmutableSet;
import java.util.Set;

/**
 * What people mean by churn: fifteen formulas in use, which give 9.5 % to 30 % for one and the same month.
 *
 * <p>The counts that feed them are defined at {@link CustomerCount}. A formula whose numerator is drawn from its
 * denominator ({@link #isShare()}) estimates a probability, lies in [0, 1] and has a confidence interval; the others are
 * ratios, some of which pass 1 or fall below 0.
 *
 * <p>Every formula is undefined where its denominator is 0.
 *
 * @since 0.1.0
 */
public enum ChurnFormula {
    /**
     * Lost at the end over start: {@code LOST / START}, in [0, 1].
     *
     * <ul>
     *   <li>Joining and leaving in the period, or leaving and returning, is invisible.
     *   <li>The complement of {@link RetentionFormula#SURVIVORS}.
     *   <li>Used by ChartMogul as its standard, and wherever two lists of customers are compared.
     * </ul>
     */
    SNAPSHOT(SHARE, SignedSum.of(LOST), SignedSum.of(START)),

    /**
     * All losses over start: {@code LOSS_EVENTS / START}, at least 0.
     *
     * <ul>
     *   <li>Passes 1 where more are lost than were there, as in a fast-growing business.
     *   <li>Counts those who joined and left, and every loss of those who left twice.
     *   <li>Used by Maxio and Baremetrics.
     * </ul>
     */
    EVENTS_OVER_START(AT_LEAST_0, SignedSum.of(LOSS_EVENTS), SignedSum.of(START)),

    /**
     * All losses over all who could be lost: {@code LOSS_EVENTS / (START + NEW)}, at least 0.
     *
     * <ul>
     *   <li>{@code NEW} is of first arrivals; those who return are in neither term of the denominator.
     *   <li>Passes 1 only where customers are lost more than once.
     *   <li>Used by Stripe.
     * </ul>
     */
    EVENTS_OVER_START_PLUS_NEW(
            AT_LEAST_0, SignedSum.of(LOSS_EVENTS), SignedSum.of(START).plus(NEW)),

    /**
     * All losses over all who were there at the start or arrived since: {@code LOSS_EVENTS / (START + ARRIVED)}, at least 0.
     *
     * <ul>
     *   <li>{@link #EVENTS_OVER_START_PLUS_NEW} with those reactivated in the denominator too, whom the text of Stripe leaves
     *       open.
     * </ul>
     */
    EVENTS_OVER_START_PLUS_ARRIVED(
            AT_LEAST_0, SignedSum.of(LOSS_EVENTS), SignedSum.of(START).plus(ARRIVED)),

    /**
     * All losses over the mean of start and end: {@code LOSS_EVENTS / ((START + END) / 2)}, at least 0.
     *
     * <ul>
     *   <li>Common in textbooks and in staff turnover.
     * </ul>
     */
    EVENTS_OVER_AVERAGE(
            AT_LEAST_0, SignedSum.of(LOSS_EVENTS), SignedSum.of(START).plus(END).mean()),

    /**
     * Lost at the end over the mean of start and end: {@code LOST / ((START + END) / 2)}, in [0, 2].
     *
     * <ul>
     *   <li>2 where everybody is lost and nobody comes.
     *   <li>Found in textbooks.
     * </ul>
     */
    SNAPSHOT_OVER_AVERAGE(
            TWICE, SignedSum.of(LOST), SignedSum.of(START).plus(END).mean()),

    /**
     * The sum of daily rates: {@code Σ_d lost_d / start_d}, at least 0.
     *
     * <ul>
     *   <li>Not a ratio of two counts.
     *   <li>A day with no customers and no losses adds nothing; losses on a day that starts with no customers leave the
     *       sum undefined, and so do days none of which starts with any.
     *   <li>Of the days given: on half a month's days it is half a month's rate.
     *   <li>Used by ChartMogul until 2022.
     * </ul>
     */
    SUM_OF_DAILY(AT_LEAST_0, Basis.DAYS, "Σ_d lost_d / start_d"),

    /**
     * The mean daily rate times the days of a period: {@code days · mean_d(lost_d / start_d)}, at least 0.
     *
     * <ul>
     *   <li>The mean is over the days given that start with customers, so that it equals {@link #SUM_OF_DAILY} only where
     *       every day of the period is given and starts with customers; else it extrapolates.
     *   <li>Undefined like {@code SUM_OF_DAILY}, and where no day starts with customers.
     *   <li>Proposed now and then for dashboards.
     * </ul>
     */
    MEAN_OF_DAILY(AT_LEAST_0, Basis.DAYS, "days · mean_d(lost_d / start_d)"),

    /**
     * Losses less reactivations over start: {@code (LOSS_EVENTS − REACTIVATED) / START}.
     *
     * <ul>
     *   <li>Below 0 where more return than are lost.
     *   <li>A loss and a return in the period cancel; the return of a customer lost long ago is set against somebody else's
     *       loss.
     *   <li>Used by RevenueCat.
     * </ul>
     */
    NET_OF_RETURNS(ANY, SignedSum.of(LOSS_EVENTS).minus(REACTIVATED), SignedSum.of(START)),

    /**
     * Lost at the end or sure to be, over start: {@code (LOST + CANCELLING) / START}, in [0, 1].
     *
     * <ul>
     *   <li>Books a loss in the period in which it is announced; an announcement taken back disappears.
     *   <li>An option of ChartMogul; the thinking behind committed recurring revenue.
     * </ul>
     */
    SCHEDULED(SHARE, SignedSum.of(LOST).plus(CANCELLING), SignedSum.of(START)),

    /**
     * Not renewed over due: {@code NOT_RENEWED / DUE}, in [0, 1].
     *
     * <ul>
     *   <li>Those not up for renewal in the period are left out, who could not leave.
     *   <li>Renewals still pending are in neither count. Counting them as not renewed, then as renewed, bounds the rate.
     *   <li>Used by Gainsight beside plain churn, and for yearly contracts.
     * </ul>
     */
    RENEWAL_BASE(SHARE, SignedSum.of(NOT_RENEWED), SignedSum.of(DUE)),

    /**
     * Losses in 30 days over those live before them: {@code LOSSES_IN_30_DAYS / LIVE_30_DAYS_AGO}, at least 0.
     *
     * <ul>
     *   <li>A rolling window, not a calendar month: 28 to 31 days of losses become 30.
     *   <li>May pass 1, since the losses of those who came since count.
     *   <li>Used by Baremetrics, Polar and Stripe.
     * </ul>
     */
    TRAILING_30D(AT_LEAST_0, SignedSum.of(LOSSES_IN_30_DAYS), SignedSum.of(LIVE_30_DAYS_AGO)),

    /**
     * Losses per customer and period of time spent as one, the hazard: {@code LOSS_EVENTS / (customer-days / days per
     * period)}, at least 0.
     *
     * <ul>
     *   <li>Weighs customers by the time they were there to be lost. The period is as long as the caller says, such as 30 or
     *       365/12 days.
     *   <li>A rate per unit of time, not a share: it passes 1 where customers stay for less than a period.
     *   <li>Used in survival analysis.
     * </ul>
     */
    EXPOSURE(AT_LEAST_0, Basis.CUSTOMER_DAYS, "LOSS_EVENTS / (customer-days / days per period)"),

    /**
     * Fallen silent over active: {@code FALLEN_SILENT / ACTIVE_BEFORE}, in [0, 1].
     *
     * <ul>
     *   <li>For customers without a contract. Active is: at least once in a gap of stated length before the start; silent:
     *       not in a gap of the same length before the end.
     *   <li>The gap decides the rate. It is part of the definition of the counts.
     *   <li>Used for products and shops, the gap often a high percentile of the times between orders.
     * </ul>
     */
    INACTIVITY(SHARE, SignedSum.of(FALLEN_SILENT), SignedSum.of(ACTIVE_BEFORE)),

    /**
     * A rate of one period as that of another: {@code 1 − (1 − c)^(T′/T)}, in [0, 1].
     *
     * <ul>
     *   <li>Made by {@link ChurnRate#rescaled}, not from counts. 10 % a month is 71.8 % a year, not 120 %.
     *   <li>Supposes that the rate stays the same, and that those left are as likely to leave as those before them; in a
     *       real cohort they are less so.
     *   <li>Defined for {@code c} in [0, 1].
     * </ul>
     */
    RESCALED(UNIT, Basis.RATE, "1 − (1 − c)^(T′/T)");

    /**
     * What a formula is computed from.
     *
     * @since 0.1.0
     */
    public enum Basis {
        /** Counts of customers and events alone. */
        COUNTS,
        /** Losses, and the days that customers were there. */
        CUSTOMER_DAYS,
        /** The customers and losses of each day. */
        DAYS,
        /** Another rate. */
        RATE
    }

    private final Basis basis;

    @SuppressWarnings("ImmutableEnumChecker") // sums do not change
    private final RateFormula formula;

    ChurnFormula(RateRange range, SignedSum<CustomerCount> numerator, SignedSum<CustomerCount> denominator) {
        this.basis = Basis.COUNTS;
        this.formula = RateFormula.of(range, numerator, denominator);
    }

    ChurnFormula(RateRange range, Basis basis, String expression) {
        this.basis = basis;
        ImmutableSet<CustomerCount> counts =
                basis == Basis.CUSTOMER_DAYS ? ImmutableSet.of(LOSS_EVENTS) : ImmutableSet.of();
        this.formula = new RateFormula(
                range, SignedSum.of(LOSS_EVENTS), SignedSum.of(START).plus(ARRIVED), expression, counts);
    }

    /**
     * Tells whether the numerator's customers are among the denominator's, so that the rate estimates a probability and
     * has a confidence interval.
     *
     * @return whether a rate by this formula is a {@link Proportion}
     */
    public boolean isShare() {
        return range() == SHARE;
    }

    /**
     * What the formula is computed from.
     *
     * @return {@link Basis#COUNTS} for all but the daily formulas, {@link #EXPOSURE} and {@link #RESCALED}
     */
    public Basis basis() {
        return basis;
    }

    /**
     * What is lost.
     *
     * @return the counts of the numerator; of formulas that are not of counts alone, whose customers those are
     */
    public SignedSum<CustomerCount> numerator() {
        return formula.numerator();
    }

    /**
     * Of what.
     *
     * @return the counts of the denominator; of formulas that are not of counts alone, the customers who have a part in it
     */
    public SignedSum<CustomerCount> denominator() {
        return formula.denominator();
    }

    /**
     * The counts that feed the formula. The daily formulas and {@link #EXPOSURE} also need what the builder of
     * {@link CustomerFlow} takes for them.
     *
     * @return the counts, unmodifiable; empty for {@link #RESCALED} and the daily formulas
     */
    public Set<CustomerCount> counts() {
        return formula.counts();
    }

    /**
     * The formula as it is written, made of the sums.
     *
     * @return such as {@code (LOSS_EVENTS − REACTIVATED) / START}
     */
    public String expression() {
        return formula.expression();
    }

    RateRange range() {
        return formula.range();
    }
}
