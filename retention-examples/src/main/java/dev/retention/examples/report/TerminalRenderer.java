package dev.retention.examples.report;

import dev.retention.examples.report.RetentionReport.Cell;
import dev.retention.examples.report.RetentionReport.CohortRow;
import dev.retention.examples.report.RetentionReport.Finding;
import dev.retention.examples.report.RetentionReport.Flow;
import dev.retention.examples.report.RetentionReport.KeyFigures;
import dev.retention.examples.report.RetentionReport.LifetimeValue;
import dev.retention.examples.report.RetentionReport.Movement;
import dev.retention.examples.report.RetentionReport.Rate;
import dev.retention.examples.report.RetentionReport.Scope;
import dev.retention.examples.report.csv.Excluded;
import dev.retention.time.CellState;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes the short form of a report for a terminal: at most some sixty lines of at most 110 columns, plain ASCII. */
final class TerminalRenderer {

    /** Whether to colour. */
    enum Colour {
        OFF,
        ON
    }

    private static final int ROWS = 12;
    private static final int AGES = 12;
    private static final int WIDTH = 110;
    private static final int EXCLUDED_LINES = 3;

    private final Colour colour;
    private final StringBuilder out = new StringBuilder();

    private TerminalRenderer(Colour colour) {
        this.colour = colour;
    }

    /** Renders a report, each line ended by a line feed. */
    static String render(RetentionReport report, Colour colour) {
        TerminalRenderer renderer = new TerminalRenderer(colour);
        renderer.write(report);
        return renderer.out.toString();
    }

    private void write(RetentionReport report) {
        writeHeader(report);
        for (Finding finding : report.findings()) {
            writeFinding(finding);
        }
        report.latest().ifPresent(latest -> writeKeyFigures(report.scope(), latest));
        writeCohorts(report);
        writeMovements(report);
        report.groups().ifPresent(this::writeGroups);
        writeSurvival(report.survival());
        writeWorth(report.scope(), report.worth());
        report.models().ifPresent(models -> writeModels(models, report.scope().currency()));
        report.answers().listings().forEach(this::writeListing);
    }

    private void writeSurvival(Survival survival) {
        line("");
        line(bold("How many days they stay") + " (" + survival.live() + "; mean within the first "
                + Words.days(survival.horizon()) + " days)");
        line(dim(String.format(
                Locale.ROOT,
                "%-24s %9s %9s  %-25s %-25s %9s",
                "",
                "customers",
                "lost",
                "median (95 %)",
                "mean (95 %)",
                "at risk")));
        for (Survival.Group group : survival.groups()) {
            line(String.format(
                    Locale.ROOT,
                    "%-24s %9s %9s  %-25s %-25s %9s",
                    shortened(group.name(), 24),
                    Words.count(group.customers()),
                    Words.count(group.lost()),
                    Words.median(group),
                    Words.mean(group),
                    Words.count(group.atHorizon())));
        }
        survival.difference().ifPresent(difference -> line("  " + Words.difference(difference)));
        Words.notCompared(survival).ifPresent(text -> wrappedLine("  " + text));
    }

    private void writeGroups(GroupFigures figures) {
        line("");
        line(bold("Groups by " + shortened(figures.column(), 40)));
        for (GroupFigures.Group group : figures.groups()) {
            line(String.format(
                    Locale.ROOT,
                    "  %-24s %9s customers, churn %s",
                    shortened(group.name(), 24),
                    Words.count(group.customers()),
                    rate(group.churn())));
        }
        figures.pair()
                .ifPresent(pair -> pair.differences()
                        .forEach(difference -> wrappedLine("  " + difference.what() + ": "
                                + Words.percent(difference.first().value()) + " for " + pair.first() + ", "
                                + Words.percent(difference.second().value()) + " for " + pair.second() + ": "
                                + difference.verdict(pair) + " (" + difference.points() + ")")));
        figures.change().ifPresent(change -> wrappedLine("  " + change.words()));
    }

    private void writeWorth(Scope scope, Worth worth) {
        line("");
        line(bold("What are they worth") + " (" + scope.currency().getCurrencyCode() + " per customer)");
        for (Worth.Value value : worth.values()) {
            String cost = value.lessCost()
                    .map(left -> ", less winning cost " + Words.amount(left))
                    .orElse("");
            line(shortened(
                    String.format(
                            Locale.ROOT,
                            "  %-18s %14s%s  %s",
                            value.formula(),
                            Words.amount(value.value()),
                            cost,
                            value.words()),
                    WIDTH));
        }
        if (!worth.paybacks().isEmpty()) {
            wrappedLine("  " + Words.paybacks(worth, scope.grain().word()));
        }
        Words.breakEven(worth).ifPresent(text -> wrappedLine("  " + text));
        Words.gain(worth).ifPresent(text -> wrappedLine("  " + text));
        if (!worth.wanting().isEmpty()) {
            line(dim("  more with "
                    + String.join(
                            ", ",
                            worth.wanting().stream()
                                    .map(each -> each.substring(0, each.indexOf(' ')))
                                    .toList())
                    + "; see report.html"));
        }
    }

    private void wrappedLine(String text) {
        wrapped(ascii(text), WIDTH).forEach(this::line);
    }

    private void writeModels(Models models, Currency currency) {
        ModelsText text = new ModelsText(models, currency);
        line("");
        line(bold("What will they buy?") + " (models fitted to the orders up to " + models.until() + ", unit of time: "
                + models.unit().word() + ")");
        for (Models.Fit fit : models.fits()) {
            line(String.format(
                    Locale.ROOT, "  %-12s %s, log-likelihood %.2f", fit.name(), fit.status(), fit.logLikelihood()));
            line(shortened("               " + fit.estimates().replace("±", "+-"), WIDTH));
        }
        wrapped(ascii(text.base()), WIDTH).forEach(this::line);
        for (String sentence : models.advice()) {
            List<String> lines = wrapped(ascii(sentence), WIDTH - 2);
            for (int i = 0; i < lines.size(); i++) {
                line((i == 0 ? "- " : "  ") + lines.get(i));
            }
        }
        List<List<String>> rows = text.atRisk();
        if (!rows.isEmpty()) {
            line("");
            line(bold("Customers at risk"));
            wrapped(ascii(models.atRiskRule()), WIDTH).forEach(this::line);
            String format = "%-24s %6s %11s %13s %12s %16s %16s";
            line(dim(String.format(Locale.ROOT, format, ModelsText.AT_RISK_COLUMNS.toArray())));
            for (List<String> row : rows) {
                List<String> fields = new ArrayList<>(row);
                fields.set(0, shortened(row.get(0), 24));
                line(String.format(Locale.ROOT, format, fields.toArray()));
            }
        }
    }

    private void writeListing(Answers.Listing listing) {
        line("");
        line(bold(shortened(listing.title(), WIDTH)));
        wrapped(ascii(listing.text()), WIDTH).forEach(this::line);
        // The latest periods of a table over time, the first customers of a list of them.
        List<List<String>> rows = listing.columns().get(0).equals("Period")
                ? latest(listing.rows(), ROWS)
                : listing.rows().subList(0, Math.min(ROWS, listing.rows().size()));
        rows.forEach(row -> line(shortened("  " + String.join("  ", row), WIDTH)));
        if (rows.size() < listing.rows().size()) {
            line(dim("  " + Words.count(rows.size()) + " of "
                    + Words.count(listing.rows().size()) + "; all: report.json"));
        }
    }

    private void writeHeader(RetentionReport report) {
        Scope scope = report.scope();
        wrapped(ascii(report.reading().text()), WIDTH).forEach(each -> line(dim(each)));
        line(bold("Retention report: " + shortened(scope.source(), 60))
                + (scope.simulated() ? " (simulated data)" : ""));
        line(String.format(
                Locale.ROOT,
                "%s to %s%s, by %s | %s, %s, %s",
                scope.firstDate(),
                scope.asOf(),
                scope.asOfFromData() ? " (last date in the data)" : "",
                scope.grain().word(),
                Words.counted(scope.customers(), "customer"),
                Words.counted(scope.events(), "order"),
                Words.money(scope.currency(), scope.amount())));
        report.reading()
                .notes()
                .forEach(
                        note -> wrapped(ascii("Look: " + note.message()), WIDTH).forEach(each -> line(yellow(each))));
        Excluded excluded = report.excluded();
        if (excluded.count() > 0) {
            line(yellow(Words.counted(excluded.count(), "line") + " left out:"));
            excluded.first().stream()
                    .limit(EXCLUDED_LINES)
                    .forEach(each -> line(shortened("  line " + each.number() + ": " + each.what(), WIDTH)));
            if (excluded.count() > EXCLUDED_LINES) {
                line("  and " + Words.count(excluded.count() - EXCLUDED_LINES) + " more; see the report");
            }
        }
        line("");
    }

    private void writeFinding(Finding finding) {
        String mark = switch (finding.tone()) {
            case BETTER -> green("+ ");
            case WORSE -> red("! ");
            case UNCLEAR -> "= ";
            case FACT -> "- ";
        };
        List<String> lines = wrapped(ascii(finding.text()), WIDTH - 2);
        for (int i = 0; i < lines.size(); i++) {
            line((i == 0 ? mark : "  ") + lines.get(i));
        }
    }

    private void writeKeyFigures(Scope scope, KeyFigures latest) {
        Movement m = latest.movement();
        line("");
        line(bold("Latest complete " + scope.grain().word() + ", " + m.period()));
        line(String.format(
                Locale.ROOT,
                "  active %s | new %s | retained %s | reactivated %s | lost %s",
                Words.count(m.active().customers()),
                Words.count(m.newCustomers().customers()),
                Words.count(m.retained().customers()),
                Words.count(m.reactivated().customers()),
                Words.count(m.lost().customers())));
        line("  retention  " + rate(m.retention()) + "  " + RetentionReport.RETENTION + ": retained / active in "
                + latest.before().period());
        line("  churn      " + rate(m.churn()) + "  " + RetentionReport.CHURN + ": lost / active in "
                + latest.before().period());
        latest.averageSpend()
                .ifPresent(
                        spend -> line("  spend      " + Words.money(scope.currency(), spend) + " per active customer"));
        Optional<LifetimeValue> value = latest.lifetimeValue();
        line("  lifetime   "
                + value.map(v -> Words.money(scope.currency(), v.value()) + " (" + Words.amount(v.lower()) + " to "
                                + v.upper().map(Words::amount).orElse("no bound") + ")")
                        .orElse("not known")
                + "  ARPA_OVER_CHURN: spend / churn");
    }

    private static String rate(Optional<Rate> rate) {
        return rate.map(r -> Words.percent(r.value()) + " (" + Words.count(r.count()) + " of " + Words.count(r.total())
                        + "), 95 % Wilson " + Words.interval(r))
                .orElse("not known: nobody was active before");
    }

    private void writeCohorts(RetentionReport report) {
        List<CohortRow> filled =
                report.cohorts().stream().filter(row -> row.size() > 0).toList();
        List<CohortRow> rows = latest(filled, ROWS);
        int ages = Math.min(rows.stream().mapToInt(r -> r.cells().size()).max().orElse(0), AGES);
        line("");
        line(bold("Customers who ordered again, % of their cohort, by "
                + report.scope().grain().word() + "s since the first order"));
        StringBuilder header = new StringBuilder(String.format(Locale.ROOT, "%-10s %8s", "cohort", "size"));
        for (int age = 0; age < ages; age++) {
            header.append(String.format(Locale.ROOT, "%6d ", age));
        }
        line(dim(header.toString().stripTrailing()));
        for (CohortRow row : rows) {
            StringBuilder text =
                    new StringBuilder(String.format(Locale.ROOT, "%-10s %8s", row.period(), Words.count(row.size())));
            for (Cell cell : row.cells().subList(0, Math.min(ages, row.cells().size()))) {
                String value =
                        cell.rate().map(r -> Words.percentNumber(r.value())).orElse("-");
                text.append(String.format(Locale.ROOT, "%6s%s", value, cell.state() == CellState.PARTIAL ? "*" : " "));
            }
            line(text.toString().stripTrailing());
        }
        StringBuilder legend = new StringBuilder("blank: not yet observable");
        if (rows.stream().anyMatch(r -> r.cells().stream().anyMatch(c -> c.state() == CellState.PARTIAL))) {
            legend.append("; *: still running as of ").append(report.scope().asOf());
        }
        if (filled.size() > rows.size() || report.ages() > ages) {
            legend.append("; all ")
                    .append(Words.counted(filled.size(), "cohort"))
                    .append(" and ages: report.json");
        }
        line(dim(legend.toString()));
    }

    private void writeMovements(RetentionReport report) {
        List<Movement> movements = latest(report.movements(), ROWS);
        line("");
        line(bold("Who came and who left") + " (customers; amounts in "
                + report.scope().currency().getCurrencyCode() + ", lost: spent the "
                + report.scope().grain().word()
                + " before)");
        line(dim(String.format(
                Locale.ROOT,
                "%-11s %7s %7s %8s %7s %7s %7s %16s %16s",
                report.scope().grain().word(),
                "active",
                "new",
                "retained",
                "react.",
                "lost",
                "churn",
                "amount",
                "amount lost")));
        for (Movement m : movements) {
            line(String.format(
                    Locale.ROOT,
                    "%-11s %7s %7s %8s %7s %7s %7s %16s %16s",
                    m.period() + (m.state() == CellState.PARTIAL ? "*" : ""),
                    customers(m.active()),
                    customers(m.newCustomers()),
                    customers(m.retained()),
                    customers(m.reactivated()),
                    customers(m.lost()),
                    m.churn().map(r -> Words.percentNumber(r.value()) + "%").orElse("-"),
                    Words.amount(m.active().amount()),
                    Words.amount(m.lost().amount())));
        }
    }

    private static String customers(Flow flow) {
        return Words.count(flow.customers());
    }

    private static <T> List<T> latest(List<T> all, int count) {
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private static String shortened(String text, int length) {
        String plain = ascii(text);
        return plain.length() <= length ? plain : plain.substring(0, length - 3) + "...";
    }

    /** Terminals differ in their character sets, and control characters in input could drive them. */
    private static String ascii(String text) {
        return text.replace('–', '-').replace('−', '-').replace("…", "...").replaceAll("[^ -~]", "?");
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        // A number stays with its percent sign.
        for (String word : text.replace(" %", "\u00a0%").split(" ", -1)) {
            if (current.length() > 0 && current.length() + 1 + word.length() > width) {
                lines.add(current.toString());
                current.setLength(0);
            }
            if (current.length() > 0) {
                current.append(' ');
            }
            current.append(word.replace('\u00a0', ' '));
        }
        lines.add(current.toString());
        return lines;
    }

    private String bold(String text) {
        return coloured("1", text);
    }

    private String dim(String text) {
        return coloured("2", text);
    }

    private String red(String text) {
        return coloured("31", text);
    }

    private String green(String text) {
        return coloured("32", text);
    }

    private String yellow(String text) {
        return coloured("33", text);
    }

    private String coloured(String code, String text) {
        return colour == Colour.ON ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
