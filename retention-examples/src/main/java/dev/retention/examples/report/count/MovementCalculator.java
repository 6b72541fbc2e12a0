package dev.retention.examples.report.count;

import dev.retention.ChurnRate;
import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.RetentionRate;
import dev.retention.examples.report.figures.Flow;
import dev.retention.examples.report.figures.KeyFigures;
import dev.retention.examples.report.figures.KeyFigures.LifetimeValue;
import dev.retention.examples.report.figures.Movement;
import dev.retention.examples.report.figures.MovementFigures;
import dev.retention.examples.report.figures.Rate;
import dev.retention.movement.Movements;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.trend.PeriodComparison;
import dev.retention.trend.PeriodRates;
import dev.retention.value.AmountPerCustomer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts into figures who came and who left. */
public final class MovementCalculator {

    private MovementCalculator() {}

    /** The movements of every period, and the figures of the latest complete one. */
    public static MovementFigures calculate(Counts counts) {
        List<Movement> movements = counts.movements().periods().stream()
                .map(MovementCalculator::movement)
                .toList();
        return new MovementFigures(movements, latest(counts, movements));
    }

    private static Movement movement(Movements<String>.InPeriod moves) {
        return new Movement(
                moves.period().label(),
                moves.state(),
                new Flow(moves.live(), moves.amount()),
                flow(moves.newCustomers()),
                flow(moves.retained()),
                flow(moves.reactivated()),
                flow(moves.lost()),
                moves.retention(Movement.RETENTION)
                        .flatMap(RetentionRate::proportion)
                        .map(Rate::of),
                moves.churn(Movement.CHURN).proportion().map(Rate::of));
    }

    private static Flow flow(Movements<String>.Movement movement) {
        return new Flow(movement.count(), movement.amount());
    }

    /** The latest complete period, if it is not the first and there were customers to lose. */
    private static Optional<KeyFigures> latest(Counts counts, List<Movement> movements) {
        for (int i = movements.size() - 1; i > 0; i--) {
            Movement movement = movements.get(i);
            if (movement.state() == CellState.OBSERVED) {
                Optional<BigDecimal> spend = averageSpend(movement);
                return Optional.of(new KeyFigures(
                        movement,
                        movements.get(i - 1),
                        lastYear(counts, i).map(movements::get),
                        spend,
                        MovementFigures.mostPause(movements)
                                ? Optional.empty()
                                : lifetimeValue(counts.source().unit().currency(), spend, movement)));
            }
        }
        return Optional.empty();
    }

    /** The position of the same period of the last year. */
    private static Optional<Integer> lastYear(Counts counts, int position) {
        Period period = counts.movements().periods().get(position).period();
        return PeriodRates.reference(period, PeriodComparison.Reference.LAST_YEAR)
                .map(earlier -> position - earlier.until(period))
                .filter(earlier -> earlier >= 0);
    }

    /** The churn of every period that is over, if anybody could be lost in one. */
    static Optional<PeriodRates> churn(Counts counts) {
        Map<Period, Proportion> rates = new LinkedHashMap<>();
        for (Movements<String>.InPeriod each : counts.movements().periods()) {
            if (each.state() == CellState.OBSERVED) {
                each.churn(Movement.CHURN).proportion().ifPresent(rate -> rates.put(each.period(), rate));
            }
        }
        return rates.isEmpty() ? Optional.empty() : Optional.of(PeriodRates.of(rates));
    }

    private static Optional<BigDecimal> averageSpend(Movement movement) {
        Flow active = movement.active();
        return active.customers() == 0
                ? Optional.empty()
                : Optional.of(active.amount()
                        .divide(
                                BigDecimal.valueOf(active.customers()),
                                active.amount().scale(),
                                RoundingMode.HALF_EVEN));
    }

    private static Optional<LifetimeValue> lifetimeValue(
            Currency currency, Optional<BigDecimal> spend, Movement movement) {
        if (spend.isEmpty()
                || movement.churn().isEmpty()
                || movement.churn().get().count() == 0) {
            return Optional.empty();
        }
        Rate churn = movement.churn().get();
        Interval interval = churn.interval();
        Flow active = movement.active();
        // From the exact figures, not from the rounded average.
        return dev.retention.value.LifetimeValue.arpaOverChurn(
                        AmountPerCustomer.of(active.amount(), active.customers(), currency),
                        ChurnRate.of(Movement.CHURN, churn.count(), churn.total()))
                .map(value -> new LifetimeValue(
                        value.rounded(RoundingMode.HALF_EVEN),
                        over(spend.get(), interval.upper()),
                        interval.lower() > 0 ? Optional.of(over(spend.get(), interval.lower())) : Optional.empty()));
    }

    private static BigDecimal over(BigDecimal spend, double churn) {
        return spend.divide(BigDecimal.valueOf(churn), spend.scale(), RoundingMode.HALF_EVEN);
    }
}
