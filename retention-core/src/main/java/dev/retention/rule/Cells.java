package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static java.util.Objects.requireNonNull;

import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cells that a rule can name: a product of {@linkplain Axis axes}, each cell a value with an index.
 *
 * <p>Rules and tallies work with indexes; callers see values. The index of a cell is {@code row · width + column}, where the columns are
 * the values of the last axis, along which {@linkplain CellSink#addSpan spans} run, and a row is one combination of all others. Cells are
 * equal if their axes are. This class is immutable, thread-safe and serialisable if its values are.
 *
 * <pre>{@code
 * Cells<String> cells = Cells.of(List.of("within 30 days", "later", "not yet"));
 * cells.cell(2);   // not yet
 * }</pre>
 *
 * @param <C> the type of cells
 * @since 0.1.0
 */
public abstract sealed class Cells<C> implements Serializable {
    /** The most cells that a table may have, all groups together. */
    public static final int MAX_SIZE = 1 << 26;

    private static final long serialVersionUID = 1;

    private final int size;

    private Cells(long size) {
        checkArgument(
                size <= MAX_SIZE,
                "a table of %s cells is too large (at most %s): choose a coarser grain or fewer ages",
                size,
                MAX_SIZE);
        this.size = (int) size;
    }

    /**
     * The values of one axis.
     *
     * @param axis the axis
     * @param <C> the type of cells
     * @return one cell per value, all in one row
     * @throws IllegalArgumentException if there are more than {@value #MAX_SIZE} values
     */
    public static <C> Cells<C> of(Axis<C> axis) {
        return new Row<>(requireNonNull(axis, "axis"));
    }

    /**
     * Listed cells.
     *
     * @param cells the cells in order, each once, with {@code equals}, {@code hashCode} and {@code toString}
     * @param <C> the type of cells
     * @return the cells
     * @throws IllegalArgumentException if a cell comes twice
     */
    public static <C> Cells<C> of(List<? extends C> cells) {
        return of(Axis.of("cell", requireNonNull(cells, "cells")));
    }

    /**
     * The constants of an enum.
     *
     * @param type the enum
     * @param <E> the enum
     * @return one cell per constant
     */
    public static <E extends Enum<E>> Cells<E> of(Class<E> type) {
        return of(Axis.of("cell", requireNonNull(type, "type")));
    }

    /**
     * A table of rows and columns.
     *
     * @param rows the rows
     * @param columns the columns, along which spans run
     * @param cell makes the value of a cell from those of its row and column
     * @param row the row of a value
     * @param column the column of a value
     * @param <R> the type of rows
     * @param <V> the type of columns
     * @param <C> the type of cells
     * @return one cell per row and column
     * @throws IllegalArgumentException if there are more than {@value #MAX_SIZE} cells
     */
    public static <R, V, C> Cells<C> grid(
            Axis<R> rows, Axis<V> columns, Maker<R, V, C> cell, Part<C, R> row, Part<C, V> column) {
        return new Grid<>(of(requireNonNull(rows, "rows")), requireNonNull(columns, "columns"), cell, row, column);
    }

    /**
     * A table whose rows have more than one axis.
     *
     * @param rows the rows, cells themselves
     * @param columns the columns, along which spans run
     * @param cell makes the value of a cell from those of its row and column
     * @param row the row of a value
     * @param column the column of a value
     * @param <R> the type of rows
     * @param <V> the type of columns
     * @param <C> the type of cells
     * @return one cell per row and column
     * @throws IllegalArgumentException if there are more than {@value #MAX_SIZE} cells
     */
    public static <R, V, C> Cells<C> grid(
            Cells<R> rows, Axis<V> columns, Maker<R, V, C> cell, Part<C, R> row, Part<C, V> column) {
        return new Grid<>(requireNonNull(rows, "rows"), requireNonNull(columns, "columns"), cell, row, column);
    }

    /**
     * A table of kinds and the periods of a timeline.
     *
     * @param timeline the periods, with a first one, along which spans run
     * @param kinds the kinds, a row each
     * @param cell makes the value of a cell
     * @param period the period of a value
     * @param kind the kind of a value
     * @param <E> the type of kinds
     * @param <C> the type of cells
     * @return one cell per kind and period
     * @throws IllegalStateException if the timeline has no first period
     * @throws IllegalArgumentException if there are more than {@value #MAX_SIZE} cells
     */
    public static <E extends Enum<E>, C> Cells<C> byPeriod(
            Timeline timeline, Class<E> kinds, Maker<Period, E, C> cell, Part<C, Period> period, Part<C, E> kind) {
        requireNonNull(kind, "kind");
        requireNonNull(period, "period");
        requireNonNull(kinds, "kinds");
        requireNonNull(timeline, "timeline");
        requireNonNull(cell, "cell");
        return grid(
                Axis.of("kind", kinds),
                Axis.periods("period", timeline),
                (row, column) -> cell.of(column, row),
                kind,
                period);
    }

    /**
     * Makes the value of a cell.
     *
     * @param <R> the type of rows
     * @param <V> the type of columns
     * @param <C> the type of cells
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Maker<R, V, C> extends Serializable {
        /**
         * The value of a cell.
         *
         * @param row the value of its row
         * @param column the value of its column
         * @return the cell
         */
        C of(R row, V column);
    }

    /**
     * Reads one side of a cell's value.
     *
     * @param <C> the type of cells
     * @param <V> the type of the side
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Part<C, V> extends Serializable {
        /**
         * One side of a cell.
         *
         * @param cell the cell
         * @return its row or its column
         */
        V of(C cell);
    }

    /** {@return how many cells there are} */
    public int size() {
        return size;
    }

    /** {@return how many columns a row has: the size of the last axis} */
    public abstract int width();

    /** {@return the directions of the table, the outermost first; at least one axis} */
    public abstract List<Axis<?>> axes();

    /**
     * The cell with an index.
     *
     * @param index from 0
     * @return the cell
     * @throws IndexOutOfBoundsException if there is no such cell
     */
    public C cell(int index) {
        return cellAt(checkElementIndex(index, size, "cell"));
    }

    /**
     * The index of a cell.
     *
     * @param value a cell
     * @return its index
     * @throws IllegalArgumentException if it is none of the cells
     */
    public int indexOf(C value) {
        int i = find(requireNonNull(value, "value"));
        checkArgument(i >= 0, "cell (%s) is not in the table of %s", value, this);
        return i;
    }

    abstract C cellAt(int index);

    /** The index of a value, or −1. */
    abstract int find(C value);

    /** The index of a cell, −1 of a cell of a group that nobody is in. */
    int lookUp(C value) {
        return indexOf(value);
    }

    /** Room for numbering the groups met by a sink; null where cells have no groups. */
    @Nullable
    GroupIndex newIndex() {
        return null;
    }

    /** Cells are equal if their axes are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cells<?> that && axes().equals(that.axes());
    }

    @Override
    public int hashCode() {
        return axes().hashCode();
    }

    /** Prints the axes, such as {@code kind × period}. */
    @Override
    public String toString() {
        return String.join(" × ", axes().stream().map(Axis::toString).toList());
    }

    private static final class Row<C> extends Cells<C> {
        private static final long serialVersionUID = 1;
        private final Axis<C> axis;

        Row(Axis<C> axis) {
            super(axis.size());
            this.axis = axis;
        }

        @Override
        public int width() {
            return axis.size();
        }

        @Override
        public List<Axis<?>> axes() {
            return List.of(axis);
        }

        @Override
        C cellAt(int index) {
            return axis.valueAt(index);
        }

        @Override
        int find(C value) {
            return axis.indexOf(value);
        }
    }

    private static final class Grid<R, V, C> extends Cells<C> {
        private static final long serialVersionUID = 1;
        private final Cells<R> rows;
        private final Axis<V> columns;
        private final Maker<R, V, C> cell;
        private final Part<C, R> row;
        private final Part<C, V> column;

        Grid(Cells<R> rows, Axis<V> columns, Maker<R, V, C> cell, Part<C, R> row, Part<C, V> column) {
            super((long) rows.size() * columns.size());
            this.rows = rows;
            this.columns = columns;
            this.cell = requireNonNull(cell, "cell");
            this.row = requireNonNull(row, "row");
            this.column = requireNonNull(column, "column");
        }

        @Override
        public int width() {
            return columns.size();
        }

        @Override
        public List<Axis<?>> axes() {
            return Stream.<Axis<?>>concat(rows.axes().stream(), Stream.of(columns))
                    .toList();
        }

        @Override
        C cellAt(int index) {
            int width = columns.size();
            return cell.of(rows.cellAt(index / width), columns.valueAt(index % width));
        }

        @Override
        int find(C value) {
            int r = rows.find(row.of(value));
            int c = columns.indexOf(column.of(value));
            return r < 0 || c < 0 ? -1 : r * columns.size() + c;
        }
    }

    /**
     * The cells of another rule for each of some groups, the groups outermost. The groups grow: tables of different groups add up.
     */
    static final class Grouped<C> extends Cells<In<C>> {
        private static final long serialVersionUID = 1;
        private final String grouping;
        private final Cells<C> inner;
        // In order, each once; the declared ones are there even if nobody is in them.
        private final ArrayList<Group> groups;
        private final ArrayList<Group> declared;

        Grouped(String grouping, Cells<C> inner, Collection<Group> declared) {
            this(grouping, inner, new TreeSet<>(declared), new TreeSet<>(declared));
        }

        private Grouped(String grouping, Cells<C> inner, SortedSet<Group> declared, SortedSet<Group> groups) {
            super((long) groups.size() * inner.size());
            this.grouping = grouping;
            this.inner = inner;
            this.declared = new ArrayList<>(declared);
            this.groups = new ArrayList<>(groups);
        }

        /** The same with some groups beside the declared ones. */
        Grouped<C> with(Collection<Group> met) {
            TreeSet<Group> all = new TreeSet<>(declared);
            all.addAll(met);
            return new Grouped<>(grouping, inner, new TreeSet<>(declared), all);
        }

        Cells<C> inner() {
            return inner;
        }

        List<Group> groups() {
            return Collections.unmodifiableList(groups);
        }

        List<Group> declared() {
            return declared;
        }

        @Override
        public int width() {
            return inner.width();
        }

        /** The axes of the parted rule; which groups there are differs from table to table. */
        @Override
        public List<Axis<?>> axes() {
            return inner.axes();
        }

        @Override
        In<C> cellAt(int index) {
            return new In<>(groups.get(index / inner.size()), inner.cellAt(index % inner.size()));
        }

        @Override
        int find(In<C> value) {
            int group = Collections.binarySearch(groups, value.group());
            int cell = inner.find(value.cell());
            return group < 0 || cell < 0 ? -1 : group * inner.size() + cell;
        }

        @Override
        int lookUp(In<C> value) {
            inner.indexOf(value.cell());
            return find(value);
        }

        @Override
        GroupIndex newIndex() {
            return new GroupIndex(grouping, inner.size(), groups);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Grouped<?> that
                    && super.equals(other)
                    && grouping.equals(that.grouping)
                    && groups.equals(that.groups);
        }

        @Override
        public int hashCode() {
            return 31 * super.hashCode() + groups.hashCode();
        }

        @Override
        public String toString() {
            return grouping + " × " + super.toString();
        }
    }
}
