/**
 * How long do they stay? Tenures, some of them still running, and what can be said of them.
 *
 * <p>A {@link dev.retention.survival.Tenure} is how long one customer stayed, and whether the end was seen (ended) or not yet
 * (censored: still a customer when last looked at). A {@link dev.retention.survival.LifeTable} counts tenures by length; it
 * is a tally, so the tables of parts add up to the table of the whole. Everything else is a function of life tables:
 *
 * <ul>
 *   <li>{@link dev.retention.survival.KaplanMeier}: the share still there at each tenure, with intervals, median, restricted
 *       mean; {@link dev.retention.survival.NelsonAalen}: the accumulated hazard.
 *   <li>{@link dev.retention.survival.ActuarialTable}: the same from bands of tenure, the censored counting half.
 *   <li>{@link dev.retention.survival.LogRank}: do groups stay equally long?
 *   <li>{@link dev.retention.survival.CumulativeIncidence}: the share that left for each of several reasons.
 *   <li>{@link dev.retention.survival.CoxRegression}: how much each trait multiplies the hazard of leaving;
 *       {@link dev.retention.survival.AcceleratedFailureTime}: how much it stretches tenure, by a parametric curve;
 *       {@link dev.retention.survival.SurvivalBrierScore}: how far such predictions lie from what happened.
 *   <li>{@link dev.retention.survival.RiskRows}: rows of customers cut where traits change, from histories to a Cox regression.
 *   <li>{@link dev.retention.survival.MeanCumulativeFunction}: how often something happens to a customer that may happen again.
 * </ul>
 *
 * <p>Ends come first on ties: a tenure censored at {@code t} is still at risk at {@code t}. Times within a relative
 * {@code 1e-9} of each other are one time, so that 0.1 + 0.2 and 0.3 tie. Past the last observed time nothing is known, and
 * lookups there are empty. Weighted or not, results have the same bits in whatever order tenures come.
 */
@NullMarked
package dev.retention.survival;

import org.jspecify.annotations.NullMarked;
