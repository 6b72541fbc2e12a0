package dev.retention.examples.review;

import dev.retention.examples.report.Orders;
import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.csv.CsvOptions;
import dev.retention.examples.report.csv.CsvTable;
import dev.retention.examples.report.csv.CsvTable.Kind;
import dev.retention.examples.report.csv.Excluded.Reason;
import dev.retention.examples.report.csv.Progress;
import dev.retention.examples.report.figures.HowRead;
import dev.retention.examples.report.figures.Unit;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.count.SnapshotSource;
import dev.retention.examples.review.count.SnapshotSource.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file with one line for each customer. */
final class SnapshotInputs {

    private static final String LOST = "churn";
    private static final String LOST_NAMES = "churned|lost|left|exited|attrition|churn label|churn value";
    private static final String VALUE = "monthly charges";
    private static final String VALUE_NAMES = "monthlycharges|value|mrr|revenue";
    private static final Set<String> YES = Set.of("yes", "true", "1", "y", "t", "left", "lost", "churned");
    private static final Set<String> NO = Set.of("no", "false", "0", "n", "f", "stayed", "active");

    private final CsvOptions csv;
    private final ReviewFileOptions options;
    private final boolean named;
    private final Progress progress;

    /** @param named whether messages may name customers */
    SnapshotInputs(CsvOptions csv, ReviewFileOptions options, boolean named, Progress progress) {
        this.csv = csv;
        this.options = options;
        this.named = named;
        this.progress = progress;
    }

    /** Reads it. */
    SnapshotSource read(Path path) {
        String lost = options.lostColumn == null ? LOST : options.lostColumn;
        String value = options.valueColumn == null ? VALUE : options.valueColumn;
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put(Kind.CUSTOMER, Kind.CUSTOMER_NAMES);
        columns.put(lost, options.lostColumn == null ? LOST_NAMES : "");
        columns.put(value, options.valueColumn == null ? VALUE_NAMES : "");
        List<String> needed = new ArrayList<>(List.of(Kind.CUSTOMER, lost));
        if (options.valueColumn != null) {
            needed.add(value);
        }
        try (CsvTable file =
                CsvTable.open(path, new Kind("snapshot", columns, needed), csv).withProgress(progress)) {
            Unit unit = new Unit(csv.currency());
            List<Row> rows = new ArrayList<>();
            Map<String, Long> seen = new HashMap<>();
            long lines = 0;
            for (CsvTable.Row line : file.read()) {
                lines++;
                Row row = row(file, line, lost, value, unit);
                if (row == null) {
                    continue;
                }
                Long other = seen.putIfAbsent(row.customer(), line.line());
                if (other == null) {
                    rows.add(row);
                } else {
                    file.refuse(
                            line.line(),
                            who(line) + "there is a line of this customer already, " + other,
                            Reason.CONTRADICTS);
                }
            }
            if (rows.isEmpty()) {
                throw new BadInputException(file.name() + ": no customers, only a header");
            }
            List<String> traits = new ArrayList<>(file.others());
            Optional<String> valued = file.has(value) ? Optional.of(value) : Optional.empty();
            valued.ifPresent(traits::add);
            if (traits.isEmpty()) {
                throw new BadInputException(
                        file.name() + ": no column but the customer's and who left: there is nothing to try");
            }
            return new SnapshotSource(
                    file.name(),
                    rows,
                    traits,
                    lost,
                    valued,
                    unit,
                    Orders.leftOut(file.excluded(), named),
                    new HowRead(
                            "Read as a snapshot: one line for each customer, who left by column " + lost
                                    + valued.map(column -> ", worth by column " + column)
                                            .orElse("")
                                    + "; all other columns are traits, columns of many numbers in four classes; "
                                    + Words.counted(lines, "line"),
                            Optional.empty(),
                            lines,
                            0,
                            0,
                            BigDecimal.ZERO,
                            List.of()));
        }
    }

    private String who(CsvTable.Row line) {
        return named ? "customer " + Words.oneLine(line.customer(), 60) + ": " : "";
    }

    private @Nullable Row row(CsvTable file, CsvTable.Row line, String lost, String value, Unit unit) {
        String flag = line.known().getOrDefault(lost, "").toLowerCase(Locale.ROOT);
        if (!YES.contains(flag) && !NO.contains(flag)) {
            file.refuse(
                    line.line(),
                    who(line) + "\"" + Words.oneLine(flag, 30) + "\" in column " + lost + " (expected yes or no)",
                    Reason.CONTRADICTS);
            return null;
        }
        Map<String, String> attributes = new HashMap<>(line.others());
        Optional<BigDecimal> worth = Optional.empty();
        String text = line.text(value);
        if (text != null) {
            if (!text.matches("-?[0-9]{1,15}([.][0-9]{1,9})?")) {
                file.refuse(
                        line.line(),
                        who(line) + "bad amount \"" + Words.oneLine(text, 30) + "\" in column " + value
                                + " (expected a number such as 12.50)",
                        Reason.BAD_AMOUNT);
                return null;
            }
            worth = Optional.of(
                    new BigDecimal(text).setScale(unit.currency().getDefaultFractionDigits(), RoundingMode.HALF_EVEN));
            attributes.put(value, text);
        }
        return new Row(line.customer(), YES.contains(flag), worth, attributes);
    }
}
