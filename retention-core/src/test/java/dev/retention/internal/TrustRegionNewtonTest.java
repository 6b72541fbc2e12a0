package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.internal.TrustRegionNewton.Objective;
import dev.retention.internal.TrustRegionNewton.Outcome;
import dev.retention.internal.TrustRegionNewton.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustRegionNewtonTest {
    private static final double[] LOWER = {-10, -10};
    private static final double[] UPPER = {10, 10};

    /** Minus Rosenbrock's valley: the maximum is 0 at (1, 1), the way to it bends. */
    private static final Objective VALLEY = (at, g, h) -> {
        double x = at[0];
        double y = at[1];
        double bend = y - x * x;
        g[0] = 2 * (1 - x) + 400 * x * bend;
        g[1] = -200 * bend;
        h[0][0] = -2 + 400 * bend - 800 * x * x;
        h[0][1] = 400 * x;
        h[1][0] = 400 * x;
        h[1][1] = -200;
        return -(1 - x) * (1 - x) - 100 * bend * bend;
    };

    @Test
    void followsABentValley() {
        Result result = maximize(VALLEY, -1.2, 1);
        assertThat(result.outcome()).isEqualTo(Outcome.CONVERGED);
        assertThat(result.point()[0]).isCloseTo(1, within(1e-6));
        assertThat(result.point()[1]).isCloseTo(1, within(1e-6));
        assertThat(result.iterations()).isLessThan(40);
        assertThat(result.information()[1][1]).isCloseTo(200, within(1e-9));
    }

    @Test
    void leavesASaddleWithoutSlope() {
        // x² − x⁴/4 − y²: a saddle at 0, maxima of 1 at x = ±√2.
        Objective saddle = (at, g, h) -> {
            double x = at[0];
            double y = at[1];
            g[0] = 2 * x - x * x * x;
            g[1] = -2 * y;
            h[0][0] = 2 - 3 * x * x;
            h[1][1] = -2;
            return x * x - Math.pow(x, 4) / 4 - y * y;
        };
        Result result = maximize(saddle, 0, 0);
        assertThat(result.outcome()).isEqualTo(Outcome.CONVERGED);
        assertThat(Math.abs(result.point()[0])).isCloseTo(Math.sqrt(2), within(1e-7));
        assertThat(result.value()).isCloseTo(1, within(1e-12));
    }

    @Test
    void stopsAtABoundAndSaysWhichSide() {
        Objective slope = (at, g, h) -> {
            double y = at[1] - 3;
            g[0] = 1;
            g[1] = -2 * y;
            h[1][1] = -2;
            return at[0] - y * y;
        };
        Result result = maximize(slope, 0, 0);
        assertThat(result.outcome()).isEqualTo(Outcome.BOUNDARY);
        assertThat(result.bound()).containsExactly(1, 0);
        assertThat(result.point()[0]).isEqualTo(10);
        assertThat(result.point()[1]).isCloseTo(3, within(1e-7));
    }

    @Test
    void stopsInACornerWithNoCoordinateLeft() {
        Objective slope = (at, g, h) -> {
            g[0] = 1;
            g[1] = -1;
            return at[0] - at[1];
        };
        Result result = maximize(slope, 0, 0);
        assertThat(result.outcome()).isEqualTo(Outcome.BOUNDARY);
        assertThat(result.bound()).containsExactly(1, -1);
    }

    @Test
    void leavesABoundWhenTheGradientPointsInwards() {
        Result result = maximize(VALLEY, -10, 10);
        assertThat(result.outcome()).isEqualTo(Outcome.CONVERGED);
        assertThat(result.point()[0]).isCloseTo(1, within(1e-6));
    }

    @Test
    void namesTheFlatDirection() {
        Objective ridge = (at, g, h) -> {
            double d = at[0] + at[1] - 1;
            g[0] = -2 * d;
            g[1] = -2 * d;
            h[0][0] = -2;
            h[0][1] = -2;
            h[1][0] = -2;
            h[1][1] = -2;
            return -d * d;
        };
        Result result = maximize(ridge, 4, 5);
        assertThat(result.outcome()).isEqualTo(Outcome.FLAT);
        assertThat(result.flat()[0]).isCloseTo(0.5, within(1e-9));
        assertThat(result.flat()[1]).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void triesTheNextStartWhereTheFunctionIsNotFinite() {
        Objective half = (at, g, h) -> at[0] < 0 ? Double.NaN : VALLEY.evaluate(at, g, h);
        Result result =
                TrustRegionNewton.maximize(half, List.of(new double[] {-1, -1}, new double[] {3, 3}), LOWER, UPPER);
        assertThat(result.outcome()).isEqualTo(Outcome.CONVERGED);
        assertThat(result.point()[0]).isCloseTo(1, within(1e-6));

        Result nowhere = maximize((at, g, h) -> Double.NaN, 1, 1);
        assertThat(nowhere.outcome()).isEqualTo(Outcome.NOT_CONVERGED);
    }

    @Test
    void prefersTheBetterOfTwoFailures() {
        Objective humps = (at, g, h) -> {
            g[0] = at[0];
            h[0][0] = 1;
            h[1][1] = -1;
            g[1] = -at[1];
            return at[0] * at[0] / 2 - at[1] * at[1] / 2;
        };
        Result result = TrustRegionNewton.maximize(
                humps, List.of(new double[] {-1, 0}, new double[] {1, 0}), new double[] {-2, -10}, new double[] {10, 10
                });
        assertThat(result.outcome()).isEqualTo(Outcome.BOUNDARY);
        assertThat(result.point()[0]).isEqualTo(10);
    }

    @Test
    void isTheSameEveryTime() {
        assertThat(maximize(VALLEY, -1.2, 1).point())
                .containsExactly(maximize(VALLEY, -1.2, 1).point());
    }

    private static Result maximize(Objective objective, double x, double y) {
        return TrustRegionNewton.maximize(objective, List.of(new double[] {x, y}), LOWER, UPPER);
    }
}
