package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Calibration;
import dev.retention.CalibrationClasses;
import dev.retention.Discrimination;
import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.loss.ScoreCheck.Kind;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.Tenure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Offset;

/** The definitions recomputed pair by pair, and the figures of those who were all followed. */
class ScoreCheckProperties {
    private static final Offset<Double> CLOSE = within(1e-11);
    private static final int DAYS = 10;

    private record Draw(int tenths, int followed, boolean lost) {}

    @Provide
    Arbitrary<List<ScoredCustomer<Integer>>> rows() {
        return draws(0);
    }

    /** Rows of which each tells what came within the days. */
    @Provide
    Arbitrary<List<ScoredCustomer<Integer>>> followed() {
        return draws(DAYS);
    }

    private static Arbitrary<List<ScoredCustomer<Integer>>> draws(int leastOfLive) {
        Arbitrary<Draw> draw = Combinators.combine(
                        Arbitraries.integers().between(0, 10),
                        Arbitraries.integers().between(0, 14),
                        Arbitraries.of(true, false))
                .as((tenths, days, lost) -> new Draw(tenths, lost ? days : Math.max(leastOfLive, days), lost));
        return draw.list()
                .ofMaxSize(25)
                .map(all -> IntStream.range(0, all.size())
                        .mapToObj(i -> ScoredCustomer.of(
                                i,
                                all.get(i).tenths() / 10.0,
                                all.get(i).followed(),
                                all.get(i).lost()))
                        .toList());
    }

    private static boolean isLost(ScoredCustomer<Integer> row) {
        return row.lost() && row.followed() <= DAYS;
    }

    private static boolean isKnown(ScoredCustomer<Integer> row) {
        return isLost(row) || row.followed() >= DAYS;
    }

    private static double score(ScoredCustomer<Integer> row) {
        return row.score().orElseThrow();
    }

    /** 1 over the product of the shares that last looks leave on each day before, losses first. */
    private static double weight(List<ScoredCustomer<Integer>> rows, ScoredCustomer<Integer> row) {
        double share = 1;
        for (long day = 0; day < Math.min(row.followed(), DAYS); day++) {
            long today = day;
            long watched = rows.stream().filter(r -> r.followed() >= today).count();
            long lost =
                    rows.stream().filter(r -> r.followed() == today && r.lost()).count();
            long last = rows.stream()
                    .filter(r -> r.followed() == today && !r.lost())
                    .count();
            share *= last == 0 ? 1 : 1 - (double) last / (watched - lost);
        }
        return isKnown(row) ? 1 / share : 0;
    }

    private static double sum(List<ScoredCustomer<Integer>> rows, ToDoubleFunction<ScoredCustomer<Integer>> number) {
        return rows.stream()
                .mapToDouble(row -> weight(rows, row) * number.applyAsDouble(row))
                .sum();
    }

    @Property(tries = 150)
    void theAreaIsThatOfAllPairs(@ForAll("rows") List<ScoredCustomer<Integer>> rows, @ForAll Random random) {
        ScoreCheck check = ScoreCheck.of(rows, Kind.PROBABILITY, DAYS);
        double above = 0;
        double pairs = 0;
        double[] weights = rows.stream().mapToDouble(row -> weight(rows, row)).toArray();
        for (ScoredCustomer<Integer> i : rows) {
            for (ScoredCustomer<Integer> j : rows) {
                if (isLost(i) && isKnown(j) && !isLost(j)) {
                    double weight = weights[i.customer()] * weights[j.customer()];
                    pairs += weight;
                    above += weight * (score(i) > score(j) ? 1 : score(i) == score(j) ? 0.5 : 0);
                }
            }
        }
        assertThat(check.auc().isPresent()).isEqualTo(pairs > 0);
        if (pairs > 0) {
            assertThat(check.auc().orElseThrow()).isCloseTo(above / pairs, CLOSE);
            assertThat(ScoreCheck.of(rows, Kind.HEALTH, DAYS).auc().orElseThrow())
                    .isCloseTo(1 - above / pairs, CLOSE);
        }
        List<ScoredCustomer<Integer>> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        ScoreCheck other = ScoreCheck.of(shuffled, Kind.PROBABILITY, DAYS);
        assertThat(other.auc().orElse(-1)).isCloseTo(check.auc().orElse(-1), CLOSE);
        assertThat(other.standardError().orElse(-1))
                .isCloseTo(check.standardError().orElse(-1), CLOSE);
        assertThat(other.brier().orElse(-1)).isCloseTo(check.brier().orElse(-1), CLOSE);
    }

    @Property(tries = 150)
    void theShareLostIsThatOfKaplanAndMeier(@ForAll("rows") List<ScoredCustomer<Integer>> rows) {
        ScoreCheck check = ScoreCheck.of(rows, Kind.PROBABILITY, DAYS);
        boolean isFollowed = rows.stream().anyMatch(row -> row.followed() >= DAYS && !isLost(row));
        if (isFollowed) {
            double there = KaplanMeier.withDefaults()
                    .estimate(rows.stream()
                            .map(row -> Tenure.of(row.followed(), row.lost()))
                            .toList())
                    .at(DAYS)
                    .orElseThrow();
            assertThat(check.share().orElseThrow().value()).isCloseTo(1 - there, CLOSE);
            double brier = sum(rows, row -> Math.pow(score(row) - (isLost(row) ? 1 : 0), 2)) / rows.size();
            assertThat(check.brier().orElseThrow()).isCloseTo(brier, CLOSE);
        } else {
            assertThat(check.share().isPresent())
                    .isEqualTo(!rows.isEmpty() && rows.stream().allMatch(ScoreCheckProperties::isLost));
        }
    }

    @Property(tries = 150)
    void cutsAndClassesAreSumsOfWeights(@ForAll("rows") List<ScoredCustomer<Integer>> rows) {
        ScoreCheck check = ScoreCheck.of(rows, Kind.RISK, DAYS);
        double[] weights = rows.stream().mapToDouble(row -> weight(rows, row)).toArray();
        double lostOfAll = sum(rows, row -> isLost(row) ? 1 : 0);
        for (ScoreCurve.Cut cut : check.curve().cuts()) {
            List<ScoredCustomer<Integer>> above =
                    rows.stream().filter(row -> score(row) >= cut.score()).toList();
            assertThat(cut.taken()).isEqualTo(above.size());
            double lost = above.stream()
                    .filter(ScoreCheckProperties::isLost)
                    .mapToDouble(r -> weights[r.customer()])
                    .sum();
            double all = above.stream().mapToDouble(r -> weights[r.customer()]).sum();
            cut.lost().ifPresent(share -> assertThat(share.value()).isCloseTo(lost / all, CLOSE));
            cut.capture().ifPresent(share -> assertThat(share.value()).isCloseTo(lost / lostOfAll, CLOSE));
        }
        if (!rows.isEmpty()) {
            assertThat(check.classes().rows().stream()
                            .mapToLong(ScoreClasses.Row::customers)
                            .sum())
                    .isEqualTo(rows.size());
            assertThat(check.classes().rows()).hasSize((int)
                    rows.stream().mapToDouble(r -> score(r)).distinct().count());
        }
    }

    @Property(tries = 150)
    void ofThoseWhoWereAllFollowedTheFiguresAreThePlainOnes(
            @ForAll("followed") List<ScoredCustomer<Integer>> rows, @ForAll Random random) {
        ScoreCheck check = ScoreCheck.of(rows, Kind.PROBABILITY, DAYS);
        assertThat(check.unknown()).isZero();
        if (rows.isEmpty()) {
            return;
        }
        Proportion lost =
                Proportion.of(rows.stream().filter(ScoreCheckProperties::isLost).count(), rows.size());
        assertThat(check.share().orElseThrow().value()).isEqualTo(lost.asDouble());
        assertClose(check.share().orElseThrow().interval(0.9), lost.interval(ProportionInterval.WILSON, 0.9));
        Calibration calibration = Calibration.of(rows, ScoreCheckProperties::isLost, ScoreCheckProperties::score);
        CalibrationClasses classes = calibration.classesOf(3);
        ScoreClasses own = check.classesOf(3);
        assertThat(own.rows()).hasSameSizeAs(classes.classes());
        assertThat(check.classesAt(0.25, 0.5).rows())
                .hasSameSizeAs(calibration.classesAt(0.25, 0.5).classes());
        for (int i = 0; i < own.rows().size(); i++) {
            assertThat(own.rows().get(i).mean())
                    .isCloseTo(classes.classes().get(i).meanForecast(), CLOSE);
            assertClose(
                    own.rows().get(i).lost().orElseThrow().interval(0.95),
                    classes.classes().get(i).interval(0.95));
        }
        ScoreClasses.Parts parts = own.parts().orElseThrow();
        assertThat(parts.brier()).isCloseTo(calibration.brier(), CLOSE);
        assertThat(parts.reliability()).isCloseTo(classes.reliability(), CLOSE);
        assertThat(parts.resolution()).isCloseTo(classes.resolution(), CLOSE);
        assertThat(parts.uncertainty()).isCloseTo(classes.uncertainty(), CLOSE);
        assertThat(parts.within()).isCloseTo(classes.spread() - classes.agreement(), CLOSE);
        if (lost.count() > 0 && lost.count() < lost.total()) {
            assertDiscrimination(rows, check, random);
        }
    }

    private static void assertClose(Interval interval, Interval expected) {
        assertThat(interval.lower()).isCloseTo(expected.lower(), CLOSE);
        assertThat(interval.upper()).isCloseTo(expected.upper(), CLOSE);
    }

    private static void assertDiscrimination(List<ScoredCustomer<Integer>> rows, ScoreCheck check, Random random) {
        Discrimination plain = Discrimination.of(rows, ScoreCheckProperties::isLost, ScoreCheckProperties::score);
        assertThat(check.auc().orElseThrow()).isEqualTo(plain.auc());
        assertThat(check.standardError()).isEqualTo(plain.standardError());
        assertThat(check.interval(0.9)).isEqualTo(plain.interval(0.9));
        List<ScoredCustomer<Integer>> others = rows.stream()
                .map(row -> ScoredCustomer.of(row.customer(), random.nextInt(4), row.followed(), row.lost()))
                .toList();
        assertThat(check.comparedWith(ScoreCheck.of(others, Kind.RISK, DAYS)))
                .contains(plain.comparedWith(
                        Discrimination.of(others, ScoreCheckProperties::isLost, ScoreCheckProperties::score)));
        assertThat(check.curve().cuts()).hasSameSizeAs(plain.cuts());
        for (int i = 0; i < plain.cuts().size(); i++) {
            ScoreCurve.Cut cut = check.curve().cuts().get(i);
            assertThat(cut.score()).isEqualTo(plain.cuts().get(i).score());
            assertThat(cut.lift().orElseThrow()).isEqualTo(plain.cuts().get(i).lift());
            assertThat(cut.lost().orElseThrow().value())
                    .isEqualTo(plain.cuts().get(i).precision().asDouble());
            assertThat(cut.capture().orElseThrow().value())
                    .isEqualTo(plain.cuts().get(i).capture().asDouble());
        }
    }
}
