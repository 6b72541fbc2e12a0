package dev.retention.purchase;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.Activity;
import dev.retention.history.History;
import dev.retention.internal.Checks;
import java.util.Locale;

/**
 * What the models of purchasing need to know about one customer: how often, how lately and for how long.
 *
 * <p>Time runs from the customer's first purchase and is measured in the unit of the model that it is given to.
 *
 * <ul>
 *   <li>The first purchase is not counted: who bought on five days has frequency 4.
 *   <li>Recency is the customer's age at the last purchase, not the time since then. Without a repeat purchase it is 0.
 *   <li>Age is the time from the first purchase to the end of the observation.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param frequency repeat purchases, at least 0; purchases on one day count as one
 * @param recency time from the first purchase to the last, in [0, {@code age}]; 0 if {@code frequency} is 0
 * @param age time from the first purchase to the end of the observation, 0 or in [1e-120, 1e120], beyond which no unit of
 *     time makes sense
 * @since 0.1.0
 */
public record PurchaseHistory(int frequency, double recency, double age) {

    /**
     * Checks the history.
     *
     * @param frequency repeat purchases
     * @param recency time from the first purchase to the last
     * @param age time from the first purchase to the end of the observation
     * @throws IllegalArgumentException if a number is outside its range
     */
    public PurchaseHistory {
        check(frequency, recency, age);
        recency += 0.0;
        age += 0.0;
    }

    /**
     * Makes a history.
     *
     * @param frequency repeat purchases, at least 0
     * @param recency time from the first purchase to the last, in [0, {@code age}]; 0 if {@code frequency} is 0
     * @param age time from the first purchase to the end of the observation, 0 or in [1e-120, 1e120]
     * @return the history
     * @throws IllegalArgumentException if a number is outside its range
     */
    public static PurchaseHistory of(int frequency, double recency, double age) {
        return new PurchaseHistory(frequency, recency, age);
    }

    /**
     * Counts in calendar periods instead of elapsed time, as the Python packages lifetimes and PyMC-Marketing do with any unit
     * but the day: several purchases in a week are one, and from Sunday to Monday it is a week.
     *
     * <pre>
     *   frequency = active periods − 1,   recency = last − first active period,   age = last period of the data − first
     * </pre>
     *
     * <ul>
     *   <li>For comparing with those packages. A fit gains nothing from it, since the rounding hides when customers bought;
     *       {@link PurchaseCounting} counts in elapsed time.
     *   <li>The period that holds the as-of day is the last, though it may be running still.
     * </ul>
     *
     * @param history what the customer did, each event a purchase, on a timeline of those periods
     * @return the history in periods of the timeline, which are the unit of a model fitted to such histories
     */
    public static PurchaseHistory inPeriods(History history) {
        Activity activity = requireNonNull(history, "history").activity();
        int first = activity.first();
        return new PurchaseHistory(
                activity.count() - 1,
                activity.last() - first,
                history.timeline().size() - 1 - first);
    }

    static void check(int frequency, double recency, double age) {
        Checks.notNegative(frequency, "frequency");
        checkArgument(isAge(age), "age (%s) must be 0 or in [1e-120, 1e120]", age);
        checkArgument(recency >= 0 && recency <= age, "recency (%s) must be in [0, age = %s]", recency, age);
        checkArgument(
                frequency > 0 || recency == 0,
                "recency (%s) must be 0 for a customer without repeat purchase",
                recency);
    }

    /** Refuses a unit in which whole days could be times that {@link #isAge} refuses. */
    static double checkDaysPerUnit(double daysPerUnit) {
        checkArgument(
                daysPerUnit >= 1e-100 && daysPerUnit <= 1e100,
                "daysPerUnit (%s) must be in [1e-100, 1e100]",
                daysPerUnit);
        return daysPerUnit;
    }

    /** Whether powers of such a time neither overflow nor vanish. */
    private static boolean isAge(double age) {
        return age == 0 || (age >= 1e-120 && age <= 1e120);
    }

    /** Prints the three numbers, such as {@code x = 2, t_x = 30.43, T = 38.86}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "x = %d, t_x = %.4g, T = %.4g", frequency, recency, age);
    }
}
