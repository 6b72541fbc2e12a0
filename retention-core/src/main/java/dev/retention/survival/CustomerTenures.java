package dev.retention.survival;

import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.movement.Spells;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * How long customers stayed, the first time unless said otherwise: from histories to a {@link LifeTable}.
 *
 * <pre>{@code
 * CustomerTenures.Table<Long> tenures = CustomerTenures.over(asOf, Spells.ofOrders(90)).of(orders);
 * SurvivalCurve curve = KaplanMeier.withDefaults().estimate(tenures.lifeTable());
 * tenures.by(plan);   // a life table for each plan
 * }</pre>
 *
 * <p>A tenure is a customer's first {@linkplain Spells spell}: from the arrival to the loss, in days, or to the end of the data
 * if no loss was seen by then.
 *
 * <ul>
 *   <li>For orders with a tolerated gap of {@code g} days, the loss lies {@code g} days after the last order before the first
 *       longer gap: the tenure of a customer who orders once ends at {@code g} days, and {@code g} is to be taken off where
 *       the time to the last order is wanted.
 *   <li>A customer whose gap has not run out by the as-of day is censored there, not at the last order: so the censoring has
 *       nothing to do with whether the customer will come back.
 *   <li>Who comes back after the loss is a returned customer and does not lengthen the tenure.
 *   <li>Tenures do not depend on each other as long as customers do not; a customer has one.
 * </ul>
 *
 * <p>The tenures are cells of a {@link #rule()}, so who stayed how long can be listed and explained. Tallies of several stores add up
 * if they were counted {@linkplain #from from} the same day. Takes one pass over the store. This class is immutable, thread-safe and
 * serialisable.
 *
 * @since 0.1.0
 */
public final class CustomerTenures implements Serializable {
    private static final long serialVersionUID = 1;

    private final Spells spells;
    private final Timeline days;
    private final int number;

    private CustomerTenures(Timeline days, Spells spells, int number) {
        this.days = days;
        this.spells = requireNonNull(spells, "spells");
        this.number = number;
    }

    /**
     * Tenures by a rule of when customers are live.
     *
     * @param asOf the last day on which the data are complete
     * @param spells when a customer is live
     * @return the method, for first spells
     */
    public static CustomerTenures over(LocalDate asOf, Spells spells) {
        return new CustomerTenures(Timeline.of(Grain.DAY, requireNonNull(asOf, "asOf")), spells, 1);
    }

    /**
     * Sets the first day on which a tenure may begin. The longest tenure there can be is known then without a store, so that tallies
     * of several stores add up.
     *
     * @param day the day; spells that began before it are left out. The day of the store's first event unless set
     * @return this method from that day on
     * @throws IllegalArgumentException if the day is after the as-of day
     */
    public CustomerTenures from(LocalDate day) {
        return new CustomerTenures(days.from(day), spells, number);
    }

    /**
     * Sets the zone in which instants become days.
     *
     * @param zone the zone, needed for stores of instants
     * @return this method in that zone
     */
    public CustomerTenures inZone(ZoneId zone) {
        return new CustomerTenures(days.in(zone), spells, number);
    }

    /**
     * Takes the tenures of customers who came back: those of their second spell, or a later one.
     *
     * @param which the number of the spell, 1 for the first; customers without such a spell are left out
     * @return this method for those spells
     * @throws IllegalArgumentException if {@code which < 1}
     */
    public CustomerTenures ofSpell(int which) {
        return new CustomerTenures(days, spells, (int) Checks.positive((long) which, "which"));
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or asked for members.
     *
     * @param store the histories, whose first event bounds the tenures unless a first day was set
     * @return the rule; every customer with such a spell counts in one cell
     * @throws IllegalArgumentException if the store has instants and no zone was set
     */
    public Rule<TenureCell> rule(HistoryStore<?> store) {
        return new TenureRule(spells, number, store.bind(days));
    }

    /**
     * The rule where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if no first day was set
     */
    public Rule<TenureCell> rule() {
        days.first();
        return new TenureRule(spells, number, days);
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the histories
     * @param <K> the type of customer keys
     * @return the tenures
     * @throws IllegalArgumentException if the store has instants and no zone was set
     */
    public <K> Table<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the tenures, the same on any number of threads
     * @throws IllegalArgumentException if the store has instants and no zone was set
     */
    public <K> Table<K> of(Sweep<K> sweep) {
        return new Table<>(sweep.count(rule(sweep.store())));
    }

    /**
     * The tenures of a tally that was merged, restored or read from a live table; they have no members.
     *
     * @param tally a tally of {@link #rule()}
     * @param <K> the type of customer keys
     * @return the tenures
     * @throws IllegalStateException if no first day was set
     * @throws IllegalArgumentException if the tally is of another rule
     */
    public <K> Table<K> of(Tally<TenureCell> tally) {
        return new Table<>(Counted.of(rule(), tally));
    }

    /**
     * Counted tenures. This class is immutable and thread-safe.
     *
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    public static final class Table<K> {
        private final Counted<K, TenureCell> counted;

        private Table(Counted<K, TenureCell> counted) {
            this.counted = counted;
        }

        /**
         * The counted rule behind the table: tally, members, explanations, reconciliation, restatement.
         *
         * @return the counted rule
         */
        public Counted<K, TenureCell> counted() {
            return counted;
        }

        /**
         * The tenures of all customers.
         *
         * @return their life table in days
         */
        public LifeTable lifeTable() {
            return CustomerTenures.lifeTable(counted.tally());
        }

        /**
         * The tenures of each group of customers, as {@link LogRank} compares them. Takes one more pass over the store.
         *
         * @param grouping how customers are parted, as known at the end of the data or at the first event
         * @return a life table in days for each group
         * @throws IllegalArgumentException if the grouping is read at each period
         * @throws IllegalStateException if the table was made from a tally
         */
        public ByGroup<LifeTable> by(Grouping grouping) {
            return counted.by(grouping, part -> CustomerTenures.lifeTable(part.tally()));
        }

        /** Prints the definition. */
        @Override
        public String toString() {
            return counted.rule().definition();
        }
    }

    private static LifeTable lifeTable(Tally<TenureCell> tally) {
        int rows = 0;
        int size = tally.cells().size();
        for (int cell = 0; cell < size; cell += 2) {
            rows += tally.countAt(cell) + tally.countAt(cell + 1) > 0 ? 1 : 0;
        }
        LifeTableRows columns = new LifeTableRows(rows, false);
        for (int cell = 0; cell < size; cell += 2) {
            double censored = tally.countAt(cell);
            double ended = tally.countAt(cell + 1);
            if (censored + ended > 0) {
                int row = columns.rowOf(cell >> 1);
                columns.addCensored(row, censored, censored);
                columns.addEnded(row, ended, ended);
            }
        }
        return columns.toTable();
    }

    /** Prints the rule in words. */
    @Override
    public String toString() {
        return TenureRule.words(spells, number) + ", as of " + days.asOf();
    }
}
