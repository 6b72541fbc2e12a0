package dev.retention.examples.review;

import static java.util.Objects.requireNonNull;

import dev.retention.examples.report.Orders;
import dev.retention.examples.report.ServedFiles;
import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.csv.CsvOptions;
import dev.retention.examples.report.csv.CsvTable;
import dev.retention.examples.report.csv.CsvTable.Kind;
import dev.retention.examples.report.csv.CsvTable.Row;
import dev.retention.examples.report.csv.Excluded.Reason;
import dev.retention.examples.report.csv.Progress;
import dev.retention.examples.report.figures.ServiceFigures;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.count.ReviewSource;
import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.movement.RenewalTerm;
import dev.retention.movement.Renewals;
import dev.retention.segment.ReferralReader;
import dev.retention.segment.Referrals;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads attributes, referrals and renewals into tracks beside orders or subscriptions. */
final class BesideFiles {

    private static final Map<String, String> CUSTOMER = Map.of(Kind.CUSTOMER, Kind.CUSTOMER_NAMES);

    private final CsvOptions csv;
    private final boolean named;
    private final Progress progress;

    /** @param named whether messages may name customers */
    BesideFiles(CsvOptions csv, boolean named, Progress progress) {
        this.csv = csv;
        this.named = named;
        this.progress = progress;
    }

    /** A customer's line from a day on. */
    private record Dated(Row row, LocalDate day) {}

    /** What is known of customers, from the first day of all or from the day of the line. */
    ReviewSource attributes(ReviewSource source, Path path) {
        Map<String, String> columns = new LinkedHashMap<>(CUSTOMER);
        columns.put("since", "from|valid from|since date");
        try (CsvTable file = open(path, new Kind("attributes", columns, List.of(Kind.CUSTOMER)))) {
            if (file.others().isEmpty()) {
                throw new BadInputException(file.name() + ": no column but the customer's: there is nothing to try");
            }
            LocalDate first = source.base().firstDay().orElse(source.asOf());
            List<Dated> rows = new ArrayList<>();
            Map<List<Object>, Long> seen = new HashMap<>();
            for (Row row : file.read()) {
                boolean isDated = file.has("since") && row.text("since") != null;
                LocalDate since = isDated ? file.day(row, "since") : first;
                if (since == null || isLater(file, source, row, since)) {
                    continue;
                }
                Long other = seen.putIfAbsent(List.of(row.customer(), since), row.line());
                if (other == null) {
                    rows.add(new Dated(row, since));
                } else {
                    file.refuse(
                            row.line(),
                            who(row) + "has another line " + (isDated ? "of that day, " : "") + other
                                    + (file.has("since") ? "" : "; a column since tells from when a line holds"),
                            Reason.CONTRADICTS);
                }
            }
            HistoryReader<Dated, String> reader =
                    HistoryStore.ofDates((Dated each) -> each.row().customer(), Dated::day);
            for (String column : file.others()) {
                reader = reader.text(column, each -> each.row().others().get(column));
            }
            HistoryStore<String> track = reader.from(rows).named(ReviewSource.ATTRIBUTES);
            return source.with(
                    track, told(file, source, track, "attributes: " + String.join(", ", file.others())), file.others());
        }
    }

    /** Who was referred by whom. */
    ReviewSource referrals(ReviewSource source, Path path) {
        Map<String, String> columns = new LinkedHashMap<>(CUSTOMER);
        columns.put("day", "date|referred on");
        columns.put("referred-by", "referrer|referred by|brought by");
        Kind kind = new Kind("referrals", columns, List.of(Kind.CUSTOMER, "day", "referred-by"));
        try (CsvTable file = open(path, kind)) {
            List<Dated> rows = new ArrayList<>();
            for (Row row : file.read()) {
                LocalDate day = file.day(row, "day");
                if (row.text("day") == null || row.text("referred-by") == null) {
                    file.refuse(row.line(), who(row) + "no day, or nobody who referred", Reason.CONTRADICTS);
                } else if (day != null && !isLater(file, source, row, day)) {
                    rows.add(new Dated(row, day));
                }
            }
            ReferralReader<Dated, String> reader = Referrals.<Dated, String>reader(
                    each -> each.row().text("referred-by"), each -> each.row().customer(), Dated::day);
            Referrers referrers = new Referrers(source);
            for (String known : referrers.known()) {
                reader = reader.referrerText(
                        ReviewSource.REFERRERS + known,
                        each -> referrers.on(each.row().known().getOrDefault("referred-by", ""), each.day(), known));
            }
            HistoryStore<String> track = reader.among(source.base()).lenient().from(rows);
            track.exclusions().examples().forEach(row -> {
                Row at = rows.get(Math.toIntExact(row.number()) - 1).row();
                file.refuse(
                        at.line(),
                        who(at) + row.reason().words() + (named ? ": " + row.detail() : ""),
                        Reason.CONTRADICTS);
            });
            return source.with(track, told(file, source, track, "referrals"), List.of());
        }
    }

    /** Which terms of contracts end, and what became of them. */
    ReviewSource renewals(ReviewSource source, Path path) {
        Map<String, String> columns = new LinkedHashMap<>(CUSTOMER);
        columns.put("term-end", "term end|end of term|renewal date");
        columns.put("due", "due amount|amount due|target");
        columns.put("decided", "decided on|decision");
        columns.put("renewed-for", "renewed for|renewed amount|renewed");
        columns.put("reason", "first reason");
        columns.put("recoded", "recoded on|reviewed");
        columns.put("reason-now", "reason now|present reason");
        String currency = source.unit().named().map(Currency::getCurrencyCode).orElse("");
        try (CsvTable file = open(path, new Kind("renewals", columns, List.of(Kind.CUSTOMER, "term-end", "due")))) {
            List<RenewalTerm<String>> terms = new ArrayList<>();
            Set<Row> seen = new HashSet<>();
            for (Row row : file.read()) {
                if (!seen.add(new Row(0, row.customer(), row.known(), row.others()))) {
                    file.leaveOut(row.line(), who(row) + "repeats another line", Reason.REPEATED);
                } else {
                    new RenewalLine(file, row, who(row), currency)
                            .term()
                            .filter(term -> !isLater(file, source, row, term.termEnd()))
                            .ifPresent(terms::add);
                }
            }
            HistoryStore<String> track = Renewals.<RenewalTerm<String>, String>reader(
                            term -> term, source.unit().currency())
                    .from(terms)
                    .named(ReviewSource.RENEWALS);
            return source.with(track, told(file, source, track, "terms that end"), List.of());
        }
    }

    private boolean isLater(CsvTable file, ReviewSource source, Row row, LocalDate day) {
        if (!day.isAfter(source.asOf())) {
            return false;
        }
        file.leaveOut(row.line(), who(row) + day + ", after the as-of day " + source.asOf(), Reason.AFTER_AS_OF);
        return true;
    }

    private String who(Row row) {
        return named ? "customer " + Words.oneLine(row.customer(), 60) + ": " : "";
    }

    private CsvTable open(Path path, Kind kind) {
        CsvTable file = ServedFiles.isSimulated(path)
                ? CsvTable.simulated(
                        "simulated-" + kind.word() + ".csv",
                        new ByteArrayInputStream(
                                requireNonNull(ServedFiles.business().all().get(kind.word()), kind.word())
                                        .getBytes(StandardCharsets.UTF_8)),
                        kind,
                        csv)
                : CsvTable.open(path, kind, csv);
        return file.withProgress(progress);
    }

    private ServiceFigures.File told(CsvTable file, ReviewSource source, HistoryStore<String> track, String words) {
        long strangers = 0;
        for (int i = 0; i < track.customers(); i++) {
            strangers += source.base().find(track.customer(i)).isPresent() ? 0 : 1;
        }
        if (strangers > 0 && strangers == track.customers()) {
            throw new BadInputException(file.name() + ": none of its " + Words.counted(strangers, "customer")
                    + " is among the others, so that nothing can be said of both");
        }
        return new ServiceFigures.File(
                file.kind().word(),
                words + " from " + file.name() + "; " + Words.counted(track.events(), "line"),
                track.events(),
                track.customers(),
                strangers,
                Orders.leftOut(file.excluded(), named),
                List.of());
    }
}
