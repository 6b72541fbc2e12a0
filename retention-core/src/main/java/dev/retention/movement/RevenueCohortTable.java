package dev.retention.movement;

import static com.google.common.base.Preconditions.checkElementIndex;
import static com.google.common.base.Preconditions.checkState;

import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.movement.RevenueCohortCell.Part;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.rule.Tally;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.CellState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Recurring value by cohort and age: rows are cohorts, and every cell knows its value, its customers and its state.
 *
 * <p>Made by {@link RevenueCohorts}. When this was made, the cells of the cohorts in each period and the earlier customers came to all
 * value and all customers at its end, and no cell had more customers than its cohort. Every cohort has as many ages as there are
 * periods; those that the data do not reach are {@link CellState#UNOBSERVED}. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class RevenueCohortTable<K> extends ValueTable<K, RevenueCohortCell, RevenueCohortTable<K>.InPeriod>
        implements Tabular {
    private final boolean lenient;
    private final List<InPeriod> periods;

    RevenueCohortTable(Counted<K, RevenueCohortCell> counted, boolean lenient) {
        super(counted);
        this.lenient = lenient;
        this.periods =
                IntStream.range(0, timeline().size()).mapToObj(InPeriod::new).toList();
        check(counted.tally());
    }

    /** Checks the sums. Goes by the numbers of cells, whose rows have all periods or ages: resampling makes thousands of tables. */
    private void check(Tally<RevenueCohortCell> tally) {
        InPeriod start = periods.get(0);
        int cohorts = tally.cells().indexOf(start.cell(0).key());
        int members = tally.cells().indexOf(start.key(Part.MEMBERS));
        int earlier = tally.cells().indexOf(start.key(Part.EARLIER));
        int all = tally.cells().indexOf(start.key(Part.ALL));
        for (int p = 0; p < periods.size(); p++) {
            long customers = tally.countAt(earlier + p);
            long minor = tally.amountAt(earlier + p);
            for (int cohort = 0; cohort <= p; cohort++) {
                int cell = cohorts + cohort * periods.size() + p - cohort;
                long size = tally.countAt(members + cohort);
                checkState(tally.countAt(cell) <= size, "cell %s has more customers than its cohort (%s)", cell, size);
                customers = Math.addExact(customers, tally.countAt(cell));
                minor = Math.addExact(minor, tally.amountAt(cell));
            }
            checkState(
                    customers == tally.countAt(all + p) && minor == tally.amountAt(all + p),
                    "cohorts do not add up in %s: %s customers with %s, all are %s with %s",
                    periods.get(p),
                    customers,
                    minor,
                    tally.countAt(all + p),
                    tally.amountAt(all + p));
        }
    }

    @Override
    public List<InPeriod> periods() {
        return periods;
    }

    /**
     * The value of all cohorts at an age over their value at the start, as {@link #valueKept(int, int)} with the base 0.
     *
     * @param age the age that is looked at, from 0
     * @return the ratio; empty if it is undefined
     * @throws IndexOutOfBoundsException if the table has no such age
     */
    public Optional<ValueKept> valueKept(int age) {
        return valueKept(age, 0);
    }

    /**
     * The value of cohorts at an age over their value at another: {@code Σ cell(i, age) / Σ cell(i, base)}, over the cohorts in which
     * both are {@link CellState#OBSERVED}.
     *
     * @param age the age that is looked at, from 0
     * @param base the age that it is held against, from 0; at 0 those who came and left within their first period have no value
     * @return the ratio, at least 0, which may pass 1; empty if there is no such cohort or they have no value at {@code base}
     * @throws IndexOutOfBoundsException if the table has no such age
     */
    public Optional<ValueKept> valueKept(int age, int base) {
        checkElementIndex(age, periods.size(), "age");
        checkElementIndex(base, periods.size(), "base");
        return kept(age, base, observedAt(Math.max(age, base)));
    }

    /**
     * The share of the customers of all cohorts who have value at an age, over the cohorts in which it is {@link CellState#OBSERVED}.
     *
     * @param age the age, from 0
     * @return the share; empty if there is no such cohort, or nobody in them
     * @throws IndexOutOfBoundsException if the table has no such age
     */
    public Optional<Proportion> customersKept(int age) {
        checkElementIndex(age, periods.size(), "age");
        List<Proportion> shares = observedAt(age).stream()
                .flatMap(cohort -> cohort.cell(age).customersKept().stream())
                .toList();
        return shares.isEmpty() ? Optional.empty() : Optional.of(Proportion.pooled(shares));
    }

    private List<InPeriod> observedAt(int age) {
        return periods.stream()
                .filter(cohort -> cohort.cell(age).state() == CellState.OBSERVED)
                .toList();
    }

    private Optional<ValueKept> kept(int age, int base, List<InPeriod> cohorts) {
        BigDecimal value = sum(cohorts, age);
        BigDecimal baseValue = sum(cohorts, base);
        return baseValue.signum() == 0
                ? Optional.empty()
                : Optional.of(new ValueKept(age, base, cohorts.size(), value, baseValue));
    }

    private BigDecimal sum(List<InPeriod> cohorts, int age) {
        return cohorts.stream()
                .map(cohort -> cohort.cell(age).amount())
                .reduce(counted().major(0), BigDecimal::add);
    }

    /**
     * The same table for each group of customers. Takes one more pass over the store.
     *
     * @param grouping how customers are parted: as they are now, or as they were when they first had value
     * @return a table for each group that somebody is in, whose customers and values add up to this
     * @throws IllegalArgumentException if the grouping is read at each period: customers stay in their cohort
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<RevenueCohortTable<K>> by(Grouping grouping) {
        return counted().by(grouping, slice -> new RevenueCohortTable<>(slice, lenient));
    }

    @Override
    List<RevenueCohortCell> leftOutCells() {
        return lenient
                ? periods.stream()
                        .map(p -> new RevenueCohortCell(p.period(), 0, Part.LEFT_OUT))
                        .toList()
                : List.of();
    }

    /**
     * A period: the cohort of those who first had value in it, and what there is at its end.
     *
     * @since 0.1.0
     */
    public final class InPeriod extends PeriodTable.Entry {
        private InPeriod(int index) {
            super(timeline(), index);
        }

        private RevenueCohortCell key(Part part) {
            return new RevenueCohortCell(period(), 0, part);
        }

        /**
         * How many customers first had value in the period, those who left within it included.
         *
         * @return at least 0
         */
        public long size() {
            return counted().count(key(Part.MEMBERS));
        }

        /**
         * The customers who first had value in the period. Takes one more pass over the store.
         *
         * @return as many as {@link #size()} says
         * @throws IllegalStateException if the table was made from a tally
         */
        public Members<K> members() {
            return counted().members(key(Part.MEMBERS));
        }

        /**
         * What the cohort of the period has some periods later.
         *
         * @param age how many periods later, from 0, which is the end of this period
         * @return the cell
         * @throws IndexOutOfBoundsException if there are not as many periods
         */
        public Cell cell(int age) {
            return cell(age, "age");
        }

        private Cell cell(int age, String name) {
            return new Cell(this, checkElementIndex(age, periods.size(), name));
        }

        /** {@return all cells of the cohort by age, the unobserved ones included} */
        public List<Cell> cells() {
            return IntStream.range(0, periods.size()).mapToObj(this::cell).toList();
        }

        /**
         * What everybody has at the end of the period.
         *
         * @return the {@link RevenueItem#END} of {@link RecurringRevenue}
         */
        public Value all() {
            return new Value(key(Part.ALL));
        }

        /**
         * What customers who first had value before the first period have at the end of this one.
         *
         * @return what all have but the cohorts
         */
        public Value earlier() {
            return new Value(key(Part.EARLIER));
        }

        /** Prints the period and the size of its cohort, such as {@code 2026-01: 12 customers}. */
        @Override
        public String toString() {
            return label() + ": " + size() + " customers";
        }
    }

    /**
     * What customers have at the end of a period.
     *
     * @since 0.1.0
     */
    public final class Value extends ValueFigures<K> {
        private Value(RevenueCohortCell key) {
            super(counted(), key);
        }
    }

    /**
     * What a cohort has at an age.
     *
     * @since 0.1.0
     */
    public final class Cell extends ValueFigures<K> {
        private final InPeriod cohort;

        private Cell(InPeriod cohort, int age) {
            super(counted(), RevenueCohortCell.of(cohort.period(), age));
            this.cohort = cohort;
        }

        /**
         * The value over that at age 0, as {@link #valueKept(int)} with the base 0.
         *
         * @return the ratio; empty if it is undefined
         */
        public Optional<ValueKept> valueKept() {
            return valueKept(0);
        }

        /**
         * The value over that of the same cohort at another age.
         *
         * @param base the age that it is held against, from 0
         * @return the ratio, at least 0, which may pass 1; empty if one of the two is unobserved or there is no value at {@code base}
         * @throws IndexOutOfBoundsException if the table has no such age
         */
        public Optional<ValueKept> valueKept(int base) {
            Cell other = cohort.cell(base, "base");
            return isObserved() && other.isObserved() ? kept(key().age(), base, List.of(cohort)) : Optional.empty();
        }

        /**
         * The share of the cohort's customers who have value.
         *
         * @return the share, which gives intervals; empty if the cell is unobserved or the cohort has no customers
         */
        public Optional<Proportion> customersKept() {
            return isObserved() && cohort.size() > 0
                    ? Optional.of(Proportion.of(customers().orElse(0), cohort.size()))
                    : Optional.empty();
        }
    }

    /** {@return a row per cohort and age, a matrix of the value kept in text} */
    @Override
    public Sheet sheet() {
        return MovementSheets.of(this);
    }
}
