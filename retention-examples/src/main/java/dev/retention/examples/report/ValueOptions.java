package dev.retention.examples.report;

import dev.retention.DiscountRate;
import dev.retention.examples.report.csv.BadInputException;
import dev.retention.value.ValueTerms;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the file of orders does not tell of the value of customers, filled in from the command line. */
final class ValueOptions {
    /** The discount rate of forecasts where none is stated, in percent a year. */
    private static final BigDecimal DISCOUNT = BigDecimal.TEN;

    @Option(
            names = "--margin",
            paramLabel = "PERCENT",
            description =
                    "Gross margin, the part of an amount that is left after the cost of what was sold, such as 40.")
    @Nullable
    BigDecimal margin;

    @Option(
            names = "--acquisition-cost",
            paramLabel = "AMOUNT",
            description = "What it cost to win one customer, in the currency of the orders.")
    @Nullable
    BigDecimal acquisitionCost;

    @Option(
            names = "--discount",
            paramLabel = "PERCENT",
            description =
                    "By how much a year later money is worth less, such as 10. Forecasts of --models take 10 if none is given.")
    @Nullable
    BigDecimal discount;

    /**
     * Refuses what cannot be, before any file is read.
     *
     * @throws BadInputException if a value is out of its range
     */
    void check() {
        if (margin != null && (margin.signum() <= 0 || margin.compareTo(BigDecimal.valueOf(100)) > 0)) {
            throw new BadInputException("--margin " + margin + " must be above 0 and at most 100");
        }
        if (acquisitionCost != null
                && (acquisitionCost.signum() < 0 || acquisitionCost.compareTo(BigDecimal.valueOf(1_000_000_000)) > 0)) {
            throw new BadInputException("--acquisition-cost " + acquisitionCost + " must be from 0 to 1000000000");
        }
        if (discount != null && (discount.signum() < 0 || discount.compareTo(BigDecimal.valueOf(1000)) > 0)) {
            throw new BadInputException("--discount " + discount + " must be from 0 to 1000");
        }
    }

    /** An option that was given. */
    Optional<String> first() {
        return margin != null
                ? Optional.of("--margin")
                : acquisitionCost != null
                        ? Optional.of("--acquisition-cost")
                        : Optional.ofNullable(discount).map(unused -> "--discount");
    }

    /** The terms for all time to come. */
    ValueTerms terms() {
        return ValueTerms.of(
                Optional.ofNullable(margin)
                        .map(percent -> percent.doubleValue() / 100)
                        .orElse(1.0),
                DiscountRate.percentPerYear(
                        Optional.ofNullable(discount).orElse(DISCOUNT).doubleValue()));
    }

    /** Margin and discount in words. */
    String words() {
        return Optional.ofNullable(margin)
                        .map(percent -> "profit at a margin of " + percent.toPlainString() + " %")
                        .orElse("revenue, since no --margin was given")
                + ", discounted by "
                + Optional.ofNullable(discount).orElse(DISCOUNT).toPlainString() + " % a year"
                + (discount != null ? "" : ", the default of --discount");
    }
}
