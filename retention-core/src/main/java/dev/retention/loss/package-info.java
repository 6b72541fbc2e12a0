/**
 * Why do customers leave? Whom a company lost in a period, what they were worth, why they went, what they have in common, what announced
 * it, whom to call, and what came of what was done about it.
 *
 * <ul>
 *   <li>Issues that are carried from review to review have an {@link dev.retention.loss.IssueSource}.
 *   <li>How is each customer doing, by which rule, and how was it doing before? {@link dev.retention.loss.HealthScore}, {@link
 *       dev.retention.loss.HealthHistory}. Does a score tell who leaves? {@link dev.retention.loss.ScoreCheck} with its {@link
 *       dev.retention.loss.ScoreVerdict}, from rows or from a store by {@link dev.retention.loss.FollowUp}.
 * </ul>
 */
@NullMarked
package dev.retention.loss;

import org.jspecify.annotations.NullMarked;
