package dev.retention.examples.report.figures;

import dev.retention.movement.ExpansionPart;
import java.math.BigDecimal;
import java.util.List;

/**
 * What made the value of those who stayed change.
 *
 * @param words the time in words
 * @param expansion what those who pay more pay more
 * @param contraction what those who pay less pay less, below 0
 * @param parts by what it changed, those that are not 0
 */
public record ExpansionFigures(String words, BigDecimal expansion, BigDecimal contraction, List<Part> parts) {

    public ExpansionFigures {
        parts = List.copyOf(parts);
    }

    /**
     * By what value changed.
     *
     * @param part what that is
     * @param more customers who pay more in all, and the part of their change; may be below 0
     * @param less customers who pay less in all, and the part of theirs
     */
    public record Part(ExpansionPart part, Flow more, Flow less) {

        /** The name by which those who pay more, or less, open. */
        public String cell(boolean expands) {
            return (expands ? "EXPANSION:" : "CONTRACTION:") + part.name();
        }

        /** The part in words. */
        public String words() {
            return switch (part) {
                case CROSS_SELL -> "Another product";
                case PARTIAL_CANCELLATION -> "A product or plan less";
                case PRICE -> "Price of the same plan";
                case QUANTITY -> "Quantity of the same plan";
                case UPGRADE -> "A larger plan, or one more";
                case DOWNGRADE -> "A smaller plan";
                case FX -> "Exchange rates";
            };
        }
    }
}
