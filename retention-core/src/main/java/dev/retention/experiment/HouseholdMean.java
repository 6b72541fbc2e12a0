package dev.retention.experiment;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.internal.WideSum;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The mean outcome of customers who were assigned by household, with the variance between households: customers of one household
 * are alike and share their arm, so that they tell less than as many strangers.
 *
 * <pre>{@code
 * SampleMean treated = HouseholdMean.of(treatedRows, row -> row.address(), row -> row.kept() ? 1 : 0).orElseThrow().mean();
 * SampleMean control = HouseholdMean.of(controlRows, row -> row.address(), row -> row.kept() ? 1 : 0).orElseThrow().mean();
 * MeanComparison.of(treated, control).effect(EffectScale.ABSOLUTE, 0.95);
 * }</pre>
 *
 * <pre>
 *   mean            Σ outcomes of households / Σ customers of households, as of all customers; its variance by the delta method
 *   design effect   variance of the mean between households / variance of the mean between customers
 * </pre>
 *
 * <p>A design effect of 2 says that half as many strangers would have told as much. It is about {@code 1 + (m − 1) ρ} for
 * households of {@code m} customers whose outcomes are correlated by {@code ρ}. This record is immutable and thread-safe.
 *
 * @param mean the mean over customers, as a mean of so many households
 * @param customers the same mean as if every customer had been assigned alone
 * @see Interference
 * @see <a href="https://doi.org/10.1145/3219819.3219919">Deng, Knoblich and Lu (2018), Applying the delta method in metric
 *     analytics</a>
 * @since 0.1.0
 */
public record HouseholdMean(SampleMean mean, SampleMean customers) {
    /**
     * Pairs the means.
     *
     * @param mean the mean over customers, as a mean of so many households
     * @param customers the same mean as if every customer had been assigned alone
     */
    public HouseholdMean {
        requireNonNull(mean, "mean");
        requireNonNull(customers, "customers");
    }

    /**
     * Sums up the customers of one arm by household.
     *
     * @param customers each once; rows of different customers may be equal, so that who comes twice counts twice
     * @param household the household of a customer; null or a blank text where none is known, who is then alone
     * @param outcome what came of a customer: 1 or 0, or any whole number, such as an amount in minor units
     * @param <T> the type of customers
     * @return the mean; empty without customers
     * @throws ArithmeticException if the outcomes of a household do not sum to a long
     */
    public static <T> Optional<HouseholdMean> of(
            Iterable<? extends T> customers,
            Function<? super T, ? extends @Nullable Object> household,
            ToLongFunction<? super T> outcome) {
        requireNonNull(household, "household");
        requireNonNull(outcome, "outcome");
        Map<Object, long[]> homes = new HashMap<>();
        WideSum sum = new WideSum();
        WideSum squares = new WideSum();
        long count = 0;
        for (T customer : requireNonNull(customers, "customers")) {
            Object known = Interference.known(household.apply(requireNonNull(customer, "customer")));
            long came = outcome.applyAsLong(customer);
            long[] home = homes.computeIfAbsent(known == null ? new Object() : known, unused -> new long[2]);
            home[0] = Checks.sum(home[0], came, "outcomes of a household");
            home[1]++;
            sum.add(came, 1);
            squares.add(came, came);
            count++;
        }
        if (count == 0) {
            return Optional.empty();
        }
        SampleMean alone = SampleMean.ofSums(count, sum.exact(), squares.exact());
        return sums(homes).ratio().map(mean -> new HouseholdMean(mean, alone));
    }

    private static PairedSums sums(Map<Object, long[]> homes) {
        WideSum[] sums = {new WideSum(), new WideSum(), new WideSum(), new WideSum(), new WideSum()};
        homes.values().forEach(home -> {
            sums[0].add(home[0], 1);
            sums[1].add(home[1], 1);
            sums[2].add(home[0], home[0]);
            sums[3].add(home[1], home[1]);
            sums[4].add(home[0], home[1]);
        });
        return PairedSums.ofSums(
                homes.size(), sums[0].exact(), sums[1].exact(), sums[2].exact(), sums[3].exact(), sums[4].exact());
    }

    /** {@return by how much the variance of the mean is larger than it seems; empty if either is unknown, or no outcome differs} */
    public OptionalDouble designEffect() {
        OptionalDouble own = mean.standardError();
        OptionalDouble alone = customers.standardError();
        if (own.isEmpty() || alone.isEmpty() || alone.getAsDouble() == 0) {
            return OptionalDouble.empty();
        }
        double ratio = own.getAsDouble() / alone.getAsDouble();
        return OptionalDouble.of(ratio * ratio);
    }

    /** Prints the mean and the design effect, such as {@code 0.412 ± 0.021 of 830 households, 1300 customers, design effect 1.6}. */
    @Override
    public String toString() {
        return mean.withError() + " of " + Interference.households(mean.count()) + ", "
                + Text.customers(customers.count())
                + designEffect().stream()
                        .mapToObj(effect -> ", design effect " + Text.number(effect, 3))
                        .findFirst()
                        .orElse("");
    }
}
