/**
 * Why do customers leave? Whom a company lost in a period, what they were worth, why they went, what they have in common, what announced
 * it, whom to call, and what came of what was done about it.
 *
 * <ul>
 *   <li>Whom did we lose, what were they worth, how and why did they go, and did we hear of it before? {@link dev.retention.loss.Losses}, by
 *       causes of {@link dev.retention.loss.Pareto}; {@link dev.retention.loss.EarlyLosses} of those who had only just come.
 *   <li>Whom do we call? {@link dev.retention.loss.CallChoice} by value, by reasons or drawn.
 *   <li>Do the called come back sooner than others? {@link dev.retention.loss.WinBack}; of a list that was drawn, {@link
 *       dev.retention.loss.DrawnReturns}.
 *   <li>What is to be mended, by whom, since when, and who knew first? {@link dev.retention.loss.IssueBook} from review to review.
 *   <li>Did it help? {@link dev.retention.loss.FixEffect}.
 * </ul>
 */
@NullMarked
package dev.retention.loss;

import org.jspecify.annotations.NullMarked;
