package dev.retention.examples.report;

import dev.retention.examples.report.count.ServiceSource;
import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.csv.CsvService;
import dev.retention.examples.report.csv.ServiceKind;
import dev.retention.examples.report.csv.ServiceOptions;
import dev.retention.examples.report.csv.ServiceRow;
import dev.retention.examples.report.figures.HowRead;
import dev.retention.examples.report.figures.ServiceFigures;
import dev.retention.history.Exclusions;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.movement.Spells;
import dev.retention.service.Contacts;
import dev.retention.service.Invoices;
import dev.retention.service.Scores;
import dev.retention.service.Tickets;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads files of service to their end and makes tracks of them, beside the orders or subscriptions. */
final class ServiceFiles {

    /** The name of an exception before its message. */
    private static final Pattern EXCEPTION = Pattern.compile("^[a-z]+[.][A-Za-z.$]+: ");

    /** So often are rows looked through for those that are left out. */
    private static final int MOST_PASSES = 20;

    private static final String INVOICE = "invoice";

    private final CsvService.Parts parts;
    private final Currency currency;
    private final HistoryStore<String> base;
    private final List<ServiceFigures.File> files = new ArrayList<>();
    private final Map<ServiceKind, List<ServiceRow>> rows = new EnumMap<>(ServiceKind.class);
    private final ComplaintKinds complaints;
    private final ExperimentFiles experiments;
    private HistoryStore<String> all;

    /**
     * Beside these orders or subscriptions.
     *
     * @param base their store
     * @param currency what amounts are counted in
     */
    ServiceFiles(HistoryStore<String> base, Currency currency, CsvService.Parts parts) {
        this.base = base;
        this.currency = currency;
        this.parts = parts;
        this.complaints = new ComplaintKinds(parts.asked());
        this.experiments = new ExperimentFiles(parts.asked().experiments());
        this.all = base.named(ServiceSource.BASE);
    }

    /** Reads a file beside those before. */
    void read(CsvService file) {
        List<ServiceRow> read = file.read();
        rows.put(file.kind(), read);
        HistoryStore<String> track = switch (file.kind()) {
            case TICKETS -> store(file, read, tickets(file)).named(Tickets.TRACK);
            case SCORES -> store(file, read, scores(file)).named(Scores.TRACK);
            case INVOICES -> store(file, read, invoices(file)).named(Invoices.TRACK);
            case CONTACTS -> store(file, read, contacts(file)).named(Contacts.TRACK);
            case EXPERIMENTS -> experiments.read(file, read);
        };
        file.checkLeft();
        // Each experiment becomes a track of its own where it is read.
        all = file.kind() == ServiceKind.EXPERIMENTS ? all : all.and(track);
        long strangers = 0;
        for (int i = 0; i < track.customers(); i++) {
            strangers += base.find(track.customer(i)).isPresent() ? 0 : 1;
        }
        if (strangers > 0 && strangers == track.customers() && base.customers() > 0) {
            throw new BadInputException(String.format(
                    Locale.ROOT,
                    "none of the %,d customers of %s is among the others, so that nothing can be said of both: the column of their keys is"
                            + " named by %s-column customer=COLUMN (%s)",
                    strangers,
                    file.kind().word(),
                    file.kind().option(),
                    file.words()));
        }
        List<HowRead.Note> notes = new ArrayList<>(Orders.notes(file.notes(), parts.named()));
        if (file.kind() == ServiceKind.TICKETS) {
            complaints.notes(file, read).ifPresent(notes::add);
        }
        files.add(new ServiceFigures.File(
                file.kind().word(),
                file.words(),
                track.events(),
                track.customers(),
                strangers,
                Orders.leftOut(file.leftOut().excluded(), parts.named()),
                notes));
    }

    /**
     * A store of the rows that the library takes: what it refuses is told by its line, and left out or the end of the reading.
     *
     * @param reader reads rows, leniently if the file is read so
     */
    private HistoryStore<String> store(
            CsvService file, List<ServiceRow> read, Function<List<ServiceRow>, HistoryStore<String>> reader) {
        try {
            return left(file, read, reader);
        } catch (InvalidRowException e) {
            leaveOut(file, read, e.row());
            throw e;
        }
    }

    /** A store knows the first few rows only that it left out: without these it is made again, and knows the next. */
    private HistoryStore<String> left(
            CsvService file, List<ServiceRow> read, Function<List<ServiceRow>, HistoryStore<String>> reader) {
        HistoryStore<String> store = reader.apply(read);
        List<Exclusions.Row> told = store.exclusions().examples();
        List<ServiceRow> rest = read;
        Map<ServiceRow, Exclusions.Row> out = new LinkedHashMap<>();
        for (int pass = 0; pass < MOST_PASSES && store.exclusions().total() > told.size(); pass++) {
            rest = without(rest, told, out);
            store = reader.apply(rest);
            told = store.exclusions().examples();
        }
        long more = store.exclusions().total() - told.size();
        without(rest, told, out);
        // Invoices first, so that what goes with them can tell that they are gone.
        for (boolean invoices : List.of(true, false)) {
            out.forEach((row, why) -> {
                if (INVOICE.equals(row.values().get("kind")) == invoices) {
                    leaveOut(file, row, why);
                }
            });
        }
        file.leftOut().addMore(more);
        return store;
    }

    /** The rows but for some, which are added to those that are out. */
    private static List<ServiceRow> without(
            List<ServiceRow> rows, List<Exclusions.Row> told, Map<ServiceRow, Exclusions.Row> out) {
        Map<Integer, Exclusions.Row> at = new HashMap<>();
        told.forEach(row -> at.put(Math.toIntExact(row.number()) - 1, row));
        List<ServiceRow> rest = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Exclusions.Row row = at.get(i);
            if (row == null) {
                rest.add(rows.get(i));
            } else {
                out.put(rows.get(i), row);
            }
        }
        return rest;
    }

    private static void leaveOut(CsvService file, List<ServiceRow> read, Exclusions.Row row) {
        leaveOut(file, read.get(Math.toIntExact(row.number()) - 1), row);
    }

    private static void leaveOut(CsvService file, ServiceRow at, Exclusions.Row row) {
        String what = row.detail().isEmpty()
                ? row.reason().words()
                : EXCEPTION.matcher(row.detail()).replaceFirst("");
        file.leftOut().add(at, what);
    }

    /** The source of all figures of these files, once all are read. */
    ServiceSource source(Spells spells, String live, int worthDays, String worth, ServiceOptions asked) {
        return new ServiceSource(
                base,
                all,
                spells,
                live,
                worthDays,
                worth,
                complaints.there(),
                asked.answerWithin(),
                asked.resolveWithin(),
                tells("answered", "minutes-to-answer"),
                tells("resolved", "minutes-to-resolve"),
                experiments.all(base),
                files);
    }

    /** Whether every ticket that has a day tells its minutes too. */
    private boolean tells(String day, String minutes) {
        List<ServiceRow> tickets = rows.getOrDefault(ServiceKind.TICKETS, List.of());
        return tickets.stream().anyMatch(row -> row.whole(minutes) != null)
                && tickets.stream().allMatch(row -> row.day(day) == null || row.whole(minutes) != null);
    }

    private static Function<List<ServiceRow>, HistoryStore<String>> tickets(CsvService file) {
        Tickets<ServiceRow, String> reader =
                Tickets.reader(ServiceRow::customer, row -> row.day("opened"), row -> row.text("kind"));
        for (String column : List.of(Tickets.TOPIC, Tickets.STAGE, Tickets.CAUSE, Tickets.AGENT)) {
            reader = file.has(column) ? reader.text(column, row -> row.text(column)) : reader;
        }
        reader = file.has("answered") ? reader.answered(row -> row.day("answered")) : reader;
        reader = file.has("resolved") ? reader.resolved(row -> row.day("resolved")) : reader;
        reader = file.has("answered") && file.has("minutes-to-answer")
                ? reader.minutesToAnswer(row -> row.whole("minutes-to-answer"))
                : reader;
        reader = file.has("resolved") && file.has("minutes-to-resolve")
                ? reader.minutesToResolve(row -> row.whole("minutes-to-resolve"))
                : reader;
        reader = file.has("contacts") ? reader.contacts(row -> row.whole("contacts")) : reader;
        return file.isLenient() ? reader.lenient()::from : reader::from;
    }

    private static Function<List<ServiceRow>, HistoryStore<String>> scores(CsvService file) {
        Scores<ServiceRow, String> reader = Scores.<ServiceRow, String>reader(
                        ServiceRow::customer, row -> row.day("asked"), row -> row.text("survey"))
                .answered(row -> row.day("answered"), row -> row.whole("score"));
        reader = file.has("role") ? reader.role(row -> row.text("role")) : reader;
        reader = file.has("project") ? reader.project(row -> row.text("project")) : reader;
        reader = file.has("rater") ? reader.rater(row -> row.text("rater")) : reader;
        reader = file.has("topic") ? reader.topic(row -> row.text("topic")) : reader;
        reader = file.has("followed-up") ? reader.followedUp(row -> row.day("followed-up")) : reader;
        return file.isLenient() ? reader.lenient()::from : reader::from;
    }

    private Function<List<ServiceRow>, HistoryStore<String>> invoices(CsvService file) {
        Invoices<ServiceRow, String> reader = Invoices.<ServiceRow, String>reader(
                        ServiceRow::customer,
                        row -> row.day("booked"),
                        row -> row.text("kind"),
                        row -> row.amount("amount"),
                        currency)
                .invoice(row -> row.text("invoice"))
                .due(row -> row.day("due"));
        return file.isLenient() ? reader.lenient()::from : reader::from;
    }

    private static Function<List<ServiceRow>, HistoryStore<String>> contacts(CsvService file) {
        Contacts.Reader<ServiceRow, String> reader =
                Contacts.reader(ServiceRow::customer, row -> row.day("contacted"), row -> row.text("channel"));
        reader = file.has("role") ? reader.role(row -> row.text("role")) : reader;
        reader = file.has("employee") ? reader.employee(row -> row.text("employee")) : reader;
        reader = file.has("person") ? reader.person(row -> row.text("person")) : reader;
        reader = file.has("person-role") ? reader.personRole(row -> row.text("person-role")) : reader;
        reader = file.has("minutes") ? reader.minutes(row -> row.whole("minutes")) : reader;
        reader = file.has("next-step") ? reader.nextStep(row -> row.day("next-step")) : reader;
        reader = file.has("reason") ? reader.reason(row -> row.text("reason")) : reader;
        return file.isLenient() ? reader.lenient()::from : reader::from;
    }
}
