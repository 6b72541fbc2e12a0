package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.CustomerCount;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.service.Signal;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LossReviewProperties {
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2025, 6, 20)).from(FIRST);
    private static final Spells LIVE = Spells.between("start", "end");
    private static final Signal MAIL = Signal.of("contracts", "mail");

    record Row(long customer, int day, String code) {
        LocalDate on() {
            return FIRST.plusDays(day);
        }
    }

    private static HistoryStore<Long> store(List<Row> rows) {
        return HistoryStore.ofDates(Row::customer, Row::on)
                .codes(Row::code)
                .from(rows)
                .named("contracts");
    }

    @Property(tries = 60)
    void everyReviewOfAnyHistoriesAddsUp(@ForAll("rows") List<Row> rows) {
        LossReviewBuilder<Long> reviews = LossReview.of(
                        Sweep.over(store(rows)),
                        Losses.over(MONTHS, LIVE).on("contracts").listening(30, MAIL))
                .traits(TraitRanking.P_VALUE, Grouping.of("odd", (Long key) -> key % 2 == 0 ? "no" : "yes"))
                .signals(Signals.over(MONTHS, LIVE).on("contracts").within(30).asking(MAIL));
        LossReview<Long> before = null;
        for (int month = 0; month < MONTHS.size(); month++) {
            LossReview<Long> review = reviews.inPeriod(MONTHS.period(month));
            Set<Long> start = live(rows, review.period().firstDay());
            LocalDate end = review.period().plus(1).firstDay();
            Set<Long> live =
                    live(rows, end.isAfter(MONTHS.asOf()) ? MONTHS.asOf().plusDays(1) : end);
            Set<Long> lost = new TreeSet<>(start);
            lost.removeAll(live);
            assertThat(review.losses().members(LossItem.START)).containsExactlyElementsOf(start);
            assertThat(review.losses().members(LossItem.LOST)).containsExactlyElementsOf(lost);
            assertThat(review.churn().orElseThrow().members(CustomerCount.END)).containsExactlyElementsOf(live);
            assertThat(review.reconcile())
                    .allSatisfy(each -> assertThat(each.difference()).isZero());
            assertThat(review.traits().isPresent()).isEqualTo(!lost.isEmpty());
            assertThat(review.findings()).allSatisfy(finding -> {
                assertThat(finding.members()).hasSize((int) finding.customers());
                assertThat(finding.adjusted()).isBetween(finding.pValue(), 0.05);
                assertThat(finding.excess()).isPositive();
            });
            if (before != null) {
                assertThat(review.comparedWith(before).returned())
                        .isSubsetOf(before.losses().members(LossItem.LOSSES))
                        .isSubsetOf(live);
            }
            before = review;
        }
    }

    /** Who is live at the start of a day: the last change before it is a start. */
    private static Set<Long> live(List<Row> rows, LocalDate day) {
        TreeMap<Long, TreeMap<Integer, Integer>> running = new TreeMap<>();
        for (Row row : rows) {
            if (!row.code().equals("mail") && row.on().isBefore(day)) {
                running.computeIfAbsent(row.customer(), unused -> new TreeMap<>())
                        .merge(row.day(), row.code().equals("start") ? 1 : -1, Integer::sum);
            }
        }
        Set<Long> live = new TreeSet<>();
        running.forEach((customer, days) -> {
            int open = 0;
            for (int change : days.values()) {
                open = Math.max(0, open + change);
            }
            if (open > 0) {
                live.add(customer);
            }
        });
        return live;
    }

    /** Changes, of which each customer has one on a day at most. */
    @Provide
    Arbitrary<List<Row>> rows() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 8),
                        Arbitraries.integers().between(0, 169),
                        Arbitraries.of("start", "start", "end", "mail"))
                .as(Row::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60)
                .map(all -> List.copyOf(all.stream()
                        .collect(Collectors.toMap(
                                row -> row.customer() + "/" + row.day(), row -> row, (one, other) -> one))
                        .values()));
    }
}
