package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.RefusedRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A customer who left, as far as it matters to whom to call and what to mend: what the customer was worth, why and when the customer left.
 *
 * @param customer the customer
 * @param value what the customer was worth, in a unit that is the same for all; empty if it is not known
 * @param reason why the customer left, not blank; empty if it is not known
 * @param day on which day, in the years 1 to 9999; empty if it is not known
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public record CustomerLoss<K>(
        K customer, Optional<BigDecimal> value, Optional<String> reason, Optional<LocalDate> day) {
    /**
     * Checks the value, the reason and the day.
     *
     * @param customer the customer
     * @param value what the customer was worth
     * @param reason why the customer left
     * @param day on which day
     * @throws IllegalArgumentException if the value is beyond the range of doubles or has more than 2,000 decimals, the reason is blank, or the
     *     day is not in the years 1 to 9999
     */
    public CustomerLoss {
        requireNonNull(customer, "customer");
        requireNonNull(value, "value").ifPresent(known -> Checks.amount(known, "value of customer (" + customer + ")"));
        checkArgument(
                requireNonNull(reason, "reason").filter(String::isBlank).isEmpty(),
                "reason of customer (%s) must not be an empty text",
                customer);
        requireNonNull(day, "day").ifPresent(known -> RefusedRow.checkDay(known, customer));
    }

    /**
     * A customer of whom value, reason and day are known.
     *
     * @param customer the customer
     * @param value what the customer was worth
     * @param reason why the customer left, not blank
     * @param day on which day, in the years 1 to 9999
     * @param <K> the type of customer keys
     * @return the customer
     * @throws IllegalArgumentException if the value is beyond the range of doubles or has more than 2,000 decimals, the reason is blank, or the
     *     day is not in the years 1 to 9999
     */
    public static <K> CustomerLoss<K> of(K customer, BigDecimal value, String reason, LocalDate day) {
        requireNonNull(customer, "customer");
        return new CustomerLoss<>(
                customer,
                Optional.of(requireNonNull(value, "value")),
                Optional.of(requireNonNull(reason, "reason")),
                Optional.of(requireNonNull(day, "day")));
    }

    /**
     * A loss of a loss table, with the reason as it is known by the end of the data.
     *
     * @param loss the loss
     * @param worth what the customer was worth
     * @param <K> the type of customer keys
     * @return the customer
     */
    public static <K> CustomerLoss<K> of(Loss<K> loss, LossWorth worth) {
        requireNonNull(loss, "loss");
        return new CustomerLoss<>(
                loss.customer(),
                loss.value(requireNonNull(worth, "worth")),
                loss.reasonNow().filter(reason -> !reason.isBlank()),
                Optional.of(loss.day()));
    }

    /** Prints what is known, such as {@code 17 (120.00): too expensive}. */
    @Override
    public String toString() {
        return customer
                + value.map(known -> " (" + known.toPlainString() + ")").orElse("")
                + reason.map(known -> ": " + known).orElse("");
    }
}
