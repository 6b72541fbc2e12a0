/**
 * Did it help? What an action against losing customers did, told by holding those who got it against those who, by chance, did not.
 *
 * <ul>
 *   <li>Who is in which arm, and from which day on: {@link dev.retention.experiment.Exposure}.
 *   <li>What is looked at: {@link dev.retention.experiment.Outcome}, from the day of exposure on, of everybody for as long.
 *   <li>{@link dev.retention.experiment.Experiment} counts, and its {@link dev.retention.experiment.ExperimentTable} holds the arms with
 *       their members.
 *   <li>How long it takes, over all the time that was seen: {@link dev.retention.experiment.ExposureTenures}.
 * </ul>
 */
@NullMarked
package dev.retention.experiment;

import org.jspecify.annotations.NullMarked;
