package dev.retention.model;

import dev.retention.internal.LogRising;
import dev.retention.internal.TrustRegionNewton;
import dev.retention.model.BetaGeometricModel.Dropout;

/**
 * The log-likelihood of a BG-type model for a summary, by r, alpha, a and b, with both derivatives.
 *
 * <p>What depends on the frequency only is computed once per frequency, and what depends on one time only once per distinct
 * recency or age. The rest, per distinct history, is the logarithm of
 * a sum of two terms, "left at the last purchase" and "still alive"; with the weights q and 1 − q of the two, its gradient
 * is the weighted mean of theirs, and its Hessian the weighted mean of theirs plus the covariance of the gradients.
 */
final class BetaGeometricLikelihood implements TrustRegionNewton.Objective {
    private final PurchaseRows data;
    private final int k;
    private final Dropout dropout;

    /** By index of a time, the logarithm of alpha + time and the inverse. */
    private final double[] logs;

    private final double[] inverses;

    BetaGeometricLikelihood(PurchaseRows data, int k, Dropout dropout) {
        this.data = data;
        this.k = k;
        this.dropout = dropout;
        this.logs = new double[data.times()];
        this.inverses = new double[data.times()];
    }

    @Override
    public double evaluate(double[] at, double[] gradient, double[][] hessian) {
        Sums sums = new Sums(at[0], at[1], at[2], at[3]);
        for (int i = 0; i < logs.length; i++) {
            double time = at[1] + data.timeAt(i);
            logs[i] = Math.log(time);
            inverses[i] = 1 / time;
        }
        int rows = data.size();
        for (int start = 0; start < rows; ) {
            int x = data.frequencyAt(start);
            int end = start + 1;
            while (end < rows && data.frequencyAt(end) == x) {
                end++;
            }
            sums.add(start, end, x, dropout.occasions(x));
            start = end;
        }
        // The times between purchases matter to the likelihood of a regularity, not of the parameters given it.
        return sums.result(gradient, hessian) + (k - 1) * data.sumOfLogIntervals();
    }

    private final class Sums {
        private final double r;
        private final double alpha;
        private final double a;
        private final double b;
        private double value;
        private double gr;
        private double ga;
        private double gA;
        private double gB;
        private double hrr;
        private double hra;
        private double haa;
        private double hrA;
        private double hrB;
        private double haA;
        private double haB;
        private double hAA;
        private double hAB;
        private double hBB;

        /** The logarithm of the phases' total and its derivatives by n and by the share of time. */
        private double logV;

        private double vn;
        private double vs;
        private double vnn;
        private double vns;
        private double vss;

        Sums(double r, double alpha, double a, double b) {
            this.r = r;
            this.alpha = alpha;
            this.a = a;
            this.b = b;
        }

        /** Adds the rows of one frequency. */
        void add(int start, int end, int x, long occasions) {
            double n = r + (double) k * x;
            // For a tiny b the sum must not pass through 1.
            double last = b + (occasions - 1);
            boolean mayBeDead = occasions > 0;
            double logOdds = mayBeDead ? Math.log(a / last) : 0;
            double customers = 0;
            double sum = 0;
            double sr = 0;
            double sa = 0;
            double srr = 0;
            double sra = 0;
            double saa = 0;
            double sq = 0;
            double sv = 0;
            double svr = 0;
            double sva = 0;
            for (int i = start; i < end; i++) {
                double c = data.countAt(i);
                int age = data.ageIndexAt(i);
                double logAge = logs[age];
                double perAge = inverses[age];
                double phi = -n * logAge;
                double r1 = -logAge;
                double a1 = -n * perAge;
                double rr = 0;
                double ra = -perAge;
                double aa = n * perAge * perAge;
                if (k > 1) {
                    double share = (data.timeAt(age) - data.recencyAt(i)) * perAge;
                    phases(n, share);
                    double shareA = -share * perAge;
                    phi += logV;
                    r1 += vn;
                    a1 += vs * shareA;
                    rr += vnn;
                    ra += vns * shareA;
                    aa += vss * shareA * shareA + vs * 2 * share * perAge * perAge;
                }
                customers += c;
                sum += c * phi;
                sr += c * r1;
                sa += c * a1;
                srr += c * rr;
                sra += c * ra;
                saa += c * aa;
                if (!mayBeDead) {
                    continue;
                }
                int recency = data.recencyIndexAt(i);
                double logLast = logs[recency];
                double perLast = inverses[recency];
                double delta = logOdds - n * logLast - phi;
                double small = Math.exp(-Math.abs(delta));
                double share = 1 / (1 + small);
                double q = (delta > 0 ? 1 : small) * share;
                double cq = c * q;
                double cv = c * small * share * share;
                double dr = -logLast - r1;
                double da = -n * perLast - a1;
                // A plain logarithm, five times as fast: only the absolute error counts in the sum.
                sum += c * (Math.max(0, delta) + Math.log(1 + small));
                sr += cq * dr;
                sa += cq * da;
                srr += cv * dr * dr - cq * rr;
                sra += cv * dr * da - cq * (ra + perLast);
                saa += cv * da * da - cq * (aa - n * perLast * perLast);
                sq += cq;
                sv += cv;
                svr += cv * dr;
                sva += cv * da;
            }
            long events = (long) k * x;
            value += sum
                    + customers
                            * (LogRising.value(r, events)
                                    + LogRising.value(b, occasions)
                                    - LogRising.value(a + b, occasions)
                                    + r * Math.log(alpha)
                                    - x * LogRising.value(1, k - 1));
            gr += sr + customers * (LogRising.first(r, events) + Math.log(alpha));
            ga += sa + customers * r / alpha;
            hrr += srr + customers * LogRising.second(r, events);
            hra += sra + customers / alpha;
            haa += saa - customers * r / (alpha * alpha);
            if (mayBeDead) {
                double perA = 1 / a;
                double perB = -1 / last;
                double total = LogRising.first(a + b, occasions);
                double total2 = LogRising.second(a + b, occasions);
                gA += sq * perA - customers * total;
                gB += sq * perB + customers * (LogRising.first(b, occasions) - total);
                hrA += svr * perA;
                hrB += svr * perB;
                haA += sva * perA;
                haB += sva * perB;
                hAA += (sv - sq) * perA * perA - customers * total2;
                hAB += sv * perA * perB - customers * total2;
                hBB += (sv + sq) * perB * perB + customers * (LogRising.second(b, occasions) - total2);
            }
        }

        private void phases(double n, double share) {
            double term = 1;
            double h = 0;
            double h2 = 0;
            double total = 1;
            double tn = 0;
            double ts = 0;
            double tnn = 0;
            double tns = 0;
            double tss = 0;
            double power = 1;
            double before = 0;
            double twoBefore = 0;
            // term = (n)_j / j!; powers of the share are kept apart, since the share may be 0.
            for (int j = 1; j < k; j++) {
                term *= (n + j - 1) / j;
                h += 1 / (n + j - 1);
                h2 += 1 / ((n + j - 1) * (n + j - 1));
                twoBefore = before;
                before = power;
                power *= share;
                total += term * power;
                tn += term * h * power;
                ts += term * j * before;
                tnn += term * (h * h - h2) * power;
                tns += term * h * j * before;
                tss += j > 1 ? term * j * (j - 1) * twoBefore : 0;
            }
            logV = Math.log(total);
            vn = tn / total;
            vs = ts / total;
            vnn = tnn / total - vn * vn;
            vns = tns / total - vn * vs;
            vss = tss / total - vs * vs;
        }

        double result(double[] gradient, double[][] hessian) {
            gradient[0] = gr;
            gradient[1] = ga;
            gradient[2] = gA;
            gradient[3] = gB;
            double[][] upper = {{hrr, hra, hrA, hrB}, {hra, haa, haA, haB}, {hrA, haA, hAA, hAB}, {hrB, haB, hAB, hBB}};
            for (int i = 0; i < 4; i++) {
                System.arraycopy(upper[i], 0, hessian[i], 0, 4);
            }
            return value;
        }
    }
}
