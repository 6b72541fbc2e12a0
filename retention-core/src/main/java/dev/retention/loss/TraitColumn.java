package dev.retention.loss;

import dev.retention.rule.Group;
import dev.retention.rule.GroupColumns;
import dev.retention.rule.Measured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
    static <K> TraitColumn of(GroupColumns<K> groups, GroupColumns<K>.Column column, List<Group> inOrder) {
        Map<Integer, Group> byKey = byKey(groups.store().customers(), column);
        TreeSet<Group> all = new TreeSet<>(column.groups());
        all.addAll(byKey.values());
        all.add(Group.MISSING);
        List<Group> values = List.copyOf(all);
        Map<Group, Integer> places = new HashMap<>();
        values.forEach(value -> places.put(value, places.size()));
        int[] ofGroups = column.groups().stream().mapToInt(places::get).toArray();
        Map<Integer, Integer> ofKeys = new HashMap<>();
        byKey.forEach((customer, group) -> ofKeys.put(customer, places.get(group)));
        List<Integer> order =
                inOrder.stream().map(group -> places.getOrDefault(group, -1)).toList();
        return new TraitColumn(
                column.name(), values, order, new OfGroups<>(column, ofGroups, ofKeys, values.indexOf(Group.MISSING)));
    }

    /** The groups of customers without an event up to the day, where these are told of keys alone. */
    private static <K> Map<Integer, Group> byKey(int customers, GroupColumns<K>.Column column) {
        Map<Integer, Group> groups = new HashMap<>();
        for (int customer = 0; column.isOfKeys() && customer < customers; customer++) {
            if (column.number(customer) < 0) {
                groups.put(customer, column.ofKey(customer).orElseThrow());
            }
        }
        return groups;
    }

    /** The groups of customers: of those who are not known that of the key, or it is missing. */
    private static final class OfGroups<K> implements TraitPlaces {
        private final GroupColumns<K>.Column column;
        private final int[] ofGroups;
        private final Map<Integer, Integer> ofKeys;
        private final int missing;

        OfGroups(GroupColumns<K>.Column column, int[] ofGroups, Map<Integer, Integer> ofKeys, int missing) {
            this.column = column;
            this.ofGroups = ofGroups;
            this.ofKeys = ofKeys;
            this.missing = missing;
        }

        @Override
        public int place(int customer) {
            return place(customer, column.number(customer));
        }

        private int place(int customer, int group) {
            return group < 0 ? ofKeys.getOrDefault(customer, missing) : ofGroups[group];
        }

        @Override
        public void read(int first, int count, int[] places) {
            column.read(first, places);
            for (int i = 0; i < count; i++) {
                places[i] = place(first + i, places[i]);
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
