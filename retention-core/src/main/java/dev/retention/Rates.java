package dev.retention;

import dev.retention.internal.Text;
import java.util.Locale;
import java.util.Optional;

/** What churn and retention rates share. */
final class Rates {
    private Rates() {}

    /** Refuses what is no rate by the formula; builds its message only then. */
    static void check(Enum<?> formula, boolean admitted, String range, double numerator, double denominator) {
        boolean finite = Math.abs(numerator) < Double.POSITIVE_INFINITY && denominator < Double.POSITIVE_INFINITY;
        if (!(denominator > 0 && finite && admitted)) {
            String what = denominator > 0 && finite
                    ? "numerator (%s) of denominator (%s) must give a rate that is " + range
                    : "numerator (%s) must be finite and denominator (%s) positive and finite";
            throw new IllegalArgumentException(
                    formula + ": " + String.format(Locale.ROOT, what, Text.plain(numerator), Text.plain(denominator)));
        }
    }

    static Interval interval(
            Optional<Proportion> share, Enum<?> formula, ProportionInterval method, double confidence) {
        return share.orElseThrow(() -> new IllegalStateException(
                        formula + " did not give a share of a whole, so that it has no binomial interval"))
                .interval(method, confidence);
    }

    static String toString(double numerator, double denominator, String formula) {
        return Text.percent(numerator / denominator) + " (" + Text.plain(numerator) + " of " + Text.plain(denominator)
                + ", " + formula + ")";
    }
}
