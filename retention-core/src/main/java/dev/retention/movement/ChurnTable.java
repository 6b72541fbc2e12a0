package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.base.Suppliers;
import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import dev.retention.RetentionFormula;
import dev.retention.RetentionRate;
import dev.retention.history.Members;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.rule.In;
import dev.retention.rule.Rule;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The churn and retention of every period by any formula, with the customers behind numerator and denominator.
 *
 * <p>Made by {@link CustomerChurn}. The identities of {@link CustomerFlow} hold in every period, and every period starts with
 * as many customers as the one before ended with. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class ChurnTable<K> extends PeriodTable<K, FlowCell, ChurnTable<K>.InPeriod> implements Tabular {
    private final Spells spells;
    private final @Nullable Supplier<Counted<K, FlowCell>> days;
    // How all customers were counted; null in the table of a group.
    private final @Nullable CustomerChurn method;
    // By what customers were parted anew for each period, so that those live at its end are counted apart; null if by
    // nothing.
    private final @Nullable Grouping atPeriod;
    private final List<InPeriod> periods;

    ChurnTable(
            Counted<K, FlowCell> counted,
            @Nullable Supplier<Counted<K, FlowCell>> days,
            Spells spells,
            @Nullable CustomerChurn method,
            @Nullable Grouping atPeriod) {
        super(counted);
        this.spells = spells;
        this.days = days;
        this.method = method;
        this.atPeriod = atPeriod;
        FlowRows told = FlowRows.toldBy(spells);
        FlowRows rows = atPeriod != null ? told.withLiveAtEnd() : told;
        this.periods = IntStream.range(0, timeline().size())
                .mapToObj(index -> new InPeriod(index, rows))
                .toList();
        if (atPeriod == null || !atPeriod.isOfMoves()) {
            checkJoined(p -> p.count(CustomerCount.START), p -> p.count(CustomerCount.END));
        }
    }

    @Override
    public List<InPeriod> periods() {
        return periods;
    }

    /** {@return the rule by which a customer is live here} */
    public Spells spells() {
        return spells;
    }

    @Override
    List<String> odd() {
        return counted().hasMembers() ? spells.warnings(counted().store()) : List.of();
    }

    /**
     * The same table for each group of customers, whose comparison and mix can then be looked at with {@link RateChange}. Takes one
     * more pass over the store.
     *
     * <p>By a grouping that is read at each period, a count of those who were there at the start ({@code START}, {@code SURVIVORS},
     * {@code LOST}, {@code CANCELLING}, {@code DUE}, {@code RENEWED}, {@code NOT_RENEWED}, {@code ACTIVE_BEFORE},
     * {@code FALLEN_SILENT}) is of the group at the start, any other of that at the end. Rates are told by formulas of the former only,
     * none of days, and {@code END = START + NEW + REACTIVATED − LOSS_EVENTS + moved in − moved out}. By any other grouping all formulas
     * are told; days of all groups take one more pass, the first time that they are asked for.
     *
     * @param grouping how customers are parted
     * @return a table for each group that somebody is in
     * @throws IllegalArgumentException if the grouping is read at each period and the table is of a group already
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<ChurnTable<K>> by(Grouping grouping) {
        if (requireNonNull(grouping, "grouping").reading() == Grouping.Reading.AT_PERIOD) {
            checkArgument(
                    method != null,
                    "grouping (%s) must not be read at each period: the table is of one group already",
                    grouping);
            Rule<In<FlowCell>> rule =
                    requireNonNull(method).ruleWithLiveAtEnd(timeline()).by(grouping);
            return ByGroup.of(
                    counted().sweep().count(rule), slice -> new ChurnTable<>(slice, null, spells, null, grouping));
        }
        ByGroup<Counted<K, FlowCell>> byPeriod = counted().by(grouping, slice -> slice);
        Supplier<Counted<K, FlowCell>> all = days;
        if (all == null) {
            return byPeriod.map(slice -> new ChurnTable<>(slice, null, spells, null, atPeriod));
        }
        return byPeriod.with(
                Suppliers.memoize(() -> all.get().by(grouping, slice -> slice)),
                (slice, ofDays) -> new ChurnTable<>(slice, ofDays, spells, null, atPeriod));
    }

    /**
     * One period.
     *
     * @since 0.1.0
     */
    public final class InPeriod extends PeriodTable.Entry {
        private final PeriodCounts<K, FlowCell> counts;

        private final ChurnFlows<K> flows;

        private InPeriod(int index, FlowRows rows) {
            super(timeline(), index);
            this.flows = new ChurnFlows<>(period(), counted(), days, rows, atPeriod != null);
            this.counts = new PeriodCounts<>(
                    label(),
                    flows,
                    flows.flow(),
                    days == null ? null : Suppliers.memoize(flows::flowWithDays),
                    "spells (" + spells + ")" + (atPeriod != null ? " of groups read at each period" : ""));
        }

        /** What the counts tell without days. */
        CustomerFlow told() {
            return counts.flow();
        }

        /**
         * The number of a count.
         *
         * @param count which
         * @return events of counts of events, customers of all others; 0 is a fact unless the period is still running
         * @throws IllegalArgumentException if the spells do not tell the count
         */
        public long count(CustomerCount count) {
            return flows.number(counts.told(count));
        }

        /**
         * All counts of the period, customer-days and daily losses included where they are known; a period is as long as it has days.
         * Takes one more pass over the store, the first time that days of the table are asked for.
         *
         * @return the flow; of a group read at each period the counts of those who were there at the start
         */
        public CustomerFlow flow() {
            return counts.wholeFlow();
        }

        /**
         * The churn of the period by a named formula. The rate by one that needs days takes one more pass over the store, the first
         * time that days of the table are asked for.
         *
         * @param formula the formula
         * @return the figure
         * @throws IllegalArgumentException if the table does not tell what the formula counts: {@code SCHEDULED} needs
         *     {@link Spells#announcedBy}, {@code RENEWAL_BASE} {@link Spells#dueOn} and {@code INACTIVITY}
         *     {@link Spells#ofOrders}; {@code SUM_OF_DAILY}, {@code MEAN_OF_DAILY}, {@code EXPOSURE} and {@code TRAILING_30D} need days;
         *     {@code RESCALED} is made of another rate
         */
        public ChurnFigure<K> churn(ChurnFormula formula) {
            return counts.churn(formula);
        }

        /**
         * The retention of the period by a named formula; {@code ONE_MINUS_CHURN} is {@code churn(formula).rate()} and its
         * {@code toRetention()}.
         *
         * @param formula the formula
         * @return the rate; empty if its denominator is 0
         * @throws IllegalArgumentException if the table does not tell what the formula counts: {@code RENEWAL_BASE} needs
         *     {@link Spells#dueOn} and {@code REPEAT_PURCHASE} {@link Spells#ofOrders}; {@code ONE_MINUS_CHURN} is made of a
         *     churn rate
         */
        public Optional<RetentionRate> retention(RetentionFormula formula) {
            return counts.retention(formula);
        }

        /**
         * The customers behind a count. Takes one more pass over the store.
         *
         * @param count which
         * @return the customers, each once; for counts of events they may be fewer than the events
         * @throws IllegalArgumentException if the spells do not tell the count
         * @throws IllegalStateException if the table was made from a tally
         */
        public Members<K> members(CustomerCount count) {
            return flows.members(counts.told(count));
        }

        /**
         * The losses apart by the codes with which subscriptions end.
         *
         * @return by code, in the order of {@link Spells#between}; empty where customers are live by orders, which have no codes
         */
        public Map<String, Losses> lossesByCode() {
            Map<String, Losses> byCode = new LinkedHashMap<>();
            boolean one = spells.endCodes().size() == 1;
            spells.endCodes().forEach(code -> byCode.put(code, new Losses(this, code, one ? null : code)));
            return Collections.unmodifiableMap(byCode);
        }

        /** Prints the period, whether it is still running, and its counts. */
        @Override
        public String toString() {
            return label() + ": " + counts.flow();
        }
    }

    /**
     * The losses of one period by one code with which subscriptions end. Those of all codes add up to those of the period.
     *
     * @since 0.1.0
     */
    public final class Losses {
        private final InPeriod in;
        private final String code;
        private final FlowCell lost;
        private final FlowCell events;

        private Losses(InPeriod in, String code, @Nullable String cellCode) {
            this.in = in;
            this.code = code;
            this.lost = new FlowCell(in.period(), FlowKind.LOST, cellCode);
            this.events = new FlowCell(in.period(), FlowKind.LOSS_EVENT, cellCode);
        }

        /** {@return the code of the events that ended the subscriptions} */
        public String code() {
            return code;
        }

        /**
         * How many customers live at the start are not at the end, and were lost last by this code.
         *
         * @return at least 0
         */
        public long lost() {
            return lost.number(counted().tally());
        }

        /** {@return how many losses there were by this code, at least 0; each counts} */
        public long lossEvents() {
            return events.number(counted().tally());
        }

        /**
         * The part of the period's churn by {@link ChurnFormula#SNAPSHOT} that is due to this code.
         *
         * @return {@link #lost} over all live at the start; empty if nobody was
         */
        public Optional<ChurnRate> churn() {
            long start = in.count(CustomerCount.START);
            return start == 0 ? Optional.empty() : Optional.of(ChurnRate.of(ChurnFormula.SNAPSHOT, lost(), start));
        }

        /**
         * The customers lost by this code. Takes one more pass over the store.
         *
         * @return as many as {@link #lost} says
         * @throws IllegalStateException if the table was made from a tally
         */
        public Members<K> members() {
            return counted().members(lost);
        }

        /** Prints the period, the code and both numbers. */
        @Override
        public String toString() {
            return in.label() + " " + code + ": " + lost() + " lost, " + lossEvents() + " loss events";
        }
    }

    /** {@return a row per period: every count that is told, and churn by every formula of those} */
    @Override
    public Sheet sheet() {
        return MovementSheets.of(this);
    }
}
