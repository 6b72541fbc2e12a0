package dev.retention.survival;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The sums over those at risk that a Cox regression is made of, by one sweep of each stratum from its last time to its first.
 *
 * <p>The sums grow as the sweep meets earlier exits and shrink as it passes entries. Symmetric matrices are packed by rows of the
 * lower triangle.
 */
final class CoxRiskSets {
    /** Rows worked on at once: their columns stay in the first cache. */
    private static final int CHUNK = 512;

    private final CoxData data;
    private final int p;
    /** Of each row its weight × exp(predictor). */
    private final double[] risks;

    /** Sums of risk, risk × covariates and risk × their products: of those at risk who stay on, and of those who leave. */
    double stay0;

    final double[] stay1;
    private final double[] stay2;
    double left0;
    final double[] left1;
    private final double[] left2;
    private int atRisk;
    private boolean squares;
    /** The largest of the sums since they were last made from nothing. */
    private double peak;

    CoxRiskSets(CoxData data) {
        this.data = data;
        this.p = data.covariates();
        int packed = p * (p + 1) / 2;
        risks = new double[data.rows()];
        stay1 = new double[p];
        stay2 = new double[packed];
        left1 = new double[p];
        left2 = new double[packed];
    }

    /** What a sweep does at a time at which someone left. */
    @FunctionalInterface
    interface AtBlock {
        /** Handles a block; the sums are those of that time. */
        void accept(int block, int ends, double weight);
    }

    /** One of the successive risk sets that the ties at a time make; its numbers hold during the visit. */
    static final class RiskSet {
        /** The block of those who leave. */
        int block;
        /** What share of those leaving is taken out of the risk set. */
        double share;
        /** The weight of the ends told at this step. */
        double increment;
        /** The sum of weight × exp(predictor) at risk. */
        double risk;
        /** The mean covariates of those at risk. */
        final double[] mean;
        /** Their mean products if asked for, packed. */
        final double[] square;

        private RiskSet(int covariates, int packed) {
            mean = new double[covariates];
            square = new double[packed];
        }
    }

    /** The weight × exp(predictor) of a row at the coefficients of the last sweep. */
    double risk(int row) {
        return risks[row];
    }

    /** Visits the risk sets of all strata; squares stay 0 unless asked for. */
    void sweep(double[] beta, CoxRegression.Ties ties, boolean withSquares, Consumer<RiskSet> visitor) {
        RiskSet set = new RiskSet(p, stay2.length);
        sweep(beta, withSquares, (block, ends, weight) -> {
            int steps = ties == CoxRegression.Ties.EFRON ? ends : 1;
            set.block = block;
            set.increment = weight / steps;
            for (int step = 0; step < steps; step++) {
                set.share = (double) step / steps;
                double v = (double) (steps - step) / steps;
                set.risk = stay0 + v * left0;
                for (int j = 0; j < p; j++) {
                    set.mean[j] = (stay1[j] + v * left1[j]) / set.risk;
                }
                for (int k = 0; withSquares && k < stay2.length; k++) {
                    set.square[k] = (stay2[k] + v * left2[k]) / set.risk;
                }
                visitor.accept(set);
            }
        });
    }

    /** Visits the times at which someone left, of all strata; products are summed if asked for. */
    void sweep(double[] beta, boolean withSquares, AtBlock atBlock) {
        squares = withSquares;
        computeRisks(beta);
        for (int s = 0; s < data.strata(); s++) {
            reset();
            int late = data.firstLate(s + 1);
            for (int b = data.firstBlock(s + 1) - 1; b >= data.firstBlock(s); b--) {
                int time = data.timeIndex(b);
                int before = late;
                while (late > data.firstLate(s) && data.entry(data.late(late - 1)) >= time) {
                    int row = data.late(--late);
                    stay0 -= risks[row];
                    accumulate(row, -risks[row], stay1, stay2);
                    atRisk--;
                }
                // What is left after taking out nearly all is mostly rounding: sum again those who remain.
                if (late < before && (stay0 < 1e-3 * peak || atRisk == 0)) {
                    rebuild(data.firstRow(b + 1), data.firstRow(data.firstBlock(s + 1)), time);
                }
                block(b, atBlock);
            }
        }
    }

    private void reset() {
        stay0 = 0;
        Arrays.fill(stay1, 0);
        Arrays.fill(stay2, 0);
        atRisk = 0;
        peak = 0;
    }

    private void rebuild(int from, int to, int time) {
        boolean any = atRisk > 0;
        reset();
        for (int r = from; any && r < to; r++) {
            if (data.entry(r) < time) {
                stay(r);
            }
        }
        peak = stay0;
    }

    private void stay(int row) {
        stay0 += risks[row];
        accumulate(row, risks[row], stay1, stay2);
        atRisk++;
    }

    private void block(int b, AtBlock atBlock) {
        int ends = 0;
        double weight = 0;
        for (int r = data.firstRow(b); r < data.firstRow(b + 1); r++) {
            if (!data.ended(r)) {
                stay(r);
                continue;
            }
            if (ends++ == 0) {
                left0 = 0;
                Arrays.fill(left1, 0);
                Arrays.fill(left2, 0, squares ? left2.length : 0, 0);
            }
            left0 += risks[r];
            accumulate(r, risks[r], left1, left2);
            weight += data.weight(r);
        }
        if (ends > 0) {
            atBlock.accept(b, ends, weight);
            stay0 += left0;
            atRisk += ends;
            for (int j = 0; j < p; j++) {
                stay1[j] += left1[j];
            }
            for (int k = 0; squares && k < stay2.length; k++) {
                stay2[k] += left2[k];
            }
        }
        peak = Math.max(peak, stay0);
    }

    private void accumulate(int row, double risk, double[] first, double[] second) {
        for (int j = 0; j < p; j++) {
            first[j] += risk * data.x(j, row);
        }
        int at = 0;
        for (int j = 0; squares && j < p; j++) {
            for (int k = 0; k <= j; k++) {
                second[at++] += risk * data.x(j, row) * data.x(k, row);
            }
        }
    }

    private void computeRisks(double[] beta) {
        for (int from = 0; from < data.rows(); from += CHUNK) {
            int to = Math.min(data.rows(), from + CHUNK);
            Arrays.fill(risks, from, to, 0);
            for (int j = 0; j < p; j++) {
                double[] column = data.column(j);
                double b = beta[j];
                for (int r = from; r < to; r++) {
                    risks[r] += b * column[r];
                }
            }
            for (int r = from; r < to; r++) {
                risks[r] = data.weight(r) * Math.exp(risks[r]);
            }
        }
    }
}
