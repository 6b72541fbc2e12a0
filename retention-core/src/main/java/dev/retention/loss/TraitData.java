package dev.retention.loss;

import static com.google.common.base.Preconditions.checkState;

import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.StratifiedComparison;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.internal.WideSum;
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
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The customers whose traits are looked for, and what is known of them. */
final class TraitData<K> {
    private final Sweep<K> sweep;
    private final Timeline timeline;
    private final Members<K> target;
    private final Members<K> population;
    private final List<TraitColumn> columns;
    private final Measured<K>.@Nullable Column value;
    private final List<String> warnings;
    // By the place in the population: the number of the customer, and 1 if in the target.
    private final int[] customers;
    private final byte[] inTarget;

    private TraitData(
            Sweep<K> sweep,
            Timeline timeline,
            Members<K> target,
            Members<K> population,
            List<TraitColumn> columns,
            Measured<K>.@Nullable Column value,
            List<String> warnings) {
        this.sweep = sweep;
        this.timeline = timeline;
        this.target = target;
        this.population = population;
        this.columns = List.copyOf(columns);
        this.value = value;
        this.warnings = List.copyOf(warnings);
        this.customers = population.numbers();
        this.inTarget = new byte[customers.length];
        int at = 0;
        for (int i = 0; i < target.size(); i++, at++) {
            while (customers[at] != target.number(i)) {
                at++;
            }
            inTarget[at] = 1;
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
            TraitColumn column = attribute.column(groups, population);
            columns.add(column);
            warnings.addAll(attribute.warnings(column));
        }
        return new TraitData<>(sweep, reading, target, population, columns, value, warnings);
    }

    private static Timeline endOf(HistoryStore<?> store) {
        checkState(!store.hasInstants(), "events are instants: name the day with its zone by readOn(timeline)");
        LocalDate last = Stream.concat(Stream.of(store), store.trackNames().stream().map(store::track))
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
        return warnings;
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
        Cells cells = count(column);
        return IntStream.range(0, column.values().size())
                .filter(at -> cells.with(at) > 0)
                .mapToObj(at -> Proportion.of(cells.targetWith(at), cells.with(at)))
                .toList();
    }

    /** Those who fit against those who do not, within each value of an attribute of which there are both. */
    Optional<StratifiedComparison> stratified(IntPredicate fit, TraitColumn stratum) {
        int size = stratum.values().size();
        Cells cells = count(
                2 * size, customer -> 2 * stratum.place().applyAsInt(customer) + (fit.test(customer) ? 1 : 0));
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
        for (int number : customers) {
            if (one.test(number) == (other.test(number) == opposite)) {
                return false;
            }
        }
        return true;
    }

    /** The place in the population of the last customer who does not fit, −1 if all do. */
    int lastWithout(IntPredicate fit) {
        int at = customers.length - 1;
        while (at >= 0 && fit.test(customers[at])) {
            at--;
        }
        return at;
    }

    /** The value of the whole target, empty if none was named. */
    OptionalLong value() {
        return count(1, customer -> 0).value(0);
    }

    /** Counts the population by the values of an attribute. */
    Cells count(TraitColumn column) {
        return new Cells(column.values().size(), column.ofPopulation().get());
    }

    /** Counts the population by a cell for each customer, −1 for none. */
    Cells count(int size, IntUnaryOperator cell) {
        return new Cells(size, IntStream.of(customers).map(cell).toArray());
    }

    /** How many customers are in each cell, and who is the last of them. */
    final class Cells {
        // Two numbers for each cell: of those who are not in the target, and of those who are.
        private final int[] counts;
        private final int[] last;
        private final @Nullable WideSum[] values;

        private Cells(int size, int[] cells) {
            counts = new int[2 * size];
            last = new int[size];
            for (int i = 0; i < cells.length; i++) {
                int at = cells[i];
                if (at >= 0) {
                    counts[2 * at + inTarget[i]]++;
                    last[at] = i;
                }
            }
            values = new @Nullable WideSum[value == null ? 0 : size];
            for (int i = 0; value != null && i < cells.length; i++) {
                if (cells[i] >= 0 && inTarget[i] > 0 && value.has(customers[i])) {
                    addValue(cells[i], value.at(customers[i]));
                }
            }
        }

        private void addValue(int at, long amount) {
            WideSum sum = values[at];
            if (sum == null) {
                sum = new WideSum();
                values[at] = sum;
            }
            sum.add(amount, 1);
        }

        int with(int at) {
            return counts[2 * at] + counts[2 * at + 1];
        }

        int targetWith(int at) {
            return counts[2 * at + 1];
        }

        /** The place in the population of the last customer in a cell that is not empty. */
        int last(int at) {
            return last[at];
        }

        TraitCounts counts(int at) {
            return new TraitCounts(targetWith(at), with(at), target.size(), customers.length);
        }

        OptionalLong value(int at) {
            if (values.length == 0) {
                return OptionalLong.empty();
            }
            WideSum sum = values[at];
            return OptionalLong.of(sum == null ? 0 : sum.exact().longValueExact());
        }
    }
}
