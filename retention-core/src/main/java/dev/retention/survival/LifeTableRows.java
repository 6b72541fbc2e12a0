package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of a {@link LifeTable} in the making: times must come in ascending order. */
final class LifeTableRows {
    /** The squares of the weights of unweighted tenures are their weights. */
    final boolean weighted;

    final WeightSums ended;
    final WeightSums censored;
    final WeightSums entered;
    final WeightSums endedSquares;
    final WeightSums censoredSquares;
    private double[] times;
    private int size;

    LifeTableRows(int capacity, boolean weighted) {
        this.weighted = weighted;
        times = new double[capacity];
        ended = new WeightSums(capacity);
        censored = new WeightSums(capacity);
        entered = new WeightSums(capacity);
        endedSquares = weighted ? new WeightSums(capacity) : ended;
        censoredSquares = weighted ? new WeightSums(capacity) : censored;
    }

    /** The row of a time, a new one unless the last is the same within rounding. */
    int rowOf(double time) {
        if (size == 0 || !Times.same(times[size - 1], time)) {
            times[size++] = time;
        }
        return size - 1;
    }

    void addEnded(int row, double weight, double square) {
        ended.add(row, weight);
        if (weighted) {
            endedSquares.add(row, square);
        }
    }

    void addCensored(int row, double weight, double square) {
        censored.add(row, weight);
        if (weighted) {
            censoredSquares.add(row, square);
        }
    }

    void addEntered(int row, double weight) {
        entered.add(row, weight);
    }

    /** Adds a row of other rows at a time. */
    void append(double time, LifeTableRows other, int i) {
        int row = rowOf(time);
        ended.add(row, other.ended, i);
        censored.add(row, other.censored, i);
        entered.add(row, other.entered, i);
        if (weighted) {
            endedSquares.add(row, other.endedSquares, i);
            censoredSquares.add(row, other.censoredSquares, i);
        }
    }

    LifeTable toTable() {
        times = Arrays.copyOf(times, size);
        ended.trim(size);
        censored.trim(size);
        entered.trim(size);
        if (weighted) {
            endedSquares.trim(size);
            censoredSquares.trim(size);
        }
        return new LifeTable(times, this);
    }

    /** The weight at risk just before each row: of those who leave from it on, less those who enter from it on. */
    double[] atRisk() {
        double[] atRisk = new double[times.length];
        WeightSums after = new WeightSums(1);
        double exits = 0;
        for (int i = times.length - 1; i >= 0; i--) {
            after.subtract(0, entered, i);
            // What rounding leaves where everyone at risk has entered later would fake a survivor.
            exits += ended.at(i) + censored.at(i);
            if (after.at(0) < 0x1p-90 * exits) {
                after = new WeightSums(1);
            }
            after.add(0, ended, i);
            after.add(0, censored, i);
            atRisk[i] = after.at(0);
        }
        return atRisk;
    }

    boolean hasEntries() {
        return entered.total() > 0;
    }

    boolean sameAs(LifeTableRows other) {
        return ended.equals(other.ended)
                && censored.equals(other.censored)
                && entered.equals(other.entered)
                && endedSquares.equals(other.endedSquares)
                && censoredSquares.equals(other.censoredSquares);
    }

    /** The at-risk table of a table with these rows. */
    List<LifeTable.AtRisk> atRiskTable(LifeTable table, double... times) {
        List<LifeTable.AtRisk> rows = new ArrayList<>();
        for (double time : times) {
            checkArgument(time >= 0, "times (%s) must each be at least 0", time);
            WeightSums soFar = new WeightSums(2);
            for (int i = 0; i <= table.indexAt(time); i++) {
                soFar.add(0, ended, i);
                soFar.add(1, censored, i);
            }
            rows.add(new LifeTable.AtRisk(time, table.atRiskAt(time), soFar.at(0), soFar.at(1)));
        }
        return List.copyOf(rows);
    }
}
