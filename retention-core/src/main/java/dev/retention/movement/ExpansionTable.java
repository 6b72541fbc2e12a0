package dev.retention.movement;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.Members;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * By what the recurring value of those who stayed changed in every period, and the customers behind each amount.
 *
 * <p>Made by {@link ExpansionSplit}. Amounts are signed. To the last minor unit, with {@link RevenueItem}s of {@link RecurringRevenue} on
 * the same store, and without {@link ExpansionPart#FX} unless it says so:
 *
 * <pre>
 *   Σ parts of EXPANSION      =   EXPANSION      where no exchange rate changed
 *   Σ parts of CONTRACTION    = − CONTRACTION    where no exchange rate changed
 *   Σ parts of UNCHANGED      =   0
 *   Σ all parts, FX included  =   SURVIVORS_END − SURVIVORS_START
 * </pre>
 *
 * <p>The signs of the three sides held when this was made. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class ExpansionTable<K> extends PeriodTable<K, ExpansionCell, ExpansionTable<K>.InPeriod>
        implements Tabular {
    private static final ExpansionPart[] PARTS = ExpansionPart.values();

    private final SplitColumns columns;
    private final List<InPeriod> periods;

    ExpansionTable(Counted<K, ExpansionCell> counted, SplitColumns columns) {
        super(counted);
        this.columns = columns;
        this.periods =
                IntStream.range(0, timeline().size()).mapToObj(InPeriod::new).toList();
        periods.forEach(InPeriod::check);
    }

    @Override
    public List<InPeriod> periods() {
        return periods;
    }

    /**
     * Which columns the store does not have, so that plans, families or quantities are not told apart, and whether the code of exchange
     * rates is of no event.
     */
    @Override
    List<String> odd() {
        if (!counted().hasMembers()) {
            return List.of();
        }
        List<String> odd = new ArrayList<>();
        List<String> missing = columns.missing(counted().store());
        if (!missing.isEmpty()) {
            odd.add("the store has no column " + String.join(", ", missing) + ": there are "
                    + counted().store().columns());
        }
        String fx = columns.fx();
        if (fx != null) {
            odd.addAll(counted().store().codes().warnings(List.of(fx)));
        }
        odd.addAll(ratesNotApart(fx));
        return List.copyOf(odd);
    }

    /**
     * The same table for each group of customers. Takes one more pass over the store.
     *
     * <p>By a grouping that is read at each period, customers are of the group at the start.
     *
     * @param grouping how customers are parted
     * @return a table for each group that somebody is in
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<ExpansionTable<K>> by(Grouping grouping) {
        return counted().by(requireNonNull(grouping, "grouping"), slice -> new ExpansionTable<>(slice, columns));
    }

    /**
     * The changes of one period.
     *
     * @since 0.1.0
     */
    public final class InPeriod extends PeriodTable.Entry {

        private InPeriod(int index) {
            super(timeline(), index);
        }

        private void check() {
            for (ExpansionSide side : ExpansionSide.values()) {
                BigDecimal change = change(side);
                checkState(
                        ExpansionSide.of(change.signum()) == side || change.signum() == 0,
                        "parts do not add up in %s: the change of %s is %s",
                        period(),
                        side,
                        change);
            }
        }

        private ExpansionCell cell(ExpansionSide side, ExpansionPart part) {
            return new ExpansionCell(period(), side, part);
        }

        /**
         * A part of the change of the customers on one side.
         *
         * @param side which way the whole of a customer's value went
         * @param part by what it changed
         * @return major units of the store's currency; may be of the other sign than the side, as of a lower price for more seats
         */
        public BigDecimal amount(ExpansionSide side, ExpansionPart part) {
            return counted().major(counted().amount(cell(side, part)));
        }

        /**
         * A part of the change of all customers who stayed.
         *
         * @param part by what value changed
         * @return the sum of the sides in major units
         */
        public BigDecimal amount(ExpansionPart part) {
            requireNonNull(part, "part");
            return Arrays.stream(ExpansionSide.values())
                    .map(side -> amount(side, part))
                    .reduce(counted().major(0), BigDecimal::add);
        }

        /**
         * The whole change of the customers on one side, without exchange rates.
         *
         * @param side which way their value went
         * @return the sum of all parts but FX in major units: at least 0 of EXPANSION, at most 0 of CONTRACTION, 0 of UNCHANGED
         */
        public BigDecimal change(ExpansionSide side) {
            requireNonNull(side, "side");
            return Arrays.stream(PARTS)
                    .filter(part -> part != ExpansionPart.FX)
                    .map(part -> amount(side, part))
                    .reduce(counted().major(0), BigDecimal::add);
        }

        /**
         * The whole change of all customers who stayed, with exchange rates.
         *
         * @return {@code SURVIVORS_END − SURVIVORS_START} in major units
         */
        public BigDecimal change() {
            return Arrays.stream(PARTS).map(this::amount).reduce(counted().major(0), BigDecimal::add);
        }

        /**
         * How many customers on one side have a part that is not 0.
         *
         * @param side which way the whole of a customer's value went
         * @param part by what it changed
         * @return at least 0
         */
        public long customers(ExpansionSide side, ExpansionPart part) {
            return counted().count(cell(side, part));
        }

        /**
         * The customers on one side who have a part that is not 0. Takes one more pass over the store.
         *
         * @param side which way the whole of a customer's value went
         * @param part by what it changed
         * @return as many as {@link #customers} says
         * @throws IllegalStateException if the table was made from a tally
         */
        public Members<K> members(ExpansionSide side, ExpansionPart part) {
            return counted().members(cell(side, part));
        }

        /**
         * Prints the period and its sides with their parts, such as {@code 2024-03: 83.33 expansion (quantity 83.33), -20.00 contraction
         * (downgrade -20.00)}.
         */
        @Override
        public String toString() {
            List<String> sides = new ArrayList<>();
            for (ExpansionSide side : ExpansionSide.values()) {
                String parts = Arrays.stream(PARTS)
                        .filter(part -> customers(side, part) > 0)
                        .map(part -> part + " " + amount(side, part))
                        .collect(Collectors.joining(", "));
                if (!parts.isEmpty()) {
                    sides.add(change(side) + " " + side + " (" + parts + ")");
                }
            }
            return label() + ": " + (sides.isEmpty() ? "no change" : String.join(", ", sides));
        }
    }

    /** {@return a row per period, side and part, a matrix of amounts in text} */
    @Override
    public Sheet sheet() {
        return MovementSheets.of(this);
    }
}
