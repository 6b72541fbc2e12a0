package dev.retention.survival;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * The partial likelihood of a Cox regression with its gradient and information, by one sweep from the last time to the first.
 *
 * <p>Symmetric matrices are packed by rows of the lower triangle. The sums over those at risk grow as the sweep meets earlier
 * exits and shrink as it passes entries.
 */
final class CoxLikelihood {
    /** Rows or risk sets worked on at once: their columns stay in the first cache. */
    private static final int CHUNK = 512;

    private final CoxData data;
    private final CoxTies ties;
    private final int p;

    final double[] score;
    final double[] information;
    double logLikelihood;

    /** The sum of the covariates of those who left, by weight: the part of the score that does not move. */
    private final double[] endSums;
    /** Of each row its weight × exp(predictor). */
    private final double[] risks;

    /** The hazard told at each block to those who stay on, and to those who leave. */
    private final double[] hazard;

    private final double[] ownHazard;
    private final RunningTotals hazards;

    /** Sums of risk, risk × covariates and risk × their products: of those at risk who stay on, and of those who leave. */
    private double stay0;

    private final double[] stay1;
    private final double[] stay2;
    private double left0;
    private final double[] left1;
    private final double[] left2;
    private int atRisk;
    private boolean squares;
    /** The largest of the sums since they were last made from nothing. */
    private double peak;

    /** Mean covariates of risk sets not yet in the information, and their weights. */
    private final double[][] means;

    private final double[] meanWeights;
    private int meanCount;
    private final double[] scratch = new double[CHUNK];
    /** Risks whose logarithm is still to be taken. */
    private double product;

    CoxLikelihood(CoxData data, CoxTies ties) {
        this.data = data;
        this.ties = ties;
        this.p = data.covariates;
        int packed = p * (p + 1) / 2;
        score = new double[p];
        information = new double[packed];
        endSums = new double[p];
        for (int j = 0; j < p; j++) {
            for (int r = 0; r < data.rows; r++) {
                endSums[j] += data.ended[r] ? data.weights[r] * data.x[j][r] : 0;
            }
        }
        risks = new double[data.rows];
        hazard = new double[data.blockTimes.length];
        ownHazard = new double[data.blockTimes.length];
        hazards = new RunningTotals(data.blockTimes.length);
        stay1 = new double[p];
        stay2 = new double[packed];
        left1 = new double[p];
        left2 = new double[packed];
        means = new double[p][CHUNK];
        meanWeights = new double[CHUNK];
    }

    /** What a sweep does at a time at which someone left. */
    @FunctionalInterface
    private interface AtBlock {
        /** Handles a block; the sums are those of that time. */
        void accept(int block, int ends, double weight);
    }

    /** What a sweep does at a time at which someone left, for each of the successive risk sets that the ties make. */
    @FunctionalInterface
    interface AtEnds {
        /**
         * Handles one risk set.
         *
         * @param block the block of those who left
         * @param step which of the ties, from 0
         * @param share what share of those leaving is taken out of the risk set
         * @param increment the weight of the ends told at this step
         * @param risk the sum of weight × exp(predictor) at risk
         * @param mean the mean covariates of those at risk, valid during the call
         * @param square the mean products of covariates if asked for, packed, valid during the call
         */
        void accept(int block, int step, double share, double increment, double risk, double[] mean, double[] square);
    }

    /** Computes the three at a coefficient vector. */
    void evaluate(double[] beta) {
        System.arraycopy(endSums, 0, score, 0, p);
        Arrays.fill(information, 0);
        logLikelihood = 0;
        for (int j = 0; j < p; j++) {
            logLikelihood += endSums[j] * beta[j];
        }
        if (ties == CoxTies.EXACT) {
            for (int s = 0; s < data.strataCount(); s++) {
                exact(s, beta);
            }
            return;
        }
        product = 1;
        computeRisks(beta);
        sweepBlocks(false, this::tell);
        takeLogarithm();
        subtractMeans();
        addSquares();
    }

    private void computeRisks(double[] beta) {
        for (int from = 0; from < data.rows; from += CHUNK) {
            int to = Math.min(data.rows, from + CHUNK);
            Arrays.fill(risks, from, to, 0);
            for (int j = 0; j < p; j++) {
                double[] column = data.x[j];
                double b = beta[j];
                for (int r = from; r < to; r++) {
                    risks[r] += b * column[r];
                }
            }
            for (int r = from; r < to; r++) {
                risks[r] = data.weights[r] * Math.exp(risks[r]);
            }
        }
    }

    /** Takes the risk sets of one time out of the likelihood, the score and the information, save for the squares. */
    private void tell(int block, int ends, double weight) {
        if (ends == 1 || ties == CoxTies.BRESLOW) {
            double inverse = 1 / (stay0 + left0);
            tell(weight, stay0 + left0);
            hazard[block] = weight * inverse;
            ownHazard[block] = hazard[block];
            for (int j = 0; j < p; j++) {
                double mean = (stay1[j] + left1[j]) * inverse;
                score[j] -= weight * mean;
                means[j][meanCount] = mean;
            }
            meanWeights[meanCount++] = weight;
            if (meanCount == CHUNK) {
                subtractMeans();
            }
            return;
        }
        // Of the k-th risk set those who leave count for v = (ends − k)/ends: with its risk stay0 + v
        // left0 and its mean (stay1 + v left1)/risk, products of means sum to three sums of scalars.
        double increment = weight / ends;
        double inverses = 0;
        double own = 0;
        double square = 0;
        double cross = 0;
        double ownSquare = 0;
        for (int k = ends; k > 0; k--) {
            double v = (double) k / ends;
            double risk = stay0 + v * left0;
            double inverse = 1 / risk;
            double scaled = v * inverse;
            tell(increment, risk);
            inverses += inverse;
            own += scaled;
            square += inverse * inverse;
            cross += inverse * scaled;
            ownSquare += scaled * scaled;
        }
        hazard[block] = increment * inverses;
        ownHazard[block] = increment * own;
        int at = 0;
        for (int j = 0; j < p; j++) {
            score[j] -= increment * (inverses * stay1[j] + own * left1[j]);
            double toStay = increment * (square * stay1[j] + cross * left1[j]);
            double toLeft = increment * (cross * stay1[j] + ownSquare * left1[j]);
            for (int k = 0; k <= j; k++) {
                information[at++] -= toStay * stay1[k] + toLeft * left1[k];
            }
        }
    }

    /** Takes the logarithm of a risk off the likelihood; of many at once where they count once each. */
    private void tell(double increment, double risk) {
        if (increment != 1 || !(risk > 1e-90 && risk < 1e90)) {
            logLikelihood -= increment * Math.log(risk);
            return;
        }
        product *= risk;
        if (!(product > 1e-200 && product < 1e200)) {
            takeLogarithm();
        }
    }

    private void takeLogarithm() {
        logLikelihood -= Math.log(product);
        product = 1;
    }

    private void subtractMeans() {
        int at = 0;
        for (int j = 0; j < p; j++) {
            for (int m = 0; m < meanCount; m++) {
                scratch[m] = meanWeights[m] * means[j][m];
            }
            for (int k = 0; k <= j; k++) {
                information[at++] -= dot(scratch, means[k], meanCount);
            }
        }
        meanCount = 0;
    }

    /**
     * Adds the squares of the covariates at risk, summed over ends and then over rows: the other way round each row is met once,
     * with the hazard accumulated while it was at risk, and no square is touched at an end.
     */
    private void addSquares() {
        hazards.of(hazard);
        double[] shares = meanWeights;
        int chunk = 0;
        for (int s = 0; s < data.strataCount(); s++) {
            for (int b = data.strata[s]; b < data.strata[s + 1]; b++) {
                for (int r = data.blocks[b]; r < data.blocks[b + 1]; r++) {
                    double before = hazards.between(data.firstBlock(r, s), b);
                    shares[r - chunk] = risks[r] * (before + (data.ended[r] ? ownHazard[b] : hazard[b]));
                    if (r - chunk == CHUNK - 1) {
                        addSquares(shares, chunk, CHUNK);
                        chunk = r + 1;
                    }
                }
            }
        }
        addSquares(shares, chunk, data.rows - chunk);
    }

    private void addSquares(double[] shares, int from, int count) {
        int at = 0;
        for (int j = 0; j < p; j++) {
            System.arraycopy(data.x[j], from, means[j], 0, count);
            for (int i = 0; i < count; i++) {
                scratch[i] = shares[i] * means[j][i];
            }
            for (int k = 0; k <= j; k++) {
                information[at++] += dot(scratch, means[k], count);
            }
        }
    }

    /** In four sums, so that an addition need not wait for the one before. */
    private static double dot(double[] a, double[] b, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < count - 3; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < count; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Visits the risk sets of all strata, each from the last time to the first; squares stay 0 unless asked for. */
    void sweep(double[] beta, boolean squares, AtEnds atEnds) {
        computeRisks(beta);
        double[] mean = new double[p];
        double[] square = new double[stay2.length];
        sweepBlocks(squares, (block, ends, weight) -> {
            int steps = ties == CoxTies.EFRON ? ends : 1;
            for (int step = 0; step < steps; step++) {
                double share = (double) step / steps;
                double v = (double) (steps - step) / steps;
                double risk = stay0 + v * left0;
                for (int j = 0; j < p; j++) {
                    mean[j] = (stay1[j] + v * left1[j]) / risk;
                }
                for (int k = 0; squares && k < square.length; k++) {
                    square[k] = (stay2[k] + v * left2[k]) / risk;
                }
                atEnds.accept(block, step, share, weight / steps, risk, mean, square);
            }
        });
    }

    private void sweepBlocks(boolean squares, AtBlock atBlock) {
        this.squares = squares;
        for (int s = 0; s < data.strataCount(); s++) {
            reset();
            int late = data.lateEntries[s + 1];
            for (int b = data.strata[s + 1] - 1; b >= data.strata[s]; b--) {
                int time = data.blockTimes[b];
                int before = late;
                while (late > data.lateEntries[s] && data.entries[data.late[late - 1]] >= time) {
                    int row = data.late[--late];
                    stay0 -= risks[row];
                    accumulate(row, -risks[row], stay1, stay2);
                    atRisk--;
                }
                // What is left after taking out nearly all is mostly rounding: sum again those who remain.
                if (late < before && (stay0 < 1e-3 * peak || atRisk == 0)) {
                    rebuild(data.blocks[b + 1], data.blocks[data.strata[s + 1]], time);
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
            if (data.entries[r] < time) {
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
        for (int r = data.blocks[b]; r < data.blocks[b + 1]; r++) {
            if (!data.ended[r]) {
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
            weight += data.weights[r];
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
        double[][] x = data.x;
        for (int j = 0; j < first.length; j++) {
            first[j] += risk * x[j][row];
        }
        int at = 0;
        for (int j = 0; squares && j < p; j++) {
            for (int k = 0; k <= j; k++) {
                second[at++] += risk * x[j][row] * x[k][row];
            }
        }
    }

    /**
     * The exact likelihood of one stratum: of all sets of d among the n at risk, the set that left.
     *
     * <p>The sum over sets of the product of risks, divided by the number of sets, follows a recursion of positive terms in n
     * (Gail, Lubin and Rubinstein 1981, in means instead of sums so that it neither overflows nor underflows).
     */
    private void exact(int stratum, double[] beta) {
        int first = data.strata[stratum];
        int last = data.strata[stratum + 1];
        int most = 0;
        for (int b = first; b < last; b++) {
            most = Math.max(most, endedIn(b));
        }
        boolean entries = data.lateEntries[stratum + 1] > data.lateEntries[stratum];
        double sum = 0;
        for (int r = data.blocks[first]; r < data.blocks[last]; r++) {
            sum += Math.exp(data.predictor(r, beta));
        }
        // Measured by their mean, for the product of many risks must not pass the range of doubles.
        double unit = Math.log(sum / (data.blocks[last] - data.blocks[first]));
        SetMeans sets = new SetMeans(most, unit);
        for (int b = last - 1; b >= first; b--) {
            int d = endedIn(b);
            if (entries) {
                if (d > 0) {
                    sets = new SetMeans(d, unit);
                    for (int r = data.blocks[b]; r < data.blocks[last]; r++) {
                        if (data.entries[r] < data.blockTimes[b]) {
                            sets.add(r, beta);
                        }
                    }
                }
            } else {
                for (int r = data.blocks[b]; r < data.blocks[b + 1]; r++) {
                    sets.add(r, beta);
                }
            }
            if (d > 0) {
                sets.subtract(d);
            }
        }
    }

    private int endedIn(int block) {
        int count = 0;
        for (int r = data.blocks[block]; r < data.blocks[block + 1]; r++) {
            count += data.ended[r] ? 1 : 0;
        }
        return count;
    }

    /** For each size up to a bound, the mean over sets of that size of the product of risks, with two derivatives. */
    private final class SetMeans {
        private final double[] value;
        private final double[][] gradient;
        private final double[][] hessian;
        private final double logUnit;
        private int members;

        SetMeans(int most, double logUnit) {
            this.logUnit = logUnit;
            value = new double[most + 1];
            gradient = new double[most + 1][p];
            hessian = new double[most + 1][p * (p + 1) / 2];
            value[0] = 1;
        }

        void add(int row, double[] beta) {
            double risk = Math.exp(data.predictor(row, beta) - logUnit);
            members++;
            for (int k = Math.min(members, value.length - 1); k > 0; k--) {
                double without = (double) (members - k) / members;
                double with = risk * k / members;
                double[] g = gradient[k - 1];
                double[] h = hessian[k - 1];
                int at = 0;
                for (int i = 0; i < p; i++) {
                    double xi = data.x[i][row];
                    for (int j = 0; j <= i; j++, at++) {
                        double xj = data.x[j][row];
                        hessian[k][at] = without * hessian[k][at]
                                + with * (h[at] + xi * g[j] + xj * g[i] + xi * xj * value[k - 1]);
                    }
                }
                for (int i = 0; i < p; i++) {
                    gradient[k][i] = without * gradient[k][i] + with * (g[i] + data.x[i][row] * value[k - 1]);
                }
                value[k] = without * value[k] + with * value[k - 1];
            }
        }

        void subtract(int d) {
            double logSets =
                    LogGamma.value(members + 1.0) - LogGamma.value(d + 1.0) - LogGamma.value(members - d + 1.0);
            logLikelihood -= Math.log(value[d]) + d * logUnit + logSets;
            int at = 0;
            for (int i = 0; i < p; i++) {
                double gi = gradient[d][i] / value[d];
                score[i] -= gi;
                for (int j = 0; j <= i; j++, at++) {
                    information[at] += hessian[d][at] / value[d] - gi * (gradient[d][j] / value[d]);
                }
            }
        }
    }
}
