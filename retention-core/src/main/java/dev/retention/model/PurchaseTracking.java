package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.purchase.CustomerPurchases;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Repeat purchases of a customer base period by period beside what a model expects of it: the first picture to look at
 * before a forecast is believed.
 *
 * <pre>
 *   expected up to day d = Σ over the customers of E[X(d − first day)]
 * </pre>
 *
 * <p>The model knows only on which day each customer came, so the calibration shows how well it fits in time and the holdout
 * how well it foresees.
 *
 * <ul>
 *   <li>Periods are one unit of the model long and laid so that one ends with the calibration. The first period and the last
 *       may be shorter. A unit of no whole number of days is rounded down to days at every period's end.
 *   <li>Only customers who had bought by the end of the calibration are followed; who comes later is nobody's repeat.
 *   <li>First purchases are not counted.
 * </ul>
 *
 * <p>Takes one prediction per distinct pair of a day of arrival and a period. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1287/mksc.1040.0098">Fader, Hardie and Lee (2005), figures 3 and 4</a>
 * @since 0.1.0
 */
public final class PurchaseTracking {
    private static final long MOST_PERIODS = 1_000_000;

    private final ImmutableList<TrackedPeriod> calibration;
    private final ImmutableList<TrackedPeriod> holdout;

    private PurchaseTracking(List<TrackedPeriod> calibration, List<TrackedPeriod> holdout) {
        this.calibration = ImmutableList.copyOf(calibration);
        this.holdout = ImmutableList.copyOf(holdout);
    }

    /**
     * Tracks a model.
     *
     * @param model the model, in the unit of {@code purchases}
     * @param purchases the customers
     * @return actual and expected repeat purchases by period
     * @throws IllegalArgumentException if the units differ or there are more than 1,000,000 periods
     */
    public static PurchaseTracking of(PurchaseModel model, CustomerPurchases<?> purchases) {
        checkUnit(requireNonNull(model, "model"), requireNonNull(purchases, "purchases"));
        double unit = purchases.daysPerUnit();
        Expectation expectation = new Expectation(model, purchases);
        long end = purchases.calibrationEnd().toEpochDay();
        long asOf = purchases.asOf().toEpochDay();
        checkArgument(
                asOf - expectation.origin <= MOST_PERIODS * unit,
                "purchases (%s) must be of at most %s periods",
                purchases,
                MOST_PERIODS);
        ImmutableList.Builder<TrackedPeriod> calibration = ImmutableList.builder();
        ImmutableList.Builder<TrackedPeriod> holdout = ImmutableList.builder();
        NavigableMap<LocalDate, Long> byDay = purchases.repeatPurchasesByDay();
        // The day before the first, so that the first period holds the day of the first arrival.
        long from = expectation.origin - 1;
        Forecast before = new Forecast(0, 0);
        for (long k = (long) -Math.floor((end - from) / unit); from < asOf; k++) {
            long to = Math.min(asOf, end + (long) Math.floor(k * unit));
            if (to <= from) {
                continue;
            }
            double expected = Math.max(before.expected(), expectation.upTo(to));
            LocalDate firstDay = LocalDate.ofEpochDay(from + 1);
            LocalDate lastDay = LocalDate.ofEpochDay(to);
            Forecast inPeriod = new Forecast(purchases(byDay, firstDay, lastDay), expected - before.expected());
            Forecast cumulative = new Forecast(Math.addExact(before.actual(), inPeriod.actual()), expected);
            (to <= end ? calibration : holdout).add(new TrackedPeriod(firstDay, lastDay, inPeriod, cumulative));
            before = cumulative;
            from = to;
        }
        return new PurchaseTracking(calibration.build(), holdout.build());
    }

    private static long purchases(NavigableMap<LocalDate, Long> byDay, LocalDate from, LocalDate to) {
        return byDay.subMap(from, true, to, true).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    static void checkUnit(PurchaseModel model, CustomerPurchases<?> purchases) {
        requireNonNull(model, "model");
        requireNonNull(purchases, "purchases");
        checkArgument(
                model.unit().equals(purchases.unit()),
                "purchases must be in the model's unit (%s), were in %s",
                model.unit(),
                purchases.unit());
    }

    /**
     * The periods of the calibration.
     *
     * @return in order of time; none if there are no customers
     */
    public List<TrackedPeriod> calibration() {
        return calibration;
    }

    /**
     * The periods of the holdout.
     *
     * @return in order of time; none if there is no holdout
     */
    public List<TrackedPeriod> holdout() {
        return holdout;
    }

    /**
     * The error of the model in the holdout, period by period.
     *
     * @param error which error
     * @return the error; empty if it is undefined, see {@link ForecastError#of}
     */
    public OptionalDouble holdoutError(ForecastError error) {
        return requireNonNull(error, "error")
                .of(holdout.stream().map(TrackedPeriod::inPeriod).toList());
    }

    /**
     * All repeat purchases in the holdout.
     *
     * @return actual and expected
     */
    public Forecast holdoutTotal() {
        return holdout.stream().map(TrackedPeriod::inPeriod).reduce(new Forecast(0, 0), Forecast::plus);
    }

    /** Prints the number of periods and the totals. */
    @Override
    public String toString() {
        return calibration.size() + " periods of calibration, " + holdout.size() + " of holdout with " + holdoutTotal();
    }

    /** Expected purchases of all customers together up to a day. */
    private static final class Expectation {
        private final PurchaseModel model;
        private final double unit;
        private final long origin;
        private final long[] starters;
        private final double[] byDays;

        Expectation(PurchaseModel model, CustomerPurchases<?> purchases) {
            this.model = model;
            this.unit = purchases.daysPerUnit();
            long end = purchases.calibrationEnd().toEpochDay();
            long[] firstDays = IntStream.range(0, purchases.customers())
                    .mapToLong(i -> purchases.firstDay(i).toEpochDay())
                    .toArray();
            this.origin = Arrays.stream(firstDays).min().orElse(end);
            this.starters = new long[Math.toIntExact(end - origin + 1)];
            for (long day : firstDays) {
                starters[(int) (day - origin)]++;
            }
            this.byDays = new double[Math.toIntExact(purchases.asOf().toEpochDay() - origin + 1)];
        }

        double upTo(long day) {
            double sum = 0;
            for (int start = 0; start < starters.length && origin + start < day; start++) {
                if (starters[start] > 0) {
                    sum += starters[start] * after((int) (day - origin - start));
                }
            }
            return sum;
        }

        private double after(int days) {
            if (byDays[days] == 0) {
                byDays[days] = model.expectedPurchases(days / unit);
            }
            return byDays[days];
        }
    }
}
