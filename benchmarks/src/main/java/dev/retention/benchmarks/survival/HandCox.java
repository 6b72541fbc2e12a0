package dev.retention.benchmarks.survival;

import dev.retention.benchmarks.survival.Subscribers.Subscriber;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Cox regression as the textbook has it: sort, then Newton's steps, each with running sums from the last time to the first. */
final class HandCox {
    private static final int P = Subscribers.TRAITS;

    private final Subscriber[] sorted;
    private final double[][] traits;
    private final double[] score = new double[P];
    private final double[][] information = new double[P][P];

    private HandCox(List<Subscriber> subscribers) {
        sorted = subscribers.toArray(Subscriber[]::new);
        Arrays.sort(sorted, Comparator.comparingDouble(Subscriber::days));
        traits = new double[sorted.length][];
        for (int i = 0; i < sorted.length; i++) {
            traits[i] = sorted[i].traits();
        }
    }

    /** The coefficients, ties by Efron. */
    static double[] of(List<Subscriber> subscribers) {
        HandCox cox = new HandCox(subscribers);
        double[] beta = new double[P];
        double moved = 1;
        for (int step = 0; step < 50 && moved > 1e-12; step++) {
            cox.evaluate(beta);
            double[] move = solve(cox.information, cox.score);
            moved = 0;
            for (int j = 0; j < P; j++) {
                beta[j] += move[j];
                moved = Math.max(moved, Math.abs(move[j]));
            }
        }
        return beta;
    }

    private void evaluate(double[] beta) {
        double[][] all = new double[P + 2][P];
        double[][] left = new double[P + 2][P];
        Arrays.fill(score, 0);
        for (double[] row : information) {
            Arrays.fill(row, 0);
        }
        int i = sorted.length - 1;
        while (i >= 0) {
            double time = sorted[i].days();
            int ends = 0;
            for (double[] row : left) {
                Arrays.fill(row, 0);
            }
            for (; i >= 0 && sorted[i].days() == time; i--) {
                double[] x = traits[i];
                double eta = 0;
                for (int j = 0; j < P; j++) {
                    eta += beta[j] * x[j];
                }
                double risk = Math.exp(eta);
                add(all, risk, x);
                if (sorted[i].left()) {
                    add(left, risk, x);
                    ends++;
                    for (int j = 0; j < P; j++) {
                        score[j] += x[j];
                    }
                }
            }
            for (int k = 0; k < ends; k++) {
                double share = (double) k / ends;
                double risk = all[0][0] - share * left[0][0];
                for (int j = 0; j < P; j++) {
                    double mean = (all[1][j] - share * left[1][j]) / risk;
                    score[j] -= mean;
                    for (int m = 0; m <= j; m++) {
                        double other = (all[1][m] - share * left[1][m]) / risk;
                        information[j][m] += (all[2 + j][m] - share * left[2 + j][m]) / risk - mean * other;
                    }
                }
            }
        }
    }

    private static void add(double[][] sums, double risk, double[] x) {
        sums[0][0] += risk;
        for (int j = 0; j < P; j++) {
            double weighted = risk * x[j];
            sums[1][j] += weighted;
            for (int m = 0; m <= j; m++) {
                sums[2 + j][m] += weighted * x[m];
            }
        }
    }

    /** Elimination of a symmetric matrix given by its lower triangle. */
    private static double[] solve(double[][] lower, double[] right) {
        double[][] a = new double[P][P + 1];
        for (int i = 0; i < P; i++) {
            for (int j = 0; j < P; j++) {
                a[i][j] = lower[Math.max(i, j)][Math.min(i, j)];
            }
            a[i][P] = right[i];
        }
        for (int c = 0; c < P; c++) {
            for (int i = 0; i < P; i++) {
                double factor = i == c ? 0 : a[i][c] / a[c][c];
                for (int j = c; j <= P && factor != 0; j++) {
                    a[i][j] -= factor * a[c][j];
                }
            }
        }
        double[] x = new double[P];
        for (int i = 0; i < P; i++) {
            x[i] = a[i][P] / a[i][i];
        }
        return x;
    }
}
