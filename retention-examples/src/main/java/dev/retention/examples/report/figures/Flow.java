package dev.retention.examples.report.figures;

import java.math.BigDecimal;

/**
 * Customers and what they spent.
 *
 * @param customers how many
 * @param amount what they spent
 */
public record Flow(long customers, BigDecimal amount) {}
