package dev.retention.examples.report.figures;

import dev.retention.Interval;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much hangs on a few customers.
 *
 * @param customers how many customers there are
 * @param money what they spent
 * @param below how many of them were paid back more than they spent: the curve, Gini and the shares of the largest leave them out
 * @param belowMoney what these come to, at most 0
 * @param top what the largest bring
 * @param half the fewest customers who bring half of the money
 * @param gini the Gini coefficient
 * @param interval where it lies; empty if customers are too few to tell, or so many that it would say no more
 * @param curve the Lorenz curve
 * @param shares what the largest few in a hundred bring
 * @param cell the cell that opens to the largest customers
 * @param largest the largest customers
 * @param period the latest complete period whose retention is told, if there is one
 * @param retention the share of customers of the period before who ordered again in it
 */
public record DependenceFigures(
        long customers,
        BigDecimal money,
        long below,
        BigDecimal belowMoney,
        Top top,
        Top half,
        double gini,
        Optional<Interval> interval,
        List<Point> curve,
        List<Point> shares,
        String cell,
        List<Large> largest,
        Optional<String> period,
        Optional<Rate> retention) {

    /** Of fewer customers nothing is said in general. */
    public static final int FEW = 30;

    public DependenceFigures {
        curve = List.copyOf(curve);
        shares = List.copyOf(shares);
        largest = List.copyOf(largest);
    }

    /** Whether there are too few customers to say more than what each of them brings. */
    public boolean isFew() {
        return customers < FEW;
    }

    /** A word for the Gini coefficient. */
    public String word() {
        return gini < 0.3
                ? "spread evenly"
                : gini < 0.5 ? "spread fairly evenly" : gini < 0.7 ? "spread unevenly" : "spread very unevenly";
    }

    /**
     * What the largest customers bring.
     *
     * @param customers how many they are
     * @param share their share of the money, in [0, 1]
     * @param all how many they are with everybody who is tied with the last of them
     */
    public record Top(long customers, double share, long all) {}

    /**
     * Some of the customers and what they spent.
     *
     * @param customers the share of the customers, on the curve of those who spent least
     * @param money what they spent of all
     */
    public record Point(double customers, double money) {}

    /**
     * One of the largest customers.
     *
     * @param key the key
     * @param orders how many orders
     * @param money what they come to
     * @param share of the money of all, if that is above 0
     * @param without the money of all others
     * @param withoutFirst the money of all without this customer and all larger ones
     * @param retention the retention of all others, if it is defined
     */
    public record Large(
            String key,
            long orders,
            BigDecimal money,
            OptionalDouble share,
            BigDecimal without,
            BigDecimal withoutFirst,
            Optional<Rate> retention) {}
}
