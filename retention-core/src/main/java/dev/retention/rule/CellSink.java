package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the cells that a rule names for one customer.
 *
 * <pre>{@code
 * Cells<String> cells = Cells.of(List.of("once", "again"));
 * Rule<String> orders = Rule.of("orders", months, cells, (history, sink) -> sink.add(history.size() > 1 ? 1 : 0));
 * }</pre>
 *
 * <p>However often a rule names a cell for a customer, alone or within a run, the customer counts there once; the amounts add up.
 * So the count of a cell is always the number of its members. This class is not thread-safe: every sweep has its own.
 *
 * @since 0.1.0
 */
public final class CellSink {
    // 0 once the sink takes no more.
    private int cells;
    private final int width;
    private int rows;
    private final @Nullable GroupIndex groups;
    private long[] counts;
    private Sums amounts;
    // The number of the customer who was last counted in a cell, without runs: tells whether the present one was.
    // Below 0, the complement, in rows with runs, of which spans knows more.
    private int[] lastCounted;
    private final NamedRows named;
    private int customer;
    // The number of the present group, and its first cell.
    private int group;
    private int base;

    // Of sinks that are read after each customer: the cells of the present one.
    private final boolean remembers;
    private int[] touched = new int[8];
    private int touchedSize;

    // Whether a cell is but an index within the present group: nothing is recorded, remembered or grouped by periods.
    private boolean simple;
    private @Nullable Spans spans;
    private @Nullable PeriodGroups periods;
    private @Nullable Anchors anchors;
    // The numbers of events in the whole history, where the rule looks at some of them.
    private EventFilter.@Nullable View filtered;
    private final @Nullable Recording recording;
    // By row the first column that is looked for and the one after the last; null if all are.
    private int @Nullable [] wantedFrom;
    private int[] wantedTo = {};

    /** Told where a rule's cells are anchored. */
    interface Anchors {
        void atEvent(int event);

        void onDay(long epochDay);
    }

    private CellSink(Cells<?> cells, @Nullable GroupIndex groups, boolean remembers, @Nullable Recording recording) {
        this.named = NamedRows.of(cells);
        this.groups = groups;
        this.cells = groups == null ? cells.size() : groups.cellsOfEach();
        this.width = Math.max(1, cells.width());
        this.rows = this.cells / this.width;
        int size = recording != null ? 0 : groups == null ? this.cells : groups.size() * this.cells;
        this.counts = new long[size];
        this.amounts = new Sums(size);
        this.lastCounted = new int[size];
        this.remembers = remembers;
        this.recording = recording;
        this.simple = recording == null && !remembers;
    }

    /** A sink that adds customers up. */
    static CellSink summing(Cells<?> cells) {
        return new CellSink(cells, cells.newIndex(), false, null);
    }

    /** A sink that is read and cleared after each customer; with groups numbered as by others. */
    static CellSink perCustomer(Cells<?> cells, @Nullable GroupIndex groups) {
        return new CellSink(cells, groups, true, null);
    }

    /** A sink that only takes note of what is named, to be named again to others. */
    static CellSink recording(Cells<?> cells, Recording recording) {
        return new CellSink(cells, null, false, recording);
    }

    /**
     * Counts the customer in a cell.
     *
     * @param cell the index of the cell
     * @throws IndexOutOfBoundsException if the rule has no such cell
     */
    public void add(int cell) {
        Objects.checkIndex(cell, cells);
        if (simple) {
            countSimple(cell);
        } else {
            addSpecial(cell / width, cell % width);
        }
    }

    /**
     * Counts the customer in a cell and adds an amount to it.
     *
     * @param cell the index of the cell
     * @param amount minor units of the store's currency, or any other exact quantity that the rule adds up
     * @throws IndexOutOfBoundsException if the rule has no such cell
     */
    public void add(int cell, long amount) {
        Objects.checkIndex(cell, cells);
        if (simple) {
            countSimple(cell);
            amounts.add(base + cell, amount);
        } else {
            addSpecial(cell / width, cell % width, amount);
        }
    }

    /**
     * Counts the customer in a cell of rows and columns, where rows have the names of an enum.
     *
     * @param row the row
     * @param column the column, from 0
     * @throws IndexOutOfBoundsException if the rule has no such row or column
     */
    public void add(Enum<?> row, int column) {
        add(named.of(row) * width + Objects.checkIndex(column, width));
    }

    /**
     * Counts the customer in a cell of rows and columns, where rows have the names of an enum, and adds an amount to it.
     *
     * @param row the row
     * @param column the column, from 0
     * @param amount minor units of the store's currency, or any other exact quantity that the rule adds up
     * @throws IndexOutOfBoundsException if the rule has no such row or column
     */
    public void add(Enum<?> row, int column, long amount) {
        int at = named.of(row);
        Objects.checkIndex(column, width);
        if (simple) {
            countSimple(at * width + column);
            amounts.add(base + at * width + column, amount);
        } else {
            addSpecial(at, column, amount);
        }
    }

    /**
     * Counts the customer in a run of cells of one row, where rows have the names of an enum; see {@link #addSpan(int, int, int)}.
     *
     * @param row the row
     * @param fromInclusive the first column
     * @param toExclusive the column after the last; the run is empty if it is {@code fromInclusive}
     * @throws IndexOutOfBoundsException if the rule has no such row or columns, or the run ends before it begins
     */
    public void addSpan(Enum<?> row, int fromInclusive, int toExclusive) {
        addSpan(named.of(row), fromInclusive, toExclusive);
    }

    /**
     * Counts the customer in a run of cells of one row, where rows have the names of an enum, and adds an amount to each of them.
     *
     * @param row the row
     * @param fromInclusive the first column
     * @param toExclusive the column after the last; the run is empty if it is {@code fromInclusive}
     * @param amount what every cell of the run gets
     * @throws IndexOutOfBoundsException if the rule has no such row or columns, or the run ends before it begins
     */
    public void addSpan(Enum<?> row, int fromInclusive, int toExclusive, long amount) {
        addSpan(named.of(row), fromInclusive, toExclusive, amount);
    }

    /**
     * Counts the customer in a run of cells of one row. A run takes constant time if runs of a row come in ascending order and do
     * not overlap.
     *
     * @param row the row, from 0: the index of its first cell divided by the width of the table
     * @param fromInclusive the first column
     * @param toExclusive the column after the last; the run is empty if it is {@code fromInclusive}
     * @throws IndexOutOfBoundsException if the rule has no such row or columns, or the run ends before it begins
     */
    public void addSpan(int row, int fromInclusive, int toExclusive) {
        Objects.checkIndex(row, rows);
        Objects.checkFromToIndex(fromInclusive, toExclusive, width);
        if (fromInclusive == toExclusive || addAscending(row, fromInclusive, toExclusive)) {
            return;
        }
        if (recording != null) {
            recording.span(row, fromInclusive, toExclusive);
        } else {
            spread(row, firstWanted(row, fromInclusive), endWanted(row, toExclusive), false, 0);
        }
    }

    private boolean addAscending(int row, int from, int to) {
        return simple
                && spans != null
                && spans.addAscending(customer, group * rows + row, from, to, base + row * width + from);
    }

    /**
     * Counts the customer in a run of cells of one row and adds an amount to each of them.
     *
     * @param row the row, from 0: the index of its first cell divided by the width of the table
     * @param fromInclusive the first column
     * @param toExclusive the column after the last; the run is empty if it is {@code fromInclusive}
     * @param amount what every cell of the run gets
     * @throws IndexOutOfBoundsException if the rule has no such row or columns, or the run ends before it begins
     */
    public void addSpan(int row, int fromInclusive, int toExclusive, long amount) {
        Objects.checkIndex(row, rows);
        Objects.checkFromToIndex(fromInclusive, toExclusive, width);
        if (fromInclusive == toExclusive) {
            return;
        }
        if (addAscending(row, fromInclusive, toExclusive)) {
            int start = base + row * width;
            addAmount(start + fromInclusive, start + toExclusive, amount);
        } else if (recording != null) {
            recording.span(row, fromInclusive, toExclusive, amount);
        } else {
            spread(row, firstWanted(row, fromInclusive), endWanted(row, toExclusive), true, amount);
        }
    }

    /**
     * Counts the customer in some of 64 columns of one row.
     *
     * @param row the row, from 0: the index of its first cell divided by the width of the table
     * @param firstColumn the column that the lowest bit stands for
     * @param columns bit {@code i} is set if the customer counts in column {@code firstColumn + i}
     * @throws IndexOutOfBoundsException if the rule has no such row or columns
     */
    public void addColumns(int row, int firstColumn, long columns) {
        Objects.checkIndex(row, rows);
        if (columns == 0) {
            return;
        }
        int last = firstColumn + Long.SIZE - 1 - Long.numberOfLeadingZeros(columns);
        Objects.checkFromToIndex(firstColumn, last + 1, width);
        if (simple && (spans == null || spans.isUnmarked(group * rows + row))) {
            int start = row * width + firstColumn;
            for (long rest = columns; rest != 0; rest &= rest - 1) {
                countSimple(start + Long.numberOfTrailingZeros(rest));
            }
        } else {
            addRuns(row, firstColumn, columns);
        }
    }

    /** The columns as runs, the lowest first. */
    private void addRuns(int row, int firstColumn, long columns) {
        long rest = columns;
        while (rest != 0) {
            int from = Long.numberOfTrailingZeros(rest);
            int to = from + Long.numberOfTrailingZeros(~(rest >>> from));
            addSpan(row, firstColumn + from, firstColumn + to);
            rest = to < Long.SIZE ? rest & (-1L << to) : 0;
        }
    }

    private int firstWanted(int row, int from) {
        return wantedFrom == null ? from : Math.max(from, wantedFrom[row]);
    }

    private int endWanted(int row, int to) {
        return wantedFrom == null ? to : Math.min(to, wantedTo[row]);
    }

    private boolean isWanted(int row, int column) {
        return wantedFrom == null || (column >= wantedFrom[row] && column < wantedTo[row]);
    }

    /**
     * Says that the cells named next follow from an event, so that a grouping that is read at the anchor reads it there. Without a
     * word the anchor is the customer's first event.
     *
     * @param event the event, from 0
     */
    public void anchoredAt(int event) {
        int whole = filtered == null ? event : filtered.original(event);
        if (recording != null) {
            recording.anchoredAt(whole);
        } else if (anchors != null) {
            anchors.atEvent(whole);
        }
    }

    /**
     * Says that the cells named next follow from a day, so that a grouping that is read at the anchor reads it there.
     *
     * @param epochDay days since 1970-01-01
     */
    public void anchoredOn(long epochDay) {
        if (recording != null) {
            recording.anchoredOn(epochDay);
        } else if (anchors != null) {
            anchors.onDay(epochDay);
        }
    }

    private void countSimple(int cell) {
        int at = base + cell;
        int last = lastCounted[at];
        if (last < 0) {
            countSpecial(cell / width, cell % width);
        } else if (last != customer) {
            lastCounted[at] = customer;
            counts[at]++;
        }
    }

    private void count(int at) {
        int last = lastCounted[at];
        boolean besideRuns = last < 0;
        if ((besideRuns ? ~last : last) != customer) {
            lastCounted[at] = besideRuns ? ~customer : customer;
            counts[at]++;
            if (remembers) {
                touch(at);
            }
        }
    }

    private void touch(int at) {
        if (touchedSize == touched.length) {
            touched = Arrays.copyOf(touched, touchedSize * 2);
        }
        touched[touchedSize++] = at;
    }

    private void addSpecial(int row, int column) {
        if (recording != null) {
            recording.cell(row * width + column);
        } else if (isWanted(row, column)) {
            countSpecial(row, column);
        }
    }

    private void addSpecial(int row, int column, long amount) {
        if (recording != null) {
            recording.cell(row * width + column, amount);
        } else if (isWanted(row, column)) {
            amounts.add(countSpecial(row, column), amount);
        }
    }

    private int countSpecial(int row, int column) {
        int in = groupOf(row, column);
        int at = in * cells + row * width + column;
        if (spans == null || !spans.holdsSingle(customer, in * rows + row, column, at)) {
            count(at);
        }
        return at;
    }

    /** The number of the group in which the customer is read for a row and a column. */
    private int groupOf(int row, int column) {
        return periods == null ? group : periods.groupAt(column + periods.offset(row));
    }

    private void spread(int row, int from, int to, boolean hasAmount, long amount) {
        int at = from;
        while (at < to) {
            int end = to;
            if (periods != null) {
                int offset = periods.offset(row);
                end = (int) Math.min(to, (long) periods.nextChange(at + offset) - offset);
            }
            int in = groupOf(row, at);
            int start = in * cells + row * width + at;
            run(in * rows + row, at, end, start);
            if (hasAmount) {
                addAmount(start, start + end - at, amount);
            }
            at = end;
        }
    }

    private void run(int row, int from, int to, int start) {
        if (!remembers && begun(row).addAscending(customer, row, from, to, start)) {
            return;
        }
        for (int at = start, column = from; column < to; at++, column++) {
            if (spans == null || !spans.holds(customer, at)) {
                count(at);
            }
        }
        if (spans != null) {
            spans.reach(customer, row, to);
        }
    }

    private void addAmount(int start, int end, long amount) {
        if (!remembers) {
            requireNonNull(spans).addAmount(start, end, amount);
            return;
        }
        for (int at = start; at < end; at++) {
            amounts.add(at, amount);
        }
    }

    /** The runs, where a row may have some from now on. */
    private Spans begun(int row) {
        if (spans == null) {
            spans = new Spans(counts.length, counts.length / width);
        }
        if (spans.isUnmarked(row)) {
            spans.begin(row, customer);
            for (int at = row * width; at < (row + 1) * width; at++) {
                lastCounted[at] = ~lastCounted[at];
            }
        }
        return spans;
    }

    /** What is named next is of a group. */
    void enter(Group group) {
        this.group = number(group);
        base = this.group * cells;
    }

    /** The number of a group, for which there is room from now on. */
    int number(Group group) {
        GroupIndex index = requireNonNull(groups);
        int number = index.number(group);
        int size = index.size() * cells;
        if (size > counts.length) {
            int room = (int) Math.min(Cells.MAX_SIZE, Math.max(size, 2L * counts.length));
            room -= cells == 0 ? 0 : room % cells;
            counts = Arrays.copyOf(counts, room);
            lastCounted = Arrays.copyOf(lastCounted, room);
            amounts.grow(room);
            if (spans != null) {
                spans.grow(room, room / width);
            }
        }
        return number;
    }

    /** What is named next is of the group of its period, or of the group entered. */
    void groupByPeriod(@Nullable PeriodGroups groupsOfPeriods) {
        periods = groupsOfPeriods;
        simple = groupsOfPeriods == null && recording == null && !remembers;
    }

    /**
     * Takes note of some cells only, and of those between the first and the last of them in a row: runs then cost what they share
     * with them. By indexes, of all groups alike.
     */
    void lookFor(int[] wanted) {
        checkArgument(remembers, "sink must remember");
        int[] from = new int[rows];
        Arrays.fill(from, width);
        wantedTo = new int[rows];
        for (int cell : wanted) {
            int row = cell / width;
            from[row] = Math.min(from[row], cell % width);
            wantedTo[row] = Math.max(wantedTo[row], cell % width + 1);
        }
        wantedFrom = from;
    }

    /** The events that the rule numbers are those of a filter. */
    void numberEventsOf(EventFilter.@Nullable View view) {
        filtered = view;
    }

    /** Who is told where cells are anchored. */
    void tellAnchors(@Nullable Anchors told) {
        anchors = told;
    }

    /** Begins the next customer. */
    void next() {
        if (++customer < 0) {
            for (int at = 0; at < lastCounted.length; at++) {
                lastCounted[at] = lastCounted[at] < 0 ? ~0 : 0;
            }
            if (spans != null) {
                spans.forget();
            }
            customer = 1;
        }
    }

    /** Whether the present customer was counted in a cell; only for sinks that remember. */
    boolean holds(int cell) {
        return cell >= 0 && cell < lastCounted.length && lastCounted[cell] == customer;
    }

    /** The cells of the present customer in the order in which they were named. */
    int touched(int i) {
        return touched[i];
    }

    int touchedSize() {
        return touchedSize;
    }

    /** The cells of the present customer in order: by group, then by number. */
    int[] sorted() {
        int[] cellsInOrder = Arrays.copyOf(touched, touchedSize);
        Arrays.sort(cellsInOrder);
        if (groups == null) {
            return cellsInOrder;
        }
        return Arrays.stream(cellsInOrder)
                .boxed()
                .sorted(Comparator.comparing((Integer at) -> groups.group(at / cells)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Nullable
    GroupIndex groups() {
        return groups;
    }

    Sums amounts() {
        return amounts;
    }

    /** The counts and amounts of all customers, runs added up; the sink is not to be used any more. */
    <C> Tally<C> settle(Rule<C> rule, java.util.@Nullable Currency currency) {
        checkArgument(!remembers, "sink must add up");
        if (spans != null) {
            spans.settle(counts, amounts);
        }
        cells = 0;
        rows = 0;
        return Tally.of(rule, currency, Numbers.of(rule.cells(), groups, counts, amounts));
    }

    /** Forgets the present customer; only for sinks that remember. */
    void clear() {
        for (int i = 0; i < touchedSize; i++) {
            counts[touched[i]] = 0;
            amounts.clear(touched[i]);
        }
        touchedSize = 0;
        next();
    }
}
