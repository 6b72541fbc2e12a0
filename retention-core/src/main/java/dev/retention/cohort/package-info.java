/**
 * Do they come back? Customers grouped by when they started and followed through the periods after, who is new, returning,
 * reactivated and lost, and how many periods customers are active in.
 *
 * <p>{@link dev.retention.cohort.CohortRetention} counts a {@link dev.retention.cohort.CohortTable}. Each choice on which tools
 * differ is an enum: what places a customer in a cohort ({@link dev.retention.cohort.CohortAnchor}), what a return is
 * ({@link dev.retention.cohort.ReturnRule}), what column 0 is ({@link dev.retention.cohort.ColumnZero}), of whom a cell is a share
 * ({@link dev.retention.cohort.CohortDenominator}), which of four averages stands under a column
 * ({@link dev.retention.cohort.CohortAverage}). {@link dev.retention.cohort.Lifecycle} and
 * {@link dev.retention.cohort.Stickiness} look at all active customers at once, whenever they started.
 *
 * <p>Tables of each are parted into groups by {@code by(grouping)}, and made from tallies by {@code of(tally)}.
 */
@NullMarked
package dev.retention.cohort;

import org.jspecify.annotations.NullMarked;
