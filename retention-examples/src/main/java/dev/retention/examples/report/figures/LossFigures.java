package dev.retention.examples.report.figures;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * How and why customers were lost.
 *
 * @param words the time in words
 * @param start the customers with value at the start
 * @param lost those without at the end
 * @param everLost how many were lost on some day of the time, those who came back among them
 * @param recovered the share of these who had value again in time, of those whose time to do so is over
 * @param open how many of them may yet come back in time
 * @param told what tells them apart: how they ended, why; empty where the file tells neither
 */
public record LossFigures(
        String words, Flow start, Flow lost, long everLost, Optional<Rate> recovered, long open, List<Told> told) {

    /** Who has value again within so many days has come back in time. */
    public static final int DAYS = 30;

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
     * @param cell the name by which it opens
     * @param lost customers and value
     * @param recovered the share of those lost so who came back in time
     */
    public record Part(String name, String cell, Flow lost, Optional<Rate> recovered) {}

    /** A share of the value that was lost. */
    public double ofLost(BigDecimal amount) {
        return lost.amount().signum() == 0
                ? 0
                : amount.doubleValue() / lost.amount().doubleValue();
    }

    /** A share of the value at the start. */
    public double ofStart(BigDecimal amount) {
        return start.amount().signum() == 0
                ? 0
                : amount.doubleValue() / start.amount().doubleValue();
    }
}
