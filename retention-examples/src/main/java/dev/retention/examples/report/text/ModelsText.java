package dev.retention.examples.report.text;

import dev.retention.examples.report.figures.Models;
import dev.retention.examples.report.figures.Unit;
import dev.retention.examples.report.figures.Words;
import dev.retention.model.ForecastError;
import dev.retention.model.HoldoutPurchases;
import dev.retention.sheet.Sheet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** How people read what models say: the same sentences and columns on a terminal and on the page. */
public final class ModelsText {

    /** The heads of the columns of {@link #atRisk}. */
    public static final List<String> AT_RISK_COLUMNS =
            List.of("Customer", "Orders", "Last order", "P(alive) then", "P(alive) now", "Value now", "Slipped away");

    /** The heads of the columns of {@link #errors}. */
    public static final List<String> ERROR_COLUMNS = List.of(
            "Model", "Expected", "Came", "Bias", "Mean abs. error", "Root mean sq.", "Mean abs. %", "Per customer");

    /** How the first line of {@link #csv} begins. */
    public static final String CSV_HEADER_BEGIN = "customer,frequency,last_purchase,";

    /** The first line of {@link #csv}. */
    public static final String CSV_HEADER =
            CSV_HEADER_BEGIN + "p_alive_before,p_alive,expected_purchases," + "lifetime_value,value_at_risk,model";

    /** The fields of a customer of whom models say nothing. */
    static final String NO_FIELDS = ",,,,,,,,";

    private final Models models;
    private final Unit unit;

    /** What these models say, in this unit. */
    public ModelsText(Models models, Unit unit) {
        this.models = models;
        this.unit = unit;
    }

    /** The value of all customers in a sentence. */
    public String base() {
        Models.Base base = models.base();
        if (base.value().isEmpty()) {
            return "What the customers will bring cannot be said: " + base.reason() + ".";
        }
        String interval = base.interval()
                .map(i -> ", with 95 % confidence " + rounded(Math.max(0, i.lower())) + " to " + rounded(i.upper()))
                .orElse("");
        double value = base.value().getAsDouble();
        return "The " + Words.counted(models.customers().size(), "customer") + " of " + models.until()
                + " will bring "
                + unit.named().map(each -> each.getCurrencyCode() + " ").orElse("") + rounded(value) + interval
                + "; that is "
                + money(value / models.customers().size()) + " each. A new customer would bring "
                + money(base.newCustomer().orElseThrow()) + ", first order included. That is " + models.terms() + ".";
    }

    /** One row per customer at risk. */
    public List<List<String>> atRisk() {
        return models.atRisk().stream()
                .map(each -> List.of(
                        each.customer(),
                        Words.count(each.frequency() + 1),
                        each.lastPurchase().toString(),
                        probability(each.aliveBefore().orElseThrow()),
                        probability(each.alive()),
                        money(each.value().orElseThrow()),
                        money(each.atRisk().orElseThrow())))
                .toList();
    }

    /** How far each model was from the purchases in the periods of the holdout; none without one. */
    public List<List<String>> errors() {
        List<List<String>> rows = new ArrayList<>();
        for (Models.Fit fit : models.tracked()) {
            Models.Tracked tracked = fit.tracked().orElseThrow();
            if (tracked.holdout().isPresent()) {
                HoldoutPurchases holdout = tracked.holdout().get();
                rows.add(List.of(
                        fit.name(),
                        number(OptionalDouble.of(
                                tracked.periods().holdoutTotal().expected())),
                        Words.count(tracked.periods().holdoutTotal().actual()),
                        number(tracked.periods().holdoutError(ForecastError.BIAS)),
                        number(tracked.periods().holdoutError(ForecastError.MAE)),
                        number(tracked.periods().holdoutError(ForecastError.RMSE)),
                        percent(tracked.periods().holdoutError(ForecastError.MAPE)),
                        String.format(
                                Locale.ROOT,
                                "%.3f",
                                holdout.error(ForecastError.MAE).orElse(0))));
            }
        }
        return rows;
    }

    /** An amount with the currency's decimals. */
    public String money(double amount) {
        return unit.of(scaled(amount, Math.max(0, unit.currency().getDefaultFractionDigits())));
    }

    /** What to expect of each customer, as CSV. */
    public static String csv(Models models) {
        StringBuilder csv = new StringBuilder(CSV_HEADER).append('\n');
        for (Models.Customer each : models.customers()) {
            csv.append(quoted(each.customer())).append(fields(models, each)).append('\n');
        }
        return csv.toString();
    }

    /** What to expect of a customer, each field led by its comma. */
    static String fields(Models models, Models.Customer each) {
        return String.format(Locale.ROOT, ",%d,%s,", each.frequency(), each.lastPurchase())
                + field("%.6f", each.aliveBefore())
                + String.format(Locale.ROOT, ",%.6f,%.6f,", each.alive(), each.expected())
                + field("%.2f", each.value())
                + ','
                + field("%.2f", each.atRisk())
                + ','
                + models.chosen().orElseThrow();
    }

    /** A key as a field of CSV: one that a spreadsheet would take for a formula is led by an apostrophe. */
    static String quoted(String key) {
        return '"' + Words.plain(Sheet.guarded(key)).replace("\"", "\"\"") + '"';
    }

    private static String field(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "";
    }

    private static String rounded(double amount) {
        return Words.amount(scaled(amount, 0));
    }

    private static BigDecimal scaled(double amount, int decimals) {
        return BigDecimal.valueOf(amount).setScale(decimals, RoundingMode.HALF_EVEN);
    }

    private static String probability(double p) {
        return String.format(Locale.ROOT, "%.2f", p);
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%,.1f", value.getAsDouble()) : "-";
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? Words.percent(share.getAsDouble()) : "-";
    }
}
