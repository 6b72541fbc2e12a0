package dev.retention;

import dev.retention.internal.Text;
import java.util.Locale;

/** Where the rates by a formula lie. */
enum RateRange {
    /** From 0 to 1, of whole numbers the first of which is drawn from the second. */
    SHARE(0, 1, "a share of whole numbers, in [0, 1]"),
    UNIT(0, 1, "in [0, 1]"),
    TWICE(0, 2, "in [0, 2]"),
    AT_LEAST_0(0, Double.POSITIVE_INFINITY, "at least 0"),
    ANY(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "finite");

    private final double min;
    private final double max;
    private final String words;

    RateRange(double min, double max, String words) {
        this.min = min;
        this.max = max;
        this.words = words;
    }

    /** Refuses what is no rate by the formula; builds its message only then. */
    void check(Enum<?> formula, double numerator, double denominator) {
        boolean finite = Math.abs(numerator) < Double.POSITIVE_INFINITY && denominator < Double.POSITIVE_INFINITY;
        boolean whole = numerator == Math.rint(numerator) && denominator == Math.rint(denominator);
        boolean admitted = numerator >= min * denominator && numerator <= max * denominator && (whole || this != SHARE);
        if (!(denominator > 0 && finite && admitted)) {
            String what = denominator > 0 && finite
                    ? "numerator (%s) of denominator (%s) must give a rate that is " + words
                    : "numerator (%s) must be finite and denominator (%s) positive and finite";
            throw new IllegalArgumentException(
                    formula + ": " + String.format(Locale.ROOT, what, Text.plain(numerator), Text.plain(denominator)));
        }
    }
}
