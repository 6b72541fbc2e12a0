package dev.retention.experiment;

import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.history.Members;
import dev.retention.rule.Counted;
import java.math.BigInteger;

/**
 * The customers of an experiment by arm and outcome, as {@link Experiment} counts them.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class ExperimentTable<K> {
    private final ExperimentSettings settings;
    private final Counted<K, ExperimentCell> counted;

    ExperimentTable(ExperimentSettings settings, Counted<K, ExperimentCell> counted) {
        this.settings = settings;
        this.counted = counted;
    }

    /**
     * How many customers were exposed.
     *
     * @param arm the arm
     * @return how many
     */
    public long exposed(String arm) {
        return counted.count(new ExperimentCell(arm, ExperimentCell.EXPOSURE, Item.COUNTED));
    }

    /**
     * The customers of a cell. Takes one more pass over the store.
     *
     * @param cell the cell
     * @return each once
     */
    public Members<K> members(ExperimentCell cell) {
        return counted.members(cell);
    }

    /** The exact sum that is held in three digits from an item on. */
    BigInteger sum(String arm, String outcome, Item lowest) {
        BigInteger sum = BigInteger.ZERO;
        for (int digit = 2; digit >= 0; digit--) {
            Item item = Item.values()[lowest.ordinal() + digit];
            sum = sum.shiftLeft(32).add(BigInteger.valueOf(counted.amount(new ExperimentCell(arm, outcome, item))));
        }
        return sum;
    }

    /** Prints the arms. */
    @Override
    public String toString() {
        return settings.toString();
    }
}
