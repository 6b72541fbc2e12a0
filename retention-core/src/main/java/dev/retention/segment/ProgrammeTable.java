package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.segment.Programme.Item;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.List;
import java.util.Optional;

/**
 * How many customers are members of a programme, by period. Made by {@link Programme}.
 *
 * <pre>
 *   enrolment   ENROLLED / CUSTOMERS
 *   activity    ACTIVE / MEMBERS
 * </pre>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class ProgrammeTable<K> extends ItemTable<K, Programme.Cell, ProgrammeTable<K>.InPeriod>
        implements Tabular {
    private final List<InPeriod> periods;

    ProgrammeTable(Counted<K, Programme.Cell> counted) {
        super(counted);
        this.periods = entries(InPeriod::new);
    }

    @Override
    public List<InPeriod> periods() {
        return periods;
    }

    /**
     * The same table for each group of customers, such as of each tier, or of {@linkplain Grouping#moves moves} between tiers. Takes one
     * more pass over the store.
     *
     * @param grouping how customers are parted; read at each period, at its end
     * @return a table for each group that somebody is in
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<ProgrammeTable<K>> by(Grouping grouping) {
        return counted().by(requireNonNull(grouping, "grouping"), ProgrammeTable::new);
    }

    /**
     * The members of one period.
     *
     * @since 0.1.0
     */
    public final class InPeriod extends ItemTable.Entry<K, Item, Programme.Cell> {
        private InPeriod(int index) {
            super(ProgrammeTable.this.counted(), Programme.Cell::new, index);
        }

        /**
         * Which share of the customers is enrolled.
         *
         * @return {@code ENROLLED / CUSTOMERS}; empty if there are no customers
         */
        public Optional<Proportion> enrolment() {
            return share(Item.ENROLLED, Item.CUSTOMERS);
        }

        /**
         * Which share of the members did anything in the programme in the period.
         *
         * @return {@code ACTIVE / MEMBERS}; empty if there are no members
         */
        public Optional<Proportion> activity() {
            return share(Item.ACTIVE, Item.MEMBERS);
        }

        /** Prints the period and the members. */
        @Override
        public String toString() {
            return label() + ": " + customers(Item.ENROLLED) + " of " + customers(Item.CUSTOMERS)
                    + " customers enrolled, " + customers(Item.ACTIVE) + " of " + customers(Item.MEMBERS)
                    + " members active, " + customers(Item.JOINED) + " joined";
        }
    }

    /** {@return a row per period} */
    @Override
    public Sheet sheet() {
        return SegmentSheets.of(this);
    }
}
