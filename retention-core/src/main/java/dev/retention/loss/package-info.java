/**
 * Why do customers leave? Whom a company lost in a period, what they were worth, why they went, what they have in common, what announced
 * it, whom to call, and what came of what was done about it.
 *
 * <ul>
 *   <li>Which segments changed other than the rest, in money or numbers: {@link dev.retention.loss.SegmentChanges}; in the share lost, by
 *       more than chance: {@link dev.retention.loss.SegmentRateChanges}.
 *   <li>Issues that are carried from review to review have an {@link dev.retention.loss.IssueSource}.
 * </ul>
 */
@NullMarked
package dev.retention.loss;

import org.jspecify.annotations.NullMarked;
