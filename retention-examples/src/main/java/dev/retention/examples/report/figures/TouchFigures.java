package dev.retention.examples.report.figures;

import dev.retention.examples.report.figures.ServiceFigures.Opened;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Who of ours keeps in touch with customers.
 *
 * @param asOf the day
 * @param live how many customers are ours on it
 * @param isLive who is, in words
 * @param since for how long they were not contacted
 * @param without those without a dated next step; empty if no column tells
 * @param days within how many days contacts count for those who hang on one
 * @param worth what a customer is worth, in words
 * @param alone our people on whom alone customers hang; most worth first
 */
public record TouchFigures(
        LocalDate asOf,
        long live,
        String isLive,
        List<Since> since,
        Optional<Opened> without,
        int days,
        String worth,
        List<Person> alone) {

    /** Copies. */
    public TouchFigures {
        since = List.copyOf(since);
        alone = List.copyOf(alone);
    }

    /** So many customers were last contacted so long ago. */
    public record Since(String words, Opened who) {}

    /**
     * Somebody of ours.
     *
     * @param name the name
     * @param who the customers who know nobody else of ours
     * @param worth what they are worth
     */
    public record Person(String name, Opened who, BigDecimal worth) {}
}
