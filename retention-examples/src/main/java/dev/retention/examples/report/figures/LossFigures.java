package dev.retention.examples.report.figures;

import java.math.BigDecimal;
import java.util.List;

/**
 * How and why customers were lost.
 *
 * @param words the time in words
 * @param start the customers with value at the start
 * @param lost those without at the end
 * @param told what tells them apart: how they ended, why; empty where the file tells neither
 */
public record LossFigures(String words, Flow start, Flow lost, List<Told> told) {

    public LossFigures {
        told = List.copyOf(told);
    }

    /**
     * The lost by something that the file tells of their end.
     *
     * @param name what that is, for programs
     * @param question the same as a question
     * @param parts one for each answer, the most value first; they add up to all who were lost
     */
    public record Told(String name, String question, List<Part> parts) {

        public Told {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Those of one answer.
     *
     * @param name the answer
     * @param lost customers and value
     */
    public record Part(String name, Flow lost) {}

    /** A share of the value that was lost. */
    public double ofLost(BigDecimal amount) {
        return lost.amount().signum() == 0 ? 0 : amount.doubleValue() / lost.amount().doubleValue();
    }

    /** A share of the value at the start. */
    public double ofStart(BigDecimal amount) {
        return start.amount().signum() == 0 ? 0 : amount.doubleValue() / start.amount().doubleValue();
    }
}
