package dev.retention.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Recurrences of the customers of some groups on one clock, in an order that depends on what they hold and nothing else. */
final class RecurrenceTable {
    private static final Comparator<Recurrences> BY_CONTENT = Comparator.comparingDouble(Recurrences::entry)
            .thenComparingDouble(Recurrences::end)
            .thenComparing(Recurrences::times, RecurrenceTable::compare)
            .thenComparing(Recurrences::amounts, RecurrenceTable::compare);

    /** All times, ascending. */
    final double[] times;

    private final List<Group> groups = new ArrayList<>();

    RecurrenceTable(List<List<Recurrences>> customers) {
        List<List<Recurrences>> sorted =
                customers.stream().map(RecurrenceTable::sorted).toList();
        List<Recurrences> all = sorted.stream().flatMap(List::stream).toList();
        double[] ends = all.stream().mapToDouble(Recurrences::end).toArray();
        double[] when = all.stream()
                .flatMap(each -> each.times().stream())
                .mapToDouble(t -> t)
                .toArray();
        double[] clocked = Arrays.copyOf(ends, ends.length + when.length);
        System.arraycopy(when, 0, clocked, ends.length, when.length);
        double[] entries = new double[clocked.length];
        Arrays.setAll(entries, i -> i < ends.length ? all.get(i).entry() : 0);
        TenureClock clock = new TenureClock(clocked, entries);
        times = clock.distinct;
        int[] places = new int[clocked.length];
        for (int i = 0; i < places.length; i++) {
            places[clock.order[i]] = clock.index[i];
        }
        int customer = 0;
        int event = ends.length;
        for (List<Recurrences> group : sorted) {
            Group made = new Group(group, times.length, clock.entries, places, customer, event);
            customer += made.customers();
            event += made.events();
            groups.add(made);
        }
    }

    static List<Recurrences> sorted(List<Recurrences> customers) {
        return customers.stream().sorted(BY_CONTENT).toList();
    }

    Group group(int number) {
        return groups.get(number);
    }

    /** Sums of the values up to each, from the first on, so that they have the same bits everywhere. */
    static void accumulate(double[] values) {
        for (int i = 1; i < values.length; i++) {
            values[i] += values[i - 1];
        }
    }

    private static int compare(List<Double> first, List<Double> other) {
        for (int i = 0; i < Math.min(first.size(), other.size()); i++) {
            int order = first.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(first.size(), other.size());
    }

    private static int[] sortedBy(int size, IntUnaryOperator key) {
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingInt(key::applyAsInt))
                .mapToInt(i -> i)
                .toArray();
    }

    /** What is known of a group at each time. */
    static final class Group {
        /** Of each customer, in ascending order of entries, the places of the entry (−1 for from the start) and of the end. */
        private final int[] entries;

        private final int[] ends;
        /** Of each event its customer, place and amount. */
        private final int[] owners;

        private final int[] places;
        private final double[] amounts;
        /** How many are observed at each place, how often it happened there, and how much it was together. */
        final int[] atRisk;

        final int[] counts;
        final double[] totals;

        private Group(
                List<Recurrences> customers, int times, int[] allEntries, int[] allPlaces, int customer, int event) {
            int n = customers.size();
            entries = Arrays.copyOfRange(allEntries, customer, customer + n);
            ends = Arrays.copyOfRange(allPlaces, customer, customer + n);
            owners = IntStream.range(0, n)
                    .flatMap(i ->
                            IntStream.range(0, customers.get(i).times().size()).map(k -> i))
                    .toArray();
            places = Arrays.copyOfRange(allPlaces, event, event + owners.length);
            amounts = customers.stream()
                    .flatMap(each -> each.amounts().stream())
                    .mapToDouble(a -> a)
                    .toArray();
            int[] change = new int[times + 1];
            for (int i = 0; i < n; i++) {
                change[entries[i] + 1]++;
                change[ends[i] + 1]--;
            }
            Arrays.parallelPrefix(change, Integer::sum);
            atRisk = Arrays.copyOf(change, times);
            counts = new int[times];
            totals = new double[times];
            for (int k = 0; k < owners.length; k++) {
                counts[places[k]]++;
                totals[places[k]] += amounts[k];
            }
        }

        int customers() {
            return ends.length;
        }

        int events() {
            return owners.length;
        }

        /** How much it was at a place, to each customer observed there. */
        double mean(int place) {
            return counts[place] == 0 ? 0 : totals[place] / atRisk[place];
        }

        /** By place, the sum of squares of amounts over observed customers up to it: the variance if all events were independent. */
        double[] independentVariances() {
            double[] variances = new double[counts.length];
            for (int k = 0; k < owners.length; k++) {
                double share = amounts[k] / atRisk[places[k]];
                variances[places[k]] += share * share;
            }
            accumulate(variances);
            return variances;
        }

        /** The sum over customers of the squares of what each adds to the weighted sum of means over all places. */
        double variance(double[] weights) {
            double[] expected = new double[weights.length];
            double sum = 0;
            for (int t = 0; t < weights.length; t++) {
                sum += counts[t] == 0 ? 0 : weights[t] * mean(t) / atRisk[t];
                expected[t] = sum;
            }
            double[] off = new double[ends.length];
            double independent = 0;
            for (int k = 0; k < owners.length; k++) {
                double share = weights[places[k]] * amounts[k] / atRisk[places[k]];
                off[owners[k]] += share;
                independent += share * share;
            }
            double squares = 0;
            for (int i = 0; i < off.length; i++) {
                double its = off[i] - (expected[ends[i]] - (entries[i] < 0 ? 0 : expected[entries[i]]));
                squares += its * its;
            }
            return known(squares, independent);
        }

        /** A variance, unless it is no more than what rounding leaves of customers who are all alike. */
        private static double known(double variance, double independent) {
            return variance <= 1e-13 * independent ? 0 : variance;
        }

        /**
         * By place, that sum of squares for the sum of means up to the place.
         *
         * <p>A customer adds its own shares less what all at risk were expected to; the latter moves all at risk together, so that a
         * place costs its events.
         */
        double[] variances() {
            int[] byEnd = sortedBy(ends.length, i -> ends[i]);
            int[] byPlace = sortedBy(places.length, k -> places[k]);
            // Own shares, plus what was expected by the entry.
            double[] own = new double[ends.length];
            double[] variances = new double[counts.length];
            double[] independent = independentVariances();
            double expected = 0;
            double atRiskSum = 0;
            double squares = 0;
            int entered = 0;
            int left = 0;
            int event = 0;
            for (int t = 0; t < variances.length; t++) {
                for (; entered < entries.length && entries[entered] < t; entered++) {
                    own[entered] = expected;
                }
                double step = counts[t] == 0 ? 0 : mean(t) / atRisk[t];
                squares += step * (atRisk[t] * step - 2 * atRiskSum);
                atRiskSum -= atRisk[t] * step;
                expected += step;
                for (; event < byPlace.length && places[byPlace[event]] == t; event++) {
                    int i = owners[byPlace[event]];
                    double share = amounts[byPlace[event]] / atRisk[t];
                    squares += share * (2 * (own[i] - expected) + share);
                    atRiskSum += share;
                    own[i] += share;
                }
                for (; left < byEnd.length && ends[byEnd[left]] == t; left++) {
                    atRiskSum -= own[byEnd[left]] - expected;
                }
                variances[t] = known(squares, independent[t]);
            }
            return variances;
        }
    }
}
