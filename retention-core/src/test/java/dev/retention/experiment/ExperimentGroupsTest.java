package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.PValueCorrection;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Counted;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Grouping.Reading;
import dev.retention.rule.Measure;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Groups of customers of an experiment by groupings that name no track. */
class ExperimentGroupsTest {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 10);
    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2024, 6, 30));
    private static final Measure EVENTS = Measure.of("events", MONTHS, (history, sink) -> sink.set(history.size()));
    private static final Outcome ORDERED = Outcome.ordered(30).named("ordered");

    private record Row(long customer, LocalDate day, String code, String city) {}

    private static Row row(long customer, int days, String code, String city) {
        return new Row(customer, DAY.plusDays(days), code, city);
    }

    // On the day before the exposure of 1 and 2 one order is known, of 3 and 4 two; 5 and 6 have none, 6 none at all.
    private static final List<Row> ORDERS = List.of(
            row(1, -9, "web", "Kiel"),
            row(2, -9, "web", "Kiel"),
            row(2, 0, "shop", "Ulm"),
            row(3, -9, "web", "Kiel"),
            row(3, -1, "shop", "Ulm"),
            row(4, -9, "web", "Kiel"),
            row(4, -1, "shop", "Ulm"),
            row(5, 5, "shop", "Ulm"));

    private final HistoryStore<Long> store = store(1);
    private final ExperimentTable<Long> table = table(store);

    /** So many customers of each kind, ten numbers apart. */
    private static HistoryStore<Long> store(int copies) {
        List<Row> rows = new ArrayList<>();
        List<Exposure<Long>> exposures = new ArrayList<>();
        for (int copy = 0; copy < copies; copy++) {
            long more = 10L * copy;
            ORDERS.forEach(row -> rows.add(new Row(row.customer() + more, row.day(), row.code(), row.city())));
            for (long customer = 1; customer <= 6; customer++) {
                exposures.add(new Exposure<>(customer + more, customer % 2 == 1 ? "offer" : "holdout", DAY));
            }
        }
        return HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .text("city", Row::city)
                .from(rows)
                .named("orders")
                .and(Exposure.store(exposures));
    }

    private static ExperimentTable<Long> table(HistoryStore<Long> store) {
        return Experiment.over(MONTHS, "holdout", "offer").outcome(ORDERED).of(store);
    }

    private Map<String, List<Long>> groups(Grouping grouping) {
        Map<String, List<Long>> all = new TreeMap<>();
        table.by(grouping)
                .tables()
                .forEach((group, of) -> of.arms()
                        .forEach(arm -> of.members(arm)
                                .forEach(customer ->
                                        all.merge(group.toString(), List.of(customer), ExperimentGroupsTest::joined))));
        return all;
    }

    private static List<Long> joined(List<Long> one, List<Long> other) {
        return Stream.concat(one.stream(), other.stream()).sorted().toList();
    }

    private static Grouping code(Reading reading) {
        return Grouping.ofCode("channel", reading, code -> code);
    }

    private static Grouping orders(Reading reading) {
        return Grouping.ofMeasure(EVENTS, reading, 1, 2);
    }

    @Test
    void groupingsWithoutATrackReadThatOfTheFirstOutcome() {
        String missing = Group.MISSING.toString();
        Map<String, List<Long>> before =
                Map.of("Kiel", List.of(1L, 2L), "Ulm", List.of(3L, 4L), missing, List.of(5L, 6L));
        Map<String, List<Long>> later =
                Map.of("Kiel", List.of(1L), "Ulm", List.of(2L, 3L, 4L, 5L), missing, List.of(6L));
        assertThat(groups(Grouping.ofColumn("city", Reading.AT_ANCHOR))).isEqualTo(before);
        assertThat(groups(Grouping.ofColumn("city", Reading.LATEST))).isEqualTo(later);
        assertThat(groups(code(Reading.AT_ANCHOR)))
                .isEqualTo(Map.of("web", List.of(1L, 2L), "shop", List.of(3L, 4L), missing, List.of(5L, 6L)));
        assertThat(groups(code(Reading.LATEST)))
                .isEqualTo(groups(code(Reading.LATEST).on("orders")));
        assertThat(groups(orders(Reading.AT_ANCHOR)))
                .isEqualTo(Map.of("2: 1", List.of(1L, 2L), "3: 2 and more", List.of(3L, 4L), missing, List.of(5L, 6L)));
        assertThat(groups(orders(Reading.LATEST)))
                .isEqualTo(Map.of("2: 1", List.of(1L, 5L), "3: 2 and more", List.of(2L, 3L, 4L), missing, List.of(6L)));
        assertThat(groups(code(Reading.AT_ANCHOR).on(Exposure.TRACK)))
                .isEqualTo(Map.of(missing, List.of(1L, 2L, 3L, 4L, 5L, 6L)));
    }

    @Test
    void effectsAndStrataAreOfTheSameGroups() {
        Grouping city = Grouping.ofColumn("city", Reading.AT_ANCHOR);
        assertThat(table(store(2))
                        .postStratified("ordered", "offer", city)
                        .strata()
                        .keySet())
                .containsExactlyInAnyOrder("Kiel", "Ulm", Group.MISSING.toString());
        assertThat(table.effectsBy(city, EffectScale.ABSOLUTE, 0.95, PValueCorrection.HOLM)
                        .rows())
                .hasSize(3);
        // Nobody has known orders and none at all.
        assertThat(table.by(orders(Reading.AT_ANCHOR)).groups()).hasSize(4);
        assertThat(table.effectsBy(orders(Reading.AT_ANCHOR), EffectScale.ABSOLUTE, 0.95, PValueCorrection.HOLM)
                        .rows())
                .extracting(row -> row.group().toString())
                .containsExactly("2: 1", "3: 2 and more", Group.MISSING.toString());
    }

    @Test
    void timesSinceTheExposureHaveTheSameGroups() {
        ExposureTenureTable<Long> times =
                ExposureTenures.over(MONTHS, "holdout", "offer").of(store);
        assertThat(times.by(Grouping.ofColumn("city", Reading.AT_ANCHOR))
                        .inGroup("Ulm")
                        .customers("offer", ExposureTenures.Item.CENSORED))
                .isEqualTo(1);
        assertThat(times.by(orders(Reading.LATEST)).inGroup("2: 1").members("offer", ExposureTenures.Item.ENDED))
                .containsExactly(5L);
        assertThat(times.by(code(Reading.LATEST)).inGroup("web").members("offer", ExposureTenures.Item.CENSORED))
                .containsExactly(1L);
        assertThat(times.members("holdout", ExposureTenures.Item.CENSORED)).containsExactly(4L, 6L);
        ExposureTenureTable<Long> lost = ExposureTenures.over(MONTHS, "holdout", "offer")
                .untilLost(Spells.ofOrders(30))
                .of(store);
        assertThat(lost.by(Grouping.ofColumn("city", Reading.AT_ANCHOR))
                        .inGroup("Ulm")
                        .members("offer", ExposureTenures.Item.ENDED))
                .containsExactly(3L);
    }

    /** Of exposures nothing is left out. */
    @Test
    void theRuleOverSomeEventsIsOverThoseOfItsFirstTrack() {
        Experiment experiment = Experiment.over(MONTHS.from(DAY.minusDays(20)), "holdout", "offer")
                .outcome(ORDERED);
        Counted<Long, ExperimentCell> ofShops =
                Sweep.over(store).count(experiment.rule().counting(EventFilter.of("shop")));
        assertThat(ofShops.members(new ExperimentCell("offer", ExperimentCell.EXPOSURE, ExperimentCell.Item.COUNTED)))
                .containsExactly(1L, 3L, 5L);
        assertThat(ofShops.members(new ExperimentCell("holdout", "ordered", ExperimentCell.Item.YES)))
                .containsExactly(2L);
        assertThat(ofShops.members(new ExperimentCell("offer", "ordered", ExperimentCell.Item.YES)))
                .containsExactly(5L);
    }
}
