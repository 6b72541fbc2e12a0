package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.history.Members;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.rule.Group;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.trend.ControlChart;
import dev.retention.trend.CountSeries;
import dev.retention.trend.PeriodComparison.Reference;
import dev.retention.trend.PeriodRates;
import dev.retention.trend.RunRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One line of a {@link Scoreboard} in one period: how many customers and how much money, what they were a year ago, whether chance
 * explains the difference, whether a control chart of the past flags it, and who they are.
 *
 * <pre>{@code
 * ScoreboardLine<String> lost = board.inPeriod("2026-Q2").line(Scoreboard.Metric.LOST);
 * lost.figures();                              // 31 customers, 3100.00, 4.4 % (31 of 702)
 * lost.earlier(Reference.LAST_YEAR);           // the same of 2025-Q2
 * lost.change(Reference.LAST_YEAR, 0.95);      // words, only where chance does not explain it
 * lost.flags();                                // rules of the control chart of all periods up to this one
 * lost.members();                              // 31 customers
 * }</pre>
 *
 * <p>All comes from the table the line was made of: the earlier figures are that table's earlier periods. A period still running is so
 * far: it is {@link #state PARTIAL}, is compared with nothing and never flagged. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class ScoreboardLine<K> {
    private static final double CONFIDENCE = 0.95;

    private final ScoreboardSource<K> source;
    private final Period period;

    ScoreboardLine(ScoreboardSource<K> source, Period period) {
        this.source = source;
        this.period = period;
    }

    /**
     * The figures of a line in one period.
     *
     * @param customers how many customers, at least 0
     * @param value their money in major units; empty where the table has none
     * @param profit what is left of it, in major units; empty where costs are not known, and of lines that are not of groups
     * @param rate the share that the customers are of others; empty where they are not of any, or these are none
     * @since 0.1.0
     */
    public record Figures(
            long customers, Optional<BigDecimal> value, Optional<BigDecimal> profit, Optional<Proportion> rate) {
        /**
         * Checks the count.
         *
         * @param customers how many customers
         * @param value their money
         * @param profit what is left of it
         * @param rate the share that they are
         * @throws IllegalArgumentException if {@code customers} is below 0
         */
        public Figures {
            Checks.notNegative(customers, "customers");
            requireNonNull(value, "value");
            requireNonNull(profit, "profit");
            requireNonNull(rate, "rate");
        }

        /** Prints the numbers, such as {@code 31 customers, 3100.00, 4.4 % (31 of 702)}. */
        @Override
        public String toString() {
            return Text.customers(customers)
                    + value.map(money -> ", " + money.toPlainString()).orElse("")
                    + profit.map(money -> ", profit " + money.toPlainString()).orElse("")
                    + rate.map(share -> ", " + share).orElse("");
        }
    }

    /**
     * Which of the metrics this is a line of.
     *
     * @return the metric
     */
    public Scoreboard.Metric metric() {
        return source.metric();
    }

    /**
     * What is counted, in words.
     *
     * @return the name, such as {@code lost customers}, without the group
     */
    public String name() {
        return source.name();
    }

    /**
     * The group of customers, or the reason, that the line is about.
     *
     * @return the group; empty of all customers
     */
    public Optional<Group> group() {
        return source.group();
    }

    /**
     * What the {@linkplain Figures#rate rate} is a share of, in words.
     *
     * @return such as {@code of the customers at the start}; empty if the line has no rate
     */
    public Optional<String> rateOf() {
        return source.rateOf();
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
     * @return OBSERVED, or PARTIAL if it is still running: all figures are so far
     */
    public CellState state() {
        return source.timeline().state(period);
    }

    /**
     * The figures of the period.
     *
     * @return customers, money and rate
     */
    public Figures figures() {
        return source.figures().apply(period);
    }

    /**
     * The figures of an earlier period.
     *
     * @param reference the period before, or the same period of the last year
     * @return its figures; empty if the table does not go back so far, or the grain has no such period
     */
    public Optional<Figures> earlier(Reference reference) {
        return PeriodRates.reference(period, requireNonNull(reference, "reference"))
                .filter(source::has)
                .map(source.figures());
    }

    /**
     * Where the rate lies, by Wilson's interval.
     *
     * @param confidence between 0 and 1, such as 0.95
     * @return the interval; empty if there is no rate
     * @throws IllegalArgumentException if {@code confidence} is out of range
     */
    public Optional<Interval> interval(double confidence) {
        Checks.openUnit(confidence, "confidence");
        return figures().rate().map(rate -> rate.interval(ProportionInterval.WILSON, confidence));
    }

    /**
     * The customers. Takes one more pass over the store.
     *
     * @return as many as {@link Figures#customers} says
     * @throws IllegalStateException if the table was made from a tally
     */
    public Members<K> members() {
        return source.members().apply(period);
    }

    /**
     * The line in every period up to this one: shares, where it has a rate, else customers per day.
     *
     * @return the series, the last point of which is this period
     */
    public CountSeries series() {
        return source.series(period);
    }

    /**
     * The control chart of {@link #series}, whose centre and limits come from the periods before this one, so that the period is
     * judged by its past. Points without customers to be a share of are gaps.
     *
     * @return the chart; empty if fewer than 8 periods before have a rate
     */
    public Optional<ControlChart> chart() {
        return source.chart(series());
    }

    /**
     * The control chart of the {@linkplain Figures#value money}, of individual values and moving ranges, whose limits come from the
     * periods before this one.
     *
     * @return the chart; empty if there is no money, or fewer than 8 periods before have any
     */
    public Optional<ControlChart> valueChart() {
        return source.valueChart(period);
    }

    /**
     * What makes the period special on its {@link #chart}.
     *
     * @return the rules with their points; none if nothing does, there is no chart or no rate, or the period is still running
     */
    public List<RunRule.Flag> flags() {
        return chart().map(this::flags).orElse(List.of());
    }

    /**
     * What makes the period special on its {@link #valueChart}.
     *
     * @return the rules with their points; none if nothing does, there is no chart, or the period is still running
     */
    public List<RunRule.Flag> valueFlags() {
        return valueChart().map(this::flags).orElse(List.of());
    }

    private List<RunRule.Flag> flags(ControlChart chart) {
        return chart.gaps().contains(period.label()) ? List.of() : chart.flagsAt(period.label());
    }

    /**
     * The difference from an earlier period in words, where chance does not explain it.
     *
     * @param reference the period before, or the same period of the last year
     * @param confidence between 0 and 1, such as 0.95
     * @return the words, without a full stop; empty if chance alone could explain it, either period has no rate or is none of the
     *     table, or the period is still running
     * @throws IllegalArgumentException if {@code confidence} is out of range
     */
    public Optional<String> change(Reference reference, double confidence) {
        requireNonNull(reference, "reference");
        return source.change(period, reference, Checks.openUnit(confidence, "confidence"));
    }

    /**
     * The line in sentences: its figures, the change at 95 % where chance does not explain it, and what the chart says.
     *
     * @return the figures first; the period before is named only where the table knows no last year
     */
    public List<String> words() {
        Optional<String> change = earlier(Reference.LAST_YEAR).isPresent()
                ? change(Reference.LAST_YEAR, CONFIDENCE)
                : change(Reference.BEFORE, CONFIDENCE);
        return Stream.of(
                        Stream.of(toString()),
                        change.stream(),
                        flags().stream().map(flag -> "customers flagged: " + flag.rule()),
                        valueFlags().stream().map(flag -> "money flagged: " + flag.rule()))
                .flatMap(each -> each)
                .toList();
    }

    /** Prints the line, such as {@code lost customers in 2026-Q2: 31 customers, 3100.00, 4.4 % (31 of 702)}. */
    @Override
    public String toString() {
        return name() + group().map(group -> " (" + group + ")").orElse("") + " in " + period
                + (state() == CellState.PARTIAL ? " so far: " : ": ") + figures()
                + rateOf().filter(of -> figures().rate().isPresent())
                        .map(of -> " " + of)
                        .orElse("")
                + source.worth().map(worth -> "; money of the " + worth).orElse("");
    }
}
