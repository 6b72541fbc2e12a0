package dev.retention.survival;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long customers stayed the first time: from histories to a {@link LifeTable}.
 *
 * <pre>{@code
 * LifeTable tenures = CustomerTenures.of(Spells.ofOrders(90), asOf).lifeTable(orders);
 * SurvivalCurve curve = KaplanMeier.withDefaults().estimate(tenures);
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
 * <p>The tenures are cells of a {@link #rule}, so who stayed how long can be listed and explained. Takes one pass over the
 * store. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class CustomerTenures {
    private final Spells spells;
    private final LocalDate asOf;
    private final @Nullable ZoneId zone;

    private CustomerTenures(Spells spells, LocalDate asOf, @Nullable ZoneId zone) {
        this.spells = requireNonNull(spells, "spells");
        this.asOf = requireNonNull(asOf, "asOf");
        this.zone = zone;
    }

    /**
     * Tenures by a rule of when customers are live.
     *
     * @param spells when a customer is live
     * @param asOf the last day on which the data are complete
     * @return the method
     */
    public static CustomerTenures of(Spells spells, LocalDate asOf) {
        return new CustomerTenures(spells, asOf, null);
    }

    /**
     * Sets the zone in which instants become days.
     *
     * @param zone the zone, needed for stores of instants
     * @return this method in that zone
     */
    public CustomerTenures inZone(ZoneId zone) {
        return new CustomerTenures(spells, asOf, requireNonNull(zone, "zone"));
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or asked for members.
     *
     * @param store the histories, whose first event bounds the tenures
     * @return the rule; every customer with a spell counts in one cell
     * @throws IllegalArgumentException if the store has instants and no zone was set
     */
    public Rule<TenureCell> rule(HistoryStore<?> store) {
        requireNonNull(store, "store");
        Timeline days = Timeline.of(Grain.DAY, asOf);
        Timeline timeline = store.bind(zone == null ? days : days.in(zone));
        long longest =
                Math.max(1, asOf.toEpochDay() + 1 - timeline.first().firstDay().toEpochDay());
        Cells<TenureCell> cells = Cells.grid(
                Axis.range("days", 0, Math.toIntExact(longest + 1)),
                Axis.of("ended", List.of(false, true)),
                TenureCell::new,
                TenureCell::days,
                TenureCell::ended);
        return Rule.of("first tenures, " + spells + ", as of " + asOf, timeline, cells, this::count);
    }

    private void count(History history, CellSink sink) {
        boolean[] counted = new boolean[1];
        spells.forEach(history, (start, end, ended) -> {
            if (!counted[0]) {
                counted[0] = true;
                sink.add(2 * Math.toIntExact(end - start) + (ended ? 1 : 0));
            }
        });
    }

    /**
     * Counts the tenures of all customers.
     *
     * @param store the histories
     * @return their life table in days
     * @throws IllegalArgumentException if the store has instants and no zone was set
     */
    public LifeTable lifeTable(HistoryStore<?> store) {
        return lifeTable(Sweep.over(store).count(rule(store)).tally());
    }

    /**
     * A life table of counted tenures.
     *
     * @param tally the tenures, as the {@link #rule} counts them
     * @return the life table in days
     */
    public static LifeTable lifeTable(Tally<TenureCell> tally) {
        requireNonNull(tally, "tally");
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
        return "first tenures, " + spells + ", as of " + asOf;
    }
}
