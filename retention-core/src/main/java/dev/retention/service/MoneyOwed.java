package dev.retention.service;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.CellSink;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.PeriodMethod;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tells what customers owe at the end of every period, by how long it is past due, and what was invoiced, paid and disputed in it.
 *
 * <pre>{@code
 * MoneyOwed owed = MoneyOwed.over(months);
 * PeriodItems<Long, MoneyOwed.Item> table = owed.of(invoices);
 * table.inPeriod("2024-03").money(Item.BALANCE);
 * table.inPeriod("2024-03").members(Item.OVERDUE_4);                       // who owes something that is over 90 days past due
 * owed.ageing(table.inPeriod("2024-03")).line("31-60");
 * owed.receivables(table.inPeriod("2024-03")).daysSalesOutstanding();
 * owed.countback(table, "2024-03").days();
 * }</pre>
 *
 * <p>Of the track {@value Invoices#TRACK}, as {@link Invoices#reader} makes it. Items are read at the end of their period, or of the data.
 * Amounts are exact, in the store's currency.
 *
 * <pre>
 *   BALANCE = OPENING + INVOICED − CREDITED − PAID − WRITTEN_OFF
 *           = NOT_DUE + OVERDUE_1 + … + OVERDUE_8 + WITHOUT_DUE_DAY + UNAPPLIED_CREDITS + UNAPPLIED_PAYMENTS
 *   OVERDUE = OVERDUE_1 + … + OVERDUE_8
 * </pre>
 *
 * <ul>
 *   <li>What is due on the day is not overdue, see {@link Ageing}.
 *   <li>A customer counts in an item of which the amount is not 0: so whose payments are as much as the invoices has no balance.
 *   <li>In a store that another reader made, what passes the open amount of an invoice, or names one that is not there, is unapplied.
 *       Bookings without an amount above 0 and with other codes are refused.
 * </ul>
 *
 * <p>Takes one pass over the store; a customer costs the bookings, and the open invoices at each period's end. This class is immutable,
 * thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class MoneyOwed extends PeriodMethod<MoneyOwed.Item> {
    private static final long serialVersionUID = 1;

    private final int[] edges;

    private MoneyOwed(Timeline timeline, int... edges) {
        super(timeline, Item.class);
        this.edges = edges;
    }

    /** What is told of a period. Money, unless it says otherwise. */
    public enum Item {
        /** With a balance at the start of the period. */
        OPENING,
        /** What was invoiced in it. */
        INVOICED,
        /** What credit notes took off. */
        CREDITED,
        /** What was paid. */
        PAID,
        /** What was written off. */
        WRITTEN_OFF,
        /** What customers began to dispute. */
        DISPUTE_RAISED,
        /** With a balance at the end of the period; below 0 if more is owed to the customer. */
        BALANCE,
        /** Open and not past due. */
        NOT_DUE,
        /** Past due up to the first edge, 30 days by default. */
        OVERDUE_1,
        /** Past due up to the second edge. */
        OVERDUE_2,
        /** Past due up to the third edge. */
        OVERDUE_3,
        /** Past due up to the fourth edge; beyond 90 days by default. */
        OVERDUE_4,
        /** Past due up to the fifth edge; nothing where there are fewer, as of those that follow. */
        OVERDUE_5,
        /** Past due up to the sixth edge. */
        OVERDUE_6,
        /** Past due up to the seventh edge. */
        OVERDUE_7,
        /** Past due beyond the seventh edge. */
        OVERDUE_8,
        /** Open without a due day. */
        WITHOUT_DUE_DAY,
        /** Credit notes that are applied to no invoice, below 0. */
        UNAPPLIED_CREDITS,
        /** Payments that are applied to no invoice, below 0. */
        UNAPPLIED_PAYMENTS,
        /** Past due, by however much. */
        OVERDUE,
        /** Open and disputed. */
        DISPUTED,
        /** The same customers, and how many invoices they dispute: a number. */
        DISPUTED_INVOICES,
        /** The same customers, and for how many days these invoices have been disputed, together: a number. */
        DISPUTED_DAYS,
        /** With open invoices, and how many: a number. */
        OPEN_INVOICES
    }

    /**
     * What is owed at the end of the periods of a timeline, by 30, 60 and 90 days past due.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first booking
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static MoneyOwed over(Timeline timeline) {
        return new MoneyOwed(ServiceDays.whole(timeline), Ageing.edges());
    }

    /**
     * Sets the ranges of days past due.
     *
     * @param edges the last day of each range but the last, ascending, from 1, up to seven; 30, 60 and 90 if none is given
     * @return the method with these ranges, one more than edges
     * @throws IllegalArgumentException if there are too many edges, or they do not ascend
     */
    public MoneyOwed edges(int... edges) {
        return new MoneyOwed(timeline(), Ageing.edges(edges));
    }

    @Override
    protected String definition() {
        return "money owed, past due by " + Arrays.toString(edges) + " days";
    }

    @Override
    protected List<String> tracks() {
        return List.of(Invoices.TRACK);
    }

    @Override
    protected void check(HistoryStore<?> store) {
        InvoiceWalk.check(store);
    }

    @Override
    protected void apply(Timeline periods, History history, CellSink sink) {
        InvoiceWalk walk = new InvoiceWalk(history);
        for (int event = 0; event < walk.size(); event++) {
            int period = history.period(event);
            Booking kind = walk.kind(event);
            if (period >= 0 && kind != Booking.DISPUTE_SETTLED) {
                sink.add(flow(kind), period, history.amount(event));
            }
        }
        addIfAny(
                sink,
                Item.OPENING,
                0,
                walk.until(periods.first().firstDay().toEpochDay() - 1).balance());
        for (int period = 0; period < periods.size(); period++) {
            long day = lastDay(periods, period);
            addStock(walk.until(day), day, period, sink);
            if (period + 1 < periods.size()) {
                addIfAny(sink, Item.OPENING, period + 1, walk.book().balance());
            }
        }
    }

    private static Item flow(Booking kind) {
        return switch (kind) {
            case INVOICE -> Item.INVOICED;
            case CREDIT_NOTE -> Item.CREDITED;
            case PAYMENT -> Item.PAID;
            case WRITTEN_OFF -> Item.WRITTEN_OFF;
            case DISPUTE, DISPUTE_SETTLED -> Item.DISPUTE_RAISED;
        };
    }

    private void addStock(InvoiceBook book, long day, int period, CellSink sink) {
        addIfAny(sink, Item.BALANCE, period, book.balance());
        addIfAny(sink, Item.UNAPPLIED_CREDITS, period, -book.unappliedCredits());
        addIfAny(sink, Item.UNAPPLIED_PAYMENTS, period, -book.unappliedPayments());
        for (InvoiceBook.Bill bill : book.open()) {
            int line = bill.due == InvoiceBook.NONE ? -1 : Ageing.line(day - bill.due, edges);
            sink.add(line < 0 ? Item.WITHOUT_DUE_DAY : item(line), period, bill.open());
            sink.add(Item.OPEN_INVOICES, period, 1);
            if (line > 0) {
                sink.add(Item.OVERDUE, period, bill.open());
            }
            if (bill.disputed() > 0) {
                sink.add(Item.DISPUTED, period, bill.disputed());
                sink.add(Item.DISPUTED_INVOICES, period, 1);
                sink.add(Item.DISPUTED_DAYS, period, day - bill.disputedSince());
            }
        }
    }

    private static void addIfAny(CellSink sink, Item item, int period, long amount) {
        if (amount != 0) {
            sink.add(item, period, amount);
        }
    }

    /** The item of a line of days past due. */
    private static Item item(int line) {
        return Item.values()[Item.NOT_DUE.ordinal() + line];
    }

    private static long lastDay(Timeline periods, int period) {
        long end = periods.period(period).plus(1).firstDay().toEpochDay() - 1;
        return Math.min(end, periods.asOf().toEpochDay());
    }

    /**
     * The balance at the end of a period by age, which is asserted to be the sum of its lines.
     *
     * @param period a period of a table of this method
     * @return the lines, with what is disputed beside them
     * @throws IllegalStateException if the lines do not add up to the balance, as those of another method's table may not
     */
    public Ageing ageing(PeriodItems<?, Item>.InPeriod period) {
        requireNonNull(period, "period");
        List<Ageing.Line> lines = new ArrayList<>();
        for (int line = 0; line <= edges.length + 1; line++) {
            lines.add(new Ageing.Line(Ageing.name(line, edges), period.money(item(line))));
        }
        lines.add(new Ageing.Line(Ageing.NO_DUE_DAY, period.money(Item.WITHOUT_DUE_DAY)));
        lines.add(new Ageing.Line(Ageing.CREDIT_NOTES, period.money(Item.UNAPPLIED_CREDITS)));
        lines.add(new Ageing.Line(Ageing.UNAPPLIED_PAYMENTS, period.money(Item.UNAPPLIED_PAYMENTS)));
        return Ageing.ofLines(lastDay(period.period()), lines, period.money(Item.DISPUTED), period.money(Item.BALANCE));
    }

    /**
     * Balances and sales of a period. Sales are what was invoiced less credit notes; current is what is open and not past due, that
     * without a due day included; a period that is still running has the days that are over.
     *
     * @param period a period of a table of this method
     * @return what days sales outstanding and the like are told from
     */
    public Receivables receivables(PeriodItems<?, Item>.InPeriod period) {
        return new Receivables(
                requireNonNull(period, "period").money(Item.OPENING),
                sales(period).amount(),
                period.money(Item.BALANCE),
                period.money(Item.NOT_DUE).add(period.money(Item.WITHOUT_DUE_DAY)),
                sales(period).days());
    }

    /**
     * Days sales outstanding by counting back from the end of a period over it and those before it in the table.
     *
     * @param table a table of this method
     * @param label the label of the period, such as {@code 2024-03}
     * @return the days, and why counting stopped: what is older than the table is more than all its sales
     * @throws IllegalArgumentException if the label is not a period of the table
     */
    public Receivables.Countback countback(PeriodItems<?, Item> table, String label) {
        return countback(table, requireNonNull(table, "table").inPeriod(label).period());
    }

    private <K> Receivables.Countback countback(PeriodItems<K, Item> table, Period last) {
        List<Receivables.Sales> sales = new ArrayList<>();
        for (int period = table.timeline().indexOf(last); period >= 0; period--) {
            sales.add(sales(table.inPeriod(table.timeline().period(period))));
        }
        return Receivables.countback(table.inPeriod(last).money(Item.BALANCE), sales);
    }

    private Receivables.Sales sales(PeriodItems<?, Item>.InPeriod period) {
        BigDecimal net = period.money(Item.INVOICED).subtract(period.money(Item.CREDITED));
        LocalDate last = lastDay(period.period());
        return new Receivables.Sales(
                net, Math.toIntExact(ChronoUnit.DAYS.between(period.period().firstDay(), last) + 1));
    }

    private LocalDate lastDay(Period period) {
        LocalDate end = period.plus(1).firstDay().minusDays(1);
        return end.isAfter(timeline().asOf()) ? timeline().asOf() : end;
    }
}
