package dev.retention.examples.review;

import dev.retention.examples.report.csv.CsvTable;
import dev.retention.examples.report.csv.CsvTable.Row;
import dev.retention.examples.report.csv.Excluded.Reason;
import dev.retention.movement.RenewalTerm;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of a file of renewals: a term that ends.
 *
 * @param who the words that begin a message
 * @param currency the code of the currency of amounts, empty if that is not known
 */
record RenewalLine(CsvTable file, Row row, String who, String currency) {

    private static final List<String> DAYS = List.of("term-end", "decided", "recoded");
    private static final List<String> AMOUNTS = List.of("due", "renewed-for");

    /** The term; empty if the line is left out. */
    Optional<RenewalTerm<String>> term() {
        for (String day : DAYS) {
            if (row.text(day) != null && file.day(row, day) == null) {
                return Optional.empty();
            }
        }
        for (String amount : AMOUNTS) {
            if (row.text(amount) != null && file.amount(row, amount, currency) == null) {
                return Optional.empty();
            }
        }
        LocalDate end = file.day(row, "term-end");
        BigDecimal due = file.amount(row, "due", currency);
        LocalDate decided = file.day(row, "decided");
        BigDecimal renewed = file.amount(row, "renewed-for", currency);
        LocalDate recoded = file.day(row, "recoded");
        String now = row.text("reason-now");
        if (now != null && recoded == null) {
            // A new reason without a day of its own is as old as the decision.
            recoded = decided;
        }
        Optional<String> fault = fault(end, due, decided, renewed, recoded, now);
        if (fault.isPresent() || end == null || due == null) {
            file.refuse(row.line(), who + fault.orElse("no term"), Reason.CONTRADICTS);
            return Optional.empty();
        }
        return Optional.of(
                new RenewalTerm<>(row.customer(), end, due, decided, renewed, row.text("reason"), recoded, now));
    }

    private static Optional<String> fault(
            @Nullable LocalDate end,
            @Nullable BigDecimal due,
            @Nullable LocalDate decided,
            @Nullable BigDecimal renewed,
            @Nullable LocalDate recoded,
            @Nullable String now) {
        if (end == null) {
            return Optional.of("no day in column term-end");
        }
        if (due == null || due.signum() <= 0) {
            return Optional.of("column due must be an amount above 0");
        }
        if (renewed != null && renewed.signum() < 0) {
            return Optional.of("column renewed-for must be an amount of at least 0; 0 or nothing if lost");
        }
        if (decided == null && renewed != null && renewed.signum() > 0) {
            return Optional.of("renewed for " + renewed.toPlainString() + " without a day in column decided");
        }
        if (decided == null && (now != null || recoded != null)) {
            return Optional.of("a new reason without a day in column decided");
        }
        if (recoded != null && now == null) {
            return Optional.of("a day in column recoded, and no reason in column reason-now");
        }
        return recoded != null && decided != null && recoded.isBefore(decided)
                ? Optional.of("recoded " + recoded + ", before it was decided on " + decided)
                : Optional.empty();
    }
}
