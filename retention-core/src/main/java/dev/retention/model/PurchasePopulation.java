package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.internal.BoundedRandom;
import dev.retention.internal.Quadrature;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import java.util.random.RandomGenerator;

/** What a model of purchasing says of newcomers, and how it draws them. */
abstract sealed class PurchasePopulation permits PurchaseModel {
    /** Where the discount factor has fallen to e^−45, the rest is nothing. */
    private static final double NEGLIGIBLE = 45;

    private static final double STEEPEST_PANEL = 6;

    static final double LONGEST_TIME = 1e120;

    /** So many random numbers a customer may take to be drawn: some millions of purchases. */
    private static final long MOST_NUMBERS = 20_000_000;

    private final PeriodsPerYear unit;

    PurchasePopulation(PeriodsPerYear unit) {
        this.unit = requireNonNull(unit, "unit");
    }

    abstract Outlook newcomer();

    abstract PurchaseHistory draw(double age, RandomGenerator random);

    /** Draws a customer of some age who buys at random at a rate until an end. */
    static PurchaseHistory draw(double rate, double end, double age, RandomGenerator random) {
        int x = 0;
        double last = 0;
        for (double time = random.nextExponential() / rate; time <= end; time += random.nextExponential() / rate) {
            x = Math.addExact(x, 1);
            last = time;
        }
        return PurchaseHistory.of(x, last, age);
    }

    /**
     * The unit of time of the parameters, of histories and of horizons.
     *
     * @return the unit
     */
    public final PeriodsPerYear unit() {
        return unit;
    }

    /**
     * The expected number of repeat purchases of a newcomer.
     *
     * @param t the horizon, from the first purchase, in [0, 1e120]
     * @return at least 0; 0 for {@code t} = 0
     * @throws IllegalArgumentException if {@code t} is outside its range
     */
    public final double expectedPurchases(double t) {
        return expected(newcomer(), t);
    }

    /**
     * The probability that a newcomer is still a customer.
     *
     * @param t the time from the first purchase, in [0, 1e120]
     * @return in [0, 1], not increasing in {@code t}
     * @throws IllegalArgumentException if {@code t} is outside its range
     */
    public final double probabilityAlive(double t) {
        Outlook outlook = newcomer();
        return time(t, "t") == 0 ? outlook.alive() : outlook.aliveAfter(t);
    }

    /**
     * The probability that a newcomer makes a number of repeat purchases in (0, t].
     *
     * @param purchases the number, at least 0
     * @param t the horizon, in [0, 1e120]
     * @return in [0, 1]; adds up to 1 over all numbers
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public final double probabilityOf(int purchases, double t) {
        return probability(newcomer(), purchases, 0, t);
    }

    /**
     * The probability that a newcomer makes a number of repeat purchases in (from, to]. They may have left before.
     *
     * @param purchases the number, at least 0
     * @param from the beginning, from the first purchase, at least 0
     * @param to the end, at least {@code from} and at most 1e120
     * @return in [0, 1]; adds up to 1 over all numbers
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public final double probabilityOf(int purchases, double from, double to) {
        return probability(newcomer(), purchases, from, to);
    }

    /**
     * The discounted expected repeat purchases of a newcomer: what a first purchase is worth, in purchases of today.
     *
     * <pre>
     *   ∫₀^∞ e^(−δ t) dE[X(t)]
     * </pre>
     *
     * where {@code δ} is the continuous rate per {@link #unit()}.
     *
     * @param rate the discount rate
     * @return at least 0; infinite only without discounting, where customers who stay for ever weigh too much
     */
    public final double discountedExpectedPurchases(DiscountRate rate) {
        return newcomer().discounted(requireNonNull(rate, "rate").continuousPer(unit));
    }

    /**
     * The discounted expected repeat purchases of a newcomer in a limited time.
     *
     * <pre>
     *   ∫₀^h e^(−δ t) dE[X(t)]  =  e^(−δh) E[X(h)] + δ ∫₀^h e^(−δ t) E[X(t)] dt
     * </pre>
     *
     * @param rate the discount rate
     * @param horizon {@code h}, from the first purchase, in [0, 1e120]
     * @return at least 0, at most {@link #expectedPurchases(double)}
     * @throws IllegalArgumentException if {@code horizon} is outside its range
     */
    public final double discountedExpectedPurchases(DiscountRate rate, double horizon) {
        return discounted(newcomer(), requireNonNull(rate, "rate"), horizon);
    }

    /**
     * Draws a newcomer from the model and follows them.
     *
     * @param age how long to follow them, in [0, 1e120]
     * @param random the source of randomness
     * @return the history
     * @throws IllegalArgumentException if {@code age} is outside its range, or {@code random} gives always the same or the
     *     customer buys many millions of times
     */
    public final PurchaseHistory simulate(double age, RandomGenerator random) {
        time(age, "age");
        return draw(age, new BoundedRandom(requireNonNull(random, "random"), MOST_NUMBERS));
    }

    /**
     * Draws a customer base like another: as many newcomers of the same ages, who buy as this model has it.
     *
     * @param customers whose ages to take, in this model's unit
     * @param random the source of randomness
     * @return the histories, counted; the same source in the same state gives the same customers
     * @throws IllegalArgumentException if {@code customers} are in another unit
     */
    public final PurchaseSummary simulate(PurchaseSummary customers, RandomGenerator random) {
        requireNonNull(random, "random");
        checkUnit(customers);
        PurchaseSummary.Builder drawn = PurchaseSummary.inUnits(unit);
        for (int row = 0; row < customers.size(); row++) {
            for (long i = 0; i < customers.count(row); i++) {
                drawn.add(simulate(customers.age(row), random), 1);
            }
        }
        return drawn.build();
    }

    final void checkUnit(PurchaseSummary customers) {
        requireNonNull(customers, "customers");
        checkArgument(
                customers.unit().equals(unit),
                "customers must be in the model's unit (%s), were in %s",
                unit,
                customers.unit());
    }

    /** Beyond this no unit of time makes sense, and powers overflow. */
    static double time(double t, String name) {
        checkArgument(t >= 0 && t <= LONGEST_TIME, "%s (%s) must be in [0, %s]", name, t, LONGEST_TIME);
        return t;
    }

    static double expected(Outlook outlook, double t) {
        return time(t, "t") == 0 ? 0 : outlook.expected(t);
    }

    final double discounted(Outlook outlook, DiscountRate rate, double horizon) {
        double delta = rate.continuousPer(unit);
        if (time(horizon, "horizon") == 0) {
            return 0;
        }
        double atEnd = outlook.expected(horizon);
        if (delta == 0 || atEnd == 0) {
            return atEnd;
        }
        // Expected purchases bend most at the start: panels that double from there meet any scale of
        // time. None is so long that the discount factor falls by more than e^−6.
        double scale = outlook.scale();
        double end = Math.min(horizon, NEGLIGIBLE / delta);
        double integral = 0;
        double from = 0;
        while (from < end) {
            double to = Math.min(end, from + Math.min(scale + from, STEEPEST_PANEL / delta));
            double half = (to - from) / 2;
            for (int i = 0; i < Quadrature.POINTS; i++) {
                double t = from + half * (1 + Quadrature.node(i));
                integral += Quadrature.weight(i) * half * Math.exp(-delta * t) * outlook.expected(t);
            }
            from = to;
        }
        return Math.exp(-delta * horizon) * atEnd + delta * integral;
    }

    static double probability(Outlook outlook, int purchases, double from, double to) {
        checkArgument(purchases >= 0, "purchases (%s) must be at least 0", purchases);
        time(to, "to");
        checkArgument(from >= 0 && from <= to, "from (%s) must be in [0, to = %s]", from, to);
        if (from == to) {
            return purchases == 0 ? 1 : 0;
        }
        return Math.min(1, outlook.probability(purchases, from, to));
    }
}
