package dev.retention.loss;

import static com.google.common.base.Preconditions.checkState;

import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.StratifiedComparison;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.internal.Text;
import dev.retention.rule.GroupColumns;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The customers whose traits are looked for, and what is known of them. */
final class TraitData<K> {
    /** Of a customer in the population alone; of one outside it is 0. */
    static final byte IN_POPULATION = 1;
    /** Of a customer in the target. */
    static final byte IN_TARGET = 2;
    /** How many states there are. */
    static final int STATES = 3;

    private final Sweep<K> sweep;
    private final Timeline timeline;
    private final Members<K> target;
    private final Members<K> population;
    private final List<TraitColumn> columns;
    private final Measured<K>.@Nullable Column value;
    private final List<String> warnings;
    // Whether a customer has no event up to the day while an attribute is told of events.
    private final IntPredicate isUnknown;
    // By the number of each customer of the store.
    private final byte[] states;

    private TraitData(
            Sweep<K> sweep,
            Timeline timeline,
            Members<K> target,
            Members<K> population,
            List<TraitColumn> columns,
            Measured<K>.@Nullable Column value,
            List<String> warnings,
            IntPredicate isUnknown) {
        this.sweep = sweep;
        this.timeline = timeline;
        this.target = target;
        this.population = population;
        this.columns = List.copyOf(columns);
        this.value = value;
        this.warnings = warnings;
        this.isUnknown = isUnknown;
        this.states = new byte[sweep.store().customers()];
        for (int i = 0; i < population.size(); i++) {
            states[population.number(i)] = IN_POPULATION;
        }
        for (int i = 0; i < target.size(); i++) {
            states[target.number(i)] = IN_TARGET;
        }
    }

    /** Reads the attributes of all customers in one pass, at the end of the data if no timeline is given. */
    static <K> TraitData<K> read(
            Sweep<K> sweep,
            @Nullable Timeline timeline,
            Members<K> target,
            Members<K> population,
            List<TraitAttribute> attributes,
            Measured<K>.@Nullable Column value) {
        Timeline reading = timeline == null ? endOf(sweep.store()) : timeline;
        List<Grouping> groupings = attributes.stream()
                .flatMap(attribute -> Stream.ofNullable(attribute.grouping()))
                .toList();
        GroupColumns<K> groups = sweep.groups(groupings, reading);
        List<TraitColumn> columns = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (TraitAttribute attribute : attributes) {
            TraitColumn column = attribute.column(groups);
            columns.add(column);
            warnings.addAll(attribute.warnings(column));
        }
        Optional<GroupColumns<K>.Column> ofEvents =
                groups.columns().stream().filter(column -> !column.isOfKeys()).findFirst();
        IntPredicate isUnknown =
                customer -> ofEvents.isPresent() && ofEvents.get().number(customer) < 0;
        TraitData<K> data = new TraitData<>(sweep, reading, target, population, columns, value, warnings, isUnknown);
        data.warnings.addAll(data.unknown(population));
        return data;
    }

    private static Timeline endOf(HistoryStore<?> store) {
        checkState(!store.hasInstants(), "events are instants: name the day with its zone by readOn(timeline)");
        LocalDate last = Stream.concat(
                        Stream.of(store), store.trackNames().stream().map(store::track))
                .flatMap(track -> track.lastDay().stream())
                .max(LocalDate::compareTo)
                .orElseThrow();
        return Timeline.of(Grain.DAY, last).from(last);
    }

    Sweep<K> sweep() {
        return sweep;
    }

    Timeline timeline() {
        return timeline;
    }

    Members<K> target() {
        return target;
    }

    Members<K> population() {
        return population;
    }

    List<TraitColumn> columns() {
        return columns;
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** What to be told of customers of whom no event tells an attribute, if there are such. */
    List<String> unknown(Members<K> customers) {
        int unknown = those(customers, isUnknown).size();
        return unknown == 0
                ? List.of()
                : List.of(unknown + " of " + Text.customers(customers.size()) + " had no event up to " + timeline.asOf()
                        + ", so that what is told of events is missing");
    }

    TraitColumn column(String attribute) {
        return columns.stream()
                .filter(column -> column.name().equals(attribute))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("attribute (" + attribute + ") must be one of "
                        + columns.stream().map(TraitColumn::name).toList()));
    }

    /** The share of the target among those with each value that somebody has. */
    List<Proportion> rates(TraitColumn column) {
        TraitCells cells = count(column);
        return IntStream.range(0, column.values().size())
                .filter(at -> cells.with(at) > 0)
                .mapToObj(at -> Proportion.of(cells.targetWith(at), cells.with(at)))
                .toList();
    }

    /** Those who fit against those who do not, within each value of an attribute of which there are both. */
    Optional<StratifiedComparison> stratified(IntPredicate fit, TraitColumn stratum) {
        int size = stratum.values().size();
        TraitCells cells =
                count(2 * size, customer -> 2 * stratum.places().place(customer) + (fit.test(customer) ? 1 : 0));
        List<ProportionComparison> strata = new ArrayList<>();
        for (int without = 0; without < 2 * size; without += 2) {
            int with = without + 1;
            if (cells.with(without) > 0 && cells.with(with) > 0) {
                strata.add(Proportion.of(cells.targetWith(with), cells.with(with))
                        .comparedWith(Proportion.of(cells.targetWith(without), cells.with(without))));
            }
        }
        return strata.isEmpty() ? Optional.empty() : Optional.of(StratifiedComparison.of(strata));
    }

    /** Those of some customers who fit. */
    Members<K> those(Members<K> customers, IntPredicate fit) {
        int[] numbers = new int[customers.size()];
        int n = 0;
        for (int i = 0; i < numbers.length; i++) {
            int number = customers.number(i);
            if (fit.test(number)) {
                numbers[n++] = number;
            }
        }
        return sweep.store().members(Arrays.copyOf(numbers, n));
    }

    /** Whether each customer of the population who fits one fits the other too, and nobody else; or just those who do not fit it. */
    boolean isSame(IntPredicate one, IntPredicate other, boolean opposite) {
        for (int i = 0; i < population.size(); i++) {
            int number = population.number(i);
            if (one.test(number) == (other.test(number) == opposite)) {
                return false;
            }
        }
        return true;
    }

    /** The number of the last customer of the population who does not fit, −1 if all do. */
    int lastWithout(IntPredicate fit) {
        int i = population.size() - 1;
        while (i >= 0 && fit.test(population.number(i))) {
            i--;
        }
        return i < 0 ? -1 : population.number(i);
    }

    /** The value of customers, null if none was named. */
    Measured<K>.@Nullable Column valueColumn() {
        return value;
    }

    /** The value of the whole target, empty if none was named. */
    OptionalLong value() {
        return count(1, customer -> 0).value(0, "the target");
    }

    /** Counts the population by the values of an attribute. */
    TraitCells count(TraitColumn column) {
        return count(column.values().size(), column.places());
    }

    /** Counts the population by a cell for each customer, −1 for none. */
    TraitCells count(int size, TraitPlaces places) {
        return new TraitCells(this, size, places);
    }

    /** Of every customer of the store whether in neither, in the population alone, or in the target too. */
    byte[] states() {
        return states;
    }
}
