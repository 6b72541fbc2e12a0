package dev.retention.examples.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Orders of a file, figured out in the plainest way, for the tests: every customer's, by day, in the order of the file. */
record PlainOrders(Map<String, List<PlainOrders.Order>> byCustomer) {

    /** The ranges of the segments: of recency, frequency and money, the first that fits. */
    private static final String SEGMENTS = """
        Champions 45 45 45
        Loyal customers 25 35 35
        New customers 45 11 11
        Promising 34 11 11
        Potential loyalists 35 13 13
        Need attention 23 23 23
        About to sleep 23 12 12
        Can't lose them 11 45 45
        At risk 12 25 25
        Lost 12 12 12
        """;

    record Order(String customer, LocalDate date, BigDecimal amount, String group, BigDecimal cost) {}

    /** Of lines of customer, date, amount, group and, if there is one, cost. */
    static PlainOrders of(List<String> lines) {
        Map<String, List<Order>> byCustomer = new LinkedHashMap<>();
        for (String line : lines) {
            String[] f = line.split(",");
            byCustomer
                    .computeIfAbsent(f[0], unused -> new ArrayList<>())
                    .add(new Order(
                            f[0],
                            LocalDate.parse(f[1]),
                            new BigDecimal(f[2]),
                            f.length > 3 ? f[3] : "",
                            f.length > 4 ? new BigDecimal(f[4]) : BigDecimal.ZERO));
        }
        byCustomer.values().forEach(own -> own.sort(Comparator.comparing(Order::date)));
        return new PlainOrders(byCustomer);
    }

    /** Those up to a day. */
    PlainOrders until(LocalDate day) {
        return of(byCustomer.values().stream()
                .flatMap(List::stream)
                .filter(order -> !order.date().isAfter(day))
                .map(order -> order.customer() + "," + order.date() + "," + order.amount() + "," + order.group() + ","
                        + order.cost())
                .toList());
    }

    /** What a customer spent on each day with an order, in their order. */
    static List<BigDecimal> byDay(List<Order> own) {
        Map<LocalDate, BigDecimal> days = new TreeMap<>();
        own.forEach(order -> days.merge(order.date(), order.amount(), BigDecimal::add));
        return List.copyOf(days.values());
    }

    LocalDate lastDay() {
        return byCustomer.values().stream()
                .map(own -> own.get(own.size() - 1).date())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    static BigDecimal sum(List<Order> orders) {
        return orders.stream().map(Order::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What each customer spent, the most first. */
    List<BigDecimal> spent() {
        return byCustomer.values().stream()
                .map(PlainOrders::sum)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** What every pair of customers differs by, over twice the mean. */
    double gini() {
        double[] spent = spent().stream().mapToDouble(BigDecimal::doubleValue).toArray();
        double pairs = 0;
        for (double one : spent) {
            for (double other : spent) {
                pairs += Math.abs(one - other);
            }
        }
        return pairs / (2.0 * spent.length * Arrays.stream(spent).sum());
    }

    /** The group of the first order; of several on that day, the first by name. */
    Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        byCustomer.forEach((customer, own) -> groups.put(
                customer,
                own.stream()
                        .filter(order -> order.date().equals(own.get(0).date()))
                        .map(Order::group)
                        .min(Comparator.naturalOrder())
                        .orElseThrow()));
        return groups;
    }

    /** What each customer spent in a month; nothing of those who did not. */
    Map<String, BigDecimal> inPeriod(String month) {
        Map<String, BigDecimal> spent = new LinkedHashMap<>();
        byCustomer.forEach((customer, own) -> own.stream()
                .filter(order -> order.date().toString().startsWith(month))
                .forEach(order -> spent.merge(customer, order.amount(), BigDecimal::add)));
        return spent;
    }

    /** Edges of fifths of all customers by recency, frequency and money, by quantiles of type 7. */
    double[][] edges(LocalDate asOf) {
        double[][] edges = new double[3][];
        for (int i = 0; i < 3; i++) {
            int which = i;
            double[] sorted = byCustomer.values().stream()
                    .mapToDouble(own -> numbers(own, asOf)[which])
                    .sorted()
                    .toArray();
            edges[i] = new double[4];
            for (int k = 1; k < 5; k++) {
                double at = (sorted.length - 1) * k / 5.0;
                int low = (int) Math.floor(at + 1e-9);
                double part = Math.max(0, at - low);
                edges[i][k - 1] = sorted[low] + part * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
            }
        }
        return edges;
    }

    private static double[] numbers(List<Order> own, LocalDate asOf) {
        return new double[] {
            ChronoUnit.DAYS.between(own.get(own.size() - 1).date(), asOf),
            own.size(),
            sum(own).movePointRight(2).doubleValue()
        };
    }

    /** The three scores of every customer by edges. */
    Map<String, int[]> scores(LocalDate asOf, double[][] edges) {
        Map<String, int[]> scores = new TreeMap<>();
        byCustomer.forEach((customer, own) -> {
            int[] score = new int[3];
            for (int i = 0; i < 3; i++) {
                double number = numbers(own, asOf)[i];
                int above = (int) Arrays.stream(edges[i])
                        .filter(edge -> number > edge + 1e-6)
                        .count();
                score[i] = i == 0 ? 5 - above : 1 + above;
            }
            scores.put(customer, score);
        });
        return scores;
    }

    /** The segment of every customer. */
    Map<String, String> segments(LocalDate asOf, double[][] edges) {
        Map<String, String> segments = new TreeMap<>();
        scores(asOf, edges)
                .forEach((customer, score) -> segments.put(
                        customer,
                        SEGMENTS.lines()
                                .filter(line -> {
                                    String[] ranges =
                                            line.substring(line.length() - 8).split(" ");
                                    return holds(ranges[0], score[0])
                                            && holds(ranges[1], score[1])
                                            && holds(ranges[2], score[2]);
                                })
                                .map(line -> line.substring(0, line.length() - 9))
                                .findFirst()
                                .orElse("In no segment")));
        return segments;
    }

    private static boolean holds(String range, int score) {
        return range.charAt(0) - '0' <= score && score <= range.charAt(1) - '0';
    }
}
