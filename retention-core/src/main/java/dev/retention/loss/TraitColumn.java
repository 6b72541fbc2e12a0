package dev.retention.loss;

import dev.retention.history.Members;
import dev.retention.rule.Group;
import dev.retention.rule.GroupColumns;
import dev.retention.rule.Measured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The value that an attribute has of every customer of a store.
 *
 * @param name what is told
 * @param values the values
 * @param order the places of the values in their order, first to last, −1 of a value that nobody has; empty if they have none
 * @param place the place of a customer's value, by the customer's number in the store
 * @param ofPopulation the places of the values of the whole population in its order, an array of the caller's own
 */
record TraitColumn(
        String name, List<Group> values, List<Integer> order, IntUnaryOperator place, Supplier<int[]> ofPopulation) {
    /** Groups, of which some have an order. */
    static <K> TraitColumn of(GroupColumns<K>.Column column, List<Group> inOrder, Members<K> population) {
        List<Group> values = new ArrayList<>(column.groups());
        if (!values.contains(Group.MISSING)) {
            values.add(Group.MISSING);
        }
        int missing = values.indexOf(Group.MISSING);
        List<Integer> order = inOrder.stream().map(values::indexOf).toList();
        IntUnaryOperator place = customer -> {
            int number = column.number(customer);
            return number < 0 ? missing : number;
        };
        return new TraitColumn(column.name(), List.copyOf(values), order, place, () -> {
            int[] places = column.numbers(population);
            for (int i = 0; i < places.length; i++) {
                places[i] = places[i] < 0 ? missing : places[i];
            }
            return places;
        });
    }

    /** The classes of numbers that begin at some edges. */
    static <K> TraitColumn of(String name, Measured<K>.Column column, long[] edges, Members<K> population) {
        List<Group> values = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i <= edges.length; i++) {
            values.add(Group.of(words(edges, i)));
            order.add(i);
        }
        values.add(Group.MISSING);
        IntUnaryOperator place = customer -> {
            if (!column.has(customer)) {
                return edges.length + 1;
            }
            int found = Arrays.binarySearch(edges, column.at(customer));
            return found < 0 ? -found - 1 : found + 1;
        };
        return new TraitColumn(
                name, List.copyOf(values), List.copyOf(order), place, () -> IntStream.range(0, population.size())
                        .map(population::number)
                        .map(place)
                        .toArray());
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
        return customer -> place.applyAsInt(customer) == at;
    }

    TraitValue value(int at) {
        return new TraitValue(name, values.get(at));
    }
}
