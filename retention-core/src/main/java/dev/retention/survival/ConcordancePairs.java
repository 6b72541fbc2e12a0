package dev.retention.survival;

import java.util.Arrays;

/** Counts the pairs of each row with prefix sums over the ranks of the score. */
final class ConcordancePairs {
    private final SortedTenures data;
    private final int[] ranks;
    private final int levels;
    private double[] tree;
    private double treeTotal;
    /** Of each row, the weight of those it is concordant, discordant and tied in score with. */
    private final double[] concordantWith;

    private final double[] discordantWith;
    private final double[] tiedScoreWith;
    private final Counts counts = new Counts();

    ConcordancePairs(SortedTenures data, int[] ranks, int levels) {
        this.data = data;
        this.ranks = ranks;
        this.levels = levels;
        this.tree = new double[0];
        concordantWith = new double[data.rows()];
        discordantWith = new double[data.rows()];
        tiedScoreWith = new double[data.rows()];
        for (int s = 0; s < data.strata(); s++) {
            asLeaver(s);
            asStayer(s);
        }
    }

    /** Pairs by kind, by weight. */
    static final class Counts {
        double concordant;
        double discordant;
        double tiedScore;
        double tiedTime;
        double tiedBoth;

        /** The pairs of which the order in time is known. */
        double ordered() {
            return concordant + discordant + tiedScore;
        }

        /** The share of these that the score orders right. */
        double share() {
            return (concordant + tiedScore / 2) / ordered();
        }
    }

    Counts counts() {
        return counts;
    }

    /** What a row's pairs add to those ordered right over what the share of all would. */
    double influence(int row) {
        double all = concordantWith[row] + discordantWith[row] + tiedScoreWith[row];
        return data.weight(row)
                * (concordantWith[row] + tiedScoreWith[row] / 2 - counts.share() * all)
                / counts.ordered();
    }

    private void clear() {
        tree = new double[levels + 1];
        treeTotal = 0;
    }

    private void insert(int row, int sign) {
        double w = sign * data.weight(row);
        treeTotal += w;
        for (int k = ranks[row] + 1; k <= levels; k += k & -k) {
            tree[k] += w;
        }
    }

    /** The weight in the tree of ranks below a bound. */
    private double below(int rank) {
        double sum = 0;
        for (int k = rank; k > 0; k -= k & -k) {
            sum += tree[k];
        }
        return sum;
    }

    /** Pairs of those who left with those who stayed on, met from the last time to the first. */
    private void asLeaver(int stratum) {
        clear();
        int late = data.firstLate(stratum + 1);
        for (int b = data.firstBlock(stratum + 1) - 1; b >= data.firstBlock(stratum); b--) {
            while (late > data.firstLate(stratum) && data.entry(data.late(late - 1)) >= data.timeIndex(b)) {
                insert(data.late(--late), -1);
            }
            int from = data.firstRow(b);
            int to = data.firstRow(b + 1);
            for (int r = from; r < to; r++) {
                if (!data.ended(r)) {
                    insert(r, 1);
                }
            }
            for (int r = from; r < to; r++) {
                if (data.ended(r)) {
                    double less = below(ranks[r]);
                    double upTo = below(ranks[r] + 1);
                    concordantWith[r] += treeTotal - upTo;
                    discordantWith[r] += less;
                    tiedScoreWith[r] += upTo - less;
                    counts.concordant += data.weight(r) * (treeTotal - upTo);
                    counts.discordant += data.weight(r) * less;
                    counts.tiedScore += data.weight(r) * (upTo - less);
                }
            }
            countTies(from, to);
            for (int r = from; r < to; r++) {
                if (data.ended(r)) {
                    insert(r, 1);
                }
            }
        }
    }

    private void countTies(int from, int to) {
        int n = 0;
        long[] byRank = new long[to - from];
        for (int r = from; r < to; r++) {
            if (data.ended(r)) {
                byRank[n++] = (long) ranks[r] << 32 | r;
            }
        }
        Arrays.sort(byRank, 0, n);
        double before = 0;
        double same = 0;
        for (int i = 0; i < n; i++) {
            double w = data.weight((int) byRank[i]);
            if (i > 0 && byRank[i] >>> 32 != byRank[i - 1] >>> 32) {
                before += same;
                same = 0;
            }
            counts.tiedTime += w * before;
            counts.tiedBoth += w * same;
            same += w;
        }
    }

    /** The same pairs seen from those who stayed on, met from the first time to the last. */
    private void asStayer(int stratum) {
        clear();
        int late = data.firstLate(stratum);
        for (int b = data.firstBlock(stratum); b < data.firstBlock(stratum + 1); b++) {
            // Those who enter before this time were not at risk at the ends met so far.
            while (late < data.firstLate(stratum + 1) && data.entry(data.late(late)) < data.timeIndex(b)) {
                stayer(data.late(late++), -1);
            }
            for (int r = data.firstRow(b); r < data.firstRow(b + 1); r++) {
                if (data.ended(r)) {
                    stayer(r, 1);
                }
            }
            for (int r = data.firstRow(b); r < data.firstRow(b + 1); r++) {
                if (data.ended(r)) {
                    insert(r, 1);
                }
            }
            for (int r = data.firstRow(b); r < data.firstRow(b + 1); r++) {
                if (!data.ended(r)) {
                    stayer(r, 1);
                }
            }
        }
    }

    private void stayer(int r, int sign) {
        double less = below(ranks[r]);
        double upTo = below(ranks[r] + 1);
        concordantWith[r] += sign * less;
        discordantWith[r] += sign * (treeTotal - upTo);
        tiedScoreWith[r] += sign * (upTo - less);
    }
}
