package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.Answers.Opened;
import dev.retention.examples.report.figures.RevenueDrill;
import dev.retention.examples.report.figures.RevenueDrill.Payer;
import dev.retention.examples.report.figures.RevenueDrill.Share;
import dev.retention.examples.report.figures.Shown;
import dev.retention.examples.report.figures.Words;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.movement.RevenueCell;
import dev.retention.movement.RevenueItem;
import dev.retention.movement.RevenueMovements;
import dev.retention.rule.Measure;
import dev.retention.rule.MeasureSink;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import dev.retention.time.CellState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lists the customers behind figures of recurring value, with what each adds to them. */
public final class RevenueDrillCalculator {

    private static final String NOW = "now";
    private static final String PEAK = "peak";
    private static final String SINCE = "since";
    private static final String LAST = "last";

    /** The parts that open. */
    private static final List<RevenueItem> PARTS = List.of(
            RevenueItem.NEW,
            RevenueItem.EXPANSION,
            RevenueItem.REACTIVATION,
            RevenueItem.CONTRACTION,
            RevenueItem.CHURN,
            RevenueItem.END);

    private final RevenueCounts counts;
    private final HistoryStore<String> store;
    private final Shown shown;
    private final Openings openings;

    /**
     * From these counts.
     *
     * @param shown how many periods open to their customers, and how many customers are named
     * @param openings further figures that open
     */
    public RevenueDrillCalculator(RevenueCounts counts, Shown shown, Openings openings) {
        this.counts = counts;
        this.store = counts.store();
        this.shown = shown;
        this.openings = openings;
    }

    /** Lists the customers. */
    public RevenueDrill list() {
        if (shown.customers() == 0) {
            return new RevenueDrill(store.customers(), List.of(), Map.of(), Map.of());
        }
        Measured<String> customers = measured();
        Measured<String>.Column peak = customers.column(PEAK);
        Members<String> top = peak.top(shown.customers()).members();
        List<Integer> named = IntStream.range(0, top.size())
                .mapToObj(top::number)
                .sorted(Comparator.<Integer>comparingLong(peak::at).reversed())
                .limit(shown.customers())
                .toList();
        Map<String, List<Share>> cells = new LinkedHashMap<>();
        for (RevenueMovements<String>.InPeriod period : shown.latest(counts.periods())) {
            add(period, named, cells);
        }
        Map<String, String> titles = new LinkedHashMap<>();
        openings.all().forEach((cell, opening) -> {
            add(cell, opening.column(), named, cells);
            titles.put(cell, opening.title());
        });
        openings.listed().forEach((cell, listed) -> {
            add(cell, listed.members().get(), customers.column(NOW), named, cells);
            titles.put(cell, listed.title());
        });
        return new RevenueDrill(
                peak.size(),
                named.stream().map(number -> payer(customers, number)).toList(),
                cells,
                titles);
    }

    private Measured<String> measured() {
        return Sweep.over(store)
                .measure(Measure.of(
                        "what a customer pays",
                        counts.movements().timeline(),
                        List.of(NOW, PEAK, SINCE, LAST),
                        RevenueDrillCalculator::measure));
    }

    private static void measure(History history, MeasureSink sink) {
        long value = 0;
        long peak = 0;
        long last = history.epochDay(0);
        for (int i = 0; i < history.size(); i++) {
            value = Math.addExact(value, history.amount(i));
            last = history.amount(i) == 0 ? last : history.epochDay(i);
            if (i + 1 == history.size() || history.epochDay(i + 1) != history.epochDay(i)) {
                peak = Math.max(peak, value);
            }
        }
        sink.set(0, value);
        sink.set(1, peak);
        sink.set(2, history.epochDay(0));
        sink.set(3, last);
    }

    private Payer payer(Measured<String> customers, int number) {
        return new Payer(
                store.customer(number),
                store.major(customers.column(NOW).at(number)),
                store.major(customers.column(PEAK).at(number)),
                LocalDate.ofEpochDay(customers.column(SINCE).at(number)),
                LocalDate.ofEpochDay(customers.column(LAST).at(number)));
    }

    /** All customers, one after the other. */
    public void forEach(Consumer<Payer> consumer) {
        Measured<String> customers = measured();
        for (int number = 0; number < store.customers(); number++) {
            if (customers.column(NOW).has(number)) {
                consumer.accept(payer(customers, number));
            }
        }
    }

    private void add(RevenueMovements<String>.InPeriod period, List<Integer> named, Map<String, List<Share>> cells) {
        Measured<String> amounts = counts.movements()
                .counted()
                .amountsOf(PARTS.stream()
                        .map(item -> new RevenueCell(period.period(), item))
                        .toList());
        for (int i = 0; i < PARTS.size(); i++) {
            add(cell(period, PARTS.get(i)), amounts.columns().get(i), named, cells);
        }
    }

    private void add(String cell, Measured<String>.Column column, List<Integer> named, Map<String, List<Share>> cells) {
        add(cell, column::has, column, named, cells);
    }

    /** Those named of some customers, with what they pay now. */
    private void add(
            String cell,
            Members<String> members,
            Measured<String>.Column now,
            List<Integer> named,
            Map<String, List<Share>> cells) {
        Set<Integer> numbers =
                IntStream.range(0, members.size()).mapToObj(members::number).collect(Collectors.toSet());
        add(cell, numbers::contains, now, named, cells);
    }

    /** Those named who are in a figure, who have the most first. */
    private void add(
            String cell,
            IntPredicate isIn,
            Measured<String>.Column column,
            List<Integer> named,
            Map<String, List<Share>> cells) {
        List<Share> shares = new ArrayList<>();
        for (int place = 0; place < named.size(); place++) {
            if (isIn.test(named.get(place))) {
                shares.add(new Share(place, store.major(column.at(named.get(place)))));
            }
        }
        shares.sort(Comparator.comparing((Share share) -> share.amount().abs()).reversed());
        if (!shares.isEmpty()) {
            cells.put(cell, shares);
        }
    }

    private static String cell(RevenueMovements<String>.InPeriod period, RevenueItem item) {
        return period.period().label() + ":" + item.name();
    }

    /**
     * The customers in a part of a period.
     *
     * @param cell such as {@code 2026-05:CHURN}
     * @throws RefusedException if there is none such
     */
    public Opened open(String cell) {
        String wanted = cell.strip().toUpperCase(Locale.ROOT);
        for (RevenueMovements<String>.InPeriod period : counts.periods()) {
            for (RevenueItem item : PARTS) {
                if (cell(period, item).toUpperCase(Locale.ROOT).equals(wanted)) {
                    return new Opened(
                            cell(period, item),
                            item + " in " + counts.grain().named(period.period().label()),
                            period.state() == CellState.PARTIAL,
                            List.copyOf(period.members(item)));
                }
            }
        }
        for (Map.Entry<String, Openings.Opening> each : openings.all().entrySet()) {
            if (each.getKey().toUpperCase(Locale.ROOT).equals(wanted)) {
                Measured<String>.Column column = each.getValue().column();
                return new Opened(
                        each.getKey(),
                        each.getValue().title(),
                        false,
                        IntStream.range(0, store.customers())
                                .filter(column::has)
                                .mapToObj(store::customer)
                                .toList());
            }
        }
        for (Map.Entry<String, Listed> each : openings.listed().entrySet()) {
            if (each.getKey().toUpperCase(Locale.ROOT).equals(wanted)) {
                return new Opened(
                        each.getKey(),
                        each.getValue().title(),
                        false,
                        List.copyOf(each.getValue().members().get()));
            }
        }
        throw new RefusedException("--open \"" + Words.oneLine(cell, 60)
                + "\" is no part of a period: say a period from "
                + counts.periods().get(0).period().label() + " to "
                + counts.periods().get(counts.periods().size() - 1).period().label()
                + ", a colon and one of "
                + String.join(", ", PARTS.stream().map(Enum::name).toList())
                + ", such as " + cell(counts.periods().get(counts.periods().size() - 1), RevenueItem.CHURN));
    }
}
