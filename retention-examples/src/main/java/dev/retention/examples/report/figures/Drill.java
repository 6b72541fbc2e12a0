package dev.retention.examples.report.figures;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The customers behind the figures, as far as a page can hold them.
 *
 * @param all how many customers the report has
 * @param people those that the page names, who spent most, in that order
 * @param cells for each cell, in the form in which {@code --open} takes it, who of them is in it, by position
 * @param titles what the customers of a cell have in common, where its form does not tell
 */
public record Drill(long all, List<Person> people, Map<String, List<Integer>> cells, Map<String, String> titles) {

    public Drill {
        people = List.copyOf(people);
    }

    /** How many customers the page does not name. */
    public long leftOut() {
        return all - people.size();
    }

    /**
     * A customer.
     *
     * @param key the key
     * @param orders how many orders
     * @param amount what they come to
     * @param first the day of the first
     * @param last the day of the last
     */
    public record Person(String key, long orders, BigDecimal amount, LocalDate first, LocalDate last) {}
}
