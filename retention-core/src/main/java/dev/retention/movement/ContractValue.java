package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a row of {@link Contracts} is worth a month, and which of it counts.
 *
 * <pre>{@code
 * ContractValue.of(Row::price, Row::interval, MonthlyFactor.YEAR_OF_52_WEEKS)
 *         .times(Row::seats)
 *         .less(row -> MonthlyFactor.YEAR_OF_52_WEEKS.monthly(row.discount(), row.interval()))
 *         .counting(Row::kind, Kind.ACTIVE, Kind.PAST_DUE)
 *         .inCurrency(Row::currency, EUR, rates).revaluedBy(months);
 * }</pre>
 *
 * <ul>
 *   <li>Value is exact until a change becomes an amount of the store.
 *   <li>Without {@link #counting} every row counts; without {@link #less} nothing is taken off; without {@link #inCurrency} all values
 *       are in the store's currency.
 *   <li>Tax, set-up fees and what else is no part of the price is the caller's to leave out.
 * </ul>
 *
 * <p>This class is immutable, and thread-safe if its functions are.
 *
 * @param <S> the type of rows
 * @since 0.1.0
 */
public final class ContractValue<S> {
    private final Function<? super S, @Nullable MonthlyValue> value;
    private final @Nullable ToLongFunction<? super S> quantity;
    private final boolean each;
    private final @Nullable Function<? super S, @Nullable MonthlyValue> discount;
    private final @Nullable Function<? super S, @Nullable Kind> kind;
    private final ImmutableSet<Kind> counted;
    private final @Nullable Exchange<S> exchange;

    private ContractValue(
            Function<? super S, @Nullable MonthlyValue> value,
            @Nullable ToLongFunction<? super S> quantity,
            boolean each,
            @Nullable Function<? super S, @Nullable MonthlyValue> discount,
            @Nullable Function<? super S, @Nullable Kind> kind,
            ImmutableSet<Kind> counted,
            @Nullable Exchange<S> exchange) {
        this.value = value;
        this.quantity = quantity;
        this.each = each;
        this.discount = discount;
        this.kind = kind;
        this.counted = counted;
        this.exchange = exchange;
    }

    /** What a row is, on which it depends whether it counts. */
    public enum Kind {
        /** Paid for. */
        ACTIVE,
        /** Not paid in time, and not given up yet. Stripe counts it. */
        PAST_DUE,
        /** Tried out. Left out nearly everywhere. */
        TRIAL,
        /** Paused. Worth nothing at ProfitWell and Recurly, kept at Maxio. */
        PAUSED,
        /** Charged by use. Left out by Stripe, counted by ProfitWell. */
        METERED,
        /** Charged once, such as for setting up. Left out nearly everywhere. */
        ONE_OFF
    }

    /**
     * Exchange rates. The library has none of its own and assumes none.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Rates {
        /**
         * A rate.
         *
         * @param from the currency of a row, other than that of the store
         * @param day the day of the rate
         * @return how much of the store's currency one unit is, above 0; empty if there is no rate
         */
        Optional<BigDecimal> rate(Currency from, LocalDate day);
    }

    /** In which currency a value is and how it becomes the store's. */
    record Exchange<S>(
            Function<? super S, @Nullable Currency> currency,
            Currency into,
            Rates rates,
            @Nullable Timeline days) {}

    /** What a row is worth in its own currency, the store's if that is null; a quantity of 1 unless told. */
    record Worth(
            MonthlyValue value, long quantity, @Nullable Currency currency) {}

    /**
     * Value that the caller has worked out.
     *
     * @param value what a row is worth a month in major units; {@link MonthlyValue#ZERO} where it does not count
     * @param <S> the type of rows
     * @return the value
     */
    public static <S> ContractValue<S> of(Function<? super S, @Nullable MonthlyValue> value) {
        return new ContractValue<>(requireNonNull(value, "value"), null, false, null, null, ImmutableSet.of(), null);
    }

    /**
     * A price per interval.
     *
     * @param price what is charged each time, in major units, at least 0
     * @param interval how often
     * @param factor how that becomes a value per month
     * @param <S> the type of rows
     * @return the value
     */
    public static <S> ContractValue<S> of(
            Function<? super S, @Nullable BigDecimal> price,
            Function<? super S, @Nullable BillingInterval> interval,
            MonthlyFactor factor) {
        requireNonNull(price, "price");
        requireNonNull(interval, "interval");
        requireNonNull(factor, "factor");
        return of(row -> {
            BigDecimal charged = price.apply(row);
            BillingInterval often = interval.apply(row);
            checkArgument(charged != null && often != null, "must have a price and an interval");
            return factor.monthly(requireNonNull(charged), requireNonNull(often));
        });
    }

    /**
     * Multiplies by a quantity, such as of seats, and keeps it for the split of expansion.
     *
     * @param quantity how many, at least 0
     * @return the value of all of them
     * @throws IllegalStateException if a quantity was told already
     */
    public ContractValue<S> times(ToLongFunction<? super S> quantity) {
        return with(requireNonNull(quantity, "quantity"), true);
    }

    private ContractValue<S> with(ToLongFunction<? super S> many, boolean ofEach) {
        checkState(quantity == null, "a quantity was told already");
        return new ContractValue<>(value, many, ofEach, discount, kind, counted, exchange);
    }

    /**
     * Keeps a quantity for the split of expansion, where the value is that of all of them already.
     *
     * @param quantity how many, at least 0
     * @return this value with it
     * @throws IllegalStateException if a quantity was told already
     */
    public ContractValue<S> quantity(ToLongFunction<? super S> quantity) {
        return with(requireNonNull(quantity, "quantity"), false);
    }

    /**
     * Takes a discount off, which is the caller's choice: Stripe takes those off that hold for ever, ProfitWell all.
     *
     * @param discount what is taken off a month, of all units together and no more than they are worth; null for none
     * @return the value less the discount
     */
    public ContractValue<S> less(Function<? super S, @Nullable MonthlyValue> discount) {
        return new ContractValue<>(
                value, quantity, each, requireNonNull(discount, "discount"), kind, counted, exchange);
    }

    /**
     * Counts what is {@link Kind#ACTIVE} or {@link Kind#PAST_DUE}.
     *
     * @param kind what a row is
     * @return this value; that of other rows is none
     */
    public ContractValue<S> counting(Function<? super S, @Nullable Kind> kind) {
        return counting(kind, Kind.ACTIVE, Kind.PAST_DUE);
    }

    /**
     * Counts some kinds of rows.
     *
     * @param kind what a row is
     * @param counted the kinds that count, at least one
     * @return this value; that of rows of other kinds is none
     * @throws IllegalArgumentException if no kind counts
     */
    public ContractValue<S> counting(Function<? super S, @Nullable Kind> kind, Kind... counted) {
        ImmutableSet<Kind> kinds = ImmutableSet.copyOf(counted);
        checkArgument(!kinds.isEmpty(), "counted must hold at least one kind");
        return new ContractValue<>(value, quantity, each, discount, requireNonNull(kind, "kind"), kinds, exchange);
    }

    /**
     * Converts values in other currencies at the rate of the day on which the subscription started, for as long as it goes on (as Kill
     * Bill does), so that rates move no value; see {@link #revaluedBy}. What is worth nothing needs no rate.
     *
     * @param currency the currency of a row
     * @param into the currency of the store
     * @param rates the rates; a row without one is refused or left out, never taken at 1
     * @return the value in the store's currency
     */
    public ContractValue<S> inCurrency(Function<? super S, @Nullable Currency> currency, Currency into, Rates rates) {
        return new ContractValue<>(
                value,
                quantity,
                each,
                discount,
                kind,
                counted,
                new Exchange<>(
                        requireNonNull(currency, "currency"),
                        requireNonNull(into, "into"),
                        requireNonNull(rates, "rates"),
                        exchange == null ? null : exchange.days));
    }

    /**
     * Converts at the rate of the first day of each period instead, up to the last day of the timeline. What a subscription that goes on
     * changes by the rate alone is a change of its own, {@link Contracts#FX}, on that day. Where one of these days has no rate, the row is
     * refused, or told while it keeps its value at the rate before.
     *
     * @param periods the periods, such as months
     * @return the value at the rates of those days
     * @throws IllegalStateException if {@link #inCurrency} was not called before
     */
    public ContractValue<S> revaluedBy(Timeline periods) {
        requireNonNull(periods, "periods");
        checkState(exchange != null, "in(…) must be called first");
        Exchange<S> fixed = requireNonNull(exchange);
        return new ContractValue<>(
                value,
                quantity,
                each,
                discount,
                kind,
                counted,
                new Exchange<>(fixed.currency, fixed.into, fixed.rates, periods));
    }

    boolean hasQuantity() {
        return quantity != null;
    }

    @Nullable
    Exchange<S> exchange() {
        return exchange;
    }

    /** What a row is worth. */
    Worth of(S row) {
        MonthlyValue of = value.apply(row);
        checkArgument(of != null, "must have a value");
        long many = quantity == null ? 1 : quantity.applyAsLong(row);
        checkArgument(many >= 0, "must have a quantity of at least 0, not %s", many);
        MonthlyValue all = each ? requireNonNull(of).times(many) : requireNonNull(of);
        MonthlyValue off = ContractParts.of(discount, row);
        if (off != null) {
            checkArgument(
                    off.compareTo(MonthlyValue.ZERO) >= 0 && off.compareTo(all) <= 0,
                    "must have a discount from 0 to its value (%s), not %s",
                    all,
                    off);
            all = all.minus(off);
        }
        Kind is = ContractParts.of(kind, row);
        checkArgument(kind == null || is != null, "must have a kind");
        Currency own = exchange == null ? null : exchange.currency.apply(row);
        checkArgument(exchange == null || own != null, "must have a currency");
        return is == null || counted.contains(is) ? new Worth(all, many, own) : new Worth(MonthlyValue.ZERO, 0, own);
    }
}
