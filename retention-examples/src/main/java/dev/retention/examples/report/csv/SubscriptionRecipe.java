package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Columns.Asked;
import dev.retention.examples.report.csv.Lines.Row;
import dev.retention.movement.BillingInterval;
import dev.retention.movement.MonthlyFactor;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How one file of subscriptions is read: what the user says, then what the preset of its export says, then what every file has. */
final class SubscriptionRecipe {

    /** Columns of days. */
    private static final List<Role> DAYS = List.of(Role.START, Role.END, Role.CANCELLED, Role.TRIAL_END, Role.PAUSED);

    private final CsvFile file;
    private final CsvOptions options;
    private final Columns columns;
    private final Map<Role, Integer> indexes = new EnumMap<>(Role.class);
    private final Map<Role, String> names = new EnumMap<>(Role.class);
    private final Rows rows;
    private final Filters filters;
    private final Customers customers;
    private final Statuses statuses;
    private final Dates dates;
    private final Amounts amounts;
    private final Amounts quantities;
    private final Currencies currencies;
    private final BillingInterval interval;
    private final boolean intervalStated;
    private final MonthlyFactor factor;
    private final boolean factorStated;
    private final boolean minorUnits;
    private final Map<String, String> modes = new HashMap<>();

    SubscriptionRecipe(CsvFile file, CsvOptions options, SubscriptionOptions asked) {
        this.file = file;
        this.options = options;
        Layout layout = file.layout();
        Optional<Preset> preset = layout.preset();
        List<String> header = layout.header().fields();
        boolean positions = options.file.noHeader;
        columns = new Columns(header, positions, preset.orElse(null));
        Asking asking = Asking.ofSubscriptions(options, asked);
        List<Asked> all = new ArrayList<>(asking.required(preset, header));
        int required = all.size();
        all.addAll(asking.optional());
        for (Role role : Role.values()) {
            indexes.put(role, Columns.NONE);
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).role().equals(role.word())) {
                    indexes.put(role, i < required ? columns.required(all.get(i)) : columns.optional(all.get(i)));
                }
            }
        }
        rows = asked.rows != null ? asked.rows : preset.map(Preset::rows).orElse(Rows.STATE);
        filters = Filters.of(options, preset, columns, header);
        customers = Customers.of(options, preset);
        statuses = new Statuses(asked.counted);
        List<Row> sample = layout.sample(file.head(), positions);
        List<String> days = new ArrayList<>();
        DAYS.forEach(role -> days.addAll(Columns.values(sample, column(role), Columns.NONE)));
        dates = Dates.of(
                options,
                preset,
                file.name() + ":" + layout.header().number(),
                columns.name(column(Role.START)),
                days.stream().map(this::dayText).toList(),
                () -> file.whole().values(List.of(column(Role.START)), line -> dayText(line.text(column(Role.START)))));
        List<String> prices = Columns.values(sample, priced(), Columns.NONE);
        NumberStyle style = NumberStyle.of(options.amounts, preset, prices);
        currencies = Currencies.of(
                options.amounts,
                preset,
                columns.optional(new Asked("--currency-column", "currency-column", options.columns.currency, null)),
                positions ? List.of() : header,
                columns,
                column -> Columns.values(sample, column, Columns.NONE),
                column -> file.whole()
                        .values(filters.with(column), line -> filters.counts(line) ? line.text(column) : ""),
                Optional.empty());
        minorUnits = currencies.scale() > 0 && isInMinorUnits(asked.minorUnits, preset, style, prices);
        amounts = new Amounts(style, currencies.scale());
        quantities = new Amounts(new NumberStyle(style.decimal(), true, style.thousands(), true), currencies.scale());
        interval = asked.interval == null ? BillingInterval.MONTHLY : Intervals.stated(asked.interval);
        intervalStated = asked.interval != null;
        factor = asked.factor == null ? MonthlyFactor.YEAR_OF_52_WEEKS : asked.factor;
        factorStated = asked.factor != null;
        preset.ifPresent(this::takeModes);
        check();
    }

    private void takeModes(Preset preset) {
        for (String each : preset.numbered("mode-of")) {
            int at = each.lastIndexOf('=');
            Preset.list(each.substring(0, at))
                    .forEach(value -> modes.put(
                            value.toLowerCase(Locale.ROOT),
                            each.substring(at + 1).strip()));
        }
        preset.value("mode-empty").ifPresent(mode -> modes.put("", mode));
    }

    private boolean isInMinorUnits(
            SubscriptionOptions.@Nullable YesNo stated,
            Optional<Preset> preset,
            NumberStyle style,
            List<String> prices) {
        if (stated != null) {
            return stated == SubscriptionOptions.YesNo.YES;
        }
        String told = preset.flatMap(each -> each.value("minor-units")).orElse("no");
        if (!told.equals("auto")) {
            return told.equals("yes");
        }
        if (prices.stream().anyMatch(text -> text.indexOf(style.decimal()) >= 0)) {
            return false;
        }
        throw new BadInputException(file.name() + ": no price in column " + Shown.argument(columns.name(priced()))
                + " shows decimals: are they in cents? say --minor-units yes, or no where they are whole");
    }

    private void check() {
        if (rows != Rows.STATE || has(Role.TENURE)) {
            if (has(Role.TENURE) && options.dates.asOf == null) {
                throw new BadInputException(
                        file.name() + ": column " + Shown.argument(columns.name(column(Role.TENURE)))
                                + " says for how many months, and no column says until when: state it with --as-of, best the last"
                                + " day of a month");
            }
            return;
        }
        if (!has(Role.END) && !has(Role.CANCELLED)) {
            throw new BadInputException(
                    file.name() + ":" + file.layout().header().number()
                            + ": no column tells when a subscription ends (found: "
                            + Shown.list(file.layout().header().fields())
                            + "): name it with --end-column or --cancelled-column, or say --rows change where each line holds"
                            + " until the next of its subscription");
        }
    }

    /** A month as its first day. */
    String dayText(String text) {
        return rows == Rows.MONTH && text.matches("[0-9]{4}-[0-9]{2}") ? text + "-01" : text;
    }

    boolean has(Role role) {
        return column(role) >= 0;
    }

    int column(Role role) {
        return indexes.getOrDefault(role, Columns.NONE);
    }

    /** The name of a column, as it is shown. */
    String name(Role role) {
        return names.computeIfAbsent(role, each -> Shown.argument(columns.name(column(each))));
    }

    /** The column of what it is worth. */
    int priced() {
        return has(Role.MRR) && !has(Role.PRICE) ? column(Role.MRR) : column(Role.PRICE);
    }

    /** Which columns have to be kept of every line. */
    boolean[] wanted() {
        List<Integer> all = new ArrayList<>(indexes.values());
        all.addAll(filters.columns());
        all.add(currencies.column());
        boolean[] wanted = new boolean[file.layout().header().fields().size()];
        all.stream().filter(index -> index >= 0 && index < wanted.length).forEach(index -> wanted[index] = true);
        return wanted;
    }

    /** How a mode of ending is called, by what the file says. */
    String mode(String text) {
        String known = modes.get(text.toLowerCase(Locale.ROOT));
        return known != null ? known : text.replace('_', ' ');
    }

    Rows rows() {
        return rows;
    }

    Filters filters() {
        return filters;
    }

    Customers customers() {
        return customers;
    }

    Statuses statuses() {
        return statuses;
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

    Currencies currencies() {
        return currencies;
    }

    BillingInterval interval() {
        return interval;
    }

    boolean isIntervalStated() {
        return intervalStated;
    }

    MonthlyFactor factor() {
        return factor;
    }

    boolean isFactorStated() {
        return factorStated;
    }

    boolean minorUnits() {
        return minorUnits;
    }

    boolean lenient() {
        return options.file.lenient;
    }

    Optional<LocalDate> asOf() {
        return Optional.ofNullable(options.dates.asOf);
    }

    Layout layout() {
        return file.layout();
    }

    Columns columns() {
        return columns;
    }

    /** Whether a subscription that has ended and has no start, as a trial that nobody paid for, never had value. */
    boolean isBegunOnlyWithStart() {
        return layout().preset().flatMap(preset -> preset.value("start-empty")).isPresent();
    }

    /** Whether only those still there and those lost in the last month are in the file. */
    boolean isSnapshot() {
        return has(Role.TENURE);
    }

    /** What is to be said of such a file. */
    List<String> told() {
        return layout().preset().map(preset -> preset.numbered("told")).orElse(List.of());
    }

    /** Names of the roles that were found, in the order of reading. */
    List<Role> found() {
        return Arrays.stream(Role.values()).filter(this::has).toList();
    }
}
