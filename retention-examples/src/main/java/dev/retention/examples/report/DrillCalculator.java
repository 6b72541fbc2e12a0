package dev.retention.examples.report;

import static java.util.Objects.requireNonNull;

import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.examples.report.Drill.Person;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.MovementKind;
import dev.retention.movement.Movements;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lists the customers behind the cells of the page. A store of the customers to be named alone is counted by the same rules
 * over the same periods, so that a cell's list is what the rule says, and what it lacks are customers not named.
 */
final class DrillCalculator {

    private final HistoryStore<String> store;
    private final Timeline timeline;

    DrillCalculator(HistoryStore<String> store, Timeline timeline) {
        this.store = store;
        this.timeline = timeline;
    }

    Drill list() {
        // Numbers and sums only; histories of all customers at once would be a second copy of the store.
        long[] sums = new long[store.customers()];
        List<Integer> numbers = new ArrayList<>();
        for (Iterator<History> all = store.histories(timeline).iterator(); all.hasNext(); ) {
            History history = all.next();
            int number = number(history);
            for (int event = 0; event < history.size(); event++) {
                sums[number] = Math.addExact(sums[number], history.amount(event));
            }
            numbers.add(number);
        }
        numbers.sort(Comparator.comparingLong((Integer i) -> -sums[i]).thenComparing(i -> i));
        Set<Integer> named = new LinkedHashSet<>(numbers.subList(0, Math.min(Drill.MOST, numbers.size())));
        List<Person> people = new ArrayList<>();
        List<Order> orders = new ArrayList<>();
        Map<Integer, History> histories = store.histories(timeline)
                .filter(history -> named.contains(number(history)))
                .collect(Collectors.toMap(this::number, history -> history));
        for (int number : named) {
            History history = requireNonNull(histories.get(number));
            String key = store.customer(number);
            int last = history.size() - 1;
            for (int event = 0; event <= last; event++) {
                orders.add(new Order(key, history.date(event), store.major(history.amount(event)), ""));
            }
            people.add(new Person(key, history.size(), store.major(sums[number]), history.date(0), history.date(last)));
        }
        return new Drill(numbers.size(), people, cells(people, orders));
    }

    private int number(History history) {
        return store.find((String) history.customer()).orElseThrow();
    }

    private Map<String, List<Integer>> cells(List<Person> people, List<Order> orders) {
        Map<String, Integer> places = new HashMap<>();
        people.forEach(person -> places.put(person.key(), places.size()));
        HistoryStore<String> named = HistoryStore.ofDates(Order::customer, Order::date)
                .amounts(Order::amount, store.currency().orElseThrow())
                .from(orders);
        Map<String, List<Integer>> cells = new LinkedHashMap<>();
        CohortTable<String> cohorts = CohortRetention.over(timeline).of(named);
        int rows = cohorts.rows().size();
        for (CohortTable<String>.Row row : cohorts.rows().subList(Math.max(0, rows - HtmlRenderer.SHOWN), rows)) {
            for (CohortTable<String>.Cell cell : row.cells()
                    .subList(0, Math.min(HtmlRenderer.SHOWN + 1, row.cells().size()))) {
                if (cell.state() != CellState.UNOBSERVED && cell.count().orElse(0) > 0) {
                    cells.put(AnswerCalculator.label(cell.key()), places(places, cell.members()));
                }
            }
        }
        Movements<String> movements = CustomerMovements.over(timeline).of(named);
        int periods = movements.periods().size();
        for (Movements<String>.InPeriod period :
                movements.periods().subList(Math.max(0, periods - HtmlRenderer.SHOWN), periods)) {
            for (MovementKind kind : Arrays.asList(MovementKind.values())) {
                if (period.of(kind).count() > 0) {
                    cells.put(
                            AnswerCalculator.label(period.of(kind).key()),
                            places(places, period.of(kind).members()));
                }
            }
        }
        return cells;
    }

    private static List<Integer> places(Map<String, Integer> places, List<String> customers) {
        return customers.stream().map(places::get).sorted().toList();
    }
}
