package dev.retention.movement;

import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import dev.retention.rule.Tally;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The flows of the periods of a churn table.
 *
 * @param rows the counts that are told
 * @param parted whether customers were parted anew for each period, so that the counts of its start and its end are of different ones
 *     and only those of the start are a flow
 * @param days counts days when it is first asked; null if they are not told
 */
record ChurnFlows(FlowRows rows, boolean parted, @Nullable Supplier<Tally<FlowCell>> days) {

    /** The counts of a period, without days. */
    CustomerFlow of(Tally<FlowCell> tally, Period period) {
        return counts(tally, period).build();
    }

    /** The counts of a period and its days, if they are told. */
    CustomerFlow withDays(Tally<FlowCell> tally, Timeline timeline, Period period) {
        CustomerFlow.Builder flow = counts(tally, period);
        if (days != null) {
            addDays(days.get(), timeline.first().firstDay().toEpochDay(), period, flow);
        }
        return flow.build();
    }

    private CustomerFlow.Builder counts(Tally<FlowCell> tally, Period period) {
        CustomerFlow.Builder flow = CustomerFlow.builder();
        for (CustomerCount count : CustomerCount.values()) {
            if (rows.of(count) != FlowRows.NONE && (!parted || FlowRows.READ_AT_START.contains(count))) {
                flow.count(count, new FlowCell(period, count).number(tally));
            }
        }
        return flow;
    }

    private static void addDays(Tally<FlowCell> days, long first, Period period, CustomerFlow.Builder flow) {
        long from = period.firstDay().toEpochDay();
        long end = period.plus(1).firstDay().toEpochDay();
        int width = days.cells().width();
        double customerDays = 0;
        for (int day = (int) (from - first); day < Math.min(end - first, width); day++) {
            long live = days.countAt(day);
            flow.day(live, days.countAt(day + width));
            customerDays += live;
        }
        flow.customerDays(customerDays).daysPerPeriod((double) (end - from));
    }
}
