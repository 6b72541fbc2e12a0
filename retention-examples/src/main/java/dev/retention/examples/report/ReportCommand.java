package dev.retention.examples.report;

import dev.retention.examples.report.count.Counts;
import dev.retention.examples.report.count.RefusedException;
import dev.retention.examples.report.count.RevenueCounts;
import dev.retention.examples.report.count.RevenueSource;
import dev.retention.examples.report.count.Source;
import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.csv.Converters;
import dev.retention.examples.report.csv.CsvOptions;
import dev.retention.examples.report.csv.CsvOrders;
import dev.retention.examples.report.csv.CsvSubscriptions;
import dev.retention.examples.report.csv.ServiceOptions;
import dev.retention.examples.report.csv.SubscriptionOptions;
import dev.retention.examples.report.figures.ReportGrain;
import dev.retention.examples.report.text.Terminal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The retention report's command line: reads orders, counts, and writes terminal text, JSON and a page. */
@Command(
        name = "retention-report",
        version = "retention-report 0.1.0",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        header = "Who came, who stayed and who left, from a CSV file of orders.",
        description = {
            "",
            "Writes report.html (for people) and report.json (for programs) into a folder and a summary to the terminal.",
            "",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The report is written.",
            "2:The input or an option is bad, and nothing is written; or the output takes no summary.",
            "1:A bug."
        },
        footer = {
            "",
            "Examples:",
            "  retention-report shopify_orders.csv --as-of 2025-06-30",
            "  retention-report orders.csv --currency EUR --only status=paid,completed --order-column order_id",
            "  retention-report orders.csv --currency EUR --compare SNAPSHOT,EVENTS_OVER_START --open 2025-03:LOST",
            "  retention-report orders.csv --currency EUR --restate orders-of-last-month.csv",
            "  retention-report orders.csv --currency EUR --group-column country --compare-groups Spain,Italy",
            "  retention-report orders.csv --currency EUR --margin 40 --acquisition-cost 25 --discount 10",
            "  retention-report orders.csv --currency EUR --as-of 2025-06-30 --grain quarter --delimiter ';'",
            "  retention-report --subscriptions simulated",
            "  retention-report --subscriptions simulated --tickets simulated --scores simulated \\",
            "      --invoices simulated --contacts simulated",
            "  retention-report --subscriptions stripe_subscriptions.csv --as-of 2026-06-30",
            "  retention-report --subscriptions telco_churn.csv --as-of 2026-06-30",
            "  retention-report superstore_orders.csv",
            "  java -cp retention-report.jar:postgresql.jar dev.retention.examples.Programs \\",
            "      --jdbc jdbc:postgresql://host/shop --jdbc-user reader --jdbc-password-env SHOP_PASSWORD \\",
            "      --query 'select customer, placed_at as date, total as amount from orders' --zone Europe/Berlin",
            "  retention-report CDNOW_master.txt --customer-column customer_id --amount-column dollar_value \\",
            "      --date-format yyyyMMdd --delimiter whitespace --currency USD",
            "  retention-report CDNOW_sample.txt --no-header --customer-column 2 --date-column 3 \\",
            "      --amount-column 5 --date-format yyyyMMdd --delimiter whitespace --currency USD \\",
            "      --models --holdout-from 1997-10-01",
        })
public final class ReportCommand implements Callable<Integer> {

    /** When to colour the terminal. */
    enum ColorWhen {
        AUTO,
        ALWAYS,
        NEVER
    }

    private static final String BUNDLED = "simulated-orders.csv";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "CSV file of orders, one line each: customer, date, amount. "
                    + "Without it the report runs on simulated data.")
    private @Nullable Path file;

    @Option(
            names = "--grain",
            paramLabel = "GRAIN",
            description = "Length of the periods: day, week, month, quarter or year. Default: month")
    private ReportGrain grain = ReportGrain.MONTH;

    @Option(names = "--week-start", paramLabel = "DAY", description = "First day of a week. Default: MONDAY")
    private DayOfWeek weekStart = DayOfWeek.MONDAY;

    @Option(names = "--out", paramLabel = "FOLDER", description = "Where to write. Default: retention-report")
    private Path out = Path.of("retention-report");

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            description = "Colour the terminal: auto, always or never. Default: auto, which is on a terminal only")
    private ColorWhen color = ColorWhen.AUTO;

    @ArgGroup(validate = false, heading = "%nSubscriptions:%n")
    private SubscriptionOptions subscriptions = new SubscriptionOptions();

    @ArgGroup(validate = false, heading = "%nHow customers are served:%n")
    private ServiceOptions service = new ServiceOptions();

    @Mixin
    private CsvOptions csv = new CsvOptions();

    @Mixin
    private Questions questions = new Questions();

    @Mixin
    private ValueOptions value = new ValueOptions();

    @Mixin
    private PageOptions page = new PageOptions();

    private final PrintWriter stdout;
    private final PrintWriter stderr;
    private final boolean terminal;
    private final ProgressLine progress;

    private ReportCommand(PrintWriter stdout, PrintWriter stderr, boolean terminal) {
        this.stdout = stdout;
        this.stderr = stderr;
        this.terminal = terminal;
        this.progress = new ProgressLine(stderr, terminal);
    }

    /**
     * Runs the report; ends the program with a status other than 0 if that failed.
     *
     * @param args the command line; none for the report on simulated data
     */
    public static void main(String[] args) {
        PrintWriter stdout = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter stderr = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = run(args, stdout, stderr, Terminal.isThere());
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Runs the command line and returns the exit code. */
    static int run(String[] args, PrintWriter stdout, PrintWriter stderr, boolean terminal) {
        return Converters.run(
                args,
                new ReportCommand(stdout, stderr, terminal),
                stdout,
                stderr,
                terminal,
                e -> e instanceof BadInputException || e instanceof RefusedException);
    }

    /** Makes and writes the report. */
    @Override
    public Integer call() {
        questions.check();
        questions.checkGroups(csv);
        value.check();
        page.check(questions);
        service.check();
        checkSubscriptions();
        Targets.checkApart(
                out,
                Report.FILES,
                Stream.concat(
                                Stream.of(
                                        file,
                                        questions.restate,
                                        csv.rates().orElse(null),
                                        subscriptions.file().orElse(null)),
                                service.files().values().stream().flatMap(List::stream))
                        .filter(Objects::nonNull)
                        .toList());
        Report report;
        try {
            report = subscriptions.file().map(this::ofSubscriptions).orElseGet(this::ofOrders);
        } finally {
            progress.clear();
        }
        boolean told = new ReportFiles(out, stdout).write(report, !page.noCustomers, isColoured());
        if (!told) {
            stderr.println("the report is written, but not this summary: the output takes no more");
            return CommandLine.ExitCode.USAGE;
        }
        progress.end();
        return CommandLine.ExitCode.OK;
    }

    private void checkSubscriptions() {
        served().check(subscriptions.file());
        subscriptions.check(csv, file != null || csv.hasQuery());
        if (subscriptions.file().isPresent()) {
            questions.ordersOnly().or(value::first).ifPresent(option -> {
                throw new BadInputException(option + " is of files of orders and says nothing of --subscriptions");
            });
        }
    }

    private Report ofOrders() {
        Counts counts = Counts.of(orders(), grain, weekStart);
        return Report.of(
                counts,
                questions,
                value,
                csv.groupColumn(),
                earlier(),
                served().of(counts, questions.gapDays),
                page.shown());
    }

    private Report ofSubscriptions(Path path) {
        try (CsvSubscriptions rows = served().subscriptions(path, subscriptions)) {
            RevenueSource source = Subscriptions.read(rows.withProgress(progress::show), !page.noCustomers);
            RevenueCounts counts = RevenueCounts.of(source, grain, weekStart);
            return RevenueReport.of(counts, Optional.ofNullable(questions.open), served().of(counts), page.shown());
        }
    }

    private ServedFiles served() {
        return new ServedFiles(csv, service, !page.noCustomers, progress::show);
    }

    /** The earlier state of the orders, if the report is to say what moved since. */
    private Optional<Source> earlier() {
        if (questions.restate == null) {
            return Optional.empty();
        }
        try (CsvOrders old = CsvOrders.open(questions.restate, csv)) {
            return Optional.of(Orders.read(old, !page.noCustomers));
        }
    }

    private Source orders() {
        if (file != null || csv.hasQuery()) {
            return CsvOrders.read(file, csv, this::read);
        }
        try (CsvOrders orders = CsvOrders.simulated(BUNDLED, bundled(BUNDLED), csv)) {
            return read(orders);
        }
    }

    private Source read(CsvOrders orders) {
        return Orders.read(orders.withProgress(progress::show), !page.noCustomers);
    }

    static InputStream bundled(String name) {
        return Objects.requireNonNull(ReportCommand.class.getResourceAsStream(name), name);
    }

    private boolean isColoured() {
        return switch (color) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> terminal;
        };
    }
}
