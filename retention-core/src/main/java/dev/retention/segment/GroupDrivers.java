package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.movement.Decomposition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Splits the change of the profit of groups into what each driver of it changed. */
final class GroupDrivers {
    private GroupDrivers() {}

    static Decomposition between(List<? extends GroupRow<?>> before, List<? extends GroupRow<?>> after) {
        Map<String, double[]> from = factors(before, after);
        Map<String, double[]> to = factors(after, before);
        if (idle(before) != 0 || idle(after) != 0) {
            from.put("idle", new double[] {idle(before)});
            to.put("idle", new double[] {idle(after)});
        }
        return Decomposition.between(from, to, GroupDrivers::profit);
    }

    /** What groups without revenue bring, which is nothing or a loss: it has no margin and is of no customer who buys. */
    private static double idle(List<? extends GroupRow<?>> rows) {
        return rows.stream()
                .filter(row -> row.profit().isPresent() && row.revenue().signum() == 0)
                .mapToDouble(GroupDrivers::profit)
                .sum();
    }

    private static double customers(List<? extends GroupRow<?>> rows) {
        return rows.stream().mapToLong(GroupRow::customers).sum();
    }

    private static Map<String, double[]> factors(List<? extends GroupRow<?>> rows, List<? extends GroupRow<?>> others) {
        Map<String, double[]> factors = new TreeMap<>();
        factors.put("customers", new double[] {customers(rows)});
        // Nobody is in the groups as those of the other side are.
        List<? extends GroupRow<?>> mixed = customers(rows) == 0 ? others : rows;
        double all = Math.max(1, customers(mixed));
        factors.put(
                "mix", mixed.stream().mapToDouble(row -> row.customers() / all).toArray());
        factors.put("spend", ratios(rows, others, GroupDrivers::revenue, GroupRow::customers));
        if (rows.stream().allMatch(row -> row.profit().isPresent())) {
            factors.put("margin", ratios(rows, others, GroupDrivers::profit, GroupDrivers::revenue));
        }
        return factors;
    }

    private static double revenue(GroupRow<?> row) {
        return row.revenue().doubleValue();
    }

    private static double profit(GroupRow<?> row) {
        return row.profit().orElseThrow().doubleValue();
    }

    /** A ratio of each group; that of the other side where it has none, or 0. */
    private static double[] ratios(
            List<? extends GroupRow<?>> rows,
            List<? extends GroupRow<?>> others,
            ToDoubleFunction<GroupRow<?>> upper,
            ToDoubleFunction<GroupRow<?>> lower) {
        return IntStream.range(0, rows.size())
                .mapToDouble(i -> {
                    GroupRow<?> row = lower.applyAsDouble(rows.get(i)) != 0 ? rows.get(i) : others.get(i);
                    double denominator = lower.applyAsDouble(row);
                    return denominator == 0 ? 0 : upper.applyAsDouble(row) / denominator;
                })
                .toArray();
    }

    private static double profit(Map<String, double[]> factors) {
        double[] mix = requireNonNull(factors.get("mix"));
        double[] spend = requireNonNull(factors.get("spend"));
        double[] margin = factors.get("margin");
        double sum = 0;
        for (int i = 0; i < mix.length; i++) {
            sum += mix[i] * spend[i] * (margin == null ? 1 : margin[i]);
        }
        double[] idle = factors.get("idle");
        return sum * requireNonNull(factors.get("customers"))[0] + (idle == null ? 0 : idle[0]);
    }
}
