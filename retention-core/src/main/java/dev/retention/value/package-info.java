/**
 * What are they worth? Lifetime value by named formulas that need no fitted model, what it costs to acquire a customer and
 * when that is paid back, and what more retention would be worth.
 *
 * <p>Start at {@link dev.retention.value.LifetimeValue} with rates, at {@link dev.retention.value.RealisedValue} with
 * histories.
 */
@NullMarked
package dev.retention.value;

import org.jspecify.annotations.NullMarked;
