package dev.retention.examples.report.figures;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Customers by what they brought and what was left of it, in all of the data.
 *
 * @param moneyFrom from where on the money is high: the mean
 * @param profitFrom from where on the profit is high: the mean
 * @param parts the four parts
 * @param changed the share of customers who would be in another part if a threshold moved by a tenth
 */
public record ProfitFigures(BigDecimal moneyFrom, BigDecimal profitFrom, List<Part> parts, Optional<Rate> changed) {

    public ProfitFigures {
        parts = List.copyOf(parts);
    }

    /** What all spent. */
    public BigDecimal money() {
        return parts.stream().map(Part::money).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What was left of it. */
    public BigDecimal profit() {
        return parts.stream().map(Part::profit).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** How many customers cost more than they brought. */
    public long atLoss() {
        return parts.stream().mapToLong(Part::atLoss).sum();
    }

    /**
     * A part of the customers.
     *
     * @param name what they have in common
     * @param cell the cell that opens to them
     * @param customers how many they are
     * @param money what they spent
     * @param profit what was left of it
     * @param atLoss how many of them cost more than they brought
     */
    public record Part(String name, String cell, long customers, BigDecimal money, BigDecimal profit, long atLoss) {}
}
