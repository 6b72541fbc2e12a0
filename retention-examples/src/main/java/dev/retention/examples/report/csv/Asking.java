package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Columns.Asked;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of file is asked for: the exports that are told by their header, and the columns.
 *
 * @param options what the user says of the file
 * @param subscriptions what the user says of subscriptions; nothing of other files
 * @param service what the user says of a file of service; nothing of other files
 * @param plain what a file of plain text has; nothing of other files
 */
record Asking(
        CsvOptions options,
        Optional<SubscriptionOptions> subscriptions,
        Optional<ServiceColumns> service,
        Optional<CsvTable.Kind> plain) {

    /** Of which kind a file of service is, and how its columns are called. */
    record ServiceColumns(ServiceKind kind, ServiceOptions asked) {}

    /** What is asked of a file of orders. */
    static Asking ofOrders(CsvOptions options) {
        return new Asking(options, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What is asked of a file of subscriptions. */
    static Asking ofSubscriptions(CsvOptions options, SubscriptionOptions subscriptions) {
        return new Asking(options, Optional.of(subscriptions), Optional.empty(), Optional.empty());
    }

    /** What is asked of a file of service. */
    static Asking ofService(CsvOptions options, ServiceOptions asked, ServiceKind kind) {
        return new Asking(options, Optional.empty(), Optional.of(new ServiceColumns(kind, asked)), Optional.empty());
    }

    /** What is asked of a file of plain text. */
    static Asking ofPlain(CsvOptions options, CsvTable.Kind kind) {
        return new Asking(options, Optional.empty(), Optional.empty(), Optional.of(kind));
    }

    /** The exports of this kind. */
    Presets presets() {
        return subscriptions.isPresent() ? Presets.SUBSCRIPTIONS : Presets.ORDERS;
    }

    /** The export that a header is of. */
    Optional<Preset> preset(List<String> header) {
        if (service.isPresent() || plain.isPresent()) {
            return Optional.empty();
        }
        Optional<Rows> rows = subscriptions.flatMap(each -> Optional.ofNullable(each.rows));
        if (rows.isEmpty()) {
            return presets().of(header);
        }
        // Whoever says what a row is, is told nothing else by the header.
        return presets().all().stream()
                .filter(each -> each.rows() == rows.get())
                .filter(each -> each.fits(header))
                .findFirst()
                .or(() -> Optional.of(presets().named(rows.get().preset())));
    }

    /** The columns that the file must have. */
    List<Asked> required(Optional<Preset> preset, List<String> header) {
        if (plain.isPresent()) {
            return plain.get().required(header);
        }
        if (service.isPresent()) {
            return service.get().asked().required(service.get().kind(), header);
        }
        return subscriptions.isPresent()
                ? subscriptions.get().required(options, preset, header)
                : List.of(
                        asked("--customer-column", "customer", options.columns.customer, "1"),
                        asked("--date-column", "date", options.columns.date, "2"),
                        asked("--amount-column", "amount", options.columns.amount, "3"));
    }

    private Asked asked(String option, String role, @Nullable String stated, String position) {
        return new Asked(option, role, stated, options.file.noHeader ? position : role);
    }

    /** The columns that it may have. */
    List<Asked> optional() {
        if (plain.isPresent()) {
            return List.of();
        }
        if (service.isPresent()) {
            return service.get().asked().optional(service.get().kind());
        }
        ColumnOptions named = options.columns;
        return subscriptions.isPresent()
                ? subscriptions.get().optional(options)
                : List.of(
                        new Asked("--time-column", "time", named.time, null),
                        new Asked("--quantity-column", "quantity", named.quantity, null),
                        new Asked("--refunded-column", "refunded", named.refunded, null),
                        new Asked("--order-column", "order", named.order, null),
                        new Asked("--currency-column", "currency", named.currency, null),
                        new Asked("--cost-column", "cost", named.cost, null),
                        new Asked("--group-column", "group", named.group, null));
    }

    /** What to say where a header is of the other kind of files. */
    String otherKind(List<String> header) {
        if (service.isPresent() || plain.isPresent()) {
            return "";
        }
        return subscriptions.isPresent()
                ? Presets.ORDERS
                        .of(header)
                        .map(each ->
                                "; this is " + each.title() + ", a file of orders: give it without --subscriptions")
                        .orElse("")
                : Presets.SUBSCRIPTIONS
                        .of(header)
                        .map(each -> "; this is " + each.title() + ": say --subscriptions before the file")
                        .orElse("");
    }
}
