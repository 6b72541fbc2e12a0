package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What customers owe on a day, by how long it is past due.
 *
 * <pre>{@code
 * Ageing owed = Ageing.of(asOf, List.of(new Ageing.Open(asOf.minusDays(20), new BigDecimal(40))));
 * owed.line("1-30");     // 40
 * owed.overdue();        // 40
 * }</pre>
 *
 * <pre>
 *   days past due = as of − due
 *   balance       = not due + 1-30 + 31-60 + 61-90 + over 90 + no due day − credit notes − unapplied payments
 * </pre>
 *
 * <ul>
 *   <li>What is due today is not overdue: it is one day past due tomorrow.
 *   <li>An open amount without a due day is a line of its own: it can be neither early nor late, and counts as current.
 *   <li>Credit notes and payments that are applied to no invoice are lines of their own, below 0. They are not taken off the oldest
 *       invoice, which would make the balance look younger than it is.
 *   <li>What is disputed stands beside the lines: it is part of them.
 * </ul>
 *
 * <p>Amounts are exact. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class Ageing implements Tabular {
    /** The name of the line of what is not due yet, or today. */
    public static final String NOT_DUE = "not due";

    /** The name of the line of what has no due day. */
    public static final String NO_DUE_DAY = "no due day";

    /** The name of the line of credit notes that are applied to no invoice, at most 0. */
    public static final String CREDIT_NOTES = "credit notes";

    /** The name of the line of payments that are applied to no invoice, at most 0. */
    public static final String UNAPPLIED_PAYMENTS = "unapplied payments";

    static final int MOST_EDGES = 7;

    private static final int[] USUAL = {30, 60, 90};

    private final LocalDate asOf;
    private final List<Line> lines;
    private final BigDecimal disputed;

    private Ageing(LocalDate asOf, List<Line> lines, BigDecimal disputed) {
        this.asOf = asOf;
        this.lines = List.copyOf(lines);
        this.disputed = disputed;
    }

    /**
     * What is open of an invoice.
     *
     * @param due the last day on which it is paid in time; null if there is none
     * @param amount at least 0
     * @since 0.1.0
     */
    public record Open(@Nullable LocalDate due, BigDecimal amount) {
        /**
         * Checks the amount.
         *
         * @param due the last day on which it is paid in time; null if there is none
         * @param amount at least 0
         * @throws IllegalArgumentException if the amount is below 0 or past the range of doubles
         */
        public Open {
            notNegative(amount, "amount");
        }
    }

    /**
     * A line of the balance.
     *
     * @param name what it is of, such as {@code 31-60}
     * @param amount below 0 for what is owed to customers
     * @since 0.1.0
     */
    public record Line(String name, BigDecimal amount) {
        /**
         * Refuses null.
         *
         * @param name what it is of
         * @param amount below 0 for what is owed to customers
         * @throws IllegalArgumentException if the amount is past the range of doubles
         */
        public Line {
            requireNonNull(name, "name");
            Checks.amount(amount, "amount");
        }

        /** Prints name and amount, such as {@code 31-60: 5}. */
        @Override
        public String toString() {
            return name + ": " + amount.toPlainString();
        }
    }

    /**
     * Ages open amounts.
     *
     * @param asOf the day on which they are open
     * @param open what is open, in one currency
     * @param edges the last day past due of each range but the last, ascending, from 1, up to seven; 30, 60 and 90 if none is given
     * @return the balance by age, without credit notes and unapplied payments
     * @throws IllegalArgumentException if there are too many edges, or they do not ascend
     */
    public static Ageing of(LocalDate asOf, List<Open> open, int... edges) {
        Checks.day(asOf, "asOf");
        int[] checked = edges(edges);
        BigDecimal[] sums = new BigDecimal[checked.length + 3];
        Arrays.fill(sums, BigDecimal.ZERO);
        for (Open each : requireNonNull(open, "open")) {
            LocalDate due = each.due();
            int line = due == null ? sums.length - 1 : line(asOf.toEpochDay() - due.toEpochDay(), checked);
            sums[line] = sums[line].add(each.amount());
        }
        List<Line> lines = new ArrayList<>();
        for (int line = 0; line < sums.length; line++) {
            lines.add(new Line(line == sums.length - 1 ? NO_DUE_DAY : name(line, checked), sums[line]));
        }
        lines.add(new Line(CREDIT_NOTES, BigDecimal.ZERO));
        lines.add(new Line(UNAPPLIED_PAYMENTS, BigDecimal.ZERO));
        return new Ageing(asOf, lines, BigDecimal.ZERO);
    }

    /** The same of lines that were counted, whose sum must be a balance that was counted apart. */
    static Ageing ofLines(LocalDate asOf, List<Line> lines, BigDecimal disputed, BigDecimal balance) {
        Ageing ageing = new Ageing(asOf, lines, disputed);
        checkState(
                ageing.balance().compareTo(balance) == 0, "lines (%s) must add up to the balance (%s)", lines, balance);
        return ageing;
    }

    /** The checked edges, or the usual ones. */
    static int[] edges(int... edges) {
        int[] checked = requireNonNull(edges, "edges").length == 0 ? USUAL.clone() : edges.clone();
        checkArgument(
                checked.length <= MOST_EDGES, "edges (%s) must be at most %s", Arrays.toString(checked), MOST_EDGES);
        for (int i = 0; i < checked.length; i++) {
            checkArgument(
                    checked[i] > (i == 0 ? 0 : checked[i - 1]),
                    "edges (%s) must ascend from 1",
                    Arrays.toString(checked));
        }
        return checked;
    }

    /** The line of days past due: 0 for none, then one for each range. */
    static int line(long daysPastDue, int... edges) {
        if (daysPastDue <= 0) {
            return 0;
        }
        int range = 0;
        while (range < edges.length && daysPastDue > edges[range]) {
            range++;
        }
        return range + 1;
    }

    /** The name of a line. */
    static String name(int line, int... edges) {
        if (line == 0) {
            return NOT_DUE;
        }
        if (line > edges.length) {
            return "over " + edges[edges.length - 1];
        }
        return (line == 1 ? 1 : edges[line - 2] + 1) + "-" + edges[line - 1];
    }

    static BigDecimal notNegative(BigDecimal amount, String name) {
        checkArgument(Checks.amount(amount, name).signum() >= 0, "%s (%s) must be at least 0", name, amount);
        return amount;
    }

    /**
     * The same with what is owed to customers.
     *
     * @param creditNotes what credit notes are of that are applied to no invoice, at least 0
     * @param unappliedPayments what was paid and is applied to no invoice, at least 0
     * @return the balance with these, in place of former ones, below 0 in its lines
     * @throws IllegalArgumentException if an amount is below 0 or past the range of doubles
     */
    public Ageing less(BigDecimal creditNotes, BigDecimal unappliedPayments) {
        List<Line> all = new ArrayList<>(lines.subList(0, lines.size() - 2));
        all.add(new Line(CREDIT_NOTES, notNegative(creditNotes, "creditNotes").negate()));
        all.add(new Line(
                UNAPPLIED_PAYMENTS,
                notNegative(unappliedPayments, "unappliedPayments").negate()));
        return new Ageing(asOf, all, disputed);
    }

    /** {@return the day on which the amounts are open} */
    public LocalDate asOf() {
        return asOf;
    }

    /** {@return all lines: not due, the ranges of days past due, no due day, credit notes, unapplied payments} */
    public List<Line> lines() {
        return lines;
    }

    /**
     * The amount of a line.
     *
     * @param name its name, such as {@code 31-60} or {@code over 90}
     * @return the amount
     * @throws IllegalArgumentException if there is no such line; the message names those there are
     */
    public BigDecimal line(String name) {
        requireNonNull(name, "name");
        for (Line line : lines) {
            if (line.name().equals(name)) {
                return line.amount();
            }
        }
        throw new IllegalArgumentException("name (" + name + ") must be one of "
                + lines.stream().map(Line::name).toList());
    }

    /** {@return the sum of all lines; below 0 if more is owed to customers than by them} */
    public BigDecimal balance() {
        return lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** {@return what is past due, at least 0} */
    public BigDecimal overdue() {
        return lines.subList(1, lines.size() - 3).stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** {@return what is open and not past due, that without a due day included, at least 0} */
    public BigDecimal current() {
        return line(NOT_DUE).add(line(NO_DUE_DAY));
    }

    /** {@return what of the open amounts is past due, in [0, 1]; empty if nothing is open} */
    public OptionalDouble overdueShare() {
        BigDecimal open = overdue().add(current());
        return open.signum() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(overdue().doubleValue() / open.doubleValue());
    }

    /** {@return what of the open amounts customers dispute, at least 0; 0 of amounts that were given one by one} */
    public BigDecimal disputed() {
        return disputed;
    }

    /** {@return a row per class of age} */
    @Override
    public Sheet sheet() {
        return ServiceSheets.of(this);
    }

    /** Prints the day and the lines in which there is something. */
    @Override
    public String toString() {
        return asOf + ": " + balance().toPlainString() + " owed "
                + lines.stream().filter(line -> line.amount().signum() != 0).toList();
    }
}
