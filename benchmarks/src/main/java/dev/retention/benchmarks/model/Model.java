package dev.retention.benchmarks.model;

import dev.retention.PeriodsPerYear;
import dev.retention.model.BgNbd;
import dev.retention.model.MbgNbd;
import dev.retention.model.ParetoNbd;
import dev.retention.model.PurchaseHistory;
import dev.retention.model.PurchaseModel;
import dev.retention.model.PurchaseModelFitter;

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
    },
    PARETO_NBD(
            ParetoNbd.of(PeriodsPerYear.DAILY, Pareto.R, Pareto.ALPHA_DAYS, Pareto.S, Pareto.BETA_DAYS),
            ParetoNbd.fitter(),
            ParetoNbd.fitter().startingAt(ParetoNbd.of(PeriodsPerYear.DAILY, 3, 5, 4, 5))) {
        @Override
        double aliveByHand(PurchaseHistory history) {
            return Pareto.alive(history);
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

    /** The probability of being still a customer, from the formula or the integral in a textbook. */
    abstract double aliveByHand(PurchaseHistory history);

    /** How much likelier a buyer's silence is if he has left. */
    private static double silence(PurchaseHistory history) {
        double ratio = (Buyers.ALPHA_DAYS + history.age()) / (Buyers.ALPHA_DAYS + history.recency());
        return Math.pow(ratio, Buyers.R + history.frequency());
    }

    /** The other model's parameters; its probability is an integral. */
    private static final class Pareto {
        static final double R = 0.553;
        static final double ALPHA_DAYS = 10.578 * 7;
        static final double S = 0.606;
        static final double BETA_DAYS = 11.669 * 7;
        private static final int STEPS = 2_000;

        /** Left at some time since the last purchase, against not yet, by Simpson's rule. */
        static double alive(PurchaseHistory history) {
            double step = (history.age() - history.recency()) / STEPS;
            double left = 0;
            for (int i = 0; i <= STEPS; i++) {
                double weight = i == 0 || i == STEPS ? 1 : i % 2 == 1 ? 4 : 2;
                double t = history.recency() + i * step;
                double purchasing = Math.pow((ALPHA_DAYS + history.age()) / (ALPHA_DAYS + t), R + history.frequency());
                double staying = Math.pow((BETA_DAYS + history.age()) / (BETA_DAYS + t), S);
                left += weight * step / 3 * S / (BETA_DAYS + t) * purchasing * staying;
            }
            return 1 / (1 + left);
        }
    }
}
