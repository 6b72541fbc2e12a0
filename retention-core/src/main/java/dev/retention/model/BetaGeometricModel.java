package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.PeriodsPerYear;
import dev.retention.internal.Checks;
import dev.retention.internal.GammaSampler;
import dev.retention.internal.LogRising;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** What BG/NBD, MBG/NBD and their regular variants have in common: they differ in k and in when a customer may leave. */
abstract sealed class BetaGeometricModel extends PurchaseModel permits BgNbd, MbgNbd, BgCnbd, MbgCnbd {

    /** When a customer may leave. */
    enum Dropout {
        /** After each repeat purchase. */
        REPEAT,
        /** After each purchase, the first included. */
        EVERY;

        /** The occasions to leave that a customer with x repeat purchases has had. */
        long occasions(int x) {
            return this == EVERY ? x + 1L : x;
        }
    }

    private static final int MOST_REGULAR = 1000;

    /** The logarithm of a likelihood from which on it is known better by its complement. */
    private static final double LIKELY = -0.1;

    private final Dropout dropout;
    private final int regularity;
    private final double r;
    private final double alpha;
    private final double a;
    private final double b;
    private final BetaGeometricCurves curves;

    BetaGeometricModel(
            PeriodsPerYear unit, Dropout dropout, int regularity, double r, double alpha, double a, double b) {
        super(unit);
        checkRegularity(regularity);
        this.dropout = dropout;
        this.regularity = regularity;
        this.r = Checks.positive(r, "r");
        this.alpha = Checks.positive(alpha, "alpha");
        this.a = Checks.positive(a, "a");
        this.b = Checks.positive(b, "b");
        this.curves = new BetaGeometricCurves(dropout, regularity, r, a, b);
    }

    /** Phases are passed one by one. */
    static void checkRegularity(int regularity) {
        checkArgument(
                regularity >= 1 && regularity <= MOST_REGULAR,
                "regularity (%s) must be in [1, %s]",
                regularity,
                MOST_REGULAR);
    }

    /**
     * The shape of the gamma law of rates: small if customers differ much.
     *
     * @return {@code r}, positive
     */
    public final double r() {
        return r;
    }

    /**
     * The inverse scale of the gamma law of rates, in the model's unit of time.
     *
     * @return {@code alpha}, positive
     */
    public final double alpha() {
        return alpha;
    }

    /**
     * The first shape of the beta law of the probability to leave.
     *
     * @return {@code a}, positive
     */
    public final double a() {
        return a;
    }

    /**
     * The second shape of the beta law of the probability to leave.
     *
     * @return {@code b}, positive
     */
    public final double b() {
        return b;
    }

    /**
     * The posterior mean of the probability with which a customer leaves after a purchase.
     *
     * @param history the customer until now
     * @return in (0, 1)
     */
    public final double expectedDropout(PurchaseHistory history) {
        long occasions = dropout.occasions(requireNonNull(history, "history").frequency());
        return (a + after(history).dead()) / (a + b + occasions);
    }

    final int k() {
        return regularity;
    }

    @Override
    final Outlook newcomer() {
        double[] phases = new double[regularity];
        phases[0] = 1;
        return dropout == Dropout.EVERY
                ? new BetaGeometricOutlook(curves, b / (a + b), a / (a + b), 0, alpha, phases)
                : new BetaGeometricOutlook(curves, 1, 0, 0, alpha, phases);
    }

    @Override
    final Outlook after(PurchaseHistory history) {
        double n = shape(history);
        double[] phases = phases(history, n);
        double total = 0;
        for (double phase : phases) {
            total += phase;
        }
        long occasions = dropout.occasions(history.frequency());
        double odds = 0;
        if (occasions > 0) {
            odds = a / (b + (occasions - 1)) / total * Math.exp(n * sinceLast(history));
        }
        for (int j = 0; j < phases.length; j++) {
            phases[j] /= total;
        }
        return new BetaGeometricOutlook(
                curves,
                1 / (1 + odds),
                1 / (1 + 1 / odds),
                (long) regularity * history.frequency(),
                alpha + history.age(),
                phases);
    }

    @Override
    final double logLikelihoodOf(PurchaseHistory history) {
        int x = history.frequency();
        long occasions = dropout.occasions(x);
        double n = shape(history);
        double[] phases = phases(history, n);
        double odds = logOddsOfDead(history, n, phases);
        double inPhases = 0;
        for (double phase : phases) {
            inPhases += phase;
        }
        long events = (long) regularity * x;
        double value = LogRising.value(b, occasions)
                - LogRising.value(a + b, occasions)
                + LogRising.value(r, events)
                - r * Math.log1p(history.age() / alpha)
                - events * Math.log(alpha + history.age())
                + Math.log(inPhases)
                + Math.max(0, odds)
                + Math.log1p(Math.exp(-Math.abs(odds)))
                - x * LogRising.value(1, regularity - 1);
        // Of a likely silence the logarithm is small, and the sum has lost its digits.
        return x == 0 && value > LIKELY ? Math.log1p(-purchaseUntil(history.age())) : value;
    }

    /** The probability that a newcomer makes a purchase in (0, t], which keeps its digits where it is small. */
    private double purchaseUntil(double t) {
        double alive = dropout == Dropout.EVERY ? b / (a + b) : 1;
        return alive
                * (regularity == 1
                        ? -Math.expm1(-r * Math.log1p(t / alpha))
                        : BetaGeometricOutlook.atLeast(regularity, r, alpha, t));
    }

    @Override
    final double rateOf(PurchaseHistory history) {
        double n = shape(history);
        double[] phases = phases(history, n);
        double dead = logOddsOfDead(history, n, phases);
        double total = 0;
        double events = 0;
        for (int j = 0; j < phases.length; j++) {
            total += phases[j];
            events += phases[j] * (n + j);
        }
        double whileAlive = events / total / (alpha + history.age());
        double untilDeath = n / (alpha + history.recency());
        return (whileAlive / (1 + Math.exp(dead)) + untilDeath / (1 + Math.exp(-dead))) / regularity;
    }

    @Override
    final double ofIntervals(PurchaseSummary customers) {
        return (regularity - 1) * customers.sumOfLogIntervals().orElse(0);
    }

    private double shape(PurchaseHistory history) {
        return r + (double) regularity * history.frequency();
    }

    /** In proportion to the probability that j events, too few for a purchase, have passed since the last one. */
    private double[] phases(PurchaseHistory history, double n) {
        double[] phases = new double[regularity];
        double share = (history.age() - history.recency()) / (alpha + history.age());
        phases[0] = 1;
        for (int j = 1; j < regularity; j++) {
            phases[j] = phases[j - 1] * (n + j - 1) / j * share;
        }
        return phases;
    }

    /** ln P(left) − ln P(alive). */
    private double logOddsOfDead(PurchaseHistory history, double n, double[] phases) {
        long occasions = dropout.occasions(history.frequency());
        if (occasions == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return Math.log(a / (b + (occasions - 1)))
                + n * sinceLast(history)
                - (regularity == 1 ? 0 : Math.log(Arrays.stream(phases).sum()));
    }

    /** ln (α + T) − ln (α + t_x). */
    private double sinceLast(PurchaseHistory history) {
        return Math.log1p((history.age() - history.recency()) / (alpha + history.recency()));
    }

    @Override
    final PurchaseHistory draw(double age, RandomGenerator random) {
        double rate = GammaSampler.gamma(r, random) / alpha;
        double leaves = GammaSampler.beta(a, b, random);
        int x = 0;
        double last = 0;
        boolean alive = dropout == Dropout.REPEAT || random.nextDouble() >= leaves;
        while (alive) {
            double time = last;
            for (int i = 0; i < regularity; i++) {
                time += random.nextExponential() / rate;
            }
            if (!(time <= age)) {
                break;
            }
            last = time;
            x = Math.addExact(x, 1);
            alive = random.nextDouble() >= leaves;
        }
        return PurchaseHistory.of(x, last, age);
    }

    /** Prints the parameters. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s[%sr = %.6g, alpha = %.6g, a = %.6g, b = %.6g, %.6g periods a year]",
                getClass().getSimpleName(),
                regularity == 1 ? "" : "k = " + regularity + ", ",
                r,
                alpha,
                a,
                b,
                unit().count());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BetaGeometricModel that
                && getClass() == that.getClass()
                && unit().equals(that.unit())
                && regularity == that.regularity
                && r == that.r
                && alpha == that.alpha
                && a == that.a
                && b == that.b;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new double[] {regularity, r, alpha, a, b});
    }
}
