package dev.retention;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An identity or a bound between sums of counts. */
final class FlowLaw {
    static final ImmutableList<FlowLaw> ALL = ImmutableList.of(
            FlowLaw.equal(List.of(CustomerCount.START, CustomerCount.ACQUIRED), CustomerCount.END, CustomerCount.LOST),
            FlowLaw.equal(List.of(CustomerCount.SURVIVORS, CustomerCount.LOST), CustomerCount.START),
            FlowLaw.equal(List.of(CustomerCount.SURVIVORS, CustomerCount.ACQUIRED), CustomerCount.END),
            FlowLaw.equal(
                    List.of(CustomerCount.START, CustomerCount.NEW, CustomerCount.REACTIVATED),
                    CustomerCount.END,
                    CustomerCount.LOSS_EVENTS),
            FlowLaw.equal(List.of(CustomerCount.RENEWED, CustomerCount.NOT_RENEWED), CustomerCount.DUE),
            FlowLaw.atMost(CustomerCount.LOST, CustomerCount.LOSS_EVENTS),
            FlowLaw.atMost(CustomerCount.ACQUIRED, CustomerCount.ARRIVED),
            FlowLaw.atMost(CustomerCount.ARRIVED, CustomerCount.NEW, CustomerCount.REACTIVATED),
            FlowLaw.atMost(CustomerCount.ACQUIRED, CustomerCount.NEW, CustomerCount.REACTIVATED),
            FlowLaw.atMost(CustomerCount.NEW_KEPT, CustomerCount.NEW),
            FlowLaw.atMost(CustomerCount.NEW_KEPT, CustomerCount.ACQUIRED),
            FlowLaw.atMost(CustomerCount.CANCELLING, CustomerCount.SURVIVORS),
            FlowLaw.atMost(CustomerCount.FALLEN_SILENT, CustomerCount.ACTIVE_BEFORE),
            FlowLaw.atMost(CustomerCount.REPEAT_BUYERS, CustomerCount.BUYERS));

    private static final String EQUAL = " must be ";
    private static final String AT_MOST = " must be at most ";

    private final ImmutableList<CustomerCount> left;
    private final ImmutableList<CustomerCount> right;
    private final String relation;

    private FlowLaw(List<CustomerCount> left, List<CustomerCount> right, String relation) {
        this.left = ImmutableList.copyOf(left);
        this.right = ImmutableList.copyOf(right);
        this.relation = relation;
    }

    private static FlowLaw equal(List<CustomerCount> left, CustomerCount... right) {
        return new FlowLaw(left, List.of(right), EQUAL);
    }

    private static FlowLaw atMost(CustomerCount left, CustomerCount... right) {
        return new FlowLaw(List.of(left), List.of(right), AT_MOST);
    }

    /** Fills in the one count that follows, if any, and tells so; refuses counts that break the law. */
    boolean settle(Map<CustomerCount, Long> counts) {
        int unknown = unknown(left, counts) + unknown(right, counts);
        if (unknown > 1 || (unknown == 1 && relation.equals(AT_MOST))) {
            return false;
        }
        long excess = Math.subtractExact(sum(left, counts), sum(right, counts));
        if (unknown == 0) {
            boolean holds = relation.equals(EQUAL) ? excess == 0 : excess <= 0;
            if (!holds) {
                throw new IllegalArgumentException(
                        print(counts) + ": " + sum(left, counts) + " against " + sum(right, counts));
            }
            return false;
        }
        boolean onLeft = unknown(left, counts) == 1;
        CustomerCount follows = first(onLeft ? left : right, counts);
        long value = onLeft ? -excess : excess;
        if (value < 0) {
            throw new IllegalArgumentException(print(counts) + ", which would make " + follows + " " + value);
        }
        counts.put(follows, value);
        return true;
    }

    private static int unknown(ImmutableList<CustomerCount> side, Map<CustomerCount, Long> counts) {
        int unknown = 0;
        for (int i = 0; i < side.size(); i++) {
            unknown += counts.containsKey(side.get(i)) ? 0 : 1;
        }
        return unknown;
    }

    private static CustomerCount first(ImmutableList<CustomerCount> side, Map<CustomerCount, Long> counts) {
        return side.stream()
                .filter(count -> !counts.containsKey(count))
                .findFirst()
                .orElseThrow();
    }

    private static long sum(ImmutableList<CustomerCount> side, Map<CustomerCount, Long> counts) {
        long sum = 0;
        for (int i = 0; i < side.size(); i++) {
            sum = Math.addExact(sum, counts.getOrDefault(side.get(i), 0L));
        }
        return sum;
    }

    private String print(Map<CustomerCount, Long> counts) {
        return print(left, counts) + relation + print(right, counts);
    }

    private static String print(List<CustomerCount> side, Map<CustomerCount, Long> counts) {
        return side.stream()
                .map(count -> counts.containsKey(count) ? count + " (" + counts.get(count) + ")" : count.toString())
                .collect(Collectors.joining(" + "));
    }
}
