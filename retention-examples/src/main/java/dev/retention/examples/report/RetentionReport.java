package dev.retention.examples.report;

import dev.retention.ChurnFormula;
import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.RetentionFormula;
import dev.retention.examples.report.csv.Excluded;
import dev.retention.examples.report.csv.Reading;
import dev.retention.time.CellState;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * All that a retention report says, counted and compared, ready to be put on a terminal, into JSON or into HTML.
 *
 * @param scope what was counted: which data, up to when, in which periods
 * @param reading how the data were read, and what looks odd in them
 * @param excluded the lines that are not in the report
 * @param cohorts the cohort table, oldest cohort first, one row for each period from the first order on
 * @param curves how many come back by age, over several cohorts together
 * @param movements who came and who left, one entry for each period from the first order on
 * @param latest the figures of the latest complete period, if there is one after the first
 * @param findings the summary in plain words, the most important first
 * @param notes what a reader should know about how the figures were made
 * @param answers what the user asked beyond that
 * @param survival how long customers stay
 * @param models what models of purchasing say, if asked for
 * @param worth what customers are worth
 * @param groups the groups side by side, if a column names them
 * @param drill the customers behind the figures
 */
record RetentionReport(
        Scope scope,
        Reading reading,
        Excluded excluded,
        List<CohortRow> cohorts,
        List<Curve> curves,
        List<Movement> movements,
        Optional<KeyFigures> latest,
        List<Finding> findings,
        List<String> notes,
        Answers answers,
        Survival survival,
        Optional<Models> models,
        Worth worth,
        Optional<GroupFigures> groups,
        Drill drill) {

    RetentionReport {
        cohorts = List.copyOf(cohorts);
        curves = List.copyOf(curves);
        movements = List.copyOf(movements);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    /** The level of every interval in the report. */
    static final double CONFIDENCE = 0.95;

    /** The formula of every churn: the lost out of those who were active the period before. */
    static final ChurnFormula CHURN = ChurnFormula.SNAPSHOT;

    /** The formula of every retention: the retained out of the same. */
    static final RetentionFormula RETENTION = RetentionFormula.SURVIVORS;

    /** How many ages the cohort table has: its widest row's. */
    int ages() {
        return cohorts.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    }

    /**
     * What was counted.
     *
     * @param source the name of the file
     * @param simulated whether the data are made up
     * @param grain the length of the periods
     * @param firstDate the date of the first order
     * @param asOf the day up to which the data are complete, itself included
     * @param asOfFromData whether {@code asOf} is the last date in the data, for want of a better one
     * @param customers how many customers there are
     * @param events how many orders there are
     * @param amount what they come to
     * @param currency the currency of all amounts
     */
    record Scope(
            String source,
            boolean simulated,
            ReportGrain grain,
            LocalDate firstDate,
            LocalDate asOf,
            boolean asOfFromData,
            long customers,
            long events,
            BigDecimal amount,
            Currency currency) {}

    /**
     * A share with its two counts and its interval.
     *
     * @param count the customers who did
     * @param total the customers who could
     * @param value the share, in [0, 1]
     * @param interval where the share lies, by Wilson's method
     */
    record Rate(long count, long total, double value, Interval interval) {

        /** The two counts alone. */
        Proportion proportion() {
            return Proportion.of(count, total);
        }
    }

    /**
     * The customers who first ordered in one period.
     *
     * @param period the period's label
     * @param state whether the period itself is over
     * @param size how many customers
     * @param cells one for each age whose time has come, age 0 first
     */
    record CohortRow(String period, CellState state, long size, List<Cell> cells) {

        CohortRow {
            cells = List.copyOf(cells);
        }
    }

    /**
     * What became of a cohort some periods later.
     *
     * @param age how many periods later; 0 is the cohort's own period
     * @param state whether that period is over
     * @param retained how many of the cohort ordered in it
     * @param amount what they spent in it
     * @param rate the share of the cohort, if it has any customers
     */
    record Cell(int age, CellState state, long retained, BigDecimal amount, Optional<Rate> rate) {}

    /**
     * The shares that came back by age, pooled over cohorts.
     *
     * @param name which cohorts
     * @param first the label of the oldest one
     * @param last the label of the youngest one
     * @param points one for each age at which a cohort was fully observed
     */
    record Curve(String name, String first, String last, List<CurvePoint> points) {

        Curve {
            points = List.copyOf(points);
        }
    }

    /**
     * A point of a curve.
     *
     * @param age how many periods after the first order
     * @param cohorts how many cohorts are old enough
     * @param rate their customers who ordered at that age, out of all their customers
     */
    record CurvePoint(int age, int cohorts, Rate rate) {}

    /**
     * Customers and what they spent.
     *
     * @param customers how many
     * @param amount what they spent
     */
    record Flow(long customers, BigDecimal amount) {}

    /**
     * Who came and who left in one period. Active are the new, the retained and the reactivated.
     *
     * @param period the period's label
     * @param state whether the period is over
     * @param active all who ordered in it
     * @param newCustomers those of them who never had before
     * @param retained those who had in the period before
     * @param reactivated those who had before, but not in the period before
     * @param lost those who ordered in the period before and not in this one, with what they spent then
     * @param retention the retained out of the active of the period before, if there were any
     * @param churn the lost out of the same
     */
    record Movement(
            String period,
            CellState state,
            Flow active,
            Flow newCustomers,
            Flow retained,
            Flow reactivated,
            Flow lost,
            Optional<Rate> retention,
            Optional<Rate> churn) {}

    /**
     * The figures of the latest complete period.
     *
     * @param movement who came and who left in it
     * @param before the same for the period before it
     * @param averageSpend what an active customer spent in it, if there were any
     * @param lifetimeValue what a customer is worth at that spend and that churn, if both are known and any were lost
     */
    record KeyFigures(
            Movement movement,
            Movement before,
            Optional<BigDecimal> averageSpend,
            Optional<LifetimeValue> lifetimeValue) {}

    /**
     * Average spend over churn: what a customer would bring if both stayed as they are.
     *
     * @param value the value
     * @param lower the value at the churn interval's upper end
     * @param upper the value at its lower end, if that is not zero
     */
    record LifetimeValue(BigDecimal value, BigDecimal lower, Optional<BigDecimal> upper) {}

    /** How a finding is to be read. */
    enum Tone {
        /** Better than before, beyond what chance explains. */
        BETTER,
        /** Worse than before, beyond what chance explains. */
        WORSE,
        /** No difference beyond what chance explains. */
        UNCLEAR,
        /** A count, which needs no comparison. */
        FACT
    }

    /**
     * A sentence of the summary.
     *
     * @param tone how it is to be read
     * @param text the sentence
     */
    record Finding(Tone tone, String text) {}
}
