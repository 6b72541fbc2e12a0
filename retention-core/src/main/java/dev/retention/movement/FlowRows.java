package dev.retention.movement;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.retention.CustomerCount;
import dev.retention.rule.Axis;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a churn table: the counts that spells tell, and losses apart by the codes that end subscriptions.
 *
 * <p>Where events are orders, {@code ACTIVE_BEFORE} and {@code FALLEN_SILENT} are {@code START} and {@code LOST} under another name: they
 * have the same row.
 */
final class FlowRows implements Serializable {
    static final int NONE = -1;

    /** Counts whose customers are those of the start of the period. */
    static final ImmutableSet<CustomerCount> READ_AT_START = Sets.immutableEnumSet(
            CustomerCount.START,
            CustomerCount.SURVIVORS,
            CustomerCount.LOST,
            CustomerCount.CANCELLING,
            CustomerCount.DUE,
            CustomerCount.RENEWED,
            CustomerCount.NOT_RENEWED,
            CustomerCount.ACTIVE_BEFORE,
            CustomerCount.FALLEN_SILENT);

    private static final long serialVersionUID = 1;

    private final Kind[] kinds;
    // The row of each count by its number.
    private final int[] rows;
    private final int firstLost;
    private final int firstLosses;

    /** A row: a count, or what of it is due to one code. */
    private record Kind(CustomerCount count, @Nullable String endCode) implements Serializable {
        @Override
        public String toString() {
            return count + (endCode == null ? "" : " by " + endCode);
        }
    }

    private FlowRows(Collection<CustomerCount> counts, List<String> endCodes) {
        List<Kind> all = new ArrayList<>();
        rows = new int[CustomerCount.values().length];
        Arrays.fill(rows, NONE);
        for (CustomerCount count : counts) {
            if (named(count) == count) {
                rows[count.ordinal()] = all.size();
                all.add(new Kind(count, null));
            }
        }
        counts.forEach(count -> rows[count.ordinal()] = rows[named(count).ordinal()]);
        firstLost = endCodes.isEmpty() ? NONE : all.size();
        endCodes.forEach(code -> all.add(new Kind(CustomerCount.LOST, code)));
        firstLosses = endCodes.isEmpty() ? NONE : all.size();
        endCodes.forEach(code -> all.add(new Kind(CustomerCount.LOSS_EVENTS, code)));
        kinds = all.toArray(Kind[]::new);
    }

    /** All counts that spells tell. */
    static FlowRows toldBy(Spells spells) {
        Set<CustomerCount> told = EnumSet.range(CustomerCount.START, CustomerCount.LOSS_EVENTS);
        told.addAll(EnumSet.of(CustomerCount.LIVE_30_DAYS_AGO, CustomerCount.LOSSES_IN_30_DAYS));
        if (spells.contract().isEmpty()) {
            told.addAll(EnumSet.range(CustomerCount.ACTIVE_BEFORE, CustomerCount.REPEAT_BUYERS));
        }
        if (spells.contract().map(SpellContract::announcement).isPresent()) {
            told.add(CustomerCount.CANCELLING);
        }
        if (spells.contract().map(SpellContract::due).isPresent()) {
            told.addAll(EnumSet.range(CustomerCount.DUE, CustomerCount.NOT_RENEWED));
        }
        return new FlowRows(told, spells.endCodes().size() > 1 ? spells.endCodes() : List.of());
    }

    /** What follows from days: who is live at the start of each, and who is lost on it. */
    static FlowRows ofDays() {
        return new FlowRows(List.of(CustomerCount.START, CustomerCount.LOSS_EVENTS), List.of());
    }

    /** Some of the counts only. */
    static FlowRows of(Set<CustomerCount> counts) {
        Set<CustomerCount> named = EnumSet.noneOf(CustomerCount.class);
        counts.forEach(count -> named.add(named(count)));
        named.addAll(counts);
        return new FlowRows(named, List.of());
    }

    /** The count whose row holds a count. */
    private static CustomerCount named(CustomerCount count) {
        return switch (count) {
            case ACTIVE_BEFORE -> CustomerCount.START;
            case FALLEN_SILENT -> CustomerCount.LOST;
            default -> count;
        };
    }

    /** The cells of the rows and the periods of a timeline. */
    Cells<FlowCell> cells(Timeline periods) {
        return Cells.grid(
                Axis.of("count", List.of(kinds)),
                Axis.periods("period", periods),
                (kind, period) -> new FlowCell(period, kind.count, kind.endCode),
                this::kindOf,
                FlowCell::period);
    }

    /** The row of a cell as it is named; a count that is not told keeps its name, which no row has. */
    private Kind kindOf(FlowCell cell) {
        boolean told = of(cell.count()) != NONE;
        return new Kind(told ? named(cell.count()) : cell.count(), cell.endCode());
    }

    /** The row of a count, NONE if it is not told. */
    int of(CustomerCount count) {
        return rows[count.ordinal()];
    }

    /** The row of those lost by a code, by its number; NONE if losses are not told apart. */
    int lostBy(int code) {
        return firstLost == NONE ? NONE : firstLost + code;
    }

    /** The row of losses by a code, by its number; NONE if losses are not told apart. */
    int lossesBy(int code) {
        return firstLosses == NONE ? NONE : firstLosses + code;
    }

    /** At the start of the period of those who were there, at its end of all else, who may not have been. */
    Rule.Moment readAt(int row) {
        return READ_AT_START.contains(kinds[row].count) ? Rule.Moment.START : Rule.Moment.END;
    }
}
