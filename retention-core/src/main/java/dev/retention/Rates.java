package dev.retention;

import dev.retention.internal.Text;
import java.util.Objects;
import java.util.Optional;

/** What churn and retention rates share. */
final class Rates {
    private Rates() {}

    static Interval interval(
            Optional<Proportion> share, Enum<?> formula, ProportionInterval method, double confidence) {
        return share.orElseThrow(() -> new IllegalStateException(
                        formula + " did not give a share of a whole, so that it has no binomial interval"))
                .interval(Objects.requireNonNull(method, "method"), confidence);
    }

    static String toString(double numerator, double denominator, String formula) {
        return Text.percent(numerator / denominator) + " (" + Text.plain(numerator) + " of " + Text.plain(denominator)
                + ", " + formula + ")";
    }
}
