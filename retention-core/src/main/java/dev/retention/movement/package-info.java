/**
 * Who came, who left? Customers and their money from one period to the next.
 *
 * <p>What it is to be live is said once, by {@link dev.retention.movement.Spells}: from what events until what events, or for how many days
 * after the last order. Each question is a method over a timeline, and its table has the customers of every number.
 *
 * <ul>
 *   <li>How many are there, came and went? {@link dev.retention.movement.CustomerMovements}; by every formula of churn, with the customers who
 *       make two formulas differ: {@link dev.retention.movement.CustomerChurn}.
 *   <li>What do their contracts come to? {@link dev.retention.movement.Contracts} reads subscriptions, valued by {@link
 *       dev.retention.movement.ContractValue}; {@link dev.retention.movement.RecurringRevenue} has the movements and net and gross retention,
 *       {@link dev.retention.movement.RevenueCohorts} the same by the month in which customers came.
 *   <li>Why do those who stay pay more or less? {@link dev.retention.movement.ExpansionSplit}.
 *   <li>How and why was value lost, and what was recovered? {@link dev.retention.movement.RevenueLosses}.
 *   <li>Who renewed what was due? {@link dev.retention.movement.Renewals}.
 *   <li>Which groups made a rate change? {@link dev.retention.movement.RateChange}.
 * </ul>
 */
@NullMarked
package dev.retention.movement;

import org.jspecify.annotations.NullMarked;
