package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.HistoryReader;
import dev.retention.internal.Checks;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row as {@link OrderLines} reads it: a line that was bought, or a return.
 *
 * @param <K> the type of customer keys
 */
final class OrderLineRow<K> {
    @Nullable
    K customer;

    @Nullable
    String order;

    @Nullable
    LocalDate day;

    @Nullable
    BigDecimal amount;

    @Nullable
    BigDecimal discount;

    @Nullable
    BigDecimal cost;

    @Nullable
    String product;

    @Nullable
    String family;

    @Nullable
    String reason;

    boolean isReturn;
    private boolean isComplete;
    Map<String, @Nullable String> texts = Map.of();
    // Why the row cannot be read.
    @Nullable
    RuntimeException fault;

    /** Whether the row has what makes it an event, so that others may be held against it. */
    boolean isSound() {
        return fault == null && isComplete;
    }

    /**
     * Looks whether the row has all that makes it an event. A strict reader is told here what is missing; a lenient one asks {@link
     * HistoryReader} for the reason.
     */
    void complete(int decimals, boolean lenient) {
        String missing = missing(decimals);
        isComplete = customer != null && missing == null;
        checkArgument(lenient || customer == null || missing == null, "%s, of %s", missing, this);
    }

    private @Nullable String missing(int decimals) {
        if (day == null || day.getYear() < 1 || day.getYear() > 9999) {
            return "day (" + day + ") must be in the years 1 to 9999";
        }
        String message = amount == null ? "amount (null) must be told" : ofMinorUnits(amount, "amount", decimals);
        message = message == null ? ofMinorUnits(discount, "discount", decimals) : message;
        return message == null ? ofMinorUnits(cost, "cost", decimals) : message;
    }

    /** Why an amount cannot be stored; null if it can. */
    private static @Nullable String ofMinorUnits(@Nullable BigDecimal value, String name, int decimals) {
        BigDecimal least = value == null ? BigDecimal.ZERO : value.stripTrailingZeros();
        String is = name + " (" + value + ") must ";
        if (least.scale() > decimals) {
            return is + "have at most " + decimals
                    + " decimals, as the currency has: tell how others are rounded by rounding(…)";
        }
        return least.setScale(decimals).unscaledValue().bitLength() < Long.SIZE
                ? null
                : is + "fit a long in minor units";
    }

    /** The customer of a row that can be read; of another, why it cannot is thrown. */
    @Nullable
    K soundCustomer() {
        if (fault != null) {
            throw fault;
        }
        return customer;
    }

    void refuse(String message) {
        fault = fault == null ? new IllegalArgumentException(message) : fault;
    }

    /** Rounds and checks the amounts of a line that was bought; a discount fits a list price before or after they are rounded. */
    void checkLine(@Nullable BigDecimal listPrice, int decimals, @Nullable RoundingMode rounding) {
        checkArgument(order != null, "order (null) must name the order, of customer %s", customer);
        checkArgument(cost == null || amount != null, "cost (%s) must have an amount beside it, of %s", cost, this);
        BigDecimal exact = listPrice == null || amount == null
                ? null
                : Checks.amount(listPrice, "listPrice").subtract(Checks.amount(amount, "amount"));
        boolean fits = discount == null
                || exact == null
                || Checks.amount(discount, "discount").compareTo(exact) == 0;
        amount = rounded(amount, "amount", decimals, rounding);
        cost = rounded(cost, "cost", decimals, rounding);
        discount = rounded(discount, "discount", decimals, rounding);
        BigDecimal list = rounded(listPrice, "listPrice", decimals, rounding);
        checkArgument(
                amount == null || amount.signum() >= 0,
                "amount (%s) must be at least 0, of %s: a return is told by returns",
                amount,
                this);
        checkArgument(cost == null || cost.signum() >= 0, "cost (%s) must be at least 0, of %s", cost, this);
        if (list != null && amount != null) {
            checkArgument(
                    list.compareTo(amount) >= 0,
                    "listPrice (%s) must be at least the amount (%s), of %s",
                    list,
                    amount,
                    this);
            checkArgument(
                    fits || Objects.requireNonNull(discount).compareTo(list.subtract(amount)) == 0,
                    "discount (%s) must be the list price (%s) less the amount (%s), of %s",
                    discount,
                    list,
                    amount,
                    this);
            discount = list.subtract(amount);
        }
        checkArgument(
                discount == null || discount.signum() >= 0, "discount (%s) must be at least 0, of %s", discount, this);
    }

    /** Rounds the amount of a return, which is written with either sign. */
    void checkReturn(int decimals, @Nullable RoundingMode rounding) {
        BigDecimal back = rounded(amount, "amount", decimals, rounding);
        amount = back == null ? null : back.abs().negate();
    }

    private static @Nullable BigDecimal rounded(
            @Nullable BigDecimal value, String name, int decimals, @Nullable RoundingMode rounding) {
        if (value == null || rounding == null) {
            return value == null ? null : Checks.amount(value, name);
        }
        return Checks.amount(value, name).setScale(decimals, rounding);
    }

    /** Prints whose the row is, such as {@code customer ann in order o1}. */
    @Override
    public String toString() {
        return "customer " + customer + " in order " + order;
    }
}
