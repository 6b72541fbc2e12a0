package dev.retention.examples.report;

import dev.retention.DiscountRate;
import dev.retention.value.ValueTerms;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What turns amounts into value.
 *
 * @param margin the share of the amounts that is profit, in percent, if stated
 * @param discount the discount rate per year, in percent, if stated
 */
record ValueOptions(Optional<BigDecimal> margin, Optional<BigDecimal> discount) {

    /** The discount rate where none is stated, in percent a year. */
    private static final BigDecimal DISCOUNT = BigDecimal.TEN;

    ValueOptions {
        margin.ifPresent(percent -> {
            if (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
                throw new BadInputException("--margin " + percent + " must be above 0 and at most 100");
            }
        });
        discount.ifPresent(percent -> {
            if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(1000)) > 0) {
                throw new BadInputException("--discount " + percent + " must be from 0 to 1000");
            }
        });
    }

    /** The terms for all time to come. */
    ValueTerms terms() {
        return ValueTerms.of(
                margin.map(percent -> percent.doubleValue() / 100).orElse(1.0),
                DiscountRate.percentPerYear(discount.orElse(DISCOUNT).doubleValue()));
    }

    /** Margin and discount in words. */
    String words() {
        return margin.map(percent -> "profit at a margin of " + percent.toPlainString() + " %")
                        .orElse("revenue, since no --margin was given")
                + ", discounted by " + discount.orElse(DISCOUNT).toPlainString() + " % a year"
                + (discount.isPresent() ? "" : ", the default of --discount");
    }
}
