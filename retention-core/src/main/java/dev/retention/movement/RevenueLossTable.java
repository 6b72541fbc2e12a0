package dev.retention.movement;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Who was lost in every period, in customers and in recurring value, and who came back.
 *
 * <p>Made by {@link RevenueLosses}. Churn and retention are over all that was there at the start, also in the tables of modes and reasons,
 * so that the churn of all modes adds up to the whole:
 *
 * <pre>
 *   churn       LOST / START       of this table's losses
 *   retention   1 − churn
 *   recovered   RECOVERED / LEDGER_LOST, with what is not finished left out, or taken as lost, or as won
 * </pre>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class RevenueLossTable<K> extends PeriodTable<K, RevenueLossCell, RevenueLossTable<K>.InPeriod>
        implements Tabular {
    private final RevenueLosses method;
    // Where value at the start is counted.
    private final Counted<K, RevenueLossCell> starts;
    private final boolean parted;
    private final List<InPeriod> periods;

    private RevenueLossTable(
            RevenueLosses method,
            Counted<K, RevenueLossCell> counted,
            Counted<K, RevenueLossCell> starts,
            boolean parted) {
        super(counted);
        this.method = method;
        this.starts = starts;
        this.parted = parted;
        this.periods =
                IntStream.range(0, timeline().size()).mapToObj(InPeriod::new).toList();
    }

    /** The table of all customers. */
    static <K> RevenueLossTable<K> whole(RevenueLosses method, Counted<K, RevenueLossCell> counted) {
        return new RevenueLossTable<>(method, counted, counted, false);
    }

    @Override
    public List<InPeriod> periods() {
        return periods;
    }

    /** Codes of modes that no event has, and losses by codes that have no mode. */
    @Override
    List<String> odd() {
        LossModes modes = method.modes();
        List<String> odd = new ArrayList<>();
        if (counted().hasMembers()) {
            odd.addAll(counted().store().codes().warnings(modes.codes()));
        }
        long without = modes.isEmpty()
                ? 0
                : periods.stream()
                        .mapToLong(p -> p.customers(RevenueLossItem.WITHOUT_MODE))
                        .sum();
        if (without > 0) {
            odd.add("losses by codes without a mode: " + without + "; modes are " + modes);
        }
        return List.copyOf(odd);
    }

    /**
     * The same table for each group of customers. Takes one more pass over the store.
     *
     * <ul>
     *   <li>By a grouping read at the anchor, losses are of the group that the event has by which value fell to none, and
     *       {@link RevenueLossItem#START} is that of this whole table: the churn of all groups adds up to the whole.
     *   <li>By any other, a group has its own START. Read at each period, START and LOST are of the group at the start of the period, all
     *       else is of the group at its end.
     * </ul>
     *
     * @param grouping how customers are parted
     * @return a table for each group that somebody is in
     * @throws IllegalStateException if the table was made from a tally, or is itself one of a group and either grouping is read at the
     *     anchor: take one grouping whose labels tell both
     */
    public ByGroup<RevenueLossTable<K>> by(Grouping grouping) {
        boolean atAnchor = requireNonNull(grouping, "grouping").reading() == Grouping.Reading.AT_ANCHOR;
        checkState(
                !parted || (!atAnchor && starts.equals(counted())),
                "table (%s) is of a group and cannot be parted by cause: take one grouping whose labels tell both",
                counted().rule().definition());
        return atAnchor
                ? ByGroup.of(
                        counted().sweep().count(method.withoutStart(timeline()).by(grouping)),
                        slice -> new RevenueLossTable<>(method, slice, starts, true))
                : counted().by(grouping, slice -> new RevenueLossTable<>(method, slice, slice, true));
    }

    /**
     * The same table for each mode that {@link RevenueLosses#mode} tells, and for {@link dev.retention.rule.Group#MISSING} if customers were
     * lost by other codes. Takes one more pass over the store.
     *
     * @return a table for each mode, also where nobody was lost in it
     * @throws IllegalStateException if no mode was told, or as for {@link #by}
     */
    public ByGroup<RevenueLossTable<K>> byMode() {
        checkState(!method.modes().isEmpty(), "no mode was told: take RevenueLosses.mode(mode, codes)");
        return by(method.modes().grouping());
    }

    /**
     * The losses of one period.
     *
     * @since 0.1.0
     */
    public final class InPeriod extends PeriodTable.Entry {

        private InPeriod(int index) {
            super(timeline(), index);
        }

        private Counted<K, RevenueLossCell> counted(RevenueLossItem item) {
            return requireNonNull(item, "item") == RevenueLossItem.START ? starts : RevenueLossTable.this.counted();
        }

        private RevenueLossCell cell(RevenueLossItem item) {
            return new RevenueLossCell(period(), item);
        }

        /**
         * How many customers an item has.
         *
         * @param item which
         * @return at least 0
         * @throws IllegalArgumentException if the item is not counted, as WITHOUT_MODE is not where no mode was told
         */
        public long customers(RevenueLossItem item) {
            return counted(item).count(cell(item));
        }

        /**
         * The value of an item.
         *
         * @param item which
         * @return major units of the store's currency, at least 0
         * @throws IllegalArgumentException if the item is not counted, see {@link #customers}
         */
        public BigDecimal amount(RevenueLossItem item) {
            return counted(item).major(counted(item).amount(cell(item)));
        }

        /**
         * The customers of an item. Takes one more pass over the store.
         *
         * @param item which
         * @return as many as {@link #customers} says
         * @throws IllegalArgumentException if the item is not counted, see {@link #customers}
         * @throws IllegalStateException if the table was made from a tally
         */
        public Members<K> members(RevenueLossItem item) {
            return counted(item).members(cell(item));
        }

        /**
         * Which share of the customers of the start was lost: {@code LOST / START}.
         *
         * @return the share; empty if nobody was there at the start
         */
        public Optional<Proportion> churn() {
            return share(customers(RevenueLossItem.LOST), customers(RevenueLossItem.START));
        }

        /**
         * Which share of the customers of the start was not lost: {@code 1 − LOST / START}. In the table of a mode or reason, not lost so.
         *
         * @return the share; empty if nobody was there at the start
         */
        public Optional<Proportion> retention() {
            return churn().map(Proportion::complement);
        }

        /**
         * Which share of the value of the start went with the customers who were lost: {@code LOST / START}.
         *
         * @return the share; empty if there was no value at the start
         */
        public Optional<ShareOfValue> valueChurn() {
            BigDecimal start = amount(RevenueLossItem.START);
            return start.signum() == 0
                    ? Optional.empty()
                    : Optional.of(new ShareOfValue(amount(RevenueLossItem.LOST), start));
        }

        /**
         * Which share of the value of the start did not go with customers who were lost: {@code 1 − LOST / START}. What the others pay less
         * is not taken off. In the table of a mode or reason, did not go so.
         *
         * @return the share; empty if there was no value at the start
         */
        public Optional<ShareOfValue> valueRetention() {
            return valueChurn().map(ShareOfValue::complement);
        }

        /**
         * Which share of the customers who were lost came back in time, of those whose days are over: {@code (RECOVERED − (UNFINISHED −
         * OPEN)) / (LEDGER_LOST − UNFINISHED)}. Who was lost so late that the days are not over is left out, back or not, for else the
         * quick alone would count.
         *
         * @return the share; empty if there is nobody
         */
        public Optional<Proportion> recovered() {
            long unfinished = customers(RevenueLossItem.UNFINISHED);
            long early = unfinished - customers(RevenueLossItem.OPEN);
            return share(
                    customers(RevenueLossItem.RECOVERED) - early, customers(RevenueLossItem.LEDGER_LOST) - unfinished);
        }

        /**
         * The least that {@code RECOVERED / LEDGER_LOST} can become: nobody who is open comes back in time.
         *
         * @return the share; empty if nobody was lost
         */
        public Optional<Proportion> recoveredAtLeast() {
            return share(customers(RevenueLossItem.RECOVERED), customers(RevenueLossItem.LEDGER_LOST));
        }

        /**
         * The most that {@code RECOVERED / LEDGER_LOST} can become by those lost so far: {@code (RECOVERED + OPEN) / LEDGER_LOST}, all who
         * are open come back in time.
         *
         * @return the share; empty if nobody was lost
         */
        public Optional<Proportion> recoveredAtMost() {
            return share(
                    customers(RevenueLossItem.RECOVERED) + customers(RevenueLossItem.OPEN),
                    customers(RevenueLossItem.LEDGER_LOST));
        }

        private Optional<Proportion> share(long count, long total) {
            return total == 0 ? Optional.empty() : Optional.of(Proportion.of(count, total));
        }

        /** Prints the period, what was lost and what came back. */
        @Override
        public String toString() {
            return label() + ": " + customers(RevenueLossItem.LOST) + " of " + customers(RevenueLossItem.START)
                    + " lost with " + amount(RevenueLossItem.LOST) + " of " + amount(RevenueLossItem.START) + "; "
                    + customers(RevenueLossItem.LEDGER_LOST) + " day by day with "
                    + amount(RevenueLossItem.LEDGER_LOST) + ", " + customers(RevenueLossItem.RECOVERED)
                    + " recovered with " + amount(RevenueLossItem.WON_BACK) + ", "
                    + customers(RevenueLossItem.OPEN) + " open";
        }
    }

    /** {@return a row per period} */
    @Override
    public Sheet sheet() {
        return MovementSheets.of(this);
    }
}
