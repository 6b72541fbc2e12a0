package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Excluded.Reason;
import dev.retention.movement.BillingInterval;
import dev.retention.movement.MonthlyValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a line of a file of subscriptions is worth a month. */
final class SubscriptionPrices {

    private final SubscriptionRecipe recipe;
    private final Intervals intervals = new Intervals();
    private final Occurrences byWeeksOrDays = new Occurrences();
    private final Occurrences endedWithoutValue = new Occurrences();
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

    /** Takes a line of a subscription that has ended or pauses and is worth nothing. */
    void endedWithoutValue(Line line) {
        if (!recipe.has(Role.PRICE)) {
            endedWithoutValue.add(line.number());
        }
    }

    /** What is odd about prices. */
    List<DataNote> notes() {
        List<DataNote> notes = new ArrayList<>();
        if (byWeeksOrDays.count() > 0) {
            notes.add(new DataNote(
                    DataNote.Kind.BY_WEEKS_OR_DAYS,
                    Shown.counted(byWeeksOrDays.count(), "price") + (byWeeksOrDays.count() == 1 ? " is" : " are")
                            + " by weeks or days and made monthly by " + recipe.factor() + ", "
                            + (recipe.isFactorStated()
                                    ? "as stated"
                                    : "the default of --monthly-factor; systems differ here"),
                    byWeeksOrDays.count(),
                    byWeeksOrDays.first()));
        }
        if (endedWithoutValue.count() > 0) {
            notes.add(new DataNote(
                    DataNote.Kind.AMOUNTS_OF_ZERO,
                    Shown.counted(endedWithoutValue.count(), "line") + " of subscriptions that have ended or pause "
                            + (endedWithoutValue.count() == 1 ? "has" : "have") + " 0 in column "
                            + recipe.name(Role.MRR)
                            + ", which says what each is worth now and not what it was worth before: such losses are not in"
                            + " the figures, and retention is too high; export prices, or name their column with"
                            + " --price-column",
                    endedWithoutValue.count(),
                    endedWithoutValue.first()));
        }
        return notes;
    }
}
