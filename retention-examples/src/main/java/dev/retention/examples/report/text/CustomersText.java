package dev.retention.examples.report.text;

import dev.retention.examples.report.figures.Customers;
import dev.retention.examples.report.figures.Models;
import dev.retention.examples.report.figures.RevenueDrill.Payer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** All customers as CSV, one line each. */
public final class CustomersText {

    private static final String OWN = "orders,spent,first_order,last_order,periods";

    private static final String PAYERS = "customer,value_now,highest_value,since,last_change";

    private CustomersText() {}

    /** Whether a line is the first of such a file, or of one of forecasts. */
    public static boolean isHeader(String line) {
        return line.startsWith(ModelsText.CSV_HEADER_BEGIN) || line.equals("customer," + OWN) || line.equals(PAYERS);
    }

    /** What they ordered and when; before that, if models were fitted, what to expect of them. */
    public static String csv(Customers customers, Optional<Models> models) {
        StringBuilder csv = new StringBuilder(models.isPresent() ? ModelsText.CSV_HEADER : "customer");
        csv.append(',').append(OWN).append('\n');
        Map<String, String> forecasts = new HashMap<>();
        models.ifPresent(known ->
                known.customers().forEach(each -> forecasts.put(each.customer(), ModelsText.fields(known, each))));
        String none = models.isPresent() ? ModelsText.NO_FIELDS : "";
        customers.forEach((each, periods) -> {
            csv.append(ModelsText.quoted(each.key())).append(forecasts.getOrDefault(each.key(), none));
            csv.append(',')
                    .append(each.orders())
                    .append(',')
                    .append(each.amount().toPlainString());
            csv.append(',').append(each.first()).append(',').append(each.last()).append(',');
            csv.append(String.join(" ", periods)).append('\n');
        });
        return csv.toString();
    }

    /** What they pay, and since when. */
    public static String payers(Consumer<Consumer<Payer>> payers) {
        StringBuilder csv = new StringBuilder(PAYERS).append('\n');
        payers.accept(each -> csv.append(ModelsText.quoted(each.key()))
                .append(',')
                .append(each.now().toPlainString())
                .append(',')
                .append(each.peak().toPlainString())
                .append(',')
                .append(each.since())
                .append(',')
                .append(each.last())
                .append('\n'));
        return csv.toString();
    }
}
