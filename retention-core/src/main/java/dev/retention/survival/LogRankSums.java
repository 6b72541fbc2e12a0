package dev.retention.survival;

import java.util.List;

/** What a log-rank test adds up over the end times of one stratum, by group. */
final class LogRankSums {
    /** The tenures. */
    final double[] total;
    /** The ends, and those expected if all groups left alike. */
    final double[] ended;

    final double[] endedIfAlike;
    /** The same by the weight of the test. */
    final double[] observed;

    final double[] expected;
    final double[][] variance;

    LogRankSums(int groups) {
        total = new double[groups];
        ended = new double[groups];
        endedIfAlike = new double[groups];
        observed = new double[groups];
        expected = new double[groups];
        variance = new double[groups][groups];
    }

    /** Adds up the tables of the groups of a stratum. */
    static LogRankSums of(List<LifeTable> tables, LogRankWeight weight) {
        LifeTable pooled = LifeTable.empty();
        for (LifeTable table : tables) {
            pooled = pooled.plus(table);
        }
        int k = tables.size();
        LogRankSums sums = new LogRankSums(k);
        for (int g = 0; g < k; g++) {
            sums.total[g] = tables.get(g).total();
            sums.ended[g] = tables.get(g).totalEnded();
        }
        double[] atRisk = new double[k];
        int[] next = new int[k];
        double survival = 1;
        double peto = 1;
        for (int i = 0; i < pooled.rows(); i++) {
            double d = pooled.ended(i);
            double n = pooled.atRisk(i);
            double w = 0;
            if (d > 0) {
                peto *= 1 - d / (n + 1);
                w = weight.at(n, peto, survival);
                survival *= (n - d) / n;
            }
            // A time names the run of times that are one within rounding, up to the next.
            double nextTime = i + 1 < pooled.rows() ? pooled.time(i + 1) : Double.POSITIVE_INFINITY;
            for (int g = 0; g < k; g++) {
                LifeTable table = tables.get(g);
                atRisk[g] = next[g] < table.rows() ? table.atRisk(next[g]) : 0;
                while (next[g] < table.rows() && table.time(next[g]) < nextTime) {
                    sums.observed[g] += w * table.ended(next[g]++);
                }
            }
            if (d > 0) {
                sums.add(w, d, n, atRisk);
            }
        }
        return sums;
    }

    private void add(double w, double d, double n, double[] atRisk) {
        double spread = n > 1 ? w * w * d * (n - d) / (n - 1) : 0;
        for (int g = 0; g < atRisk.length; g++) {
            double share = atRisk[g] / n;
            endedIfAlike[g] += d * share;
            expected[g] += w * d * share;
            for (int h = 0; h < atRisk.length; h++) {
                variance[g][h] += spread * share * ((g == h ? 1 : 0) - atRisk[h] / n);
            }
        }
    }

    /** Adds another stratum. */
    void add(LogRankSums other) {
        for (int g = 0; g < total.length; g++) {
            total[g] += other.total[g];
            ended[g] += other.ended[g];
            endedIfAlike[g] += other.endedIfAlike[g];
            observed[g] += other.observed[g];
            expected[g] += other.expected[g];
            for (int h = 0; h < total.length; h++) {
                variance[g][h] += other.variance[g][h];
            }
        }
    }
}
