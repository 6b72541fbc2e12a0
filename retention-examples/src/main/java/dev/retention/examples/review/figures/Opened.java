package dev.retention.examples.review.figures;

import java.util.List;

/**
 * A figure that opens to its customers.
 *
 * @param title what it is, in words
 * @param places the places of its customers in the list of those that the page names
 */
public record Opened(String title, List<Integer> places) {

    /** Copies. */
    public Opened {
        places = List.copyOf(places);
    }
}
