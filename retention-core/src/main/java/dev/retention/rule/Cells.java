package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * The cells that a rule can name: a fixed, ordered set of values, each with an index.
 *
 * <p>Rules and tallies work with indexes; callers see values. This class is immutable and thread-safe.
 *
 * @param <C> the type of cells
 * @since 0.1.0
 */
public final class Cells<C> {
    /** The most cells that a table may have. */
    public static final int MAX_SIZE = 1 << 26;

    private final int size;
    private final IntFunction<C> cell;
    private final ToIntFunction<C> index;

    private Cells(int size, IntFunction<C> cell, ToIntFunction<C> index) {
        checkArgument(
                size >= 0 && size <= MAX_SIZE,
                "a table of %s cells is too large (at most %s): choose a coarser grain or fewer ages",
                size,
                MAX_SIZE);
        this.size = size;
        this.cell = cell;
        this.index = index;
    }

    /**
     * Listed cells.
     *
     * @param cells the cells in order, each once
     * @param <C> the type of cells, with {@code equals} and {@code hashCode}
     * @return the cells
     * @throws IllegalArgumentException if a cell comes twice
     */
    public static <C> Cells<C> of(List<? extends C> cells) {
        List<C> list = List.copyOf(cells);
        ImmutableMap.Builder<C, Integer> indexes = ImmutableMap.builder();
        for (int i = 0; i < list.size(); i++) {
            indexes.put(list.get(i), i);
        }
        ImmutableMap<C, Integer> index = indexes.buildOrThrow();
        return new Cells<>(list.size(), list::get, cell -> index.getOrDefault(cell, -1));
    }

    /**
     * The constants of an enum.
     *
     * @param type the enum
     * @param <E> the enum
     * @return one cell per constant
     */
    public static <E extends Enum<E>> Cells<E> of(Class<E> type) {
        E[] constants = type.getEnumConstants();
        return new Cells<>(constants.length, i -> constants[i], Enum::ordinal);
    }

    /**
     * A table of rows and columns; the index of a cell is {@code row · columns + column}.
     *
     * @param rows how many rows, at least 0
     * @param columns how many columns, at least 0
     * @param cell the value of a cell
     * @param row the row of a value, negative if it is none of the cells
     * @param column the column of a value, negative if it is none of the cells
     * @param <C> the type of cells
     * @return the cells
     * @throws IllegalArgumentException if there are more than {@value #MAX_SIZE} cells
     */
    public static <C> Cells<C> grid(
            int rows, int columns, GridCell<C> cell, ToIntFunction<C> row, ToIntFunction<C> column) {
        requireNonNull(cell, "cell");
        checkArgument(rows >= 0, "rows (%s) must be at least 0", rows);
        checkArgument(columns >= 0, "columns (%s) must be at least 0", columns);
        long size = (long) rows * columns;
        return new Cells<>((int) Math.min(Integer.MAX_VALUE, size), i -> cell.of(i / columns, i % columns), value -> {
            int r = row.applyAsInt(value);
            int c = column.applyAsInt(value);
            return r >= 0 && r < rows && c >= 0 && c < columns ? r * columns + c : -1;
        });
    }

    /**
     * Makes the value of a cell from its row and column.
     *
     * @param <C> the type of cells
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface GridCell<C> {
        /**
         * The value of a cell.
         *
         * @param row from 0
         * @param column from 0
         * @return the value
         */
        C of(int row, int column);
    }

    /**
     * How many cells there are.
     *
     * @return at least 0
     */
    public int size() {
        return size;
    }

    /**
     * The cell with an index.
     *
     * @param index from 0
     * @return the cell
     * @throws IndexOutOfBoundsException if there is no such cell
     */
    public C cell(int index) {
        return cell.apply(checkElementIndex(index, size, "cell"));
    }

    /**
     * The index of a cell.
     *
     * @param value a cell
     * @return its index
     * @throws IllegalArgumentException if it is none of the cells
     */
    public int indexOf(C value) {
        int i = index.applyAsInt(requireNonNull(value, "value"));
        checkArgument(i >= 0 && i < size, "cell (%s) is not in the table", value);
        return i;
    }
}
