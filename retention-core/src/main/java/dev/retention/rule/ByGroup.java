package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.base.Suppliers;
import dev.retention.history.Members;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One table for each group of customers. Every customer is in one group at each reading, so that counts and amounts of the groups
 * add up to those of the table that was parted.
 *
 * <pre>{@code
 * ByGroup<Movements<Long>> byPlan = movements.by(plan);
 * byPlan.inGroup("gold").inPeriod("1998-03").lost().count();
 * byPlan.top(3, table -> table.inPeriod("1998-03").start());   // the three largest, all others in OTHER
 * }</pre>
 *
 * <p>This class is immutable and thread-safe if its tables are.
 *
 * @param <T> the type of tables
 * @since 0.1.0
 */
public final class ByGroup<T> implements Tabular {
    private final String definition;
    private final Map<Group, Collection<Group>> parts;
    private final Function<Part, T> maker;
    private final Map<Group, T> tables = new LinkedHashMap<>();

    private ByGroup(String definition, Map<Group, Collection<Group>> parts, Function<Part, T> maker) {
        this.definition = definition;
        this.parts = parts;
        this.maker = maker;
        parts.forEach((group, part) -> tables.put(group, maker.apply(new Part(part, null))));
    }

    /**
     * The tables of a rule that was parted.
     *
     * @param counted what {@link Rule#by} counted
     * @param table makes a table of what was counted of one group
     * @param <K> the type of customer keys
     * @param <C> the type of cells
     * @param <T> the type of tables
     * @return a table for each group that somebody is in
     * @throws IllegalStateException if the rule was not made by {@link Rule#by}
     */
    public static <K, C, T> ByGroup<T> of(
            Counted<K, In<C>> counted, Function<? super Counted<K, C>, ? extends T> table) {
        requireNonNull(counted, "counted");
        requireNonNull(table, "table");
        checkState(counted.rule() instanceof GroupedRule<?>, "rule (%s) must be parted by a grouping", counted.rule());
        GroupedRule<C> rule = (GroupedRule<C>) counted.rule();
        Map<Group, Collection<Group>> parts = new LinkedHashMap<>();
        for (Group group : ((Cells.Grouped<?>) (Cells<?>) counted.tally().cells()).groups()) {
            parts.put(group, List.of(group));
        }
        Supplier<Weighing<C>> weighing = Suppliers.memoize(() -> new Weighing<>(counted.tally()));
        return new ByGroup<>(rule.definition(), parts, part -> {
            if (part.weight != null) {
                return table.apply(new Counted<>(
                        null,
                        rule.parted(),
                        weighing.get().sum(rule.parted(), part.weight),
                        counted.eventsAfterAsOf()));
            }
            SliceRule<C> slice = new SliceRule<>(rule, part.groups);
            return table.apply(new Counted<>(
                    counted.hasMembers() ? counted.sweep() : null,
                    slice,
                    counted.tally().slice(slice, part.groups),
                    counted.eventsAfterAsOf()));
        });
    }

    /**
     * The tables of a tally that was merged, restored or read from a live table; without members.
     *
     * <pre>{@code
     * ByGroup.of(method.rule(), plan, Tally.fromBytes(method.rule().by(plan), bytes), method::of);
     * }</pre>
     *
     * @param rule the rule of one table
     * @param grouping how customers were parted
     * @param tally what {@code rule.by(grouping)} counted
     * @param table makes a table of a tally of the rule
     * @param <C> the type of cells
     * @param <T> the type of tables
     * @return a table for each group that somebody is in
     * @throws IllegalArgumentException if the grouping is read at each period
     * @throws TallyMismatchException if the tally is of another rule or grouping
     */
    public static <C, T> ByGroup<T> of(
            Rule<C> rule, Grouping grouping, Tally<In<C>> tally, Function<? super Tally<C>, ? extends T> table) {
        requireNonNull(table, "table");
        checkArgument(
                requireNonNull(grouping, "grouping").reading() != Grouping.Reading.AT_PERIOD,
                "grouping (%s) is read at each period, so that its groups are no tables of the rule: count a store",
                grouping);
        Rule<In<C>> parted = requireNonNull(rule, "rule").by(grouping);
        Tally<In<C>> counted = Tally.empty(parted).plus(requireNonNull(tally, "tally"));
        Supplier<Weighing<C>> weighing = Suppliers.memoize(() -> new Weighing<>(counted));
        Map<Group, Collection<Group>> parts = new LinkedHashMap<>();
        ((Cells.Grouped<?>) (Cells<?>) counted.cells()).groups().forEach(group -> parts.put(group, List.of(group)));
        return new ByGroup<>(
                parted.definition(),
                parts,
                part -> table.apply(
                        part.weight == null
                                ? counted.slice(rule, part.groups)
                                : weighing.get().sum(rule, part.weight)));
    }

    /** The members of each group, of a store. */
    static <K> ByGroup<Members<K>> ofMembers(String definition, Map<Group, Members<K>> members, Members<K> nobody) {
        Map<Group, Collection<Group>> parts = new LinkedHashMap<>();
        members.keySet().forEach(group -> parts.put(group, List.of(group)));
        return new ByGroup<>(definition, parts, part -> {
            checkState(part.weight == null, "members cannot be weighted");
            Members<K> all = nobody;
            for (Group group : part.groups) {
                all = all.or(members.getOrDefault(group, nobody));
            }
            return all;
        });
    }

    /**
     * Something made of each group's table.
     *
     * @param function makes it, also of the empty table of a group that nobody is in
     * @param <U> its type
     * @return the same groups
     */
    public <U> ByGroup<U> map(Function<? super T, ? extends U> function) {
        requireNonNull(function, "function");
        return new ByGroup<>(definition, parts, part -> function.apply(maker.apply(part)));
    }

    /**
     * Something made of each group's table and another table of the same group, which is counted when it is first asked for.
     *
     * @param other tables by the same grouping; asked only when what was made of a group asks its supplier
     * @param function makes it of a group's table and a supplier of its other table
     * @param <U> the type of the other tables
     * @param <V> the type of what is made
     * @return the same groups
     */
    public <U, V> ByGroup<V> with(
            Supplier<ByGroup<U>> other, BiFunction<? super T, ? super Supplier<U>, ? extends V> function) {
        requireNonNull(other, "other");
        requireNonNull(function, "function");
        return new ByGroup<>(
                definition,
                parts,
                groups -> function.apply(
                        maker.apply(groups),
                        Suppliers.memoize(() -> other.get().maker.apply(groups))));
    }

    /** The table of all groups together, each taken as often as its weight says; its customers have no names. */
    T weighted(ToIntFunction<Group> weight) {
        return maker.apply(new Part(parts.keySet(), weight));
    }

    /** Some groups together: each once, or as often as its weight says. */
    private record Part(Collection<Group> groups, @Nullable ToIntFunction<Group> weight) {}

    /**
     * The groups that somebody is in, and those declared, by label.
     *
     * @return the groups in order
     */
    public List<Group> groups() {
        return List.copyOf(tables.keySet());
    }

    /**
     * The tables by group.
     *
     * @return an unmodifiable map in the order of {@link #groups()}
     */
    public Map<Group, T> tables() {
        return java.util.Collections.unmodifiableMap(tables);
    }

    /**
     * The table of a group.
     *
     * @param group a group
     * @return its table; the empty table of a group that nobody is in
     */
    public T inGroup(Group group) {
        T table = tables.get(requireNonNull(group, "group"));
        return table != null ? table : maker.apply(new Part(List.of(group), null));
    }

    /**
     * The table of the group with a label.
     *
     * @param label a label
     * @return its table; the empty table of a group that nobody is in
     */
    public T inGroup(String label) {
        return inGroup(Group.of(label));
    }

    /**
     * Keeps the largest groups and folds all others into {@link Group#OTHER}, whose table is that of their customers together. Groups
     * of one size come by label; {@link Group#MISSING} is folded only if it is not among the largest, and what was folded before stays
     * so.
     *
     * @param largest how many groups to keep, at least 1
     * @param size how large a group is, by its table
     * @return the groups kept, the largest first, then OTHER; this if there are no more groups
     * @throws IllegalArgumentException if {@code largest < 1}
     */
    public ByGroup<T> top(int largest, ToLongFunction<? super T> size) {
        checkArgument(largest >= 1, "largest (%s) must be at least 1", largest);
        requireNonNull(size, "size");
        List<Group> bySize = new ArrayList<>(tables.keySet());
        bySize.remove(Group.OTHER);
        if (bySize.size() <= largest) {
            return this;
        }
        Map<Group, Long> sizes = new LinkedHashMap<>();
        tables.forEach((group, table) -> sizes.put(group, size.applyAsLong(table)));
        Comparator<Group> smallestFirst = Comparator.comparingLong(group -> requireNonNull(sizes.get(group)));
        bySize.sort(smallestFirst.reversed().thenComparing(Comparator.naturalOrder()));
        Map<Group, Collection<Group>> kept = new LinkedHashMap<>();
        bySize.subList(0, largest).forEach(group -> kept.put(group, requireNonNull(parts.get(group))));
        List<Group> folded = new ArrayList<>(parts.getOrDefault(Group.OTHER, List.of()));
        bySize.subList(largest, bySize.size()).forEach(group -> folded.addAll(requireNonNull(parts.get(group))));
        kept.put(Group.OTHER, folded);
        return new ByGroup<>(definition, kept, maker);
    }

    /** {@return the sheets of all groups under one another, with a leading column {@code group}; of counts or shares a row per group} */
    @Override
    public Sheet sheet() {
        return GroupSheets.of(definition, tables);
    }

    /** Prints what was parted, how, and the groups. */
    @Override
    public String toString() {
        return definition + ": " + groups();
    }
}
