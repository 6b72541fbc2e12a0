package dev.retention.examples.report.count;

import static java.util.Objects.requireNonNull;

import dev.retention.cohort.CohortCell;
import dev.retention.cohort.CohortTable;
import dev.retention.examples.report.figures.Drill;
import dev.retention.examples.report.figures.Drill.Person;
import dev.retention.examples.report.figures.Shown;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.movement.MovementCell;
import dev.retention.movement.MovementKind;
import dev.retention.movement.Movements;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measure;
import dev.retention.rule.MeasureSink;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import dev.retention.time.CellState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists the customers behind the cells of the page. Customers are parted into those whom the page names and the others, and the
 * tables of the former tell the lists: what these lack are customers not named.
 */
public final class DrillCalculator {

    private static final String NAMED = "named";
    private static final String SPENT = "spent";
    private static final String ORDERS = "orders";
    private static final String FIRST = "first day";
    private static final String LAST = "last day";

    private final HistoryStore<String> store;
    private final CohortTable<String> cohorts;
    private final Movements<String> movements;
    private final Shown shown;
    private final Map<String, Listed> further;

    /**
     * From these counts.
     *
     * @param shown how many periods open to their customers, and how many customers are named
     * @param which further figures that open to their customers
     */
    public DrillCalculator(Counts counts, Shown shown, WhichCalculator which) {
        this.store = counts.store();
        this.cohorts = counts.cohorts();
        this.movements = counts.movements();
        this.shown = shown;
        this.further = which.cells();
    }

    /** Lists the customers. */
    public Drill list() {
        if (shown.customers() == 0) {
            return new Drill(store.customers(), List.of(), Map.of(), Map.of());
        }
        Measure measure = Measure.of(
                "what a customer ordered",
                cohorts.timeline(),
                List.of(SPENT, ORDERS, FIRST, LAST),
                DrillCalculator::measure);
        Measured<String> customers = Sweep.over(store).measure(measure);
        Measured<String>.Column spent = customers.column(SPENT);
        // As many as asked for, and those tied with the last of them.
        Members<String> top = spent.top(shown.customers()).members();
        List<Integer> named = new ArrayList<>();
        for (int i = 0; i < top.size(); i++) {
            named.add(top.number(i));
        }
        named.sort(Comparator.<Integer>comparingLong(spent::at).reversed());
        List<Integer> first = named.subList(0, Math.min(shown.customers(), named.size()));
        return new Drill(
                spent.size(),
                first.stream().map(number -> person(customers, number)).toList(),
                cells(first),
                titles());
    }

    private Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        further.forEach((cell, listed) -> titles.put(cell, listed.title()));
        return titles;
    }

    /** What a customer spent, in minor units. */
    static long spent(History history) {
        long spent = 0;
        for (int event = 0; event < history.size(); event++) {
            spent = Math.addExact(spent, history.amount(event));
        }
        return spent;
    }

    private static void measure(History history, MeasureSink sink) {
        sink.set(0, spent(history));
        sink.set(1, history.size());
        sink.set(2, history.epochDay(0));
        sink.set(3, history.epochDay(history.size() - 1));
    }

    private Person person(Measured<String> customers, int number) {
        return new Person(
                store.customer(number),
                customers.column(ORDERS).at(number),
                store.major(customers.column(SPENT).at(number)),
                LocalDate.ofEpochDay(customers.column(FIRST).at(number)),
                LocalDate.ofEpochDay(customers.column(LAST).at(number)));
    }

    private Map<String, List<Integer>> cells(List<Integer> numbers) {
        Map<String, Integer> places = new HashMap<>();
        numbers.forEach(number -> places.put(store.customer(number), places.size()));
        HashSet<String> keys = new HashSet<>(places.keySet());
        Grouping named = Grouping.of("page", (String customer) -> keys.contains(customer) ? NAMED : null);
        Map<String, List<Integer>> cells = new LinkedHashMap<>();
        addCohorts(cohorts.by(named).inGroup(NAMED), places, cells);
        addMovements(movements.by(named).inGroup(NAMED), places, cells);
        Members<String> people =
                store.members(numbers.stream().mapToInt(i -> i).sorted().toArray());
        further.forEach((cell, listed) -> add(cell, listed.members().get().and(people), places, cells));
        return cells;
    }

    private void addCohorts(CohortTable<String> named, Map<String, Integer> places, Map<String, List<Integer>> cells) {
        List<CohortCell> wanted = new ArrayList<>();
        // The rows of the page are those of all customers who are in one.
        List<CohortTable<String>.Row> rows =
                cohorts.rows().stream().filter(row -> row.size() > 0).toList();
        for (CohortTable<String>.Row row : shown.latest(rows)) {
            row.cells().stream()
                    .limit(shown.periods() + 1)
                    .filter(cell -> cell.state() != CellState.UNOBSERVED)
                    .forEach(cell -> wanted.add(cell.key()));
        }
        named.counted()
                .membersOf(wanted)
                .forEach((cell, members) -> add(AnswerCalculator.label(cell), members, places, cells));
    }

    private void addMovements(Movements<String> named, Map<String, Integer> places, Map<String, List<Integer>> cells) {
        List<Movements<String>.InPeriod> periods = shown.latest(named.periods());
        List<MovementCell> wanted = new ArrayList<>();
        for (Movements<String>.InPeriod period : periods) {
            for (MovementKind kind : MovementKind.values()) {
                parts(kind).forEach(part -> wanted.add(period.of(part).key()));
            }
        }
        Map<MovementCell, Members<String>> members = named.counted().membersOf(wanted);
        for (Movements<String>.InPeriod period : periods) {
            for (MovementKind kind : MovementKind.values()) {
                List<String> own = new ArrayList<>();
                parts(kind)
                        .forEach(part -> own.addAll(
                                requireNonNull(members.get(period.of(part).key()))));
                add(AnswerCalculator.label(period.of(kind).key()), own, places, cells);
            }
        }
    }

    /** The kinds by which the rule counts a kind: those who are live came in one of three ways. */
    private static List<MovementKind> parts(MovementKind kind) {
        return kind == MovementKind.LIVE
                ? List.of(MovementKind.NEW, MovementKind.RETAINED, MovementKind.REACTIVATED)
                : List.of(kind);
    }

    private static void add(
            String cell, List<String> customers, Map<String, Integer> places, Map<String, List<Integer>> cells) {
        if (!customers.isEmpty()) {
            cells.put(cell, customers.stream().map(places::get).sorted().toList());
        }
    }
}
