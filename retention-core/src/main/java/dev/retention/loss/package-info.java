/**
 * Why do customers leave? Whom a company lost in a period, what they were worth, why they went, what they have in common, what announced
 * it, whom to call, and what came of what was done about it.
 *
 * <ul>
 *   <li>Whom did we lose, what were they worth, how and why did they go, and did we hear of it before? {@link dev.retention.loss.Losses}, by
 *       causes of {@link dev.retention.loss.Pareto}; {@link dev.retention.loss.EarlyLosses} of those who had only just come.
 *   <li>What announced it? {@link dev.retention.loss.Signals} asks of any {@link dev.retention.service.Signal signals} at once how many losses
 *       they went before, how long before and at what risk: a {@link dev.retention.loss.SignalTable}. {@link
 *       dev.retention.service.Silence} and {@link dev.retention.service.Falling} numbers are signals too.
 *   <li>What did we know before we asked? {@link dev.retention.loss.TopicsKnown} sets the topics of a survey against those of complaints.
 *   <li>Issues that are carried from review to review have an {@link dev.retention.loss.IssueSource}.
 * </ul>
 */
@NullMarked
package dev.retention.loss;

import org.jspecify.annotations.NullMarked;
