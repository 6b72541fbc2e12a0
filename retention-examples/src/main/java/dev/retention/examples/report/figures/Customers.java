package dev.retention.examples.report.figures;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/** All customers of a report, however many. */
@FunctionalInterface
public interface Customers {

    /** Hands them over, one after the other. */
    void forEach(Consumer<Customer> consumer);

    /**
     * A customer.
     *
     * @param key the key
     * @param orders how many orders
     * @param amount what they come to
     * @param first the day of the first
     * @param last the day of the last
     * @param periods the periods in which the customer ordered, in order of time: who is in a cell follows from them
     */
    record Customer(String key, long orders, BigDecimal amount, LocalDate first, LocalDate last, List<String> periods) {
        public Customer {
            periods = List.copyOf(periods);
        }
    }
}
