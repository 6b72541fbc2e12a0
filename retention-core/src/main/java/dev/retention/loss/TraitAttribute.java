package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.Members;
import dev.retention.internal.Checks;
import dev.retention.rule.Group;
import dev.retention.rule.GroupColumns;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measured;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An attribute that is looked at: a grouping, or the classes of a number.
 *
 * @param name what is told of customers
 * @param grouping the grouping, null of a number
 * @param order the groups from first to last, if they have an order
 * @param numbers the classes of a number, null of a grouping
 * @param warnings what is odd about it
 */
record TraitAttribute(
        String name,
        @Nullable Grouping grouping,
        List<Group> order,
        @Nullable TraitColumn numbers,
        List<String> warnings) {
    private static final int MOST_CLASSES = 1000;

    static TraitAttribute of(Grouping grouping) {
        checkArgument(
                grouping.reading() != Grouping.Reading.AT_PERIOD,
                "grouping (%s) must not be read at each period: take LATEST or AT_ANCHOR",
                grouping);
        return new TraitAttribute(grouping.name(), grouping, List.of(), null, List.of());
    }

    static TraitAttribute ordered(Grouping grouping, String... labels) {
        List<Group> order =
                Stream.of(requireNonNull(labels, "labels")).map(Group::of).toList();
        checkArgument(
                order.size() >= 2 && new HashSet<>(order).size() == order.size(),
                "labels (%s) must be at least two, each once",
                order);
        TraitAttribute plain = of(grouping);
        return new TraitAttribute(plain.name, grouping, order, null, List.of());
    }

    /** Refuses numbers without a name, or of another store. */
    static <K> void checkNumbers(String name, Measured<K>.Column column, Members<K> population) {
        checkArgument(!name.isEmpty(), "name must not be empty");
        population.and(column.membersWhere(number -> false));
    }

    static <K> TraitAttribute numbers(String name, Measured<K>.Column column, long... edges) {
        long[] bounds = requireNonNull(edges, "edges").clone();
        checkEdges(bounds);
        return new TraitAttribute(name, null, List.of(), TraitColumn.of(name, column, bounds), List.of());
    }

    static void checkEdges(long... edges) {
        boolean ascend = IntStream.range(1, edges.length).allMatch(i -> edges[i - 1] < edges[i]);
        checkArgument(
                edges.length > 0 && ascend,
                "edges (%s) must be strictly ascending, at least one",
                Arrays.toString(edges));
    }

    static void checkClasses(int classes) {
        Checks.within(classes, 2, MOST_CLASSES, "classes");
    }

    static <K> TraitAttribute quantiles(String name, Measured<K>.Column column, Members<K> population, int classes) {
        checkClasses(classes);
        long[] sorted = IntStream.range(0, population.size())
                .map(population::number)
                .filter(column::has)
                .mapToLong(column::at)
                .sorted()
                .toArray();
        long[] edges = IntStream.range(1, sorted.length == 0 ? 1 : classes)
                .mapToLong(i -> quantile(sorted, i, classes))
                .filter(edge -> edge < sorted[sorted.length - 1])
                .map(edge -> edge + 1)
                .distinct()
                .toArray();
        int made = sorted.length == 0 ? 0 : edges.length + 1;
        List<String> warnings = made == classes
                ? List.of()
                : List.of(name + " has " + made + " of " + classes + " classes: "
                        + (sorted.length < classes ? "too few customers" : "equal numbers stay together"));
        return new TraitAttribute(name, null, List.of(), TraitColumn.of(name, column, edges), warnings);
    }

    /** The largest whole number up to the quantile {@code i/classes} by type 7. */
    private static long quantile(long[] sorted, int i, int classes) {
        long position = (sorted.length - 1L) * i;
        int below = (int) (position / classes);
        long part = position % classes;
        if (part == 0) {
            return sorted[below];
        }
        BigInteger from = BigInteger.valueOf(sorted[below]);
        BigInteger[] added = BigInteger.valueOf(sorted[below + 1])
                .subtract(from)
                .multiply(BigInteger.valueOf(part))
                .divideAndRemainder(BigInteger.valueOf(classes));
        return from.add(added[0]).longValueExact();
    }

    /** These attributes and this, which must have another name. */
    List<TraitAttribute> after(List<TraitAttribute> others) {
        checkArgument(
                others.stream().noneMatch(other -> other.name().equals(name)),
                "attribute (%s) must have another name than those before",
                name);
        return Stream.concat(others.stream(), Stream.of(this)).toList();
    }

    /** The value of each customer, given the groups of its grouping if it has one. */
    <K> TraitColumn column(GroupColumns<K> groups) {
        if (numbers != null) {
            return numbers;
        }
        GroupColumns<K>.Column column = groups.column(name);
        TraitColumn values = TraitColumn.of(groups, column, order);
        List<Group> unordered = new ArrayList<>(values.values());
        unordered.removeAll(order);
        unordered.remove(Group.MISSING);
        checkArgument(
                order.isEmpty() || unordered.isEmpty(),
                "labels (%s) must hold all values of %s, also %s",
                order,
                name,
                unordered);
        return values;
    }

    /** What is odd, given the column. */
    List<String> warnings(TraitColumn column) {
        List<String> all = new ArrayList<>(warnings);
        order.stream()
                .filter(group -> !column.values().contains(group))
                .forEach(group -> all.add(name + " has nobody with " + group));
        return all;
    }
}
