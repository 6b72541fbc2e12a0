package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.HistoryStore;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Instants count on the civil day they have in the zone: next to midnight, when clocks change, and where they change at midnight. */
class InstantsProperties {
    private static final LocalDate FIRST_DAY = LocalDate.of(2024, 3, 1);
    private static final LocalDate AS_OF = LocalDate.of(2024, 5, 20);

    record Row(long customer, LocalDateTime at) {
        LocalDate day(ZoneId zone) {
            // where the clocks skip this very time, the day may be the next
            return at.atZone(zone).toLocalDate();
        }
    }

    @Property(tries = 100)
    void tablesOfInstantsAreThoseOfTheirDays(
            @ForAll("rows") List<Row> rows, @ForAll("zones") ZoneId zone, @ForAll("grains") Grain grain) {
        HistoryStore<Long> instants = HistoryStore.<Row, Long>ofInstants(
                        Row::customer, row -> row.at.atZone(zone).toInstant())
                .amounts(row -> BigDecimal.ONE, Orders.USD)
                .from(rows);
        HistoryStore<Long> dates = HistoryStore.<Row, Long>ofDates(Row::customer, row -> row.day(zone))
                .amounts(row -> BigDecimal.ONE, Orders.USD)
                .from(rows);
        Timeline ofDates = Timeline.of(grain, AS_OF).from(FIRST_DAY);
        Timeline ofInstants = ofDates.inZone(zone);

        CustomerMovements movements = CustomerMovements.over(ofDates).toleratedGap(1);
        assertThat(texts(CustomerMovements.over(ofInstants).toleratedGap(1).of(instants)))
                .isEqualTo(texts(movements.of(dates)));
        assertThat(texts(RecurringRevenue.over(ofInstants).of(instants)))
                .isEqualTo(texts(RecurringRevenue.over(ofDates).of(dates)));
        Spells spells = Spells.ofOrders(7);
        assertThat(texts(CustomerChurn.over(ofInstants, spells).of(instants)))
                .isEqualTo(texts(CustomerChurn.over(ofDates, spells).of(dates)));
    }

    private static List<String> texts(PeriodTable<?, ?, ?> table) {
        return table.periods().stream().map(Object::toString).toList();
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        Arbitrary<Integer> minutes = Arbitraries.of(0, 1, 30, 59, 120, 150, 180, 720, 1380, 1439);
        return Combinators.combine(
                        Arbitraries.longs().between(1, 3),
                        Arbitraries.integers().between(-20, 90),
                        minutes)
                .as((customer, day, minute) ->
                        new Row(customer, FIRST_DAY.plusDays(day).atStartOfDay().plusMinutes(minute)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        // Cairo's clocks skip midnight on 2024-04-26
        return Arbitraries.of("Europe/Vienna", "Africa/Cairo", "America/New_York", "Pacific/Kiritimati", "UTC")
                .map(ZoneId::of);
    }

    @Provide
    Arbitrary<Grain> grains() {
        return Arbitraries.of(Grain.DAY, Grain.MONTH, Grain.ofDays(7, FIRST_DAY));
    }
}
