package dev.retention;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An identity or a bound between sums of counts. */
record FlowLaw(ImmutableList<CustomerCount> left, ImmutableList<CustomerCount> right, String relation) {
    static final ImmutableList<FlowLaw> ALL = ImmutableList.of(
            FlowLaw.equal(List.of(CustomerCount.START, CustomerCount.ACQUIRED), CustomerCount.END, CustomerCount.LOST),
            FlowLaw.equal(List.of(CustomerCount.SURVIVORS, CustomerCount.LOST), CustomerCount.START),
            FlowLaw.equal(List.of(CustomerCount.SURVIVORS, CustomerCount.ACQUIRED), CustomerCount.END),
            FlowLaw.equal(
                    List.of(CustomerCount.START, CustomerCount.NEW, CustomerCount.RETURNED),
                    CustomerCount.END,
                    CustomerCount.LOSS_EVENTS),
            FlowLaw.equal(List.of(CustomerCount.RENEWED, CustomerCount.NOT_RENEWED), CustomerCount.DUE),
            FlowLaw.atMost(CustomerCount.LOST, CustomerCount.LOSS_EVENTS),
            FlowLaw.atMost(CustomerCount.ACQUIRED, CustomerCount.ARRIVED),
            FlowLaw.atMost(CustomerCount.ARRIVED, CustomerCount.NEW, CustomerCount.RETURNED),
            FlowLaw.atMost(CustomerCount.ACQUIRED, CustomerCount.NEW, CustomerCount.RETURNED),
            FlowLaw.atMost(CustomerCount.NEW_KEPT, CustomerCount.NEW),
            FlowLaw.atMost(CustomerCount.NEW_KEPT, CustomerCount.ACQUIRED),
            FlowLaw.atMost(CustomerCount.CANCELLING, CustomerCount.SURVIVORS),
            FlowLaw.atMost(CustomerCount.GONE_QUIET, CustomerCount.ACTIVE_BEFORE),
            FlowLaw.atMost(CustomerCount.REPEAT_BUYERS, CustomerCount.BUYERS));

    private static final String EQUAL = " must be ";
    private static final String AT_MOST = " must be at most ";

    static FlowLaw equal(List<CustomerCount> left, CustomerCount... right) {
        return new FlowLaw(ImmutableList.copyOf(left), ImmutableList.copyOf(right), EQUAL);
    }

    static FlowLaw atMost(CustomerCount left, CustomerCount... right) {
        return new FlowLaw(ImmutableList.of(left), ImmutableList.copyOf(right), AT_MOST);
    }

    /** Fills in the one count that follows, if any, and tells so; refuses counts that break the law. */
    boolean settle(Map<CustomerCount, Long> counts) {
        CustomerCount unknown = null;
        for (CustomerCount count : Iterables.concat(left, right)) {
            if (!counts.containsKey(count)) {
                if (unknown != null || relation.equals(AT_MOST)) {
                    return false;
                }
                unknown = count;
            }
        }
        long excess = Math.subtractExact(sum(left, counts), sum(right, counts));
        if (unknown == null) {
            boolean holds = relation.equals(EQUAL) ? excess == 0 : excess <= 0;
            if (!holds) {
                throw new IllegalArgumentException(
                        print(counts) + ": " + sum(left, counts) + " against " + sum(right, counts));
            }
            return false;
        }
        long value = left.contains(unknown) ? -excess : excess;
        if (value < 0) {
            throw new IllegalArgumentException(print(counts) + ", which would make " + unknown + " " + value);
        }
        counts.put(unknown, value);
        return true;
    }

    private static long sum(List<CustomerCount> side, Map<CustomerCount, Long> counts) {
        long sum = 0;
        for (CustomerCount count : side) {
            sum = Math.addExact(sum, counts.getOrDefault(count, 0L));
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
