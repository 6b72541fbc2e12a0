package dev.retention.trend;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedMap;
import dev.retention.internal.Checks;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.trend.PeriodComparison.Reference;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/** What is known of each of several periods of one grain, all of them over; some may be missing in between. */
final class ByPeriod<V> {
    private final ImmutableSortedMap<Period, V> values;
    private final BinaryOperator<V> plus;

    private ByPeriod(ImmutableSortedMap<Period, V> values, BinaryOperator<V> plus) {
        this.values = values;
        this.plus = plus;
    }

    /** Checks a map that is called so. */
    static <V> ByPeriod<V> of(Map<Period, V> values, String name, BinaryOperator<V> plus) {
        requireNonNull(values, name);
        checkArgument(!values.isEmpty(), "%s must not be empty", name);
        Grain grain = requireNonNull(values.keySet().iterator().next(), "a period of " + name)
                .grain();
        values.forEach((period, value) -> {
            requireNonNull(period, "a period of " + name);
            requireNonNull(value, "a value of " + name);
            checkArgument(
                    period.grain().equals(grain),
                    "%s has periods by %s and by %s; they must be of one grain",
                    name,
                    grain,
                    period.grain());
        });
        return new ByPeriod<>(ImmutableSortedMap.copyOf(values, Comparator.comparingInt(Period::number)), plus);
    }

    Optional<V> inPeriod(Period period) {
        requireNonNull(period, "period");
        return period.grain().equals(grain()) ? Optional.ofNullable(values.get(period)) : Optional.empty();
    }

    Period last() {
        return values.lastKey();
    }

    Grain grain() {
        return values.firstKey().grain();
    }

    Set<Period> periods() {
        return values.keySet();
    }

    /** The sum over some periods in a row, the last of which is given; empty if one is missing. */
    Optional<V> sum(Period last, int periods) {
        Optional<V> sum = inPeriod(last);
        for (int back = 1; back < periods && sum.isPresent(); back++) {
            // What lies so far back that no calendar has it is missing, too.
            V so = sum.get();
            sum = last.number() - (long) back < values.firstKey().number()
                    ? Optional.empty()
                    : inPeriod(last.plus(-back)).map(value -> plus.apply(so, value));
        }
        return sum;
    }

    /** The last of as many periods with which those that end so are compared. */
    static Optional<Period> reference(Period period, int periods, Reference reference) {
        Checks.within(periods, 1, Checks.MOST, "periods");
        if (reference == Reference.BEFORE) {
            return Optional.of(period.plus(-periods));
        }
        Optional<Period> lastYear = PeriodRates.reference(period, reference);
        lastYear.ifPresent(earlier -> checkArgument(
                periods <= earlier.until(period),
                "periods (%s) must be at most %s, or the same ones are on both sides",
                periods,
                earlier.until(period)));
        return lastYear;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByPeriod<?> that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
