package dev.retention.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The area between a Qini curve and the line of who is drawn at random, with how it moves with the weight of each customer.
 *
 * <pre>
 *   area = Σ (q(g − 1) + q(g))/2 (x(g) − x(g − 1)) − q(G)/2        over points g = 1, …, G with an effect, from q(0) = x(0) = 0
 *   q = (Y₁ − Y₂ n₁/n₂)/N₁,   x = n/N
 *
 *   a(g) = ∂ area/∂ q(g) = (x(g + 1) − x(g − 1))/2,  of the last (1 − x(G − 1))/2 − 1/2
 *   b(g) = ∂ area/∂ x(g) = (q(g − 1) − q(g + 1))/2,  of the last the same for everybody, and so 0
 *
 *   weight of a treated customer with outcome y, first in point h:   Σ over g ≥ h of a (y − Y₂/n₂)/N₁ + b/N
 *   of one held out:                                                 Σ over g ≥ h of −a n₁/n₂ (y − Y₂/n₂)/N₁ + b/N
 * </pre>
 */
final class QiniArea {
    private final OptionalDouble value;
    private final OptionalDouble underGain;
    private final OptionalDouble error;

    private QiniArea(OptionalDouble value, OptionalDouble underGain, OptionalDouble error) {
        this.value = value;
        this.underGain = underGain;
        this.error = error;
    }

    OptionalDouble value() {
        return value;
    }

    OptionalDouble underGain() {
        return underGain;
    }

    OptionalDouble error() {
        return error;
    }

    static QiniArea of(UpliftRows rows, List<UpliftPoint> all) {
        List<UpliftPoint> points =
                all.stream().filter(point -> point.effect().isPresent()).toList();
        if (points.isEmpty()) {
            return new QiniArea(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
        }
        int size = points.size();
        double[] x = new double[size + 1];
        double[] q = new double[size + 1];
        double[] gain = new double[size + 1];
        for (int g = 1; g <= size; g++) {
            UpliftPoint point = points.get(g - 1);
            x[g] = (double) point.customers() / rows.size();
            q[g] = point.qini().orElseThrow() / rows.treated();
            gain[g] = point.gain().orElseThrow() / rows.size();
        }
        OptionalDouble error = size < 2 || rows.treated() < 2 || rows.size() - rows.treated() < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(error(rows, points, x, q));
        // The last trapezoid less the line, so that one point has no area but 0.
        double value = under(x, q) - q[size] / 2;
        return new QiniArea(OptionalDouble.of(size == 1 ? 0 : value), OptionalDouble.of(under(x, gain)), error);
    }

    private static double under(double[] x, double[] y) {
        double area = 0;
        for (int g = 1; g < x.length; g++) {
            area += (y[g - 1] + y[g]) / 2 * (x[g] - x[g - 1]);
        }
        return area;
    }

    private static double error(UpliftRows rows, List<UpliftPoint> points, double[] x, double[] q) {
        int last = points.size();
        // From each point to the last: what goes with y and what does not, of the treated and of those held out.
        double[] slope = new double[last + 1];
        double[] level = new double[last + 1];
        double[] heldSlope = new double[last + 1];
        double[] heldLevel = new double[last + 1];
        for (int g = last; g >= 1; g--) {
            UpliftPoint point = points.get(g - 1);
            double a = g == last ? (x[g] - x[g - 1]) / 2 - 0.5 : (x[g + 1] - x[g - 1]) / 2;
            double b = g == last ? 0 : (q[g - 1] - q[g + 1]) / 2;
            double mean = (double) point.controlSum() / point.control() * (point.lowerIsBetter() ? -1 : 1);
            double own = a / rows.treated();
            double held = -own * point.treated() / point.control();
            boolean isLast = g == last;
            slope[g] = own + (isLast ? 0 : slope[g + 1]);
            level[g] = b / rows.size() - own * mean + (isLast ? 0 : level[g + 1]);
            heldSlope[g] = held + (isLast ? 0 : heldSlope[g + 1]);
            heldLevel[g] = b / rows.size() - held * mean + (isLast ? 0 : heldLevel[g + 1]);
        }
        double[] treated = new double[rows.treated()];
        double[] control = new double[rows.size() - rows.treated()];
        int ones = 0;
        int others = 0;
        int g = 1;
        for (int i = 0; i < rows.size(); i++) {
            while (i >= points.get(g - 1).customers()) {
                g++;
            }
            if (rows.isTreated(i)) {
                treated[ones++] = slope[g] * rows.worth(i) + level[g];
            } else {
                control[others++] = heldSlope[g] * rows.worth(i) + heldLevel[g];
            }
        }
        return Math.sqrt(squares(treated) + squares(control));
    }

    /** n/(n − 1) times the sum of squares about the mean. */
    private static double squares(double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum * values.length / (values.length - 1);
    }
}
