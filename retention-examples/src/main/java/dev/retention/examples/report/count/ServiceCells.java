package dev.retention.examples.report.count;

import static java.util.Objects.requireNonNull;

import dev.retention.examples.report.figures.ServiceFigures.Opened;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.rule.PeriodItem;
import dev.retention.rule.PeriodItems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Has figures of service open to their customers, by the numbers that these have among the orders or subscriptions. */
final class ServiceCells {

    private final HistoryStore<String> base;
    private final Map<String, Listed> cells;
    private final Map<String, Supplier<Map<String, Members<String>>>> found = new HashMap<>();

    /** @param cells what opens is put here */
    ServiceCells(HistoryStore<String> base, Map<String, Listed> cells) {
        this.base = base;
        this.cells = cells;
    }

    /** The customers of an item of one period. */
    <E extends Enum<E>> Opened open(String what, String title, PeriodItems<String, E>.InPeriod period, E item) {
        String label = period.period().label();
        return open(what + ":" + label, title + " in " + label, period.customers(item), () -> period.members(item));
    }

    /** The customers of an item of each of all periods; those of all periods are found at once, when the first is listed. */
    <E extends Enum<E>> Opened open(
            String what, String title, PeriodItems<String, E> table, PeriodItems<String, E>.InPeriod period, E item) {
        String label = period.period().label();
        Supplier<Map<String, Members<String>>> lists =
                found.computeIfAbsent(what, unused -> once(() -> byPeriod(table, item)));
        return open(
                what + ":" + label,
                title + " in " + label,
                period.customers(item),
                () -> requireNonNull(lists.get().get(label), label));
    }

    private static <E extends Enum<E>> Map<String, Members<String>> byPeriod(PeriodItems<String, E> table, E item) {
        Map<String, Members<String>> all = new HashMap<>();
        table.counted()
                .membersOf(table.periods().stream()
                        .map(period -> new PeriodItem<>(item, period.period()))
                        .toList())
                .forEach((cell, members) -> all.put(cell.period().label(), members));
        return all;
    }

    private static <T> Supplier<T> once(Supplier<T> supplier) {
        List<T> known = new ArrayList<>(1);
        return () -> {
            if (known.isEmpty()) {
                known.add(supplier.get());
            }
            return known.get(0);
        };
    }

    /** Customers who are found where they are listed; names that are alike but for signs get numbers. */
    Opened open(String wanted, String title, long customers, Supplier<? extends Collection<String>> who) {
        String cell = wanted;
        for (int i = 2; cells.containsKey(cell); i++) {
            cell = wanted + "-" + i;
        }
        if (customers > 0) {
            cells.put(cell, new Listed(title, () -> known(who.get())));
        }
        return new Opened(customers, cell);
    }

    /** Those of them who are among the orders or subscriptions. */
    private Members<String> known(Collection<String> customers) {
        return base.members(customers.stream()
                .map(base::find)
                .filter(found -> found.isPresent())
                .mapToInt(found -> found.getAsInt())
                .sorted()
                .toArray());
    }

    /** The customers of an item in any of some periods. */
    static <E extends Enum<E>> Collection<String> inAny(
            PeriodItems<String, E> table, E item, List<PeriodItems<String, E>.InPeriod> periods) {
        TreeSet<String> all = new TreeSet<>();
        table.counted()
                .membersOf(periods.stream()
                        .map(period -> new PeriodItem<>(item, period.period()))
                        .toList())
                .values()
                .forEach(all::addAll);
        return all;
    }

    /** A name as a part of a cell's. */
    static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
    }
}
