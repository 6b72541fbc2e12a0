package dev.retention.movement;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads subscriptions as a billing system has them into a history of recurring value, from which {@link RecurringRevenue} and, by the
 * codes, {@link CustomerChurn} follow.
 *
 * <pre>{@code
 * Contracts<Row, String> contracts = Contracts.of(Row::customer, Row::subscription)
 *         .from(Row::start).until(Row::end)
 *         .worth(row -> MonthlyFactor.YEAR_OF_52_WEEKS.monthly(row.price(), row.interval()).times(row.seats()))
 *         .endedBy(Row::reason);
 * HistoryStore<String> values = contracts.reader(EUR, HALF_EVEN).text("plan", change -> change.row().plan())
 *         .from(contracts.changes(rows));
 * RecurringRevenue.over(months).of(values).in("2024-03").rate(RevenueFormula.NRR_COHORT);
 * }</pre>
 *
 * <table>
 *   <caption>Three ways to have them</caption>
 *   <tr><td>a row per state</td><td>{@link #until}: a row says from when until when, and a change of plan begins another row</td></tr>
 *   <tr><td>a row per change</td><td>{@link #untilNext}: a row holds until the next one of its subscription; one worth nothing ends
 *       it</td></tr>
 *   <tr><td>a row per month</td><td>{@link #ofMonths}: customer, month, value; whoever is missing in a month has ended</td></tr>
 * </table>
 *
 * <ul>
 *   <li>A customer may have several subscriptions, each with any number of rows, in any order. Where a row begins on the day that another
 *       of its subscription ends, the subscription changed; where it begins later, it ended and started again.
 *   <li>Movements are at the grain of the key. With the customer as key a second subscription is an expansion; with what tells a
 *       subscription, a product or a family as key each of these is won and lost by itself, and {@code NRR_COHORT} is that by
 *       subscription.
 *   <li>A pause, a trial or anything else that does not count is a time without a row, or a row worth {@link MonthlyValue#ZERO}.
 *   <li>Value is rounded where a change becomes an amount, so that the amounts of a subscription add up to its rounded value.
 *   <li>A row that ends on the day that it begins holds on no day and says nothing.
 *   <li>Rows that overlap, end before they begin, lack a part or cannot be read are refused with row, customer and subscription, or told and left out by
 *       {@link #leavingOut}.
 * </ul>
 *
 * <p>This class is immutable, and thread-safe if its functions are.
 *
 * @param <S> the type of rows
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Contracts<S, K> {
    /** The code of a change by which a subscription starts. */
    public static final String STARTED = "started";

    /** The code of a change from one state to another. */
    public static final String CHANGED = "changed";

    /** The code of a change by which a subscription ends, where {@link #endedBy} tells no other. */
    public static final String ENDED = "ended";

    final Function<? super S, ? extends @Nullable K> customer;
    final Function<? super S, ? extends @Nullable Object> subscription;
    final @Nullable Function<? super S, @Nullable LocalDate> from;
    final @Nullable Function<? super S, @Nullable LocalDate> until;
    final @Nullable Function<? super S, @Nullable MonthlyValue> worth;
    final Function<? super S, @Nullable String> ending;
    private final @Nullable Consumer<? super String> leftOut;
    private final boolean monthly;

    private Contracts(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable Object> subscription,
            @Nullable Function<? super S, @Nullable LocalDate> from,
            @Nullable Function<? super S, @Nullable LocalDate> until,
            @Nullable Function<? super S, @Nullable MonthlyValue> worth,
            Function<? super S, @Nullable String> ending,
            @Nullable Consumer<? super String> leftOut,
            boolean monthly) {
        this.customer = customer;
        this.subscription = subscription;
        this.from = from;
        this.until = until;
        this.worth = worth;
        this.ending = ending;
        this.leftOut = leftOut;
        this.monthly = monthly;
    }

    /**
     * Says whose a row is.
     *
     * @param customer the customer's key
     * @param subscription what tells the subscriptions of a customer apart
     * @param <S> the type of rows
     * @param <K> the type of customer keys
     * @return a reader, which needs {@link #from}, {@link #until} or {@link #untilNext}, and {@link #worth}
     */
    public static <S, K> Contracts<S, K> of(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable Object> subscription) {
        return new Contracts<>(
                requireNonNull(customer, "customer"),
                requireNonNull(subscription, "subscription"),
                null,
                null,
                null,
                row -> null,
                null,
                false);
    }

    /**
     * Reads monthly snapshots: what a customer was worth in a month. Who is in the last month of all rows has not ended.
     *
     * @param customer the customer's key
     * @param month the month
     * @param value the recurring value in it, in major units
     * @param <S> the type of rows
     * @param <K> the type of customer keys
     * @return a reader
     */
    public static <S, K> Contracts<S, K> ofMonths(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, @Nullable YearMonth> month,
            Function<? super S, @Nullable BigDecimal> value) {
        requireNonNull(month, "month");
        requireNonNull(value, "value");
        return new Contracts<>(
                requireNonNull(customer, "customer"),
                row -> "monthly value",
                row -> {
                    YearMonth at = month.apply(row);
                    return at == null ? null : at.atDay(1);
                },
                row -> requireNonNull(month.apply(row)).plusMonths(1).atDay(1),
                row -> {
                    BigDecimal worth = value.apply(row);
                    return worth == null
                            ? null
                            : MonthlyFactor.MONTHS_AND_YEARS.monthly(worth, BillingInterval.MONTHLY);
                },
                row -> null,
                null,
                true);
    }

    /**
     * Says from when on a row holds.
     *
     * @param from the first day
     * @return this reader with it
     */
    public Contracts<S, K> from(Function<? super S, @Nullable LocalDate> from) {
        return new Contracts<>(
                customer, subscription, requireNonNull(from, "from"), until, worth, ending, leftOut, monthly);
    }

    /**
     * Says until when a row holds: a row per state.
     *
     * @param until the first day on which it does not; null while it does
     * @return this reader with it
     */
    public Contracts<S, K> until(Function<? super S, @Nullable LocalDate> until) {
        return new Contracts<>(
                customer, subscription, from, requireNonNull(until, "until"), worth, ending, leftOut, monthly);
    }

    /**
     * Says that a row holds until the next one of its subscription: a row per change.
     *
     * @return this reader with it
     */
    public Contracts<S, K> untilNext() {
        return new Contracts<>(customer, subscription, from, null, worth, ending, leftOut, monthly);
    }

    /**
     * Says what a row is worth a month.
     *
     * @param worth the recurring value, such as of {@link MonthlyFactor#monthly}; {@link MonthlyValue#ZERO} where it does not count
     * @return this reader with it
     */
    public Contracts<S, K> worth(Function<? super S, @Nullable MonthlyValue> worth) {
        return new Contracts<>(
                customer, subscription, from, until, requireNonNull(worth, "worth"), ending, leftOut, monthly);
    }

    /**
     * Says by what a subscription ended, such as {@code voluntary} or {@code failed payment}; of a row per state that which ended, of a
     * row per change that by which it did.
     *
     * @param code the code of the ending, {@link #ENDED} where it is null
     * @return this reader with it
     */
    public Contracts<S, K> endedBy(Function<? super S, @Nullable String> code) {
        return new Contracts<>(
                customer, subscription, from, until, worth, requireNonNull(code, "code"), leftOut, monthly);
    }

    /**
     * Leaves out the rows that cannot be read, each told, instead of refusing the first.
     *
     * @param told takes a sentence for each, such as {@code row 3 (customer ann, subscription s1): …}
     * @return this reader with it
     */
    public Contracts<S, K> leavingOut(Consumer<? super String> told) {
        return new Contracts<>(
                customer, subscription, from, until, worth, ending, requireNonNull(told, "told"), monthly);
    }

    /**
     * A reader of the changes, to which further columns can be added.
     *
     * @param currency the currency of all values
     * @param rounding which way a value is rounded to its minor units
     * @return a reader with customer, day, amount and code
     */
    public HistoryReader<ContractChange<S, K>, K> reader(Currency currency, RoundingMode rounding) {
        int scale = Math.max(0, requireNonNull(currency, "currency").getDefaultFractionDigits());
        requireNonNull(rounding, "rounding");
        return HistoryStore.<ContractChange<S, K>, K>ofDates(ContractChange::customer, ContractChange::day)
                .amounts(change -> change.amount(scale, rounding), currency)
                .codes(ContractChange::code);
    }

    /**
     * Reads rows into a store of changes of recurring value.
     *
     * @param rows the rows in any order
     * @param currency the currency of all values
     * @param rounding which way a change's value is rounded to its minor units
     * @return the store
     * @throws IllegalArgumentException if a row cannot be read
     */
    public HistoryStore<K> read(Iterable<? extends S> rows, Currency currency, RoundingMode rounding) {
        requireNonNull(rows, "rows");
        return reader(currency, rounding).from(changes(rows));
    }

    /**
     * Turns rows into changes.
     *
     * @param rows the rows in any order
     * @return the changes, subscription by subscription in order of time
     * @throws IllegalArgumentException if a row cannot be read; the message names row, customer and subscription
     * @throws IllegalStateException if the reader does not know from when rows hold or what they are worth
     */
    public List<ContractChange<S, K>> changes(Iterable<? extends S> rows) {
        requireNonNull(rows, "rows");
        checkState(from != null && worth != null, "from(…) and worth(…) must be called first");
        ContractStates<S, K> states = new ContractStates<>(until == null, monthly, leftOut);
        long number = 0;
        for (S row : rows) {
            states.read(this, row, ++number);
        }
        return states.changes();
    }
}
