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
        assertThat(result.share()[0]).isCloseTo(0.5, within(1e-9));
        assertThat(result.share()[1]).isCloseTo(0.5, within(1e-9));
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

    /** A narrow ridge that runs into a bound at a slant: steps that overshoot the bound fall off it on the far side. */
    @Test
    void followsASlantingRidgeIntoABound() {
        Objective ridge = (at, g, h) -> {
            double off = at[0] - at[1];
            g[0] = 1 - 2e8 * off;
            g[1] = 2e8 * off;
            h[0][0] = -2e8;
            h[0][1] = 2e8;
            h[1][0] = 2e8;
            h[1][1] = -2e8;
            return at[0] - 1e8 * off * off;
        };
        Result result = TrustRegionNewton.maximize(
                ridge, List.of(new double[] {0, 5}), new double[] {-10, -10}, new double[] {7, 10});
        assertThat(result.outcome()).isEqualTo(Outcome.BOUNDARY);
        assertThat(result.bound()).containsExactly(1, 0);
        assertThat(result.point()[1]).isCloseTo(7, within(1e-7));
        assertThat(result.iterations()).isLessThan(20);
    }

    /** The Newton step in y drags x, which is at its bound with a slope inwards, outside. */
    @Test
    void holdsACoordinateThatAStepWouldDragOutside() {
        Objective tilted = (at, g, h) -> {
            double x = at[0];
            double y = at[1] - 5;
            g[0] = -2 * x - 1.8 * y + 0.1;
            g[1] = -2 * y - 1.8 * x;
            h[0][0] = -2;
            h[0][1] = -1.8;
            h[1][0] = -1.8;
            h[1][1] = -2;
            return -x * x - y * y - 1.8 * x * y + 0.1 * x;
        };
        Result result = TrustRegionNewton.maximize(
                tilted, List.of(new double[] {0, 0}), new double[] {-10, -10}, new double[] {0, 10});
        assertThat(result.outcome()).isEqualTo(Outcome.BOUNDARY);
        assertThat(result.bound()).containsExactly(1, 0);
        assertThat(result.point()[1]).isCloseTo(5, within(1e-7));
    }

    /** A sum of a trillion terms is known to some digits only; what lies below them is no reason to go on. */
    @Test
    void leavesWhatRoundingHidesAlone() {
        Objective rough = (at, g, h) -> {
            g[0] = -1e-3 - 2e-5 * at[0];
            g[1] = -2 * at[1];
            h[0][0] = -2e-5;
            h[1][1] = -2;
            double smooth = -1e-3 * at[0] - 1e-5 * at[0] * at[0] - at[1] * at[1];
            return smooth + 0.01 * Math.sin(1e12 * (at[0] + at[1]));
        };
        Result result = maximize(rough, 3, 2);
        assertThat(result.outcome()).isIn(Outcome.BOUNDARY, Outcome.FLAT);
        assertThat(result.iterations()).isLessThan(400);
    }

    /** The derivatives promise more than the function keeps, at any distance. */
    @Test
    void saysAlongWhatTheSlopeStillRises() {
        Objective lying = (at, g, h) -> {
            g[0] = 10;
            g[1] = -at[1];
            h[0][0] = -1e-3;
            h[1][1] = -1;
            return -Math.abs(at[0] - 1) * 1e9 - 0.5 * at[1] * at[1];
        };
        Result result = maximize(lying, 1, 0.5);
        assertThat(result.outcome()).isEqualTo(Outcome.NOT_CONVERGED);
        assertThat(result.gradientNorm()).isEqualTo(10);
        assertThat(result.share()[0]).isGreaterThan(0.99);
        assertThat(result.rounding()).isPositive();
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
