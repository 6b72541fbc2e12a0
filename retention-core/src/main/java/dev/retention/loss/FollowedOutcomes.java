package dev.retention.loss;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** What came of customers within some days, with the weights by which those who were followed stand for those who were not. */
final class FollowedOutcomes {
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

    /** The share still followed before each day: on ties losses come before last looks. */
    private Map<Long, Double> uncensored(TreeMap<Long, long[]> days) {
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

    /** As many customers, drawn with replacement. */
    List<ScoredCustomer<?>> drawn(RandomGenerator random) {
        List<ScoredCustomer<?>> drawn = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            drawn.add(rows.get(random.nextInt(rows.size())));
        }
        return drawn;
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
