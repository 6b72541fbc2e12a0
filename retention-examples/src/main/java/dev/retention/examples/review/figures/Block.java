package dev.retention.examples.review.figures;

import java.util.List;
import java.util.Optional;

/**
 * A section of a review: one question and what the data say.
 *
 * @param id its name for programs, and on the page
 * @param title the question
 * @param words what the data say, one sentence each, the most important first
 * @param bars a picture, if there is one
 * @param tables the numbers
 * @param absent what is left out, and which file would tell; one sentence each
 */
public record Block(
        String id, String title, List<String> words, Optional<Bars> bars, List<Table> tables, List<String> absent) {

    /** Copies. */
    public Block {
        words = List.copyOf(words);
        tables = List.copyOf(tables);
        absent = List.copyOf(absent);
    }

    /** A block without a picture. */
    public static Block of(String id, String title, List<String> words, List<Table> tables, List<String> absent) {
        return new Block(id, title, words, Optional.empty(), tables, absent);
    }

    /** The same with a picture. */
    public Block with(Bars picture) {
        return new Block(id, title, words, Optional.of(picture), tables, absent);
    }

    /**
     * A Pareto chart: bars, the largest first, and a line of their shares added up.
     *
     * @param caption what it shows
     * @param first what the upper bars are, such as {@code customers}
     * @param second what the lower bars are, such as {@code value}
     * @param bars one for each answer
     */
    public record Bars(String caption, String first, String second, List<Bar> bars) {

        /** Copies. */
        public Bars {
            bars = List.copyOf(bars);
        }
    }

    /**
     * An answer.
     *
     * @param name the answer
     * @param first its share of all customers
     * @param second its share of all value
     * @param known whether it is an answer rather than the lack of one
     */
    public record Bar(String name, double first, double second, boolean known) {}
}
