package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Excluded.Reason;
import dev.retention.movement.BillingInterval;
import dev.retention.movement.MonthlyValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Reads what a line of a file of subscriptions is worth a month. */
final class SubscriptionPrices {

    private final SubscriptionRecipe recipe;
    private final Intervals intervals = new Intervals();
    private final Occurrences byWeeksOrDays = new Occurrences();
    private @Nullable BillingInterval last;

    SubscriptionPrices(SubscriptionRecipe recipe) {
        this.recipe = recipe;
    }

    /**
     * The value a month.
     *
     * @param day from when on, for rates between currencies
     * @param phase takes what could not be read, should something be at fault
     */
    MonthlyValue value(Line line, LocalDate day, Reason[] phase) {
        phase[0] = Reason.OTHER_CURRENCY;
        String currency = recipe.currencies().of(line);
        phase[0] = Reason.BAD_AMOUNT;
        String column = Shown.argument(recipe.columns().name(recipe.priced()));
        BigDecimal price = recipe.amounts().read(line.text(recipe.priced()), column, line.number(), currency);
        if (price.signum() < 0) {
            throw Fault.of("a price below 0, " + price.toPlainString() + ", in column " + column);
        }
        if (recipe.minorUnits()) {
            price = price.movePointLeft(
                    Currencies.decimals(currency, recipe.currencies().scale()));
        }
        phase[0] = Reason.OTHER_CURRENCY;
        price = recipe.currencies().converted(price, currency, day, line.number());
        phase[0] = Reason.BAD_INTERVAL;
        boolean ofMonth = recipe.rows() == Rows.MONTH || !recipe.has(Role.PRICE);
        BillingInterval charged = ofMonth ? BillingInterval.MONTHLY : interval(line);
        last = ofMonth ? null : charged;
        MonthlyValue each = recipe.factor().monthly(price, charged);
        phase[0] = Reason.BAD_AMOUNT;
        return ofMonth ? each : each.times(quantity(line));
    }

    /** How often the price that was read last is charged; null where the file has values a month. */
    @Nullable
    BillingInterval interval() {
        return last;
    }

    private BillingInterval interval(Line line) {
        String text = text(line, Role.INTERVAL);
        if (text.isEmpty()) {
            if (recipe.has(Role.INTERVAL) && !recipe.isIntervalStated()) {
                throw Fault.of("no interval in column " + recipe.name(Role.INTERVAL)
                        + " (--interval says what such lines have)");
            }
            return recipe.interval();
        }
        BillingInterval interval = intervals
                .read(text, text(line, Role.INTERVAL_COUNT), recipe.name(Role.INTERVAL))
                .orElseThrow(() -> new NotCountedException(
                        Reason.NOT_COUNTED, "interval " + Shown.quoted(text) + " does not recur"));
        switch (interval.unit()) {
            case DAY, WEEK -> byWeeksOrDays.add(line.number());
            default -> {}
        }
        return interval;
    }

    /** How many units; one where none is named. */
    long quantity(Line line) {
        String text = text(line, Role.QUANTITY);
        if (text.isEmpty()) {
            return 1;
        }
        BigDecimal quantity = recipe.quantities().read(text, recipe.name(Role.QUANTITY), line.number(), "");
        if (quantity.signum() < 0
                || quantity.stripTrailingZeros().scale() > 0
                || quantity.precision() - quantity.scale() > 12) {
            throw Fault.of("bad quantity " + Shown.quoted(text) + " in column " + recipe.name(Role.QUANTITY)
                    + " (expected a whole number from 0 on)");
        }
        return quantity.longValueExact();
    }

    private String text(Line line, Role role) {
        return line.text(recipe.column(role));
    }

    /** The lines whose price is by weeks or days. */
    Occurrences byWeeksOrDays() {
        return byWeeksOrDays;
    }
}
