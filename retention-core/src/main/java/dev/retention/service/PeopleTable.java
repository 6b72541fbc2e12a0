package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.Members;
import dev.retention.internal.Checks;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.PeriodItems;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * People and the customers that each of them has, at the end of every period: the load of owners, or what hangs on one person alone.
 *
 * <pre>{@code
 * PeopleTable<Long> load = Owners.over(months, "manager").load(Sweep.over(tracks));
 * load.inPeriod("2024-03").people();          // by what their customers are worth, most first
 * load.inPeriod("2024-03").median();          // customers of the manager in the middle
 * load.inPeriod("2024-03").members("Ann");    // the customers of Ann
 * }</pre>
 *
 * <p>Made by {@link Owners#load} and {@link Coverage#alone}. Who has no customer in a period is not there in it. Immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class PeopleTable<K> implements Tabular {
    private static final Comparator<Person> MOST_FIRST = Comparator.comparing(Person::worth)
            .thenComparing(Person::customers)
            .reversed()
            .thenComparing(Person::name);

    private final String definition;
    private final Timeline timeline;
    private final Map<String, Held<K, ?>> people;

    private PeopleTable(String definition, Timeline timeline, Map<String, Held<K, ?>> people) {
        this.definition = definition;
        this.timeline = timeline;
        this.people = people;
    }

    /** What an item tells of each group but those without a label, named by the label. */
    static <K, E extends Enum<E>> PeopleTable<K> of(
            ByGroup<PeriodItems<K, E>> groups, E item, UnaryOperator<String> name, String definition) {
        Map<String, Held<K, ?>> people = new TreeMap<>();
        Timeline timeline = groups.inGroup(Group.MISSING).timeline();
        groups.tables().forEach((group, items) -> {
            boolean isSomebody = IntStream.range(0, timeline.size())
                    .anyMatch(p -> items.inPeriod(timeline.period(p)).customers(item) > 0);
            if (isSomebody) {
                people.put(name.apply(group.label()), new Held<>(items, item));
            }
        });
        return new PeopleTable<>(definition, timeline, people);
    }

    /**
     * One person at the end of a period.
     *
     * @param name who it is
     * @param customers how many customers, at least 1
     * @param worth what these are worth, in major units of the store's currency; 0 if it was not asked for
     * @since 0.1.0
     */
    public record Person(String name, long customers, BigDecimal worth) {
        /**
         * Checks the components.
         *
         * @param name who it is
         * @param customers how many customers, at least 1
         * @param worth what these are worth
         * @throws IllegalArgumentException if there are no customers, or the worth is past the range of doubles
         */
        public Person {
            requireNonNull(name, "name");
            checkArgument(customers >= 1, "customers (%s) must be at least 1", customers);
            Checks.amount(worth, "worth");
        }
    }

    /**
     * One period.
     *
     * @param label the label of the period, such as {@code 2024-03}
     * @return the people of its end
     * @throws IllegalArgumentException if the label is not a period of the timeline
     */
    public InPeriod inPeriod(String label) {
        return new InPeriod(timeline.period(timeline.indexOf(requireNonNull(label, "label"))));
    }

    /**
     * The periods in order of time.
     *
     * @return one entry per period of the timeline
     */
    public List<InPeriod> periods() {
        return IntStream.range(0, timeline.size())
                .mapToObj(index -> new InPeriod(timeline.period(index)))
                .toList();
    }

    /**
     * The periods, with the end of the data.
     *
     * @return the timeline
     */
    public Timeline timeline() {
        return timeline;
    }

    /** How many customers each person has at the end of each period, by name. */
    Map<String, long[]> customers() {
        Map<String, long[]> all = new TreeMap<>();
        people.forEach((name, held) -> all.put(
                name,
                IntStream.range(0, timeline.size())
                        .mapToLong(p -> held.customers(timeline.period(p)))
                        .toArray()));
        return all;
    }

    /** {@return a row per period and person, a matrix of customers in text} */
    @Override
    public Sheet sheet() {
        return ServiceSheets.of(this);
    }

    /** Prints what was asked and how many people there are. */
    @Override
    public String toString() {
        return definition + ": " + people.size() + " people";
    }

    private record Held<K, E extends Enum<E>>(PeriodItems<K, E> items, E item) {
        long customers(Period period) {
            return items.inPeriod(period).customers(item);
        }

        BigDecimal worth(Period period) {
            return items.inPeriod(period).number(item) == 0
                    ? BigDecimal.ZERO
                    : items.inPeriod(period).money(item);
        }

        Members<K> members(Period period) {
            return items.inPeriod(period).members(item);
        }
    }

    /**
     * The people of the end of one period.
     *
     * @since 0.1.0
     */
    public final class InPeriod {
        private final Period period;

        private InPeriod(Period period) {
            this.period = period;
        }

        /**
         * The period.
         *
         * @return the period
         */
        public Period period() {
            return period;
        }

        /**
         * Everybody who has a customer then.
         *
         * @return by what customers are worth, then by their number, most first; of equals by name
         */
        public List<Person> people() {
            List<Person> all = new ArrayList<>();
            people.forEach((name, held) -> {
                if (held.customers(period) > 0) {
                    all.add(new Person(name, held.customers(period), held.worth(period)));
                }
            });
            all.sort(MOST_FIRST);
            return List.copyOf(all);
        }

        /**
         * The customers of one person. Takes one more pass over the store.
         *
         * @param name who it is
         * @return the customers
         * @throws IllegalArgumentException if nobody of that name has a customer in any period
         */
        public Members<K> members(String name) {
            Held<K, ?> held = people.get(requireNonNull(name, "name"));
            checkArgument(held != null, "name (%s) must be one of %s", name, people.keySet());
            return requireNonNull(held).members(period);
        }

        /** {@return how many customers the person with fewest has; empty if nobody has one} */
        public OptionalLong least() {
            return sorted().min();
        }

        /** {@return how many customers the person with most has; empty if nobody has one} */
        public OptionalLong most() {
            return sorted().max();
        }

        /** {@return how many customers the person in the middle has, of an even number the mean of two; empty if nobody has one} */
        public OptionalDouble median() {
            long[] each = sorted().toArray();
            int half = each.length / 2;
            return each.length == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(each.length % 2 == 1 ? each[half] : (each[half - 1] + each[half]) / 2.0);
        }

        private LongStream sorted() {
            return people().stream().mapToLong(Person::customers).sorted();
        }

        /** Prints the period and how many customers people have, such as {@code 2024-03: 4 people, 3 to 40 customers}. */
        @Override
        public String toString() {
            int size = people().size();
            return period + ": " + size + (size == 1 ? " person" : " people")
                    + (size == 0 ? "" : ", " + least().getAsLong() + " to " + most().getAsLong() + " customers");
        }
    }
}
