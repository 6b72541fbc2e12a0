/**
 * Why do customers leave? Whom a company lost in a period, what they were worth, why they went, what they have in common, what announced
 * it, whom to call, and what came of what was done about it.
 *
 * <ul>
 *   <li>Which segments changed other than the rest, in money or numbers: {@link dev.retention.loss.SegmentChanges}; in the share lost, by
 *       more than chance: {@link dev.retention.loss.SegmentRateChanges}.
 *   <li>Who came, who left, what was renewed, what groups bring and who was referred: {@link dev.retention.loss.Scoreboard}, each line a
 *       {@link dev.retention.loss.ScoreboardLine} with the same period last year.
 *   <li>What the lost, the loyal or any other customers have in common, of attributes that are known of all: {@link dev.retention.loss.Traits};
 *       of rows with a flag: {@link dev.retention.loss.Snapshot}. A {@link dev.retention.loss.TraitTable} holds every trait that was tried.
 *   <li>Whom did we lose, what were they worth, how and why did they go, and did we hear of it before? {@link dev.retention.loss.Losses}, by
 *       causes of {@link dev.retention.loss.Pareto}; {@link dev.retention.loss.EarlyLosses} of those who had only just come.
 *   <li>What announced it? {@link dev.retention.loss.Signals} asks of any {@link dev.retention.service.Signal signals} at once how many losses
 *       they went before, how long before and at what risk: a {@link dev.retention.loss.SignalTable}. {@link
 *       dev.retention.service.Silence} and {@link dev.retention.service.Falling} numbers are signals too.
 *   <li>What did we know before we asked? {@link dev.retention.loss.TopicsKnown} sets the topics of a survey against those of complaints.
 *   <li>All of it for one period, held against the table of movements and beside the review before: {@link dev.retention.loss.LossReview}.
 *   <li>Issues that are carried from review to review have an {@link dev.retention.loss.IssueSource}.
 *   <li>How is each customer doing, by which rule, and how was it doing before? {@link dev.retention.loss.HealthScore}, {@link
 *       dev.retention.loss.HealthHistory}. Does a score tell who leaves? {@link dev.retention.loss.ScoreCheck} with its {@link
 *       dev.retention.loss.ScoreVerdict}, from rows or from a store by {@link dev.retention.loss.FollowUp}.
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
