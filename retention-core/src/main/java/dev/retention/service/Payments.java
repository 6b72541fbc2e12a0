package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.CellSink;
import dev.retention.rule.Grouping;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.PeriodMethod;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.survival.LifeTable;
import dev.retention.survival.TenureCell;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Tells how invoices are paid: in time or late, by the period in which they were due, and after how many days.
 *
 * <pre>{@code
 * Payments payments = Payments.over(months);
 * payments.of(invoices).inPeriod("2024-03").number(Item.ON_TIME);
 * Payments.onTime(payments.of(invoices).inPeriod("2024-03"));       // 80.0 % to 85.0 % (80 met, 15 missed, 5 open)
 * KaplanMeier.withDefaults().estimate(payments.daysToPay(sweep)).median();
 * CustomerChurn.over(months, spells).of(all).by(Payers.late(14, Reading.AT_PERIOD));
 * }</pre>
 *
 * <p>Of the track {@value Invoices#TRACK}, as {@link Invoices#reader} makes it. An invoice is paid on the day on which nothing of it is
 * open any more, if the customer paid some of it and nothing was written off. One that a credit note took off whole is none, as nothing was
 * to be paid.
 *
 * <pre>
 *   DUE = ON_TIME + LATE + OVERDUE + WRITTEN_OFF + UNDECIDED
 * </pre>
 *
 * <ul>
 *   <li>What is paid on the due day is paid in time, and so many days later as are {@linkplain #tolerating tolerated}.
 *   <li>An open invoice of which that day is not over is neither in time nor late: it bounds the share. As of the day itself it still is
 *       one of these. Overdue ones may be paid or written off on any later day, or credited whole, so that these items stay PARTIAL, and
 *       DUE with them.
 *   <li>Invoices without a due day are in no period.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Payments extends PeriodMethod<Payments.Item> {
    private static final long serialVersionUID = 1;

    private final int days;

    private Payments(Timeline timeline, int days) {
        super(timeline, Item.class);
        this.days = days;
    }

    /** What is told of the invoices that were due in a period: the customers, and as number how many invoices. */
    public enum Item {
        /** Due, of those known by the end of the data, but for those that were credited whole, even later: PARTIAL, as it may fall. */
        DUE,
        /** Paid by the due day, or so many days later as are tolerated. */
        ON_TIME,
        /** Paid later. */
        LATE,
        /** Open although that day is over. */
        OVERDUE,
        /** Closed, with something written off. */
        WRITTEN_OFF,
        /** Open, and that day is not over. */
        UNDECIDED
    }

    /**
     * How the invoices that are due in the periods of a timeline are paid.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first booking
     * @return the method, without tolerance
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static Payments over(Timeline timeline) {
        return new Payments(ServiceDays.whole(timeline), 0);
    }

    /**
     * Takes payments for timely that come some days after the due day.
     *
     * @param days how many, at least 0
     * @return the method with that tolerance
     * @throws IllegalArgumentException if {@code days < 0}
     */
    public Payments tolerating(int days) {
        checkArgument(days >= 0, "days (%s) must be at least 0", days);
        return new Payments(timeline(), days);
    }

    @Override
    protected String definition() {
        return "payments of invoices by due day, in time up to " + days + " days after it";
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
    protected CellState state(Timeline periods, Item item, Period period) {
        CellState decided = ServiceDays.stateWithin(periods, period, days + 1L);
        boolean isFinal = item == Item.ON_TIME || item == Item.UNDECIDED || decided != CellState.OBSERVED;
        return isFinal ? decided : CellState.PARTIAL;
    }

    @Override
    protected void apply(Timeline periods, History history, CellSink sink) {
        long asOf = periods.asOf().toEpochDay();
        for (InvoiceBook.Bill bill : new InvoiceWalk(history).toEnd().bills()) {
            boolean counts = bill.due != InvoiceBook.NONE && (bill.isOpen() || bill.isPaid() || bill.isWrittenOff());
            int period = counts ? periodOf(periods, bill.due) : -1;
            if (period >= 0 && period < periods.size()) {
                sink.add(Item.DUE, period, 1);
                sink.add(item(bill, asOf), period, 1);
            }
        }
    }

    private static int periodOf(Timeline periods, long epochDay) {
        return periods.first().until(periods.grain().periodOf(LocalDate.ofEpochDay(epochDay)));
    }

    private Item item(InvoiceBook.Bill bill, long asOf) {
        if (bill.isOpen()) {
            return asOf > bill.due + days ? Item.OVERDUE : Item.UNDECIDED;
        }
        if (bill.isWrittenOff()) {
            return Item.WRITTEN_OFF;
        }
        return bill.closed() <= bill.due + days ? Item.ON_TIME : Item.LATE;
    }

    /**
     * The share of invoices that are paid in time, with the undecided as bounds.
     *
     * @param period a period of a table of payments
     * @return ON_TIME of DUE, in invoices, UNDECIDED being open; empty if none was due
     */
    public static Optional<BoundedShare> onTime(PeriodItems<?, Item>.InPeriod period) {
        long due = requireNonNull(period, "period").number(Item.DUE);
        long met = period.number(Item.ON_TIME);
        long open = period.number(Item.UNDECIDED);
        return due == 0 ? Optional.empty() : Optional.of(BoundedShare.of(met, due - met - open, open));
    }

    /**
     * How many days invoices take to be paid, of those of the timeline's periods: from the day of the invoice to that on which nothing is
     * open any more. Open ones are censored at the end of the data, those that were credited whole or written off on that day.
     *
     * @param sweep the sweep
     * @return the life table of invoices in days
     * @throws IllegalArgumentException if the store lacks the track or the timeline does not fit it
     */
    public LifeTable daysToPay(Sweep<?> sweep) {
        return dayCounts(requireNonNull(sweep, "sweep").store()).table(sweep);
    }

    /**
     * The same for each group of customers. Invoices of one customer are no strangers to each other: a log-rank test is too sure of itself.
     *
     * @param grouping how customers are parted, not by period
     * @param sweep the sweep
     * @return a life table for each group that somebody is in
     */
    public ByGroup<LifeTable> daysToPay(Grouping grouping, Sweep<?> sweep) {
        requireNonNull(grouping, "grouping");
        return dayCounts(requireNonNull(sweep, "sweep").store()).by(grouping, sweep);
    }

    /**
     * The rule of {@link #daysToPay(Sweep)}, to list who took how long, or to be kept live. Its amounts are numbers of invoices.
     *
     * @param store the store
     * @return the rule
     */
    public Rule<TenureCell> daysToPayRule(HistoryStore<?> store) {
        return dayCounts(store);
    }

    private DayCounts dayCounts(HistoryStore<?> store) {
        InvoiceWalk.check(requireNonNull(store, "store"));
        return DayCounts.of("days to pay an invoice", Invoices.TRACK, timeline(), store, (history, times) -> {
            long asOf = history.timeline().asOf().toEpochDay();
            for (InvoiceBook.Bill bill : new InvoiceWalk(history).toEnd().bills()) {
                times.add(bill.day, Math.min(bill.closed(), asOf), bill.isPaid());
            }
        });
    }
}
