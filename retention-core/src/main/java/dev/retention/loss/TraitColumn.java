package dev.retention.loss;

import dev.retention.rule.Group;
import dev.retention.rule.GroupColumns;
import dev.retention.rule.Measured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The value that an attribute has of every customer of a store.
 *
 * @param name what is told
 * @param values the values
 * @param order the places of the values in their order, first to last, −1 of a value that nobody has; empty if they have none
 * @param places the places of the customers' values
 */
record TraitColumn(String name, List<Group> values, List<Integer> order, TraitPlaces places) {
    /** Groups, of which some have an order. */
    static <K> TraitColumn of(GroupColumns<K>.Column column, List<Group> inOrder) {
        List<Group> values = new ArrayList<>(column.groups());
        if (!values.contains(Group.MISSING)) {
            values.add(Group.MISSING);
        }
        List<Integer> order = inOrder.stream().map(values::indexOf).toList();
        TraitPlaces places = new OfGroups<>(column, values.indexOf(Group.MISSING));
        return new TraitColumn(column.name(), List.copyOf(values), order, places);
    }

    /** The groups of customers; of those who are not known it is missing. */
    private record OfGroups<K>(GroupColumns<K>.Column column, int missing) implements TraitPlaces {
        @Override
        public int place(int customer) {
            int number = column.number(customer);
            return number < 0 ? missing : number;
        }

        @Override
        public void read(int first, int count, int[] places) {
            column.read(first, places);
            for (int i = 0; i < count; i++) {
                places[i] = places[i] < 0 ? missing : places[i];
            }
        }
    }

    /** The classes of numbers that begin at some edges. */
    static <K> TraitColumn of(String name, Measured<K>.Column column, long... edges) {
        List<Group> values = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i <= edges.length; i++) {
            values.add(Group.of(words(edges, i)));
            order.add(i);
        }
        values.add(Group.MISSING);
        TraitPlaces places = customer -> {
            if (!column.has(customer)) {
                return edges.length + 1;
            }
            int found = Arrays.binarySearch(edges, column.at(customer));
            return found < 0 ? -found - 1 : found + 1;
        };
        return new TraitColumn(name, List.copyOf(values), List.copyOf(order), places);
    }

    private static String words(long[] edges, int i) {
        if (edges.length == 0) {
            return "any";
        }
        if (i == 0) {
            return "below " + edges[0];
        }
        long from = edges[i - 1];
        if (i == edges.length) {
            return from + " and more";
        }
        long to = edges[i] - 1;
        return from == to ? Long.toString(from) : from + " to " + to;
    }

    /** Whether a customer has a value. */
    IntPredicate has(int at) {
        return customer -> places.place(customer) == at;
    }

    TraitValue value(int at) {
        return new TraitValue(name, values.get(at));
    }
}
