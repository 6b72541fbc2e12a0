package dev.retention.segment;

import dev.retention.internal.Checks;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The coefficients of a concentration, by exact sums over ranked numbers. */
class ConcentrationFigures extends LorenzFigures {
    ConcentrationFigures(Ranked ranked) {
        super(ranked);
    }

    /**
     * The Gini coefficient: {@code Σ (2i − n − 1) x(i) / (n Σ x)}, twice the area between the Lorenz curve and the diagonal.
     *
     * @return in [0, (n − 1)/n]; empty if the total is 0
     */
    public OptionalDouble gini() {
        return ratio(ranks(), total.multiply(count(customers)));
    }

    /**
     * The Gini coefficient without the bias of few customers: {@code Gini · n/(n − 1)}.
     *
     * @return in [0, 1]; empty if the total is 0 or there is one customer
     */
    public OptionalDouble giniCorrected() {
        return ratio(ranks(), total.multiply(count(customers - 1)));
    }

    /** The sum of {@code (2i − n − 1) x(i)}: w customers of rank c + 1 to c + w have {@code w (2c + w − n)} together. */
    private BigDecimal ranks() {
        Ranked.Sum sum = ranked.sum();
        long below = 0;
        for (int i = 0; i < ranked.size(); i++) {
            long times = ranked.times(i);
            sum.add(i, times * (2 * below + times - customers));
            below += times;
        }
        return sum.exact();
    }

    /**
     * The Herfindahl (Herfindahl–Hirschman) index {@code Σ s²}: the share to be expected of the customer to whom a unit, drawn by lot, belongs.
     *
     * @return in [1/n, 1]; empty if the total is 0
     */
    public OptionalDouble herfindahl() {
        return ratio(ranked.squares(), total.pow(2));
    }

    /**
     * The Herfindahl index in points, as competition authorities write it: {@code 10,000 Σ s²}.
     *
     * @return in (0, 10,000]; empty if the total is 0
     */
    public OptionalDouble herfindahlPoints() {
        return ratio(ranked.squares().movePointRight(4), total.pow(2));
    }

    /**
     * The Herfindahl index without the part that the number of customers has in it: {@code (HHI − 1/n) / (1 − 1/n)}.
     *
     * @return in [0, 1]; empty if the total is 0 or there is one customer
     */
    public OptionalDouble herfindahlNormalised() {
        BigDecimal square = total.pow(2);
        return ratio(
                ranked.squares().multiply(count(customers)).subtract(square), square.multiply(count(customers - 1)));
    }

    /**
     * How many customers of one size are as concentrated: {@code 1/HHI}.
     *
     * @return in [1, n]; empty if the total is 0
     */
    public OptionalDouble equivalentNumber() {
        return ratio(total.pow(2), ranked.squares());
    }

    /**
     * Atkinson's index: which share of the total could be given up if the rest were spread equally, for one who minds inequality by
     * {@code ε}.
     *
     * @param epsilon 0 for one who does not mind; the larger, the more the smallest weigh
     * @return in [0, 1]; 1 at {@code ε ≥ 1} if someone has nothing; empty if the total is 0
     * @throws IllegalArgumentException if {@code epsilon} is below 0 or not finite
     * @see <a href="https://doi.org/10.1016/0022-0531(70)90039-6">Atkinson (1970), On the measurement of inequality</a>
     */
    public OptionalDouble atkinson(double epsilon) {
        Checks.notNegative(epsilon, "epsilon");
        if (total.signum() == 0) {
            return OptionalDouble.empty();
        }
        int last = ranked.size() - 1;
        double mean = quotient(total, number(last).multiply(count(customers)));
        // Above 1 the smallest is taken out, so that no power passes the range of doubles.
        double unit = epsilon > 1 ? ranked.at(0) / ranked.at(last) / mean : 1;
        if (unit == 0) {
            return OptionalDouble.of(1);
        }
        double power = 1 - epsilon;
        double sum = IntStream.range(0, ranked.size())
                .mapToDouble(i -> {
                    double log = Math.log(ranked.at(i) / ranked.at(last) / mean / unit);
                    return ranked.times(i) * (power == 0 ? log : Math.expm1(power * log));
                })
                .sum();
        // The logarithm of the mean of this power: near a power of 0 no digit is lost.
        double equal = power == 0 ? sum / customers : Math.log1p(sum / customers) / power;
        return OptionalDouble.of(power == 1 ? 0 : Math.max(0, -Math.expm1(Math.log(unit) + equal)));
    }

    /**
     * The Lorenz asymmetry {@code F(m) + L(m)}, {@code m} being the mean: on which side of the symmetric curve of the same Gini
     * coefficient this one bulges.
     *
     * <pre>
     *   m customers below the mean, of the next two numbers one below and one above it:
     *   δ = (mean − x(m)) / (x(m + 1) − x(m)),   F = (m + δ)/n,   L = (x(1) + … + x(m) + δ x(m + 1)) / Σ x
     * </pre>
     *
     * <p>Where some are exactly at the mean, the figure lies between that without them among the m and that with them: the middle of the
     * two.
     *
     * @return in (0, 2): above 1 if few customers have much, below 1 if many have little; empty if the total is 0
     */
    public OptionalDouble asymmetry() {
        if (total.signum() == 0) {
            return OptionalDouble.empty();
        }
        int low = 0;
        for (int high = ranked.size(); low < high; ) {
            int middle = (low + high) >>> 1;
            if (ranked.compare(middle, customers, total) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        long below = IntStream.range(0, low).mapToLong(ranked::times).sum();
        BigDecimal less = sum(0, low);
        int end = low;
        while (end < ranked.size() && ranked.isSame(low, end)) {
            end++;
        }
        long there = IntStream.range(low, end).mapToLong(ranked::times).sum();
        if (ranked.compare(low, customers, total) == 0) {
            return OptionalDouble.of((2 * below + there) / (2.0 * customers)
                    + quotient(less.multiply(count(2)).add(sum(low, end)), total.multiply(count(2))));
        }
        BigDecimal before = number(low - 1);
        BigDecimal after = number(low);
        BigDecimal n = count(customers);
        double delta = quotient(
                total.subtract(before.multiply(n)), after.subtract(before).multiply(n));
        return OptionalDouble.of((below + delta) / customers + quotient(less, total) + delta * quotient(after, total));
    }
}
