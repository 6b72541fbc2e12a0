package dev.retention.loss;

import static dev.retention.loss.TraitData.IN_POPULATION;
import static dev.retention.loss.TraitData.IN_TARGET;
import static dev.retention.loss.TraitData.STATES;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.WideSum;
import dev.retention.rule.Measured;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How many customers of a population are in each of some cells, and who is the last of them. */
final class TraitCells {
    // Small enough to stay near.
    private static final int BLOCK = 1 << 11;

    private final byte[] states;
    private final int targetSize;
    private final int populationSize;
    private final TraitPlaces places;
    // For no cell and each cell a number of customers in each state.
    private final int[] counts;
    private final Measured<?>.@Nullable Column value;
    private final @Nullable WideSum[] values;
    // Filled when first asked for.
    private int[] last = {};

    TraitCells(TraitData<?> data, int size, TraitPlaces places) {
        this.states = data.states();
        this.targetSize = data.target().size();
        this.populationSize = data.population().size();
        this.places = places;
        this.counts = new int[STATES * (size + 1)];
        this.value = data.valueColumn();
        this.values = new @Nullable WideSum[value == null ? 0 : size];
        int[] block = new int[BLOCK];
        for (int first = 0; first < states.length; first += BLOCK) {
            int count = Math.min(BLOCK, states.length - first);
            places.read(first, count, block);
            add(first, count, block);
            addValues(first, count, block);
        }
    }

    private void add(int first, int count, int[] cells) {
        byte[] own = states;
        int[] into = counts;
        for (int i = 0; i < count; i++) {
            into[STATES * (cells[i] + 1) + own[first + i]]++;
        }
    }

    private void addValues(int first, int count, int[] cells) {
        for (int i = 0; value != null && i < count; i++) {
            int customer = first + i;
            if (cells[i] >= 0 && states[customer] == IN_TARGET && value.has(customer)) {
                addValue(cells[i], value.at(customer));
            }
        }
    }

    private void addValue(int at, long amount) {
        WideSum sum = values[at];
        if (sum == null) {
            sum = new WideSum();
            values[at] = sum;
        }
        sum.add(amount, 1);
    }

    int with(int at) {
        return counts[STATES * (at + 1) + IN_POPULATION] + targetWith(at);
    }

    int targetWith(int at) {
        return counts[STATES * (at + 1) + IN_TARGET];
    }

    /** The number of the last customer in a cell that is not empty. */
    int last(int at) {
        if (last.length == 0) {
            last = lasts();
        }
        return last[at];
    }

    /** Goes back from the end of the store until the last customer of every cell was met. */
    private int[] lasts() {
        int[] lasts = new int[counts.length / STATES - 1];
        Arrays.fill(lasts, -1);
        long open = IntStream.range(0, lasts.length).filter(at -> with(at) > 0).count();
        int[] block = new int[BLOCK];
        for (int end = states.length; open > 0; end -= BLOCK) {
            int first = Math.max(0, end - BLOCK);
            places.read(first, end - first, block);
            for (int i = end - first - 1; i >= 0; i--) {
                if (block[i] >= 0 && states[first + i] > 0 && lasts[block[i]] < 0) {
                    lasts[block[i]] = first + i;
                    open--;
                }
            }
        }
        return lasts;
    }

    TraitCounts counts(int at) {
        return new TraitCounts(targetWith(at), with(at), targetSize, populationSize);
    }

    /** The value of a cell, whose name is told where it does not fit a long. */
    OptionalLong value(int at, Object name) {
        if (values.length == 0) {
            return OptionalLong.empty();
        }
        WideSum sum = values[at];
        try {
            return OptionalLong.of(sum == null ? 0 : sum.exact().longValueExact());
        } catch (ArithmeticException e) {
            throw new ArithmeticException(
                    "value of " + name + " (" + requireNonNull(sum).exact() + ") must fit a long");
        }
    }
}
