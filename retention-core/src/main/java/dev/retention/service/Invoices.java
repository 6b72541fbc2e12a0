package dev.retention.service;

import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.internal.Checks;
import dev.retention.internal.RefusedRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads invoices and what is booked on them out of the caller's objects: the track {@code invoices}.
 *
 * <pre>{@code
 * HistoryStore<Long> invoices = Invoices.reader(Row::customer, Row::day, Row::kind, Row::amount, EUR)
 *         .invoice(Row::number)
 *         .due(Row::dueOn)
 *         .from(billing.bookings());
 * HistoryStore<Long> all = orders.named("orders").and(invoices);
 * }</pre>
 *
 * <p>A row is an {@link #INVOICE}, a {@link #PAYMENT}, a {@link #CREDIT_NOTE}, an amount {@link #WRITTEN_OFF}, a {@link #DISPUTE} of an
 * amount or a {@link #DISPUTE_SETTLED}; its amount is above 0 and its kind says which way it counts. A payment or credit note that names
 * no invoice is unapplied. Numbers of invoices are those of one customer. Refused, with row and customer:
 *
 * <ul>
 *   <li>another kind, and an amount that is not above 0 or finer than the currency;
 *   <li>an invoice without a number or with that of another one, or due before its day; a due day of anything else; an empty number;
 *   <li>a booking that names an invoice which is not there on its day, and one that must name an invoice and does not;
 *   <li>more paid, credited or written off than is open, more disputed than the invoice is of, and more settled than is disputed.
 * </ul>
 *
 * <p>Of one day, invoices come first, then credit notes, payments, what is written off, disputes and what is settled, rows of one kind as
 * in the input. A {@linkplain #lenient() lenient} reader leaves a refused row out as if it had not happened, so that what names it is
 * refused as well, and counts and lists it in {@link HistoryStore#exclusions}. Takes {@code O(n log n)} time for {@code n} rows. This class
 * is immutable and thread-safe.
 *
 * @param <S> the type of rows
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Invoices<S, K> {
    /** The name of the track. */
    public static final String TRACK = "invoices";

    /** The code of an invoice. */
    public static final String INVOICE = "invoice";

    /** The code of a payment. */
    public static final String PAYMENT = "payment";

    /** The code of a credit note. */
    public static final String CREDIT_NOTE = "credit note";

    /** The code of an amount that is no longer asked for. */
    public static final String WRITTEN_OFF = "written off";

    /** The code of an amount that the customer disputes from that day. */
    public static final String DISPUTE = "dispute";

    /** The code of an amount that is not disputed any more. */
    public static final String DISPUTE_SETTLED = "dispute settled";

    /** The name of the further column of invoice numbers. */
    public static final String NUMBER = "invoice";

    /** The name of the further column of the days on which invoices are due. */
    public static final String DUE = "due";

    private static final Comparator<Row<?>> IN_ORDER = Comparator.<Row<?>, LocalDate>comparing(
                    row -> requireNonNull(row.day))
            .thenComparing(row -> requireNonNull(row.kind));

    private final Function<? super S, ? extends @Nullable K> customer;
    private final Function<? super S, ? extends @Nullable LocalDate> day;
    private final Function<? super S, @Nullable String> kind;
    private final Function<? super S, ? extends @Nullable BigDecimal> amount;
    private final Currency currency;
    private final Function<? super S, @Nullable String> invoice;
    private final Function<? super S, ? extends @Nullable LocalDate> due;
    private final boolean isLenient;

    private Invoices(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable LocalDate> day,
            Function<? super S, @Nullable String> kind,
            Function<? super S, ? extends @Nullable BigDecimal> amount,
            Currency currency,
            Function<? super S, @Nullable String> invoice,
            Function<? super S, ? extends @Nullable LocalDate> due,
            boolean isLenient) {
        this.customer = customer;
        this.day = day;
        this.kind = kind;
        this.amount = amount;
        this.currency = currency;
        this.invoice = invoice;
        this.due = due;
        this.isLenient = isLenient;
    }

    /**
     * How to read bookings, a row each.
     *
     * @param customer the customer's key
     * @param day the civil day of the booking
     * @param kind one of the codes of this class
     * @param amount the amount in major units, above 0
     * @param currency the one currency of all amounts
     * @param <S> the type of rows
     * @param <K> the type of customer keys
     * @return a reader, to which {@link #invoice} and {@link #due} are added
     */
    public static <S, K> Invoices<S, K> reader(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable LocalDate> day,
            Function<? super S, @Nullable String> kind,
            Function<? super S, ? extends @Nullable BigDecimal> amount,
            Currency currency) {
        return new Invoices<>(
                requireNonNull(customer, "customer"),
                requireNonNull(day, "day"),
                requireNonNull(kind, "kind"),
                requireNonNull(amount, "amount"),
                requireNonNull(currency, "currency"),
                row -> null,
                row -> null,
                false);
    }

    /**
     * Says which invoice a row is, or is about.
     *
     * @param invoice the number of the invoice; null for a payment or credit note that is not applied to one
     * @return this reader with it
     */
    public Invoices<S, K> invoice(Function<? super S, @Nullable String> invoice) {
        return new Invoices<>(
                customer, day, kind, amount, currency, requireNonNull(invoice, "invoice"), due, isLenient);
    }

    /**
     * Says when an invoice is due.
     *
     * @param due the last day on which it is paid in time; null for an invoice without one, and for all other rows
     * @return this reader with it
     */
    public Invoices<S, K> due(Function<? super S, ? extends @Nullable LocalDate> due) {
        return new Invoices<>(customer, day, kind, amount, currency, invoice, requireNonNull(due, "due"), isLenient);
    }

    /**
     * Leaves rows out that are refused, counted and listed, instead of refusing the first.
     *
     * @return a lenient reader
     */
    public Invoices<S, K> lenient() {
        return new Invoices<>(customer, day, kind, amount, currency, invoice, due, true);
    }

    /**
     * Reads a store.
     *
     * @param bookings the rows in any order
     * @return the store, of one track named {@link #TRACK}, with what was left out
     * @throws InvalidRowException if a row is refused and the reader is strict; the message tells row and customer
     */
    public HistoryStore<K> from(Iterable<? extends S> bookings) {
        List<Row<K>> all = new ArrayList<>();
        Map<K, List<Row<K>>> byCustomer = new LinkedHashMap<>();
        for (S each : requireNonNull(bookings, "bookings")) {
            Row<K> row = new Row<>();
            try {
                fill(row, requireNonNull(each, "the row"));
            } catch (RuntimeException e) {
                row.fault = e;
            }
            all.add(row);
            if (row.fault == null && row.customer != null && row.day != null) {
                byCustomer
                        .computeIfAbsent(row.customer, unused -> new ArrayList<>())
                        .add(row);
            }
        }
        byCustomer.values().forEach(Invoices::checkBook);
        HistoryReader<Row<K>, K> reader = HistoryStore.<Row<K>, K>ofDates(Row::customer, row -> row.day)
                .codes(row -> String.valueOf(row.kind))
                .amounts(row -> row.amount, currency)
                .text(NUMBER, row -> row.invoice)
                .plannedDay(DUE, row -> row.due);
        return (isLenient ? reader.lenient() : reader).from(all).named(TRACK);
    }

    private void fill(Row<K> row, S from) {
        row.customer = customer.apply(from);
        row.day = day.apply(from);
        row.invoice = invoice.apply(from);
        row.due = due.apply(from);
        row.amount = amount.apply(from);
        RefusedRow.checkDay(row.day, row.customer);
        RefusedRow.checkDay(row.due, row.customer);
        String code = kind.apply(from);
        row.kind = Booking.of(code);
        row.check(row.kind != null, "kind (" + code + ")", "must be one of " + Arrays.asList(Booking.values()));
        row.checkMoney(currency);
        row.checkNamed();
    }

    private static <K> void checkBook(List<Row<K>> ofCustomer) {
        ofCustomer.sort(IN_ORDER);
        InvoiceBook book = new InvoiceBook();
        for (Row<K> row : ofCustomer) {
            try {
                row.bookIn(book);
            } catch (RuntimeException e) {
                row.fault = e;
            }
        }
    }

    /** Prints what is read. */
    @Override
    public String toString() {
        return "bookings of invoices in " + currency + ", a row each" + (isLenient ? ", lenient" : "");
    }

    /** What one row says, and why it does not count. */
    private static final class Row<K> {
        private @Nullable K customer;
        private @Nullable LocalDate day;
        private @Nullable Booking kind;
        private @Nullable BigDecimal amount;
        private @Nullable String invoice;
        private @Nullable LocalDate due;
        private long minor;
        private @Nullable RuntimeException fault;

        @Nullable
        K customer() {
            if (fault != null) {
                throw fault;
            }
            return customer;
        }

        void check(boolean holds, String what, String otherwise) {
            if (!holds) {
                throw new RefusedRow(what + " of customer (" + customer + ") " + otherwise);
            }
        }

        void checkMoney(Currency currency) {
            BigDecimal money = amount;
            String what = "amount (" + money + ") of the " + kind;
            check(money != null && money.signum() > 0, what, "must be above 0");
            check(Checks.isAmount(requireNonNull(money)), what, "must be in the range of doubles");
            int digits = Math.max(0, currency.getDefaultFractionDigits());
            check(money.stripTrailingZeros().scale() <= digits, what, "must have at most " + digits + " decimals");
            BigDecimal whole = money.movePointRight(digits);
            check(whole.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0, what, "must fit a long");
            minor = whole.longValueExact();
        }

        void checkNamed() {
            Booking booked = requireNonNull(kind);
            boolean isNamed = invoice == null ? booked.canBeUnapplied() : !invoice.isEmpty();
            check(isNamed, "invoice (" + invoice + ") of the " + booked, "must be the number of an invoice");
            LocalDate end = due;
            String what = "due (" + end + ") of the " + booked + " of " + day;
            check(end == null || booked == Booking.INVOICE, what, "has no meaning");
            check(end == null || day == null || !end.isBefore(day), what, "must not lie before its day");
        }

        void bookIn(InvoiceBook book) {
            Booking booked = requireNonNull(kind);
            long on = requireNonNull(day).toEpochDay();
            String wrong = book.fault(booked, invoice, minor);
            String what = booked + " of " + amount + " on " + day;
            check(wrong == null, "invoice (" + invoice + ")", wrong + ": " + what + " is refused");
            try {
                book.take(booked, invoice, on, due == null ? InvoiceBook.NONE : due.toEpochDay(), minor);
            } catch (ArithmeticException e) {
                check(false, what, "is refused: " + e.getMessage());
            }
        }
    }
}
