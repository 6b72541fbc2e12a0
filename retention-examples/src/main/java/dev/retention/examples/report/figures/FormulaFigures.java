package dev.retention.examples.report.figures;

import java.math.BigDecimal;
import java.util.List;

/**
 * Retention by several formulas over the same time, and who makes them differ.
 *
 * @param label the time, as a drill names it
 * @param words the time in words, such as {@code the twelve months to 2026-06}
 * @param formulas by each formula
 */
public record FormulaFigures(String label, String words, List<ByFormula> formulas) {

    /** So many customers are named. */
    public static final int NAMED = 5;

    public FormulaFigures {
        formulas = List.copyOf(formulas);
    }

    /**
     * Retention by a formula.
     *
     * @param rate the ratio
     * @param why what tells it from the first formula, in words
     * @param against the formula with which it is compared
     * @param customers how many customers it takes otherwise than that one
     * @param largest those of them who make the most difference
     */
    public record ByFormula(ValueRate rate, String why, String against, long customers, List<Difference> largest) {

        public ByFormula {
            largest = List.copyOf(largest);
        }
    }

    /**
     * A customer whom two formulas take differently.
     *
     * @param customer the key
     * @param amount by how much the upper amount is higher by the one formula than by the other
     */
    public record Difference(String customer, BigDecimal amount) {}
}
