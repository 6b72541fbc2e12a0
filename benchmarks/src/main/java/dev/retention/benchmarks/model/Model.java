package dev.retention.benchmarks.model;

import dev.retention.PeriodsPerYear;
import dev.retention.model.BgNbd;
import dev.retention.model.MbgNbd;
import dev.retention.model.ParetoNbd;
import dev.retention.model.PurchaseModel;
import dev.retention.model.PurchaseModelFitter;
import dev.retention.purchase.PurchaseHistory;

/** A model of purchasing, with parameters in days as they are known for a music shop of 1997. */
// What the constants hold is immutable and cannot say so.
@SuppressWarnings("ImmutableEnumChecker")
public enum Model {
    BG_NBD(
            BgNbd.of(PeriodsPerYear.DAILY, Buyers.R, Buyers.ALPHA_DAYS, Buyers.A, Buyers.B),
            BgNbd.fitter(),
            BgNbd.fitter().startingAt(BgNbd.of(PeriodsPerYear.DAILY, 3, 5, 4, 0.5))) {
        @Override
        double aliveByHand(PurchaseHistory history) {
            if (history.frequency() == 0) {
                return 1;
            }
            double odds = Buyers.A / (Buyers.B + history.frequency() - 1);
            return 1 / (1 + odds * silence(history));
        }

        @Override
        double purchasesByHand(PurchaseHistory history, double t) {
            return aliveByHand(history) * purchases(history, history.frequency(), t);
        }
    },
    MBG_NBD(
            MbgNbd.of(PeriodsPerYear.DAILY, Buyers.R, Buyers.ALPHA_DAYS, Buyers.A, Buyers.B),
            MbgNbd.fitter(),
            MbgNbd.fitter().startingAt(MbgNbd.of(PeriodsPerYear.DAILY, 3, 5, 4, 0.5))) {
        @Override
        double aliveByHand(PurchaseHistory history) {
            double odds = Buyers.A / (Buyers.B + history.frequency());
            return 1 / (1 + odds * silence(history));
        }

        @Override
        double purchasesByHand(PurchaseHistory history, double t) {
            return aliveByHand(history) * purchases(history, history.frequency() + 1, t);
        }
    },
    PARETO_NBD(
            ParetoNbd.of(PeriodsPerYear.DAILY, Pareto.R, Pareto.ALPHA_DAYS, Pareto.S, Pareto.BETA_DAYS),
            ParetoNbd.fitter(),
            ParetoNbd.fitter().startingAt(ParetoNbd.of(PeriodsPerYear.DAILY, 3, 5, 4, 5))) {
        @Override
        double aliveByHand(PurchaseHistory history) {
            return Pareto.alive(history);
        }

        @Override
        double purchasesByHand(PurchaseHistory history, double t) {
            return Pareto.alive(history) * Pareto.purchases(history, t);
        }
    };

    private final PurchaseModel parameters;
    private final PurchaseModelFitter<?> fitter;
    private final PurchaseModelFitter<?> fitterFromAfar;

    Model(PurchaseModel parameters, PurchaseModelFitter<?> fitter, PurchaseModelFitter<?> fitterFromAfar) {
        this.parameters = parameters;
        this.fitter = fitter;
        this.fitterFromAfar = fitterFromAfar;
    }

    /** The model with the parameters known. */
    PurchaseModel parameters() {
        return parameters;
    }

    PurchaseModelFitter<?> fitter() {
        return fitter;
    }

    /** A fitter that starts far away. */
    PurchaseModelFitter<?> fitterFromAfar() {
        return fitterFromAfar;
    }

    /** The probability of being still a customer, from the formula in the literature. */
    abstract double aliveByHand(PurchaseHistory history);

    /** Expected purchases in a time ahead, from the formula in the literature. */
    abstract double purchasesByHand(PurchaseHistory history, double t);

    /** Purchases ahead of a customer of Pareto/NBD, discounted, from the formula in the literature. */
    static double discountedInParetoByHand(PurchaseHistory history, double delta) {
        return Pareto.alive(history) * Pareto.discounted(history, delta);
    }

    /** Expected purchases of somebody alive who may have left so many times. */
    private static double purchases(PurchaseHistory history, int occasions, double t) {
        double r = Buyers.R + history.frequency();
        double b = Buyers.B + occasions;
        double end = Buyers.ALPHA_DAYS + history.age() + t;
        double none = Math.pow((Buyers.ALPHA_DAYS + history.age()) / end, r);
        return (Buyers.A + b - 1) / (Buyers.A - 1) * (1 - none * hypergeometric(r, b, Buyers.A + b - 1, t / end));
    }

    /** The hypergeometric function 2F1 by its power series. */
    private static double hypergeometric(double a, double b, double c, double z) {
        double term = 1;
        double sum = 1;
        for (int k = 0; Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
            term *= (a + k) * (b + k) / ((c + k) * (k + 1)) * z;
            sum += term;
        }
        return sum;
    }

    /** How much likelier a buyer's silence is if the buyer has left. */
    private static double silence(PurchaseHistory history) {
        double ratio = (Buyers.ALPHA_DAYS + history.age()) / (Buyers.ALPHA_DAYS + history.recency());
        return Math.pow(ratio, Buyers.R + history.frequency());
    }

    /** The other model. */
    private static final class Pareto {
        static final double R = 0.553;
        static final double ALPHA_DAYS = 10.578 * 7;
        static final double S = 0.606;
        static final double BETA_DAYS = 11.669 * 7;

        /** Γ(1 − s), by mpmath 1.3. */
        private static final double GAMMA = 2.252809840079833;

        /** By two hypergeometric functions, for α ≤ β. */
        static double alive(PurchaseHistory history) {
            double n = R + history.frequency();
            double left = from(history.recency(), history.age(), n) - from(history.age(), history.age(), n);
            return 1 / (1 + S / (n + S) * left);
        }

        private static double from(double t, double age, double n) {
            double start = BETA_DAYS + t;
            double function = hypergeometric(n + S, n, n + S + 1, (BETA_DAYS - ALPHA_DAYS) / start);
            return Math.pow((ALPHA_DAYS + age) / start, n) * Math.pow((BETA_DAYS + age) / start, S) * function;
        }

        /** Expected purchases of somebody alive. */
        static double purchases(PurchaseHistory history, double t) {
            double beta = BETA_DAYS + history.age();
            return rate(history) * beta / (S - 1) * (1 - Math.pow(beta / (beta + t), S - 1));
        }

        /** Discounted purchases of somebody alive, by the incomplete gamma function Γ(1 − s, z). */
        static double discounted(PurchaseHistory history, double delta) {
            double beta = BETA_DAYS + history.age();
            double z = delta * beta;
            double power = 1;
            double sum = 0;
            for (int k = 0; Math.abs(power) > 1e-17; k++) {
                sum += power / (1 - S + k);
                power *= -z / (k + 1);
            }
            return rate(history) * beta * Math.exp(z) * (Math.pow(z, S - 1) * GAMMA - sum);
        }

        private static double rate(PurchaseHistory history) {
            return (R + history.frequency()) / (ALPHA_DAYS + history.age());
        }
    }
}
