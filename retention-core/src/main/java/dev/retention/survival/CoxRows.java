package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Text;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads what a Cox regression is fitted to: a tenure, a stratum, a cluster and covariates of each object. */
final class CoxRows<T> {
    private final CoxRegression<T> model;
    /** Strata and clusters by number, as they came. */
    private final Map<Object, Integer> strata = new HashMap<>();

    private final Map<Object, Integer> clusters = new HashMap<>();

    CoxRows(CoxRegression<T> model) {
        this.model = model;
    }

    /** Reads and sorts the objects. */
    CoxData read(Iterable<? extends T> items, int expected) {
        TenureColumns columns = new TenureColumns(expected, model.covariates.size());
        int n = 0;
        for (T item : items) {
            if (model.stretches) {
                readRow(item, n++, columns);
            } else {
                readItem(item, n++, columns);
            }
        }
        columns.complete();
        checkArgument(
                model.cluster == null || clusters.size() > 1,
                "%s (%s) must be at least two",
                model.stretches ? "customers" : "clusters",
                clusters.keySet());
        if (model.stretches) {
            checkApart(columns);
        }
        return new CoxData(columns, strata);
    }

    private void readItem(T item, int n, TenureColumns columns) {
        List<Covariate<T>> covariates = model.covariates;
        int s = model.stratum == null ? 0 : number(model.stratum.apply(item), strata, "stratum");
        int c = model.cluster == null
                ? n
                : number(model.cluster.apply(item), clusters, model.stretches ? "customer" : "cluster");
        columns.add(model.tenure.apply(item), s, c);
        for (int j = 0; j < covariates.size(); j++) {
            columns.set(j, covariates.get(j).of(item));
        }
    }

    /** The same, where an error names the row and the customer. */
    private void readRow(T item, int n, TenureColumns columns) {
        try {
            readItem(item, n, columns);
        } catch (IllegalArgumentException e) {
            Function<? super T, ?> customer = requireNonNull(model.cluster);
            throw new IllegalArgumentException(
                    "row " + (n + 1) + " of customer (" + customer.apply(item) + "): " + e.getMessage(), e);
        } catch (NullPointerException e) {
            NullPointerException named = new NullPointerException("row " + (n + 1) + ": " + e.getMessage());
            named.initCause(e);
            throw named;
        }
    }

    /** Refuses two rows of one customer and stratum that share any time. */
    private void checkApart(TenureColumns columns) {
        int[] order = IntStream.range(0, columns.durations.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(r -> columns.clusters[r])
                        .thenComparingInt(r -> columns.strata[r])
                        .thenComparingDouble(r -> columns.entries[r])
                        .thenComparingDouble(r -> columns.durations[r]))
                .mapToInt(r -> r)
                .toArray();
        for (int i = 1; i < order.length; i++) {
            int r = order[i - 1];
            int next = order[i];
            if (columns.clusters[r] == columns.clusters[next] && columns.strata[r] == columns.strata[next]) {
                double stop = columns.durations[r];
                double start = columns.entries[next];
                // What starts at 0 is at risk at 0 too.
                checkArgument(
                        start > 0 && (start >= stop || Times.same(start, stop)),
                        "rows %s and %s of customer (%s) must not overlap: (%s, %s] and (%s, %s]",
                        r + 1,
                        next + 1,
                        customer(columns.clusters[r]),
                        Text.plain(columns.entries[r]),
                        Text.plain(stop),
                        Text.plain(start),
                        Text.plain(columns.durations[next]));
            }
        }
    }

    private Object customer(int cluster) {
        return clusters.entrySet().stream()
                .filter(entry -> entry.getValue() == cluster)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static int number(@Nullable Object key, Map<Object, Integer> numbers, String name) {
        requireNonNull(key, name);
        Integer known = numbers.putIfAbsent(key, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }
}
