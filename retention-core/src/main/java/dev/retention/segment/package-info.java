/**
 * Which customers? Groups and what they bring, who is best and who slips away, on whom it hangs, and what they buy one order after another.
 *
 * <ul>
 *   <li>What do groups bring, and what of a change is theirs? {@link dev.retention.segment.GroupTable}, {@link
 *       dev.retention.segment.GroupDrivers}; what is left after cost: {@link dev.retention.segment.CustomerProfit}.
 *   <li>Who is best, who slips away? {@link dev.retention.segment.Rfm} scores recency, frequency and money, {@link
 *       dev.retention.segment.RfmSegments} names ranges of scores; {@link dev.retention.segment.Quadrants} cut two numbers.
 *   <li>On whom does it hang? {@link dev.retention.segment.Concentration}, {@link dev.retention.segment.Dependence}.
 *   <li>Do they spend more order after order, and when does the next one come? {@link dev.retention.segment.OrderSequence}, {@link
 *       dev.retention.segment.TimeToOrder}; more of the same, or something new: {@link dev.retention.segment.LaterOrders}.
 *   <li>How deep are discounts, what is sent back? {@link dev.retention.segment.OrderDiscounts}, {@link
 *       dev.retention.segment.ProductReturns}.
 *   <li>Who brings whom, who belongs? {@link dev.retention.segment.Referrals}, {@link dev.retention.segment.Programme}, {@link
 *       dev.retention.segment.PointsLedger}.
 *   <li>Which channel brings those who stay? {@link dev.retention.segment.Channels}; what a group's rate is worth that has few customers:
 *       {@link dev.retention.segment.ShrunkenRates}.
 * </ul>
 *
 * <p>Customers who chose something differ from others to begin with: see {@link dev.retention.segment.SelfSelected}.
 */
@NullMarked
package dev.retention.segment;

import org.jspecify.annotations.NullMarked;
