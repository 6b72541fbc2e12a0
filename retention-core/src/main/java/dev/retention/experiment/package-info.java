/**
 * Did it help? What an action against losing customers did, told by holding those who got it against those who, by chance, did not.
 *
 * <ul>
 *   <li>Before it begins: how many customers and days it takes, {@link dev.retention.experiment.ExperimentPlan}, and who gets what,
 *       {@link dev.retention.experiment.Assignment}.
 *   <li>Who is in which arm, and from which day on: {@link dev.retention.experiment.Exposure}; and whether arms hold as many as they were
 *       to, {@link dev.retention.experiment.SampleRatio}.
 *   <li>What is looked at: {@link dev.retention.experiment.Outcome}, from the day of exposure on, of everybody for as long.
 *   <li>{@link dev.retention.experiment.Experiment} counts; its {@link dev.retention.experiment.ExperimentTable} holds the arms with their
 *       members, tells the {@linkplain dev.retention.experiment.ExperimentEffects effects}, also {@linkplain
 *       dev.retention.experiment.GroupEffects by group}, and first of all the {@linkplain dev.retention.experiment.Caution cautions}.
 *   <li>How long it takes, over all the time that was seen: {@link dev.retention.experiment.ExposureTenures}.
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
