package dev.retention.value;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.cohort.CohortTable;
import dev.retention.internal.Checks;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.sheet.Tabular;
import dev.retention.time.CellState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * When a cohort has paid back what it cost to acquire: the first age at which the margin cumulated per acquired customer, those
 * lost since included, covers the cost of acquiring one.
 *
 * <pre>
 *   age = min { k : Σ_{j ≤ k} margin(j) / cohort size ≥ spend / acquired }
 * </pre>
 *
 * <ul>
 *   <li>None within the ages observed is "not yet", not a number.
 *   <li>The comparison is exact: a margin that just covers the cost pays it back.
 *   <li>Refunds may later take the margin below the cost again; the first age still stands.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class Payback implements Tabular {
    private final AcquisitionCost cost;
    private final ImmutableList<AmountPerCustomer> cumulated;
    private final OptionalInt age;

    private Payback(AcquisitionCost cost, ImmutableList<AmountPerCustomer> cumulated) {
        this.cost = cost;
        this.cumulated = cumulated;
        int first = 0;
        while (first < cumulated.size() && !covers(cumulated.get(first))) {
            first++;
        }
        this.age = first < cumulated.size() ? OptionalInt.of(first) : OptionalInt.empty();
    }

    private boolean covers(AmountPerCustomer margin) {
        BigDecimal have = margin.total().multiply(BigDecimal.valueOf(cost.acquired()));
        return have.compareTo(cost.spend().multiply(BigDecimal.valueOf(margin.customers()))) >= 0;
    }

    /**
     * Of a cohort whose margins are known by age.
     *
     * @param cost what it cost to acquire its customers, or customers like them
     * @param customers how many customers the cohort has, lost or not, at least 1
     * @param marginByAge the margin of the whole cohort at age 0, 1 and so on, in major units of the cost's currency, of the
     *     ages completely observed
     * @return the payback
     * @throws IllegalArgumentException if {@code customers < 1}
     */
    public static Payback of(AcquisitionCost cost, long customers, List<BigDecimal> marginByAge) {
        requireNonNull(marginByAge, "marginByAge");
        requireNonNull(cost, "cost");
        Checks.positive(customers, "customers");
        ImmutableList.Builder<AmountPerCustomer> cumulated = ImmutableList.builder();
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal margin : marginByAge) {
            sum = sum.add(Checks.amount(margin, "margin"));
            cumulated.add(AmountPerCustomer.of(sum, customers, cost.currency()));
        }
        return new Payback(cost, cumulated.build());
    }

    /**
     * Of a cohort of a table, by what its customers spent at each age that is completely observed.
     *
     * @param cost what it cost to acquire its customers, or customers like them
     * @param cohort the row of the cohort, with at least one customer
     * @param grossMargin the share of revenue that is left after the cost of what was sold, finite and at most 1
     * @return the payback; not yet if no age is completely observed
     * @throws IllegalArgumentException if the cohort is empty, its store has no amounts or another currency, or
     *     {@code grossMargin} is above 1 or not finite
     */
    public static Payback of(AcquisitionCost cost, CohortTable<?>.Row cohort, double grossMargin) {
        Money.checkMargin(grossMargin);
        BigDecimal share = BigDecimal.valueOf(grossMargin);
        return of(
                cost,
                requireNonNull(cohort, "cohort").size(),
                cohort.cells().stream()
                        .takeWhile(cell -> cell.state() == CellState.OBSERVED)
                        .map(cell -> cell.amount()
                                .orElseThrow(
                                        () -> new IllegalArgumentException("cohort (" + cohort + ") must have amounts"))
                                .multiply(share))
                        .toList());
    }

    /**
     * The quick estimate: how many periods of a constant margin the cost takes, as if nobody were lost meanwhile.
     *
     * @param cost the cost of acquiring customers
     * @param marginPerPeriod the margin of a customer per period
     * @return {@code cost / margin}, in periods, at least 0; too short wherever customers leave; empty if the margin is not
     *     above 0
     * @throws IllegalArgumentException if the currencies differ
     * @throws ArithmeticException if the number passes the range of doubles
     */
    public static OptionalDouble atConstantMargin(AcquisitionCost cost, AmountPerCustomer marginPerPeriod) {
        requireNonNull(cost, "cost");
        requireNonNull(marginPerPeriod, "marginPerPeriod").checkCurrency(cost.currency());
        return marginPerPeriod.total().signum() <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Money.inRange(
                        cost.perCustomer().asDouble() / marginPerPeriod.asDouble(), "the number of periods"));
    }

    /**
     * When the cost was paid back.
     *
     * @return the first age, from 0; empty if not yet
     */
    public OptionalInt age() {
        return age;
    }

    /**
     * How many periods it took to pay the cost back, as if the margin of each had come in evenly: 2 and four fifths where three were needed
     * and four fifths of the third one's margin.
     *
     * <pre>
     *   age + (cost − cumulated(age − 1)) / (cumulated(age) − cumulated(age − 1))
     * </pre>
     *
     * @return from {@link #age} to one more; empty if not yet
     */
    public OptionalDouble periods() {
        if (age.isEmpty()) {
            return OptionalDouble.empty();
        }
        int at = age.getAsInt();
        AmountPerCustomer after = cumulated.get(at);
        BigDecimal before = at == 0 ? BigDecimal.ZERO : cumulated.get(at - 1).total();
        BigDecimal acquired = BigDecimal.valueOf(cost.acquired());
        BigDecimal needed =
                cost.spend().multiply(BigDecimal.valueOf(after.customers())).subtract(before.multiply(acquired));
        BigDecimal margin = after.total().subtract(before).multiply(acquired);
        return OptionalDouble.of(
                needed.signum() == 0
                        ? at
                        : at + needed.divide(margin, MathContext.DECIMAL64).doubleValue());
    }

    /**
     * The cost to be covered.
     *
     * @return the cost
     */
    public AcquisitionCost cost() {
        return cost;
    }

    /**
     * The margin cumulated per acquired customer up to each observed age.
     *
     * @return one amount per age, from 0; unmodifiable
     */
    public List<AmountPerCustomer> cumulated() {
        return cumulated;
    }

    /** Equal are paybacks of equal costs by equal margins. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Payback that && cost.equals(that.cost) && cumulated.equals(that.cumulated);
    }

    @Override
    public int hashCode() {
        return Objects.hash(cost, cumulated);
    }

    /** {@return a row per age} */
    @Override
    public Sheet sheet() {
        return Sheet.of("Payback", IntStream.range(0, cumulated.size()).boxed().toList())
                .definition(toString())
                .column("age", Kind.COUNT, each -> each)
                .column(
                        "cumulated per customer",
                        Kind.NUMBER,
                        each -> cumulated.get(each).asDouble())
                .column("customers", Kind.COUNT, each -> cumulated.get(each).customers())
                .build();
    }

    /** Prints the age, such as {@code at age 2: 41.20 USD of 40.00 USD} or {@code not yet at age 5: 31.00 USD of 40.00 USD}. */
    @Override
    public String toString() {
        if (cumulated.isEmpty()) {
            return "not yet: no age observed";
        }
        int at = age.orElse(cumulated.size() - 1);
        return (age.isPresent() ? "at age " : "not yet at age ") + at + ": "
                + cumulated.get(at).print() + " " + cost.currency() + " of "
                + cost.perCustomer().print() + " " + cost.currency();
    }
}
