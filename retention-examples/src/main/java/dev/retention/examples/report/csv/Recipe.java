package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Columns.Asked;
import dev.retention.examples.report.csv.CountOptions.OrderLines;
import dev.retention.examples.report.csv.Lines.Row;
import dev.retention.history.EventFilter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one file is read: what the user says, and where that is nothing what the preset of its export says, and where
 * there is none what every file has.
 */
final class Recipe {

    private final Layout layout;
    private final Columns columns;
    private final int customer;
    private final int date;
    private final int time;
    private final int amount;
    private final int quantity;
    private final int refunded;
    private final int order;
    private final int group;
    private final int lineKey;
    private final int refundCustomer;
    private final Filters.@Nullable Filter refundRows;
    private final boolean once;
    private final EventFilter.Refunds refunds;
    private final @Nullable LocalDate asOf;
    private final boolean lenient;
    private final Customers customers;
    private final Filters filters;
    private final Dates dates;
    private final NumberStyle style;
    private final Amounts amounts;
    private final Amounts quantities;
    private final Costs costs;
    private final Currencies currencies;
    private final Watched watched;

    /**
     * Puts together how a file is read.
     *
     * @param name the file's name, for messages
     * @param layout where its header is
     * @param head its beginning
     * @param options what the user says
     * @param ofData the currency of data that come with the program, if they do
     * @param all what all lines of the file say, where the first ones do not tell
     */
    Recipe(
            String name,
            Layout layout,
            String head,
            CsvOptions options,
            Optional<Currency> ofData,
            ColumnValues.Whole all) {
        this.layout = layout;
        Optional<Preset> preset = layout.preset();
        boolean positions = options.file.noHeader;
        List<String> header = layout.header().fields();
        List<Row> sample = layout.sample(head, positions);
        columns = new Columns(header, positions, preset.orElse(null));
        List<Asked> required = Asking.ofOrders(options).required(preset, header);
        customer = columns.required(required.get(0));
        date = columns.required(required.get(1));
        amount = columns.required(required.get(2));
        ColumnOptions named = options.columns;
        // A form that the user states is that of the date alone, unless the column of times is stated too.
        time = named.time == null && options.dates.format != null
                ? Columns.NONE
                : columns.optional(new Asked("--time-column", "time", named.time, null));
        quantity = columns.optional(new Asked("--quantity-column", "quantity", named.quantity, null));
        refunded = columns.optional(new Asked("--refunded-column", "refunded", named.refunded, null));
        order = columns.optional(new Asked("--order-column", "order", named.order, null));
        group = columns.optional(new Asked("--group-column", "group", named.group, null));
        lineKey = preset.map(each -> each.lineKey(columns.name(amount), header)).orElse(Columns.NONE);
        refundCustomer =
                preset.map(each -> each.column("refund-customer", header)).orElse(Columns.NONE);
        refundRows = preset.flatMap(each -> each.value("refund-rows"))
                .map(each -> Filters.single(each, header))
                .orElse(null);
        once = options.counts.orderLines == null
                ? preset.flatMap(each -> each.value("order-lines"))
                        .filter("once"::equals)
                        .isPresent()
                : options.counts.orderLines == OrderLines.ONCE;
        refunds = options.counts.refunds == null
                ? preset.flatMap(each -> each.value("refunds"))
                        .map(each -> EventFilter.Refunds.valueOf(
                                each.toUpperCase(Locale.ROOT).replace('-', '_')))
                        .orElse(EventFilter.Refunds.LEAVE_OUT)
                : options.counts.refunds;
        asOf = options.dates.asOf;
        lenient = options.file.lenient;
        customers = Customers.of(options, preset);
        filters = Filters.of(options, preset, columns, header);
        List<String> dateTexts = Columns.values(sample, date, time);
        dates = Dates.of(
                options,
                preset,
                name + ":" + layout.header().number(),
                columns.name(date),
                dateTexts,
                () -> all.values(List.of(date), line -> line.text(date)));
        style = NumberStyle.of(options.amounts, preset, Columns.values(sample, amount, Columns.NONE));
        List<Row> counted = sample.stream().filter(filters::counts).toList();
        currencies = Currencies.of(
                options.amounts,
                preset,
                columns.optional(new Asked("--currency-column", "currency-column", named.currency, null)),
                positions ? List.of() : header,
                columns,
                column -> Columns.values(counted, column, Columns.NONE),
                column -> all.values(filters.with(column), line -> filters.counts(line) ? line.text(column) : ""),
                ofData);
        amounts = new Amounts(style, currencies.scale());
        quantities = new Amounts(new NumberStyle(style.decimal(), true, style.thousands(), true), currencies.scale());
        int cost = columns.optional(new Asked("--cost-column", "cost", named.cost, null));
        costs = new Costs(cost, columns.name(cost), new Amounts(style, currencies.scale()), currencies);
        watched = Watched.of(
                positions ? List.of() : header,
                columns,
                preset.isPresent() ? filters.columns() : filters.keptColumns(),
                order,
                preset.isPresent() || quantity >= 0,
                preset.isPresent() || refunded >= 0);
    }

    /** Which columns have to be kept of every line. */
    boolean[] wanted() {
        List<Integer> all = new ArrayList<>(
                List.of(customer, date, time, amount, quantity, refunded, order, group, currencies.column()));
        all.add(costs.column());
        all.addAll(filters.columns());
        all.addAll(List.of(lineKey, refundCustomer));
        all.add(refundRows == null ? Columns.NONE : refundRows.column());
        all.addAll(watched.wanted());
        boolean[] wanted = new boolean[layout.header().fields().size()];
        all.stream().filter(index -> index >= 0 && index < wanted.length).forEach(index -> wanted[index] = true);
        return wanted;
    }

    /** Which columns change with the state of an order, so that a line that was exported twice is told in spite of them. */
    boolean[] changing() {
        List<String> header = layout.header().fields();
        boolean[] changing = new boolean[header.size()];
        if (order >= 0) {
            filters.columns().forEach(column -> changing[column] = true);
            layout.preset().flatMap(each -> each.value("changing")).map(Preset::alternatives).orElse(List.of()).stream()
                    .mapToInt(each -> Preset.columnOf(each, header))
                    .filter(column -> column >= 0)
                    .forEach(column -> changing[column] = true);
        }
        return changing;
    }

    /** How the lines are read, in words. */
    String words() {
        StringBuilder words = new StringBuilder("Read");
        layout.preset()
                .ifPresent(preset -> words.append(" as ")
                        .append(preset.title())
                        .append(layout.stated() ? "" : " (told by its header; --preset none reads it plainly)"));
        words.append(": ").append(named("customer", customer));
        words.append(customers.isCaseIgnored() ? " in any case" : "");
        words.append(", ").append(named("date", date));
        words.append(" (")
                .append(dates.form())
                .append(", ")
                .append(dates.zones().words())
                .append(')');
        words.append(", ").append(named("amount", amount));
        words.append(quantity < 0 ? "" : " times " + Shown.argument(columns.name(quantity)));
        words.append(refunded < 0 ? "" : " less " + Shown.argument(columns.name(refunded)));
        words.append(currencies.report().isPresent() ? " in " + currencies.reportCode() : "");
        words.append(costs.words());
        words.append(order < 0 ? "" : ", one order for each " + Shown.argument(columns.name(order)));
        filters.words().forEach(each -> words.append(", ").append(each));
        return words.toString();
    }

    /** What a column says, and its name where that is another. */
    private String named(String role, int column) {
        String name = columns.name(column);
        return name.equals(role) ? role : role + " from " + Shown.argument(name);
    }

    Layout layout() {
        return layout;
    }

    Columns columns() {
        return columns;
    }

    int customer() {
        return customer;
    }

    int date() {
        return date;
    }

    int time() {
        return time;
    }

    int amount() {
        return amount;
    }

    int quantity() {
        return quantity;
    }

    int refunded() {
        return refunded;
    }

    int order() {
        return order;
    }

    int lineKey() {
        return lineKey;
    }

    int refundCustomer() {
        return refundCustomer;
    }

    /** Which lines are of refunds, where that is known besides their sign. */
    Filters.@Nullable Filter refundRows() {
        return refundRows;
    }

    int group() {
        return group;
    }

    boolean once() {
        return once;
    }

    EventFilter.Refunds refunds() {
        return refunds;
    }

    Optional<LocalDate> asOf() {
        return Optional.ofNullable(asOf);
    }

    boolean lenient() {
        return lenient;
    }

    Customers customers() {
        return customers;
    }

    Filters filters() {
        return filters;
    }

    Dates dates() {
        return dates;
    }

    Amounts amounts() {
        return amounts;
    }

    Amounts quantities() {
        return quantities;
    }

    Costs costs() {
        return costs;
    }

    Currencies currencies() {
        return currencies;
    }

    Watched watched() {
        return watched;
    }
}
