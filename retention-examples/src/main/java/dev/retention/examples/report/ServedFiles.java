package dev.retention.examples.report;

import static java.util.Objects.requireNonNull;

import dev.retention.examples.BusinessFiles;
import dev.retention.examples.BusinessSimulator;
import dev.retention.examples.report.count.Counts;
import dev.retention.examples.report.count.RevenueCounts;
import dev.retention.examples.report.count.ServiceSource;
import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.csv.CsvOptions;
import dev.retention.examples.report.csv.CsvService;
import dev.retention.examples.report.csv.CsvSubscriptions;
import dev.retention.examples.report.csv.Progress;
import dev.retention.examples.report.csv.ServiceKind;
import dev.retention.examples.report.csv.ServiceOptions;
import dev.retention.examples.report.csv.SubscriptionOptions;
import dev.retention.examples.report.figures.Unit;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** The files of service of a command line, those of the simulated business among them. */
public final class ServedFiles {

    private static final String BUNDLED = "simulated-subscriptions.csv";

    /** What the subscriptions of the simulated business are called. */
    private static final String OF_BUSINESS = "simulated-business.csv";

    /** The name that means what is made up. */
    public static final String SIMULATED = "simulated";

    private static final long SEED = 1;
    private static final int YEAR = 365;

    private final CsvOptions csv;
    private final ServiceOptions asked;
    private final boolean named;
    private final Progress progress;

    /** @param named whether messages may name customers */
    public ServedFiles(CsvOptions csv, ServiceOptions asked, boolean named, Progress progress) {
        this.csv = csv;
        this.asked = asked;
        this.named = named;
        this.progress = progress;
    }

    /** Simulated when it is first asked for. */
    private static final class Simulated {
        private static final BusinessFiles FILES = new BusinessFiles(BusinessSimulator.of(SEED));
    }

    /** The files of the simulated business. */
    public static BusinessFiles business() {
        return Simulated.FILES;
    }

    /** The subscriptions of a file; of the simulated ones those that go with files of service, if there are such. */
    public CsvSubscriptions subscriptions(Path file, SubscriptionOptions subscriptions) {
        if (!isSimulated(file)) {
            return CsvSubscriptions.open(file, csv, subscriptions, named);
        }
        boolean served = asked.files().values().stream().flatMap(List::stream).anyMatch(ServedFiles::isSimulated);
        return CsvSubscriptions.simulated(
                served ? OF_BUSINESS : BUNDLED,
                served ? stream(business().subscriptions()) : ReportCommand.bundled(BUNDLED),
                csv,
                subscriptions,
                named);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a file is the made-up one. */
    public static boolean isSimulated(Path file) {
        return SIMULATED.equals(file.toString());
    }

    /**
     * Refuses simulated tickets beside real customers, before any file is read.
     *
     * @param subscriptions the file of subscriptions, if one was named
     * @throws BadInputException if there are
     */
    public void check(Optional<Path> subscriptions) {
        boolean simulated = subscriptions.filter(ServedFiles::isSimulated).isPresent();
        asked.files().forEach((kind, files) -> {
            if (files.stream().anyMatch(ServedFiles::isSimulated) && !simulated) {
                throw new BadInputException(kind.option() + " simulated goes with --subscriptions simulated alone");
            }
        });
    }

    /** Reads them beside orders. */
    Optional<ServiceSource> of(Counts counts, int gapDays) {
        return read(counts.store(), counts.source().unit(), counts.timeline().asOf())
                .map(files -> files.source(
                        Spells.ofOrders(gapDays),
                        "customers until " + gapDays + " days after an order",
                        YEAR,
                        "what they spent in a year",
                        asked));
    }

    /** Reads them beside subscriptions. */
    Optional<ServiceSource> of(RevenueCounts counts) {
        HistoryStore<String> changes = counts.source().changes();
        return read(
                        changes,
                        counts.source().unit(),
                        counts.movements().timeline().asOf())
                .map(files -> files.source(
                        ServiceSource.ofContracts(changes),
                        "customers while a subscription runs",
                        ServiceSource.ALL_DAYS,
                        "what they pay a month",
                        asked));
    }

    private Optional<ServiceFiles> read(HistoryStore<String> base, Unit unit, LocalDate asOf) {
        return asked.files().isEmpty() ? Optional.empty() : Optional.of(files(base, unit, asOf));
    }

    /**
     * Reads them beside orders or subscriptions; without any file of service there are those alone.
     *
     * @param spells when a customer is live
     * @param live the same in words
     */
    public ServiceSource beside(HistoryStore<String> base, Unit unit, LocalDate asOf, Spells spells, String live) {
        return files(base, unit, asOf).source(spells, live, YEAR, "", asked);
    }

    private ServiceFiles files(HistoryStore<String> base, Unit unit, LocalDate asOf) {
        CsvService.Parts parts = new CsvService.Parts(
                csv, asked, asOf, unit.named().map(Currency::getCurrencyCode).orElse(""), named);
        ServiceFiles files = new ServiceFiles(base, unit.currency(), parts);
        asked.files()
                .forEach((kind, paths) -> paths.forEach(path -> {
                    try (CsvService file = open(kind, path, parts)) {
                        files.read(file.withProgress(progress));
                    }
                }));
        return files;
    }

    private static CsvService open(ServiceKind kind, Path path, CsvService.Parts parts) {
        return isSimulated(path)
                ? CsvService.simulated(
                        kind,
                        "simulated-" + kind.word() + ".csv",
                        stream(requireNonNull(business().all().get(kind.word()), kind.word())),
                        parts)
                : CsvService.open(kind, path, parts);
    }
}
