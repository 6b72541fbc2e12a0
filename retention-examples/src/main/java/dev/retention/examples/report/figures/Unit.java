package dev.retention.examples.report.figures;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

/**
 * What amounts are in: a currency, or one that neither the data nor the user names. Such amounts have two decimals and are shown
 * without a code, since any would be made up.
 *
 * @param named the currency, if it is known
 */
public record Unit(Optional<Currency> named) {

    /** Has the two decimals; its name is never shown. */
    private static final Currency UNNAMED = Currency.getInstance("EUR");

    /** What is counted in. */
    public Currency currency() {
        return named.orElse(UNNAMED);
    }

    /** No money, with as many decimals as amounts have. */
    public BigDecimal zero() {
        return BigDecimal.ZERO.setScale(Math.max(0, currency().getDefaultFractionDigits()));
    }

    /** An amount with its currency, such as {@code USD 1,234.50}, or {@code 1,234.50}. */
    public String of(BigDecimal amount) {
        return named.map(currency -> currency.getCurrencyCode() + " ").orElse("") + Words.amount(amount);
    }

    /** A text of the library's that shows amounts in {@link #currency}, without its code if that is not known. */
    public String shown(String text) {
        return named.isPresent() ? text : text.replace(" " + UNNAMED.getCurrencyCode(), "");
    }

    /** The code of the currency, or words for it. */
    public String words() {
        return named.map(Currency::getCurrencyCode).orElse("the currency of the data");
    }

    /** A head such as {@code Spent, USD}, or {@code Spent}. */
    public String after(String head) {
        return head + named.map(currency -> ", " + currency.getCurrencyCode()).orElse("");
    }
}
