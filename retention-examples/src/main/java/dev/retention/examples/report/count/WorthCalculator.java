package dev.retention.examples.report.count;

import dev.retention.ChurnRate;
import dev.retention.DiscountRate;
import dev.retention.Interval;
import dev.retention.PeriodsPerYear;
import dev.retention.cohort.CohortTable;
import dev.retention.examples.report.figures.Flow;
import dev.retention.examples.report.figures.KeyFigures;
import dev.retention.examples.report.figures.Movement;
import dev.retention.examples.report.figures.MovementFigures;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.Unit;
import dev.retention.examples.report.figures.Worth;
import dev.retention.examples.report.figures.Worth.BreakEvenFigure;
import dev.retention.examples.report.figures.Worth.Gain;
import dev.retention.examples.report.figures.Worth.Paid;
import dev.retention.examples.report.figures.Worth.Value;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Measure;
import dev.retention.rule.MeasureSink;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import dev.retention.value.AcquisitionCost;
import dev.retention.value.AmountPerCustomer;
import dev.retention.value.BreakEven;
import dev.retention.value.DiscountedValue;
import dev.retention.value.LifetimeValue;
import dev.retention.value.Payback;
import dev.retention.value.PaymentTiming;
import dev.retention.value.RealisedValue;
import dev.retention.value.RetentionGain;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Says what customers are worth, by the formulas that orders and the user's own figures support. */
public final class WorthCalculator {

    private static final double POINTS = 0.05;
    private static final List<Integer> REALISED_DAYS = List.of(365, 90, 30);
    private static final String FIRST = "first";
    private static final String REPEATS = "repeats";
    private static final String FOLLOWED = "followed";

    private final HistoryStore<String> store;
    private final CohortTable<String> cohorts;
    private final Timeline timeline;
    private final PeriodsPerYear periods;
    private final Unit unit;
    private final Currency currency;
    private final Optional<BigDecimal> margin;
    private final Optional<BigDecimal> discount;
    private final Optional<AcquisitionCost> cost;

    /** From these counts and what the orders do not tell. */
    public WorthCalculator(Counts counts, WorthTerms terms) {
        this.store = counts.store();
        this.cohorts = counts.cohorts();
        this.timeline = counts.timeline();
        this.periods = counts.grain().periodsPerYear();
        this.unit = counts.source().unit();
        this.currency = unit.currency();
        this.margin = terms.margin().map(percent -> percent.movePointLeft(2));
        this.discount = terms.discount();
        this.cost =
                terms.acquisitionCost().map(each -> AcquisitionCost.of(AcquisitionCost.Basis.PAID, each, 1, currency));
    }

    /**
     * What customers are worth, at the figures of the latest complete period if there is one. Where most who order again had paused,
     * nothing is told that takes who pauses for lost.
     */
    public Worth calculate(MovementFigures figures) {
        Optional<KeyFigures> latest = figures.latest().filter(each -> !figures.mostPause());
        return new Worth(
                margin,
                cost.map(AcquisitionCost::spend),
                discount,
                values(latest),
                paybacks(),
                breakEven(),
                latest.flatMap(each -> each.movement().retention()).flatMap(this::gain),
                wanting(figures.mostPause()));
    }

    private List<Value> values(Optional<KeyFigures> latest) {
        List<Value> values = new ArrayList<>();
        RealisedValue.over(timeline)
                .of(store)
                .total()
                .ifPresent(value -> values.add(value(value, "What a customer has spent so far")));
        for (int days : REALISED_DAYS) {
            Optional<LifetimeValue> realised =
                    RealisedValue.over(timeline).within(days).of(store).total();
            if (realised.isPresent()) {
                values.add(value(
                        realised.get(), "What a customer spent in the first " + days + " days, if they are over"));
                break;
            }
        }
        if (latest.isPresent()) {
            forecasts(latest.get(), values);
        }
        return values;
    }

    private void forecasts(KeyFigures latest, List<Value> values) {
        Flow active = latest.movement().active();
        Optional<Rate> churn = latest.movement().churn();
        if (active.customers() == 0 || churn.isEmpty()) {
            return;
        }
        String period = latest.movement().period();
        AmountPerCustomer arpa = AmountPerCustomer.of(active.amount(), active.customers(), currency);
        ChurnRate rate =
                ChurnRate.of(Movement.CHURN, churn.get().count(), churn.get().total());
        LifetimeValue.arpaOverChurn(arpa, rate)
                .ifPresent(
                        value -> values.add(value(value, "Amounts to come if spend and churn stay as in " + period)));
        margin.flatMap(share -> LifetimeValue.marginOverChurn(arpa, share.doubleValue(), rate))
                .ifPresent(value -> values.add(value(value, "Margin to come if spend and churn stay as in " + period)));
        long kept = churn.get().total() - churn.get().count();
        discount.flatMap(percent -> DiscountedValue.of(
                                periods,
                                DiscountRate.percentPerYear(percent.doubleValue()),
                                PaymentTiming.FIRST_PAYMENT_NOW)
                        .atConstantRetention(
                                AmountPerCustomer.of(
                                        active.amount().multiply(margin.orElse(BigDecimal.ONE)),
                                        active.customers(),
                                        currency),
                                (double) kept / churn.get().total()))
                .ifPresent(value -> values.add(value(
                        value,
                        (margin.isPresent() ? "Margin" : "Amounts") + " to come in today's money, at "
                                + discount.orElseThrow().toPlainString() + " % a year, as in " + period)));
    }

    private Value value(LifetimeValue value, String words) {
        return new Value(
                value.formula().name(),
                words,
                value.rounded(RoundingMode.HALF_EVEN),
                unit.shown(value.toString()),
                cost.map(each -> value.less(each).rounded(RoundingMode.HALF_EVEN)),
                cost.map(value::timesCost).filter(OptionalDouble::isPresent).map(OptionalDouble::getAsDouble));
    }

    private List<Paid> paybacks() {
        if (margin.isEmpty() || cost.isEmpty()) {
            return List.of();
        }
        List<Paid> paid = new ArrayList<>();
        for (CohortTable<String>.Row row : cohorts.rows()) {
            if (row.size() > 0 && row.cell(0).state() == CellState.OBSERVED) {
                Payback payback = Payback.of(cost.get(), row, margin.get().doubleValue());
                List<AmountPerCustomer> cumulated = payback.cumulated();
                paid.add(new Paid(
                        row.period().label(),
                        row.size(),
                        payback.age().isPresent() ? Optional.of(payback.age().getAsInt()) : Optional.empty(),
                        cumulated.size() - 1,
                        cumulated.get(cumulated.size() - 1).rounded(RoundingMode.HALF_EVEN)));
            }
        }
        return paid;
    }

    private Optional<BreakEvenFigure> breakEven() {
        if (margin.isEmpty() || cost.isEmpty()) {
            return Optional.empty();
        }
        Measure orders = Measure.of(
                "amounts of the first day of orders and of later ones, and how many later days there are",
                timeline,
                List.of(FIRST, REPEATS, FOLLOWED),
                WorthCalculator::measureDays);
        Measured<String> measured = Sweep.over(store).measure(orders);
        long customers = measured.column(FIRST).size();
        long first = measured.column(FIRST).sum().longValueExact();
        long repeats = measured.column(REPEATS).sum().longValueExact();
        long followed = measured.column(FOLLOWED).sum().longValueExact();
        if (repeats <= 0) {
            return Optional.empty();
        }
        AmountPerCustomer firstMargin =
                AmountPerCustomer.of(store.major(first).multiply(margin.get()), customers, currency);
        AmountPerCustomer repeatMargin =
                AmountPerCustomer.of(store.major(repeats).multiply(margin.get()), followed, currency);
        BreakEven even = BreakEven.of(cost.get(), firstMargin, repeatMargin);
        return Optional.of(new BreakEvenFigure(
                cost.get()
                        .perCustomer()
                        .rounded(RoundingMode.HALF_EVEN)
                        .subtract(firstMargin.rounded(RoundingMode.HALF_EVEN)),
                firstMargin.rounded(RoundingMode.HALF_EVEN),
                repeatMargin.rounded(RoundingMode.HALF_EVEN),
                even.repeatRate(),
                followed,
                Math.addExact(followed, customers)));
    }

    /** Orders of one day are one order: files often have a line for each article. */
    private static void measureDays(History history, MeasureSink sink) {
        long firstDay = history.epochDay(0);
        long day = firstDay;
        long first = 0;
        long repeats = 0;
        long followed = 0;
        for (int i = 0; i < history.size(); i++) {
            if (history.epochDay(i) == firstDay) {
                first = Math.addExact(first, history.amount(i));
            } else {
                repeats = Math.addExact(repeats, history.amount(i));
                followed += history.epochDay(i) == day ? 0 : 1;
                day = history.epochDay(i);
            }
        }
        sink.set(0, first);
        sink.set(1, repeats);
        sink.set(2, followed);
    }

    private Optional<Gain> gain(Rate retention) {
        Interval interval = retention.interval();
        OptionalDouble rise = rise(retention.value());
        OptionalDouble least = rise(interval.lower());
        OptionalDouble most = rise(interval.upper());
        if (rise.isEmpty() || least.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Gain(
                retention,
                POINTS,
                rise.getAsDouble(),
                discount.isPresent(),
                new Interval(least.getAsDouble(), most.orElse(Double.POSITIVE_INFINITY), Rate.CONFIDENCE)));
    }

    private OptionalDouble rise(double retention) {
        if (retention + POINTS > 1) {
            return OptionalDouble.empty();
        }
        return RetentionGain.of(retention, POINTS)
                .relativeRise(
                        discount.map(percent -> DiscountRate.percentPerYear(percent.doubleValue()))
                                .orElse(DiscountRate.NONE),
                        periods);
    }

    private List<String> wanting(boolean mostPause) {
        List<String> wanting = new ArrayList<>();
        if (mostPause) {
            wanting.add(
                    "--grain with longer periods may add what is to come: most who order again had paused for one or more, so that"
                            + " spend over churn would come out far too low");
        }
        if (margin.isEmpty() && !mostPause) {
            wanting.add("--margin adds what is left of these amounts after the cost of goods (MARGIN_OVER_CHURN)");
        }
        if (cost.isEmpty()) {
            wanting.add("--acquisition-cost adds what is left after winning the customer (SPEND_LESS_COST)"
                    + ", with --margin also payback and break-even");
        }
        if (discount.isEmpty() && !mostPause) {
            wanting.add("--discount adds the value in today's money (DISCOUNTED)");
        }
        return wanting;
    }
}
