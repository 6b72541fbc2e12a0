package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.SignedSum;
import dev.retention.history.Members;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.movement.MovementCell;
import dev.retention.movement.MovementKind;
import dev.retention.movement.Movements;
import dev.retention.movement.RevenueCell;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueItem;
import dev.retention.movement.RevenueMovements;
import dev.retention.movement.RevenueRate;
import dev.retention.rule.Counted;
import dev.retention.rule.Measured;
import dev.retention.time.Period;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * On whom we depend: what total value, retention of value and retention of customers become without each of the largest customers, and
 * without the first 1, 2, … of them together.
 *
 * <pre>{@code
 * Dependence<String> dependence = Dependence.of(sweep.measure(spend).column(), 10);
 * dependence.members();                                            // the power players, in the order of the store
 * dependence.rate(movements, "2026-03", RevenueFormula.NRR_COHORT);
 * }</pre>
 *
 * <ul>
 *   <li>The largest by the number of a column, which may be below 0; of equal ones first who comes first in the store. Those tied
 *       with the last asked for are all in.
 *   <li>What a customer adds to a figure is taken off its numerator and its denominator, exactly: the figure is that of the same rule over the
 *       other customers.
 *   <li>A figure whose denominator is 0 without someone is undefined, and empty.
 * </ul>
 *
 * <p>This class is immutable, and thread-safe if the keys are.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Dependence<K> {
    private final String name;
    private final Members<K> members;
    // Where the largest stand in the list of members, the largest first.
    private final List<Integer> order;
    private final List<Long> numbers;
    private final BigInteger total;

    private Dependence(Measured<K>.Column column, Members<K> members) {
        this.name = column.name();
        this.members = members;
        this.total = column.sum();
        this.order = IntStream.range(0, members.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> column.at(members.number(i)))
                        .reversed())
                .toList();
        this.numbers = order.stream().map(i -> column.at(members.number(i))).toList();
    }

    /**
     * The dependence on the largest customers.
     *
     * @param column by what they are large, such as recurring value or profit
     * @param largest how many, at least 1; more where some are tied with the last, fewer if there are not so many
     * @param <K> the type of customer keys
     * @return the dependence; on nobody if nobody has a number
     * @throws IllegalArgumentException if {@code largest < 1}
     */
    public static <K> Dependence<K> of(Measured<K>.Column column, int largest) {
        Checks.positive((long) largest, "largest");
        return new Dependence<>(
                requireNonNull(column, "column"),
                column.size() == 0
                        ? column.membersWhere(value -> false)
                        : column.top(largest).members());
    }

    /**
     * The largest customers: the power players.
     *
     * @return in the order of the store, as all members are; {@link #value} has them by size
     */
    public Members<K> members() {
        return members;
    }

    /**
     * What all customers have together.
     *
     * @return the sum of the column, in its unit
     */
    public BigInteger total() {
        return total;
    }

    /**
     * What the total is without each.
     *
     * @return the largest first; always there
     */
    public List<Without<K, BigInteger>> value() {
        return without(total, numbers.stream().map(BigInteger::valueOf).toList(), BigInteger::subtract, Optional::of);
    }

    /**
     * What a ratio of recurring value, such as net retention, is without each. Takes one more pass over the store.
     *
     * @param movements recurring value, counted of the store of the column
     * @param period the label of a period of it, such as {@code 2026-03}
     * @param formula what is meant
     * @return the largest first
     * @throws IllegalArgumentException if the period or an item of the formula is not counted, or the table is of another store
     * @throws IllegalStateException if the table was made from a tally
     */
    public List<Without<K, RevenueRate>> rate(RevenueMovements<K> movements, String period, RevenueFormula formula) {
        requireNonNull(formula, "formula");
        RevenueMovements<K>.InPeriod in =
                requireNonNull(movements, "movements").inPeriod(requireNonNull(period, "period"));
        Optional<RevenueRate> rate = in.rate(formula);
        Counted<K, RevenueCell> counted = movements.counted();
        checkStore(counted.store().members(), "movements (" + movements + ")");
        List<RevenueItem> items = Stream.of(formula.numerator(), formula.denominator())
                .flatMap(side -> side.terms().stream())
                .distinct()
                .toList();
        List<RevenueCell> cells =
                items.stream().map(item -> new RevenueCell(in.period(), item)).toList();
        List<Measured<K>.Column> amounts = counted.amountsOf(cells).columns();
        SignedSum<RevenueItem> denominator = formula.denominator();
        List<RatioParts> parts = new ArrayList<>();
        for (int each : order) {
            int customer = members.number(each);
            ToLongFunction<RevenueItem> count =
                    item -> amounts.get(items.indexOf(item)).has(customer) ? 1 : 0;
            ToLongFunction<RevenueItem> amount = item ->
                    count.applyAsLong(item) * amounts.get(items.indexOf(item)).at(customer);
            parts.add(new RatioParts(
                    counted.major(formula.numerator().sum(amount)),
                    formula.isPerCustomer()
                            ? BigDecimal.valueOf(denominator.sum(count))
                            : counted.major(denominator.sum(amount))));
        }
        RatioParts all = rate.map(known -> new RatioParts(known.numerator(), known.denominator()))
                .orElse(RatioParts.NONE);
        return without(all, parts, RatioParts::minus, left -> left.rate(formula));
    }

    /**
     * What the share of customers who were retained is without each: of those live in the period before, those live in this one. Takes
     * one more pass over the store.
     *
     * @param movements movements, counted of the store of the column
     * @param period the label of a period of them, such as {@code 2026-03}
     * @return the largest first
     * @throws IllegalArgumentException if the table has no such period, or is of another store
     * @throws IllegalStateException if the table was made from a tally
     */
    public List<Without<K, Proportion>> retention(Movements<K> movements, String period) {
        Period in = requireNonNull(movements, "movements")
                .inPeriod(requireNonNull(period, "period"))
                .period();
        MovementCell retained = new MovementCell(in, MovementKind.RETAINED);
        MovementCell lost = new MovementCell(in, MovementKind.LOST);
        Map<MovementCell, Members<K>> cells = movements.counted().membersOf(List.of(retained, lost));
        Members<K> kept = requireNonNull(cells.get(retained));
        return share(kept, kept.or(requireNonNull(cells.get(lost))));
    }

    /**
     * What any share of customers is without each.
     *
     * @param counted the customers that the share counts
     * @param among the customers that it counts them among
     * @return the largest first
     * @throws IllegalArgumentException if someone of {@code counted} is not among {@code among}, or they are of another store
     */
    public List<Without<K, Proportion>> share(Members<K> counted, Members<K> among) {
        requireNonNull(counted, "counted");
        requireNonNull(among, "among");
        checkStore(among, "among");
        checkStore(counted, "counted");
        for (K other : counted.minus(among)) {
            throw new IllegalArgumentException("counted (" + other + ") must be among the customers of among");
        }
        List<RatioParts> parts = order.stream()
                .map(members::get)
                .map(customer -> RatioParts.of(counted.contains(customer) ? 1 : 0, among.contains(customer) ? 1 : 0))
                .toList();
        RatioParts all = RatioParts.of(counted.size(), among.size());
        return without(all, parts, RatioParts::minus, RatioParts::proportion);
    }

    private void checkStore(Members<K> others, String name) {
        try {
            members.or(others);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " must be of the store of the column " + this.name, e);
        }
    }

    private <P, R> List<Without<K, R>> without(
            P all, List<P> parts, BinaryOperator<P> minus, Function<P, Optional<R>> figure) {
        List<Without<K, R>> figures = new ArrayList<>();
        P left = all;
        for (int i = 0; i < parts.size(); i++) {
            left = minus.apply(left, parts.get(i));
            figures.add(new Without<>(
                    i + 1,
                    members.get(order.get(i)),
                    numbers.get(i),
                    total.signum() > 0
                            ? OptionalDouble.of(numbers.get(i) / total.doubleValue())
                            : OptionalDouble.empty(),
                    figure.apply(minus.apply(all, parts.get(i))),
                    figure.apply(left)));
        }
        return List.copyOf(figures);
    }

    /** Prints how many the largest are and what they have, such as {@code 2 customers have 620 of 1000 (spend): Ann 400, Bob 220}. */
    @Override
    public String toString() {
        BigInteger sum = numbers.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        return members.size() + (members.size() == 1 ? " customer has " : " customers have ") + sum + " of " + total
                + " ("
                + name + ")"
                + IntStream.range(0, order.size())
                        .mapToObj(i -> members.get(order.get(i)) + " " + numbers.get(i))
                        .collect(Collectors.joining(", ", order.isEmpty() ? "" : ": ", ""));
    }

    /**
     * What a figure is without one of the largest customers.
     *
     * @param rank the customer's place, the largest being 1
     * @param customer the key
     * @param number what makes the customer large
     * @param share of the total, which passes 1 where others are below 0; empty if the total is not above 0
     * @param without the figure without this customer; empty if it is undefined
     * @param withoutFirst the figure without this customer and all larger ones; empty if it is undefined
     * @param <K> the type of customer keys
     * @param <R> the type of the figure
     * @since 0.1.0
     */
    public record Without<K, R>(
            int rank, K customer, long number, OptionalDouble share, Optional<R> without, Optional<R> withoutFirst) {
        /**
         * Checks the components.
         *
         * @param rank the customer's place
         * @param customer the key
         * @param number what makes the customer large
         * @param share of the total
         * @param without the figure without this customer
         * @param withoutFirst the figure without this customer and all larger ones
         * @throws IllegalArgumentException if {@code rank < 1} or the share is not a number
         */
        public Without {
            Checks.positive((long) rank, "rank");
            requireNonNull(customer, "customer");
            requireNonNull(share, "share").ifPresent(each -> Checks.number(each, "share"));
            requireNonNull(without, "without");
            requireNonNull(withoutFirst, "withoutFirst");
        }

        /** Prints such as {@code 2. Bob 220 (22.0 %): 780 without, 380 without the first 2}. */
        @Override
        public String toString() {
            return rank + ". " + customer + " " + number
                    + (share.isPresent() ? " (" + Text.percent(share.getAsDouble()) + ")" : "") + ": "
                    + without.map(Object::toString).orElse("undefined") + " without, "
                    + withoutFirst.map(Object::toString).orElse("undefined") + " without the first " + rank;
        }
    }
}
