package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.ChurnFormula;
import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import dev.retention.RetentionFormula;
import dev.retention.RetentionRate;
import dev.retention.history.Members;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Who came, stayed, was reactivated and was lost in every period, with counts, amounts and customers.
 *
 * <p>The identity {@code live(p) = live(p−1) + new(p) + reactivated(p) − lost(p)} held when this was made, but for those who
 * {@linkplain InPeriod#moved moved} between groups. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Movements<K> extends PeriodTable<K, MovementCell, Movements<K>.InPeriod> implements Tabular {
    // By what customers were parted anew for each period, so that those live at its end are counted apart; null if by
    // nothing.
    private final @Nullable Grouping atPeriod;
    // How all customers were counted; null in the table of a group.
    private final @Nullable CustomerMovements method;
    private final List<InPeriod> periods;

    Movements(Counted<K, MovementCell> counted, CustomerMovements method) {
        this(counted, method, null);
    }

    private Movements(
            Counted<K, MovementCell> counted, @Nullable CustomerMovements method, @Nullable Grouping atPeriod) {
        super(counted);
        this.method = method;
        this.atPeriod = atPeriod;
        this.periods =
                IntStream.range(0, timeline().size()).mapToObj(InPeriod::new).toList();
        if (atPeriod == null || !atPeriod.isOfMoves()) {
            checkJoined(InPeriod::start, InPeriod::live);
        }
    }

    @Override
    public List<InPeriod> periods() {
        return periods;
    }

    /**
     * The same movements for each group of customers. Takes one more pass over the store.
     *
     * <p>By a grouping that is read at each period, the retained and the lost are of the group at its start; the new, the reactivated
     * and all who are live are of the group at its end. Then {@code live(p) = live(p−1) + new(p) + reactivated(p) − lost(p) +
     * moved(p)} in each group.
     *
     * @param grouping how customers are parted
     * @return movements for each group that somebody is in
     * @throws IllegalArgumentException if the grouping is read at each period and the table is of a group already
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<Movements<K>> by(Grouping grouping) {
        if (requireNonNull(grouping, "grouping").reading() != Grouping.Reading.AT_PERIOD) {
            return counted().by(grouping, slice -> new Movements<>(slice, null, null));
        }
        checkArgument(
                method != null,
                "grouping (%s) must not be read at each period: the table is of one group already",
                grouping);
        return ByGroup.of(
                counted()
                        .sweep()
                        .count(requireNonNull(method).ruleWithLive(timeline()).by(grouping)),
                slice -> new Movements<>(slice, null, grouping));
    }

    /**
     * The movements of one period.
     *
     * @since 0.1.0
     */
    public final class InPeriod extends PeriodTable.Entry {

        private InPeriod(int index) {
            super(timeline(), index);
        }

        /** {@return how many customers were live in the period before: retained + lost} */
        public long start() {
            return retained().count() + lost().count();
        }

        /**
         * How many customers were active, or silent no longer than the tolerated gap.
         *
         * @return new + retained + reactivated, and those who {@linkplain #moved moved}
         */
        public long live() {
            return of(MovementKind.LIVE).count();
        }

        /**
         * How many customers changed into the group of this table in the period, less those who changed out of it.
         *
         * @return {@code live(p) − live(p−1) − new(p) − reactivated(p) + lost(p)}; 0 unless this is a group that is read at each period
         */
        public long moved() {
            return live()
                    - newCustomers().count()
                    - retained().count()
                    - reactivated().count();
        }

        /**
         * What the live customers spent.
         *
         * @return major units of the store's currency; 0 if the store has no amounts
         * @throws ArithmeticException if a sum of minor units does not fit a long
         */
        public BigDecimal amount() {
            return of(MovementKind.LIVE).amount();
        }

        /**
         * Customers live for the first time ever, or again after the reactivation window.
         *
         * @return count, amount spent in the period, members
         */
        public Movement newCustomers() {
            return of(MovementKind.NEW);
        }

        /**
         * Customers live in the period and in the one before.
         *
         * @return count, amount spent in the period, members
         */
        public Movement retained() {
            return of(MovementKind.RETAINED);
        }

        /**
         * Customers live in the period, not in the one before, but earlier.
         *
         * @return count, amount spent in the period, members
         */
        public Movement reactivated() {
            return of(MovementKind.REACTIVATED);
        }

        /**
         * Customers live in the period before, not in this one.
         *
         * @return count, amount spent in the last active period, members
         */
        public Movement lost() {
            return of(MovementKind.LOST);
        }

        /**
         * The customers who moved in one way.
         *
         * @param kind how they moved
         * @return count, amount, members
         */
        public Movement of(MovementKind kind) {
            return new Movement(
                    new MovementCell(period(), kind), cells(atPeriod != null ? List.of(kind) : kind.parts()));
        }

        private List<MovementCell> cells(List<MovementKind> kinds) {
            return kinds.stream().map(kind -> new MovementCell(period(), kind)).toList();
        }

        /**
         * The counts of the period as a flow, with which rates are computed. A customer is live at a moment if active in the
         * period that ends there; leaving and returning inside a period is invisible.
         *
         * @return start, survivors, lost, new, returned and end; of a group read at each period start, survivors and lost only
         */
        public CustomerFlow flow() {
            CustomerFlow.Builder flow = CustomerFlow.builder()
                    .start(start())
                    .lost(lost().count())
                    .count(CustomerCount.SURVIVORS, retained().count());
            if (atPeriod == null) {
                flow.end(live())
                        .reactivated(reactivated().count())
                        .count(CustomerCount.NEW, newCustomers().count())
                        .count(CustomerCount.NEW_KEPT, newCustomers().count())
                        .count(
                                CustomerCount.ARRIVED,
                                newCustomers().count() + reactivated().count())
                        .count(CustomerCount.LOSS_EVENTS, lost().count());
            }
            return flow.build();
        }

        /**
         * The churn of the period by a named formula.
         *
         * @param formula the formula
         * @return the figure, with its customers
         * @throws IllegalArgumentException if movements do not tell what the formula needs: contracts, days and buyers are told by
         *     {@link CustomerChurn}; {@code RESCALED} is made of another rate
         */
        public ChurnFigure<K> churn(ChurnFormula formula) {
            return counts().churn(formula);
        }

        /**
         * The retention of the period by a named formula.
         *
         * @param formula the formula
         * @return the rate; empty if its denominator is 0
         * @throws IllegalArgumentException if movements do not tell what the formula needs; {@code ONE_MINUS_CHURN} is made of a churn
         *     rate
         */
        public Optional<RetentionRate> retention(RetentionFormula formula) {
            return counts().retention(formula);
        }

        private PeriodCounts<K, MovementCell> counts() {
            return new PeriodCounts<>(
                    label(),
                    new PeriodCounts.OfCustomers<>(counted(), count -> cells(MovementKind.of(count))),
                    flow(),
                    null,
                    "movements" + (atPeriod != null ? " of groups read at each period" : ""));
        }

        /** Prints the period and the counts; of a period still running those lost as not seen yet. */
        @Override
        public String toString() {
            return label() + ": " + live() + " live, " + newCustomers().count() + " new, "
                    + retained().count() + " retained, " + reactivated().count() + " reactivated, "
                    + lost().count() + (isRunning() ? " not seen yet" : " lost");
        }
    }

    /**
     * The customers who moved in one way in one period.
     *
     * @since 0.1.0
     */
    public final class Movement {
        private final MovementCell key;
        // In none of them is a customer who is in another.
        private final List<MovementCell> cells;

        private Movement(MovementCell key, List<MovementCell> cells) {
            this.key = key;
            this.cells = cells;
        }

        /**
         * The period and the kind.
         *
         * @return the key under which the rule counts; {@link MovementKind#LIVE} is counted by the three kinds it is the sum of, unless
         *     this is a group read at each period
         */
        public MovementCell key() {
            return key;
        }

        /** {@return how many customers moved, at least 0} */
        public long count() {
            return cells.stream().mapToLong(counted()::count).sum();
        }

        /** {@return the money that moved with them, in major units of the store's currency; 0 if the store has no amounts} */
        public BigDecimal amount() {
            return cells.stream()
                    .map(cell -> counted().major(counted().amount(cell)))
                    .reduce(counted().major(0), BigDecimal::add);
        }

        /**
         * The customers. Takes one more pass over the store.
         *
         * @return as many as {@link #count()} says
         * @throws IllegalStateException if the table was made from a tally
         */
        public Members<K> members() {
            return counted().members(cells);
        }

        /** Prints the key, the count and the amount. */
        @Override
        public String toString() {
            return key + ": " + count() + " (" + amount() + ")";
        }
    }

    /** {@return a row per period} */
    @Override
    public Sheet sheet() {
        return MovementSheets.of(this);
    }
}
