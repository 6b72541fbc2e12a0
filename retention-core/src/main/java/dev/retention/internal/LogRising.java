package dev.retention.internal;

/**
 * The logarithm of the rising factorial {@code x (x + 1) … (x + n − 1) = Γ(x + n) / Γ(x)} and its first two derivatives by
 * {@code x}, for {@code x > 0} and {@code n ≥ 0}.
 *
 * <p>Never the difference of two log-gammas, which for large {@code x} loses every digit and lets a likelihood rise where
 * there is no hill: a product for few factors, the difference of two Stirling series, term by term, for many. The absolute
 * error is below 4e-15 times the larger of 1 and the value.
 */
public final class LogRising {
    /** Up to here a product is both faster and more exact than the series. */
    private static final int FEW = 24;

    /** From here the series below is exact to rounding. */
    private static final double ASYMPTOTIC = 12;

    private static final double[] STIRLING = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400
    };

    private LogRising() {}

    /** ln Γ(x + n) − ln Γ(x). */
    public static double value(double x, long n) {
        double from = x;
        long left = n;
        double product = 1;
        double sum = 0;
        while (left > 0 && (left <= FEW || from < ASYMPTOTIC)) {
            product *= from;
            from++;
            left--;
            if (product > 1e250 || product < 1e-250) {
                sum += Math.log(product);
                product = 1;
            }
        }
        sum += Math.log(product);
        if (left == 0) {
            return sum;
        }
        double to = from + left;
        return sum + left * (Math.log(to) - 1) + (from - 0.5) * Math.log1p(left / from) + stirling(to) - stirling(from);
    }

    /** ψ(x + n) − ψ(x), the derivative of {@link #value} by x. */
    public static double first(double x, long n) {
        double from = x;
        long left = n;
        double sum = 0;
        while (left > 0 && (left <= FEW || from < ASYMPTOTIC)) {
            sum += 1 / from;
            from++;
            left--;
        }
        if (left == 0) {
            return sum;
        }
        double to = from + left;
        return sum + Math.log1p(left / from) + digammaRest(to) - digammaRest(from);
    }

    /** ψ′(x + n) − ψ′(x), the second derivative of {@link #value} by x; not positive. */
    public static double second(double x, long n) {
        double from = x;
        long left = n;
        double sum = 0;
        while (left > 0 && (left <= FEW || from < ASYMPTOTIC)) {
            sum -= 1 / (from * from);
            from++;
            left--;
        }
        if (left == 0) {
            return sum;
        }
        double to = from + left;
        return sum - left / (from * to) + trigammaRest(to) - trigammaRest(from);
    }

    /** ln Γ(x) − (x − ½) ln x + x − ½ ln 2π. */
    private static double stirling(double x) {
        double inverse = 1 / x;
        double square = inverse * inverse;
        double sum = 0;
        for (int k = STIRLING.length - 1; k >= 0; k--) {
            sum = sum * square + STIRLING[k];
        }
        return sum * inverse;
    }

    /** ψ(x) − ln x. */
    private static double digammaRest(double x) {
        double inverse = 1 / x;
        double square = inverse * inverse;
        double sum = 0;
        for (int k = STIRLING.length - 1; k >= 0; k--) {
            sum = sum * square + (2 * k + 1) * STIRLING[k];
        }
        return -0.5 * inverse - sum * square;
    }

    /** ψ′(x) − 1/x. */
    private static double trigammaRest(double x) {
        double inverse = 1 / x;
        double square = inverse * inverse;
        double sum = 0;
        for (int k = STIRLING.length - 1; k >= 0; k--) {
            sum = sum * square + (2 * k + 1) * (2 * k + 2) * STIRLING[k];
        }
        return 0.5 * square + sum * square * inverse;
    }
}
