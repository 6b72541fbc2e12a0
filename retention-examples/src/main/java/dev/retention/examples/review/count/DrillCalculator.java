package dev.retention.examples.review.count;

import static java.util.Objects.requireNonNull;

import dev.retention.examples.review.figures.Drill;
import dev.retention.examples.review.figures.Opened;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.movement.Spells;
import dev.retention.movement.Spells.Spell;
import dev.retention.rule.Measure;
import dev.retention.rule.MeasureSink;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Lists the customers behind the figures of a review. */
final class DrillCalculator {

    /** A page names so many customers. */
    private static final int MOST = 3_000;

    private static final int YEAR = 365;

    private static final String VALUE = "value";
    private static final String SINCE = "since";
    private static final String CAME = "came";
    private static final String LEFT = "left";

    private final ReviewSource source;
    private final Timeline timeline;

    /** @param timeline the periods, with the end of the one that is reviewed as its as-of day */
    DrillCalculator(ReviewSource source, Timeline timeline) {
        this.source = source;
        this.timeline = timeline;
    }

    /** Lists those of some figures. */
    Drill list(Openings openings) {
        Map<String, Members<String>> members = new LinkedHashMap<>();
        Set<Integer> all = new LinkedHashSet<>();
        openings.all().forEach((cell, opening) -> {
            Members<String> of = opening.members().get();
            members.put(cell, of);
            IntStream.range(0, of.size()).forEach(i -> all.add(of.number(i)));
        });
        Measured<String> measured = measured();
        Measured<String>.Column value = measured.column(VALUE);
        List<Integer> named = all.stream()
                .filter(value::has)
                .sorted(Comparator.<Integer>comparingLong(value::at).reversed().thenComparing(number -> number))
                .limit(MOST)
                .toList();
        Map<Integer, Integer> places = new HashMap<>();
        List<List<String>> people = new ArrayList<>();
        for (int number : named) {
            places.put(number, people.size());
            people.add(person(measured, number));
        }
        Map<String, Opened> cells = new LinkedHashMap<>();
        members.forEach((cell, of) -> cells.put(
                cell,
                new Opened(
                        requireNonNull(openings.all().get(cell), cell).title(),
                        IntStream.range(0, of.size())
                                .mapToObj(i -> places.getOrDefault(of.number(i), -1))
                                .filter(place -> place >= 0)
                                .sorted()
                                .toList())));
        boolean orders = source.kind() == ReviewSource.Kind.ORDERS;
        return new Drill(
                List.of(
                        "Customer",
                        source.unit().after(orders ? "Spent in the year before" : "Value a month"),
                        "First came",
                        "Last came or came back",
                        "Left on"),
                List.of(
                        "customer",
                        orders ? "spent_in_year_before" : "value_a_month",
                        "first_came",
                        "last_came",
                        "left_on"),
                people,
                cells);
    }

    private List<String> person(Measured<String> measured, int number) {
        HistoryStore<String> store = source.all();
        long left = measured.column(LEFT).at(number);
        return List.of(
                store.customer(number),
                store.major(measured.column(VALUE).at(number)).toPlainString(),
                LocalDate.ofEpochDay(measured.column(SINCE).at(number)).toString(),
                LocalDate.ofEpochDay(measured.column(CAME).at(number)).toString(),
                left == Long.MAX_VALUE ? "–" : LocalDate.ofEpochDay(left).toString());
    }

    private Measured<String> measured() {
        Spells spells = source.service().spells();
        boolean orders = source.kind() == ReviewSource.Kind.ORDERS;
        return Sweep.over(source.all())
                .measure(Measure.of(
                        "what a customer is worth, since when, and when they left",
                        timeline,
                        List.of(VALUE, SINCE, CAME, LEFT),
                        (history, sink) -> measure(spells, orders, history, sink)));
    }

    /** Of the last spell; of the lost what they were worth before. */
    private static void measure(Spells spells, boolean orders, History history, MeasureSink sink) {
        List<Spell> all = spells.of(history);
        if (all.isEmpty()) {
            return;
        }
        Spell last = all.get(all.size() - 1);
        long until = last.ended() ? last.end().toEpochDay() : Long.MAX_VALUE;
        long from =
                !orders ? Long.MIN_VALUE : last.ended() ? until - YEAR : history.epochDay(history.size() - 1) - YEAR;
        long value = 0;
        for (int i = 0; i < history.size(); i++) {
            boolean counts = history.epochDay(i) < until && history.epochDay(i) >= from;
            value = counts ? Math.addExact(value, history.amount(i)) : value;
        }
        sink.set(0, value);
        sink.set(1, all.get(0).start().toEpochDay());
        sink.set(2, last.start().toEpochDay());
        sink.set(3, until);
    }
}
