package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveTableTest {

    /** Curves with their singularity at 0 or below, the worst that the table is made for. */
    private static double curve(long curve, double x) {
        return switch ((int) (curve % 5)) {
            case 0 -> 1 / x;
            case 1 -> Math.sqrt(x);
            case 2 -> Math.pow(x, -0.9);
            case 3 -> Math.log1p(x);
            default -> 1 / (x + 1e-3);
        };
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_NORMAL, 1e-300, 1e-12, 0.003, 0.5, 1, 1.0000001, 1.5, 7, 1e9, 1e300})
    void isExactToRounding(double from) {
        CurveTable table = new CurveTable(CurveTableTest::curve);
        for (long curve : new long[] {0, 1, 2, 3, 4, 255, 256, 5L << 40}) {
            for (double x = from; x < 4 * from; x *= 1.01) {
                double expected = curve(curve, x);
                assertThat(table.at(curve, x))
                        .as("curve %s at %s", curve, x)
                        .isCloseTo(expected, within(2e-15 * expected));
            }
        }
    }

    /** A panel that has lost its place to another is the same when it comes again. */
    @Test
    void doesNotDependOnWhatWasAskedBefore() {
        double[] fresh = new double[200];
        for (int i = 0; i < fresh.length; i++) {
            fresh[i] = new CurveTable(CurveTableTest::curve).at(i, argument(i));
        }
        CurveTable table = new CurveTable(CurveTableTest::curve);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < fresh.length; i++) {
                assertThat(table.at(i, argument(i))).isEqualTo(fresh[i]);
                table.at(i, argument(i) * 0x1p32);
            }
        }
    }

    private static double argument(int i) {
        return Math.pow(1.37, i - 100);
    }

    @Test
    void computesACurveAFewTimesPerPanel() {
        AtomicInteger calls = new AtomicInteger();
        CurveTable table = new CurveTable((curve, x) -> {
            calls.incrementAndGet();
            return 1 / x;
        });
        for (double x = 1; x < 4; x += 0.001) {
            table.at(3, x);
        }
        assertThat(calls).hasValue(48);
        // Beyond the curves and arguments that it keeps, each value is computed.
        table.at(256, 1);
        table.at(3, 1e300);
        table.at(3, Double.MIN_VALUE);
        assertThat(calls).hasValue(51);
    }

    @Test
    void passesOnWhatIsNotANumber() {
        CurveTable table = new CurveTable(CurveTableTest::curve);
        assertThat(table.at(0, Double.NaN)).isNaN();
        assertThat(table.at(0, Double.POSITIVE_INFINITY)).isZero();
        assertThat(table.at(0, 0)).isInfinite();
    }
}
