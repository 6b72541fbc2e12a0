package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.internal.Checks;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.PurchaseHistory;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * How likely a customer still was one, day by day: a line that falls with every silent day and is back up after a purchase.
 *
 * <pre>
 *   P(alive on day d) = P(alive | x(d), t_x(d), T(d))    from what the customer had done by the end of that day
 * </pre>
 *
 * <ul>
 *   <li>The model is one of today, fitted to all that is known; it looks back as if it had been there before.
 *   <li>Under the {@link BgNbd} a customer is surely alive until the second purchase. See there.
 *   <li>Days after the as-of day are as if the customer stayed silent: the line says how soon the silence will tell.
 * </ul>
 *
 * <p>Takes one prediction a day. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1287/mksc.1040.0098">Fader, Hardie and Lee (2005)</a>
 * @since 0.1.0
 */
public final class AlivePath {
    /** A thousand years. */
    private static final long MOST_DAYS = 366_000;

    private final ImmutableList<Day> days;

    private AlivePath(ImmutableList<Day> days) {
        this.days = days;
    }

    /**
     * Follows a customer to the as-of day.
     *
     * @param model the model, in the unit of {@code purchases}
     * @param purchases the customers
     * @param index the number of the customer, see {@link CustomerPurchases#find}
     * @return the path from the first purchase on
     * @throws IllegalArgumentException if the units differ
     * @throws IndexOutOfBoundsException if there is no such customer
     */
    public static AlivePath of(PurchaseModel model, CustomerPurchases<?> purchases, int index) {
        return of(model, requireNonNull(purchases, "purchases"), index, purchases.asOf());
    }

    /**
     * Follows a customer to some day, which may lie ahead.
     *
     * @param model the model, in the unit of {@code purchases}
     * @param purchases the customers
     * @param index the number of the customer, see {@link CustomerPurchases#find}
     * @param lastDay the last day of the path, not before the customer's first purchase
     * @return the path from the first purchase on
     * @throws IllegalArgumentException if the units differ or {@code lastDay} is before the first purchase or more than 366,000
     *     days after it
     * @throws IndexOutOfBoundsException if there is no such customer
     */
    public static AlivePath of(PurchaseModel model, CustomerPurchases<?> purchases, int index, LocalDate lastDay) {
        PurchaseTracking.checkUnit(model, purchases);
        requireNonNull(lastDay, "lastDay");
        List<LocalDate> bought = purchases.purchaseDays(index);
        LocalDate first = bought.get(0);
        checkArgument(
                !lastDay.isBefore(first), "lastDay (%s) must not be before the first purchase (%s)", lastDay, first);
        long length = ChronoUnit.DAYS.between(first, lastDay);
        Checks.atMost(length, MOST_DAYS, "days to lastDay");
        ImmutableList.Builder<Day> days = ImmutableList.builder();
        int last = 0;
        for (LocalDate day = first; !day.isAfter(lastDay); day = day.plusDays(1)) {
            while (last + 1 < bought.size() && !bought.get(last + 1).isAfter(day)) {
                last++;
            }
            PurchaseHistory history = PurchaseHistory.of(
                    last,
                    ChronoUnit.DAYS.between(first, bought.get(last)) / purchases.daysPerUnit(),
                    ChronoUnit.DAYS.between(first, day) / purchases.daysPerUnit());
            days.add(new Day(day, history, model.probabilityAlive(history)));
        }
        return new AlivePath(days.build());
    }

    /**
     * A day of the path.
     *
     * @param date the day
     * @param history what the customer had done by its end
     * @param probabilityAlive how likely the customer still was one, in [0, 1]
     * @since 0.1.0
     */
    public record Day(LocalDate date, PurchaseHistory history, double probabilityAlive) {
        /**
         * Checks the day.
         *
         * @param date the day
         * @param history what the customer had done by its end
         * @param probabilityAlive how likely the customer still was one
         * @throws IllegalArgumentException if {@code probabilityAlive} is not in [0, 1]
         */
        public Day {
            requireNonNull(date, "date");
            requireNonNull(history, "history");
            Checks.closedUnit(probabilityAlive, "probabilityAlive");
        }
    }

    /**
     * The days.
     *
     * @return from the first purchase on, without a gap; unmodifiable
     */
    public List<Day> days() {
        return days;
    }

    /** Prints the last day, such as {@code 0.4821 on 1997-09-30}. */
    @Override
    public String toString() {
        Day last = days.get(days.size() - 1);
        return String.format(Locale.ROOT, "%.4g on %s", last.probabilityAlive(), last.date());
    }
}
