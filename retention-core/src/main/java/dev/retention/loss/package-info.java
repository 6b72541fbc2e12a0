/**
 * Why do customers leave? Whom a company lost in a period, what they were worth, why they went, what they have in common, what announced
 * it, whom to call, and what came of what was done about it.
 *
 * <ul>
 *   <li>Whom did we lose, what were they worth, how and why did they go, and did we hear of it before? {@link dev.retention.loss.Losses},
 *       by causes of {@link dev.retention.loss.Pareto}; {@link dev.retention.loss.EarlyLosses} of those who had only just come.
 *   <li>Issues that are carried from review to review have an {@link dev.retention.loss.IssueSource}.
 * </ul>
 */
@NullMarked
package dev.retention.loss;

import org.jspecify.annotations.NullMarked;
