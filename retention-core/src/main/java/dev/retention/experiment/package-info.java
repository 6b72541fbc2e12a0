/**
 * Did it help? What an action against losing customers did, told by holding those who got it against those who, by chance, did not.
 *
 * <ul>
 *   <li>Who is in which arm, and from which day on: {@link dev.retention.experiment.Exposure}.
 *   <li>What is looked at: {@link dev.retention.experiment.Outcome}, from the day of exposure on, of everybody for as long.
 *   <li>{@link dev.retention.experiment.Experiment} counts, and its {@link dev.retention.experiment.ExperimentTable} holds the arms
 *       with their members.
 *   <li>Whom to treat: {@link dev.retention.experiment.UpliftCurve} tells whether a score knows whom the action helps, and down to
 *       where.
 *   <li>Whether it pays: {@link dev.retention.experiment.ActionProfit} of customers kept, {@link
 *       dev.retention.experiment.ValueProfit} of money.
 *   <li>Whether the arms are apart: {@link dev.retention.experiment.Interference}, and {@link
 *       dev.retention.experiment.HouseholdMean} where whole households were assigned.
 * </ul>
 */
@NullMarked
package dev.retention.experiment;

import org.jspecify.annotations.NullMarked;
