package dev.retention.testkit;

import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongBinaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * What became of the customers of a period of three days, in numbers by fate: any such numbers make a {@link CustomerFlow} that keeps
 * every law, with all of its counts, customer-days and days.
 *
 * <pre>{@code
 * @Property
 * void aLossNeverLowersChurn(@ForAll CustomerFates fates) {
 *     fates.withOneMoreLost().ifPresent(worse -> assertThat(churn(worse.flow())).isGreaterThanOrEqualTo(churn(fates.flow())));
 * }
 * }</pre>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class CustomerFates {
    private static final int DAYS = 3;

    /** What may become of a customer, or of a contract, an activity or an order. */
    private enum Fate {
        STAYS,
        STAYS_AND_ANNOUNCES,
        LEAVES,
        LEAVES_AND_RETURNS,
        JOINS,
        JOINS_AND_LEAVES,
        COMES_BACK,
        COMES_BACK_AND_LEAVES,
        RENEWS,
        DOES_NOT_RENEW,
        WAS_LIVE_30_DAYS_AGO,
        WAS_LOST_IN_30_DAYS,
        REMAINS_ACTIVE,
        FALLS_SILENT,
        BUYS_ONCE,
        BUYS_AGAIN
    }

    private final List<Map<Fate, Long>> days;

    private CustomerFates(List<Map<Fate, Long>> days) {
        this.days = days;
    }

    /**
     * Fates of every kind, up to 20 of each on a day.
     *
     * @return the arbitrary
     */
    public static Arbitrary<CustomerFates> arbitrary() {
        return drawn(List.of(Fate.values()));
    }

    /**
     * Fates of those who stay, join, renew and go on, when nobody leaves or returns.
     *
     * @return the arbitrary
     */
    public static Arbitrary<CustomerFates> withoutLosses() {
        return drawn(List.of(
                Fate.STAYS, Fate.JOINS, Fate.RENEWS, Fate.WAS_LIVE_30_DAYS_AGO, Fate.REMAINS_ACTIVE, Fate.BUYS_AGAIN));
    }

    /** One customer, contract, activity or order of each fate on each day. */
    static CustomerFates oneOfEach() {
        return by(List.of(Fate.values()), Collections.nCopies(Fate.values().length, Collections.nCopies(DAYS, 1L)));
    }

    /** Of each fate more often nobody than somebody, so that what is rare together occurs. */
    private static Arbitrary<CustomerFates> drawn(List<Fate> fates) {
        Arbitrary<List<Long>> somebody =
                Arbitraries.longs().between(0, 20).list().ofSize(DAYS);
        Arbitrary<List<Long>> nobody = Arbitraries.just(Collections.nCopies(DAYS, 0L));
        Arbitrary<List<Long>> numbers = Arbitraries.frequencyOf(Tuple.of(3, nobody), Tuple.of(2, somebody));
        return Combinators.combine(Collections.nCopies(fates.size(), numbers))
                .as(drawn -> by(fates, drawn))
                .withoutEdgeCases();
    }

    private static CustomerFates by(List<Fate> fates, List<List<Long>> drawn) {
        List<Map<Fate, Long>> days = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            Map<Fate, Long> ofDay = new EnumMap<>(Fate.class);
            Iterator<List<Long>> next = drawn.iterator();
            for (Fate fate : fates) {
                ofDay.put(fate, next.next().get(day));
            }
            days.add(ofDay);
        }
        return new CustomerFates(days);
    }

    private long on(int day, Fate... fates) {
        long sum = 0;
        for (Fate fate : fates) {
            sum += days.get(day).getOrDefault(fate, 0L);
        }
        return sum;
    }

    private long all(Fate... fates) {
        long sum = 0;
        for (int day = 0; day < DAYS; day++) {
            sum += on(day, fates);
        }
        return sum;
    }

    /**
     * What a period with these fates counts.
     *
     * @return the flow; as many days as are in a period
     */
    public CustomerFlow flow() {
        long start = all(Fate.STAYS, Fate.STAYS_AND_ANNOUNCES, Fate.LEAVES, Fate.LEAVES_AND_RETURNS);
        CustomerFlow.Builder flow = CustomerFlow.builder()
                .start(start)
                .end(start - all(Fate.LEAVES) + all(Fate.JOINS, Fate.COMES_BACK))
                .lost(all(Fate.LEAVES))
                .acquired(all(Fate.JOINS, Fate.COMES_BACK))
                .reactivated(all(Fate.LEAVES_AND_RETURNS, Fate.COMES_BACK, Fate.COMES_BACK_AND_LEAVES))
                .count(CustomerCount.NEW, all(Fate.JOINS, Fate.JOINS_AND_LEAVES))
                .count(CustomerCount.NEW_KEPT, all(Fate.JOINS))
                .count(
                        CustomerCount.ARRIVED,
                        all(Fate.JOINS, Fate.JOINS_AND_LEAVES, Fate.COMES_BACK, Fate.COMES_BACK_AND_LEAVES))
                .count(CustomerCount.CANCELLING, all(Fate.STAYS_AND_ANNOUNCES))
                .count(CustomerCount.RENEWED, all(Fate.RENEWS))
                .count(CustomerCount.NOT_RENEWED, all(Fate.DOES_NOT_RENEW))
                .count(CustomerCount.LIVE_30_DAYS_AGO, all(Fate.WAS_LIVE_30_DAYS_AGO))
                .count(CustomerCount.LOSSES_IN_30_DAYS, all(Fate.WAS_LOST_IN_30_DAYS))
                .count(CustomerCount.ACTIVE_BEFORE, all(Fate.REMAINS_ACTIVE, Fate.FALLS_SILENT))
                .count(CustomerCount.FALLEN_SILENT, all(Fate.FALLS_SILENT))
                .count(CustomerCount.BUYERS, all(Fate.BUYS_ONCE, Fate.BUYS_AGAIN))
                .count(CustomerCount.REPEAT_BUYERS, all(Fate.BUYS_AGAIN))
                .daysPerPeriod(DAYS);
        long there = start;
        long customerDays = 0;
        for (int day = 0; day < DAYS; day++) {
            flow.day(
                    there,
                    on(day, Fate.LEAVES, Fate.LEAVES_AND_RETURNS, Fate.JOINS_AND_LEAVES, Fate.COMES_BACK_AND_LEAVES));
            customerDays += there;
            there += on(day, Fate.JOINS, Fate.COMES_BACK) - on(day, Fate.LEAVES);
        }
        return flow.customerDays((double) customerDays).build();
    }

    /**
     * The customers of two groups together.
     *
     * @param other the other group
     * @return the fates of both
     */
    public CustomerFates plus(CustomerFates other) {
        return with(other, Math::addExact);
    }

    /**
     * As many groups of customers with the same fates.
     *
     * @param factor how many, at least 1
     * @return the fates of all
     * @throws IllegalArgumentException if {@code factor} is below 1
     */
    public CustomerFates times(long factor) {
        if (factor < 1) {
            throw new IllegalArgumentException("factor (" + factor + ") must be at least 1");
        }
        return with(this, (number, same) -> Math.multiplyExact(number, factor));
    }

    private CustomerFates with(CustomerFates other, LongBinaryOperator operator) {
        List<Map<Fate, Long>> both = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            Map<Fate, Long> ofDay = new EnumMap<>(Fate.class);
            for (Fate fate : Fate.values()) {
                ofDay.put(fate, operator.applyAsLong(on(day, fate), other.on(day, fate)));
            }
            both.add(ofDay);
        }
        return new CustomerFates(both);
    }

    /**
     * The same, but for one customer who stayed and now leaves: does not renew, falls silent and is among those lost of late, if there
     * is one who renewed or was active.
     *
     * @return the fates with one more loss; empty if nobody stayed
     */
    public Optional<CustomerFates> withOneMoreLost() {
        if (all(Fate.STAYS) == 0) {
            return Optional.empty();
        }
        CustomerFates worse = with(this, (number, same) -> number);
        worse.turn(Fate.STAYS, Fate.LEAVES);
        worse.turn(Fate.RENEWS, Fate.DOES_NOT_RENEW);
        worse.turn(Fate.REMAINS_ACTIVE, Fate.FALLS_SILENT);
        worse.days.get(0).merge(Fate.WAS_LOST_IN_30_DAYS, 1L, Math::addExact);
        return Optional.of(worse);
    }

    /** Turns one of the first day that has one; of a copy that nobody has seen. */
    private void turn(Fate from, Fate to) {
        for (Map<Fate, Long> day : days) {
            if (day.getOrDefault(from, 0L) > 0) {
                day.merge(from, -1L, Math::addExact);
                day.merge(to, 1L, Math::addExact);
                return;
            }
        }
    }

    /** Prints the fates that occur by day, such as {@code STAYS 2, LEAVES 1; JOINS 1; nothing}. */
    @Override
    public String toString() {
        return days.stream()
                .map(day -> day.entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ")))
                .map(day -> day.isEmpty() ? "nothing" : day)
                .collect(Collectors.joining("; "));
    }
}
