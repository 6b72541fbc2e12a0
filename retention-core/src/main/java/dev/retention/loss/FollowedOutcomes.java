package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.internal.BoundedRandom;
import dev.retention.internal.Quantile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** What came of customers within some days, with the weights by which those who were followed stand for those who were not. */
final class FollowedOutcomes {
    // Of each customer of a replicate: nobody needs as many but a source that is not random.
    private static final long MOST_DRAWS = 64;

    private final List<ScoredCustomer<?>> rows;
    private final BitSet lost = new BitSet();
    private final BitSet known = new BitSet();
    private final double[] weights;

    FollowedOutcomes(List<ScoredCustomer<?>> rows, long within) {
        this.rows = List.copyOf(rows);
        weights = new double[rows.size()];
        // By day up to the last that matters: how many were lost on it, and how many were seen last on it.
        TreeMap<Long, long[]> days = new TreeMap<>();
        for (int i = 0; i < weights.length; i++) {
            ScoredCustomer<?> row = rows.get(i);
            lost.set(i, row.lost() && row.followed() <= within);
            known.set(i, lost.get(i) || row.followed() >= within);
            long[] day = days.computeIfAbsent(Math.min(row.followed(), within), unused -> new long[2]);
            day[0] += lost.get(i) ? 1 : 0;
            day[1] += known.get(i) ? 0 : 1;
        }
        Map<Long, Double> uncensored = uncensored(days);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = known.get(i)
                    ? 1 / uncensored.getOrDefault(Math.min(rows.get(i).followed(), within), 1.0)
                    : 0;
        }
    }

    /** Rows of which each is of another customer, with scores of their kind. */
    static List<ScoredCustomer<?>> checked(Iterable<? extends ScoredCustomer<?>> rows, ScoreCheck.Kind kind) {
        List<ScoredCustomer<?>> all = new ArrayList<>();
        Set<Object> customers = new HashSet<>();
        for (ScoredCustomer<?> row : rows) {
            int number = all.size() + 1;
            Object customer = requireNonNull(row, "rows must not hold null").customer();
            double score = row.score().orElse(0);
            checkArgument(customers.add(customer), "row %s: customer (%s) comes twice", number, customer);
            checkArgument(
                    kind != ScoreCheck.Kind.PROBABILITY || (score >= 0 && score <= 1),
                    "row %s: score (%s) of customer (%s) must be in [0, 1]",
                    number,
                    score,
                    customer);
            all.add(row);
        }
        return all;
    }

    /** The share still followed before each day: on ties losses come before last looks. */
    private Map<Long, Double> uncensored(SortedMap<Long, long[]> days) {
        Map<Long, Double> shares = new TreeMap<>();
        double share = 1;
        long watched = weights.length;
        for (Map.Entry<Long, long[]> day : days.entrySet()) {
            shares.put(day.getKey(), share);
            long left = watched - day.getValue()[0];
            watched = left - day.getValue()[1];
            share *= left > 0 ? (double) watched / left : 1;
        }
        return shares;
    }

    int size() {
        return weights.length;
    }

    /** The interval between the percentiles of a figure of as many customers, drawn with replacement; none if it is lacking once. */
    Optional<Interval> resampled(
            Function<List<ScoredCustomer<?>>, OptionalDouble> figure,
            int replicates,
            RandomGenerator random,
            double confidence) {
        RandomGenerator source = new BoundedRandom(random, MOST_DRAWS * replicates * Math.max(1, size()));
        double[] values = new double[replicates];
        for (int r = 0; r < replicates; r++) {
            List<ScoredCustomer<?>> drawn = new ArrayList<>();
            for (int i = 0; i < size(); i++) {
                drawn.add(rows.get(source.nextInt(size())));
            }
            OptionalDouble value = figure.apply(drawn);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values[r] = value.getAsDouble();
        }
        Arrays.sort(values);
        double tail = (1 - confidence) / 2;
        return Optional.of(Interval.of(Quantile.of(values, tail), Quantile.of(values, 1 - tail), confidence));
    }

    double score(int i) {
        return rows.get(i).score().orElseThrow();
    }

    BitSet lost() {
        return lost;
    }

    double[] weights() {
        return weights;
    }

    double weight(int i) {
        return weights[i];
    }

    void addTo(ShareSums sums, int i) {
        sums.add(weights[i], known.get(i), lost.get(i));
    }

    /** All customers. */
    ShareSums all() {
        ShareSums sums = new ShareSums();
        IntStream.range(0, size()).forEach(i -> addTo(sums, i));
        return sums;
    }

    /** Whether the rows are of the same customers, in the same order, with the same outcomes. */
    boolean areAs(FollowedOutcomes other) {
        return size() == other.size()
                && IntStream.range(0, size()).allMatch(i -> {
                    ScoredCustomer<?> own = rows.get(i);
                    ScoredCustomer<?> its = other.rows.get(i);
                    return own.customer().equals(its.customer())
                            && own.followed() == its.followed()
                            && own.lost() == its.lost();
                });
    }
}
