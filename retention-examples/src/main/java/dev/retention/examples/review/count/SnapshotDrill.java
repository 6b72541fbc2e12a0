package dev.retention.examples.review.count;

import dev.retention.examples.review.count.SnapshotSource.Row;
import dev.retention.examples.review.figures.Drill;
import dev.retention.examples.review.figures.Opened;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the customers behind the figures of a snapshot. */
record SnapshotDrill(SnapshotSource source) {

    /** A page names so many customers. */
    private static final int MOST = 3_000;

    Drill list(Openings openings) {
        List<List<String>> people = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        source.rows().stream()
                .sorted(Comparator.<Row, BigDecimal>comparing(row -> row.value().orElse(BigDecimal.ZERO))
                        .reversed()
                        .thenComparing(row -> !row.lost()))
                .limit(MOST)
                .forEach(row -> {
                    places.put(row.customer(), people.size());
                    people.add(List.of(
                            row.customer(),
                            row.value().map(BigDecimal::toPlainString).orElse("–"),
                            row.lost() ? "yes" : "no"));
                });
        Map<String, Opened> cells = new LinkedHashMap<>();
        openings.all()
                .forEach((cell, opening) -> cells.put(
                        cell,
                        new Opened(
                                opening.title(),
                                opening.members().get().stream()
                                        .map(key -> places.getOrDefault(key, -1))
                                        .filter(place -> place >= 0)
                                        .sorted()
                                        .toList())));
        return new Drill(
                List.of("Customer", source.unit().after("Value"), "Left"),
                List.of("customer", "value", "left"),
                people,
                cells);
    }
}
