package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.experiment.ExposureTenures.Item;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.survival.Contrast;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Times since the exposure by hand. */
class ExposureTenuresTest {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 1);
    private static final LocalDate END = DAY.plusDays(10);
    private static final ExposureTenures METHOD = ExposureTenures.over(Timeline.monthly(END), "holdout", "offer")
            .untilLost(Spells.between("started", "ended"))
            .on("contracts");

    private record Row(long customer, LocalDate day, String code) {}

    private static Row row(long customer, int days, String code) {
        return new Row(customer, DAY.plusDays(days), code);
    }

    private static HistoryStore<Long> store(List<Row> rows, List<Exposure<Long>> exposures) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .from(rows)
                .named("contracts")
                .and(Exposure.store(exposures));
    }

    // Of the holdout one is lost on the day itself and one after 4 days, of the offer one after 6; the others stay.
    private final HistoryStore<Long> store = store(
            List.of(
                    row(1, -9, "started"),
                    row(1, 0, "ended"),
                    row(2, -9, "started"),
                    row(2, 4, "ended"),
                    row(2, 5, "started"),
                    row(3, -9, "started"),
                    row(4, -9, "started"),
                    row(4, 6, "ended"),
                    row(5, -9, "started"),
                    row(6, 0, "started"),
                    row(7, -9, "started")),
            List.of(
                    new Exposure<>(1L, "holdout", DAY),
                    new Exposure<>(2L, "holdout", DAY),
                    new Exposure<>(3L, "holdout", DAY.plusDays(2)),
                    new Exposure<>(4L, "offer", DAY),
                    new Exposure<>(5L, "offer", DAY),
                    new Exposure<>(6L, "offer", DAY),
                    new Exposure<>(7L, "holdout", DAY),
                    new Exposure<>(7L, "offer", DAY.plusDays(1))));
    private final ExposureTenureTable<Long> table = METHOD.of(store);

    @Test
    void everyCustomerIsSomewhere() {
        assertThat(table.members("holdout", Item.ENDED)).containsExactly(1L, 2L);
        assertThat(table.members("holdout", Item.CENSORED)).containsExactly(3L);
        assertThat(table.members("holdout", Item.SEVERAL_ARMS)).containsExactly(7L);
        assertThat(table.members("offer", Item.ENDED)).containsExactly(4L);
        assertThat(table.members("offer", Item.CENSORED)).containsExactly(5L);
        assertThat(table.members("offer", Item.WITHOUT)).containsExactly(6L);
        assertThat(table.lifeTable("holdout")).hasToString("3 tenures to 8, 2 ended, 1 censored");
        assertThat(table.lifeTable("offer")).hasToString("2 tenures to 10, 1 ended, 1 censored");
        assertThat(table.sheet().rows()).hasSize(2);
    }

    @Test
    void daysKeptAreTheAreaBetweenTheCurves() {
        // Of 8 days, the holdout keeps 2/3 of the first four and 1/3 of the last, the offer all of six and 1/2 of two.
        assertThat(table.restrictedMean("holdout", 8).orElseThrow().mean()).isCloseTo(4, within(1e-12));
        assertThat(table.restrictedMean("offer", 8).orElseThrow().mean()).isCloseTo(7, within(1e-12));
        Contrast difference = table.difference("offer", 8).orElseThrow();
        assertThat(difference.estimate()).isCloseTo(3, within(1e-12));
        assertThat(table.difference("offer", 9)).isEmpty();
        assertThat(table.curve("offer").orElseThrow().at(6)).hasValue(0.5);
        // At risk 3 and 2 on day 0, 2 and 2 on day 4, 1 and 2 on day 6: expected of the holdout 3/5 + 2/4 + 1/3.
        double expected = 3.0 / 5 + 2.0 / 4 + 1.0 / 3;
        double variance = 3.0 / 5 * 2 / 5 + 2.0 / 4 * 2 / 4 + 1.0 / 3 * 2 / 3;
        assertThat(table.logRank().orElseThrow().chiSquared())
                .isCloseTo((2 - expected) * (2 - expected) / variance, within(1e-12));
    }

    /** Nobody is left after the last loss, of whom more days could tell anything else. */
    @Test
    void aCurveThatHasReachedZeroIsKnownForGood() {
        ExposureTenureTable<Long> all = METHOD.of(store(
                List.of(row(1, -9, "started"), row(1, 2, "ended"), row(2, -9, "started"), row(2, 4, "ended")),
                List.of(new Exposure<>(1L, "offer", DAY), new Exposure<>(2L, "offer", DAY))));
        assertThat(all.restrictedMean("offer", 1_000).orElseThrow().mean()).isCloseTo(3, within(1e-12));
        assertThat(table.restrictedMean("offer", 11)).isEmpty();
    }

    @Test
    void whatCannotBeComparedIsEmpty() {
        ExposureTenureTable<Long> none = METHOD.of(store(List.of(), List.of()));
        assertThat(none.curve("offer")).isEmpty();
        assertThat(none.logRank()).isEmpty();
        assertThat(none.difference("offer", 5)).isEmpty();
        assertThat(none.lifeTable("offer").rows()).isZero();
    }

    @Test
    void codesThatNoEventHasAndBadArgumentsAreTold() {
        assertThat(ExposureTenures.over(Timeline.monthly(END), "holdout", "offer")
                        .untilLost(Spells.between("startd", "ended"))
                        .on("contracts")
                        .of(store)
                        .warnings())
                .hasSize(1)
                .allMatch(warning -> warning.contains("startd"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.lifeTable("control"))
                .withMessageContaining("arm (control) must be one of [holdout, offer]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.difference("holdout", 5))
                .withMessageContaining("arm (holdout)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.restrictedMean("offer", 0))
                .withMessageContaining("horizon (0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> METHOD.on("tickets").of(store))
                .withMessageContaining("tickets");
        assertThatIllegalStateException().isThrownBy(METHOD::rule);
    }

    @Test
    void exposuresBeforeTheFirstPeriodCountApart() {
        ExposureTenures late = ExposureTenures.over(
                        Timeline.monthly(DAY.plusDays(60)).from(DAY.plusMonths(1)), "holdout", "offer")
                .on("contracts");
        ExposureTenureTable<Long> table = late.of(store);
        assertThat(table.customers("holdout", Item.CENSORED)).isZero();
        assertThat(table.members("holdout", Item.TOO_EARLY)).containsExactly(1L, 2L, 3L);
        assertThat(table.members("holdout", Item.SEVERAL_ARMS)).containsExactly(7L);
    }

    @Test
    void armsThatDoNotHoldWhatTheyWereToAreNotCompared() {
        List<Row> rows = new ArrayList<>();
        List<Exposure<Long>> exposures = new ArrayList<>();
        for (long customer = 0; customer < 300; customer++) {
            rows.add(row(customer, -10, "started"));
            rows.add(row(customer, 1 + (int) (customer % 50), "ended"));
            exposures.add(new Exposure<>(customer, customer < 50 ? "holdout" : "offer", DAY));
        }
        HistoryStore<Long> uneven = store(rows, exposures);
        ExposureTenureTable<Long> table = METHOD.of(uneven);
        assertThat(table.sampleRatio().isAmiss()).isTrue();
        assertThatIllegalStateException().isThrownBy(table::logRank).withMessageContaining("of 300 customers");
        assertThatIllegalStateException().isThrownBy(() -> table.logRank("offer"));
        assertThatIllegalStateException().isThrownBy(() -> table.difference("offer", 5));
        assertThat(table.restrictedMean("offer", 5)).isPresent();
        assertThat(table.despiteSampleRatio().logRank()).isPresent();
        ExposureTenureTable<Long> asPlanned = METHOD.shares(1, 5).of(uneven);
        assertThat(asPlanned.sampleRatio().pValue().orElseThrow()).isEqualTo(1);
        assertThat(asPlanned.difference("offer", 5)).isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> METHOD.shares(1))
                .withMessage("weights (1 of them) must be 2");
    }

    /** An offer that halves the hazard is found, and one that does nothing is not found more often than it may. */
    @Test
    void aPlantedEffectIsFoundAndNoneIsNot() {
        assertThat(pValue(new SplittableRandom(1), 0.01, 0.005)).isLessThan(1e-6);
        SplittableRandom random = new SplittableRandom(8);
        int found = 0;
        for (int i = 0; i < 60; i++) {
            found += pValue(random, 0.01, 0.01) < 0.05 ? 1 : 0;
        }
        assertThat(found).isLessThan(9);
    }

    private static double pValue(SplittableRandom random, double holdout, double offer) {
        List<Row> rows = new ArrayList<>();
        List<Exposure<Long>> exposures = new ArrayList<>();
        for (long customer = 0; customer < 500; customer++) {
            boolean isTreated = random.nextBoolean();
            int exposed = random.nextInt(60);
            rows.add(row(customer, -10, "started"));
            double hazard = isTreated ? offer : holdout;
            int days = (int) Math.floor(Math.log1p(-random.nextDouble()) / Math.log1p(-hazard));
            rows.add(row(customer, exposed + days, "ended"));
            exposures.add(new Exposure<>(customer, isTreated ? "offer" : "holdout", DAY.plusDays(exposed)));
        }
        return ExposureTenures.over(Timeline.monthly(DAY.plusDays(150)), "holdout", "offer")
                .untilLost(Spells.between("started", "ended"))
                .on("contracts")
                .of(store(rows, exposures))
                .logRank("offer")
                .orElseThrow()
                .pValue();
    }
}
