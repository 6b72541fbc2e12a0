package dev.retention.loss;

/** A place for each customer of a store, such as that of a value. */
@FunctionalInterface
interface TraitPlaces {
    /** The place of the customer with a number, from 0, or −1 for none. */
    int place(int customer);

    /** Puts the places of customers whose numbers follow one another in place of what an array begins with, or of all it holds. */
    default void read(int first, int count, int[] places) {
        for (int i = 0; i < count; i++) {
            places[i] = place(first + i);
        }
    }
}
