package dev.retention.examples.report.count;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What orders do not tell of the value of customers.
 *
 * @param margin the gross margin in per cent
 * @param acquisitionCost the cost of winning one customer
 * @param discount the discount in per cent a year
 */
public record WorthTerms(
        Optional<BigDecimal> margin, Optional<BigDecimal> acquisitionCost, Optional<BigDecimal> discount) {}
