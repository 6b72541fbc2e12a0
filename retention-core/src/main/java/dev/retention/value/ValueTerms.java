package dev.retention.value;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What turns expected purchases into money of today: the margin, the discount rate, how far ahead to look and when in time
 * money counts.
 *
 * <pre>{@code
 * ValueTerms.of(0.30, DiscountRate.percentPerYear(15));                              // for ever
 * ValueTerms.of(0.30, DiscountRate.percentPerYear(15)).over(3, PeriodsPerYear.YEARLY);
 * ValueTerms.of(0.30, DiscountRate.percentPerYear(15)).inPeriods(12, PeriodsPerYear.MONTHLY);
 * }</pre>
 *
 * <ul>
 *   <li>Rate and horizon carry their unit and are converted to that of the model, so a yearly rate meets weekly data right.
 *   <li>Money is discounted from the day of the purchase; {@link #inPeriods} discounts as spreadsheets do, all money of a
 *       period from the period's end, which gives a little less.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class ValueTerms {
    static final int MAX_PERIODS = 100_000;

    private final double margin;
    private final DiscountRate discount;
    private final double length;
    private final @Nullable PeriodsPerYear period;
    private final Counting counting;

    /** How far to look and when money counts. */
    enum Counting {
        FOR_EVER,
        WHEN_BOUGHT,
        AT_PERIOD_ENDS
    }

    private ValueTerms(
            double margin, DiscountRate discount, double length, @Nullable PeriodsPerYear period, Counting counting) {
        checkArgument(margin > 0 && margin <= 1, "margin (%s) must be a share in (0, 1]", margin);
        this.margin = margin;
        this.discount = requireNonNull(discount, "discount");
        this.length = length;
        this.period = period;
        this.counting = counting;
    }

    /**
     * Terms without a horizon.
     *
     * @param margin the share of the amounts that is profit before acquisition cost, in (0, 1]; 1 values revenue
     * @param discount the discount rate, above 0 unless a horizon is set
     * @return the terms
     * @throws IllegalArgumentException if {@code margin} is outside its range
     */
    public static ValueTerms of(double margin, DiscountRate discount) {
        return new ValueTerms(margin, discount, Double.POSITIVE_INFINITY, null, Counting.FOR_EVER);
    }

    /**
     * Looks only some time ahead.
     *
     * @param length how far, positive and finite
     * @param unit in which unit
     * @return these terms with that horizon
     * @throws IllegalArgumentException if {@code length} is outside its range
     */
    public ValueTerms over(double length, PeriodsPerYear unit) {
        Checks.positive(length, "length");
        return new ValueTerms(margin, discount, length, requireNonNull(unit, "unit"), Counting.WHEN_BOUGHT);
    }

    /**
     * Looks some periods ahead and counts what is bought in a period at its end.
     *
     * <pre>
     *   Σ_{i = 1..n} (E[X(i)] − E[X(i − 1)]) / (1 + d)^i
     * </pre>
     *
     * @param count {@code n}, how many periods, from 1 to 100,000
     * @param period the period
     * @return these terms with that horizon
     * @throws IllegalArgumentException if {@code count} is outside its range
     */
    public ValueTerms inPeriods(int count, PeriodsPerYear period) {
        checkArgument(
                count >= 1 && count <= MAX_PERIODS, "count (%s) must be from 1 to %s periods", count, MAX_PERIODS);
        return new ValueTerms(margin, discount, count, requireNonNull(period, "period"), Counting.AT_PERIOD_ENDS);
    }

    /**
     * The share of the amounts that is profit.
     *
     * @return in (0, 1]
     */
    public double margin() {
        return margin;
    }

    /**
     * The discount rate.
     *
     * @return the rate
     */
    public DiscountRate discount() {
        return discount;
    }

    Counting counting() {
        return counting;
    }

    /** The length of the horizon in another unit. */
    double lengthIn(PeriodsPerYear unit) {
        return period == null ? length : length * unit.per(period);
    }

    /** How many periods {@link #inPeriods} named. */
    int periods() {
        return (int) length;
    }

    /** What a sum at the end of the i-th period is worth today. */
    double worthAtEndOf(int i) {
        return Math.exp(-discount.continuousPer(requireNonNull(period)) * i);
    }

    /** Tells whether the other object states the same terms. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ValueTerms that
                && margin == that.margin
                && discount.equals(that.discount)
                && length == that.length
                && Objects.equals(period, that.period)
                && counting == that.counting;
    }

    @Override
    public int hashCode() {
        return Objects.hash(margin, discount, length, period, counting);
    }

    /** Prints the terms, such as {@code margin 30.0 %, 15 % a year, 36 periods of 12 a year at their ends}. */
    @Override
    public String toString() {
        String horizon = period == null
                ? "for ever"
                : Text.plain(length) + " periods of " + period
                        + (counting == Counting.AT_PERIOD_ENDS ? " at their ends" : "");
        return "margin " + Text.percent(margin) + ", " + discount + ", " + horizon;
    }
}
