package dev.retention.value;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import dev.retention.RetentionRate;
import dev.retention.internal.Text;
import java.util.List;
import java.util.Optional;

/** The lifetime value of several periods together. */
final class SmoothedValue {
    private SmoothedValue() {}

    static Optional<LifetimeValue> of(List<AmountPerCustomer> arpa, List<RetentionRate> retention) {
        checkArgument(
                arpa.size() == retention.size(),
                "retention (of %s periods) must be of as many periods as arpa (%s)",
                retention.size(),
                arpa.size());
        AmountPerCustomer revenue =
                arpa.stream().reduce(AmountPerCustomer::plus).orElseThrow();
        double kept = 0;
        double exposed = 0;
        for (RetentionRate rate : retention) {
            checkArgument(
                    rate.formula() == retention.get(0).formula(),
                    "retention must be by one formula, not by %s and %s",
                    retention.get(0).formula(),
                    rate.formula());
            kept += rate.numerator();
            exposed += rate.denominator();
        }
        if (!(kept < exposed)) {
            return Optional.empty();
        }
        double lost = (exposed - kept) / exposed;
        return Optional.of(new LifetimeValue(
                LifetimeValueFormula.SMOOTHED,
                revenue.asDouble() / lost,
                revenue.currency(),
                revenue.print() + " / " + Text.percent(lost) + " over " + arpa.size() + " periods",
                ImmutableMap.of("ARPA", revenue.asDouble(), "churn", lost, "periods", (double) arpa.size())));
    }
}
