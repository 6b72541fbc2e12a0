package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The amounts of segments in one period, from tables and counts. */
final class SegmentAmounts {
    private SegmentAmounts() {}

    static <T> Map<Group, BigDecimal> of(ByGroup<T> groups, Function<? super T, BigDecimal> amount, String name) {
        requireNonNull(amount, name);
        Map<Group, BigDecimal> amounts = new LinkedHashMap<>();
        groups.tables()
                .forEach((group, table) ->
                        amounts.put(group, requireNonNull(amount.apply(table), name + " of " + group)));
        return amounts;
    }

    static <G> Map<G, BigDecimal> ofCounts(Map<G, Long> counts, String name) {
        Map<G, BigDecimal> amounts = new LinkedHashMap<>();
        requireNonNull(counts, name).forEach((group, count) -> {
            String named = name + " of " + group;
            amounts.put(group, BigDecimal.valueOf(Checks.notNegative((long) requireNonNull(count, named), named)));
        });
        return amounts;
    }

    static BigDecimal sum(Map<?, BigDecimal> amounts, String name) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<?, BigDecimal> each : requireNonNull(amounts, name).entrySet()) {
            sum = sum.add(Checks.amount(each.getValue(), name + " of " + each.getKey()));
        }
        return sum;
    }
}
