package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Excluded.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The lines of a file of service that do not count: how many for which reason, which, and what goes with them. */
public final class ServiceLeftOut {

    /** So many lines are listed. */
    private static final int LISTED = 10_000;

    /** A note tells of lines that are left out from one in so many on. */
    private static final int MANY = 20;

    private static final String INVOICE = "invoice";
    private static final String UNNAMED = "contradicts itself or another line";

    private final ServiceKind kind;
    private final String file;
    private final boolean lenient;
    private final boolean named;
    private final Excluded excluded = new Excluded(LISTED);
    private final Map<String, Long> invoices = new HashMap<>();

    /**
     * @param file the file's name
     * @param lenient whether lines that cannot be read are left out
     * @param named whether messages may name customers
     */
    ServiceLeftOut(ServiceKind kind, String file, boolean lenient, boolean named) {
        this.kind = kind;
        this.file = file;
        this.lenient = lenient;
        this.named = named;
    }

    /** Leaves out a line as it stands in the file, of a kind and with the number of an invoice. */
    void add(Reason reason, long line, String of, String invoice, String what) {
        excluded.add(reason, line, what);
        remember(of, invoice, line);
    }

    /**
     * Leaves a line out that contradicts another. Invoices go before what goes with them.
     *
     * @throws BadInputException if lines are not to be left out
     */
    public void add(ServiceRow row, String what) {
        if (!lenient) {
            throw BadInputException.at(file, row.line(), named ? what : UNNAMED);
        }
        String invoice = kind == ServiceKind.INVOICES ? Objects.requireNonNullElse(row.text(INVOICE), "") : "";
        String of = String.valueOf(row.values().get("kind"));
        Long before = of.equals(INVOICE) ? null : invoices.get(invoice);
        String followed = before == null
                ? ""
                : " (the invoice " + Shown.oneLine(invoice, 60) + " was left out in line " + before + ")";
        excluded.add(Reason.CONTRADICTS, row.line(), named ? what + followed : UNNAMED);
        remember(of, invoice, row.line());
    }

    private void remember(String of, String invoice, long line) {
        if (kind == ServiceKind.INVOICES && of.equalsIgnoreCase(INVOICE) && !invoice.isEmpty()) {
            invoices.putIfAbsent(invoice, line);
        }
    }

    /** Leaves out as many lines more that contradict others, which are not listed. */
    public void addMore(long count) {
        excluded.addMore(Reason.CONTRADICTS, count);
    }

    /** What was left out so far. */
    public Excluded excluded() {
        return excluded;
    }

    /** What to say of them, if they are many of the file's lines; lines that are there already are not among them. */
    List<DataNote> notes(long lines) {
        List<DataNote> notes = new ArrayList<>();
        long left = excluded.count() - excluded.byReason().getOrDefault(Reason.REPEATED, 0L);
        if (left > 0 && left * MANY >= lines) {
            notes.add(new DataNote(
                    DataNote.Kind.MANY_LEFT_OUT,
                    String.format(Locale.ROOT, "%s: %,d of ", file, left) + Shown.counted(lines, "line")
                            + (left == 1 ? " is" : " are") + " left out, so that the figures of " + kind.word()
                            + " are of the others alone: " + excluded.words(),
                    left,
                    excluded.first().stream()
                            .limit(DataNote.FIRST)
                            .map(Excluded.Line::number)
                            .toList()));
        }
        return notes;
    }

    /**
     * Refuses a file of which no line is left.
     *
     * @throws BadInputException with the reasons
     */
    void check(long lines) {
        if (lines == 0) {
            throw new BadInputException(file + ": there is no line below the header");
        }
        if (excluded.count() >= lines) {
            Excluded.Line first = excluded.first().get(0);
            throw new BadInputException(String.format(
                            Locale.ROOT,
                            "%s: all %,d lines are left out, so that nothing can be said of %s: ",
                            file,
                            lines,
                            kind.word())
                    + excluded.words() + "; the first, line " + first.number() + (named ? ": " + first.what() : ""));
        }
    }
}
