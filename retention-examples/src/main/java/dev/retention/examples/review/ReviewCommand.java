package dev.retention.examples.review;

import dev.retention.examples.BusinessSimulator;
import dev.retention.examples.report.ProgressLine;
import dev.retention.examples.report.ServedFiles;
import dev.retention.examples.report.Targets;
import dev.retention.examples.report.count.RefusedException;
import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.csv.Converters;
import dev.retention.examples.report.csv.CsvOptions;
import dev.retention.examples.report.csv.CsvSubscriptions;
import dev.retention.examples.report.csv.ServiceOptions;
import dev.retention.examples.report.csv.SubscriptionOptions;
import dev.retention.examples.report.text.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

/** The customer-loss review's command line: reads what is known, counts, and writes a page, JSON, a list of calls and issues. */
@Command(
        name = "retention-review",
        version = "retention-review 0.1.0",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        header = "Whom did we lose, why, what announced it, whom do we call, and what came of the last fixes.",
        description = {
            "",
            "Writes review.html (one screen for a manager, then every number down to its customers), review.json (for "
                    + "programs), call-list.csv and, but of a snapshot, issues.csv (to be read back next time by --issues) "
                    + "into a folder, and a summary to the terminal. Each file that is not given only leaves out what needs it.",
            "",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The review is written.",
            "2:The input or an option is bad, and nothing is written; or the output takes no summary.",
            "1:A bug."
        },
        footer = {
            "",
            "Examples:",
            "  retention-review",
            "  retention-review --subscriptions stripe_subscriptions.csv --as-of 2026-06-30 --tickets zendesk.csv",
            "  retention-review superstore_orders.csv --period 2017-Q3 --gap-days 180",
            "  retention-review --subscriptions telco_churn.csv",
            "  retention-review --snapshot customers.csv --lost-column churned --value-column mrr",
            "  retention-review --subscriptions subscriptions.csv --attributes crm.csv --issues last/issues.csv \\",
            "      --calls calls.csv --call 20 --call-by reasons --callers Ann,Ben --out this",
            "",
            "In the runnable jar: java -jar retention-report.jar review [OPTIONS]",
        })
public final class ReviewCommand implements Callable<Integer> {

    /** When to colour the terminal. */
    enum ColorWhen {
        AUTO,
        ALWAYS,
        NEVER
    }

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "CSV file of orders, one line each: customer, date, amount. Without it, --subscriptions and "
                    + "--snapshot the review runs on a simulated subscription business.")
    private @Nullable Path file;

    @Option(names = "--out", paramLabel = "FOLDER", description = "Where to write. Default: retention-review")
    private Path out = Path.of("retention-review");

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            description = "Colour the terminal: auto, always or never. Default: auto, which is on a terminal only")
    private ColorWhen color = ColorWhen.AUTO;

    @Option(
            names = "--no-customers",
            description = "Name no customer anywhere: no lists behind the figures, no call-list.csv.")
    private boolean noCustomers;

    @ArgGroup(validate = false, heading = "%nThe review:%n")
    private ReviewOptions review = new ReviewOptions();

    @ArgGroup(validate = false, heading = "%nWhat a review reads besides:%n")
    private ReviewFileOptions beside = new ReviewFileOptions();

    @ArgGroup(validate = false, heading = "%nSubscriptions:%n")
    private SubscriptionOptions subscriptions = new SubscriptionOptions();

    @ArgGroup(validate = false, heading = "%nHow customers are served:%n")
    private ServiceOptions service = new ServiceOptions();

    @Mixin
    private CsvOptions csv = new CsvOptions();

    private final PrintWriter stdout;
    private final PrintWriter stderr;
    private final boolean terminal;
    private final ProgressLine progress;

    private ReviewCommand(PrintWriter stdout, PrintWriter stderr, boolean terminal) {
        this.stdout = stdout;
        this.stderr = stderr;
        this.terminal = terminal;
        this.progress = new ProgressLine(stderr, terminal);
    }

    /**
     * Runs the review; ends the program with a status other than 0 if that failed.
     *
     * @param args the command line; none for the review of simulated data
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
                new ReviewCommand(stdout, stderr, terminal),
                stdout,
                stderr,
                terminal,
                e -> e instanceof BadInputException || e instanceof RefusedException);
    }

    /** Makes and writes the review. */
    @Override
    public Integer call() {
        if (!isOfOrders() && beside.snapshot == null && subscriptions.file().isEmpty()) {
            simulate();
        }
        boolean isSnapshot = check();
        ReviewFiles files = new ReviewFiles(out, stdout, Optional.ofNullable(beside.issues));
        Made made;
        try {
            ReviewMaker maker =
                    new ReviewMaker(csv, subscriptions, service, review, beside, !noCustomers, progress::show);
            made = isSnapshot ? maker.ofSnapshot() : maker.of(Optional.ofNullable(file));
        } finally {
            progress.clear();
        }
        if (!files.write(made, isColoured())) {
            stderr.println("the review is written, but not this summary: the output takes no more");
            return CommandLine.ExitCode.USAGE;
        }
        progress.end();
        return CommandLine.ExitCode.OK;
    }

    /** Takes the files of the simulated business for all that are not given. */
    private void simulate() {
        Path simulated = Path.of(ServedFiles.SIMULATED);
        subscriptions.read(simulated);
        service.simulateOthers(simulated);
        csv.completeTo(BusinessSimulator.LAST_DAY);
        beside.simulateOthers(simulated);
    }

    /** Refuses what does not go together; whether a snapshot is to be reviewed. */
    private boolean check() {
        service.check();
        new ServedFiles(csv, service, !noCustomers, progress::show).check(subscriptions.file());
        review.check(isOfOrders());
        beside.check(subscriptions.file().isPresent() || isOfOrders(), noCustomers);
        subscriptions.check(csv, isOfOrders());
        Map<String, Path> own = beside.files();
        Targets.checkApart(
                out,
                ReviewFiles.NAMES,
                Stream.of(
                                Stream.of(
                                        file,
                                        csv.rates().orElse(null),
                                        subscriptions.file().orElse(null)),
                                service.files().values().stream().flatMap(List::stream),
                                // What is read of issues is written again.
                                own.entrySet().stream()
                                        .filter(each -> !each.getKey().equals("--issues"))
                                        .map(Map.Entry::getValue))
                        .flatMap(each -> each)
                        .filter(Objects::nonNull)
                        .toList());
        boolean isSnapshot = beside.snapshot != null
                || subscriptions
                        .file()
                        .filter(each -> !ServedFiles.isSimulated(each))
                        .filter(each -> CsvSubscriptions.isSnapshot(each, csv, subscriptions))
                        .isPresent();
        if (isSnapshot) {
            String what = beside.snapshot == null ? "a snapshot" : "--snapshot";
            review.checkSnapshot(what);
            beside.checkSnapshot(what);
            service.files().keySet().stream().findFirst().ifPresent(kind -> {
                throw new BadInputException(kind.option() + " says nothing of a snapshot, which has no days");
            });
        }
        return isSnapshot;
    }

    private boolean isOfOrders() {
        return file != null || csv.hasQuery();
    }

    private boolean isColoured() {
        return switch (color) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> terminal;
        };
    }
}
