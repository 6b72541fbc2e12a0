package dev.retention.examples.report.figures;

import java.math.BigDecimal;

/**
 * What a report of recurring value is of.
 *
 * @param scope what every report says of itself
 * @param snapshot whether only those still there and those lost in the last period are in the data
 * @param subscriptions how many subscriptions there are
 * @param paying how many customers have value as of the last day
 * @param value what they are worth a month
 */
public record RevenueScope(Scope scope, boolean snapshot, long subscriptions, long paying, BigDecimal value) {}
