package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Columns.Asked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which files there are beside the orders or subscriptions, and how they are read; filled in from the command line. */
public final class ServiceOptions {

    private final Map<ServiceKind, Path> files = new EnumMap<>(ServiceKind.class);
    private final Map<ServiceKind, Map<String, String>> columns = new EnumMap<>(ServiceKind.class);

    @ArgGroup(validate = false)
    ServiceForms forms = new ServiceForms();

    @ArgGroup(validate = false, heading = "%nDid it help?%n")
    ExperimentOptions experiments = new ExperimentOptions();

    @Option(
            names = "--complaint-kinds",
            paramLabel = "KINDS",
            description = "Kinds of tickets that are complaints, such as problem,incident. Default: complaint")
    @Nullable
    String complaints;

    @Option(
            names = "--answer-within",
            paramLabel = "DAYS",
            description = "The standard of answering: a ticket is answered in time within so many days. Default: 1")
    @Nullable
    Integer answerWithin;

    @Option(names = "--resolve-within", paramLabel = "DAYS", description = "The standard of resolution. Default: 7")
    @Nullable
    Integer resolveWithin;

    @Option(
            names = "--tickets",
            paramLabel = "FILE",
            description = "Add how customers are served, by a CSV file of what they came with: customer, opened, kind "
                    + "and, if known, topic, stage, cause, agent, answered, resolved, minutes-to-answer, "
                    + "minutes-to-resolve, contacts. The names of Zendesk and Freshdesk are known. Like the three that "
                    + "follow it goes beside a file of orders or --subscriptions, and \"simulated\" is the made-up one "
                    + "that goes with --subscriptions simulated.")
    void tickets(Path file) {
        files.put(ServiceKind.TICKETS, file);
    }

    @Option(
            names = "--scores",
            paramLabel = "FILE",
            description =
                    "What they were asked and answered: customer, asked, survey (nps, csat or ces), answered, score"
                            + " and, if known, role, project, rater, followed-up.")
    void scores(Path file) {
        files.put(ServiceKind.SCORES, file);
    }

    @Option(
            names = "--invoices",
            paramLabel = "FILE",
            description =
                    "What was billed and what became of it: customer, booked, kind (invoice, payment, credit note, "
                            + "dispute, dispute settled, written off), invoice, amount and, of invoices, due.")
    void invoices(Path file) {
        files.put(ServiceKind.INVOICES, file);
    }

    @Option(
            names = "--contacts",
            paramLabel = "FILE",
            description = "When we were in touch: customer, contacted, channel and, if known, role, employee, person, "
                    + "person-role, minutes, next-step, reason.")
    void contacts(Path file) {
        files.put(ServiceKind.CONTACTS, file);
    }

    @Option(
            names = "--tickets-column",
            paramLabel = "NAME=COLUMN",
            description = "Where a column of --tickets is called otherwise, such as topic=\"Issue category\".")
    void ticketColumns(Map<String, String> named) {
        name(ServiceKind.TICKETS, named);
    }

    @Option(names = "--scores-column", paramLabel = "NAME=COLUMN", description = "The same of --scores.")
    void scoreColumns(Map<String, String> named) {
        name(ServiceKind.SCORES, named);
    }

    @Option(names = "--invoices-column", paramLabel = "NAME=COLUMN", description = "The same of --invoices.")
    void invoiceColumns(Map<String, String> named) {
        name(ServiceKind.INVOICES, named);
    }

    @Option(names = "--contacts-column", paramLabel = "NAME=COLUMN", description = "The same of --contacts.")
    void contactColumns(Map<String, String> named) {
        name(ServiceKind.CONTACTS, named);
    }

    private void name(ServiceKind kind, Map<String, String> named) {
        columns.computeIfAbsent(kind, unused -> new LinkedHashMap<>()).putAll(named);
    }

    /** Reads the made-up file of every kind that was not named. */
    public void simulateOthers(Path simulated) {
        for (ServiceKind kind : ServiceKind.values()) {
            if (!has(kind)) {
                put(kind, simulated);
            }
        }
    }

    private void put(ServiceKind kind, Path file) {
        if (kind == ServiceKind.EXPERIMENTS) {
            experiments.files.add(file);
        } else {
            files.put(kind, file);
        }
    }

    /** The files that were named, of each kind in their order. */
    public Map<ServiceKind, List<Path>> files() {
        Map<ServiceKind, List<Path>> all = new EnumMap<>(ServiceKind.class);
        files.forEach((kind, file) -> all.put(kind, List.of(file)));
        if (has(ServiceKind.EXPERIMENTS)) {
            all.put(ServiceKind.EXPERIMENTS, List.copyOf(experiments.files));
        }
        return all;
    }

    private boolean has(ServiceKind kind) {
        return kind == ServiceKind.EXPERIMENTS ? !experiments.files.isEmpty() : files.containsKey(kind);
    }

    /** What is said of experiments. */
    public ExperimentOptions experiments() {
        return experiments;
    }

    /** The kinds of tickets that are complaints, in lower case. */
    public List<String> complaintKinds() {
        return complaints == null
                ? List.of("complaint")
                : Arrays.stream(complaints.split(",", -1))
                        .map(each -> each.strip().toLowerCase(Locale.ROOT))
                        .filter(each -> !each.isEmpty())
                        .distinct()
                        .toList();
    }

    /** Whether they were named, rather than taken for granted. */
    public boolean namesComplaintKinds() {
        return complaints != null;
    }

    /** Whether the user named a column of a file. */
    boolean names(ServiceKind kind, String word) {
        return named(kind).containsKey(word);
    }

    /** Within how many days a ticket is to be answered. */
    public int answerWithin() {
        return answerWithin == null ? 1 : answerWithin;
    }

    /** Within how many days a ticket is to be resolved. */
    public int resolveWithin() {
        return resolveWithin == null ? 7 : resolveWithin;
    }

    /**
     * Refuses what does not go together, before any file is read.
     *
     * @throws BadInputException if an option cannot be used
     */
    public void check() {
        experiments.check();
        Arrays.stream(ServiceKind.values()).forEach(kind -> {
            Map<String, String> named = named(kind);
            if (!named.isEmpty() && !has(kind)) {
                throw new BadInputException(kind.option() + "-column needs " + kind.option() + " FILE");
            }
            named.keySet().stream()
                    .filter(word -> kind.column(word).isEmpty())
                    .findFirst()
                    .ifPresent(word -> {
                        throw new BadInputException(kind.option() + "-column " + Shown.quoted(word) + " is none of "
                                + String.join(", ", kind.words()));
                    });
        });
        forms.given().forEach((option, kind) -> {
            if (!has(kind)) {
                throw new BadInputException(option + " needs " + kind.option() + " FILE");
            }
        });
        checkTickets("--complaint-kinds", complaints);
        checkTickets("--answer-within", answerWithin);
        checkTickets("--resolve-within", resolveWithin);
        if (complaintKinds().isEmpty()) {
            throw new BadInputException(
                    "--complaint-kinds " + Shown.quoted(String.valueOf(complaints)) + " names none");
        }
        if (complaints != null && complaintKinds().contains(ServiceRules.NO_KIND)) {
            throw new BadInputException("--complaint-kinds " + ServiceRules.NO_KIND
                    + ": tickets without a kind are not known to be complaints; give them a kind in the file");
        }
        checkDays("--answer-within", answerWithin());
        checkDays("--resolve-within", resolveWithin());
    }

    private void checkTickets(String option, @Nullable Object given) {
        if (given != null && !files.containsKey(ServiceKind.TICKETS)) {
            throw new BadInputException(option + " needs --tickets FILE");
        }
    }

    private static void checkDays(String option, int days) {
        if (days < 0 || days > 3_650) {
            throw new BadInputException(option + " " + days + " must be from 0 to 3650");
        }
    }

    /** The columns that a file must have, by the names that it has of them. */
    List<Asked> required(ServiceKind kind, List<String> header) {
        List<Asked> all = new ArrayList<>();
        kind.columns().stream()
                .filter(ServiceKind.Column::needed)
                .forEach(column -> all.add(asked(
                        kind,
                        column,
                        Optional.of(column.inPeriod(header))
                                .filter(at -> at >= 0)
                                .map(header::get))));
        return all;
    }

    /** The columns that it may have and the user named. */
    List<Asked> optional(ServiceKind kind) {
        return kind.columns().stream()
                .filter(column -> !column.needed() && named(kind).containsKey(column.word()))
                .map(column -> asked(kind, column, Optional.empty()))
                .toList();
    }

    private Asked asked(ServiceKind kind, ServiceKind.Column column, Optional<String> found) {
        String stated = named(kind).get(column.word());
        return new Asked(
                kind.option() + "-column " + column.word() + "=", column.word(), stated, found.orElse(column.word()));
    }

    private Map<String, String> named(ServiceKind kind) {
        return kind == ServiceKind.EXPERIMENTS ? experiments.columns : columns.getOrDefault(kind, Map.of());
    }

    /** The index of each column that a header has, by its word. */
    Map<ServiceKind.Column, Integer> indexes(ServiceKind kind, List<String> header) {
        Map<ServiceKind.Column, Integer> all = new LinkedHashMap<>();
        for (ServiceKind.Column column : kind.columns()) {
            String stated = named(kind).get(column.word());
            int at = stated == null ? column.inPeriod(header) : Preset.columnOf(stated, header);
            if (at >= 0) {
                all.put(column, at);
            }
        }
        return all;
    }
}
