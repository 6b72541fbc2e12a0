package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * How a price per interval becomes recurring value per month. Systems agree on months and years and differ on weeks and days: 100 a week
 * are 433.33, 400, 433 or 0 a month.
 *
 * <pre>{@code
 * MonthlyFactor.YEAR_OF_52_WEEKS.monthly(new BigDecimal("100"), BillingInterval.WEEKLY).rounded(2, HALF_EVEN);     // 433.33
 * MonthlyFactor.MONTH_OF_4_WEEKS.monthly(new BigDecimal("100"), BillingInterval.WEEKLY).rounded(2, HALF_EVEN);     // 400.00
 * MonthlyFactor.YEAR_OF_52_WEEKS.monthly(new BigDecimal("19.95"), BillingInterval.YEARLY).rounded(4, HALF_UP);     // 1.6625
 * }</pre>
 *
 * <table>
 *   <caption>What a price of 1 is a month</caption>
 *   <tr><th>factor</th><th>a day</th><th>a week</th><th>a month</th><th>a year</th><th>used by</th></tr>
 *   <tr><td>{@code YEAR_OF_52_WEEKS}</td><td>365/12</td><td>52/12</td><td>1</td><td>1/12</td><td>Polar, fivetran</td></tr>
 *   <tr><td>{@code MONTH_OF_4_WEEKS}</td><td>30</td><td>4</td><td>1</td><td>1/12</td><td>RevenueCat, Ghost (weeks)</td></tr>
 *   <tr><td>{@code MONTH_OF_4_33_WEEKS}</td><td>30.31</td><td>4.33</td><td>1</td><td>1/12</td><td>Lago (weeks)</td></tr>
 *   <tr><td>{@code YEAR_OF_365_DAYS}</td><td>365/12</td><td>365/84</td><td>1</td><td>1/12</td><td>days and weeks alike</td></tr>
 *   <tr><td>{@code MONTHS_AND_YEARS}</td><td>0</td><td>0</td><td>1</td><td>1/12</td><td>Kill Bill</td></tr>
 * </table>
 *
 * <p>A price for several units is that for one divided by their number: 100 every two weeks are half of 100 every week.
 *
 * @since 0.1.0
 */
public enum MonthlyFactor {
    /** A year has 365 days, 52 weeks and 12 months. */
    YEAR_OF_52_WEEKS(365, 12, 52, 12),
    /** A month has 30 days and 4 weeks. */
    MONTH_OF_4_WEEKS(30, 1, 4, 1),
    /** A month has 4.33 weeks of 7 days. */
    MONTH_OF_4_33_WEEKS(3031, 100, 433, 100),
    /** A year has 365 days, of which 7 are a week: 365/84 weeks a month. */
    YEAR_OF_365_DAYS(365, 12, 365, 84),
    /** What is charged by days or weeks does not recur from month to month and has no value. */
    MONTHS_AND_YEARS(0, 1, 0, 1);

    private final long days;
    private final long daysOver;
    private final long weeks;
    private final long weeksOver;

    MonthlyFactor(long days, long daysOver, long weeks, long weeksOver) {
        this.days = days;
        this.daysOver = daysOver;
        this.weeks = weeks;
        this.weeksOver = weeksOver;
    }

    /**
     * The recurring value of a price.
     *
     * @param price what is charged each time, at least 0
     * @param interval how often
     * @return the value per month, exactly
     * @throws IllegalArgumentException if the price is below 0 or out of range
     */
    public MonthlyValue monthly(BigDecimal price, BillingInterval interval) {
        checkArgument(Checks.amount(price, "price").signum() >= 0, "price (%s) must be at least 0", price);
        requireNonNull(interval, "interval");
        MonthlyValue each = switch (interval.unit()) {
            case DAY -> of(price, days, daysOver);
            case WEEK -> of(price, weeks, weeksOver);
            case MONTH -> of(price, 1, 1);
            case YEAR -> of(price, 1, 12);
        };
        return each.dividedBy(interval.count());
    }

    private static MonthlyValue of(BigDecimal price, long times, long over) {
        BigInteger numerator = price.unscaledValue().multiply(BigInteger.valueOf(times));
        BigInteger denominator = BigInteger.valueOf(over);
        return price.scale() < 0
                ? MonthlyValue.of(numerator.multiply(BigInteger.TEN.pow(-price.scale())), denominator)
                : MonthlyValue.of(numerator, denominator.multiply(BigInteger.TEN.pow(price.scale())));
    }
}
