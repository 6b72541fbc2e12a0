/**
 * Why do customers leave? Whom a company lost in a period, what they were worth, why they went, what they have in common, what announced
 * it, whom to call, and what came of what was done about it.
 *
 * <ul>
 *   <li>Who came, who left, what was renewed, what groups bring and who was referred: {@link dev.retention.loss.Scoreboard}, each line a
 *       {@link dev.retention.loss.ScoreboardLine} with the same period last year.
 *   <li>Issues that are carried from review to review have an {@link dev.retention.loss.IssueSource}.
 * </ul>
 */
@NullMarked
package dev.retention.loss;

import org.jspecify.annotations.NullMarked;
