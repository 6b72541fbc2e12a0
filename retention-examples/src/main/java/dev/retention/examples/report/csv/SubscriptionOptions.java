package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Columns.Asked;
import dev.retention.movement.MonthlyFactor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a file of subscriptions is to be read, filled in from the command line; what it shares with orders is in {@link CsvOptions}. */
public final class SubscriptionOptions {

    private final Map<Role, String> named = new EnumMap<>(Role.class);

    @Option(
            names = "--subscriptions",
            paramLabel = "FILE",
            description =
                    "Report recurring value from a CSV file of subscriptions instead: customer, start, end, price "
                            + "and what else there is. The exports of Stripe and Chargebee, and plain names of columns, are told "
                            + "by their header; --preset names one: stripe, chargebee, telco, states, changes or months.")
    @Nullable
    Path file;

    @Option(
            names = "--rows",
            paramLabel = "WHAT",
            description =
                    "What a line is: state, a subscription or a state of it from a start to an end; change, what a "
                            + "subscription is until its next line; month, what a customer was worth in a month. "
                            + "Default: by the header.")
    @Nullable
    Rows rows;

    @Option(
            names = "--interval",
            paramLabel = "INTERVAL",
            description = "How often a price is charged where no column says: month, year, quarter, week, day, or a "
                    + "count and one of them such as 6-months. Default: month")
    @Nullable
    String interval;

    @Option(
            names = "--monthly-factor",
            paramLabel = "NAME",
            description = "What a price by weeks or days is a month: ${COMPLETION-CANDIDATES}. "
                    + "Default: YEAR_OF_52_WEEKS, which is 52/12 weeks and 365/12 days a month")
    @Nullable
    MonthlyFactor factor;

    @Option(
            names = "--count-status",
            paramLabel = "STATUSES",
            description =
                    "Statuses that count besides active and past_due, such as trialing,paused. A trial that counts "
                            + "has the value of its plan.")
    @Nullable
    String counted;

    @Option(
            names = "--minor-units",
            paramLabel = "YES|NO",
            description = "Whether prices are in minor units, such as cents. Default: no, or what a preset finds")
    @Nullable
    YesNo minorUnits;

    /** An answer. */
    enum YesNo {
        YES,
        NO
    }

    @Option(
            names = "--subscription-column",
            paramLabel = "NAME",
            description = "Column that tells a customer's subscriptions apart.")
    void subscription(String column) {
        named.put(Role.SUBSCRIPTION, column);
    }

    @Option(
            names = "--start-column",
            paramLabel = "NAME",
            description = "Column of the first day; of a change its day, of a month the month.")
    void start(String column) {
        named.put(Role.START, column);
    }

    @Option(
            names = "--end-column",
            paramLabel = "NAME",
            description = "Column of the day on which the value ends: the first day that is not paid for.")
    void end(String column) {
        named.put(Role.END, column);
    }

    @Option(
            names = "--cancelled-column",
            paramLabel = "NAME",
            description =
                    "Column of the day on which notice was given. The value ends on the day of --end-column if there is one.")
    void cancelled(String column) {
        named.put(Role.CANCELLED, column);
    }

    @Option(names = "--trial-end-column", paramLabel = "NAME", description = "Column of the day on which a trial ends.")
    void trialEnd(String column) {
        named.put(Role.TRIAL_END, column);
    }

    @Option(
            names = "--paused-column",
            paramLabel = "NAME",
            description = "Column of the day from which one that is paused is so.")
    void paused(String column) {
        named.put(Role.PAUSED, column);
    }

    @Option(
            names = "--price-column",
            paramLabel = "NAME",
            description = "Column of what is charged each time, for one unit.")
    void price(String column) {
        named.put(Role.PRICE, column);
    }

    @Option(
            names = "--mrr-column",
            paramLabel = "NAME",
            description = "Column of the value a month in place of a price: quantity and interval are in it already.")
    void mrr(String column) {
        named.put(Role.MRR, column);
    }

    @Option(
            names = "--interval-column",
            paramLabel = "NAME",
            description = "Column of how often a price is charged, such as month, yearly or 3 months.")
    void interval(String column) {
        named.put(Role.INTERVAL, column);
    }

    @Option(
            names = "--interval-count-column",
            paramLabel = "NAME",
            description = "Column of how many of these are one interval.")
    void intervalCount(String column) {
        named.put(Role.INTERVAL_COUNT, column);
    }

    @Option(names = "--plan-column", paramLabel = "NAME", description = "Column of the plan.")
    void plan(String column) {
        named.put(Role.PLAN, column);
    }

    @Option(names = "--family-column", paramLabel = "NAME", description = "Column of the product family.")
    void family(String column) {
        named.put(Role.FAMILY, column);
    }

    @Option(names = "--reason-column", paramLabel = "NAME", description = "Column of why it ended.")
    void reason(String column) {
        named.put(Role.REASON, column);
    }

    @Option(
            names = "--mode-column",
            paramLabel = "NAME",
            description = "Column of how it ended, such as voluntary or failed payment.")
    void mode(String column) {
        named.put(Role.MODE, column);
    }

    @Option(
            names = "--status-column",
            paramLabel = "NAME",
            description = "Column of the status, such as active or trialing.")
    void status(String column) {
        named.put(Role.STATUS, column);
    }

    @Option(
            names = "--tenure-column",
            paramLabel = "NAME",
            description = "Column of for how many months a customer has been one, in place of a start; needs --as-of.")
    void tenure(String column) {
        named.put(Role.TENURE, column);
    }

    @Option(
            names = "--churned-column",
            paramLabel = "NAME",
            description = "Column of whether a customer was lost in the month of --as-of, with --tenure-column.")
    void churned(String column) {
        named.put(Role.CHURNED, column);
    }

    /** Reads this file, as if it had been named. */
    public void read(Path named) {
        file = named;
    }

    /** The file of subscriptions, if one was named. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** The columns that the file must have. */
    List<Asked> required(CsvOptions options, Optional<Preset> preset, List<String> header) {
        List<Asked> all = new ArrayList<>();
        boolean positions = options.file.noHeader;
        all.add(asked(options, Role.CUSTOMER, positions ? "1" : "customer"));
        boolean byTenure = named.containsKey(Role.TENURE)
                || (!named.containsKey(Role.START)
                        && preset.flatMap(each -> each.value(Role.TENURE.word()))
                                .isPresent());
        all.add(byTenure ? asked(options, Role.TENURE, null) : asked(options, Role.START, positions ? "2" : "start"));
        boolean byMonth = named.containsKey(Role.MRR)
                || (!named.containsKey(Role.PRICE)
                        && preset.filter(each -> each.column(Role.PRICE.word(), header) < 0)
                                .filter(each -> each.column(Role.MRR.word(), header) >= 0)
                                .isPresent());
        all.add(byMonth ? asked(options, Role.MRR, null) : asked(options, Role.PRICE, positions ? "3" : "price"));
        return all;
    }

    /** The columns that it may have. */
    List<Asked> optional(CsvOptions options) {
        List<Asked> all = new ArrayList<>();
        for (Role role : Role.values()) {
            switch (role) {
                case CUSTOMER, START, TENURE, PRICE, MRR -> {}
                default -> all.add(asked(options, role, null));
            }
        }
        all.add(new Asked("--currency-column", "currency", options.columns.currency, null));
        return all;
    }

    private Asked asked(CsvOptions options, Role role, @Nullable String standard) {
        String stated = switch (role) {
            case CUSTOMER -> options.columns.customer;
            case QUANTITY -> options.columns.quantity;
            default -> named.get(role);
        };
        return new Asked(role.option(), role.word(), stated, standard);
    }

    /** The options of this kind that were given without a file of subscriptions. */
    Optional<String> first() {
        if (rows != null) {
            return Optional.of("--rows");
        }
        if (interval != null || factor != null || counted != null || minorUnits != null) {
            return Optional.of(
                    interval != null
                            ? "--interval"
                            : factor != null
                                    ? "--monthly-factor"
                                    : counted != null ? "--count-status" : "--minor-units");
        }
        return named.keySet().stream().map(Role::option).findFirst();
    }

    /**
     * Refuses what does not go together, before any file is read.
     *
     * @param orders whether a file of orders is given too
     * @throws BadInputException if an option cannot be used
     */
    public void check(CsvOptions options, boolean orders) {
        if (file == null) {
            first().ifPresent(option -> {
                throw new BadInputException(option + " needs --subscriptions FILE");
            });
            return;
        }
        if (orders) {
            throw new BadInputException(
                    "--subscriptions and a file of orders are two reports: make one after the other, each with its --out");
        }
        options.ordersOnly().ifPresent(option -> {
            throw new BadInputException(option + " is of files of orders and says nothing of --subscriptions");
        });
    }
}
