package dev.retention.experiment;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A cell of an experiment's table: what is counted of an arm's customers by one outcome.
 *
 * @param arm the arm
 * @param outcome the name of the outcome, or {@link #EXPOSURE} of what does not depend on one
 * @param item what is counted
 * @since 0.1.0
 */
public record ExperimentCell(String arm, String outcome, Item item) implements Serializable {
    /** In place of an outcome: who was exposed. */
    public static final String EXPOSURE = "exposure";

    // The items that are customers, and no sums.
    static final Set<Item> OF_EXPOSURE = Collections.unmodifiableSet(EnumSet.of(Item.COUNTED, Item.SEVERAL_ARMS));
    static final Set<Item> OF_OUTCOMES =
            Collections.unmodifiableSet(EnumSet.of(Item.COUNTED, Item.YES, Item.NOT_MATURE, Item.WITHOUT));

    /**
     * Makes a cell.
     *
     * @param arm the arm
     * @param outcome the name of the outcome
     * @param item what is counted
     */
    public ExperimentCell {
        requireNonNull(arm, "arm");
        requireNonNull(outcome, "outcome");
        requireNonNull(item, "item");
    }

    /** What is counted. */
    public enum Item {
        /**
         * Customers of the arm whose outcome is known, and the sum of their numbers; of exposure all, and the sum of their days of
         * exposure, counted since 1970-01-01, so that none changes while time goes by.
         */
        COUNTED,
        /** Those of them whose number is not 0. */
        YES,
        /** Customers of whom the window is not over at the end of the data. */
        NOT_MATURE,
        /** Customers of whom the window is over, and who have no number. */
        WITHOUT,
        /** Customers who were exposed to another arm later, in the first of them; they count nowhere else. */
        SEVERAL_ARMS,
        /** The sum of squares, its digits to the base 2³² from the lowest. */
        SQUARES_0,
        /** The second digit. */
        SQUARES_1,
        /** The third digit. */
        SQUARES_2,
        /** The sum of the second number: of the past, or below the line of a ratio. */
        BESIDE,
        /** The sum of squares of the second number, its digits from the lowest. */
        BESIDE_SQUARES_0,
        /** The second digit. */
        BESIDE_SQUARES_1,
        /** The third digit. */
        BESIDE_SQUARES_2,
        /** The sum of products of both numbers, its digits from the lowest. */
        PRODUCTS_0,
        /** The second digit. */
        PRODUCTS_1,
        /** The third digit. */
        PRODUCTS_2
    }
}
