package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.movement.ChurnTable;
import dev.retention.movement.Movements;
import dev.retention.movement.RenewalTable;
import dev.retention.movement.RevenueMovements;
import dev.retention.rule.ByGroup;
import dev.retention.segment.GroupTable;
import dev.retention.segment.ReferralTable;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The five metrics of the customer count as one object: who came, who left, what was renewed and why, what groups bring, and who was
 * referred.
 *
 * <pre>{@code
 * RevenueMovements<String> revenue = RecurringRevenue.over(quarters).of(contracts);
 * Scoreboard<String> board = Scoreboard.of(revenue)
 *         .renewals(renewals, renewals.by(Renewals.presentReason()))
 *         .groups(GroupTable.of(revenue, plan))
 *         .referrals(referrals, referrals.byReferrer("plan of the referrer"));
 * board.inPeriod("2026-Q2").lines().forEach(System.out::println);
 * board.inPeriod("2026-Q2").absent();      // which of the five are not there, and what they need
 * Scoreboard.of(CustomerMovements.over(quarters).of(orders)).inPeriod("2026-Q2");   // from orders alone
 * }</pre>
 *
 * <p>It is made of tables that the caller has, and counts nothing again: every number is that of its table, with the customers of it. All
 * tables must have periods of one grain that end on one day; they may begin on several, where an earlier period is then not there. This
 * class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Scoreboard<K> implements Tabular {
    private final Timeline timeline;
    private final List<ScoreboardSource<K>> sources;

    Scoreboard(Timeline timeline, List<ScoreboardSource<K>> sources) {
        this.timeline = timeline;
        this.sources = sources;
    }

    /** The five metrics, in the order in which they are shown. */
    public enum Metric {
        /** New customers and those who came back, and what they bring. */
        NEW("new customers", "orders or subscriptions"),
        /** Lost customers, and what they brought. */
        LOST("lost customers", "orders or subscriptions"),
        /** What became of contracts whose term ended, with the reasons of the kept as well as of the lost. */
        RENEWALS("renewals with reasons", "the ends of terms and what was decided: see Renewals.reader"),
        /** Revenue and profit by group of customers. */
        GROUPS("revenue and profit by group", "a grouping of customers, and for the profit what orders cost"),
        /** New customers whom others referred, by group. */
        REFERRALS("referrals by group", "who referred whom: see Referrals.reader");

        private final String words;
        private final String needs;

        Metric(String words, String needs) {
            this.words = words;
            this.needs = needs;
        }

        /**
         * What data the metric needs.
         *
         * @return the words
         */
        public String needs() {
            return needs;
        }

        /** Prints the metric in words, such as {@code lost customers}. */
        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * A scoreboard of who came and left by orders. Money is what was spent in the period, of the lost in their last active period.
     *
     * @param movements the movements
     * @param <K> the type of customer keys
     * @return the scoreboard
     */
    public static <K> Scoreboard<K> of(Movements<K> movements) {
        return new Scoreboard<>(requireNonNull(movements, "movements").timeline(), ScoreboardSources.of(movements));
    }

    /**
     * A scoreboard of who came and left by contracts. Money is recurring value.
     *
     * @param movements the movements of recurring value
     * @param <K> the type of customer keys
     * @return the scoreboard
     */
    public static <K> Scoreboard<K> of(RevenueMovements<K> movements) {
        return new Scoreboard<>(requireNonNull(movements, "movements").timeline(), ScoreboardSources.of(movements));
    }

    /**
     * A scoreboard of who came and left by spells, whatever these are. There is no money of them.
     *
     * @param churn the table of churn
     * @param <K> the type of customer keys
     * @return the scoreboard
     */
    public static <K> Scoreboard<K> of(ChurnTable<K> churn) {
        return new Scoreboard<>(requireNonNull(churn, "churn").timeline(), ScoreboardSources.of(churn));
    }

    /**
     * Adds what became of the contracts whose term ended, and why.
     *
     * @param renewals the table
     * @param byReason the same table by reason, such as {@code renewals.by(Renewals.presentReason())}
     * @return this scoreboard with the renewals, instead of any before
     * @throws IllegalArgumentException if the periods are of another grain or end on another day
     */
    public Scoreboard<K> renewals(RenewalTable<K> renewals, ByGroup<RenewalTable<K>> byReason) {
        ScoreboardSource.checkFits(requireNonNull(renewals, "renewals").timeline(), "renewals", timeline);
        return with(Metric.RENEWALS, ScoreboardSources.renewals(renewals, requireNonNull(byReason, "byReason")));
    }

    /**
     * Adds what groups of customers bring.
     *
     * @param groups the groups, of orders or of recurring value
     * @return this scoreboard with the groups, instead of any before
     * @throws IllegalArgumentException if the periods are of another grain or end on another day
     */
    public Scoreboard<K> groups(GroupTable<K> groups) {
        ScoreboardSource.checkFits(requireNonNull(groups, "groups").timeline(), "groups", timeline);
        return with(Metric.GROUPS, ScoreboardSources.groups(groups));
    }

    /**
     * Adds who was referred.
     *
     * @param referrals the table
     * @param byGroup the same table by group, such as {@code referrals.byReferrer("plan")}
     * @return this scoreboard with the referrals, instead of any before
     * @throws IllegalArgumentException if the periods are of another grain or end on another day
     */
    public Scoreboard<K> referrals(ReferralTable<K> referrals, ByGroup<ReferralTable<K>> byGroup) {
        ScoreboardSource.checkFits(requireNonNull(referrals, "referrals").timeline(), "referrals", timeline);
        return with(Metric.REFERRALS, ScoreboardSources.referrals(referrals, requireNonNull(byGroup, "byGroup")));
    }

    private Scoreboard<K> with(Metric metric, List<ScoreboardSource<K>> lines) {
        List<ScoreboardSource<K>> all = new ArrayList<>(sources);
        all.removeIf(source -> source.metric() == metric);
        all.addAll(lines);
        all.sort(Comparator.comparing(ScoreboardSource::metric));
        return new Scoreboard<>(timeline, all);
    }

    /**
     * The periods, with the end of the data.
     *
     * @return the timeline of the movements
     */
    public Timeline timeline() {
        return timeline;
    }

    /**
     * One period.
     *
     * @param label the label of the period, such as {@code 2026-Q2}
     * @return the period
     * @throws IllegalArgumentException if the label is not a period of the movements
     */
    public InPeriod inPeriod(String label) {
        return new InPeriod(timeline.period(timeline.indexOf(requireNonNull(label, "label"))));
    }

    /**
     * One period.
     *
     * @param period a period of the movements
     * @return the period
     * @throws IllegalArgumentException if it is none of theirs
     */
    public InPeriod inPeriod(Period period) {
        return inPeriod(requireNonNull(period, "period").label());
    }

    /** {@return a row per period and line} */
    @Override
    public Sheet sheet() {
        return LossSheets.of(this);
    }

    /** Prints the metrics that are there, and the periods. */
    @Override
    public String toString() {
        List<Metric> metrics =
                sources.stream().map(ScoreboardSource::metric).distinct().toList();
        return "scoreboard of " + metrics + ": " + timeline;
    }

    /**
     * The scoreboard of one period.
     *
     * @since 0.1.0
     */
    public final class InPeriod implements Tabular {
        private final Period period;

        private InPeriod(Period period) {
            this.period = period;
        }

        /** {@return the period} */
        public Period period() {
            return period;
        }

        /** {@return how much of the period could be observed: OBSERVED, or PARTIAL if it is still running: all figures are so far} */
        public CellState state() {
            return timeline.state(period);
        }

        /**
         * All lines: by metric, within it first those of all customers, then those of groups in their order.
         *
         * @return the lines of the tables that have the period; unmodifiable
         */
        public List<ScoreboardLine<K>> lines() {
            return sources.stream()
                    .filter(source -> source.has(period))
                    .map(source -> new ScoreboardLine<>(source, period))
                    .toList();
        }

        /** {@return a row per line} */
        @Override
        public Sheet sheet() {
            return LossSheets.of(this);
        }

        /**
         * The lines of one metric.
         *
         * @param metric which
         * @return the lines; none if the metric is {@link #absent}
         */
        public List<ScoreboardLine<K>> lines(Metric metric) {
            requireNonNull(metric, "metric");
            return lines().stream().filter(line -> line.metric() == metric).toList();
        }

        /**
         * The first line of a metric: new, lost, renewed, all revenue, all referred.
         *
         * @param metric which
         * @return the line; empty if the metric is {@link #absent}
         */
        public Optional<ScoreboardLine<K>> line(Metric metric) {
            return lines(metric).stream().findFirst();
        }

        /**
         * The metrics that are not there, and what they need.
         *
         * @return a sentence each, such as {@code referrals by group: needs who referred whom: see Referrals.reader}
         */
        public List<String> absent() {
            List<ScoreboardLine<K>> lines = lines();
            return Arrays.stream(Metric.values())
                    .filter(metric -> lines.stream().noneMatch(line -> line.metric() == metric))
                    .map(metric -> metric + ": needs " + metric.needs())
                    .toList();
        }

        /** Prints a line each. */
        @Override
        public String toString() {
            return lines().stream().map(ScoreboardLine::toString).collect(Collectors.joining("\n"));
        }
    }
}
