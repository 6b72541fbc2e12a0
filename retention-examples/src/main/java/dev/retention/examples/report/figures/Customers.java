package dev.retention.examples.report.figures;

import dev.retention.examples.report.figures.Drill.Person;
import java.util.List;
import java.util.function.BiConsumer;

/** All customers of a report, however many. */
@FunctionalInterface
public interface Customers {

    /**
     * Hands them over, one after the other.
     *
     * @param consumer takes a customer and the periods of all orders, in order of time: who is in a cell follows from them
     */
    void forEach(BiConsumer<Person, List<String>> consumer);
}
