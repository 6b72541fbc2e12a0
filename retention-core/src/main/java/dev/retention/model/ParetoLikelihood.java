package dev.retention.model;

import dev.retention.internal.LogRising;
import dev.retention.internal.TrustRegionNewton;

/**
 * The log-likelihood of the Pareto/NBD for a summary, by r, alpha, s and beta, with both derivatives.
 *
 * <p>A history's likelihood is a sum of positive terms, one for "still alive" and one for each node of the time to leave;
 * the gradient of its logarithm is the weighted mean of the terms' gradients, and the Hessian their mean Hessian plus the
 * covariance of their gradients.
 */
final class ParetoLikelihood implements TrustRegionNewton.Objective {
    private final PurchaseRows data;

    ParetoLikelihood(PurchaseRows data) {
        this.data = data;
    }

    @Override
    public double evaluate(double[] at, double[] gradient, double[][] hessian) {
        double r = at[0];
        double alpha = at[1];
        double s = at[2];
        double beta = at[3];
        DropoutTimes times = new DropoutTimes();
        double value = 0;
        double gr = 0;
        double ga = 0;
        double gs = 0;
        double gb = 0;
        double hrr = 0;
        double hra = 0;
        double hrs = 0;
        double hrb = 0;
        double haa = 0;
        double has = 0;
        double hab = 0;
        double hss = 0;
        double hsb = 0;
        double hbb = 0;
        int x = -1;
        double rising = 0;
        double rising1 = 0;
        double rising2 = 0;
        double age = Double.NaN;
        double ageAlpha = 0;
        double ageBeta = 0;
        double shrinkAlpha = 0;
        double shrinkBeta = 0;
        for (int row = 0; row < data.size(); row++) {
            double c = data.countAt(row);
            if (data.frequencyAt(row) != x) {
                x = data.frequencyAt(row);
                rising = LogRising.value(r, x);
                rising1 = LogRising.first(r, x);
                rising2 = LogRising.second(r, x);
            }
            if (data.ageAt(row) != age) {
                age = data.ageAt(row);
                ageAlpha = Math.log(alpha + age);
                ageBeta = Math.log(beta + age);
                shrinkAlpha = Math.log1p(age / alpha);
                shrinkBeta = Math.log1p(age / beta);
            }
            double n = r + x;
            double perAlpha = 1 / (alpha + age);
            double perBeta = 1 / (beta + age);
            // Relative to "still alive": every difference below is to that term.
            double w = 1;
            double scale = 0;
            double er = 0;
            double ea = 0;
            double es = 0;
            double eb = 0;
            double rr = 0;
            double ra = 0;
            double rs = 0;
            double rb = 0;
            double aa = 0;
            double as = 0;
            double ab = 0;
            double ss = 0;
            double sb = 0;
            double bb = 0;
            double last = data.recencyAt(row);
            if (last < age) {
                times.place(n, alpha, s, beta, last, age);
                double first = n * (ageAlpha - Math.log(alpha + last)) + (s + 1) * (ageBeta - Math.log(beta + last));
                scale = Math.max(0, first);
                w = Math.exp(-scale);
                for (int i = 0; i < times.size; i++) {
                    double dr = ageAlpha - times.logAlpha[i];
                    double db0 = ageBeta - times.logBeta[i];
                    double weight = s * perBeta * times.length[i] * Math.exp(n * dr + (s + 1) * db0 - scale);
                    double nodeAlpha = 1 / (alpha + times.tau[i]);
                    double nodeBeta = 1 / (beta + times.tau[i]);
                    double da = -n * (nodeAlpha - perAlpha);
                    double ds = 1 / s + db0;
                    double db = -(s + 1) * nodeBeta + s * perBeta;
                    w += weight;
                    er += weight * dr;
                    ea += weight * da;
                    es += weight * ds;
                    eb += weight * db;
                    rr += weight * dr * dr;
                    ra += weight * (dr * da - (nodeAlpha - perAlpha));
                    rs += weight * dr * ds;
                    rb += weight * dr * db;
                    aa += weight * (da * da + n * (nodeAlpha * nodeAlpha - perAlpha * perAlpha));
                    as += weight * da * ds;
                    ab += weight * da * db;
                    ss += weight * (ds * ds - 1 / (s * s));
                    sb += weight * (ds * db - (nodeBeta - perBeta));
                    bb += weight * (db * db + (s + 1) * nodeBeta * nodeBeta - s * perBeta * perBeta);
                }
            }
            double per = 1 / w;
            er *= per;
            ea *= per;
            es *= per;
            eb *= per;
            value += c * (rising - r * shrinkAlpha - x * ageAlpha - s * shrinkBeta + scale + Math.log(w));
            gr += c * (rising1 - shrinkAlpha + er);
            ga += c * (r / alpha - n * perAlpha + ea);
            gs += c * (-shrinkBeta + es);
            gb += c * (s * (age / beta) * perBeta + eb);
            hrr += c * (rising2 + rr * per - er * er);
            hra += c * ((age / alpha) * perAlpha + ra * per - er * ea);
            hrs += c * (rs * per - er * es);
            hrb += c * (rb * per - er * eb);
            haa += c * (-r / (alpha * alpha) + n * perAlpha * perAlpha + aa * per - ea * ea);
            has += c * (as * per - ea * es);
            hab += c * (ab * per - ea * eb);
            hss += c * (ss * per - es * es);
            hsb += c * ((age / beta) * perBeta + sb * per - es * eb);
            hbb += c * (-s / (beta * beta) + s * perBeta * perBeta + bb * per - eb * eb);
        }
        gradient[0] = gr;
        gradient[1] = ga;
        gradient[2] = gs;
        gradient[3] = gb;
        double[][] all = {{hrr, hra, hrs, hrb}, {hra, haa, has, hab}, {hrs, has, hss, hsb}, {hrb, hab, hsb, hbb}};
        for (int i = 0; i < 4; i++) {
            System.arraycopy(all[i], 0, hessian[i], 0, 4);
        }
        return value;
    }
}
