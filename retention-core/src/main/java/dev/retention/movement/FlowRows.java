package dev.retention.movement;

import dev.retention.CustomerCount;
import dev.retention.rule.Axis;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of a churn table: the kinds that spells tell, losses apart by the codes that end subscriptions. */
final class FlowRows implements Serializable {
    static final int NONE = -1;

    private static final long serialVersionUID = 1;

    private final Row[] rows;
    // The first row of each kind by its number: of one by codes, that of the first code.
    private final int[] firstOf;
    // Where losses are told apart.
    private final ArrayList<String> endCodes;

    /** A kind, or what of it is due to one code. */
    private record Row(FlowKind kind, @Nullable String endCode) implements Serializable {
        @Override
        public String toString() {
            return kind + (endCode == null ? "" : " by " + endCode);
        }
    }

    private FlowRows(Set<FlowKind> kinds, List<String> endCodes) {
        this.endCodes = new ArrayList<>(endCodes.size() > 1 ? endCodes : List.of());
        List<Row> all = new ArrayList<>();
        firstOf = new int[FlowKind.values().length];
        Arrays.fill(firstOf, NONE);
        for (FlowKind kind : kinds) {
            firstOf[kind.ordinal()] = all.size();
            codes(kind).forEach(code -> all.add(new Row(kind, code)));
        }
        rows = all.toArray(Row[]::new);
    }

    /** The codes by which a kind is told apart; one that is null if it is not. */
    private Stream<@Nullable String> codes(FlowKind kind) {
        return kind.hasEndCode() && !endCodes.isEmpty() ? endCodes.stream() : Stream.of((String) null);
    }

    /** All that spells tell of periods. */
    static FlowRows toldBy(Spells spells) {
        Set<FlowKind> told = EnumSet.range(FlowKind.SURVIVOR, FlowKind.LOST_BEFORE);
        if (spells.contract().isEmpty()) {
            told.addAll(EnumSet.of(FlowKind.ORDERED_ONCE, FlowKind.ORDERED_AGAIN));
        }
        if (spells.contract().map(SpellContract::announcement).isPresent()) {
            told.add(FlowKind.CANCELLING);
        }
        if (spells.contract().map(SpellContract::due).isPresent()) {
            told.addAll(EnumSet.of(FlowKind.RENEWED, FlowKind.NOT_RENEWED));
        }
        return new FlowRows(told, spells.endCodes());
    }

    /** The same with those who are live at the end as a kind of its own. */
    FlowRows withLiveAtEnd() {
        Set<FlowKind> told = EnumSet.of(FlowKind.LIVE_AT_END);
        Arrays.stream(rows).map(Row::kind).forEach(told::add);
        return new FlowRows(told, endCodes);
    }

    /** Some of the kinds only. */
    FlowRows only(Set<FlowKind> kinds) {
        return new FlowRows(kinds, endCodes);
    }

    /** What follows from days: who is live at the start of each, and who is lost on it. */
    static FlowRows ofDays() {
        return new FlowRows(EnumSet.of(FlowKind.LIVE_ON_DAY, FlowKind.LOST_ON_DAY), List.of());
    }

    /** The cells of the rows and the periods of a timeline. */
    Cells<FlowCell> cells(Timeline periods) {
        return Cells.grid(
                Axis.of("kind", List.of(rows)),
                Axis.periods("period", periods),
                (row, period) -> new FlowCell(period, row.kind, row.endCode),
                cell -> new Row(cell.kind(), cell.endCode()),
                FlowCell::period);
    }

    /** The cells of a period whose customers, none of them in two, are those of a count; none if the count is not told. */
    List<FlowCell> cells(CustomerCount count, Period period) {
        boolean ofSilence = count == CustomerCount.ACTIVE_BEFORE || count == CustomerCount.FALLEN_SILENT;
        List<FlowKind> kinds = count == CustomerCount.END && of(FlowKind.LIVE_AT_END) != NONE
                ? List.of(FlowKind.LIVE_AT_END)
                : FlowKind.of(count);
        if ((ofSilence && of(FlowKind.ORDERED_ONCE) == NONE) || kinds.stream().anyMatch(kind -> of(kind) == NONE)) {
            return List.of();
        }
        return kinds.stream()
                .flatMap(kind -> codes(kind).map(code -> new FlowCell(period, kind, code)))
                .toList();
    }

    /** The row of a kind, of one by codes that of the first; NONE if it is not told. */
    int of(FlowKind kind) {
        return firstOf[kind.ordinal()];
    }

    /** The row of those of a kind of losses by the number of the code; NONE if the kind is not told. */
    int of(FlowKind kind, int code) {
        int first = of(kind);
        return first == NONE || endCodes.isEmpty() ? first : first + code;
    }

    /** When the group of a row that is read at the period is read. */
    Rule.Moment readAt(int row) {
        return rows[row].kind.readAt();
    }
}
