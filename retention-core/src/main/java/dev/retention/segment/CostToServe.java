package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.internal.Checks;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the service of customers costs: the events of a track of contacts, such as calls and tickets, and how each is valued.
 *
 * <pre>{@code
 * CostToServe calls = CostToServe.ofMinutes("calls", "minutes", new BigDecimal("0.80"));
 * CustomerProfit.over(months).cost("cost").serving(calls).of(orders.named("orders").and(contacts.named("calls")));
 * }</pre>
 *
 * <ul>
 *   <li>{@link #ofAmounts}: every contact costs its own amount. A track without amounts is refused: cost unknown is not 0.
 *   <li>{@link #ofColumn}: every contact costs what stands in a further column of money.
 *   <li>{@link #ofMinutes}: a minute costs so much. The minutes of a customer's period are added up first, and what they cost is rounded
 *       once, half to even, to the currency's decimals.
 * </ul>
 *
 * <p>This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class CostToServe implements Serializable {
    private static final long serialVersionUID = 1;

    private enum Unit {
        AMOUNT,
        MONEY,
        MINUTES
    }

    private final String track;
    private final Unit unit;
    // Empty where a contact costs its amount.
    private final String column;
    private final BigDecimal rate;

    private CostToServe(String track, Unit unit, String column, BigDecimal rate) {
        checkArgument(!requireNonNull(track, "track").isEmpty(), "track () must not be empty");
        this.track = track;
        this.unit = unit;
        this.column = requireNonNull(column, "column");
        this.rate = rate;
    }

    /**
     * Every contact costs its own amount.
     *
     * @param track the name of the track of contacts, which must have amounts
     * @return the cost
     * @throws IllegalArgumentException if the name is empty
     */
    public static CostToServe ofAmounts(String track) {
        return new CostToServe(track, Unit.AMOUNT, "", BigDecimal.ONE);
    }

    /**
     * Every contact costs what stands in a column.
     *
     * @param track the name of the track of contacts
     * @param column the name of a further column of money
     * @return the cost
     * @throws IllegalArgumentException if a name is empty
     */
    public static CostToServe ofColumn(String track, String column) {
        checkArgument(!requireNonNull(column, "column").isEmpty(), "column () must not be empty");
        return new CostToServe(track, Unit.MONEY, column, BigDecimal.ONE);
    }

    /**
     * Every contact costs its minutes.
     *
     * @param track the name of the track of contacts
     * @param column the name of a further column of numbers, the minutes, each at least 0
     * @param perMinute what a minute costs, in major units of the currency, at least 0
     * @return the cost
     * @throws IllegalArgumentException if a name is empty, or the rate is negative or past the range of doubles
     */
    public static CostToServe ofMinutes(String track, String column, BigDecimal perMinute) {
        checkArgument(!requireNonNull(column, "column").isEmpty(), "column () must not be empty");
        checkArgument(
                Checks.amount(perMinute, "perMinute").signum() >= 0, "perMinute (%s) must be at least 0", perMinute);
        return new CostToServe(track, Unit.MINUTES, column, perMinute);
    }

    /**
     * The track of contacts.
     *
     * @return its name
     */
    public String track() {
        return track;
    }

    /** The column that is read, if one is. */
    Optional<String> column() {
        return unit == Unit.AMOUNT ? Optional.empty() : Optional.of(column);
    }

    boolean isByMinutes() {
        return unit == Unit.MINUTES;
    }

    /** Refuses contacts that have no amounts where these are what they cost. */
    void check(Optional<java.util.Currency> contacts) {
        checkArgument(
                unit != Unit.AMOUNT || contacts.isPresent(),
                "track (%s) must have amounts, which say what each contact costs: cost unknown is not 0",
                track);
    }

    /** The number of the column, or −1 if none is read. */
    int columnOf(@Nullable History contacts) {
        return contacts == null || unit == Unit.AMOUNT ? -1 : contacts.column(column);
    }

    boolean isKnown(History contacts, int number, int contact) {
        return unit == Unit.AMOUNT || contacts.hasValue(number, contact);
    }

    /** What a contact costs in minor units; the minutes of one that costs its minutes. */
    long value(History contacts, int number, int contact) {
        return switch (unit) {
            case AMOUNT -> contacts.amount(contact);
            case MONEY -> contacts.money(number, contact);
            case MINUTES -> {
                long minutes = contacts.number(number, contact);
                checkArgument(
                        minutes >= 0,
                        "minutes (%s) of contact on %s must be at least 0",
                        minutes,
                        contacts.date(contact));
                yield minutes;
            }
        };
    }

    /** What the values of a period cost in minor units. */
    long cost(long values, History orders) {
        if (unit != Unit.MINUTES) {
            return values;
        }
        int decimals = Math.max(
                0,
                orders.currency()
                        .map(java.util.Currency::getDefaultFractionDigits)
                        .orElse(0));
        BigDecimal minor = rate.multiply(BigDecimal.valueOf(values))
                .movePointRight(decimals)
                .setScale(0, RoundingMode.HALF_EVEN);
        if (minor.toBigInteger().bitLength() >= Long.SIZE) {
            throw new ArithmeticException(
                    "service (" + values + " minutes at " + rate + ") must fit a long of minor units");
        }
        return minor.longValueExact();
    }

    /** Prints the track and how its events are valued, such as {@code service by minutes at 0.80 each on calls}. */
    @Override
    public String toString() {
        return switch (unit) {
            case AMOUNT -> "service by amounts on " + track;
            case MONEY -> "service by column " + column + " on " + track;
            case MINUTES ->
                String.format(
                        Locale.ROOT,
                        "service by %s at %s each on %s",
                        column,
                        rate.stripTrailingZeros().toPlainString(),
                        track);
        };
    }
}
