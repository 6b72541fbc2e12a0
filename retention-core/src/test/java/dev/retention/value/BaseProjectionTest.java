package dev.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.CustomerFlow;
import dev.retention.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class BaseProjectionTest {
    // Below the normal range doubles have fewer digits.
    private static final double LEAST = Double.MIN_NORMAL;

    /** N′ = rN + a, level a/(1 − r). */
    @Example
    void goesToItsLevel() {
        BaseProjection base = BaseProjection.of(1000, 0.9, 150);
        assertThat(base).hasToString("1000 customers, 90.0 % kept and 150 acquired per period: to a level of 1500");
        assertThat(base.next().customers()).isEqualTo(1050);
        assertThat(base.after(0)).isEqualTo(1000);
        assertThat(base.after(1)).isCloseTo(1050, within(1e-9));
        assertThat(base.after(2)).isCloseTo(1095, within(1e-9));
        assertThat(base.path(2)).extracting(BaseProjection::customers).containsExactly(1000.0, 1050.0, 1095.0);
        assertThat(base.level().orElseThrow()).isCloseTo(1500, within(1e-9));
        assertThat(base.halfWay().orElseThrow()).isCloseTo(6.578813478960585, within(1e-12));
        assertThat(base.after(1000)).isCloseTo(1500, within(1e-9));
    }

    /** One point of retention: ten of 1,000 customers now; at the level 150 · 0.01 / 0.09. */
    @Example
    void onePointOfRetentionIsWorthSoManyNewCustomers() {
        BaseProjection base = BaseProjection.of(1000, 0.9, 150);
        assertThat(base.worthNow(0.01)).isEqualTo(10);
        double atLevel = base.worthAtLevel(0.01).orElseThrow();
        assertThat(atLevel).isCloseTo(150 / 9.0, within(1e-9));
        assertThat(BaseProjection.of(1000, 0.91, 150).level().orElseThrow())
                .isCloseTo(BaseProjection.of(1000, 0.9, 150 + atLevel).level().orElseThrow(), within(1e-9));
        assertThat(BaseProjection.of(1000, 0.91, 150).next().customers())
                .isCloseTo(
                        BaseProjection.of(1000, 0.9, 150 + base.worthNow(0.01))
                                .next()
                                .customers(),
                        within(1e-9));
        assertThat(base.worthAtLevel(0.1)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> base.worthNow(0.2))
                .withMessage("retention + points (1.1) must be in [0, 1]");
    }

    @Example
    void whatATargetNeeds() {
        BaseProjection base = BaseProjection.of(1000, 0.9, 150);
        assertThat(base.retentionFor(1095, 2).orElseThrow()).isCloseTo(0.9, within(1e-14));
        assertThat(base.retentionFor(1300, 2)).hasValue(1);
        assertThat(base.retentionFor(1301, 2)).isEmpty();
        assertThat(base.retentionFor(150, 2)).hasValue(0);
        assertThat(base.retentionFor(149, 2)).isEmpty();
        assertThat(base.retentionForLevel(2000)).hasValue(0.925);
        assertThat(base.retentionForLevel(149)).isEmpty();
        assertThat(base.retentionForLevel(0)).isEmpty();
        assertThat(BaseProjection.of(1000, 0.9, 0).retentionForLevel(1000)).isEmpty();
        assertThat(base.acquisitionFor(1095, 2).orElseThrow()).isCloseTo(150, within(1e-9));
        assertThat(base.acquisitionFor(800, 2)).isEmpty();
        assertThat(base.acquisitionForLevel(1500)).isCloseTo(150, within(1e-9));
    }

    @Example
    void whereNobodyIsLostThereIsNoLevel() {
        BaseProjection base = BaseProjection.of(100, 1, 5);
        assertThat(base.level()).isEmpty();
        assertThat(base.halfWay()).isEmpty();
        assertThat(base.after(7)).isEqualTo(135);
        assertThat(base).hasToString("100 customers, 100.0 % kept and 5 acquired per period: no level");
        BaseProjection none = BaseProjection.of(100, 0, 5);
        assertThat(none.level()).hasValue(5);
        assertThat(none.halfWay()).hasValue(0);
        assertThat(none.after(0)).isEqualTo(100);
        assertThat(none.after(1)).isEqualTo(5);
        assertThatThrownBy(() -> BaseProjection.of(0, Math.nextDown(1.0), 1e300).level())
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("the level (Infinity)");
    }

    /** The article's year: 20 customers, five new, 24 at the end. */
    @Example
    void isThatOfAPeriodThatGoesOn() {
        BaseProjection base = BaseProjection.of(
                CustomerFlow.builder().start(20).acquired(5).end(24).build());
        assertThat(base).isEqualTo(BaseProjection.of(24, 0.95, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> BaseProjection.of(CustomerFlow.builder().start(20).build()));
    }

    @Example
    void intervalsOfRetentionPassThrough() {
        BaseProjection base = BaseProjection.of(1000, 0.9, 150);
        Interval retention = Interval.of(0.85, 0.925, 0.9);
        Interval level = base.within(retention, BaseProjection::level).orElseThrow();
        assertThat(level.lower()).isCloseTo(1000, within(1e-9));
        assertThat(level.upper()).isCloseTo(2000, within(1e-9));
        assertThat(level.confidence()).isEqualTo(0.9);
        assertThat(base.within(retention, at -> OptionalDouble.of(at.after(1)))).contains(Interval.of(1000, 1075, 0.9));
        // What is to be acquired falls with retention.
        assertThat(base.within(retention, at -> at.acquisitionFor(1000, 1))
                        .orElseThrow()
                        .lower())
                .isCloseTo(75, within(1e-9));
        assertThat(base.within(Interval.of(0.9, 1, 0.9), BaseProjection::level)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> base.within(Interval.of(0.9, 1.1, 0.9), BaseProjection::level))
                .withMessage("retention (1.1) must be in [0, 1]");
    }

    /** The closed form is the sequence, also where retention is next to 1. */
    @Property(tries = 300)
    void closedFormIsTheSequence(
            @ForAll @DoubleRange(max = 1e6) double customers,
            @ForAll @DoubleRange(max = 1) double lost,
            @ForAll @DoubleRange(max = 1e4) double acquired,
            @ForAll @IntRange(max = 60) int periods) {
        for (double retention : new double[] {1 - lost, 1 - lost * 1e-9, 1 - lost * 1e-15, lost * 1e-9}) {
            BaseProjection base = BaseProjection.of(customers, retention, acquired);
            BigDecimal exact = BigDecimal.valueOf(customers);
            for (int i = 0; i < periods; i++) {
                exact = exact.multiply(new BigDecimal(retention), MathContext.DECIMAL128)
                        .add(new BigDecimal(acquired), MathContext.DECIMAL128);
            }
            double expected = exact.doubleValue();
            assertThat(base.after(periods)).isCloseTo(expected, within(1e-12 * expected + LEAST));
            List<BaseProjection> path = base.path(periods);
            assertThat(path).hasSize(periods + 1).startsWith(base);
            assertThat(path.get(periods).customers()).isCloseTo(expected, within(1e-11 * expected + LEAST));
        }
    }

    /** What a target needs brings the base there; a base at its level stays. */
    @Property(tries = 300)
    void answersAnswer(
            @ForAll @DoubleRange(min = 1, max = 1e6) double customers,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double retention,
            @ForAll @DoubleRange(min = 1, max = 1e4) double acquired,
            @ForAll @IntRange(min = 1, max = 40) int periods) {
        BaseProjection base = BaseProjection.of(customers, retention, acquired);
        double target = base.after(periods);
        base.retentionFor(target, periods)
                .ifPresent(found -> assertThat(
                                BaseProjection.of(customers, found, acquired).after(periods))
                        .isCloseTo(target, within(1e-9 * target)));
        assertThat(base.retentionFor(target, periods)).isPresent();
        assertThat(BaseProjection.of(
                                customers,
                                retention,
                                base.acquisitionFor(target * 1.5, periods).orElseThrow())
                        .after(periods))
                .isCloseTo(target * 1.5, within(1e-9 * target));
        double level = base.level().orElseThrow();
        assertThat(BaseProjection.of(level, retention, acquired).next().customers())
                .isCloseTo(level, within(1e-9 * level));
        assertThat(base.retentionForLevel(level).orElseThrow()).isCloseTo(retention, within(1e-9));
        assertThat(base.acquisitionForLevel(level)).isCloseTo(acquired, within(1e-9 * acquired));
        // Half the way after half the time.
        BaseProjection twice = BaseProjection.of(customers, retention * retention, acquired * (1 + retention));
        assertThat(twice.halfWay().orElseThrow()).isCloseTo(base.halfWay().orElseThrow() / 2, within(1e-9));
        assertThat(twice.level().orElseThrow()).isCloseTo(level, within(1e-9 * level));
    }
}
