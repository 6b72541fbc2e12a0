package dev.retention.service;

import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.StratifiedComparison;
import dev.retention.history.Members;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.service.LaterLoss.Cell;
import dev.retention.service.LaterLoss.Item;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Customers by whether something happened to them and whether they were lost in the period after, as {@link LaterLoss} counts them.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class LaterLossTable<K> implements Tabular {
    private final List<String> tenures;
    private final Counted<K, Cell> counted;
    private final List<String> warnings;

    LaterLossTable(List<String> tenures, Counted<K, Cell> counted, List<String> warnings) {
        this.tenures = List.copyOf(tenures);
        this.warnings = List.copyOf(warnings);
        this.counted = counted;
    }

    /**
     * The risk to be lost in a period after the signal against that of others, held against each other within brackets of tenure and
     * periods, over the periods that are over.
     *
     * @return the comparison; empty if in no bracket of a period there are customers of both kinds
     */
    public Optional<StratifiedComparison> overall() {
        List<ProportionComparison> strata = new ArrayList<>();
        for (int p = 0; p < timeline().size(); p++) {
            Period period = timeline().period(p);
            if (timeline().state(period) == CellState.OBSERVED) {
                for (String tenure : tenures) {
                    compare(List.of(tenure), List.of(period)).ifPresent(strata::add);
                }
            }
        }
        return strata.isEmpty() ? Optional.empty() : Optional.of(StratifiedComparison.of(strata));
    }

    /**
     * The same for each bracket of tenure over all periods that are over, to see whether the one figure hides two.
     *
     * @return by bracket, those with customers of both kinds
     */
    public Map<String, ProportionComparison> byTenure() {
        List<Period> over = new ArrayList<>();
        for (int p = 0; p < timeline().size(); p++) {
            if (timeline().state(timeline().period(p)) == CellState.OBSERVED) {
                over.add(timeline().period(p));
            }
        }
        Map<String, ProportionComparison> all = new LinkedHashMap<>();
        for (String tenure : tenures) {
            compare(List.of(tenure), over).ifPresent(comparison -> all.put(tenure, comparison));
        }
        return Collections.unmodifiableMap(all);
    }

    private Optional<ProportionComparison> compare(List<String> ofTenures, List<Period> periods) {
        long exposed = sum(ofTenures, Item.EXPOSED, periods);
        long others = sum(ofTenures, Item.OTHERS, periods);
        return exposed == 0 || others == 0
                ? Optional.empty()
                : Optional.of(Proportion.of(sum(ofTenures, Item.EXPOSED_LOST, periods), exposed)
                        .comparedWith(Proportion.of(sum(ofTenures, Item.OTHERS_LOST, periods), others)));
    }

    private long sum(List<String> ofTenures, Item item, List<Period> periods) {
        long sum = 0;
        for (String tenure : ofTenures) {
            for (Period period : periods) {
                sum = Math.addExact(sum, counted.count(new Cell(tenure, item, period)));
            }
        }
        return sum;
    }

    /**
     * The periods in order of time.
     *
     * @return one entry per period of the timeline
     */
    public List<InPeriod> periods() {
        List<InPeriod> all = new ArrayList<>();
        for (int p = 0; p < timeline().size(); p++) {
            all.add(new InPeriod(timeline().period(p)));
        }
        return List.copyOf(all);
    }

    /**
     * One period.
     *
     * @param label the label of the period, such as {@code 2024-03}
     * @return the period
     * @throws IllegalArgumentException if the label is not a period of the timeline
     */
    public InPeriod inPeriod(String label) {
        return new InPeriod(timeline().period(timeline().indexOf(requireNonNull(label, "label"))));
    }

    /**
     * The same table for each group of customers, by the group at the start of each period. Takes one more pass over the store.
     *
     * @param grouping how customers are parted
     * @return a table for each group that somebody is in, which add up to this one
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<LaterLossTable<K>> by(Grouping grouping) {
        return counted.by(grouping, slice -> new LaterLossTable<>(tenures, slice, warnings));
    }

    /**
     * The periods, with the end of the data.
     *
     * @return the timeline
     */
    public Timeline timeline() {
        return counted.rule().timeline();
    }

    /**
     * What is odd, such as codes of the spells or of the signal that no event has.
     *
     * @return a sentence each; none of a table made from a tally
     */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * The counted rule behind the table: tally, explanations, reconciliation, restatement.
     *
     * @return the counted rule
     */
    public Counted<K, Cell> counted() {
        return counted;
    }

    /** {@return a row per period} */
    @Override
    public Sheet sheet() {
        return ServiceSheets.of(this);
    }

    /** Prints the definition and the size. */
    @Override
    public String toString() {
        return counted.rule().definition() + ": " + timeline().size() + " periods";
    }

    /**
     * One period, of all tenures together.
     *
     * @since 0.1.0
     */
    public final class InPeriod {
        private final Period period;

        private InPeriod(Period period) {
            this.period = period;
        }

        /**
         * The period.
         *
         * @return the period
         */
        public Period period() {
            return period;
        }

        /**
         * How much of the period could be observed.
         *
         * @return OBSERVED, or PARTIAL for the last period if it is still running
         */
        public CellState state() {
            return timeline().state(period);
        }

        /**
         * How many customers an item has.
         *
         * @param item which
         * @return at least 0
         */
        public long customers(Item item) {
            return sum(tenures, requireNonNull(item, "item"), List.of(period));
        }

        /**
         * The customers of an item. Takes one more pass over the store.
         *
         * @param item which
         * @return each once
         * @throws IllegalStateException if the table was made from a tally
         */
        public Members<K> members(Item item) {
            requireNonNull(item, "item");
            return counted.members(tenures.stream()
                    .map(tenure -> new Cell(tenure, item, period))
                    .toList());
        }

        /**
         * The risk of the exposed to be lost in the period against that of the others, whatever their tenure.
         *
         * @return the comparison; empty if there are customers of one kind alone
         */
        public Optional<ProportionComparison> crude() {
            return compare(tenures, List.of(period));
        }

        /** Prints both risks, as {@code 2024-03: 20.0 % (1 of 5) against 4.0 % (2 of 50)}. */
        @Override
        public String toString() {
            return period + (state() == CellState.PARTIAL ? " (running)" : "") + ": "
                    + crude().map(Object::toString)
                            .orElse(customers(Item.EXPOSED) + " exposed, " + customers(Item.OTHERS) + " others");
        }
    }
}
