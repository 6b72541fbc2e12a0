package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static com.google.common.base.Preconditions.checkPositionIndex;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * In which groups every customer of a store is, by several groupings: what {@link Measured} is for numbers.
 *
 * <pre>{@code
 * GroupColumns<Long> known = sweep.groups(List.of(plan, country), months);
 * known.column("plan").of(4711L);             // gold
 * known.column("country").members().inGroup("FR");
 * }</pre>
 *
 * <p>A customer takes one byte for each grouping of up to 255 groups, two of up to 65,535, else four, where all
 * texts of a column that is read count as groups. This class is immutable and
 * thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class GroupColumns<K> {
    private final Sweep<K> sweep;
    private final Timeline timeline;
    private final List<Column> columns;

    GroupColumns(Sweep<K> sweep, Timeline timeline, List<Grouping> groupings, List<GroupScan> parts) {
        this.sweep = sweep;
        this.timeline = timeline;
        List<Column> made = new ArrayList<>();
        for (int i = 0; i < groupings.size(); i++) {
            List<Group> groups = GroupScan.groups(i, parts);
            made.add(new Column(
                    groupings.get(i), groups, GroupScan.numbers(i, parts, groups), GroupScan.places(i, parts, groups)));
        }
        this.columns = List.copyOf(made);
    }

    /**
     * The sweep that read the groups.
     *
     * @return the sweep
     */
    public Sweep<K> sweep() {
        return sweep;
    }

    /**
     * The store whose customers are in groups.
     *
     * @return the store
     */
    public HistoryStore<K> store() {
        return sweep.store();
    }

    /**
     * Up to when the data were known.
     *
     * @return the timeline at whose as-of day groups were read
     */
    public Timeline timeline() {
        return timeline;
    }

    /**
     * A column for each grouping.
     *
     * @return the columns, in the order of the groupings
     */
    public List<Column> columns() {
        return columns;
    }

    /**
     * The column of a grouping.
     *
     * @param name the grouping's name
     * @return the first column of that name
     * @throws IllegalArgumentException if no grouping has the name
     */
    public Column column(String name) {
        requireNonNull(name, "name");
        Optional<Column> found =
                columns.stream().filter(column -> column.name().equals(name)).findFirst();
        checkArgument(
                found.isPresent(),
                "name (%s) must be one of the groupings %s",
                name,
                columns.stream().map(Column::name).toList());
        return found.get();
    }

    /** Prints the columns. */
    @Override
    public String toString() {
        return "groups of " + store().customers() + " customers, " + timeline + ": " + columns;
    }

    /**
     * The group of every customer by one grouping.
     *
     * @since 0.1.0
     */
    public final class Column {
        private final Grouping grouping;
        private final List<Group> groups;
        private final GroupNumbers numbers;
        // By number and one more the place of the group.
        private final int[] places;
        private final Optional<Function<Object, Group>> ofKeys;

        private Column(Grouping grouping, List<Group> groups, GroupNumbers numbers, int[] places) {
            this.grouping = grouping;
            this.groups = groups;
            this.numbers = numbers;
            this.places = places;
            this.ofKeys = grouping.source().ofKeys(timeline, grouping.reading());
        }

        /**
         * The grouping.
         *
         * @return the grouping
         */
        public Grouping grouping() {
            return grouping;
        }

        /**
         * What the groups are.
         *
         * @return the grouping's name
         */
        public String name() {
            return grouping.name();
        }

        /**
         * The groups that somebody is in, and those declared.
         *
         * @return the groups in their order
         */
        public List<Group> groups() {
            return groups;
        }

        /**
         * The group of a customer.
         *
         * @param customer the key
         * @return the group; empty if the store has no such customer, or no event of the customer up to the as-of day
         */
        public Optional<Group> of(K customer) {
            int number = store().find(requireNonNull(customer, "customer")).orElse(-1);
            int group = number < 0 ? -1 : number(number);
            return group < 0 ? Optional.empty() : Optional.of(groups.get(group));
        }

        /**
         * The group of the customer with a number in the store.
         *
         * @param customer the customer's number, from 0
         * @return the place of the group in {@link #groups()}, −1 of a customer without an event up to the as-of day
         * @throws IndexOutOfBoundsException if there is no such customer
         */
        public int number(int customer) {
            return places[numbers.get(checkElementIndex(customer, numbers.size(), "customer")) + 1];
        }

        /**
         * Whether groups are told of keys alone, such as a country that the caller knows, so that customers need no events to have one.
         *
         * @return false if they are told of events
         */
        public boolean isOfKeys() {
            return ofKeys.isPresent();
        }

        /**
         * The group of any customer of the store by the key alone, with or without an event up to the as-of day.
         *
         * @param customer the customer's number, from 0
         * @return the group, which need not be one of {@link #groups()}; empty if groups are not {@linkplain #isOfKeys told of keys alone}
         * @throws IndexOutOfBoundsException if there is no such customer
         * @throws RuleException if the grouping fails; the message names the customer
         */
        public Optional<Group> ofKey(int customer) {
            K key = store().customer(customer);
            try {
                return ofKeys.map(groups -> groups.apply(key));
            } catch (RuntimeException e) {
                throw new RuleException("grouping", grouping.definition(), key, e);
            }
        }

        /**
         * The groups of customers whose numbers follow one another, quicker than one by one.
         *
         * @param first the number of the first, from 0 to one above the last there is
         * @param places what an array begins with becomes the places of their groups in {@link #groups()}, −1 of a customer without an event
         *     up to the as-of day
         * @return how many there were: as many as fit into the array, unless the store ends before
         * @throws IndexOutOfBoundsException if {@code first} is not a number from 0 to that
         */
        public int read(int first, int[] places) {
            requireNonNull(places, "places");
            int count = Math.min(places.length, numbers.size() - checkPositionIndex(first, numbers.size(), "first"));
            numbers.read(first, count, this.places, places);
            return count;
        }

        /**
         * The customers of each group.
         *
         * @return the members of every group that somebody is in, and of those declared; each customer is in one. Takes linear time
         */
        public ByGroup<Members<K>> members() {
            int[] sizes = new int[groups.size()];
            for (int customer = 0; customer < numbers.size(); customer++) {
                int group = number(customer);
                if (group >= 0) {
                    sizes[group]++;
                }
            }
            int[][] lists = new int[sizes.length][];
            for (int group = 0; group < sizes.length; group++) {
                lists[group] = new int[sizes[group]];
            }
            for (int customer = numbers.size() - 1; customer >= 0; customer--) {
                int group = number(customer);
                if (group >= 0) {
                    lists[group][--sizes[group]] = customer;
                }
            }
            Map<Group, Members<K>> members = new TreeMap<>();
            for (int group = 0; group < sizes.length; group++) {
                members.put(groups.get(group), store().members(lists[group]));
            }
            return ByGroup.ofMembers("customers " + grouping + ", " + timeline, members, store().members());
        }

        /** Prints the name and how many groups there are. */
        @Override
        public String toString() {
            return name() + " of " + groups.size() + (groups.size() == 1 ? " group" : " groups");
        }
    }
}
