package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.internal.Checks;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What the smallest and what the largest have of all, by exact sums over ranked numbers. */
class LorenzFigures {
    final Ranked ranked;
    final long customers;
    final BigDecimal total;

    LorenzFigures(Ranked ranked) {
        this.ranked = ranked;
        this.customers =
                IntStream.range(0, ranked.size()).mapToLong(ranked::times).sum();
        this.total = sum(0, ranked.size());
    }

    /**
     * How many customers there are.
     *
     * @return at least 0, those with a number of 0 included
     */
    public long customers() {
        return customers;
    }

    /**
     * What they have together.
     *
     * @return the exact sum of the numbers, at least 0
     */
    public BigDecimal total() {
        return total;
    }

    /**
     * The Lorenz curve.
     *
     * @return the points where its slope changes, from (0, 0) to (1, 1), one for each number that somebody has; none if the total is 0
     */
    public List<Concentration.Point> lorenz() {
        List<Concentration.Point> points = new ArrayList<>();
        if (total.signum() > 0) {
            points.add(new Concentration.Point(0, 0));
            Ranked.Sum sum = ranked.sum();
            long below = 0;
            for (int i = 0; i < ranked.size(); i++) {
                sum.add(i, ranked.times(i));
                below += ranked.times(i);
                boolean last = i + 1 == ranked.size() || !ranked.isSame(i, i + 1);
                if (last
                        && (double) below / customers
                                > points.get(points.size() - 1).customers()) {
                    points.add(new Concentration.Point((double) below / customers, quotient(sum.exact(), total)));
                }
            }
        }
        return List.copyOf(points);
    }

    /**
     * What the smallest have of all, {@code L(share)}: part of a customer has that part of the number.
     *
     * @param share of the customers, in [0, 1]
     * @return in [0, {@code share}]; empty if the total is 0
     * @throws IllegalArgumentException if {@code share} is not in [0, 1]
     */
    public OptionalDouble lorenz(double share) {
        return share(Checks.closedUnit(share, "share"), 0, 1);
    }

    /**
     * What the largest have of all: part of a customer has that part of the number, and it does not matter who of equal ones is in.
     *
     * @param share of the customers, in [0, 1], such as 0.2
     * @return in [{@code share}, 1]; empty if the total is 0
     * @throws IllegalArgumentException if {@code share} is not in [0, 1]
     */
    public OptionalDouble topShare(double share) {
        return share(Checks.closedUnit(share, "share"), ranked.size() - 1, -1);
    }

    /** What a share of the customers has, taken from one end. */
    private OptionalDouble share(double share, int from, int step) {
        if (total.signum() == 0) {
            return OptionalDouble.empty();
        }
        BigDecimal left = BigDecimal.valueOf(share).multiply(count(customers));
        Ranked.Sum sum = ranked.sum();
        int at = from;
        while (at >= 0 && at < ranked.size() && left.compareTo(count(ranked.times(at))) >= 0) {
            sum.add(at, ranked.times(at));
            left = left.subtract(count(ranked.times(at)));
            at += step;
        }
        BigDecimal part = left.signum() == 0 ? left : left.multiply(number(at));
        return ratio(sum.exact().add(part), total);
    }

    /**
     * What the largest customers have of all.
     *
     * @param count how many, at least 1
     * @return their share, and how many are tied with the last of them; empty if the total is 0
     * @throws IllegalArgumentException if {@code count < 1}
     */
    public Optional<Concentration.Top> top(long count) {
        Checks.positive(count, "count");
        if (total.signum() == 0) {
            return Optional.empty();
        }
        Ranked.Sum sum = ranked.sum();
        long left = Math.min(count, customers);
        int at = ranked.size();
        while (left > 0) {
            long taken = Math.min(left, ranked.times(--at));
            sum.add(at, taken);
            left -= taken;
        }
        int bound = at;
        int low = bound;
        while (low > 0 && ranked.isSame(low - 1, bound)) {
            low--;
        }
        long tied = IntStream.range(low, ranked.size())
                .filter(i -> ranked.isSame(i, bound))
                .mapToLong(ranked::times)
                .sum();
        long all = IntStream.range(low, ranked.size()).mapToLong(ranked::times).sum();
        return Optional.of(new Concentration.Top(
                Math.min(count, customers),
                quotient(sum.exact(), total),
                all,
                quotient(sum(low, ranked.size()), total),
                ranked.at(bound),
                tied));
    }

    /**
     * The fewest customers who have a share of all, the largest first.
     *
     * @param share of the total, in (0, 1], such as 0.8; meant as the decimal number that it is written as
     * @return the customers and what they have, at least {@code share}; empty if the total is 0
     * @throws IllegalArgumentException if {@code share} is not in (0, 1]
     */
    public Optional<Concentration.Top> holding(double share) {
        checkArgument(share > 0 && share <= 1, "share (%s) must be in (0, 1]", share);
        BigDecimal left = BigDecimal.valueOf(share).multiply(total);
        long needed = 0;
        for (int i = ranked.size() - 1; left.signum() > 0; i--) {
            BigDecimal number = number(i);
            BigDecimal all = number.multiply(count(ranked.times(i)));
            needed += left.compareTo(all) >= 0
                    ? ranked.times(i)
                    : left.divide(number, 0, RoundingMode.CEILING).longValueExact();
            left = left.subtract(all);
        }
        return needed == 0 ? Optional.empty() : top(needed);
    }

    BigDecimal sum(int from, int to) {
        Ranked.Sum sum = ranked.sum();
        for (int i = from; i < to; i++) {
            sum.add(i, ranked.times(i));
        }
        return sum.exact();
    }

    BigDecimal number(int index) {
        Ranked.Sum sum = ranked.sum();
        sum.add(index, 1);
        return sum.exact();
    }

    static BigDecimal count(long customers) {
        return BigDecimal.valueOf(customers);
    }

    static OptionalDouble ratio(BigDecimal numerator, BigDecimal denominator) {
        return denominator.signum() == 0 ? OptionalDouble.empty() : OptionalDouble.of(quotient(numerator, denominator));
    }

    static double quotient(BigDecimal numerator, BigDecimal denominator) {
        return numerator.divide(denominator, MathContext.DECIMAL128).doubleValue();
    }
}
