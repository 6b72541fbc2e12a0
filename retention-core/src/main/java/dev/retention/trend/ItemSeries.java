package dev.retention.trend;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.rule.PeriodItems;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import dev.retention.trend.CountSeries.Kind;
import dev.retention.trend.CountSeries.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The series of tables of items, which tell how much of each item could be observed in a period. */
abstract sealed class ItemSeries permits CountSeries {
    ItemSeries() {}

    /**
     * What one item of a table adds up to over what another does, such as complaints over customer-days.
     *
     * @param table a table of items by period
     * @param count the item that is counted, by its number
     * @param exposure the item that it came of, by its number
     * @param <E> the type of items
     * @return rates; a point is over where both items are observed in full, and a gap where either is not observed
     * @throws IllegalArgumentException if a number is negative, an item is observed in no period, or a period that is over has a count and
     *     no exposure
     */
    public static <E extends Enum<E>> CountSeries of(PeriodItems<?, E> table, E count, E exposure) {
        return of(table, count, table, exposure);
    }

    /**
     * What an item of one table adds up to over what an item of another does, such as the complaints on one topic over the customer-days of
     * all, which the table of the topic does not tell.
     *
     * @param table a table of items by period
     * @param count its item that is counted, by its number
     * @param whole a table of the same periods
     * @param exposure the item of that one which the count came of, by its number
     * @param <E> the type of items
     * @param <F> the type of items of the whole
     * @return rates; a point is over where both items are observed in full, and a gap where either is not observed
     * @throws IllegalArgumentException if a period of the table is none of the whole's, a number is negative, an item is observed in no
     *     period, or a period that is over has a count and no exposure
     */
    public static <E extends Enum<E>, F extends Enum<F>> CountSeries of(
            PeriodItems<?, E> table, E count, PeriodItems<?, F> whole, F exposure) {
        requireNonNull(table, "table");
        SeriesPoints.checkObserved(table, requireNonNull(count, "count"), "count");
        requireNonNull(whole, "whole");
        SeriesPoints.checkObserved(whole, requireNonNull(exposure, "exposure"), "exposure");
        List<Point> points = table.periods().stream()
                .map(in -> SeriesPoints.of(
                        in.period(),
                        SeriesPoints.least(
                                in.state(count), whole.inPeriod(in.period()).state(exposure)),
                        () -> number(in, count),
                        () -> number(whole.inPeriod(in.period()), exposure)))
                .toList();
        return CountSeries.of(Kind.RATES, points);
    }

    /**
     * The customers of one item of a table among those of another.
     *
     * @param table a table of items by period
     * @param part the item of the part
     * @param whole the item of the whole, of whose customers those of the part are some
     * @param <E> the type of items
     * @return shares; a point is over where both items are observed in full, and a gap where either is not observed
     * @throws IllegalArgumentException if a part has more customers than its whole, or an item is observed in no period
     */
    public static <E extends Enum<E>> CountSeries ofCustomers(PeriodItems<?, E> table, E part, E whole) {
        requireNonNull(table, "table");
        requireNonNull(part, "part");
        requireNonNull(whole, "whole");
        return shares(table, List.of(part, whole), in -> in.customers(part), in -> in.customers(whole));
    }

    /**
     * What one item of a table adds up to in what another does, such as invoices paid on time among those due.
     *
     * @param table a table of items by period
     * @param part the item of the part, by its number
     * @param whole the item of the whole, by its number, of which the part is some
     * @param <E> the type of items
     * @return shares; a point is over where both items are observed in full, and a gap where either is not observed
     * @throws IllegalArgumentException if a part is more than its whole, a number is negative, or an item is observed in no period
     */
    public static <E extends Enum<E>> CountSeries ofNumbers(PeriodItems<?, E> table, E part, E whole) {
        requireNonNull(table, "table");
        requireNonNull(part, "part");
        requireNonNull(whole, "whole");
        return shares(table, List.of(part, whole), in -> number(in, part), in -> number(in, whole));
    }

    private static <K, E extends Enum<E>> CountSeries shares(
            PeriodItems<K, E> table,
            List<E> items,
            ToLongFunction<PeriodItems<K, E>.InPeriod> part,
            ToLongFunction<PeriodItems<K, E>.InPeriod> whole) {
        SeriesPoints.checkObserved(table, items.get(0), "part");
        SeriesPoints.checkObserved(table, items.get(1), "whole");
        return series(Kind.SHARES, table, items, part, whole::applyAsLong);
    }

    /**
     * Any share of the periods of a table, such as one whose whole is no item but a sum of several.
     *
     * <pre>{@code
     * CountSeries.ofShares(table, month -> Standard.share(month).flatMap(BoundedShare::decided), MET, MISSED, OPEN);
     * }</pre>
     *
     * @param table a table of items by period
     * @param share the share of a period; empty where there is none
     * @param items the items that it is of, at least one
     * @param <K> the type of customer keys
     * @param <E> the type of items
     * @return shares; a point is over where all of these items are observed in full, and a gap where one is not observed
     * @throws IllegalArgumentException if there are no items, or one is observed in no period
     */
    @SafeVarargs
    public static <K, E extends Enum<E>> CountSeries ofShares(
            PeriodItems<K, E> table,
            Function<? super PeriodItems<K, E>.InPeriod, Optional<Proportion>> share,
            E... items) {
        requireNonNull(table, "table");
        requireNonNull(share, "share");
        checkArgument(requireNonNull(items, "items").length > 0, "items must not be empty");
        List<E> all = new ArrayList<>();
        for (E item : items) {
            SeriesPoints.checkObserved(table, requireNonNull(item, "an item of items"), "items");
            all.add(item);
        }
        Function<PeriodItems<K, E>.InPeriod, Optional<Proportion>> its =
                in -> requireNonNull(share.apply(in), "a share");
        return series(
                Kind.SHARES,
                table,
                List.copyOf(all),
                in -> its.apply(in).map(Proportion::count).orElse(0L),
                in -> its.apply(in).map(Proportion::total).orElse(0L));
    }

    /**
     * What an item of a table adds up to, as it stands. Months differ in length: {@link #perDay(PeriodItems, Enum)} takes that out.
     *
     * @param table a table of items by period
     * @param item the item, by its number, which is 0 of items that only count customers
     * @param <E> the type of items
     * @return counts; a point is over where the item is observed in full, and a gap where it is not observed
     * @throws IllegalArgumentException if a number is negative, or the item is observed in no period
     */
    public static <E extends Enum<E>> CountSeries ofCounts(PeriodItems<?, E> table, E item) {
        requireNonNull(table, "table");
        SeriesPoints.checkObserved(table, requireNonNull(item, "item"), "item");
        return series(Kind.COUNTS, table, List.of(item), in -> number(in, item), in -> 1);
    }

    /**
     * What an item of a table adds up to per day.
     *
     * @param table a table of items by period
     * @param item the item, by its number, which is 0 of items that only count customers
     * @param <E> the type of items
     * @return rates, whose exposure is the days of the period, of the one that is still running those that are over; a point is over where
     *     the item is observed in full, and a gap where it is not observed
     * @throws IllegalArgumentException if a number is negative, or the item is observed in no period
     */
    public static <E extends Enum<E>> CountSeries perDay(PeriodItems<?, E> table, E item) {
        requireNonNull(table, "table");
        SeriesPoints.checkObserved(table, requireNonNull(item, "item"), "item");
        Timeline periods = table.timeline();
        return series(
                Kind.RATES,
                table,
                List.of(item),
                in -> number(in, item),
                in -> SeriesPoints.days(periods, in.period(), in.state() == CellState.OBSERVED));
    }

    private static <K, E extends Enum<E>> CountSeries series(
            Kind kind,
            PeriodItems<K, E> table,
            List<E> items,
            ToLongFunction<PeriodItems<K, E>.InPeriod> count,
            ToDoubleFunction<PeriodItems<K, E>.InPeriod> exposure) {
        List<Point> points = table.periods().stream()
                .map(in -> SeriesPoints.of(
                        in.period(),
                        SeriesPoints.state(in, items),
                        () -> count.applyAsLong(in),
                        () -> exposure.applyAsDouble(in)))
                .toList();
        return CountSeries.of(kind, points);
    }

    private static <K, E extends Enum<E>> long number(PeriodItems<K, E>.InPeriod in, E item) {
        return SeriesPoints.notNegative(in.number(item), item, in.period());
    }
}
