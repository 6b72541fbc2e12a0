package dev.retention.history;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

/**
 * Turns an amount in another currency into the store's currency.
 *
 * <p>The library has no rates of its own and never assumes one. A missing rate is an error, or for a lenient reader an
 * exclusion that is counted; it is never 1.
 *
 * @param <T> the caller's type of row, which tells the day of the rate
 * @since 0.1.0
 */
@FunctionalInterface
public interface CurrencyConversion<T> {
    /**
     * Converts one amount.
     *
     * @param row the row the amount comes from
     * @param amount the amount in major units of {@code from}
     * @param from the currency of the row, other than the store's
     * @return the amount in major units of the store's currency, or empty if there is no rate
     */
    Optional<BigDecimal> convert(T row, BigDecimal amount, Currency from);
}
