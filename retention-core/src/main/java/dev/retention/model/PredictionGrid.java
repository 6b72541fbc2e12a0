package dev.retention.model;

import static com.google.common.base.Preconditions.checkElementIndex;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.internal.Checks;
import dev.retention.purchase.PurchaseHistory;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What a model says of every history that customers of one age can have, by frequency and recency: the numbers of a heat map.
 *
 * <pre>{@code
 * PredictionGrid.of(12, 39, 39, model::probabilityAlive);                    // who is still a customer?
 * PredictionGrid.of(12, 39, 39, each -> model.expectedPurchases(each, 13));  // who will buy next quarter?
 * }</pre>
 *
 * <ul>
 *   <li>Without repeat purchase there is recency 0 only; and nobody bought again at the very time of the first purchase. What
 *       cannot be has no number.
 *   <li>Along a row the probability to be a customer still falls with the silence after the last purchase, and the faster, the
 *       more often the customer bought before.
 * </ul>
 *
 * <p>Takes one prediction per cell. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1287/mksc.1040.0098">Fader, Hardie and Lee (2005)</a>
 * @since 0.1.0
 */
public final class PredictionGrid {
    private static final int MOST_CELLS = 10_000_000;

    private final ImmutableList<Double> recencies;
    private final double[][] values;

    private PredictionGrid(ImmutableList<Double> recencies, double[][] values) {
        this.recencies = recencies;
        this.values = values;
    }

    /**
     * Predicts.
     *
     * @param maxFrequency the highest number of repeat purchases, at least 0
     * @param age the age of all customers, in the model's unit of time, positive and finite
     * @param steps into how many steps of recency the age is cut, at least 1
     * @param prediction what to say of a history
     * @return one row per frequency from 0, one column per recency
     * @throws IllegalArgumentException if a number is outside its range or the grid has more than 10,000,000 cells
     */
    public static PredictionGrid of(
            int maxFrequency, double age, int steps, ToDoubleFunction<? super PurchaseHistory> prediction) {
        Checks.within(maxFrequency, 0, MOST_CELLS / 2 - 1, "maxFrequency");
        Checks.positive(age, "age");
        Checks.within(steps, 1, MOST_CELLS / (maxFrequency + 1) - 1, "steps");
        requireNonNull(prediction, "prediction");
        ImmutableList<Double> recencies = IntStream.rangeClosed(0, steps)
                .mapToObj(step -> age * ((double) step / steps))
                .collect(ImmutableList.toImmutableList());
        double[][] values = new double[maxFrequency + 1][steps + 1];
        for (int x = 0; x <= maxFrequency; x++) {
            for (int step = 0; step <= steps; step++) {
                values[x][step] = isPossible(x, step)
                        ? prediction.applyAsDouble(PurchaseHistory.of(x, recencies.get(step), age))
                        : Double.NaN;
            }
        }
        return new PredictionGrid(recencies, values);
    }

    private static boolean isPossible(int frequency, int step) {
        return frequency == 0 ? step == 0 : step > 0;
    }

    /**
     * The recencies of the columns.
     *
     * @return from 0 to the age, in the model's unit of time; unmodifiable
     */
    public List<Double> recencies() {
        return recencies;
    }

    /**
     * The highest frequency.
     *
     * @return the number of the last row
     */
    public int maxFrequency() {
        return values.length - 1;
    }

    /**
     * The prediction for a history.
     *
     * @param frequency the row, from 0
     * @param step the column, from 0
     * @return the prediction; empty if no customer can have that history
     * @throws IndexOutOfBoundsException if there is no such row or column
     */
    public OptionalDouble at(int frequency, int step) {
        checkElementIndex(frequency, values.length, "frequency");
        checkElementIndex(step, recencies.size(), "step");
        return isPossible(frequency, step) ? OptionalDouble.of(values[frequency][step]) : OptionalDouble.empty();
    }

    /** Prints the size. */
    @Override
    public String toString() {
        return "predictions for frequencies 0 to " + maxFrequency() + " and " + recencies.size() + " recencies up to "
                + recencies.get(recencies.size() - 1);
    }
}
