package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Text;
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
 * HistoryStore<String> values = Contracts.of(Row::customer, Row::subscription)
 *         .from(Row::start).until(Row::paidUntil).cancelledOn(Row::cancelled, Booking.PAID_TERM_OVER)
 *         .worth(ContractValue.of(Row::price, Row::interval, MonthlyFactor.YEAR_OF_52_WEEKS).times(Row::seats))
 *         .plan(Row::plan).family(Row::product).endedBy(Row::mode).reasons(Row::reason)
 *         .read(rows, EUR, HALF_EVEN);
 * RecurringRevenue.over(months).of(values).inPeriod("2024-03").rate(RevenueFormula.NRR_COHORT);
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
 *   <li>Movements are at the grain of the key, or of a column by {@link RecurringRevenue#per}.
 *   <li>A pause or a trial is a time without a row, a row worth {@link MonthlyValue#ZERO}, or one that {@link ContractValue#counting}
 *       does not count.
 *   <li>Value is rounded where a change becomes an amount, so that the amounts of a subscription add up to its rounded value.
 *   <li>A row that ends on the day that it begins holds on no day and says nothing.
 *   <li>Rows that overlap, end before they begin, lack a part or cannot be read are refused with row, customer and subscription, or told
 *       and left out by {@link #leavingOut}.
 * </ul>
 *
 * <p>This class is immutable, and thread-safe if its functions are.
 *
 * @param <S> the type of rows
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Contracts<S, K> extends ContractRows<S, K> {
    /** The code of a change by which a subscription starts. */
    public static final String STARTED = "started";

    /** The code of a change from one state to another. */
    public static final String CHANGED = "changed";

    /** The code of a change by which a subscription ends, where {@link #endedBy} tells no other. */
    public static final String ENDED = "ended";

    /** The code of a change that an exchange rate makes, see {@link ContractValue#revaluedBy}. */
    public static final String FX = "fx";

    /** The code, without a change of value, of the end of a term, see {@link #terms}. */
    public static final String DUE = "due";

    /** The code, without a change of value, of a cancellation whose term is not over, see {@link #cancelledOn}. */
    public static final String ANNOUNCED = "cancellation announced";

    /** The name of the further column of {@link #keepingSubscription}. */
    public static final String SUBSCRIPTION = "subscription";

    /** The name of the further column of {@link #plan}. */
    public static final String PLAN = "plan";

    /** The name of the further column of {@link #family}. */
    public static final String FAMILY = "family";

    /** The name of the further column of quantities, see {@link ContractValue#times}. */
    public static final String QUANTITY = "quantity";

    /** The name of the further column of the reason as it was first recorded, see {@link #reasons}. */
    public static final String REASON = "reason";

    /** The name of the further column of the present reason, see {@link #reasons}. */
    public static final String REASON_NOW = "reason now";

    /** The name of the further column of the day from which on a change holds that was recorded later, see {@link #recordedOn}. */
    public static final String EFFECTIVE = "effective";

    private Contracts(ContractParts<S, K> parts) {
        super(parts);
    }

    @Override
    Contracts<S, K> with(Consumer<ContractParts<S, K>> change) {
        ContractParts<S, K> copy = parts.copy();
        change.accept(copy);
        return new Contracts<>(copy);
    }

    /** When the end of a cancelled subscription is booked. */
    public enum Booking {
        /** When the term is over that is paid for. The cancellation before is {@link Contracts#ANNOUNCED}. */
        PAID_TERM_OVER,
        /** On the day of the cancellation, by which the end is scheduled: what is still paid for counts no more. */
        CANCELLED
    }

    /**
     * Says whose a row is.
     *
     * @param customer the customer's key
     * @param subscription what tells the subscriptions of a customer apart
     * @param <S> the type of rows
     * @param <K> the type of customer keys
     * @return a reader, which needs {@link #from}, {@link #until} or {@link #untilNext}, and {@code worth}
     */
    public static <S, K> Contracts<S, K> of(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable Object> subscription) {
        return new Contracts<>(new ContractParts<>(
                requireNonNull(customer, "customer"), requireNonNull(subscription, "subscription")));
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
        return Contracts.<S, K>of(customer, row -> "monthly value")
                .from(row -> {
                    YearMonth at = month.apply(row);
                    return at == null ? null : at.atDay(1);
                })
                .until(row -> requireNonNull(month.apply(row)).plusMonths(1).atDay(1))
                .worth((S row) -> {
                    BigDecimal worth = value.apply(row);
                    return worth == null
                            ? null
                            : MonthlyFactor.MONTHS_AND_YEARS.monthly(worth, BillingInterval.MONTHLY);
                })
                .with(parts -> parts.monthly = true);
    }

    /**
     * Says what a row is worth a month, where the caller has worked that out.
     *
     * @param worth the recurring value, such as of {@link MonthlyFactor#monthly}; {@link MonthlyValue#ZERO} where it does not count
     * @return this reader with it
     */
    public Contracts<S, K> worth(Function<? super S, @Nullable MonthlyValue> worth) {
        return worth(ContractValue.of(requireNonNull(worth, "worth")));
    }

    /**
     * Says what a row is worth a month.
     *
     * @param worth price, quantity, discount, what counts, and currency
     * @return this reader with it
     */
    public Contracts<S, K> worth(ContractValue<S> worth) {
        requireNonNull(worth, "worth");
        return with(parts -> parts.worth = worth);
    }

    /**
     * Reads what is contracted and has not yet started: the same rows, each by itself from the day on which it was signed until its first
     * day. Cancellations, terms, reasons and days of recording say nothing of that time.
     *
     * @param signed the day on which the contract was signed; on or after its first day it was never waiting
     * @return a reader of that value
     * @throws IllegalStateException if {@link #from} was not called before
     */
    public Contracts<S, K> notYetStarted(Function<? super S, @Nullable LocalDate> signed) {
        requireNonNull(signed, "signed");
        checkState(parts.from != null, "from(…) must be called first");
        Function<? super S, @Nullable LocalDate> first = requireNonNull(parts.from);
        return with(waiting -> {
            waiting.from = signed;
            waiting.until = row -> {
                LocalDate begins = first.apply(row);
                LocalDate from = signed.apply(row);
                checkArgument(begins != null, "must have a first day");
                return from == null || requireNonNull(begins).isAfter(from) ? begins : from;
            };
            waiting.waitAlone();
        });
    }

    /**
     * Leaves out the rows that cannot be read, each told, instead of refusing the first.
     *
     * @param told takes a sentence for each, such as {@code row 3 (customer ann, subscription s1): …}
     * @return this reader with it
     */
    public Contracts<S, K> leavingOut(Consumer<? super String> told) {
        requireNonNull(told, "told");
        return with(changed -> changed.leftOut = told);
    }

    /**
     * A reader of the changes with the columns that this one was told of, to which further ones can be added.
     *
     * @param currency the currency of all values
     * @param rounding which way a value is rounded to its minor units
     * @return a reader with customer, day, amount and code
     * @throws IllegalArgumentException if values are converted into another currency
     */
    public HistoryReader<ContractChange<S, K>, K> reader(Currency currency, RoundingMode rounding) {
        int scale = Math.max(0, requireNonNull(currency, "currency").getDefaultFractionDigits());
        requireNonNull(rounding, "rounding");
        ContractValue<S> worth = parts.worth;
        if (worth != null && worth.exchange() != null) {
            Currency into = requireNonNull(worth.exchange()).into();
            checkArgument(currency.equals(into), "currency (%s) must be that of the values, %s", currency, into);
        }
        HistoryReader<ContractChange<S, K>, K> reader = HistoryStore.<ContractChange<S, K>, K>ofDates(
                        ContractChange::customer, ContractChange::day)
                .amounts(change -> change.amount(scale, rounding), currency)
                .codes(ContractChange::code);
        if (parts.keepsSubscription) {
            reader = reader.text(SUBSCRIPTION, change -> change.subscription().toString());
        }
        if (parts.plan != null) {
            reader = reader.text(PLAN, change -> change.line().plan());
        }
        if (parts.family != null) {
            reader = reader.text(FAMILY, change -> change.line().family());
        }
        if (worth != null && worth.hasQuantity()) {
            reader = reader.number(QUANTITY, change -> change.line().quantity());
        }
        if (parts.reason != null) {
            reader = reader.text(REASON, change -> reason(change, parts.reason));
        }
        if (parts.presentReason != null) {
            reader = reader.text(REASON_NOW, change -> reason(change, parts.presentReason));
        }
        return parts.recorded == null ? reader : reader.day(EFFECTIVE, ContractChange::effective);
    }

    private static <S, K> @Nullable String reason(
            ContractChange<S, K> change, @Nullable Function<? super S, @Nullable String> of) {
        return change.isEnd() ? Text.said(ContractParts.of(of, change.row())) : null;
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
        checkState(parts.from != null && parts.worth != null, "from(…) and worth(…) must be called first");
        ContractStates<S, K> states = new ContractStates<>(parts);
        long number = 0;
        for (S row : rows) {
            states.read(row, ++number);
        }
        return states.changes();
    }
}
