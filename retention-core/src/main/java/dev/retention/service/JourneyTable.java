package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.Members;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.service.Journeys.Cell;
import dev.retention.service.Journeys.Item;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far the customers of each period, and of all, came on a journey.
 *
 * <pre>{@code
 * JourneyTable<Long> table = Journeys.over(months).stages("signed", "onboarded", "live").of(journey);
 * table.all().rates().byLoss(0.95);                             // where most may be lost
 * table.inPeriod("2024-03").members("onboarded", Item.STILL_IN);      // who has got stuck
 * }</pre>
 *
 * <p>Immutable and thread-safe where the rule behind it is.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class JourneyTable<K> implements Tabular {
    private final List<String> stages;
    private final Counted<K, Cell> counted;

    JourneyTable(List<String> stages, Counted<K, Cell> counted) {
        this.stages = List.copyOf(stages);
        this.counted = counted;
    }

    /** {@return one cohort per period of the timeline, in order of time} */
    public List<Cohort> cohorts() {
        return IntStream.range(0, timeline().size())
                .mapToObj(index -> new Cohort(List.of(timeline().period(index))))
                .toList();
    }

    /**
     * Those who entered the first stage in a period.
     *
     * @param label the label of the period, such as {@code 2024-03}
     * @return the cohort
     * @throws IllegalArgumentException if the label is not a period of the timeline
     */
    public Cohort inPeriod(String label) {
        return new Cohort(List.of(timeline().period(timeline().indexOf(requireNonNull(label, "label")))));
    }

    /** {@return those who entered the first stage in any of the periods} */
    public Cohort all() {
        return new Cohort(IntStream.range(0, timeline().size())
                .mapToObj(timeline()::period)
                .toList());
    }

    /**
     * The same table for each group of customers. Takes one more pass over the store.
     *
     * @param grouping how customers are parted
     * @return a table for each group that somebody is in, which add up to this one
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<JourneyTable<K>> by(Grouping grouping) {
        return counted.by(requireNonNull(grouping, "grouping"), slice -> new JourneyTable<>(stages, slice));
    }

    /** {@return the stages in their order} */
    public List<String> stages() {
        return stages;
    }

    /** {@return the periods, with the end of the data} */
    public Timeline timeline() {
        return counted.rule().timeline();
    }

    /** {@return the counted rule behind the table: tally, explanations, reconciliation, restatement} */
    public Counted<K, Cell> counted() {
        return counted;
    }

    /**
     * What is odd about the store: stages that no event has, such as misspelt ones, whose counts of 0 say nothing.
     *
     * @return a sentence each; none of a table made from a tally
     */
    public List<String> warnings() {
        return counted.hasMembers()
                ? counted.store().track(Journey.TRACK).codes().warnings(stages)
                : List.of();
    }

    /** {@return a row per cohort and stage, a matrix of who entered in text} */
    @Override
    public Sheet sheet() {
        return ServiceSheets.of(this);
    }

    /** Prints the definition, all that it comes to, and what is odd. */
    @Override
    public String toString() {
        return counted.rule().definition() + ": " + all().rates()
                + (warnings().isEmpty() ? "" : "; " + String.join("; ", warnings()));
    }

    /**
     * Customers who entered the first stage in one period, or in several.
     *
     * @since 0.1.0
     */
    public final class Cohort {
        private final List<Period> periods;

        private Cohort(List<Period> periods) {
            this.periods = periods;
        }

        /**
         * How many customers.
         *
         * @param stage one of the stages
         * @param item what is counted of it
         * @return at least 0
         * @throws IllegalArgumentException if there is no such stage
         */
        public long customers(String stage, Item item) {
            return cells(stage, item).stream().mapToLong(counted::count).sum();
        }

        /**
         * The customers. Takes one more pass over the store.
         *
         * @param stage one of the stages
         * @param item what is counted of it
         * @return as many as {@link #customers} says
         * @throws IllegalArgumentException if there is no such stage
         * @throws IllegalStateException if the table was made from a tally
         */
        public Members<K> members(String stage, Item item) {
            return counted.members(cells(stage, item));
        }

        /**
         * How much of a number could be observed.
         *
         * @param stage one of the stages
         * @param item what is counted of it
         * @return the least observed state of the periods
         * @throws IllegalArgumentException if there is no such stage
         */
        public CellState state(String stage, Item item) {
            List<CellState> states =
                    cells(stage, item).stream().map(counted::state).distinct().toList();
            return states.size() == 1 ? states.get(0) : CellState.PARTIAL;
        }

        /**
         * The rates of all stages; the skipped are among the lost.
         *
         * @return the rates, with those who are still in
         * @throws IllegalStateException if the counts do not balance, as those of a rule of somebody else's may not
         */
        public StageRates rates() {
            List<Long> entered = new ArrayList<>();
            List<Long> stillIn = new ArrayList<>();
            for (int stage = 0; stage < stages.size(); stage++) {
                String name = stages.get(stage);
                entered.add(customers(name, Item.ENTERED));
                stillIn.add(customers(name, Item.STILL_IN));
                checkState(
                        entered.get(stage)
                                == customers(name, Item.PASSED)
                                        + customers(name, Item.LOST)
                                        + customers(name, Item.SKIPPED)
                                        + stillIn.get(stage),
                        "stage (%s) must balance: who entered has passed, is lost, skipped the next or is still in",
                        name);
            }
            return StageRates.of(stages, entered, stillIn.subList(0, stages.size() - 1));
        }

        private List<Cell> cells(String stage, Item item) {
            requireNonNull(stage, "stage");
            requireNonNull(item, "item");
            checkArgument(stages.contains(stage), "stage (%s) must be one of %s", stage, stages);
            return periods.stream().map(period -> new Cell(period, stage, item)).toList();
        }

        /** Prints the periods and the counts, as {@code 2024-03: signed 100 → live 76: 76.0 %}. */
        @Override
        public String toString() {
            Period first = periods.get(0);
            return first + (periods.size() == 1 ? "" : " to " + periods.get(periods.size() - 1)) + ": " + rates();
        }
    }
}
