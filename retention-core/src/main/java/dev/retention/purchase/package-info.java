/**
 * What customers bought: how often, how lately and for how long, what they spent, and how regularly they buy.
 *
 * <p>{@link dev.retention.purchase.PurchaseCounting} makes {@link dev.retention.purchase.CustomerPurchases} of a store; their
 * summaries, {@link dev.retention.purchase.PurchaseSummary}, {@link dev.retention.purchase.SpendSummary} and
 * {@link dev.retention.purchase.OpportunityCounts}, are what the models of {@code dev.retention.model} are fitted to.
 */
@NullMarked
package dev.retention.purchase;

import org.jspecify.annotations.NullMarked;
