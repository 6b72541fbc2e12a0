/**
 * What are they worth? Lifetime value by named formulas that need no fitted model, what it costs to acquire a customer and
 * when that is paid back, and what more retention would be worth.
 *
 * <p>Start at {@link dev.retention.value.LifetimeValue} with rates, at {@link dev.retention.value.RealisedValue} with
 * histories. Where the base of customers goes is told by {@link dev.retention.value.BaseProjection}, what cohorts will still bring by
 * {@link dev.retention.value.CohortTriangle}.
 *
 * <p>With a fitted model of purchasing, {@link dev.retention.value.CustomerLifetimeValue} values one customer,
 * {@link dev.retention.value.CustomerBaseValue} all of them, and {@link dev.retention.value.EstimatedLifetimeValue} adds
 * intervals.
 */
@NullMarked
package dev.retention.value;

import org.jspecify.annotations.NullMarked;
